/** Finding a time, held against a slow reference that asks for each time by itself, and against what must never be. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayParts, nations, replies } from "#db/vocabulary.ts";
import { partTimes } from "#server/domain/weeks.ts";
import { holidayOn } from "#server/domain/holidays.ts";
import { atOnce, findSlots, type Offer, type SlotPerson, type SlotSearch } from "#server/domain/slots.ts";
import {
  addDays,
  addMinutes,
  dayOf,
  daysBetween,
  minuteFrom,
  minutesBetween,
  readWallTime,
  wallTimeFrom,
  wallTimeOf,
  weekdayOf,
  type Day,
  type Instant,
} from "#server/domain/time.ts";

const disciplines = ["gp", "social-work", "housing"];
/** A week in which something happens: both clock changes, Christmas, an ordinary one. */
const weeks = fc.constantFrom("2027-03-24", "2027-10-27", "2026-12-22", "2027-06-07").map((day) => day as Day);

const halfHours = (from: Day) =>
  fc
    .record({
      half: fc.integer({ min: 0, max: 12 * 48 - 1 }),
      length: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ half, length }) => {
      const startsAt = addMinutes(`${from}T00:00:00.000Z` as Instant, half * 30);
      return { startsAt, endsAt: addMinutes(startsAt, length * 30) };
    });

const personIn = (from: Day) =>
  fc.record({
    discipline: fc.constantFrom(...disciplines),
    isNeeded: fc.boolean(),
    usual: fc.option(
      fc.uniqueArray(fc.record({ weekday: fc.integer({ min: 1, max: 5 }), part: fc.constantFrom(...dayParts) }), {
        selector: ({ weekday, part }) => `${weekday} ${part}`,
        maxLength: 15,
        minLength: 6,
      }),
    ),
    away: fc.array(
      fc.record({ first: fc.integer({ min: 0, max: 11 }), days: fc.integer({ min: 0, max: 3 }) }).map((span) => ({
        fromDay: addDays(from, span.first),
        toDay: addDays(from, span.first + span.days),
        reason: null,
      })),
      { maxLength: 1 },
    ),
    busy: fc.array(halfHours(from), { maxLength: 6 }),
    asked: fc
      .array(fc.tuple(halfHours(from), fc.option(fc.constantFrom(...replies))), { maxLength: 4 })
      .map((list) => list.map(([time, answer]) => ({ ...time, answer }))),
  });

const searches = weeks.chain((from) =>
  fc
    .record({
      people: fc.array(personIn(from), { minLength: 1, maxLength: 6 }),
      starts: fc.uniqueArray(
        fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
        { minLength: 1, maxLength: 8 },
      ),
      minutes: fc.constantFrom(30, 60, 90, 120),
      nation: fc.constantFrom(...nations),
      needed: fc.subarray(disciplines, { maxLength: 1 }),
      now: fc.integer({ min: -200, max: 200 }),
    })
    .map(({ people, needed, now, ...rest }): SlotSearch => ({
      from,
      to: addDays(from, 9),
      ...rest,
      now: addMinutes(`${from}T00:00:00.000Z` as Instant, now * 10),
      people: people.map((person, index) => ({ ...person, id: `p${index}`, name: `Person ${index}` })),
      disciplines: disciplines.map((code) => ({ code, label: code, isNeeded: needed.includes(code) })),
      most: Infinity,
      mostOfADay: Infinity,
      mostLeftOut: Infinity,
    })),
);

const found = (search: SlotSearch) => atOnce(findSlots(search));
const startsOf = (search: SlotSearch) => new Set(found(search).offers.map(({ startsAt }) => startsAt));
const touch = (a: { startsAt: Instant; endsAt: Instant }, b: { startsAt: Instant; endsAt: Instant }) =>
  a.startsAt < b.endsAt && b.startsAt < a.endsAt;
const same = (a: { startsAt: Instant; endsAt: Instant }, b: { startsAt: Instant; endsAt: Instant }) =>
  a.startsAt === b.startsAt && a.endsAt === b.endsAt;
