import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { cycleSteps, type CycleStep } from "#db/vocabulary.ts";
import {
  cycleDays,
  cycleReach,
  dayOfStep,
  dueSteps,
  frozenOn,
  setCycle,
  stepsOf,
  usualCycle,
  windowOf,
  type MeetingInCycle,
} from "#server/domain/cycle.ts";
import { daysBetween, dayOf } from "#server/domain/time.ts";

const day = (text: string) => text as Day;
const instant = (text: string) => text as Instant;

/** Thursday 26 November 2026, 1pm to 3pm, at a practice in Scotland. */
const meeting: MeetingInCycle = {
  starts_at: instant("2026-11-26T13:00:00.000Z"),
  ends_at: instant("2026-11-26T15:00:00.000Z"),
  opened_at: null,
  cancelled_at: null,
  extra_reason: null,
  nominations_close: day("2026-11-12"),
  contributions_due: day("2026-11-20"),
  pack_freezes: day("2026-11-23"),
  nation: "scotland",
  cycle: null,
};
const held = { ...meeting, opened_at: meeting.starts_at };
const nothing = new Map<CycleStep, Instant>();

describe("the cut-off days before a meeting are working days", () => {
  test("ten, four and three before, over St Andrew's Day", () => {
    expect(cycleDays(day("2026-12-03"), "scotland", null)).toEqual({
      nominationsClose: "2026-11-18",
      contributionsDue: "2026-11-26",
      packFreezes: "2026-11-27",
    });
  });

  test("a practice may set its own, down to the day itself", () => {
    const own = { "nominations-close": 5, due: 2, freeze: 0 };
    expect(cycleDays(day("2026-12-03"), "england-and-wales", own)).toEqual({
      nominationsClose: "2026-11-26",
      contributionsDue: "2026-12-01",
      packFreezes: "2026-12-03",
    });
  });

  test.each([
    ["in three weeks", "2026-12-17", ["2026-12-03", "2026-12-11", "2026-12-14"]],
    ["in three days", "2026-11-27", ["2026-11-24", "2026-11-25", "2026-11-25"]],
    ["tomorrow", "2026-11-25", ["2026-11-24", "2026-11-25", "2026-11-25"]],
    ["today", "2026-11-24", ["2026-11-24", "2026-11-24", "2026-11-24"]],
  ])("of an extra meeting %s lie on or after the day it is planned", (_, on, expected) => {
    expect(Object.values(cycleDays(day(on), "scotland", null, day("2026-11-24")))).toEqual(expected);
  });
});

describe("the steps of a meeting", () => {
  test("lie on working days before and after it, over St Andrew's Day", () => {
    expect(cycleSteps.map((step) => dayOfStep(step, held))).toEqual([
      "2026-11-05",
      "2026-11-12",
      "2026-11-13",
      "2026-11-18",
      "2026-11-20",
      "2026-11-23",
      "2026-11-27",
      "2026-12-04",
    ]);
  });

  test("begin at 7am in London, in summer as in winter", () => {
    expect(windowOf("ask", meeting)).toEqual({ from: "2026-11-13T07:00:00.000Z", until: meeting.starts_at });
    const inSummer = { ...meeting, starts_at: instant("2026-07-30T12:00:00.000Z"), pack_freezes: day("2026-07-27") };
    expect(windowOf("freeze", inSummer).from).toBe("2026-07-27T06:00:00.000Z");
  });

  test("a practice may set its own", () => {
    const own = { ...meeting, cycle: { "nominations-open": 20, ask: 8, issue: 2 } };
    expect([dayOfStep("nominations-open", own), dayOfStep("ask", own), dayOfStep("issue", own)]).toEqual([
      "2026-10-29",
      "2026-11-16",
      "2026-12-01",
    ]);
  });

  test("of one that is planned late ask no later than it is due", () => {
    const late = { ...meeting, contributions_due: day("2026-11-12"), nominations_close: day("2026-11-02") };
    expect([dayOfStep("ask", late), dayOfStep("remind", late), dayOfStep("nominations-open", late)]).toEqual([
      "2026-11-12",
      "2026-11-12",
      "2026-11-02",
    ]);
  });

  test("are none when it is cancelled, few when it is extra, and nothing is confirmed that was not held", () => {
    expect(stepsOf({ ...held, cancelled_at: meeting.starts_at })).toEqual([]);
    expect(stepsOf({ ...held, extra_reason: "Cannot wait" })).toEqual(["ask", "due", "freeze", "issue"]);
    expect(stepsOf(meeting)).toEqual(cycleSteps.filter((step) => step !== "confirm"));
    expect(stepsOf(held)).toEqual(cycleSteps);
  });

  test("a pack that freezes on the day does when the meeting begins", () => {
    const onTheDay = { ...meeting, pack_freezes: day("2026-11-26") };
    expect(windowOf("freeze", onTheDay)).toEqual({ from: meeting.starts_at, until: meeting.ends_at });
  });

  test("lie within the days that are looked at, by the longest cycle over Christmas", () => {
    const longest = { ...held, cycle: { ...usualCycle, "nominations-open": 40, confirm: 20 } };
    for (const on of ["2026-02-05", "2026-05-07", "2026-11-26", "2027-01-08"]) {
      const one = { ...longest, starts_at: instant(`${on}T13:00:00.000Z`), nominations_close: day(on) };
      expect(daysBetween(dayOfStep("nominations-open", one), day(on))).toBeLessThan(cycleReach.after);
      expect(daysBetween(day(on), dayOf(windowOf("confirm", one).until))).toBeLessThan(cycleReach.before);
    }
  });
});

