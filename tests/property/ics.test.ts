/** Whatever series is planned and whatever it is called, calendars read from our text what we planned. */
import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { afterCancelling, afterMoves, movesOf } from "#server/domain/changes.ts";
import { calendarIn } from "#server/domain/contentlines.ts";
import { feedOf } from "#server/domain/ics.ts";
import { changesFor, invitationsFor, type InvitationFacts } from "#server/domain/invitations.ts";
import type { Message } from "#server/domain/messages.ts";
import { daysOf, nths, patterns } from "#server/domain/patterns.ts";
import { Refusal } from "#server/domain/refusal.ts";
import type { SeriesRule } from "#server/domain/series.ts";
import {
  addDays,
  dayOf,
  minutesBetween,
  wallTimeFrom,
  wallTimeOf,
  type Day,
  type Instant,
} from "#server/domain/time.ts";
import { nations } from "#db/vocabulary.ts";
import { calendarProgram, readBusyTimes } from "../support/calendars.ts";
import { meetingOf, ruleOf, sending, seriesId, seriesOf } from "../support/invited.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";

const days = fc.integer({ min: 0, max: 13 * 365 }).map((after) => addDays("2024-01-01" as Day, after));

/** The hours of the night more often than meetings are held in them: there the clocks change. */
const starts = fc
  .oneof(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 0, max: 150 }), fc.constant(13 * 60))
  .map(wallTimeFrom);

const ofEverySeries = {
  pattern: fc.constantFrom(...patterns),
  nth: fc.constantFrom(...nths),
  // On Sundays the clocks change.
  weekday: fc.oneof(fc.integer({ min: 1, max: 7 }), fc.constant(7)),
  interval: fc.integer({ min: 2, max: 12 }),
  dayOfMonth: fc.integer({ min: 1, max: 31 }),
  from: days,
  start: starts,
  minutes: fc.integer({ min: 15, max: 480 }),
  skipHolidays: fc.boolean(),
  nation: fc.constantFrom(...nations),
};
const mostlyFew = (most: number) =>
  fc.oneof(
    { weight: 7, arbitrary: fc.integer({ min: 1, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: 13, max: most }) },
  );
const counted = fc.record({ ...ofEverySeries, ends: fc.constant("count"), count: mostlyFew(60) });
const until = fc
  .record({ ...ofEverySeries, ends: fc.constant("until"), weeks: mostlyFew(59) })
  .map(({ weeks, ...fields }) => ({ ...fields, until: addDays(fields.from, 7 * weeks) }));

/** As planned by rules that are not refused, with days of the pattern taken out by hand. */
const series = fc
  .tuple(fc.oneof(counted, until), fc.array(fc.nat({ max: 20 }), { maxLength: 6 }))
  .map(([fields, out]): InvitationFacts | null => {
    const days = daysOf(ruleOf(fields));
    const early = Array.from({ length: 21 }, () => days.next().value as Day);
    return plannedBy(ruleOf({ ...fields, skip: early.filter((_, index) => out.includes(index)) }));
  })
  .filter((facts) => facts !== null && facts.meetings.length > 0) as fc.Arbitrary<InvitationFacts>;

