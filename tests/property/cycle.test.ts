/** The clock may jump, stand still for days, and be wrong by a year: nothing is told or taken twice, nothing is forgotten. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { cycleSteps, nations, type CycleStep, type Nation } from "#db/vocabulary.ts";
import { cycleDays, dayOfStep, dueSteps, isTaken, windowOf } from "#server/domain/cycle.ts";
import { addressed, isTimeForDigests, type ToldLine } from "#server/domain/digests.ts";
import { addWorkingDays, isWorkingDay } from "#server/domain/holidays.ts";
import { personalLines, toldOn, type MeetingToRemind, type Waiting } from "#server/domain/reminders.ts";
import { addDays, addMinutes, dayOf, instantAt } from "#server/domain/time.ts";

const start = "2026-11-02" as Day;
const nation = fc.constantFrom(...nations);
const dayFromStart = fc.integer({ min: 0, max: 60 }).map((days) => addDays(start, days));

function meetingOn(day: Day, where: Nation, id: string, isExtra: boolean): MeetingToRemind {
  const days = cycleDays(day, where, null);
  const starts = instantAt(day, "13:00");
  return {
    id,
    chair_id: null,
    starts_at: starts,
    ends_at: addMinutes(starts, 120),
    opened_at: null,
    cancelled_at: null,
    extra_reason: isExtra ? "Cannot wait" : null,
    nominations_close: days.nominationsClose,
    contributions_due: days.contributionsDue,
    pack_freezes: days.packFreezes,
    nation: where,
    cycle: null,
  };
}

/** Two people with everything that can wait for them. */
const waiting: fc.Arbitrary<Waiting> = fc
  .record({
    where: nation,
    meetings: fc.array(fc.tuple(dayFromStart, fc.boolean()), { minLength: 1, maxLength: 3 }),
    actions: fc.array(dayFromStart, { maxLength: 4 }),
    poll: dayFromStart,
  })
  .map(({ where, meetings, actions, poll }) => ({
    nation: where,
    people: ["ann", "ben"].map((id) => ({ id, name: id, role: "member" as const, away: null })),
    meetings: meetings.map(([day, isExtra], index) => meetingOn(day, where, `m${index}`, isExtra)),
    unanswered: meetings.map((_, index) => ({ meetingId: `m${index}`, staffId: "ann" })),
    polls: [{ pollId: "p", firstStartsAt: instantAt(poll, "10:00"), staffId: "ben" }],
    awaited: meetings.map((_, index) => ({ meetingId: `m${index}`, caseId: "c", staffId: "ben" })),
    actions: actions.map((due, index) => ({ id: `a${index}`, ownerId: index % 2 === 0 ? "ann" : "ben", due })),
    absences: [],
    held: [],
    outcomes: [],
  }));

/** What the clock does between two passes, in minutes. */
const move = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 4 * 24 * 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: -120, max: -1 }) },
  { weight: 1, arbitrary: fc.constantFrom(365 * 24 * 60, -365 * 24 * 60, 24 * 60, -24 * 60) },
);

/** The timer with what it keeps, as the tables would. */
class Timer {
  readonly taken = new Map<string, Map<CycleStep, Instant>>();
  readonly told = new Set<string>();
  readonly digests = new Set<string>();

  constructor(readonly waiting: Waiting) {}

  pass(now: Instant): void {
    for (const meeting of this.waiting.meetings) {
      const taken = this.taken.get(meeting.id) ?? new Map<CycleStep, Instant>();
      for (const step of dueSteps(meeting, taken, now)) {
        expect(isTaken(step, meeting, taken), "a step is taken twice").toBe(false);
        const { from, until } = windowOf(step, meeting);
        expect([from <= now, now < until], "a step is taken out of its window").toEqual([true, true]);
        this.taken.set(meeting.id, taken.set(step, now));
      }
    }
    for (const to of ["ann", "ben"]) {
      const lines = this.linesTo(to, now);
      const digest = `${to} ${dayOf(now)}`;
      if (lines.length === 0 || this.digests.has(digest)) continue;
      expect(isWorkingDay(dayOf(now), this.waiting.nation), "a digest on a day off").toBe(true);
      this.digests.add(digest);
      for (const key of lines.flatMap((line) => line.keys)) this.told.add(`${to} ${key}`);
    }
  }

  /** What is new to somebody now. */
  linesTo(to: string, now: Instant): ToldLine[] {
    if (!isTimeForDigests(now, this.waiting.nation)) return [];
    return addressed(personalLines(this.waiting, now), this.waiting.people).filter(
      (line) => line.to === to && line.keys.some((key) => !this.told.has(`${to} ${key}`)),
    );
  }
}

describe("whatever the clock does", () => {
  test("when it is right again nothing waits that was not told, and no step that was not taken", () => {
    fc.assert(
      fc.property(waiting, fc.array(move, { maxLength: 25 }), dayFromStart, (given, moves, end) => {
        const timer = new Timer(given);
        let now = instantAt(start, "09:00");
        for (const minutes of moves) {
          timer.pass(now);
          now = addMinutes(now, minutes);
        }
        // One day more for who had their digest of the day already.
        const day = addWorkingDays(end, 0, given.nation);
        const days = [day, addWorkingDays(day, 1, given.nation)].map((one) => instantAt(one, "09:00"));
        for (const right of days) timer.pass(right);
        const last = days[1] ?? now;
        for (const meeting of given.meetings) {
          expect(dueSteps(meeting, timer.taken.get(meeting.id) ?? new Map(), last)).toEqual([]);
        }
        const isNewToday = ["ann", "ben"].filter((to) => !timer.digests.has(`${to} ${dayOf(last)}`));
        for (const to of isNewToday) expect(timer.linesTo(to, last)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test("a clock that is right tells each thing on its day", () => {
    fc.assert(
      fc.property(waiting, (given) => {
        const timer = new Timer(given);
        for (let day = start; day <= addDays(start, 75); day = addDays(day, 1)) {
          timer.pass(instantAt(day, "09:00"));
          for (const action of given.actions) {
            const key = `${action.ownerId} action:${action.id}:${action.due}:due`;
            if (day > start && day === toldOn(action.due, given.nation)) expect(timer.told).toContain(key);
          }
        }
        const isHeld = (meeting: MeetingToRemind) => dayOf(meeting.starts_at) <= addDays(start, 60);
        for (const meeting of given.meetings.filter(isHeld)) {
          const steps = [...(timer.taken.get(meeting.id)?.entries() ?? [])];
          const expected = cycleSteps.filter((step) => dayOfStep(step, meeting) > start && step !== "confirm");
          for (const [step, at] of steps) {
            if (expected.includes(step)) expect(dayOf(at)).toBe(dayOfStep(step, meeting));
          }
        }
      }),
      { numRuns: 6 },
    );
  });
});