describe("a step is due", () => {
  test.each([
    ["before any", "2026-11-05T06:59:00.000Z", []],
    ["when nominations open", "2026-11-05T07:00:00.000Z", ["nominations-open"]],
    ["a week later", "2026-11-12T12:00:00.000Z", ["nominations-open", "nominations-close"]],
    [
      "after days without a server",
      "2026-11-20T09:00:00.000Z",
      ["nominations-open", "nominations-close", "ask", "remind", "due"],
    ],
    ["while it is held", "2026-11-26T13:00:00.000Z", ["freeze"]],
    ["the day after", "2026-11-27T07:00:00.000Z", ["issue"]],
    ["a week after", "2026-12-04T07:00:00.000Z", ["issue", "confirm"]],
    ["ten working days after it was", "2026-12-14T07:00:00.000Z", ["confirm"]],
    ["a year after", "2027-11-26T07:00:00.000Z", []],
    ["a year before", "2025-11-20T07:00:00.000Z", []],
  ])("%s", (_, now, steps) => {
    expect(dueSteps(held, nothing, instant(now)), now).toEqual(steps);
  });

  const now = instant("2026-11-20T09:00:00.000Z");

  test("once: not again when it was taken, also when the clock goes back", () => {
    const taken = new Map<CycleStep, Instant>([["ask", instant("2026-11-13T07:01:00.000Z")]]);
    expect(dueSteps(meeting, taken, now)).not.toContain("ask");
    expect(dueSteps(meeting, taken, instant("2026-11-13T07:00:30.000Z"))).not.toContain("ask");
  });

  test("again when it was taken for a date from which the meeting was moved", () => {
    const taken = new Map<CycleStep, Instant>([["due", instant("2026-11-20T07:01:00.000Z")]]);
    const moved = { ...meeting, starts_at: instant("2026-12-10T13:00:00.000Z"), contributions_due: day("2026-12-04") };
    expect(dueSteps(moved, taken, instant("2026-12-03T09:00:00.000Z"))).not.toContain("due");
    expect(dueSteps(moved, taken, instant("2026-12-04T09:00:00.000Z"))).toContain("due");
  });
});

test("a pack that was frozen for an earlier date is not frozen", () => {
  const at = instant("2026-11-23T07:00:10.000Z");
  expect(frozenOn({ pack_freezes: day("2026-11-23"), pack_frozen_at: at })).toBe("2026-11-23");
  expect(frozenOn({ pack_freezes: day("2026-12-07"), pack_frozen_at: at })).toBeNull();
  expect(frozenOn({ pack_freezes: day("2026-11-23"), pack_frozen_at: null })).toBeNull();
});

describe("a cycle of one's own", () => {
  const refusalsOf = (change: Partial<Record<CycleStep, unknown>>) => {
    const read = setCycle.safeParse({ practiceId: "p", version: 1, cycle: { ...usualCycle, ...change } });
    return Object.fromEntries((read.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]));
  };

  test("may be the usual one, as a form sends it", () => {
    const typed = Object.fromEntries(Object.entries(usualCycle).map(([step, days]) => [step, String(days)]));
    expect(setCycle.parse({ practiceId: "p", version: "1", cycle: typed }).cycle).toEqual(usualCycle);
  });

  test("names each box that is in the wrong place, and says what to enter", () => {
    expect(refusalsOf({ ask: 10, freeze: 4 })).toEqual({
      "cycle.ask": "Enter fewer than 10 working days: this comes later than “Nominations close”",
      "cycle.freeze": "Enter fewer than 4 working days: this comes later than “Contributions are due”",
    });
    expect(refusalsOf({ issue: 5 })).toEqual({
      "cycle.confirm": "Enter more than 5 working days: this comes later than “Owners hear of their actions”",
    });
  });

  test("has room for every step", () => {
    expect(refusalsOf({ due: 0 })).toEqual({
      "cycle.due": "Enter working days before the meeting, from 1 to 40",
    });
    expect(refusalsOf({ remind: "soon" })).toEqual({
      "cycle.remind": "Enter working days before the meeting, from 2 to 40",
    });
  });
});
