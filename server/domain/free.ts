/** Whether one person can come, at each of many times: their usual week, days away, busy times, what they answered. */
import type { DayPart, Reply } from "#db/vocabulary.ts";
import { partTimes } from "./weeks.ts";
import { minuteFrom, type Day, type Instant } from "./time.ts";

export interface Calendar {
  /** The parts of the week in which they can usually come; null when they have not said. */
  usual: readonly { weekday: number; part: DayPart }[] | null;
  /** The last day included; the reason only where they let others read it. */
  away: readonly { fromDay: Day; toDay: Day; reason: string | null }[];
  busy: readonly { startsAt: Instant; endsAt: Instant }[];
  /** What a poll asked them about, the newest answer last; null where they have not answered. */
  asked: readonly { startsAt: Instant; endsAt: Instant; answer: Reply | null }[];
}

/** A time at which a meeting could be. */
export interface Time {
  day: Day;
  weekday: number;
  /** In minutes since midnight. */
  start: number;
  /** In milliseconds since 1970, and so is `to`. */
  from: number;
  to: number;
}

/** What is known of somebody and a time: first those by which they can come, last those by which they cannot. */
export const cans = ["yes", "usual", "perhaps", "unanswered", "unknown", "no", "unusual", "busy", "away"] as const;
export type Can = (typeof cans)[number];

/** A row of a table holds each word by its place in the list. */
const placeOf = Object.fromEntries(cans.map((can, place) => [can, place])) as Record<Can, number>;
const answered: Record<Reply, number> = { accepted: placeOf.yes, tentative: placeOf.perhaps, declined: placeOf.no };

export type Row = Uint8Array;

export function canAt(row: Row, index: number): Can {
  return cans[row[index] ?? placeOf.unknown] ?? "unknown";
}

export const comes = (row: Row, index: number) => (row[index] ?? 0) < placeOf.unanswered;
export const cannotCome = (row: Row, index: number) => (row[index] ?? 0) >= placeOf.no;
export const perhapsComes = (row: Row, index: number) => row[index] === placeOf.perhaps;

/** What one person can at each of these times, which are equally long and in order: their calendar is walked once. */
export function rowOf(calendar: Calendar, times: readonly Time[]): Row {
  const row = new Uint8Array(times.length);
  const busy = merged(calendar.busy);
  const week = calendar.usual && weekOf(calendar.usual);
  let next = 0;
  let day: Day | null = null;
  let isAway = false;
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index];
    if (!time) break;
    if (time.day !== day) {
      day = time.day;
      isAway = calendar.away.some((days) => days.fromDay <= time.day && time.day <= days.toDay);
    }
    while ((busy[next]?.to ?? Infinity) <= time.from) next += 1;
    if (isAway) row[index] = placeOf.away;
    else if ((busy[next]?.from ?? Infinity) < time.to) row[index] = placeOf.busy;
    else if (week === null) row[index] = placeOf.unknown;
    else row[index] = isWithin(week[time.weekday], time) ? placeOf.usual : placeOf.unusual;
  }
  for (const { startsAt, endsAt, answer } of calendar.asked) {
    overlay(row, times, { from: Date.parse(startsAt), to: Date.parse(endsAt) }, answer);
  }
  return row;
}

interface Span {
  from: number;
  to: number;
}

/**
 * An answer in place of what the usual week says; what is known to be taken stays taken. Who can come for two hours can
 * come for one of them, and who cannot come for one cannot come for two.
 */
function overlay(row: Row, times: readonly Time[], asked: Span, answer: Reply | null): void {
  const length = (times[0]?.to ?? 0) - (times[0]?.from ?? 0);
  const first = answer === "declined" ? asked.to - length : asked.from;
  const last = answer === "declined" ? asked.from : asked.to - length;
  for (let index = firstFrom(times, first); (times[index]?.from ?? Infinity) <= last; index += 1) {
    const known = row[index] ?? 0;
    if (answer === null && known === placeOf.unknown) row[index] = placeOf.unanswered;
    if (answer !== null && known < placeOf.busy) row[index] = answered[answer];
  }
}

/** The first time that begins at that moment or after it, by halving. */
function firstFrom(times: readonly Time[], moment: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle]?.from ?? Infinity) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Busy times in order, those that touch made one. */
function merged(busy: Calendar["busy"]): Span[] {
  const spans = busy
    .map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }))
    .sort((a, b) => a.from - b.from);
  const apart: Span[] = [];
  for (const span of spans) {
    const last = apart.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else apart.push(span);
  }
  return apart;
}

/** By weekday, in minutes since midnight, parts of the day that touch made one. */
function weekOf(usual: NonNullable<Calendar["usual"]>): Span[][] {
  const week: Span[][] = Array.from({ length: 8 }, () => []);
  const parts = usual.map(({ weekday, part }) => ({
    weekday,
    from: minuteFrom(partTimes[part].from),
    to: minuteFrom(partTimes[part].to),
  }));
  for (const { weekday, from, to } of parts.sort((a, b) => a.from - b.from)) {
    const last = week[weekday]?.at(-1);
    if (last?.to === from) last.to = to;
    else week[weekday]?.push({ from, to });
  }
  return week;
}

function isWithin(spans: readonly Span[] | undefined, time: Time): boolean {
  const end = time.start + (time.to - time.from) / 60_000;
  return spans?.some(({ from, to }) => from <= time.start && end <= to) ?? false;
}
