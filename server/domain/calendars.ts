/**
 * Reads calendars that others wrote (RFC 5545, 5546): when somebody is busy, and what they answered. Nothing else of
 * them leaves this file, and no fault quotes them.
 */
import { replies, type Reply } from "#db/vocabulary.ts";
import {
  calendarIn,
  lineOf,
  mostLines,
  Unreadable,
  unreadable,
  valueOf,
  type Component,
  type ContentLine,
} from "./contentlines.ts";
import {
  later,
  lengthOf,
  london,
  momentOf,
  momentsOf,
  periodsOf,
  type BusyTime,
  type Clocks,
  type Moment,
  type Steps,
} from "./moments.ts";
import { recurring } from "./recurrences.ts";
import { refuse } from "./refusal.ts";
import { addDays, type Day, type Instant } from "./time.ts";

export type { BusyTime };

export interface CalendarReply {
  uid: string;
  /** The date of a series that is answered; null for a meeting, or for the whole series. */
  recursAt: Instant | null;
  email: string;
  reply: Reply;
  sequence: number;
}

const mostTimes = 5_000;
/** Before they are put in order, and those that touch made one. */
const mostCollected = 20_000;
const mostFaults = 20;
/** Steps through the repeating entries of one file, of which a hostile rule would take any number. */
const mostSteps = 100_000;

/**
 * When somebody is busy between two instants: in order, merged, cut at both. An entry that cannot be read is left out
 * and named among the faults by its line. Refuses what is no calendar. Pauses after each step, since a calendar of
 * the largest size takes long.
 */
export function* busyTimesIn(text: string, from: Instant, to: Instant): Steps<{ times: BusyTime[]; faults: string[] }> {
  const { components, isCut } = calendarIn(text) ?? refuseNoCalendar(text);
  const faults = isCut ? [`Only the first ${mostLines.toLocaleString("en-GB")} lines were read.`] : [];
  const reading: Reading = { from, to, stepsLeft: mostSteps, clocks: new Map(), components };
  const collected = new Collected(from, to);
  const tolerantly = function* (run: Steps<void>): Steps<void> {
    try {
      yield* run;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      faults.push(`${error.message}. This entry was left out.`);
    }
  };

  const entries: Entry[] = [];
  for (const component of components) {
    yield* tolerantly(
      (function* () {
        if (component.name === "VEVENT") entries.push(yield* entryIn(component, reading));
        if (component.name === "VFREEBUSY") yield* busyPeriods(component, reading, collected);
      })(),
    );
    yield;
  }
  const movedAway = new Map<string, Moment[]>();
  for (const { uid, recurs } of entries) {
    if (!recurs) continue;
    const moved = movedAway.get(uid) ?? [];
    moved.push(recurs);
    movedAway.set(uid, moved);
  }
  for (const entry of entries) {
    if (entry.untold) faults.push(`${entry.untold}.`);
    if (entry.isFree) continue;
    yield* tolerantly(timesOf(entry, entry.recurs ? [] : (movedAway.get(entry.uid) ?? []), reading, collected));
    yield;
  }

  const kept = collected.inOrder();
  if (collected.isCut || kept.length > mostTimes) {
    faults.push(`Only the first ${mostTimes.toLocaleString("en-GB")} times were kept.`);
  }
  const told = faults.slice(0, mostFaults);
  if (faults.length > mostFaults) told.push(`${faults.length - mostFaults} more entries were left out.`);
  return { times: kept.slice(0, mostTimes), faults: told };
}

/** The answers in a reply that somebody's calendar wrote (METHOD:REPLY). Refuses, with the line, what is none. */
export function readReply(text: string): CalendarReply[] {
  const { head, components } = calendarIn(text) ?? refuseNoCalendar(text);
  const method = head.find(({ name }) => name === "METHOD");
  if (!method) refuse("This calendar has no METHOD line. Give the reply as the calendar program sent it");
  if (valueOf(method).value.toUpperCase() !== "REPLY") {
    refuse(`Line ${method.at}: METHOD is not REPLY, so this is no answer to an invitation`);
  }
  const events = components.filter(({ name }) => name === "VEVENT");
  if (events.length === 0) refuse("This reply names no meeting. Give it as the calendar program sent it");
  const clocks: Clocks = { clocks: new Map(), components };
  try {
    return events.map((event) => replyIn(event, clocks));
  } catch (error) {
    if (error instanceof Unreadable) refuse(error.message);
    throw error;
  }
}

