/** Dates, times and lengths as calendars of others write them, by whatever clock they mean. */
import { unreadable, valueOf, type Component, type ContentLine, type Parts } from "./contentlines.ts";
import { clockWritten } from "./recurrences.ts";
import { instantIn, instantOf, wallIn, zone, zoneNamed, type Instant } from "./time.ts";

/** Between the clock of a place and instants. A wall time is written `2026-11-26T13:00:00`. */
export interface Clock {
  instant: (wall: string) => Instant | null;
  wall: (instant: Instant) => string;
}

export interface BusyTime {
  startsAt: Instant;
  endsAt: Instant;
}

/** What tells the zones that a calendar names: what it says of them itself, and those that were looked up. */
export interface Clocks {
  clocks: Map<string, Clock | null>;
  components: readonly Component[];
}

/** A date or a time of a calendar. */
export interface Moment {
  /** A date has the form `2026-11-26`, and means midnight in London. */
  wall: string;
  isDay: boolean;
  clock: Clock;
  instant: Instant;
}

const mostZones = 20;

const clockIn = (name: string): Clock => ({
  instant: (wall) => instantIn(name, wall),
  wall: (instant) => wallIn(name, instant),
});
const utc = clockIn("UTC");
/** Where a calendar names no zone, its owner's is meant. */
export const london = clockIn(zone);

/** Common names first: what programs write into a file about a zone is often cut short. */
function clockOf(name: string | undefined, reading: Clocks): Clock | null {
  if (name === undefined) return london;
  const known = reading.clocks.get(name);
  if (known !== undefined) return known;
  if (reading.clocks.size >= mostZones) return null;
  const common = zoneNamed(name);
  const clock = common ? clockIn(common) : clockWritten(name, reading.components);
  reading.clocks.set(name, clock);
  return clock;
}

export function momentOf(line: ContentLine, { parameters, value }: Parts, clocks: Clocks): Moment {
  const [, year, month, day, hour, minute, second = "00", isUtc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/.exec(value) ?? [];
  const isDay = hour === undefined;
  const date = `${year}-${month}-${day}`;
  const clock = isDay ? london : isUtc ? utc : clockOf(parameters.get("TZID"), clocks);
  if (!clock) unreadable(line, `the time zone of ${line.name} is not known`);
  const wall = `${date}T${isDay ? "00:00:00" : `${hour}:${minute}:${second}`}`;
  // Clocks that a calendar describes itself would take a 13th month for the next year's first.
  const instant = (utc.instant(wall) && clock.instant(wall)) ?? unreadable(line, `${line.name} is not a date or time`);
  return { wall: isDay ? date : wall, isDay, clock, instant };
}

/** A piece of work that may be long: it pauses between steps, each short, and whoever runs it decides when it goes on. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

export function* momentsOf(line: ContentLine, clocks: Clocks): Steps<Moment[]> {
  const { parameters, value } = valueOf(line);
  const moments: Moment[] = [];
  for (const one of value.split(",")) {
    moments.push(momentOf(line, { parameters, value: one.trim() }, clocks));
    yield;
  }
  return moments;
}

/** In milliseconds. */
export function lengthOf(line: ContentLine, value: string): number {
  const read = /^([+-]?)P(?=.)(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/.exec(
    value,
  );
  if (!read) unreadable(line, `${line.name} is not a length of time`);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = read.slice(2).map((part) => Number(part ?? 0));
  return (read[1] === "-" ? -1000 : 1000) * (seconds + 60 * (minutes + 60 * (hours + 24 * (days + 7 * weeks))));
}

/** `start/end` or `start/length`, several of them with commas between. */
export function* periodsOf(line: ContentLine, clocks: Clocks): Steps<BusyTime[]> {
  const { parameters, value } = valueOf(line);
  const periods: BusyTime[] = [];
  for (const period of value.split(",")) {
    const [start = "", end = ""] = period.trim().split("/");
    const startsAt = momentOf(line, { parameters, value: start }, clocks).instant;
    const endsAt = /^[+-]?P/.test(end)
      ? later(startsAt, lengthOf(line, end))
      : momentOf(line, { parameters, value: end }, clocks).instant;
    if (endsAt < startsAt) unreadable(line, "it ends before it begins");
    periods.push({ startsAt, endsAt });
    yield;
  }
  return periods;
}

export function later(instant: Instant, milliseconds: number): Instant {
  return instantOf(new Date(Date.parse(instant) + milliseconds));
}
