import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { nations } from "#db/vocabulary.ts";
import { cycleDays } from "#server/domain/cycle.ts";
import { addWorkingDays, holidayOn, holidayYears, isWorkingDay } from "#server/domain/holidays.ts";
import { nths, parseRuleWords, patternInWords, patternRule, patterns } from "#server/domain/patterns.ts";
import { Refusal } from "#server/domain/refusal.ts";
import { datesRule, expand, readTimes, type DatesRule } from "#server/domain/series.ts";
import {
  addDays,
  dayOf,
  daysBetween,
  lastDayOfMonth,
  minutesBetween,
  wallTimeOf,
  weekdayOf,
} from "#server/domain/time.ts";

const first = "2024-01-01" as Day;
const last = "2040-12-31" as Day;
const days = fc.integer({ min: 0, max: daysBetween(first, last) }).map((after) => addDays(first, after));
const nation = fc.constantFrom(...nations);
const years = Array.from(
  { length: holidayYears.last - holidayYears.first + 1 },
  (_, index) => holidayYears.first + index,
);

/** Any minute but those between 1am and 2am, which some nights lack. */
const safeStart = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .filter((minute) => minute < 60 || minute >= 120)
  .map(timeOf);

const ofEverySeries = {
  pattern: fc.constantFrom(...patterns),
  nth: fc.constantFrom(...nths),
  weekday: fc.integer({ min: 1, max: 7 }),
  interval: fc.integer({ min: 2, max: 12 }),
  dayOfMonth: fc.integer({ min: 1, max: 31 }),
  from: days,
  start: safeStart,
  minutes: fc.integer({ min: 15, max: 480 }),
  skipHolidays: fc.boolean(),
  nation,
};
const counted = fc
  .record({ ...ofEverySeries, count: fc.integer({ min: 1, max: 60 }) })
  .map((rule) => datesRule.parse({ ...rule, ends: "count" }));
const until = fc
  .record({ ...ofEverySeries, weeks: fc.integer({ min: 53, max: 59 }) })
  .map(({ weeks, ...rule }) => datesRule.parse({ ...rule, ends: "until", until: addDays(rule.from, 7 * weeks) }));
const rules = fc.oneof(counted, until);

const keptOf = (rule: DatesRule) => expand(rule).filter(({ skipped }) => skipped === null);

