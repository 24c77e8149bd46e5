/** A series of meetings: its rule, and the dates that follow from it. */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import { nations } from "#db/vocabulary.ts";
import { holidayOn, holidayYears, nationNames } from "./holidays.ts";
import { day, oneOf, optionalWords, tick, wholeNumber, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import {
  addDays,
  addMinutes,
  counted,
  dayFrom,
  dayInWords,
  lastDayOfMonth,
  lengthInWords,
  parseWallTime,
  partsOf,
  readWallTime,
  spanInWords,
  timeInWords,
  weekdayOf,
  type WallTime,
} from "./time.ts";

export const patterns = ["nth-weekday", "weekly", "every-n-weeks", "day-of-month"] as const;
export type Pattern = (typeof patterns)[number];

export const nths = [1, 2, 3, 4, "last"] as const;
export type Nth = (typeof nths)[number];

export const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const shortest = 15;
const longest = 480;

const startTime = z.string({ error: "Enter when it starts, such as 13:00" }).transform((text, context): WallTime => {
  const time = parseWallTime(text);
  if (time) return time;
  context.addIssue("Enter when it starts as a time of day, such as 13:00");
  return z.NEVER;
});

const length = wholeNumber("Enter how long it takes, from 15 minutes to 8 hours", shortest, longest);

const firstDay = day("Enter the day the series begins").refine((value) => {
  const { year } = partsOf(value);
  return year >= holidayYears.first && year <= holidayYears.last;
}, `Enter a day from ${holidayYears.first} to ${holidayYears.last}: bank holidays are known for those years`);

const ofEverySeries = {
  from: firstDay,
  start: startTime,
  minutes: length,
  place: words("Enter where you meet: a room or a link", 200),
  count: wholeNumber("Enter how many meetings to plan, from 1 to 60", 1, 60),
  skipHolidays: tick,
  nation: oneOf(nations, "Choose whose bank holidays apply"),
};

const weekday = wholeNumber("Choose a day of the week", 1, 7);
const nth = z.preprocess(
  (value) => (typeof value === "string" && /^[1-4]$/.test(value) ? Number(value) : value),
  z.literal(nths, { error: "Choose which one of the month: first, second, third, fourth or last" }),
);

/** From a form or from JSON, and from its own output again. Fields of another pattern are left aside. */
export const seriesRule = z.discriminatedUnion(
  "pattern",
  [
    z.object({ pattern: z.literal("nth-weekday"), nth, weekday, ...ofEverySeries }),
    z.object({ pattern: z.literal("weekly"), weekday, ...ofEverySeries }),
    z.object({
      pattern: z.literal("every-n-weeks"),
      interval: wholeNumber("Enter how many weeks lie between meetings, from 2 to 12", 2, 12),
      weekday,
      ...ofEverySeries,
    }),
    z.object({
      pattern: z.literal("day-of-month"),
      dayOfMonth: wholeNumber("Enter a day of the month, from 1 to 31", 1, 31),
      ...ofEverySeries,
    }),
  ],
  { error: "Choose how often you meet" },
);
export type SeriesRule = z.output<typeof seriesRule>;

export interface Times {
  startsAt: Instant;
  endsAt: Instant;
  /** "twice" where the clocks go back and that hour comes again: the earlier one is meant. */
  note: "once" | "twice";
}

export interface SeriesDate extends Times {
  day: Day;
  /** "Thursday 26 November 2026, 1pm to 3pm" */
  words: string;
  holiday: string | null;
  /** On a bank holiday, and the series leaves those out: listed, and not counted. */
  skipped: boolean;
}

/** The dates of a series, in order, until `count` of them are kept. */
export function expand(rule: SeriesRule): SeriesDate[] {
  const dates: SeriesDate[] = [];
  let kept = 0;
  for (const day of daysOf(rule)) {
    const holiday = holidayOn(rule.nation, day);
    const skipped = rule.skipHolidays && holiday !== null;
    const times = readTimes(day, rule.start, rule.minutes);
    dates.push({ day, ...times, words: spanInWords(times.startsAt, times.endsAt), holiday, skipped });
    if (!skipped) kept += 1;
    if (kept === rule.count) break;
  }
  return dates;
}

/** "every last Thursday, 1pm for 2 hours, at Room 3, 12 times, not on bank holidays of Scotland" */
export function ruleInWords(rule: SeriesRule): string {
  return [
    howOften(rule),
    `${timeInWords(rule.start)} for ${lengthInWords(rule.minutes)}`,
    `at ${rule.place}`,
    rule.count === 1 ? "once" : counted(rule.count, "time"),
    ...(rule.skipHolidays ? [`not on bank holidays of ${nationNames[rule.nation]}`] : []),
  ].join(", ");
}

/** What moving one meeting takes, beside which meeting it is. */
export const moveMeeting = z.object({
  day: day("Enter the day it moves to"),
  start: startTime,
  minutes: length,
  place: optionalWords(200),
});

/**
 * When a meeting begins and ends. The length is elapsed time, as people in a room live it: on the night of a clock
 * change the end reads an hour earlier or later than start and length would make it, on every other day the same.
 */
export function readTimes(day: Day, start: WallTime, minutes: number): Times {
  const time = parseWallTime(start);
  if (!time) refuse("Enter when it starts as a time of day, such as 13:00", "start");
  if (!Number.isInteger(minutes) || minutes < shortest || minutes > longest) {
    refuse("Enter how long it takes, from 15 minutes to 8 hours", "minutes");
  }
  const { instant, note } = readWallTime(day, time);
  if (!instant) {
    refuse(
      `The clocks go forward on ${dayInWords(day)}, so there is no ${timeInWords(time)} on that day. Enter another time or day`,
      "start",
    );
  }
  return { startsAt: instant, endsAt: addMinutes(instant, minutes), note };
}

/** Every day the pattern names from the first day on, without end. */
export function* daysOf(rule: SeriesRule): Generator<Day> {
  if (rule.pattern === "weekly" || rule.pattern === "every-n-weeks") {
    const weeks = rule.pattern === "weekly" ? 1 : rule.interval;
    let day = addDays(rule.from, (rule.weekday - weekdayOf(rule.from) + 7) % 7);
    for (;;) {
      yield day;
      day = addDays(day, 7 * weeks);
    }
  }
  const { year, month } = partsOf(rule.from);
  for (let months = month - 1; ; months += 1) {
    const day = dayInMonth(rule, year + Math.floor(months / 12), (months % 12) + 1);
    if (day && day >= rule.from) yield day;
  }
}

type MonthlyRule = Extract<SeriesRule, { pattern: "nth-weekday" | "day-of-month" }>;

/** Null in a month that has no such day: the 31st of February is left out, not moved. */
function dayInMonth(rule: MonthlyRule, year: number, month: number): Day | null {
  if (rule.pattern === "day-of-month") return dayFrom(year, month, rule.dayOfMonth);

  const last = lastDayOfMonth(year, month);
  if (rule.nth === "last") return addDays(last, -((weekdayOf(last) - rule.weekday + 7) % 7));
  const beforeFirst = addDays(last, -partsOf(last).day);
  return addDays(beforeFirst, ((rule.weekday - weekdayOf(beforeFirst) + 6) % 7) + 1 + 7 * (rule.nth - 1));
}

const nthNames: Record<Nth, string> = { 1: "first", 2: "second", 3: "third", 4: "fourth", last: "last" };

function howOften(rule: SeriesRule): string {
  switch (rule.pattern) {
    case "nth-weekday":
      return `every ${nthNames[rule.nth]} ${weekdayName(rule.weekday)}`;
    case "weekly":
      return `every ${weekdayName(rule.weekday)}`;
    case "every-n-weeks":
      return `every ${rule.interval} weeks on ${weekdayName(rule.weekday)}`;
    case "day-of-month":
      return rule.dayOfMonth <= 28
        ? `on the ${ordinal(rule.dayOfMonth)} of every month`
        : `on the ${ordinal(rule.dayOfMonth)} of every month that has one`;
  }
}

function weekdayName(number: number): string {
  return weekdayNames[number - 1] ?? "day";
}

function ordinal(number: number): string {
  const ending = /1[1-3]$/.test(String(number)) ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