const changed = (search: SlotSearch, at: number, change: (person: SlotPerson) => Partial<SlotPerson>): SlotSearch => ({
  ...search,
  people: search.people.map((person, index) =>
    index === at % search.people.length ? { ...person, ...change(person) } : person,
  ),
});

describe("a time is never offered", () => {
  test("when somebody needed is known to be busy or away, or said no to it", () => {
    fc.assert(
      fc.property(searches, (search) => {
        for (const offer of found(search).offers) {
          for (const person of search.people.filter(({ isNeeded }) => isNeeded)) {
            expect(person.busy.filter((busy) => touch(busy, offer))).toEqual([]);
            expect(person.away.filter((away) => away.fromDay <= offer.day && offer.day <= away.toDay)).toEqual([]);
            expect(
              person.asked.filter(({ answer }) => answer !== null).findLast((asked) => same(asked, offer))?.answer,
            ).not.toBe("declined");
          }
        }
      }),
    );
  });

  test("when nobody of a needed discipline can come", () => {
    fc.assert(
      fc.property(searches, (search) => {
        for (const offer of found(search).offers) {
          search.disciplines.forEach(({ isNeeded }, index) => {
            if (isNeeded) expect(offer.cells[index]).not.toBe("no");
          });
        }
      }),
    );
  });

  test("twice, at a weekend, on a bank holiday, in the past, or at an hour that was not asked for", () => {
    fc.assert(
      fc.property(searches, (search) => {
        const { offers } = found(search);
        expect(new Set(offers.map(({ startsAt }) => startsAt)).size).toBe(offers.length);
        for (const { startsAt, endsAt, day } of offers) {
          expect(dayOf(startsAt)).toBe(day);
          expect(weekdayOf(day)).toBeLessThan(6);
          expect(holidayOn(search.nation, day)).toBeNull();
          expect(startsAt > search.now).toBe(true);
          expect(search.starts).toContain(minuteFrom(wallTimeOf(startsAt)));
          expect(minutesBetween(startsAt, endsAt)).toBe(search.minutes);
        }
      }),
    );
  });
});

describe("what changes the offers", () => {
  test("one more busy time never adds one, and one fewer never takes one away", () => {
    fc.assert(
      fc.property(
        searches.chain((search) => fc.tuple(fc.constant(search), halfHours(search.from), fc.nat())),
        ([search, time, at]) => {
          const busier = startsOf(changed(search, at, ({ busy }) => ({ busy: [...busy, time] })));
          expect([...busier].filter((start) => !startsOf(search).has(start))).toEqual([]);
          const freer = startsOf(changed(search, at, ({ busy }) => ({ busy: busy.slice(1) })));
          expect([...startsOf(search)].filter((start) => !freer.has(start))).toEqual([]);
        },
      ),
    );
  });

  test("not the order in which people, their times or the starts are given", () => {
    fc.assert(
      fc.property(searches, (search) => {
        const turned = search.people.map((person) => ({
          ...person,
          busy: [...person.busy].reverse(),
          usual: person.usual && [...person.usual].reverse(),
        }));
        const other = { ...search, people: turned.reverse(), starts: [...search.starts].reverse() };
        expect(found(other)).toEqual(found(search));
      }),
    );
  });

  test("not how many are shown: the shown ones are the best, and few of one day", () => {
    fc.assert(
      fc.property(searches, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), (search, most, ofADay) => {
        const all = found(search);
        const few = found({ ...search, most, mostOfADay: ofADay });
        const wanted: Offer[] = [];
        for (const offer of all.offers) {
          const already = wanted.filter(({ day }) => day === offer.day).length;
          if (wanted.length < most && already < ofADay) wanted.push(offer);
        }
        expect(few.offers).toEqual(wanted);
        expect(few.possible).toBe(all.offers.length);
      }),
    );
  });
});

