/** How often a series meets: the patterns, the days each names, and reading and saying them in words. */
import { z } from "zod";
import type { Day } from "#db/schema.ts";
import { wholeNumber } from "./inputs.ts";
import { addDays, dayFrom, lastDayOfMonth, partsOf, weekdayOf } from "./time.ts";

export const patterns = ["nth-weekday", "weekly", "every-n-weeks", "day-of-month"] as const;
export type Pattern = (typeof patterns)[number];

export const nths = [1, 2, 3, 4, "last"] as const;
export type Nth = (typeof nths)[number];

export const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const weekday = wholeNumber("Choose a day of the week", 1, 7);
const nth = z.preprocess(
  (value) => (typeof value === "string" && /^[1-4]$/.test(value) ? Number(value) : value),
  z.literal(nths, { error: "Choose which one of the month: first, second, third, fourth or last" }),
);

/** Fields of another pattern are left aside. */
export const patternRule = z.discriminatedUnion(
  "pattern",
  [
    z.object({ pattern: z.literal("nth-weekday"), nth, weekday }),
    z.object({ pattern: z.literal("weekly"), weekday }),
    z.object({
      pattern: z.literal("every-n-weeks"),
      interval: wholeNumber("Enter how many weeks lie between meetings, from 2 to 12", 2, 12),
      weekday,
    }),
    z.object({
      pattern: z.literal("day-of-month"),
      dayOfMonth: wholeNumber("Enter a day of the month, from 1 to 31", 1, 31),
    }),
  ],
  { error: "Choose how often you meet" },
);
export type PatternRule = z.output<typeof patternRule>;

/** Every day the pattern names from the first day on, without end. */
export function* daysOf(rule: PatternRule & { from: Day }): Generator<Day> {
  if (rule.pattern === "weekly" || rule.pattern === "every-n-weeks") {
    const weeks = rule.pattern === "weekly" ? 1 : rule.interval;
    let day = addDays(rule.from, (rule.weekday - weekdayOf(rule.from) + 7) % 7);
    for (;;) {
      yield day;
      day = addDays(day, 7 * weeks);
    }
  }
  const { year, month } = partsOf(rule.from);
  for (let months = month - 1; ; months += 1) {
    const day = dayInMonth(rule, year + Math.floor(months / 12), (months % 12) + 1);
    if (day && day >= rule.from) yield day;
  }
}

type MonthlyRule = Extract<PatternRule, { pattern: "nth-weekday" | "day-of-month" }>;

/** Null in a month that has no such day: the 31st of February is left out, not moved. */
function dayInMonth(rule: MonthlyRule, year: number, month: number): Day | null {
  if (rule.pattern === "day-of-month") return dayFrom(year, month, rule.dayOfMonth);

  const last = lastDayOfMonth(year, month);
  if (rule.nth === "last") return addDays(last, -((weekdayOf(last) - rule.weekday + 7) % 7));
  const beforeFirst = addDays(last, -partsOf(last).day);
  return addDays(beforeFirst, ((rule.weekday - weekdayOf(beforeFirst) + 6) % 7) + 1 + 7 * (rule.nth - 1));
}

const nthNames: Record<Nth, string> = { 1: "first", 2: "second", 3: "third", 4: "fourth", last: "last" };

/** "every last Thursday of the month": without its end, "every second Friday" would mean two things. */
export function patternInWords(rule: PatternRule): string {
  switch (rule.pattern) {
    case "nth-weekday":
      return `every ${nthNames[rule.nth]} ${weekdayName(rule.weekday)} of the month`;
    case "weekly":
      return `every ${weekdayName(rule.weekday)}`;
    case "every-n-weeks":
      return `every ${rule.interval} weeks on ${weekdayName(rule.weekday)}`;
    case "day-of-month":
      return rule.dayOfMonth <= 28
        ? `on the ${ordinal(rule.dayOfMonth)} of every month`
        : `on the ${ordinal(rule.dayOfMonth)} of every month that has one`;
  }
}

const numberNames = ["two", "three", "four", "five", "six"];
const weekdayWord = `(?<weekday>${weekdayNames.join("|")})s?`;
const nthWord = "(?<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)";
const ofTheMonth = " (?:of|in) (?:the|every|each) month";

type Said = Partial<Record<"nth" | "weekday" | "interval" | "dayOfMonth", string>>;
const nthWeekday = (said: Said) => ({
  pattern: "nth-weekday",
  nth: nthFrom(said.nth),
  weekday: weekdayFrom(said.weekday),
});

const readings: readonly (readonly [RegExp, (said: Said) => object])[] = [
  [exactly(`(?:on )?(?:the )?${nthWord} ${weekdayWord}(?:${ofTheMonth})?`), nthWeekday],
  [exactly(`every ${nthWord} ${weekdayWord}${ofTheMonth}`), nthWeekday],
  [
    exactly(`(?:every |weekly on |every week on )?${weekdayWord}`),
    (said) => ({ pattern: "weekly", weekday: weekdayFrom(said.weekday) }),
  ],
  [
    exactly(`every (?<interval>\\d{1,2}|${numberNames.join("|")}) weeks on ${weekdayWord}`),
    (said) => ({
      pattern: "every-n-weeks",
      interval: numberFrom(said.interval),
      weekday: weekdayFrom(said.weekday),
    }),
  ],
  [
    exactly(`(?:on )?(?:the |every )?(?<dayOfMonth>\\d{1,2})(?:st|nd|rd|th)(?:${ofTheMonth})?(?: that has one)?`),
    (said) => ({ pattern: "day-of-month", dayOfMonth: Number(said.dayOfMonth) }),
  ],
];

/** The pattern in words such as "last Thursday", "every 2 weeks on Friday" or "the 15th"; null when it is none. */
export function parseRuleWords(text: string): PatternRule | null {
  const words = text.trim().replace(/\s+/g, " ");
  for (const [reading, patternFrom] of readings) {
    const said = reading.exec(words)?.groups;
    if (said) return patternRule.safeParse(patternFrom(said)).data ?? null;
  }
  return null;
}

function exactly(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, "i");
}

function nthFrom(word = ""): Nth | undefined {
  return nths.find((nth) => nthNames[nth] === word.toLowerCase() || String(nth) === word.charAt(0));
}

function weekdayFrom(word = ""): number {
  return weekdayNames.findIndex((name) => name.toLowerCase() === word.toLowerCase()) + 1;
}

function numberFrom(word = ""): number {
  const named = numberNames.indexOf(word.toLowerCase());
  return named < 0 ? Number(word) : named + 2;
}

function weekdayName(number: number): string {
  return weekdayNames[number - 1] ?? "day";
}

function ordinal(number: number): string {
  const ending = /1[1-3]$/.test(String(number)) ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
