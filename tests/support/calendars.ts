/** A calendar program as RFC 5546 has it: takes requests and cancellations in turn, and shows the dates that remain. */
import ICAL from "ical.js";
import { busyTimesIn } from "#server/domain/calendars.ts";

export interface Shown {
  uid: string;
  startsAt: string;
  endsAt: string;
  place: string;
}

interface Kept {
  /** The series as a whole, or a meeting by itself. */
  whole: ICAL.Component | null;
  /** Single dates of it by where the series has them; null for one that is cancelled. */
  dates: Map<string, { event: ICAL.Component; isCancelled: boolean }>;
}

export interface CalendarProgram {
  take(text: string): void;
  shows(): Shown[];
}

export function calendarProgram(): CalendarProgram {
  const kept = new Map<string, Kept>();
  const sequences = new Map<string, number>();

  /** An older message than the one that was taken last of the same thing is a fault of the sender. */
  function insistOnOrder(event: ICAL.Component): void {
    const key = `${uidOf(event)} ${recurrenceOf(event) ?? ""}`;
    const sequence = Number(event.getFirstPropertyValue("sequence"));
    const last = sequences.get(key) ?? -1;
    if (sequence < last) throw new Error(`SEQUENCE fell from ${last} to ${sequence}`);
    sequences.set(key, sequence);
  }

  return {
    take(text) {
      const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
      const method = calendar.getFirstPropertyValue("method");
      const events = calendar.getAllSubcomponents("vevent");
      const [first] = events;
      if (!first || new Set(events.map(uidOf)).size !== 1) throw new Error("One message is about one object.");
      events.forEach(insistOnOrder);

      const uid = uidOf(first);
      const whole = events.find((event) => recurrenceOf(event) === null) ?? null;
      const single = events.filter((event) => recurrenceOf(event) !== null);
      if (method === "CANCEL" && whole) return void kept.delete(uid);
      const before = kept.get(uid);
      // A new whole takes the place of all there was.
      const dates = whole ? new Map<string, { event: ICAL.Component; isCancelled: boolean }>() : before?.dates;
      const now = { whole: whole ?? before?.whole ?? null, dates: dates ?? new Map<string, never>() };
      for (const event of single) {
        now.dates.set(recurrenceOf(event) ?? "", { event, isCancelled: method === "CANCEL" });
      }
      kept.set(uid, now);
    },

    shows() {
      return [...kept.values()].flatMap(datesOf).sort((a, b) => a.startsAt.localeCompare(b.startsAt));
    },
  };
}

function datesOf({ whole, dates }: Kept): Shown[] {
  const single = [...dates.values()].filter(({ isCancelled }) => !isCancelled).map(({ event }) => event);
  if (!whole) return single.map((event) => shownOf(event));
  const event = new ICAL.Event(whole, { exceptions: single, strictExceptions: true });
  if (!event.isRecurring()) return [shownOf(whole)];

  const shown: Shown[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    if (dates.get(instantOf(next))?.isCancelled) continue;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    shown.push({
      uid: item.uid,
      startsAt: instantOf(startDate),
      endsAt: instantOf(endDate),
      place: item.location,
    });
  }
  return shown;
}

function shownOf(component: ICAL.Component): Shown {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    startsAt: instantOf(event.startDate),
    endsAt: instantOf(event.endDate),
    place: event.location,
  };
}

function uidOf(event: ICAL.Component): string {
  return String(event.getFirstPropertyValue("uid"));
}

function recurrenceOf(event: ICAL.Component): string | null {
  const value = event.getFirstPropertyValue("recurrence-id");
  return value instanceof ICAL.Time ? instantOf(value) : null;
}

function instantOf(time: ICAL.Time): string {
  return time.toJSDate().toISOString();
}

/** The busy times of a calendar, read without a pause. */
export function readBusyTimes(...given: Parameters<typeof busyTimesIn>) {
  const steps = busyTimesIn(...given);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