/** Null where it is refused: for want of a date, or where the clocks skip its start. */
function plannedBy(rule: SeriesRule): InvitationFacts | null {
  try {
    return seriesOf(rule);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function textOf(mails: readonly Message[]): string {
  return mails[0]?.calendar?.text ?? "";
}

function standing({ meetings }: InvitationFacts) {
  return meetings
    .filter(({ isCancelled }) => !isCancelled)
    .map(({ startsAt, endsAt, place }) => ({ uid: seriesId, startsAt, endsAt, place }))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

describe("the dates of a series", () => {
  test("are those that ical.js and our own reader find in what we write", () => {
    fc.assert(
      fc.property(series, (facts) => {
        const planned = facts.meetings.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
        const text = textOf(invitationsFor(facts, sending));
        const calendar = calendarProgram();
        calendar.take(text);
        expect(calendar.shows().map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))).toEqual(planned);

        const later = addDays(dayOf(planned.at(-1)?.startsAt ?? sending.at), 60);
        const read = readBusyTimes(text, sending.at, `${later}T00:00:00.000Z` as Instant);
        expect(read).toEqual({ times: planned, faults: [] });
      }),
      { numRuns: 1000 },
    );
  });

  test("come from the rule alone where the clocks let it say them all", () => {
    fc.assert(
      fc.property(series, ({ series: kept }) => {
        const facts = seriesOf(ruleOf({ ...(kept?.rule as SeriesRule), start: "13:00", minutes: 60 }));
        expect(textOf(invitationsFor(facts, sending)).match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
      }),
    );
  });

  test("are right after changes too: moved, elsewhere, cancelled, one or several at once", () => {
    const change = fc.record({
      dates: fc.uniqueArray(fc.nat({ max: 59 }), { minLength: 1, maxLength: 4 }),
      days: fc.integer({ min: -3, max: 3 }),
      start: fc.option(starts),
      place: fc.constantFrom(null, "Room 5"),
      isCancelled: fc.boolean(),
    });
    fc.assert(
      fc.property(series, fc.array(change, { minLength: 1, maxLength: 5 }), (planned, changes) => {
        let facts = planned;
        const calendar = calendarProgram();
        calendar.take(textOf(invitationsFor(facts, sending)));
        for (const [index, { isCancelled, ...to }] of changes.entries()) {
          const after = isCancelled ? cancelled(facts, to.dates, index + 1) : moved(facts, to, index + 1);
          const mails = changesFor(facts, after, null, sending);
          if (mails.length > 0) calendar.take(textOf(mails));
          facts = after;
          expect(calendar.shows()).toEqual(standing(facts));

          // Somebody who is told now for the first time sees the same.
          const newcomer = calendarProgram();
          const invitation = invitationsFor(facts, sending);
          if (invitation.length > 0) newcomer.take(textOf(invitation));
          expect(newcomer.shows()).toEqual(standing(facts));
        }
      }),
      { numRuns: isFull ? 1000 : 40 },
    );
  });
});

function chosen({ meetings }: InvitationFacts, indexes: readonly number[]) {
  const places = new Set(indexes.map((index) => index % meetings.length));
  return meetings.filter(({ isCancelled }, index) => places.has(index) && !isCancelled);
}

function cancelled(facts: InvitationFacts, indexes: readonly number[], sequence: number): InvitationFacts {
  return afterCancelling(facts, chosen(facts, indexes), sequence);
}

interface To {
  dates: readonly number[];
  days: number;
  start: string | null;
  place: string | null;
}

/** As it was where that is refused. */
function moved(facts: InvitationFacts, to: To, sequence: number): InvitationFacts {
  const dates = chosen(facts, to.dates);
  const [said] = dates;
  if (!said) return facts;
  try {
    const moves = movesOf(
      dates,
      said.id,
      {
        day: addDays(dayOf(said.startsAt), to.days),
        start: to.start ?? wallTimeOf(said.startsAt),
        minutes: minutesBetween(said.startsAt, said.endsAt),
        place: to.place,
      },
      sending.at,
    );
    return afterMoves(facts, moves, sequence);
  } catch (error) {
    if (error instanceof Refusal) return facts;
    throw error;
  }
}

describe("the lines", () => {
  const piece = fc.constantFrom(
    ...'Càrn Mòr|Ysbyty Gwynedd – Ôl|Zażółć gęślą jaźń|Łódź|مركز الصحة، الغرفة ٣|👩🏽‍⚕️|🏴󠁧󠁢󠁳󠁣󠁴󠁿|🛗|e\u0301|a, b; c \\ d|"quoted"|x^n^\'|: |=|\t|\n|\r\n|\u2028|BEGIN:VEVENT'.split(
      "|",
    ),
  );
  const words = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(" ")),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 100 }),
  );
  const emails = fc.emailAddress();

  /** Every text that we write with these words in it. */
  function textsWith(said: { practice: string; place: string; name: string; email: string }): string[] {
    const { practice, place, name, email } = said;
    const around = { practice: { id: "practice", name: practice }, organizer: { name, email } };
    const rule = ruleOf({ pattern: "weekly", weekday: 4, from: "2027-03-25", start: "13:00", minutes: 60, count: 3 });
    const planned = seriesOf(rule, around);
    const series = { ...planned, meetings: planned.meetings.map((meeting) => ({ ...meeting, place })) };
    const times = { startsAt: "2027-06-15T09:00:00.000Z" as Instant, endsAt: "2027-06-15T10:00:00.000Z" as Instant };
    const single = meetingOf({ ...times, place }, around);
    const feed = { uid: seriesId, ...times, sequence: 0, place, practice };
    return [
      textOf(invitationsFor(series, sending)),
      textOf(changesFor(series, cancelled(series, [1], 1), null, sending)),
      textOf(invitationsFor(single, sending)),
      feedOf({ meetings: [feed], link: `${sending.origin}/meetings`, at: sending.at }),
    ];
  }

  const said = fc.record({ practice: words, place: words, name: words, email: emails });

  test("hold at most 75 octets, end in CRLF, and are cut between characters", () => {
    const octetsOf = new TextEncoder();
    fc.assert(
      fc.property(said, (said) => {
        for (const text of textsWith(said)) {
          expect(text.endsWith("\r\n")).toBe(true);
          for (const line of text.slice(0, -2).split("\r\n")) {
            expect(line).not.toMatch(/[\r\n]/);
            const octets = octetsOf.encode(line);
            expect(octets.length).toBeLessThanOrEqual(75);
            // Half a character would come back as another.
            expect(new TextDecoder("utf-8", { fatal: true }).decode(octets)).toBe(line);
          }
        }
      }),
      { numRuns: isFull ? 2000 : 100 },
    );
  });

  test("put together again are the words that went in, as ical.js and our own reader read them", () => {
    fc.assert(
      fc.property(said, (said) => {
        for (const text of textsWith(said)) {
          const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
          const events = calendar.getAllSubcomponents("vevent");
          expect(events).toHaveLength(1);
          const [event] = events;
          expect(event?.getFirstPropertyValue("summary")).toBe(`Team meeting, ${plain(said.practice)}`);
          if (text.includes("LOCATION")) expect(event?.getFirstPropertyValue("location")).toBe(plain(said.place));
          const organizer = event?.getFirstProperty("organizer");
          if (organizer) {
            expect(organizer.getParameter("cn")).toBe(plainName(said.name));
            expect(decodeURI(String(organizer.getFirstValue()))).toBe(`mailto:${said.email}`);
          }

          const unfolded = text.replaceAll("\r\n ", "").trimEnd().split("\r\n");
          const found = calendarIn(text)?.components.find(({ name }) => name === "VEVENT")?.whole ?? [];
          expect(found.length).toBeGreaterThan(8);
          expect(unfolded.slice(unfolded.indexOf("BEGIN:VEVENT"), -1)).toEqual(found);
        }
      }),
      { numRuns: isFull ? 2000 : 100 },
    );
  });

  /** As a calendar can say it: one kind of line end, and no other control. */
  function plain(words: string): string {
    return words.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n]/gu, " ");
  }

  /** On one line, and without the mark that ends it. */
  function plainName(words: string): string {
    return words.replace(/[\p{Cc}\u2028\u2029]/gu, " ").replaceAll('"', "'");
  }
});
