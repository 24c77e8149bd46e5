/** When somebody can meet: their usual week, days away, the address of their own calendar; what each must hold. */
import { z } from "zod";
import type { Instant } from "#db/schema.ts";
import { dayParts, type DayPart } from "#db/vocabulary.ts";
import { day, id, listOf, optionalDay, optionalWords, tick, wholeNumber, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { addDays, addMinutes, dayInWordsFrom, dayOf, timeInWords, wallTimeOf, type Day } from "./time.ts";
import { workingDays, type UsualWeek, type WorkingDay } from "./weeks.ts";

/** How far ahead days away can lie, in days: what is further is a slip of the hand. */
const furthestAway = 2 * 366;
/** How long busy times are good for, and when a calendar that could not be read is tried again, in minutes. */
const readEvery = { read: 6 * 60, failed: 60 };
/** More than are ever read of one calendar. */
const mostTimes = 10_000;

const partsOfDay = listOf(z.enum(dayParts), dayParts.length);
const week = z.object({
  monday: partsOfDay,
  tuesday: partsOfDay,
  wednesday: partsOfDay,
  thursday: partsOfDay,
  friday: partsOfDay,
} satisfies Record<WorkingDay, typeof partsOfDay>);

export const setWeek = z.object({
  usual: week.prefault({}),
  showsReasons: tick,
  /** 0 for a week that was never given. */
  version: wholeNumber("Open the page again: it is not known which version you changed", 0, 1_000_000_000),
});

export const addAway = z.object({
  fromDay: day("Enter the first day that you are away"),
  /** Empty for a single day. */
  toDay: optionalDay,
  reason: optionalWords(200),
  coverId: optionalWords(64),
});

export const setCalendar = z.object({ address: words("Enter the address of your calendar", 2_000) });

const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .transform((text) => text as Instant);

export const keepReading = z.object({
  calendarId: id,
  /** Null when nothing could be read: what was read before stays. */
  times: z
    .array(z.object({ startsAt: instant, endsAt: instant }))
    .max(mostTimes)
    .nullable(),
  faults: z.array(z.string().max(500)).max(100),
});

/** The ticks of a week, each once. */
export function ticksOf(usual: UsualWeek): { weekday: number; part: DayPart }[] {
  return workingDays.flatMap((name, place) => [...new Set(usual[name])].map((part) => ({ weekday: place + 1, part })));
}

/** The week of these ticks. */
export function weekOf(ticks: readonly { weekday: number; part: DayPart }[]): UsualWeek {
  const partsOn = (weekday: number) =>
    dayParts.filter((part) => ticks.some((one) => one.weekday === weekday && one.part === part));
  return {
    monday: partsOn(1),
    tuesday: partsOn(2),
    wednesday: partsOn(3),
    thursday: partsOn(4),
    friday: partsOn(5),
  };
}

interface Away {
  from_day: Day;
  to_day: Day;
}

/** Days away as they are kept. Those that overlap others are right: a training day within a fortnight's leave. */
export function decideAway(
  input: z.output<typeof addAway>,
  known: { today: Day; already: readonly Away[]; covers: readonly { id: string }[] },
): Away & { reason: string | null; cover_id: string | null } {
  const from_day = input.fromDay;
  const to_day = input.toDay ?? from_day;
  if (to_day < from_day) refuse("The last day is before the first. Enter the same day or a later one", "toDay");
  if (to_day < known.today) refuse("These days are past. Enter days to come", input.toDay ? "toDay" : "fromDay");
  if (to_day > addDays(known.today, furthestAway)) {
    refuse("Enter days within the next two years", input.toDay ? "toDay" : "fromDay");
  }
  if (known.already.some((one) => one.from_day === from_day && one.to_day === to_day)) {
    refuse("You have named these days already. Remove them below first to change them", "fromDay");
  }
  if (input.coverId && !known.covers.some((one) => one.id === input.coverId)) {
    refuse("Choose a colleague of the list", "coverId");
  }
  return { from_day, to_day, reason: input.reason, cover_id: input.coverId };
}

/** The address as it is kept. Whether anything can be read there is seen when it is read. */
export function decideAddress(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (!url || !["http:", "https:", "webcal:"].includes(url.protocol) || url.hostname === "") {
    refuse("Enter an address that begins with https:// or webcal://", "address");
  }
  if (url.username !== "" || url.password !== "") {
    refuse("Enter an address without a user name and a password in it", "address");
  }
  return typed;
}

/** "calendar.example/…": what follows is as secret as a password. */
export function shortAddress(address: string): string {
  return `${URL.canParse(address) ? new URL(address).host : ""}/…`;
}

/** When a calendar is read next. */
export function nextReading(at: Instant, wasRead: boolean): Instant {
  return addMinutes(at, wasRead ? readEvery.read : readEvery.failed);
}

/** "today at 9:12am", "on Tuesday 24 November at 9:12am" */
export function momentInWords(at: Instant, today: Day): string {
  const day = dayOf(at);
  return `${day === today ? "today" : `on ${dayInWordsFrom(day, today)}`} at ${timeInWords(wallTimeOf(at))}`;
}

/** "Thursday 3 December", "Monday 21 December to Friday 1 January 2027" */
export function daysInWords(from: Day, to: Day, today: Day): string {
  const first = dayInWordsFrom(from, today);
  return from === to ? first : `${first} to ${dayInWordsFrom(to, today)}`;
}
