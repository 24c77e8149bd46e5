import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import {
  addDays,
  addMinutes,
  ageInYears,
  clockOf,
  counted,
  dayFrom,
  dayInWords,
  dayInWordsFrom,
  dayOf,
  daysBetween,
  dayWithoutWeekday,
  distanceInWords,
  eachDay,
  instantInWords,
  instantOf,
  lastDayOfMonth,
  lengthInWords,
  minuteFrom,
  minutesBetween,
  parseDay,
  parseInstant,
  parseWallTime,
  partsOf,
  readWallTime,
  shortDay,
  spanInWords,
  timeInWords,
  wallTimeFrom,
  wallTimeOf,
  weekdayOf,
} from "#server/domain/time.ts";

const day = (text: string) => text as Day;
const instant = (text: string) => text as Instant;

describe("people type days and times", () => {
  test.each(["2026-11-26", "2028-02-29"])("%s is a day", (text) => {
    expect(parseDay(text)).toBe(text);
  });
  test.each(["", "26/11/2026", "2026-02-29", "2026-13-01", "2026-1-1", "2026-11-26T00:00"])(
    "“%s” is no day",
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );
  test("a day may be made of its parts, if there is one", () => {
    expect(dayFrom(2026, 2, 28)).toBe("2026-02-28");
    expect(dayFrom(2026, 2, 29)).toBeNull();
    expect(partsOf(day("2026-02-28"))).toEqual({ year: 2026, month: 2, day: 28 });
  });

  test.each([
    ["13:00", "13:00"],
    ["9:05", "09:05"],
    ["9.30", "09:30"],
    [" 1pm ", "13:00"],
    ["1:30 PM", "13:30"],
    ["12am", "00:00"],
    ["12pm", "12:00"],
    ["00:00", "00:00"],
  ])("“%s” is %s", (typed, time) => {
    expect(parseWallTime(typed)).toBe(time);
  });
  test.each(["", "13", "24:00", "13:60", "13pm", "0am", "noon", "1:3pm"])("“%s” is no time of day", (typed) => {
    expect(parseWallTime(typed)).toBeNull();
  });

  test("an instant needs its zone, and is kept in UTC", () => {
    expect(parseInstant("2026-07-01T13:00:00+01:00")).toBe("2026-07-01T12:00:00.000Z");
    expect(parseInstant("2026-07-01T13:00:00")).toBeNull();
    expect(parseInstant("2026-07-32T13:00:00Z")).toBeNull();
    expect(instantOf(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
  });
});

describe("London time across the clock changes of 2026", () => {
  test("half past midnight in London in summer is still the day before in UTC", () => {
    expect(dayOf(instant("2026-07-01T23:30:00.000Z"))).toBe("2026-07-02");
    expect(wallTimeOf(instant("2026-07-01T23:30:00.000Z"))).toBe("00:30");
    expect(dayOf(instant("2026-12-01T23:30:00.000Z"))).toBe("2026-12-01");
  });

  test.each([
    ["2026-03-29", "00:59", "2026-03-29T00:59:00.000Z", "once"],
    ["2026-03-29", "01:00", null, "never"],
    ["2026-03-29", "01:59", null, "never"],
    ["2026-03-29", "02:00", "2026-03-29T01:00:00.000Z", "once"],
    ["2026-10-25", "00:59", "2026-10-24T23:59:00.000Z", "once"],
    ["2026-10-25", "01:00", "2026-10-25T00:00:00.000Z", "twice"],
    ["2026-10-25", "01:59", "2026-10-25T00:59:00.000Z", "twice"],
    ["2026-10-25", "02:00", "2026-10-25T02:00:00.000Z", "once"],
    ["2026-11-26", "13:00", "2026-11-26T13:00:00.000Z", "once"],
    ["2026-06-25", "13:00", "2026-06-25T12:00:00.000Z", "once"],
    ["2026-06-25", "25:00", null, "never"],
  ])("%s, %s comes %4$s", (date, time, at, note) => {
    expect(readWallTime(day(date), time)).toEqual({ instant: at, note });
  });

  test("a day of the clock change is one day long", () => {
    expect(addDays(day("2026-03-28"), 1)).toBe("2026-03-29");
    expect(addDays(day("2026-10-25"), 1)).toBe("2026-10-26");
    expect(daysBetween(day("2026-03-28"), day("2026-03-30"))).toBe(2);
    expect(daysBetween(day("2026-10-26"), day("2026-10-24"))).toBe(-2);
  });

  test("minutes are elapsed time", () => {
    expect(addMinutes(instant("2026-10-25T00:30:00.000Z"), 60)).toBe("2026-10-25T01:30:00.000Z");
    expect(minutesBetween(instant("2026-10-25T00:30:00.000Z"), instant("2026-10-25T01:30:00.000Z"))).toBe(60);
  });
});

describe("the calendar", () => {
  test("weekdays count from Monday, months end where they end", () => {
    expect(weekdayOf(day("2026-11-30"))).toBe(1);
    expect(weekdayOf(day("2026-11-29"))).toBe(7);
    expect(lastDayOfMonth(2028, 2)).toBe("2028-02-29");
    expect(lastDayOfMonth(2026, 12)).toBe("2026-12-31");
  });

  test("somebody turns 40 on their birthday, not the day before", () => {
    expect(ageInYears(day("1986-11-26"), day("2026-11-25"))).toBe(39);
    expect(ageInYears(day("1986-11-26"), day("2026-11-26"))).toBe(40);
  });
});

describe("dates and times are written as the NHS writes them", () => {
  test("days", () => {
    expect(dayInWords(day("2026-11-26"))).toBe("Thursday 26 November 2026");
    expect(dayWithoutWeekday(day("2026-10-31"))).toBe("31 October 2026");
    expect(shortDay(day("2026-09-01"))).toBe("1 Sep 2026");
    expect(dayInWordsFrom(day("2026-11-26"), day("2026-01-01"))).toBe("Thursday 26 November");
    expect(dayInWordsFrom(day("2027-01-28"), day("2026-12-31"))).toBe("Thursday 28 January 2027");
  });

  test.each([
    ["13:00", "1pm"],
    ["13:30", "1:30pm"],
    ["09:05", "9:05am"],
    ["12:00", "midday"],
    ["00:00", "midnight"],
    ["00:30", "12:30am"],
  ])("%s is “%s”", (time, wording) => {
    expect(timeInWords(time)).toBe(wording);
  });

  test("a meeting, and the moment something was written", () => {
    expect(spanInWords(instant("2026-11-26T13:00:00.000Z"), instant("2026-11-26T15:00:00.000Z"))).toBe(
      "Thursday 26 November 2026, 1pm to 3pm",
    );
    expect(instantInWords(instant("2026-06-24T08:12:00.000Z"))).toBe("24 Jun 2026, 9:12am");
  });

  test.each([
    [120, "2 hours"],
    [60, "1 hour"],
    [90, "1 hour 30 minutes"],
    [45, "45 minutes"],
    [1, "1 minute"],
    [600, "10 hours"],
    [0, "no time"],
  ])("%d minutes are “%s”", (minutes, wording) => {
    expect(lengthInWords(minutes)).toBe(wording);
  });

  test.each([
    ["2026-11-24", "today"],
    ["2026-11-25", "tomorrow"],
    ["2026-11-23", "yesterday"],
    ["2026-11-30", "in 6 days"],
    ["2026-10-20", "35 days ago"],
  ])("%s, seen on 24 November 2026, is %s", (date, wording) => {
    expect(distanceInWords(day(date), day("2026-11-24"))).toBe(wording);
  });

  test("one person, two people", () => {
    expect([counted(1, "person", "people"), counted(2, "person", "people"), counted(0, "case")]).toEqual([
      "1 person",
      "2 people",
      "0 cases",
    ]);
  });
});

describe("many times of a day", () => {
  const read = (on: Day, minute: number) => {
    const { instant: found } = readWallTime(on, wallTimeFrom(minute));
    return found && Date.parse(found);
  };

  test.each(["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"])(
    "on %s, when the clocks change, each minute is what it is when read by itself",
    (text) => {
      const at = clockOf(day(text));
      for (let minute = 0; minute < 24 * 60; minute += 1)
        expect(at(minute), wallTimeFrom(minute)).toBe(read(day(text), minute));
    },
  );

  test("every day of six years begins, is halved and ends at the same moments as when read by itself", () => {
    let expected = day("2024-01-01");
    for (const { day: on, weekday } of eachDay(expected, day("2029-12-31"))) {
      expect(on).toBe(expected);
      expect(weekday).toBe(weekdayOf(on));
      const at = clockOf(on);
      for (const minute of [0, 59, 60, 12 * 60, 24 * 60 - 1]) expect(at(minute), on).toBe(read(on, minute));
      expected = addDays(expected, 1);
    }
    expect(expected).toBe("2030-01-01");
  });

  test.each([
    ["00:00", 0],
    ["09:05", 545],
    ["13:30", 810],
    ["23:59", 1439],
  ])("%s is minute %i", (time, minute) => {
    expect(minuteFrom(time)).toBe(minute);
    expect(wallTimeFrom(minute)).toBe(time);
  });
});
