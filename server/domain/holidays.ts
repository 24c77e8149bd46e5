/** Bank holidays of each nation, by the rules of the 1971 Act and the proclamations; and working days. */
import type { Day } from "#db/schema.ts";
import type { Nation } from "#db/vocabulary.ts";
import { addDays, dayFrom, lastDayOfMonth, partsOf, weekdayOf } from "./time.ts";

/**
 * The years that are vouched for. The rules answer for every year, but one-off days are proclaimed a year or two
 * ahead, and before 2024 days were moved for jubilees and a coronation.
 */
export const holidayYears = { first: 2024, last: 2040 } as const;

/** What to say once of dates beyond those years. */
export const holidayLimits = `Bank holidays are known from ${holidayYears.first} to ${holidayYears.last}. Later dates are not checked`;

export const nationNames: Record<Nation, string> = {
  scotland: "Scotland",
  "england-and-wales": "England and Wales",
  "northern-ireland": "Northern Ireland",
};

/** The bank holiday on that day, or null. Where it is kept on another day, only that day has it. */
export function holidayOn(nation: Nation, day: Day): string | null {
  return holidaysOf(nation, partsOf(day).year).get(day) ?? null;
}

export function isWorkingDay(day: Day, nation: Nation): boolean {
  return dayOffOn(nation, day) === null;
}

/** Why nobody works on that day: "St Andrew’s Day, a bank holiday", "at the weekend"; null for a working day. */
export function dayOffOn(nation: Nation, day: Day): string | null {
  const holiday = holidayOn(nation, day);
  if (holiday) return `${holiday}, a bank holiday`;
  return weekdayOf(day) > 5 ? "at the weekend" : null;
}

/** The n-th working day after that day, or before it when n is negative; for 0 that day or the next working one. */
export function addWorkingDays(day: Day, n: number, nation: Nation): Day {
  if (n === 0) return isWorkingDay(day, nation) ? day : addWorkingDays(day, 1, nation);

  const step = Math.sign(n);
  let reached = day;
  for (let left = Math.abs(n); left > 0;) {
    reached = addDays(reached, step);
    if (isWorkingDay(reached, nation)) left -= 1;
  }
  return reached;
}

type Holiday = readonly [day: Day, name: string];

/** Days proclaimed once. A new one is added here. */
const oneOffDays: Record<Nation, readonly Holiday[]> = {
  scotland: [[on(2026, 6, 15), "World Cup bank holiday"]],
  "england-and-wales": [],
  "northern-ireland": [],
};

/** Answers already worked out: the same for ever, so that nothing depends on the order of asking. */
const known = new Map<string, ReadonlyMap<Day, string>>();

function holidaysOf(nation: Nation, year: number): ReadonlyMap<Day, string> {
  const key = `${nation} ${year}`;
  const found = known.get(key) ?? new Map([...rules[nation](year), ...oneOffDays[nation]]);
  known.set(key, found);
  return found;
}

const rules: Record<Nation, (year: number) => Holiday[]> = {
  scotland: (year) => [
    ...twoDays(on(year, 1, 1), "New Year’s Day", "2 January"),
    [addDays(easterSunday(year), -2), "Good Friday"],
    [firstMonday(year, 5), "Early May bank holiday"],
    [lastMonday(year, 5), "Spring bank holiday"],
    [firstMonday(year, 8), "Summer bank holiday"],
    oneDay(on(year, 11, 30), "St Andrew’s Day"),
    ...christmas(year),
  ],
  "england-and-wales": (year) => [
    oneDay(on(year, 1, 1), "New Year’s Day"),
    ...easter(year),
    [firstMonday(year, 5), "Early May bank holiday"],
    [lastMonday(year, 5), "Spring bank holiday"],
    [lastMonday(year, 8), "Summer bank holiday"],
    ...christmas(year),
  ],
  "northern-ireland": (year) => [
    oneDay(on(year, 1, 1), "New Year’s Day"),
    oneDay(on(year, 3, 17), "St Patrick’s Day"),
    ...easter(year),
    [firstMonday(year, 5), "Early May bank holiday"],
    [lastMonday(year, 5), "Spring bank holiday"],
    oneDay(on(year, 7, 12), "Battle of the Boyne (Orangemen’s Day)"),
    [lastMonday(year, 8), "Summer bank holiday"],
    ...christmas(year),
  ],
};

function easter(year: number): Holiday[] {
  const sunday = easterSunday(year);
  return [
    [addDays(sunday, -2), "Good Friday"],
    [addDays(sunday, 1), "Easter Monday"],
  ];
}

function christmas(year: number): Holiday[] {
  return twoDays(on(year, 12, 25), "Christmas Day", "Boxing Day");
}

/** A holiday at a weekend is kept on the Monday after. */
function oneDay(day: Day, name: string): Holiday {
  return weekdayOf(day) <= 5 ? [day, name] : kept(addDays(day, 8 - weekdayOf(day)), name);
}

/** Two holidays in a row: one at a weekend is kept two days later, and so never on the other. */
function twoDays(first: Day, firstName: string, secondName: string): Holiday[] {
  const days: Holiday[] = [
    [first, firstName],
    [addDays(first, 1), secondName],
  ];
  return days.map(([day, name]) => (weekdayOf(day) <= 5 ? [day, name] : kept(addDays(day, 2), name)));
}

function kept(day: Day, name: string): Holiday {
  return [day, `${name} (substitute day)`];
}

function firstMonday(year: number, month: number): Day {
  const first = on(year, month, 1);
  return addDays(first, (8 - weekdayOf(first)) % 7);
}

function lastMonday(year: number, month: number): Day {
  const last = lastDayOfMonth(year, month);
  return addDays(last, 1 - weekdayOf(last));
}

/** The Gregorian computus (Meeus, Jones, Butcher). */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return on(year, Math.floor(days / 31), (days % 31) + 1);
}

function on(year: number, month: number, day: number): Day {
  const real = dayFrom(year, month, day);
  if (!real) throw new RangeError(`There is no day ${year}-${month}-${day}`);
  return real;
}