function replyIn(event: Component, clocks: Clocks): CalendarReply {
  const uid = lineOf(event, "UID") ?? unreadable(event, "UID is missing");
  const attendees = event.lines.filter(({ name }) => name === "ATTENDEE");
  const [attendee] = attendees;
  if (!attendee) unreadable(event, "ATTENDEE is missing, so nobody answers");
  if (attendees.length > 1) unreadable(attendees[1] ?? event, "ATTENDEE comes twice. A reply is of one person");

  const { parameters, value } = valueOf(attendee);
  const reply = replies.find((known) => known === parameters.get("PARTSTAT")?.toLowerCase());
  if (!reply) unreadable(attendee, "PARTSTAT is not ACCEPTED, TENTATIVE or DECLINED");
  const email = /^mailto:([^\s@]+@[^\s@]+)$/i.exec(value)?.[1] ?? unreadable(attendee, "ATTENDEE has no mail address");
  const recurs = lineOf(event, "RECURRENCE-ID");
  const sequence = lineOf(event, "SEQUENCE");
  return {
    uid: unescaped(valueOf(uid).value),
    recursAt: recurs ? momentOf(recurs, valueOf(recurs), clocks).instant : null,
    email: decoded(email).toLowerCase(),
    reply,
    sequence: sequence && /^\d{1,9}$/.test(valueOf(sequence).value) ? Number(valueOf(sequence).value) : 0,
  };
}

function refuseNoCalendar(text: string): never {
  refuse(
    text.trim() === ""
      ? "This calendar is empty. Give the address or file of a calendar that ends in .ics"
      : "This is not a calendar. Give the address or file of a calendar that ends in .ics",
  );
}

function unescaped(value: string): string {
  return value.replace(/\\n/gi, "\n").replace(/\\(.)/g, "$1");
}

function decoded(email: string): string {
  try {
    return decodeURIComponent(email);
  } catch {
    return email;
  }
}

interface Reading extends Clocks {
  from: Instant;
  to: Instant;
  stepsLeft: number;
}

/** Busy times within a window. Of more than can be kept, those that came first in the file. */
class Collected {
  #times: BusyTime[] = [];
  isCut = false;

  constructor(
    readonly from: Instant,
    readonly to: Instant,
  ) {}

