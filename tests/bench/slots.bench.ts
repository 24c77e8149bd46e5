/**
 * Finding a time in 20 calendars of a year, and the dates of a year, each against a plain loop over the same data, in
 * turns within the same seconds (quality.md P6). Prints one JSON line a figure; fails only when an answer is wrong.
 */
import { expect, it } from "vitest";
import { dayParts } from "#db/vocabulary.ts";
import { partTimes } from "#server/domain/weeks.ts";
import { holidayOn } from "#server/domain/holidays.ts";
import { datesRule, expand } from "#server/domain/series.ts";
import { findSlots, type SlotPerson, type SlotSearch } from "#server/domain/slots.ts";
import { addMinutes, minuteFrom, type Day, type Instant } from "#server/domain/time.ts";
import { median, percentile, print, printLoad, printRatio, type Times } from "./measure.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";
const rounds = isFull ? 12 : 8;
const milliseconds = isFull ? 3000 : 400;
const aMinute = 60_000;
const aDay = 24 * 60 * aMinute;

/** Numbers that are the same each time (Lehmer). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

/** Twenty calendars of eight disciplines: two busy times a working day, most parts of the week ticked, two weeks away. */
function aYear(seed: number): SlotSearch {
  const roll = dice(seed);
  const people = Array.from({ length: 20 }, (_, index): SlotPerson => {
    const first = addMinutes("2027-01-01T00:00:00.000Z" as Instant, roll(340) * 24 * 60);
    return {
      id: `p${index}`,
      name: `Person ${index}`,
      discipline: `d${index % 8}`,
      isNeeded: index < 3,
      usual: [1, 2, 3, 4, 5].flatMap((weekday) =>
        dayParts.filter(() => roll(10) < 8).map((part) => ({ weekday, part })),
      ),
      away: [
        {
          fromDay: first.slice(0, 10) as Day,
          toDay: addMinutes(first, 13 * 24 * 60).slice(0, 10) as Day,
          reason: null,
        },
      ],
      busy: Array.from({ length: 520 }, () => {
        const startsAt = addMinutes("2027-01-01T08:00:00.000Z" as Instant, roll(365) * 24 * 60 + roll(20) * 30);
        return { startsAt, endsAt: addMinutes(startsAt, 30 + roll(3) * 30) };
      }),
      asked: [],
    };
  });
  return {
    from: "2027-01-01" as Day,
    to: "2027-12-31" as Day,
    starts: Array.from({ length: 29 }, (_, step) => 9 * 60 + step * 15),
    minutes: 60,
    nation: "scotland",
    now: "2026-12-31T00:00:00.000Z" as Instant,
    people,
    disciplines: Array.from({ length: 8 }, (_, index) => ({
      code: `d${index}`,
      label: `Discipline ${index}`,
      isNeeded: index < 3,
    })),
    most: 20,
    mostOfADay: 2,
    mostLeftOut: 30,
  };
}

/**
 * The same question in one plain loop: who can come, at each quarter of an hour of each working day, and the twenty best
 * starts. No reasons, no disciplines, no words; the zone by the two dates of the clock changes.
 */
function plainly(search: SlotSearch): { possible: number; best: number[] } {
  const [spring, autumn] = [Date.parse("2027-03-28T01:00:00Z"), Date.parse("2027-10-31T01:00:00Z")];
  const calendars = search.people.map(({ busy, away, usual, isNeeded }) => ({
    isNeeded,
    next: 0,
    busy: busy.map((time) => [Date.parse(time.startsAt), Date.parse(time.endsAt)] as const).sort(([a], [b]) => a - b),
    away,
    quarters: quartersOf(usual ?? []),
  }));
  const found: { from: number; coming: number }[] = [];
  for (let midnight = Date.parse(search.from); midnight <= Date.parse(search.to); midnight += aDay) {
    const weekday = new Date(midnight).getUTCDay();
    const day = new Date(midnight).toISOString().slice(0, 10) as Day;
    if (weekday === 0 || weekday === 6 || holidayOn(search.nation, day)) continue;
    for (const start of search.starts) {
      const local = midnight + start * aMinute;
      const from = local > spring && local < autumn ? local - 60 * aMinute : local;
      const to = from + search.minutes * aMinute;
      let coming = 0;
      let isOffered = true;
      for (const one of calendars) {
        while ((one.busy[one.next]?.[1] ?? Infinity) <= from) one.next += 1;
        let isFree = true;
        for (let at = one.next; (one.busy[at]?.[0] ?? Infinity) < to; at += 1) {
          if ((one.busy[at]?.[1] ?? 0) > from) isFree = false;
        }
        if (one.away.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay)) isFree = false;
        for (let minute = start; isFree && minute < start + search.minutes; minute += 15) {
          isFree = one.quarters[weekday * 96 + minute / 15] === 1;
        }
        if (isFree) coming += 1;
        else if (one.isNeeded) isOffered = false;
      }
      if (isOffered) found.push({ from, coming });
    }
  }
  const best = found.sort((a, b) => b.coming - a.coming || a.from - b.from).slice(0, 20);
  return { possible: found.length, best: best.map(({ from }) => from) };
}

