import { expect, test } from "vitest";
import { addDays, parseDay, weekdayOf, type Day } from "#server/domain/time.ts";
import { wholeWeeksToComing } from "#server/demo/shift.ts";

const meeting = parseDay("2026-11-26") as Day;

test("whenever the demonstration is planted, its next meeting is on the same weekday, in two to eight days", () => {
  const ahead = Array.from({ length: 800 }, (_, index) => addDays(meeting, index - 400)).map((today) => {
    const coming = addDays(meeting, wholeWeeksToComing(meeting, today));
    expect(weekdayOf(coming)).toBe(weekdayOf(meeting));
    return Math.round((Date.parse(coming) - Date.parse(today)) / 86_400_000);
  });
  expect([...new Set(ahead)].sort()).toEqual([2, 3, 4, 5, 6, 7, 8]);
});
