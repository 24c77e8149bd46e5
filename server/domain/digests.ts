/** The one mail of a day: to whom, once, and in which words. */
import type { Day, Instant } from "#db/schema.ts";
import type { Nation } from "#db/vocabulary.ts";
import { isWorkingDay } from "./holidays.ts";
import { mailText, type Message } from "./messages.ts";
import type { Line, PersonToRemind } from "./reminders.ts";
import { counted, dayInWordsFrom, dayOf, wallTimeOf, type WallTime } from "./time.ts";

/** Digests are made from this time of the day on, when what the timer did in the morning is done. */
const digestsFrom: WallTime = "07:30";

export function isTimeForDigests(now: Instant, nation: Nation): boolean {
  return wallTimeOf(now) >= digestsFrom && isWorkingDay(dayOf(now), nation);
}

/** What makes it the digest of that day. */
export function digestOnce(staffId: string, today: Day): string {
  return `digest:${staffId}:${today}`;
}

/** A line, to whom it is told: to the person it is for, or to who covers for them. */
export interface ToldLine {
  to: string;
  keys: string[];
  text: string;
  path: string;
  /** The person who is away, for whom it is told. */
  instead: { name: string; until: Day } | null;
}

/**
 * To whom each line goes. Who is away hears nothing; who covers for them does, if they are of this practice and there
 * themselves. What nobody heard is told when they are back, as far as it still waits then.
 */
export function addressed(lines: readonly Line[], people: readonly PersonToRemind[]): ToldLine[] {
  const personOf = new Map(people.map((person) => [person.id, person]));
  return lines.flatMap(({ staffId, keys, text, path, coverPath }): ToldLine[] => {
    const person = personOf.get(staffId);
    if (!person) return [];
    if (person.away === null) return [{ to: staffId, keys, text, path, instead: null }];
    const cover = personOf.get(person.away.coverId ?? "");
    if (cover?.away !== null || coverPath === null) return [];
    return [
      {
        to: cover.id,
        keys: keys.map((key) => `for ${staffId}:${key}`),
        text,
        path: coverPath,
        instead: { name: person.name, until: person.away.until },
      },
    ];
  });
}

/** What one practice has to tell one person. */
export interface Part {
  practice: { id: string; name: string };
  lines: readonly ToldLine[];
}

/** The digest of a day; null when there is nothing to tell. */
export function digestOf(
  staffId: string,
  parts: readonly Part[],
  { today, origin }: { today: Day; origin: string },
): Message | null {
  const told = parts.filter((part) => part.lines.length > 0);
  const [first] = told;
  if (!first) return null;
  const count = told.reduce((sum, part) => sum + part.lines.length, 0);
  const sections = told.flatMap(({ practice, lines }) =>
    // One's own first.
    [...new Set(lines.map(({ instead }) => instead?.name ?? ""))].sort().map((name) => {
      const own = lines.filter(({ instead }) => (instead?.name ?? "") === name);
      const until = own[0]?.instead?.until;
      const heading = until ? `For ${name}, away until ${dayInWordsFrom(until, today)}` : "For you";
      return mailText(
        `${heading}, at ${practice.name}:`,
        ...own.map(({ text, path }) => `- ${text}\n  ${origin}${path}`),
      ).trimEnd();
    }),
  );
  return {
    practiceId: first.practice.id,
    staffId,
    kind: "digest",
    once: digestOnce(staffId, today),
    subject: `${counted(count, "thing")} ${count === 1 ? "waits" : "wait"} for you`,
    text: mailText(...sections, "You get at most one such mail a day, and none when nothing is new."),
  };
}
