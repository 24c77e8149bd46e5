import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { cycleDays } from "#server/domain/cycle.ts";

const day = (text: string) => text as Day;

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
