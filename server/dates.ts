/** `mdt dates`: the dates of a rule in words, worked out without a database. */
import { nations } from "#db/vocabulary.ts";
import { holidayLimits } from "./domain/holidays.ts";
import { parseRuleWords } from "./domain/patterns.ts";
import { Refusal } from "./domain/refusal.ts";
import { datesRule, expand, remarksOn, type DatesRule } from "./domain/series.ts";
import { parseDay } from "./domain/time.ts";

/** As they were typed after their two dashes. */
export interface DatesOptions {
  start?: string | undefined;
  minutes?: string | undefined;
  from?: string | undefined;
  count?: string | undefined;
  "skip-holidays"?: string | undefined;
  json?: boolean | undefined;
}

/** What goes to the one who asked, and what is said beside it; a string of `fault` when it cannot be worked out. */
export type DatesAnswer = { out: string; beside: string } | { fault: string };

export function datesInWords(ruleWords: string, options: DatesOptions): DatesAnswer {
  const rule = readRule(ruleWords, options);
  if ("fault" in rule) return rule;
  try {
    return answer(rule, options.json === true);
  } catch (refusal) {
    if (refusal instanceof Refusal) return { fault: refusal.message };
    throw refusal;
  }
}

function readRule(ruleWords: string, options: DatesOptions): DatesRule | { fault: string } {
  const pattern = parseRuleWords(ruleWords);
  if (!pattern) {
    return {
      fault: `${ruleWords}: say how often, such as "last Thursday", "every Thursday", "every 2 weeks on Friday" or "the 15th"`,
    };
  }
  const nation = options["skip-holidays"];
  if (nation !== undefined && !nations.some((known) => known === nation)) {
    return { fault: `--skip-holidays must be ${nations.join(" or ")}, and is ${nation}` };
  }
  const { start, minutes, from, count } = options;
  if (from && !parseDay(from)) return { fault: `--from must be a day such as 2026-11-26, and is ${from}` };
  const read = datesRule.safeParse({
    ...pattern,
    ...{ start, minutes, from, count, ends: "count" },
    skipHolidays: nation !== undefined,
    nation: nation ?? nations[0],
  });
  if (read.success) return read.data;
  return { fault: read.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join("\n") };
}

function answer(rule: DatesRule, asJson: boolean): DatesAnswer {
  const kept = expand(rule).filter(({ skipped }) => skipped === null);
  const isBeyond = rule.skipHolidays && kept.some(({ holidaysKnown }) => !holidaysKnown);
  const dates = kept.map((date) => {
    const remarks = remarksOn({ ...date, holidaysKnown: date.holidaysKnown || !rule.skipHolidays });
    const words = remarks.length > 0 ? `${date.words} (${remarks.join("; ")})` : date.words;
    return { startsAt: date.startsAt, endsAt: date.endsAt, words };
  });
  return {
    out: asJson ? JSON.stringify(dates, null, 2) : dates.map(({ words }) => words).join("\n"),
    beside: isBeyond ? `${holidayLimits}.` : "",
  };
}
