import { describe, expect, test } from "vitest";
import type { Day } from "#db/schema.ts";
import { nations, type Nation } from "#db/vocabulary.ts";
import { addWorkingDays, holidayOn, holidayYears, isWorkingDay } from "#server/domain/holidays.ts";
import { addDays } from "#server/domain/time.ts";

const day = (text: string) => text as Day;

function holidaysIn(nation: Nation, year: number): string[] {
  const found: string[] = [];
  for (let date = day(`${year}-01-01`); date.startsWith(String(year)); date = addDays(date, 1)) {
    if (holidayOn(nation, date)) found.push(date.slice(5));
  }
  return found;
}

/** As published by the governments, month and day. */
const published: Record<Nation, Record<number, string>> = {
  scotland: {
    2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
    2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
    2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
  },
  "england-and-wales": {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
  },
  "northern-ireland": {
    2024: "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26",
    2025: "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26",
    2026: "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
    2027: "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
  },
};

describe("staff of each nation have the bank holidays that were published", () => {
  for (const nation of nations) {
    test.each(Object.entries(published[nation]))(`${nation}, %s`, (year, days) => {
      expect(holidaysIn(nation, Number(year)).join(" ")).toBe(days);
    });
  }
});

describe("every holiday is named as people know it", () => {
  test.each([
    ["scotland", "2026-06-15", "World Cup bank holiday"],
    ["scotland", "2025-12-01", "St Andrew’s Day (substitute day)"],
    ["scotland", "2027-01-04", "2 January (substitute day)"],
    ["scotland", "2028-01-03", "New Year’s Day (substitute day)"],
    ["scotland", "2028-01-04", "2 January (substitute day)"],
    ["england-and-wales", "2026-04-06", "Easter Monday"],
    ["england-and-wales", "2033-12-26", "Boxing Day"],
    ["england-and-wales", "2033-12-27", "Christmas Day (substitute day)"],
    ["northern-ireland", "2026-07-13", "Battle of the Boyne (Orangemen’s Day) (substitute day)"],
  ] as const)("%s, %s: %s", (nation, date, name) => {
    expect(holidayOn(nation, day(date))).toBe(name);
  });

  test("a New Year at a weekend never makes two holidays fall on one day in Scotland", () => {
    expect(holidayOn("scotland", day("2034-01-02"))).toBe("2 January");
    expect(holidayOn("scotland", day("2034-01-03"))).toBe("New Year’s Day (substitute day)");
  });

  test("in Scotland Easter Monday and the last Monday of August are ordinary days", () => {
    expect(holidayOn("scotland", day("2026-04-06"))).toBeNull();
    expect(holidayOn("scotland", day("2026-08-31"))).toBeNull();
  });

  test("each nation has as many holidays every year, beside the days proclaimed once", () => {
    for (let year: number = holidayYears.first; year <= holidayYears.last; year += 1) {
      expect([year, ...nations.map((nation) => holidaysIn(nation, year).length)]).toEqual([
        year,
        year === 2026 ? 10 : 9,
        8,
        10,
      ]);
    }
  });
});

describe("working days step over weekends and holidays", () => {
  test.each([
    ["2026-11-26", -10, "scotland", "2026-11-12"],
    ["2026-12-03", -3, "scotland", "2026-11-27"],
    ["2026-12-03", -3, "england-and-wales", "2026-11-30"],
    ["2026-12-24", 1, "scotland", "2026-12-29"],
    ["2026-12-31", 1, "scotland", "2027-01-05"],
    ["2026-12-31", 1, "england-and-wales", "2027-01-04"],
    ["2026-11-28", 0, "england-and-wales", "2026-11-30"],
    ["2026-11-26", 0, "scotland", "2026-11-26"],
  ] as const)("%s and %i working days in %s is %s", (from, n, nation, to) => {
    expect(addWorkingDays(day(from), n, nation)).toBe(to);
  });

  test("nobody works on a Saturday, a Sunday or a bank holiday", () => {
    expect(
      ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"].map((date) => isWorkingDay(day(date), "scotland")),
    ).toEqual([true, false, false, false]);
  });
});
