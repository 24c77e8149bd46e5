/** An answer that somebody's calendar program wrote: which dates of ours it is about, and what is said of them. */
import { z } from "zod";
import type { Instant } from "#db/schema.ts";
import type { Reply } from "#db/vocabulary.ts";
import { isAnswerable } from "./answers.ts";
import type { CalendarReply } from "./calendars.ts";
import { refuse } from "./refusal.ts";
import { counted, spanInWords } from "./time.ts";

/** As long as a reply of hundreds of dates is. */
export const takeReply = z.object({
  text: z.string().max(1_000_000, "This file is too long for a reply: the longest is one million characters"),
});

interface Dated {
  id: string;
  series_id: string | null;
  recurs_at: Instant | null;
  starts_at: Instant;
  ends_at: Instant;
  opened_at: Instant | null;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
  sequence: number;
}

/** Who answers, by the address that they were invited by. */
export function answererOf<Person extends { id: string; email: string }>(
  reply: Pick<CalendarReply, "email">,
  invited: readonly Person[],
): Person {
  const person = invited.find(({ email }) => email.toLowerCase() === reply.email);
  return person ?? refuse("The address that answers is of nobody who is invited to this meeting");
}

/**
 * The dates that a reply is about: the one that it names, or all of the series that have not begun. Refused when it was
 * written before people were told of a change of that date; of a whole series, those dates are left out.
 */
export function datesAnswered<Date extends Dated>(
  reply: Pick<CalendarReply, "recursAt" | "sequence">,
  dates: readonly Date[],
  at: Instant,
): { answered: Date[]; leftOut: Date[] } {
  const isOlder = (date: Date) => reply.sequence < date.sequence;
  const [single] = dates;
  if (single && (single.series_id === null || reply.recursAt !== null)) {
    const date = single.series_id === null ? single : dates.find(({ recurs_at }) => recurs_at === reply.recursAt);
    if (!date) refuse("This reply is about a date that the series does not have, or to which they are not invited");
    if (isOlder(date)) {
      refuse(`This reply answers an earlier date: since then the meeting was changed. It is now on ${spanOf(date)}`);
    }
    return { answered: [date], leftOut: [] };
  }
  const open = dates.filter((date) => isAnswerable(date, at) && date.opened_at === null);
  if (open.length === 0) refuse("There is no date left to answer for");
  const answered = open.filter((date) => !isOlder(date));
  if (answered.length === 0) {
    refuse("This reply answers earlier dates: since then all of them were changed. Ask for an answer to the new ones");
  }
  return { answered, leftOut: open.filter(isOlder) };
}

const saidWords: Record<Reply, string> = { accepted: "coming", tentative: "perhaps", declined: "apologies" };

/** "Fiona Galbraith: coming on Thursday 26 November 2026, 1pm to 3pm" */
export function takenInWords(
  name: string,
  reply: Reply,
  { answered, leftOut }: { answered: readonly Dated[]; leftOut: readonly Dated[] },
): string[] {
  const left = leftOut.map(spanOf).join("; ");
  return [
    ...answered.map((date) => `${name}: ${saidWords[reply]} on ${spanOf(date)}`),
    ...(leftOut.length > 0
      ? [`Not taken for ${counted(leftOut.length, "date")} that changed since the reply was written: ${left}`]
      : []),
  ];
}

function spanOf(date: Dated): string {
  return spanInWords(date.starts_at, date.ends_at);
}
