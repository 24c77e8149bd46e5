import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { expand, moveMeeting, readTimes, remarksOn, ruleInWords, seriesRule } from "#server/domain/series.ts";
import { addDays } from "#server/domain/time.ts";

const day = (text: string) => text as Day;

/** As a form sends it, with the fields of every pattern. */
const form = {
  pattern: "nth-weekday",
  nth: "last",
  weekday: "4",
  interval: "2",
  dayOfMonth: "31",
  from: "2026-11-01",
  start: "13:00",
  minutes: "120",
  place: "Meeting room, Harland Cross",
  count: "12",
  skipHolidays: "on",
  nation: "scotland",
};
const rule = (changes: Record<string, unknown> = {}) => seriesRule.parse({ ...form, ...changes });
const daysOf = (changes: Parameters<typeof rule>[0]) => expand(rule(changes)).map((date) => date.day);

function refusal(act: () => unknown): Refusal {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    throw thrown;
  }
  throw new Error("Nothing was refused");
}

describe("a coordinator plans a series in one sentence", () => {
  test("the sentence is read back in words", () => {
    expect(ruleInWords(rule())).toBe(
      "every last Thursday of the month from 1 November 2026, 1pm for 2 hours, at Meeting room, Harland Cross, 12 times, not on bank holidays of Scotland",
    );
  });

  test.each([
    [{ nth: "1", weekday: "1" }, /^every first Monday of the month from 1 November 2026, 1pm/],
    [{ pattern: "weekly" }, /^every Thursday from 1 November 2026, 1pm/],
    [{ pattern: "every-n-weeks", interval: "6" }, /^every 6 weeks on Thursday from 1 November 2026, 1pm/],
    [{ pattern: "day-of-month", dayOfMonth: "1" }, /^on the 1st of every month from 1 November 2026, 1pm/],
    [{ pattern: "day-of-month", dayOfMonth: "12" }, /^on the 12th of every month from 1 November 2026, 1pm/],
    [{ pattern: "day-of-month", dayOfMonth: "23" }, /^on the 23rd of every month from 1 November 2026, 1pm/],
    [
      { pattern: "day-of-month", dayOfMonth: "31" },
      /^on the 31st of every month that has one from 1 November 2026, 1pm/,
    ],
    [{ count: "1", skipHolidays: undefined }, /, once$/],
    [{ minutes: "90", start: "9:30" }, /, 9:30am for 1 hour 30 minutes, /],
    [{ nation: "england-and-wales" }, /bank holidays of England and Wales$/],
  ])("%j", (changes, words) => {
    expect(ruleInWords(rule(changes))).toMatch(words);
  });

  test("what was read can be kept as JSON and read again", () => {
    for (const pattern of ["nth-weekday", "weekly", "every-n-weeks", "day-of-month"]) {
      const read = rule({ pattern });
      expect(seriesRule.parse(JSON.parse(JSON.stringify(read)))).toEqual(read);
    }
  });

  test("the start may be typed as people write it", () => {
    expect(["13:00", "1pm", "1:00 PM", "13.00"].map((start) => rule({ start }).start)).toEqual(Array(4).fill("13:00"));
  });

  test.each([
    ["pattern", "yearly", "Choose how often you meet"],
    ["nth", "5", "Choose which one of the month: first, second, third, fourth or last"],
    ["weekday", "8", "Choose a day of the week"],
    ["from", "", "Enter the day the series begins"],
    ["from", "2026-02-30", "Enter a real date, such as 27 11 2026"],
    ["from", "2023-12-31", "Enter a day from 1 January 2024 on, and before 2100"],
    ["from", "2100-01-01", "Enter a day from 1 January 2024 on, and before 2100"],
    ["start", "", "Enter when it starts as a time of day, such as 13:00"],
    ["start", "25:00", "Enter when it starts as a time of day, such as 13:00"],
    ["start", undefined, "Enter when it starts, such as 13:00"],
    ["minutes", "10", "Enter how long it takes, from 15 minutes to 8 hours"],
    ["minutes", "two", "Enter how long it takes, from 15 minutes to 8 hours"],
    ["place", " ", "Enter where you meet: a room or a link"],
    ["count", "61", "Enter how many meetings to plan, from 1 to 60"],
    ["nation", "wales", "Choose whose bank holidays apply"],
  ])("a wrong %s (%s) says what to do", (field, value, message) => {
    const result = seriesRule.safeParse({ ...form, [field]: value });
    expect(result.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([[field, message]]);
  });

  test("the interval and the day of the month are asked for by the patterns that need them", () => {
    expect(seriesRule.safeParse({ ...form, interval: "", dayOfMonth: "" }).success).toBe(true);
    expect(seriesRule.safeParse({ ...form, pattern: "every-n-weeks", interval: "1" }).error?.issues[0]?.message).toBe(
      "Enter how many weeks lie between meetings, from 2 to 12",
    );
    expect(seriesRule.safeParse({ ...form, pattern: "day-of-month", dayOfMonth: "" }).error?.issues[0]?.message).toBe(
      "Enter a day of the month, from 1 to 31",
    );
  });
});

describe("the dates of a series", () => {
  test("the last Thursday, through a change of year", () => {
    expect(daysOf({ count: "4" })).toEqual(["2026-11-26", "2026-12-31", "2027-01-28", "2027-02-25"]);
  });

  test("the first Monday, beginning after this month's", () => {
    expect(daysOf({ nth: "1", weekday: "1", from: "2026-10-06", count: "3" })).toEqual([
      "2026-11-02",
      "2026-12-07",
      "2027-01-04",
      "2027-02-01",
    ]);
  });

  test("the fourth and the last are told apart in a month with five", () => {
    expect(daysOf({ nth: "4", weekday: "1", from: "2026-08-01", count: "1" })).toEqual(["2026-08-24"]);
    expect(daysOf({ nth: "last", weekday: "1", from: "2026-08-01", count: "1" })).toEqual(["2026-08-31"]);
  });

  test("every week and every second week, from the first such day on", () => {
    expect(daysOf({ pattern: "weekly", from: "2026-11-26", count: "3" })).toEqual([
      "2026-11-26",
      "2026-12-03",
      "2026-12-10",
    ]);
    expect(daysOf({ pattern: "every-n-weeks", from: "2026-11-27", count: "3" })).toEqual([
      "2026-12-03",
      "2026-12-17",
      "2026-12-31",
    ]);
  });

  test("the 31st leaves out the months that have none", () => {
    expect(daysOf({ pattern: "day-of-month", from: "2027-01-01", count: "4" })).toEqual([
      "2027-01-31",
      "2027-03-31",
      "2027-05-31",
      "2027-07-31",
      "2027-08-31",
    ]);
  });

  test("a bank holiday is listed as skipped, and the series still has as many meetings", () => {
    const dates = expand(rule({ nth: "last", weekday: "1", from: "2026-11-01", count: "2" }));
    expect(dates.map((date) => [date.day, date.holiday, date.skipped])).toEqual([
      ["2026-11-30", "St Andrew’s Day", "holiday"],
      ["2026-12-28", "Boxing Day (substitute day)", "holiday"],
      ["2027-01-25", null, null],
      ["2027-02-22", null, null],
    ]);
  });

  test("without skipping, a bank holiday is kept and named", () => {
    const [first, ...rest] = expand(rule({ weekday: "1", count: "1", skipHolidays: undefined }));
    expect(first).toMatchObject({ day: "2026-11-30", holiday: "St Andrew’s Day", skipped: null });
    expect(rest).toEqual([]);
  });

  test("St Andrew's Day stops nobody in England", () => {
    expect(daysOf({ weekday: "1", count: "1", nation: "england-and-wales" })).toEqual(["2026-11-30"]);
  });

  test("each date is given in words and as instants", () => {
    expect(expand(rule({ count: "1" }))).toEqual([
      {
        day: "2026-11-26",
        startsAt: "2026-11-26T13:00:00.000Z",
        endsAt: "2026-11-26T15:00:00.000Z",
        words: "Thursday 26 November 2026, 1pm to 3pm",
        holiday: null,
        holidaysKnown: true,
        skipped: null,
        note: "once",
      },
    ]);
  });
});

const patternFields = { pattern: form.pattern, nth: "last", weekday: "4", interval: "3", dayOfMonth: "15" };

describe("a series ends after so many meetings, or on a day", () => {
  test.each([
    ["nth-weekday", ["2026-11-26", "2026-12-31", "2027-01-28"]],
    ["weekly", ["2026-11-05", "2026-11-12", "2026-11-19"]],
    ["every-n-weeks", ["2026-11-05", "2026-11-26", "2026-12-17"]],
    ["day-of-month", ["2026-11-15", "2026-12-15", "2027-01-15"]],
  ])("%s ends the same way by either", (pattern, days) => {
    const [, , third = ""] = days;
    const changes = { ...patternFields, pattern, skipHolidays: undefined };
    expect(daysOf({ ...changes, count: "3" })).toEqual(days);
    expect(daysOf({ ...changes, ends: "until", until: third })).toEqual(days);
    expect(daysOf({ ...changes, ends: "until", until: addDays(day(third), -1) })).toEqual(days.slice(0, 2));
  });

  test("the last day itself still counts, and bank holidays up to it are listed", () => {
    const dates = expand(
      rule({ nth: "last", weekday: "1", from: "2026-11-01", ends: "until", until: "2027-01-25", count: "" }),
    );
    expect(dates.map((date) => [date.day, date.skipped])).toEqual([
      ["2026-11-30", "holiday"],
      ["2026-12-28", "holiday"],
      ["2027-01-25", null],
    ]);
  });

  test.each([
    [
      { until: "2026-10-31" },
      "until",
      "The series ends before it begins. Enter a last day after Sunday 1 November 2026",
    ],
    [{ until: "2026-11-25" }, "until", "There is no such day up to Wednesday 25 November 2026. Enter a later last day"],
    [
      { until: "2026-12-29", weekday: "1" },
      "until",
      "Every such day up to Tuesday 29 December 2026 is a bank holiday. Enter a later last day",
    ],
    [
      { pattern: "weekly", until: "2027-12-31", skipHolidays: undefined },
      "until",
      "That makes more than 60 meetings. Enter an earlier last day",
    ],
  ])("%j yields no series, and is refused in words", (changes, field, message) => {
    expect(refusal(() => expand(rule({ ends: "until", ...changes })))).toMatchObject({ field, message });
  });

  test("sixty dates up to a day are the most", () => {
    const weekly = { pattern: "weekly", from: "2026-11-05", skipHolidays: undefined, ends: "until" };
    expect(daysOf({ ...weekly, until: "2027-12-23" })).toHaveLength(60);
    expect(refusal(() => daysOf({ ...weekly, until: "2027-12-30" })).field).toBe("until");
  });

  test("a rule stored before there was a choice is read as ending after so many", () => {
    const { ends: _, videoLink: __, skip: ___, ...stored } = rule();
    expect(seriesRule.parse(stored)).toEqual(rule());
    expect(rule()).toMatchObject({ ends: "count", count: 12, videoLink: null, skip: [] });
  });

  test("the end that was not chosen is left aside", () => {
    expect(rule({ ends: "until", until: "2027-06-30", count: "nonsense" })).not.toHaveProperty("count");
    expect(rule({ ends: "count", until: "nonsense" })).not.toHaveProperty("until");
    expect(seriesRule.safeParse({ ...form, ends: "until", until: "" }).error?.issues[0]?.message).toBe(
      "Enter the last day of the series",
    );
    expect(seriesRule.safeParse({ ...form, ends: "never" }).error?.issues[0]?.message).toBe(
      "Choose when the series ends",
    );
  });

  test("it is said in words", () => {
    expect(ruleInWords(rule({ ends: "until", until: "2027-06-30" }))).toMatch(/, until 30 June 2027, not on bank/);
  });
});

describe("days are left out by hand", () => {
  test("they are listed as such, and not made up for", () => {
    const dates = expand(rule({ count: "3", skip: ["2026-12-31"] }));
    expect(dates.map((date) => [date.day, date.skipped])).toEqual([
      ["2026-11-26", null],
      ["2026-12-31", "by hand"],
      ["2027-01-28", null],
    ]);
  });

  test("one that is a bank holiday anyway is left out as that", () => {
    const [first] = expand(rule({ weekday: "1", skip: "2026-11-30" }));
    expect(first).toMatchObject({ day: "2026-11-30", skipped: "holiday" });
  });

  test("one day, several, none, or one twice: as a form sends them", () => {
    expect(rule({ skip: "2026-12-31" }).skip).toEqual(["2026-12-31"]);
    expect(rule({ skip: ["2027-01-28", "2026-12-31", "2026-12-31"] }).skip).toEqual(["2026-12-31", "2027-01-28"]);
    expect(rule({ skip: "" }).skip).toEqual([]);
  });

  test("they are said in words", () => {
    expect(ruleInWords(rule({ skip: ["2026-12-31", "2027-01-28"] }))).toMatch(
      /, not on 31 December 2026 and 28 January 2027$/,
    );
  });
});

describe("beyond the years whose bank holidays are known", () => {
  const mondays = { weekday: "1", from: "2040-11-01", count: "3" };

  test("nothing is left out and nothing is called clear: each date says that it is not known", () => {
    const dates = expand(rule(mondays));
    expect(dates.map((date) => [date.day, date.holiday, date.holidaysKnown, remarksOn(date)])).toEqual([
      ["2040-11-26", null, true, []],
      ["2040-12-31", null, true, []],
      ["2041-01-28", null, false, ["bank holidays of 2041 are not known"]],
    ]);
  });

  test("Christmas 2041 is kept, for nobody checked it", () => {
    const [christmas] = expand(rule({ pattern: "day-of-month", dayOfMonth: "25", from: "2041-12-01", count: "1" }));
    expect(christmas).toMatchObject({ day: "2041-12-25", holiday: null, holidaysKnown: false, skipped: null });
  });
});

describe("a series may be met by video", () => {
  test("the address is kept as typed, or is none", () => {
    const address = "https://video.example/room?team=7";
    expect(rule({ videoLink: ` ${address} ` }).videoLink).toBe(address);
    expect(rule({ videoLink: "" }).videoLink).toBeNull();
    expect(ruleInWords(rule({ videoLink: address }))).toContain(
      "at Meeting room, Harland Cross and by video, 12 times",
    );
    expect(ruleInWords(rule({ videoLink: address }))).not.toContain("https");
  });

  test.each(["video.example/room", "http://video.example", "javascript:alert(1)", "https://", "https://a b"])(
    "%s is no such address",
    (videoLink) => {
      expect(seriesRule.safeParse({ ...form, videoLink }).error?.issues.map(({ message }) => message)).toEqual([
        "Enter a whole web address, beginning with https://",
      ]);
    },
  );

  test("nor is one too long to be one", () => {
    expect(seriesRule.safeParse({ ...form, videoLink: `https://${"a".repeat(500)}` }).success).toBe(false);
  });
});

describe("the clocks change", () => {
  test("a weekly meeting at 1pm stays at 1pm across 29 March 2026", () => {
    const dates = expand(rule({ pattern: "weekly", from: "2026-03-26", count: "2" }));
    expect(dates.map(({ startsAt }) => startsAt)).toEqual(["2026-03-26T13:00:00.000Z", "2026-04-02T12:00:00.000Z"]);
    expect(dates.map(({ words }) => words)).toEqual([
      "Thursday 26 March 2026, 1pm to 3pm",
      "Thursday 2 April 2026, 1pm to 3pm",
    ]);
  });

  test("a weekly meeting at 1pm stays at 1pm across 25 October 2026", () => {
    const dates = expand(rule({ pattern: "weekly", from: "2026-10-22", count: "2" }));
    expect(dates.map(({ startsAt }) => startsAt)).toEqual(["2026-10-22T12:00:00.000Z", "2026-10-29T13:00:00.000Z"]);
    expect(dates.map(({ words }) => words)).toEqual([
      "Thursday 22 October 2026, 1pm to 3pm",
      "Thursday 29 October 2026, 1pm to 3pm",
    ]);
  });

  test("a series that meets at 1:30am is refused for 29 March 2026, by name", () => {
    const refused = refusal(() => expand(rule({ weekday: "7", from: "2026-03-01", start: "01:30", count: "2" })));
    expect(refused).toMatchObject({ reason: "rule", field: "start" });
    expect(refused.message).toBe(
      "The clocks go forward on Sunday 29 March 2026, so there is no 1:30am on that day. Enter another time or day",
    );
  });

  test("1:30am on 25 October 2026 comes twice: the earlier is meant, and the reader is told", () => {
    const [date] = expand(rule({ weekday: "7", from: "2026-10-01", start: "01:30", count: "1", minutes: "30" }));
    expect(date).toMatchObject({
      startsAt: "2026-10-25T00:30:00.000Z",
      endsAt: "2026-10-25T01:00:00.000Z",
      note: "twice",
    });
  });

  test("a meeting during the change lasts as long as it was planned to", () => {
    expect(readTimes(day("2026-03-29"), "00:30", 60)).toEqual({
      startsAt: "2026-03-29T00:30:00.000Z",
      endsAt: "2026-03-29T01:30:00.000Z",
      note: "once",
    });
    expect(readTimes(day("2026-10-25"), "00:30", 120)).toMatchObject({ endsAt: "2026-10-25T01:30:00.000Z" });
  });
});

describe("one meeting is moved", () => {
  test("to a day, a time and a place, as a form sends them", () => {
    expect(moveMeeting.parse({ day: "2026-11-27", start: "1:30pm", minutes: "90", place: "" })).toEqual({
      day: "2026-11-27",
      start: "13:30",
      minutes: 90,
      place: null,
    });
  });

  test("the new times are instants", () => {
    expect(readTimes(day("2026-07-02"), "13:30", 90)).toEqual({
      startsAt: "2026-07-02T12:30:00.000Z",
      endsAt: "2026-07-02T14:00:00.000Z",
      note: "once",
    });
  });

  test.each([
    ["2026-03-29", "01:00", 60, "start"],
    ["2026-11-26", "noon", 60, "start"],
    ["2026-11-26", "13:00", 0, "minutes"],
    ["2026-11-26", "13:00", 22.5, "minutes"],
    ["2026-11-26", "13:00", 481, "minutes"],
  ])("to %s, %s for %d minutes is refused, and the field is named", (date, start, minutes, field) => {
    const refused = refusal(() => readTimes(day(date), start, minutes));
    expect(refused.field).toBe(field);
    expect(refused.message).toMatch(/Enter /);
  });
});
