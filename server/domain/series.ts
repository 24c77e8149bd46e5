/** A series of meetings: its rule, and the dates that follow from it. */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import { nations, type Nation } from "#db/vocabulary.ts";
import { holidayOn, holidayYears, nationNames } from "./holidays.ts";
import { day, listOf, oneOf, optionalWebAddress, optionalWords, tick, wholeNumber, words } from "./inputs.ts";
import { daysOf, patternInWords, patternRule } from "./patterns.ts";
import { refuse } from "./refusal.ts";
import {
  addMinutes,
  counted,
  dayInWords,
  dayOf,
  dayWithoutWeekday,
  lengthInWords,
  minutesBetween,
  parseWallTime,
  partsOf,
  readWallTime,
  spanInWords,
  timeInWords,
  wallTimeOf,
  type WallTime,
} from "./time.ts";

const shortest = 15;
const longest = 480;

const startTime = z.string({ error: "Enter when it starts, such as 13:00" }).transform((text, context): WallTime => {
  const time = parseWallTime(text);
  if (time) return time;
  context.addIssue("Enter when it starts as a time of day, such as 13:00");
  return z.NEVER;
});

const length = wholeNumber("Enter how long it takes, from 15 minutes to 8 hours", shortest, longest);

const mostMeetings = 60;
const mostSkipped = 200;

/** Earlier bank holidays were moved for jubilees and a coronation. The far end keeps every day at four digits. */
const firstDay = day("Enter the day the series begins").refine((value) => {
  const { year } = partsOf(value);
  return year >= holidayYears.first && year < 2100;
}, `Enter a day from 1 January ${holidayYears.first} on, and before 2100`);

const seriesEnd = z.discriminatedUnion(
  "ends",
  [
    z.object({
      // A series planned before there was a choice ends after so many.
      ends: z
        .literal("count")
        .optional()
        .transform(() => "count" as const),
      count: wholeNumber(`Enter how many meetings to plan, from 1 to ${mostMeetings}`, 1, mostMeetings),
    }),
    z.object({ ends: z.literal("until"), until: day("Enter the last day of the series") }),
  ],
  { error: "Choose when the series ends" },
);

/** All that decides which dates a series has. From a form or from JSON, and from its own output again. */
export const datesRule = z
  .object({
    from: firstDay,
    start: startTime,
    minutes: length,
    skipHolidays: tick,
    nation: oneOf(nations, "Choose whose bank holidays apply"),
    /** Days taken out by hand. */
    skip: listOf(day("Choose days of the list to leave out"), mostSkipped).transform((days) =>
      [...new Set(days)].sort(),
    ),
  })
  .and(patternRule)
  .and(seriesEnd);
export type DatesRule = z.output<typeof datesRule>;

/** The fields of another pattern or another end are left aside. */
export const seriesRule = z
  .object({
    place: words("Enter where you meet: a room or a link", 200),
    videoLink: optionalWebAddress(500),
  })
  .and(datesRule);
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
  /** False beyond the years whose bank holidays are known: then `holiday` is null and nothing is left out for one. */
  holidaysKnown: boolean;
  /** Listed, and no meeting: on a bank holiday of a series that leaves those out, or taken out by hand. */
  skipped: "holiday" | "by hand" | null;
}

/**
 * The dates of a series, in order. A bank holiday that is left out is made up for at the end; a date taken out by hand
 * is not, so that no date comes that nobody has seen. They may all be taken out; other rules without a date are refused.
 */
export function expand(rule: DatesRule): SeriesDate[] {
  if (rule.ends === "until" && rule.until < rule.from) {
    refuse(`The series ends before it begins. Enter a last day after ${dayInWords(rule.from)}`, "until");
  }
  const dates: SeriesDate[] = [];
  let counting = 0;
  for (const day of daysOf(rule)) {
    if (rule.ends === "until" && day > rule.until) break;
    const date = dateOn(day, rule);
    dates.push(date);
    if (date.skipped !== "holiday") counting += 1;
    if (rule.ends === "count" && counting === rule.count) break;
    if (counting > mostMeetings)
      refuse(`That makes more than ${mostMeetings} meetings. Enter an earlier last day`, "until");
  }
  if (dates.every(({ skipped }) => skipped === "holiday")) refuseNone(rule, dates);
  return dates;
}

function dateOn(day: Day, rule: DatesRule): SeriesDate {
  const date = dateAt(readTimes(day, rule.start, rule.minutes), rule.nation);
  const skipped = rule.skipHolidays && date.holiday !== null ? "holiday" : rule.skip.includes(day) ? "by hand" : null;
  return { ...date, skipped };
}

/** One date by itself, which no rule leaves out. */
export function dateAt(times: Times, nation: Nation): SeriesDate {
  const day = dayOf(times.startsAt);
  const holidaysKnown = partsOf(day).year <= holidayYears.last;
  const holiday = holidaysKnown ? holidayOn(nation, day) : null;
  return { day, ...times, words: spanInWords(times.startsAt, times.endsAt), holiday, holidaysKnown, skipped: null };
}

function refuseNone(rule: DatesRule, dates: readonly SeriesDate[]): never {
  const end = rule.ends === "until" ? ` up to ${dayInWords(rule.until)}` : "";
  if (dates.length === 0) refuse(`There is no such day${end}. Enter a later last day`, "until");
  refuse(`Every such day${end} is a bank holiday. Enter a later last day`, "until");
}

/** What there is to say of a date beside when it is: of the hour that comes twice, of years without known holidays. */
export function remarksOn(date: SeriesDate): string[] {
  const start = timeInWords(wallTimeOf(date.startsAt));
  const length = lengthInWords(minutesBetween(date.startsAt, date.endsAt));
  return [
    ...(date.note === "twice" ? [`the clocks go back that night: the earlier ${start} is meant, for ${length}`] : []),
    ...(date.holidaysKnown ? [] : [`bank holidays of ${partsOf(date.day).year} are not known`]),
  ];
}

const inOrder = new Intl.ListFormat("en-GB");

/** "every last Thursday of the month from 1 November 2026, 1pm for 2 hours, at Room 3, 12 times, not on bank holidays of Scotland" */
export function ruleInWords(rule: SeriesRule): string {
  return [
    `${patternInWords(rule)} from ${dayWithoutWeekday(rule.from)}`,
    `${timeInWords(rule.start)} for ${lengthInWords(rule.minutes)}`,
    rule.videoLink === null ? `at ${rule.place}` : `at ${rule.place} and by video`,
    endInWords(rule),
    ...(rule.skipHolidays ? [`not on bank holidays of ${nationNames[rule.nation]}`] : []),
    ...(rule.skip.length > 0 ? [`not on ${inOrder.format(rule.skip.map(dayWithoutWeekday))}`] : []),
  ].join(", ");
}

function endInWords(rule: DatesRule): string {
  if (rule.ends === "until") return `until ${dayWithoutWeekday(rule.until)}`;
  return rule.count === 1 ? "once" : counted(rule.count, "time");
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
