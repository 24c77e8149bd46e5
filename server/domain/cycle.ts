/** The cycle from one meeting to the next: its steps, the days they fall on, and for how long each is of use. */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import { cycleSteps, type CycleStep, type Nation } from "#db/vocabulary.ts";
import { addWorkingDays } from "./holidays.ts";
import { id, version, wholeNumber } from "./inputs.ts";
import { dayOf, instantAt, type WallTime } from "./time.ts";

/** Working days between each step and the meeting: `issue` and `confirm` come after it, the others before. */
export type Cycle = Record<CycleStep, number>;

/** Of a practice that changed nothing (domain.md 5). */
export const usualCycle: Cycle = {
  "nominations-open": 15,
  "nominations-close": 10,
  ask: 9,
  remind: 6,
  due: 4,
  freeze: 3,
  issue: 1,
  confirm: 5,
};

/** What happens at each step, as the practice's page says it. */
export const stepWords: Record<CycleStep, string> = {
  "nominations-open": "Nominations open",
  "nominations-close": "Nominations close",
  ask: "Contributions are asked for",
  remind: "Reminder to contribute",
  due: "Contributions are due",
  freeze: "The pack freezes",
  issue: "Owners hear of their actions",
  confirm: "People are asked about their own records",
};

const stepsAfter: readonly CycleStep[] = ["issue", "confirm"];

export function isAfter(step: CycleStep): boolean {
  return stepsAfter.includes(step);
}

/** The most working days before a meeting that its cycle may begin, and after it that it may end. */
const longest = { before: 40, after: 20 };

/** With room for the steps that come between this one and the meeting, each on a day of its own. */
function leastOf(step: CycleStep): number {
  return Math.abs(cycleSteps.indexOf("freeze") - cycleSteps.indexOf(step));
}

function daysOf(step: CycleStep) {
  const [side, most] = isAfter(step) ? (["after", longest.after] as const) : (["before", longest.before] as const);
  const least = leastOf(step);
  return wholeNumber(`Enter working days ${side} the meeting, from ${least} to ${most}`, least, most);
}

const daysOfSteps = Object.fromEntries(cycleSteps.map((step) => [step, daysOf(step)])) as Record<
  CycleStep,
  ReturnType<typeof daysOf>
>;

/** Each step on a later day than the one before it, or what it asks for could not be done. */
export const setCycle = z.object({
  practiceId: id,
  version,
  cycle: z.object(daysOfSteps).superRefine((cycle, context) => {
    for (const [index, step] of cycleSteps.entries()) {
      const before = cycleSteps[index - 1];
      if (before === undefined || isAfter(before) !== isAfter(step) || cycle[before] < leastOf(before)) continue;
      const isLater = isAfter(step) ? cycle[step] > cycle[before] : cycle[step] < cycle[before];
      if (isLater) continue;
      const limit = `${isAfter(step) ? "more" : "fewer"} than ${cycle[before]}`;
      context.addIssue({
        code: "custom",
        path: [step],
        message: `Enter ${limit} working days: this comes later than “${stepWords[before]}”`,
      });
    }
  }),
});

/** A practice's own cycle, from what it changed of the usual one. */
export function cycleOf(changed: Partial<Cycle> | null): Cycle {
  return { ...usualCycle, ...changed };
}

/** The days that people work towards; a meeting keeps its own, since it may be planned late or imported. */
export interface CycleDays {
  /** Cases are put forward until the end of this day. */
  nominationsClose: Day;
  contributionsDue: Day;
  packFreezes: Day;
}

/**
 * The days of a meeting by its practice's cycle. An extra meeting names the day it is planned: none of its days lies
 * before that, and people have until the next working day to contribute, if the meeting is not sooner.
 */
export function cycleDays(meetingDay: Day, nation: Nation, changed: Partial<Cycle> | null, plannedOn?: Day): CycleDays {
  const cycle = cycleOf(changed);
  const before = (step: CycleStep) =>
    cycle[step] === 0 ? meetingDay : addWorkingDays(meetingDay, -cycle[step], nation);
  const days = {
    nominationsClose: before("nominations-close"),
    contributionsDue: before("due"),
    packFreezes: before("freeze"),
  };
  if (plannedOn === undefined) return days;
  const first = earlier(addWorkingDays(plannedOn, 1, nation), meetingDay);
  return {
    nominationsClose: later(days.nominationsClose, plannedOn),
    contributionsDue: later(days.contributionsDue, first),
    packFreezes: later(days.packFreezes, first),
  };
}