describe("a slow reference that asks for each time by itself", () => {
  test("offers the same times in the same order, and leaves the same ones out", () => {
    fc.assert(
      fc.property(searches, (search) => {
        const { offers, leftOut, possible, impossible } = found(search);
        const slow = slowly(search);
        expect(offers.map(({ startsAt, coming, cells }) => ({ startsAt, coming, cells }))).toEqual(slow.offers);
        expect(possible).toBe(slow.offers.length);
        const left = leftOut.map(({ day, starts }) => `${day} ${starts.join(" ")}`.trim());
        expect(new Set(left.flatMap(eachStart))).toEqual(new Set(slow.leftOut));
        expect(impossible).toBe(slow.leftOut.length);
        expect(leftOut.every(({ why }) => why.length > 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

function eachStart(line: string): string[] {
  const [day = "", ...starts] = line.split(" ");
  return starts.length === 0 ? [day] : starts.map((start) => `${day} ${start}`);
}

/** The rules once more, as they are written down and with no thought of speed. */
function slowly(search: SlotSearch) {
  const judged: { startsAt: Instant; coming: number; cells: string[]; rank: number[] }[] = [];
  const leftOut: string[] = [];
  for (let ahead = 0; ahead <= daysBetween(search.from, search.to); ahead += 1) {
    const day = addDays(search.from, ahead);
    if (weekdayOf(day) > 5) continue;
    if (holidayOn(search.nation, day) !== null) {
      leftOut.push(day);
      continue;
    }
    for (const start of [...search.starts].sort((a, b) => a - b)) {
      const startsAt = readWallTime(day, wallTimeFrom(start)).instant;
      if (startsAt === null || startsAt <= search.now) continue;
      const time = { day, start, startsAt, endsAt: addMinutes(startsAt, search.minutes) };
      const cans = search.people.map((person) => ({ person, can: canSlowly(person, time) }));
      const cannot = cans.filter(({ can }) => can === "no");
      const nobody = search.disciplines.some(
        ({ code, isNeeded }) =>
          isNeeded && cans.filter(({ person }) => person.discipline === code).every(({ can }) => can === "no"),
      );
      if (nobody || cannot.some(({ person }) => person.isNeeded)) {
        leftOut.push(`${day} ${start}`);
        continue;
      }
      const cells = search.disciplines.map(
        ({ code }) =>
          ["yes", "perhaps", "unanswered", "unknown"].find((word) =>
            cans.some(({ person, can }) => person.discipline === code && can === word),
          ) ?? "no",
      );
      const coming = cans.filter(({ can }) => can === "yes" || can === "perhaps").length;
      const present = cells.filter((cell) => cell === "yes" || cell === "perhaps").length;
      const perhaps = cans.filter(({ can }) => can === "perhaps").length;
      judged.push({ startsAt, coming, cells, rank: [-coming, -present, cannot.length, perhaps] });
    }
  }
  judged.sort((a, b) => a.rank.map((part, at) => part - (b.rank[at] ?? 0)).find((difference) => difference !== 0) ?? 0);
  return { offers: judged.map(({ rank: _, ...offer }) => offer), leftOut };
}

function canSlowly(person: SlotPerson, time: { day: Day; start: number; startsAt: Instant; endsAt: Instant }): string {
  const isAway = person.away.some(({ fromDay, toDay }) => fromDay <= time.day && time.day <= toDay);
  if (isAway || person.busy.some((busy) => touch(busy, time))) return "no";
  const isAbout = (asked: SlotPerson["asked"][number]) =>
    asked.answer === "declined"
      ? time.startsAt <= asked.startsAt && asked.endsAt <= time.endsAt
      : asked.startsAt <= time.startsAt && time.endsAt <= asked.endsAt;
  const said = person.asked.filter(isAbout);
  const newest = said.findLast(({ answer }) => answer !== null)?.answer;
  if (newest) return { accepted: "yes", tentative: "perhaps", declined: "no" }[newest];
  if (person.usual === null) return said.length > 0 ? "unanswered" : "unknown";
  // Minute by minute: every part of the day that the meeting touches must be one of theirs.
  for (let minute = time.start; minute < time.start + minutesBetween(time.startsAt, time.endsAt); minute += 30) {
    const isTheirs = person.usual.some(
      ({ weekday, part }) =>
        weekday === weekdayOf(time.day) &&
        minuteFrom(partTimes[part].from) <= minute &&
        minute < minuteFrom(partTimes[part].to),
    );
    if (!isTheirs) return "no";
  }
  return "yes";
}