describe("a series from 2024 to 2040", () => {
  test("every meeting begins at the same London wall time, on its own day, and lasts as long", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        for (const date of expand(rule)) {
          expect(wallTimeOf(date.startsAt)).toBe(rule.start);
          expect(dayOf(date.startsAt)).toBe(date.day);
          expect(minutesBetween(date.startsAt, date.endsAt)).toBe(rule.minutes);
        }
      }),
    );
  });

  test.each(patterns)(
    "a %s series that is planned anew whenever it ends meets at 1pm for seventeen years",
    (pattern) => {
      let from = first;
      let meetings = 0;
      while (from <= last) {
        const dates = keptOf(
          datesRule.parse({
            ...{ pattern, nth: "last", weekday: 4, interval: 2, dayOfMonth: 30 },
            ...{ from, start: "13:00", minutes: 120, ends: "count", count: 60, skipHolidays: true, nation: "scotland" },
          }),
        );
        for (const { startsAt, endsAt } of dates) {
          expect([startsAt, wallTimeOf(startsAt), wallTimeOf(endsAt)]).toEqual([startsAt, "13:00", "15:00"]);
        }
        meetings += dates.length;
        from = addDays(dates.at(-1)?.day ?? last, 1);
      }
      expect(meetings).toBeGreaterThan(170);
    },
  );

  test("it lists its days in order, each of its pattern, and none on a holiday that is left out", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expand(rule).forEach(({ day, holiday, holidaysKnown, skipped }, index, dates) => {
          expect(day >= (index === 0 ? rule.from : addDays(dates[index - 1]?.day ?? rule.from, 1))).toBe(true);
          expect(holidaysKnown).toBe(day <= last);
          expect(holiday).toBe(day <= last ? holidayOn(rule.nation, day) : null);
          expect(skipped).toBe(rule.skipHolidays && holiday !== null ? "holiday" : null);
          if ("weekday" in rule) expect(weekdayOf(day)).toBe(rule.weekday);
          if ("dayOfMonth" in rule) expect(Number(day.slice(8))).toBe(rule.dayOfMonth);
        });
      }),
    );
  });

  test("it has as many meetings as were asked for", () => {
    fc.assert(
      fc.property(counted, (rule) => {
        expect(keptOf(rule)).toHaveLength(rule.ends === "count" ? rule.count : NaN);
      }),
    );
  });

  test("it has all there are up to its last day, and the next would lie beyond it", () => {
    fc.assert(
      fc.property(until, (rule) => {
        const kept = keptOf(rule);
        fc.pre(kept.length < 60);
        const next = keptOf(datesRule.parse({ ...rule, ends: "count", count: kept.length + 1 }));
        expect(next.slice(0, -1)).toEqual(kept);
        expect((next.at(-1)?.day ?? "") > (rule.ends === "until" ? rule.until : "")).toBe(true);
      }),
    );
  });

  test("dates taken out by hand are missing, and no other date comes or goes", () => {
    fc.assert(
      fc.property(rules, fc.array(fc.nat({ max: 59 }), { maxLength: 8 }), (rule, out) => {
        const all = expand(rule);
        const kept = keptOf(rule);
        const skip = out.flatMap((index) => kept[index % kept.length]?.day ?? []);
        fc.pre(new Set(skip).size < kept.length);
        const without = expand(datesRule.parse({ ...rule, skip }));
        expect(without.map(({ day }) => day)).toEqual(all.map(({ day }) => day));
        expect(without.filter(({ skipped }) => skipped === "by hand").map(({ day }) => day)).toEqual(
          [...new Set(skip)].sort(),
        );
      }),
    );
  });

  test("what a pattern is in words is read as that pattern", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(parseRuleWords(patternInWords(rule))).toEqual(patternRule.parse(rule));
      }),
    );
  });

  test.each(years)("both edges of the clock change are decided in %i, at every minute of the hour", (year) => {
    const [spring, autumn] = [lastSunday(year, 3), lastSunday(year, 10)];
    for (let minute = 60; minute < 120; minute += 1) {
      const start = timeOf(minute);
      expect(() => readTimes(spring, start, 60)).toThrow(Refusal);

      const times = readTimes(autumn, start, 60);
      // Summer time is an hour ahead of UTC: the earlier of the two.
      expect(times).toMatchObject({ startsAt: `${autumn}T${timeOf(minute - 60)}:00.000Z`, note: "twice" });
    }
    for (const minute of [59, 120]) {
      expect(readTimes(spring, timeOf(minute), 60).note).toBe("once");
      expect(readTimes(autumn, timeOf(minute), 60).note).toBe("once");
    }
  });
});

describe("working days", () => {
  test("counting never ends on a weekend or a holiday, and counts each working day once", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40, max: 40 }), nation, (day, n, where) => {
        const reached = addWorkingDays(day, n, where);
        expect(isWorkingDay(reached, where)).toBe(true);
        if (n === 0) return;

        let passed = 0;
        for (let at = day; at !== reached;) {
          at = addDays(at, Math.sign(n));
          if (isWorkingDay(at, where)) passed += 1;
        }
        expect(passed).toBe(Math.abs(n));
      }),
    );
  });

  test("cases close before contributions are due, and these before the pack freezes", () => {
    fc.assert(
      fc.property(days, nation, (day, where) => {
        const { nominationsClose, contributionsDue, packFreezes } = cycleDays(day, where, null);
        expect([nominationsClose, contributionsDue, packFreezes, day]).toEqual(
          [day, packFreezes, contributionsDue, nominationsClose].sort(),
        );
        expect(new Set([nominationsClose, contributionsDue, packFreezes, day]).size).toBe(4);
      }),
    );
  });
});

function lastSunday(year: number, month: number): Day {
  const end = lastDayOfMonth(year, month);
  return addDays(end, -(weekdayOf(end) % 7));
}

function timeOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