/** A usual week as one mark for each quarter of an hour. */
function quartersOf(usual: NonNullable<SlotPerson["usual"]>): Uint8Array {
  const quarters = new Uint8Array(7 * 96);
  for (const { weekday, part } of usual) {
    const [first, last] = [minuteFrom(partTimes[part].from), minuteFrom(partTimes[part].to)];
    quarters.fill(1, weekday * 96 + first / 15, weekday * 96 + last / 15);
  }
  return quarters;
}

/** The longest that it holds others up. */
function longestSlice(search: SlotSearch): number {
  const work = findSlots(search);
  for (let longest = 0; ;) {
    const began = performance.now();
    const isDone = work.next().done;
    longest = Math.max(longest, performance.now() - began);
    if (isDone) return longest;
  }
}

function inSlices(search: SlotSearch) {
  for (const work = findSlots(search); ;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** A B, B A, …: both in every round, each for as long. */
function takeTurns(a: () => unknown, b: () => unknown): [Times, Times] {
  const times: [Times, Times] = [
    { rounds: [], all: [] },
    { rounds: [], all: [] },
  ];
  for (let warm = 0; warm < 5; warm += 1) [a, b].forEach((run) => run());
  for (let round = 0; round < rounds; round += 1) {
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const taken: number[] = [];
      for (const end = performance.now() + milliseconds; performance.now() < end || taken.length < 5;) {
        const began = performance.now();
        (which === 0 ? a : b)();
        taken.push(performance.now() - began);
      }
      times[which].rounds.push(median(taken));
      times[which].all.push(...taken);
    }
  }
  return times;
}

it("a year of twenty calendars is looked through as fast as a plain loop, or nearly", () => {
  const search = aYear(20_261_126);
  const plain = plainly(search);
  const slots = inSlices({ ...search, disciplines: search.disciplines.map((one) => ({ ...one, isNeeded: false })) });
  expect(slots.possible).toBe(plain.possible);
  expect(slots.possible).toBeGreaterThan(100);
  expect(slots.impossible).toBeGreaterThan(1000);
  expect(slots.offers[0]?.startsAt).toBeDefined();

  const [ours, loop] = takeTurns(
    () => inSlices(search),
    () => plainly(search),
  );
  print({
    figure: "P6 slot search, 20 calendars of a year, p95",
    value: percentile(ours.all, 0.95),
    unit: "ms",
    goal: 100,
    p50: median(ours.all),
    plainLoop: median(loop.all),
    times: slots.possible + slots.impossible,
    busyTimes: search.people.reduce((sum, { busy }) => sum + busy.length, 0),
  });
  printRatio("P6 slot search against a plain loop", ours, loop, 2);
  const slices = Array.from({ length: 50 }, () => longestSlice(search));
  print({
    figure: "P6 slot search, the longest that others wait, p95",
    value: percentile(slices, 0.95),
    unit: "ms",
    goal: 10,
    most: Math.max(...slices),
  });
  printLoad();
});

const lastThursdays = datesRule.parse({
  pattern: "nth-weekday",
  nth: "last",
  weekday: 4,
  from: "2027-01-01",
  start: "13:00",
  minutes: 120,
  nation: "scotland",
  count: 12,
});

/** The last Thursdays of a year with their words, by what the language itself has. */
function plainDates(): { day: string; startsAt: string; endsAt: string; words: string }[] {
  const inWords = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: "Europe/London",
  });
  return Array.from({ length: 12 }, (_, month) => {
    const last = new Date(Date.UTC(2027, month + 1, 0));
    const midnight = last.getTime() - ((last.getUTCDay() + 3) % 7) * aDay;
    const isSummer = midnight > Date.parse("2027-03-28") && midnight < Date.parse("2027-10-31");
    const starts = new Date(midnight + (13 - Number(isSummer)) * 60 * aMinute);
    const ends = new Date(starts.getTime() + 120 * aMinute);
    return {
      day: new Date(midnight).toISOString().slice(0, 10),
      startsAt: starts.toISOString(),
      endsAt: ends.toISOString(),
      words: inWords.formatRange(starts, ends),
    };
  });
}

it("the dates of a year take as long as a plain loop with the language's own means, or nearly", () => {
  const wanted = plainDates().map(({ day, startsAt, endsAt }) => ({ day, startsAt, endsAt }));
  expect(expand(lastThursdays).map(({ day, startsAt, endsAt }) => ({ day, startsAt, endsAt }))).toEqual(wanted);
  const [ours, loop] = takeTurns(() => expand(lastThursdays), plainDates);
  print({
    figure: "the dates of a year, p50",
    value: median(ours.all),
    unit: "ms",
    p95: percentile(ours.all, 0.95),
    plainLoop: median(loop.all),
  });
  printRatio("the dates of a year against a plain loop", ours, loop);
  printLoad();
});
