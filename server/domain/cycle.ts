/** The cycle from one meeting to the next: its steps, the days they fall on, and for how long each is of use. */
import type { Day } from "#db/schema.ts";
import type { CycleStep, Nation } from "#db/vocabulary.ts";
import { addWorkingDays } from "./holidays.ts";

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

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}
