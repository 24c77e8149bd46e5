import { describe, expect, test } from "vitest";
import { parseRuleWords, patternInWords, type PatternRule } from "#server/domain/patterns.ts";

const lastThursday = { pattern: "nth-weekday", nth: "last", weekday: 4 };
const secondFriday = { pattern: "nth-weekday", nth: 2, weekday: 5 };
const thursdays = { pattern: "weekly", weekday: 4 };
const everyTwoWeeks = { pattern: "every-n-weeks", interval: 2, weekday: 5 };
const the15th = { pattern: "day-of-month", dayOfMonth: 15 };

describe("a pattern is read from words as people say them", () => {
  test.each([
    ["last Thursday", lastThursday],
    ["the last Thursday", lastThursday],
    ["LAST THURSDAY", lastThursday],
    ["  last   Thursday ", lastThursday],
    ["last Thursday of the month", lastThursday],
    ["on the last Thursday of every month", lastThursday],
    ["every last Thursday of the month", lastThursday],
    ["second Friday", secondFriday],
    ["2nd Friday of each month", secondFriday],
    ["every Thursday", thursdays],
    ["Thursday", thursdays],
    ["Thursdays", thursdays],
    ["weekly on Thursday", thursdays],
    ["every week on Thursday", thursdays],
    ["every 2 weeks on Friday", everyTwoWeeks],
    ["every two weeks on Friday", everyTwoWeeks],
    ["the 15th", the15th],
    ["15th", the15th],
    ["every 15th", the15th],
    ["on the 15th of every month", the15th],
    ["the 1st", { pattern: "day-of-month", dayOfMonth: 1 }],
    ["the 31st of every month that has one", { pattern: "day-of-month", dayOfMonth: 31 }],
  ])("%s", (words, pattern) => {
    expect(parseRuleWords(words)).toEqual(pattern);
  });

  test.each([
    "",
    "now and then",
    "fifth Monday",
    "every other Friday",
    "last Thorsday",
    "every 1 weeks on Friday",
    "every 13 weeks on Friday",
    "the 32nd",
    "the 0th",
    "15",
    "last Thursday and first Monday",
  ])("%j is none", (words) => {
    expect(parseRuleWords(words)).toBeNull();
  });

  test("every second Friday means two things, and is asked again", () => {
    expect(parseRuleWords("every second Friday")).toBeNull();
    expect(patternInWords(secondFriday as PatternRule)).toBe("every second Friday of the month");
    expect(patternInWords(everyTwoWeeks as PatternRule)).toBe("every 2 weeks on Friday");
  });
});
