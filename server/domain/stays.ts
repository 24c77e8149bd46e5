/** Who is in the room and since when, and how long a case has been talked about. */
import { z } from "zod";
import type { Instant } from "#db/schema.ts";
import type { Day } from "#db/schema.ts";
import { id, optionalWords, version } from "./inputs.ts";
import { comes, deputiesOf, type Comer } from "./quorum.ts";
import { hasLeft } from "./sight.ts";
import { secondsBetween, timeInWords, wallTimeOf } from "./time.ts";

/** One stretch of time in which somebody was in the room. */
export interface Stay {
  staffId: string;
  cameAt: Instant;
  wentAt: Instant | null;
}

/** Left out: all who said that they come. */
export const arrive = z.object({ meetingId: id, staffId: optionalWords(64) });
export const leave = z.object({ meetingId: id, staffId: id });

/** Minutes that one press of "More time" adds. */
export const moreMinutes = 5;
export const giveTime = z.object({ itemId: id, version });

/** Who is in the room now. */
export function hereNow(stays: readonly Stay[]): Set<string> {
  return new Set(stays.filter(({ wentAt }) => wentAt === null).map(({ staffId }) => staffId));
}

/** "1pm to 1:40pm, 2pm to 3pm", "since 1pm"; empty for somebody who was never there. */
export function staysInWords(stays: readonly Stay[]): string {
  const time = (at: Instant) => timeInWords(wallTimeOf(at));
  return [...stays]
    .sort((a, b) => a.cameAt.localeCompare(b.cameAt))
    .map(({ cameAt, wentAt }) => (wentAt === null ? `since ${time(cameAt)}` : `${time(cameAt)} to ${time(wentAt)}`))
    .join(", ");
}

/** Somebody who may come, with whether they are in the room and whether they said that they would be. */
export type InRoom<Person> = Person & { isHere: boolean; expected: boolean; stays: string };

/**
 * Who of those who may come is in the room: those marked as here, or before anybody is marked those who said that they
 * come. Somebody who was here and went counts as absent.
 */
export function inRoom<Person extends Comer>(people: readonly Person[], stays: readonly Stay[]): InRoom<Person>[] {
  const here = hereNow(stays);
  const isMarked = isAnybodyMarked(people);
  const deputies = deputiesOf(people);
  return people.map((person) => {
    const own = stays.filter(({ staffId }) => staffId === person.id);
    // Attendance that was recorded as a whole has no times.
    const isHere = own.length > 0 ? here.has(person.id) : person.presence === "attended";
    const expected = comes({ ...person, presence: null }, deputies);
    return {
      ...person,
      presence: person.presence === "attended" && !isHere ? ("absent" as const) : person.presence,
      isHere: isMarked ? isHere : expected,
      expected,
      stays: staysInWords(own),
    };
  });
}

function isAnybodyMarked(people: readonly Comer[]): boolean {
  return people.some(({ presence }) => presence === "attended");
}

/** Whether it was recorded who is here. */
export function isRecorded(people: readonly InRoom<Comer>[]): boolean {
  return people.some(({ stays, presence }) => stays !== "" || presence === "attended");
}

/** Those in the room, but for who has left their post. */
export function presentAmong<Person extends Comer & { leftOn: Day | null }>(
  people: readonly InRoom<Person>[],
  today: Day,
): InRoom<Person>[] {
  return people.filter((person) => person.isHere && !hasLeft(person, today));
}

export interface Clock {
  usedSeconds: number;
  /** Since when the room is at the case; null while it is elsewhere. */
  enteredAt: Instant | null;
}

/** How long a case has been talked about, over all the times that the room was at it. */
export function usedSeconds({ usedSeconds, enteredAt }: Clock, now: Instant): number {
  return usedSeconds + (enteredAt === null ? 0 : Math.max(0, secondsBetween(enteredAt, now)));
}

/** "7 of 15 minutes used" */
export function timeUsedInWords(seconds: number, minutes: number): string {
  return `${Math.floor(seconds / 60)} of ${minutes} minutes used`;
}
