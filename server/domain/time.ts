/** London days, wall times, instants and their wording: the only importer of luxon. */
import { DateTime, Duration, IANAZone } from "luxon";
import type { Day, Instant } from "#db/schema.ts";
import { windowsZones } from "./windowszones.ts";

export type { Day, Instant };

export const zone = "Europe/London";
const zoneRules = IANAZone.create(zone);
const hour = 3_600_000;

/** `13:00` */
export type WallTime = string;

export function instantOf(date: Date): Instant {
  return date.toISOString() as Instant;
}

export function parseInstant(text: string): Instant | null {
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return null;
  const moment = DateTime.fromISO(text, { setZone: true });
  return moment.isValid ? instantOf(moment.toJSDate()) : null;
}

export function parseDay(text: string): Day | null {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? DateTime.fromISO(text, { zone: "utc" }) : null;
  return moment?.isValid ? (text as Day) : null;
}

export function dayFrom(year: number, month: number, day: number): Day | null {
  const moment = DateTime.utc(year, month, day);
  return moment.isValid ? (moment.toISODate() as Day) : null;
}

/** `13:00` from "13:00", "9.30", "1pm" or "1:30pm"; null when it is no time of day. */
export function parseWallTime(text: string): WallTime | null {
  const read = /^(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?$/i.exec(text.trim());
  if (!read) return null;

  const [, hourText = "", minuteText, half] = read;
  const [hour, minute] = [Number(hourText), Number(minuteText ?? 0)];
  if (minute > 59 || (half ? hour < 1 || hour > 12 : hour > 23 || minuteText === undefined)) return null;
  const hours = half ? (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : hour;
  return [hours, minute].map((part) => String(part).padStart(2, "0")).join(":");
}

/** The day it is in London at that instant. */
export function dayOf(instant: Instant): Day {
  // Never behind UTC and at most an hour ahead: but for the last hour of a day both have the same day.
  const isSure = instant.slice(11, 13) !== "23";
  return (isSure ? instant.slice(0, 10) : london(instant).toISODate()) as Day;
}

export function wallTimeOf(instant: Instant): WallTime {
  return london(instant).toFormat("HH:mm");
}

export type WallTimeReading = { instant: Instant; note: "once" | "twice" } | { instant: null; note: "never" };

/**
 * The instant of a London wall time. In spring 01:30 does not exist and is refused; in autumn it comes twice and the
 * earlier, in summer time, is meant. luxon alone would answer differently by the season it is asked in.
 */
export function readWallTime(day: Day, time: WallTime): WallTimeReading {
  const asUtc = DateTime.fromISO(`${day}T${time}`, { zone: "utc" });
  if (!asUtc.isValid) return { instant: null, note: "never" };

  const matching = [60, 0]
    .map((offset) => asUtc.minus({ minutes: offset }))
    .filter((moment) => moment.setZone(zone).toFormat("yyyy-MM-dd HH:mm") === asUtc.toFormat("yyyy-MM-dd HH:mm"));
  const [earliest] = matching;
  if (!earliest) return { instant: null, note: "never" };
  return { instant: instantOf(earliest.toJSDate()), note: matching.length > 1 ? "twice" : "once" };
}

/** The instant of a London wall time by day or at midnight, when every time is there once: the clocks change at 1am. */
export function instantAt(day: Day, time: WallTime): Instant {
  const { instant } = readWallTime(day, time);
  if (instant === null) throw new RangeError(`There is no ${time} on ${day}`);
  return instant;
}

/**
 * The clock of one London day, for whoever needs many of its times: turns minutes since midnight into milliseconds since
 * 1970, or null where the clocks leave that minute out. Asks the zone once a day, not once a time; only on the two days of
 * a year on which the clocks change is each time read by itself.
 */
export function clockOf(day: Day): (minute: number) => number | null {
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  // London is at most an hour ahead of UTC: its day lies between these two.
  const [before, after] = [zoneRules.offset(midnight - hour), zoneRules.offset(midnight + 24 * hour)];
  if (before === after) return (minute) => midnight + (minute - before) * 60_000;
  return (minute) => {
    const { instant } = readWallTime(day, wallTimeFrom(minute));
    return instant && Date.parse(instant);
  };
}

/** `13:30` from 810. */
export function wallTimeFrom(minute: number): WallTime {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** 810 from `13:30`. */
export function minuteFrom(time: WallTime): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Every day from the first to the last, with its weekday: 1 for Monday to 7 for Sunday. */
export function* eachDay(first: Day, last: Day): Generator<{ day: Day; weekday: number }> {
  const end = Date.parse(last);
  let weekday = weekdayOf(first);
  for (let at = Date.parse(first); at <= end; at += 24 * hour) {
    yield { day: new Date(at).toISOString().slice(0, 10) as Day, weekday };
    weekday = (weekday % 7) + 1;
  }
}

/** The zone that somebody's calendar means: by its common name, also behind a maker's prefix, or by that of Windows. */
export function zoneNamed(name: string): string | null {
  const common = /[A-Za-z_]+\/[A-Za-z_+-]+(?:\/[A-Za-z_]+)?$/.exec(name)?.[0] ?? name;
  return windowsZones[name] ?? [name, common].find((candidate) => IANAZone.isValidZone(candidate)) ?? null;
}

/**
 * The instant of a wall time, `2026-11-26T13:00:00`, in any zone. As RFC 5545 has it: the earlier where it comes
 * twice, and where the clocks skip it the time that it would have been without.
 */
export function instantIn(zoneName: string, wall: string): Instant | null {
  const asUtc = DateTime.fromISO(wall, { zone: "utc" });
  if (!asUtc.isValid) return null;
  const place = IANAZone.create(zoneName);
  const [before, after] = [-1, 1].map((days) => place.offset(asUtc.plus({ days }).toMillis()));
  const instantWith = (offset = 0) => asUtc.minus({ minutes: offset });
  const told = [before, after].find((offset) => place.offset(instantWith(offset).toMillis()) === offset) ?? before;
  return instantOf(instantWith(told).toJSDate());
}

/** `2026-11-26T13:00:00` */
export function wallIn(zoneName: string, instant: Instant): string {
  return DateTime.fromISO(instant, { zone: zoneName }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

export function addMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(DateTime.fromISO(instant, { zone: "utc" }).plus({ minutes }).toJSDate());
}

export function minutesBetween(earlier: Instant, later: Instant): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 60_000);
}

export function secondsBetween(earlier: Instant, later: Instant): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 1_000);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * 24 * hour).toISOString().slice(0, 10) as Day;
}