/** What the steps of a meeting follow from. */
export interface MeetingInCycle {
  starts_at: Instant;
  ends_at: Instant;
  opened_at: Instant | null;
  cancelled_at: Instant | null;
  extra_reason: string | null;
  nominations_close: Day;
  contributions_due: Day;
  pack_freezes: Day;
  nation: Nation;
  cycle: Partial<Cycle> | null;
}

/** Cases of an extra meeting are chosen by hand, and nobody has a cycle of their own records for it. */
const stepsOfExtra: readonly CycleStep[] = ["ask", "due", "freeze", "issue"];

/** The steps of a meeting, in order. A cancelled one has none; only after one that was held is there what to confirm. */
export function stepsOf(meeting: MeetingInCycle): CycleStep[] {
  if (meeting.cancelled_at !== null) return [];
  return cycleSteps.filter(
    (step) =>
      (meeting.extra_reason === null || stepsOfExtra.includes(step)) &&
      (meeting.opened_at !== null || step !== "confirm"),
  );
}

/** The day of a step. What was planned late, or imported, asks and reminds no later than it is due. */
export function dayOfStep(step: CycleStep, meeting: MeetingInCycle): Day {
  const held = dayOf(meeting.starts_at);
  const cycle = cycleOf(meeting.cycle);
  const before = () => addWorkingDays(held, -cycle[step], meeting.nation);
  switch (step) {
    case "nominations-open":
      return earlier(before(), meeting.nominations_close);
    case "nominations-close":
      return meeting.nominations_close;
    case "ask":
    case "remind":
      return earlier(before(), meeting.contributions_due);
    case "due":
      return meeting.contributions_due;
    case "freeze":
      return meeting.pack_freezes;
    case "issue":
    case "confirm":
      return addWorkingDays(held, cycle[step], meeting.nation);
  }
}

/** Days before and after today in which all meetings lie that may have a step today, holidays and all. */
export const cycleReach = { before: 60, after: 70 } as const;

/** The day on which the pack froze; null when it did not, or did for another date than the meeting has now. */
export function frozenOn(meeting: { pack_freezes: Day; pack_frozen_at: Instant | null }): Day | null {
  const day = meeting.pack_frozen_at && dayOf(meeting.pack_frozen_at);
  return day && day >= meeting.pack_freezes ? day : null;
}

/** Steps are taken from this time of their day on, so that what they bring about is there when people begin. */
const stepsFrom: WallTime = "07:00";
/** For how many working days it is of use to tell what follows from a meeting. */
const usefulAfter = 10;

/**
 * From when a step is due and until when it is of use. Outside nothing is recorded, so that a clock that was wrong for
 * a while made nothing to be forgotten. A pack that freezes on the day itself does when the meeting begins.
 */
export function windowOf(step: CycleStep, meeting: MeetingInCycle): { from: Instant; until: Instant } {
  const day = dayOfStep(step, meeting);
  const from = instantAt(day, stepsFrom);
  if (isAfter(step)) {
    return { from, until: instantAt(addWorkingDays(day, usefulAfter, meeting.nation), stepsFrom) };
  }
  if (step === "freeze") {
    return { from: day === dayOf(meeting.starts_at) ? meeting.starts_at : from, until: meeting.ends_at };
  }
  return { from, until: meeting.starts_at };
}

export function isInWindow(step: CycleStep, meeting: MeetingInCycle, now: Instant): boolean {
  const { from, until } = windowOf(step, meeting);
  return stepsOf(meeting).includes(step) && from <= now && now < until;
}

/**
 * The steps of a meeting that are to be taken now, in order. One that was taken before its window began was taken for
 * another date, from which the meeting has been moved.
 */
export function dueSteps(meeting: MeetingInCycle, taken: ReadonlyMap<CycleStep, Instant>, now: Instant): CycleStep[] {
  return stepsOf(meeting).filter((step) => {
    const { from, until } = windowOf(step, meeting);
    return from <= now && now < until && !isTaken(step, meeting, taken);
  });
}

export function isTaken(step: CycleStep, meeting: MeetingInCycle, taken: ReadonlyMap<CycleStep, Instant>): boolean {
  const at = taken.get(step);
  const { from } = windowOf(step, meeting);
  // A coordinator may freeze the pack at any time of its day.
  return at !== undefined && (step === "freeze" ? dayOf(at) >= dayOf(from) : at >= from);
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}