  add(time: BusyTime): void {
    if (this.isCut || time.startsAt >= time.endsAt || time.startsAt >= this.to || time.endsAt <= this.from) return;
    this.#times.push(time);
    if (this.#times.length < mostCollected) return;
    this.#times = this.inOrder();
    this.isCut = this.#times.length > mostTimes;
  }

  inOrder(): BusyTime[] {
    return merged(this.#times, this.from, this.to);
  }
}

interface Entry {
  at: number;
  /** What of it is not followed, though it is read. */
  untold: string | null;
  uid: string;
  /** The date of the series that it stands for. */
  recurs: Moment | null;
  starts: Moment;
  days: number;
  milliseconds: number;
  /** Cancelled, or said to keep nobody busy. */
  isFree: boolean;
  rules: ContentLine[];
  added: Moment[];
  addedPeriods: BusyTime[];
  leftOut: Moment[];
}

function* entryIn(event: Component, reading: Reading): Steps<Entry> {
  if (!event.isWhole) unreadable(event, "the entry has no end");
  const all = (...names: string[]) => event.lines.filter(({ name }) => names.includes(name));
  const moment = (name: string) => {
    const line = lineOf(event, name);
    return line ? momentOf(line, valueOf(line), reading) : null;
  };
  const said = (name: string) => {
    const line = lineOf(event, name);
    return line ? valueOf(line).value : null;
  };
  const starts = moment("DTSTART") ?? unreadable(event, "DTSTART is missing");
  const recurs = lineOf(event, "RECURRENCE-ID");
  const entry: Entry = {
    at: event.at,
    untold: recurs ? untoldOf(recurs) : null,
    uid: said("UID") ?? `line ${event.at}`,
    recurs: moment("RECURRENCE-ID"),
    starts,
    ...lengthIn(event, starts, moment("DTEND")),
    isFree: said("STATUS")?.toUpperCase() === "CANCELLED" || said("TRANSP")?.toUpperCase() === "TRANSPARENT",
    rules: all("RRULE"),
    added: [],
    addedPeriods: [],
    leftOut: [],
  };
  for (const line of all("RDATE")) {
    if (valueOf(line).value.includes("/")) append(entry.addedPeriods, yield* periodsOf(line, reading));
    else append(entry.added, yield* momentsOf(line, reading));
  }
  for (const line of all("EXDATE")) append(entry.leftOut, yield* momentsOf(line, reading));
  return entry;
}

/** Lists of a hostile file are too long to be spread into arguments. */
function append<Item>(list: Item[], more: readonly Item[]): void {
  for (const one of more) list.push(one);
}

function untoldOf(recurs: ContentLine): string | null {
  if (valueOf(recurs).parameters.get("RANGE")?.toUpperCase() !== "THISANDFUTURE") return null;
  return `Line ${recurs.at}: RANGE=THISANDFUTURE was read for that date alone. The later dates are kept as they were`;
}

/** In whole days for an entry of whole days, else in milliseconds. */
function lengthIn(event: Component, starts: Moment, ends: Moment | null): { days: number; milliseconds: number } {
  const duration = lineOf(event, "DURATION");
  const milliseconds = ends
    ? Date.parse(ends.instant) - Date.parse(starts.instant)
    : duration
      ? lengthOf(duration, valueOf(duration).value)
      : 0;
  if (milliseconds < 0) unreadable(lineOf(event, "DTEND") ?? duration ?? event, "it ends before it begins");
  return { days: Math.max(1, Math.round(milliseconds / (24 * 60 * 60 * 1000))), milliseconds };
}

/** All of a component, or nothing of it where one cannot be read. */
function* busyPeriods(component: Component, reading: Reading, collected: Collected): Steps<void> {
  const busy: BusyTime[] = [];
  for (const line of component.lines) {
    if (line.name !== "FREEBUSY" || valueOf(line).parameters.get("FBTYPE")?.toUpperCase() === "FREE") continue;
    append(busy, yield* periodsOf(line, reading));
  }
  yield* collect(busy, collected);
}

/** Every time of an entry that may touch the window, but those that moved elsewhere or are left out. */
function* timesOf(entry: Entry, elsewhere: readonly Moment[], reading: Reading, collected: Collected): Steps<void> {
  const { starts, days, milliseconds } = entry;
  const gone = [...entry.leftOut, ...elsewhere];
  const goneAt = new Set<string>(gone.map(({ instant }) => instant));
  // Some programs leave out a whole day where they mean the time on it.
  const goneOn = new Set(gone.filter(({ isDay }) => isDay).map(({ wall }) => wall));

  const walls = new Set([starts.wall]);
  for (const rule of entry.rules) {
    for (const wall of repeated(entry, rule, reading)) {
      if (wall) walls.add(wall);
      yield;
    }
  }
  for (const { instant } of entry.added) {
    walls.add(starts.clock.wall(instant).slice(0, starts.wall.length));
    yield;
  }
  const times: BusyTime[] = [];
  for (const wall of walls) {
    yield;
    const startsAt = starts.clock.instant(starts.isDay ? `${wall}T00:00:00` : wall);
    if (!startsAt || goneAt.has(startsAt) || goneOn.has(wall.slice(0, 10))) continue;
    const endsAt = starts.isDay
      ? london.instant(`${addDays(wall as Day, days)}T00:00:00`)
      : later(startsAt, milliseconds);
    if (endsAt) times.push({ startsAt, endsAt });
  }
  for (const period of entry.addedPeriods) if (!goneAt.has(period.startsAt)) times.push(period);
  yield* collect(times, collected);
}

function* collect(times: readonly BusyTime[], collected: Collected): Steps<void> {
  for (const time of times) {
    collected.add(time);
    yield;
  }
}

function repeated({ starts, days }: Entry, rule: ContentLine, reading: Reading): Iterable<string | null> {
  const end = starts.clock.wall(reading.to).slice(0, starts.wall.length);
  const until = untilOf(rule, starts, reading);
  return recurring(rule, {
    starts: starts.wall,
    until: until && until < end ? until : end,
    passed: addDays(reading.from.slice(0, 10) as Day, -days - 2),
    step: (cost) => {
      reading.stepsLeft -= cost;
      if (reading.stepsLeft < 0) unreadable(rule, "the calendar holds too much that repeats");
    },
  });
}

/** The last wall time of a rule by the entry's own clock: with a day, the whole of it. */
function untilOf(rule: ContentLine, starts: Moment, reading: Reading): string | null {
  const value = /UNTIL=([^;]*)/.exec(valueOf(rule).value.toUpperCase())?.[1];
  if (value === undefined) return null;
  const until = momentOf(rule, { parameters: new Map(), value }, reading);
  if (until.isDay) return starts.isDay ? until.wall : `${until.wall}T23:59:59`;
  return starts.clock.wall(until.instant).slice(0, starts.wall.length);
}

function merged(times: readonly BusyTime[], from: Instant, to: Instant): BusyTime[] {
  const list: BusyTime[] = [];
  const inOrder = [...times].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  for (const time of inOrder) {
    const [startsAt, endsAt] = [time.startsAt > from ? time.startsAt : from, time.endsAt < to ? time.endsAt : to];
    const last = list.at(-1);
    if (!last || startsAt > last.endsAt) list.push({ startsAt, endsAt });
    else if (endsAt > last.endsAt) last.endsAt = endsAt;
  }
  return list;
}