/** Whole days from one to the other; negative when `later` is earlier. */
export function daysBetween(earlier: Day, later: Day): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / (24 * hour));
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

export function partsOf(day: Day): { year: number; month: number; day: number } {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
  return { year, month, day: dayOfMonth };
}

export function lastDayOfMonth(year: number, month: number): Day {
  return DateTime.utc(year, month, 1).endOf("month").toISODate() as Day;
}

export function ageInYears(birth: Day, on: Day): number {
  return Math.floor(utc(on).diff(utc(birth), "years").years);
}

/** "Thursday 26 November 2026" */
export function dayInWords(day: Day): string {
  return utc(day).setLocale("en-GB").toFormat("cccc d LLLL yyyy");
}

/** "26 November 2026" */
export function dayWithoutWeekday(day: Day): string {
  return dayInWords(day).replace(/^\S+ /, "");
}

const shortMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "26 Nov 2026" */
export function shortDay(day: Day): string {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `${dayOfMonth} ${shortMonths[month - 1]} ${year}`;
}

/** "Thursday 26 November", with the year only when it is another than that of `on`. */
export function dayInWordsFrom(day: Day, on: Day): string {
  return utc(day).year === utc(on).year ? dayInWords(day).replace(/ \d{4}$/, "") : dayInWords(day);
}

/** "1pm", "1:30pm", "midday" (NHS style). */
export function timeInWords(time: WallTime): string {
  const moment = DateTime.fromFormat(time, "HH:mm", { zone: "utc", locale: "en-GB" });
  if (time === "12:00") return "midday";
  if (time === "00:00") return "midnight";
  return moment.toFormat(moment.minute === 0 ? "ha" : "h:mma").toLowerCase();
}

/** "Thursday 26 November 2026, 1pm to 3pm" */
export function spanInWords(starts: Instant, ends: Instant): string {
  return `${dayInWords(dayOf(starts))}, ${timesInWords(starts, ends)}`;
}

/** "1pm to 3pm" */
export function timesInWords(starts: Instant, ends: Instant): string {
  return `${timeInWords(wallTimeOf(starts))} to ${timeInWords(wallTimeOf(ends))}`;
}

/** "24 Nov 2026, 9:12am" */
export function instantInWords(instant: Instant): string {
  return `${shortDay(dayOf(instant))}, ${timeInWords(wallTimeOf(instant))}`;
}

/** "2 hours", "1 hour 30 minutes" */
export function lengthInWords(minutes: number): string {
  const { hours, minutes: rest } = Duration.fromObject({ minutes }).shiftTo("hours", "minutes").toObject();
  const parts = [counted(hours ?? 0, "hour"), counted(rest ?? 0, "minute")];
  return parts.filter((part) => !part.startsWith("0 ")).join(" ") || "no time";
}

/** "in 6 days", "today", "35 days ago" */
export function distanceInWords(day: Day, on: Day): string {
  const days = daysBetween(on, day);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

function london(instant: Instant): DateTime {
  return DateTime.fromISO(instant, { zone });
}

function utc(day: Day): DateTime {
  return DateTime.fromISO(day, { zone: "utc" });
}
