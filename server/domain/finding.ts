/** What somebody who looks for a time says: between which days and hours, how long, and who must be there. */
import { z } from "zod";
import { holidayYears } from "./holidays.ts";
import { day, id, listOf, optionalWords, wholeNumber } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { daysBetween, lengthInWords, minuteFrom, parseWallTime, partsOf, type Day, type WallTime } from "./time.ts";

const mostDays = 366;

/** How often a meeting may begin, in minutes. */
export const steps = [15, 30, 60] as const;

const timeOfDay = (sentence: string) =>
  z.string({ error: sentence }).transform((text, context): WallTime => {
    const time = parseWallTime(text);
    if (time) return time;
    context.addIssue(sentence);
    return z.NEVER;
  });

export const searchTimes = z.object({
  from: day("Enter the first day to look at"),
  to: day("Enter the last day to look at"),
  earliest: timeOfDay("Enter from what time on, such as 9:00 or 9am"),
  latest: timeOfDay("Enter until what time, such as 17:00 or 5pm"),
  minutes: wholeNumber("Enter how long it takes, from 15 minutes to 8 hours", 15, 480),
  step: z
    .preprocess(
      (value) => (typeof value === "string" ? Number(value) : value),
      z.literal(steps, { error: "Choose how often it may begin" }),
    )
    .prefault(30),
  /** Begins at one of these times only, instead of every so many minutes. */
  starts: listOf(timeOfDay("Enter times of day, such as 13:00"), 20),
  /** People without whom the meeting cannot be. */
  needed: listOf(id, 200),
  /** Disciplines of which somebody must be able to come. */
  disciplines: listOf(z.string().max(64)),
});
export type SearchTimes = z.output<typeof searchTimes>;

export const findTimes = z.object({
  practiceId: id,
  /** The meeting that is to be moved, if it is for one. */
  meetingId: optionalWords(64),
  /** Left out: who is there, and what to begin with. */
  search: searchTimes.optional(),
});

/** When a meeting may begin, in minutes since midnight. Refused where the days or hours hold none. */
export function startsOf(search: SearchTimes, today: Day): number[] {
  if (search.to < today) refuse("Enter a last day that is still to come", "search.to");
  if (search.to < search.from) refuse("Enter a last day that is not before the first", "search.to");
  if (daysBetween(search.from, search.to) > mostDays) refuse("Enter days that are at most a year apart", "search.to");
  if (partsOf(search.to).year > holidayYears.last) {
    refuse(`Enter a day up to ${holidayYears.last}: bank holidays are known until then`, "search.to");
  }
  if (search.starts.length > 0) return search.starts.map(minuteFrom);

  const [first, end] = [minuteFrom(search.earliest), minuteFrom(search.latest)];
  const last = end - search.minutes;
  if (last < first) refuse(`Enter hours that hold ${lengthInWords(search.minutes)}`, "search.latest");
  return Array.from({ length: Math.floor((last - first) / search.step) + 1 }, (_, at) => first + at * search.step);
}

/** Who is needed until somebody says otherwise: the chair, and whoever is the only one of a needed discipline. */
export function usuallyNeeded(
  people: readonly { id: string; discipline: string }[],
  chairId: string | null,
  disciplines: readonly string[],
): string[] {
  const isAlone = (discipline: string) => people.filter((person) => person.discipline === discipline).length === 1;
  return people
    .filter(({ id, discipline }) => id === chairId || (disciplines.includes(discipline) && isAlone(discipline)))
    .map(({ id }) => id);
}
