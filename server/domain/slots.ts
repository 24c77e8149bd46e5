/** Finding a time: which times can be offered to these people, the best first, which cannot, and why. */
import type { Nation } from "#db/vocabulary.ts";
import { canAt, cannotCome, comes, perhapsComes, rowOf, type Calendar, type Can, type Row, type Time } from "./free.ts";
import { holidayOn } from "./holidays.ts";
import { clockOf, eachDay, instantOf, type Day, type Instant } from "./time.ts";

export interface SlotPerson extends Calendar {
  id: string;
  name: string;
  discipline: string;
  /** Without whom the meeting cannot be. */
  isNeeded: boolean;
}

export interface SlotSearch {
  from: Day;
  /** The last day, included. */
  to: Day;
  /** When a meeting may begin, and how long it takes: minutes since midnight, and minutes. */
  starts: readonly number[];
  minutes: number;
  /** Whose bank holidays are left out. */
  nation: Nation;
  /** Times that begin by then are past. */
  now: Instant;
  people: readonly SlotPerson[];
  /** Those of all the people, in the order in which they are shown. */
  disciplines: readonly { code: string; label: string; isNeeded: boolean }[];
  /** How many times are told in full, in all and of one day, and how many lines of those left out. */
  most: number;
  mostOfADay: number;
  mostLeftOut: number;
}

/** What a discipline's cell says: the best that anybody of it can. */
export type Cell = "yes" | "perhaps" | "unanswered" | "unknown" | "no";

export interface Offer {
  startsAt: Instant;
  endsAt: Instant;
  day: Day;
  coming: number;
  of: number;
  /** By discipline, in their order. */
  cells: Cell[];
  people: { id: string; name: string; discipline: string; can: Can; why: string }[];
}

/** Times of one day that are not offered for the same reasons; a bank holiday is left out whole, with no starts. */
export interface LeftOut {
  day: Day;
  /** In minutes since midnight. */
  starts: number[];
  why: string[];
}

export interface Slots {
  offers: Offer[];
  /** How many times can be offered; `offers` are the best of them. */
  possible: number;
  leftOut: LeftOut[];
  /** How many times, and bank holidays, are left out in all. */
  impossible: number;
}

/** How many times are judged before others have their turn. */
const mostAtOnce = 1000;

/**
 * Stops after each calendar and each step, so that whoever runs it can let others have their turn: a year of twenty
 * calendars is some milliseconds of work.
 */
export function* findSlots(search: SlotSearch): Generator<void, Slots> {
  const { times, holidays } = timesOf(search);
  yield;
  // The order in which people are given must make no difference.
  const people = [...search.people].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  const members: Member[] = [];
  for (const person of people) {
    members.push({ person, row: rowOf(person, times) });
    yield;
  }
  const groups = search.disciplines.map((discipline) => ({
    ...discipline,
    members: members.filter(({ person }) => person.discipline === discipline.code),
  }));
  const verdicts: Verdict[] = [];
  while (verdicts.length < times.length) {
    const end = Math.min(verdicts.length + mostAtOnce, times.length);
    for (let index = verdicts.length; index < end; index += 1) verdicts.push(verdictOn(groups, index));
    yield;
  }
  const best = ranked(verdicts);
  yield;
  return {
    offers: fewOfEachDay(best, times, search).map(({ time, index }) => offerOf(groups, time, index)),
    possible: best.length,
    leftOut: leftOut(groups, times, verdicts, holidays, search.mostLeftOut),
    impossible: times.length - best.length + holidays.length,
  };
}

/** All of it at once. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

interface Holiday {
  day: Day;
  name: string;
}

/** Every time that could be, in order. Weekends are left out without a word, bank holidays with one. */
function timesOf({ from, to, starts, minutes, nation, now }: SlotSearch): { times: Time[]; holidays: Holiday[] } {
  const times: Time[] = [];
  const holidays: Holiday[] = [];
  const past = Date.parse(now);
  const inOrder = [...new Set(starts)].sort((a, b) => a - b);
  for (const { day, weekday } of eachDay(from, to)) {
    if (weekday > 5) continue;
    const name = holidayOn(nation, day);
    if (name !== null) {
      holidays.push({ day, name });
      continue;
    }
    const at = clockOf(day);
    for (const start of inOrder) {
      const begins = at(start);
      if (begins === null || begins <= past) continue;
      times.push({ day, weekday, start, from: begins, to: begins + minutes * 60_000 });
    }
  }
  return { times, holidays };
}

interface Member {
  person: SlotPerson;
  row: Row;
}

interface Group {
  label: string;
  isNeeded: boolean;
  members: readonly Member[];
}

interface Verdict {
  isOffered: boolean;
  coming: number;
  perhaps: number;
  cannot: number;
  /** How many disciplines have somebody who can come. */
  present: number;
}

/** A time is offered unless somebody needed cannot come, or nobody of a needed discipline can. */
function verdictOn(groups: readonly Group[], index: number): Verdict {
  const verdict: Verdict = { isOffered: true, coming: 0, perhaps: 0, cannot: 0, present: 0 };
  for (const { isNeeded, members } of groups) {
    let [coming, cannot] = [0, 0];
    for (const { person, row } of members) {
      if (cannotCome(row, index)) {
        cannot += 1;
        if (person.isNeeded) verdict.isOffered = false;
      } else if (comes(row, index)) {
        coming += 1;
        if (perhapsComes(row, index)) verdict.perhaps += 1;
      }
    }
    if (isNeeded && cannot === members.length) verdict.isOffered = false;
    if (coming > 0) verdict.present += 1;
    verdict.coming += coming;
    verdict.cannot += cannot;
  }
  return verdict;
}

/** Most people, then most disciplines, then fewest who cannot, then fewest "perhaps"; of equal times the earlier. */
function ranked(verdicts: readonly Verdict[]): number[] {
  const better = (a: Verdict, b: Verdict) =>
    b.coming - a.coming || b.present - a.present || a.cannot - b.cannot || a.perhaps - b.perhaps;
  return verdicts
    .map((verdict, index) => ({ verdict, index }))
    .filter(({ verdict }) => verdict.isOffered)
    .sort((a, b) => better(a.verdict, b.verdict) || a.index - b.index)
    .map(({ index }) => index);
}

/** The best times, but few of one day: the half hours of one morning are no choice. */
function fewOfEachDay(best: readonly number[], times: readonly Time[], { most, mostOfADay }: SlotSearch) {
  const ofDay = new Map<Day, number>();
  const chosen: { time: Time; index: number }[] = [];
  for (const index of best) {
    const time = times[index];
    if (!time || chosen.length === most) break;
    const already = ofDay.get(time.day) ?? 0;
    if (already === mostOfADay) continue;
    ofDay.set(time.day, already + 1);
    chosen.push({ time, index });
  }
  return chosen;
}

function offerOf(groups: readonly Group[], time: Time, index: number): Offer {
  const people = groups.flatMap(({ label, members }) =>
    members.map(({ person, row }) => ({ label, person, can: canAt(row, index) })),
  );
  return {
    startsAt: instantOf(new Date(time.from)),
    endsAt: instantOf(new Date(time.to)),
    day: time.day,
    coming: groups.reduce((sum, { members }) => sum + members.filter(({ row }) => comes(row, index)).length, 0),
    of: people.length,
    cells: groups.map(({ members }) => cellOf(members.map(({ row }) => canAt(row, index)))),
    people: people.map(({ label, person, can }) => ({
      id: person.id,
      name: person.name,
      discipline: label,
      can,
      why: whyOf(person, can, time.day),
    })),
  };
}

function cellOf(cans: readonly Can[]): Cell {
  const has = (...wanted: Can[]) => cans.some((can) => wanted.includes(can));
  if (has("yes", "usual")) return "yes";
  return (["perhaps", "unanswered", "unknown"] as const).find((can) => has(can)) ?? "no";
}

const whys: Record<Can, string> = {
  yes: "said yes",
  usual: "free by their usual week",
  perhaps: "said perhaps",
  unanswered: "asked, no answer yet",
  unknown: "not known",
  no: "said no",
  unusual: "not in their usual week",
  busy: "busy",
  away: "away",
};

function whyOf(person: SlotPerson, can: Can, day: Day): string {
  const reason = can === "away" ? person.away.find((days) => days.fromDay <= day && day <= days.toDay)?.reason : null;
  return reason ? `${whys[can]}: ${reason}` : whys[can];
}

/** The first days with times left out, each time of a day with others of the same reasons. */
function leftOut(
  groups: readonly Group[],
  times: readonly Time[],
  verdicts: readonly Verdict[],
  holidays: readonly Holiday[],
  most: number,
): LeftOut[] {
  const lines = new Map<string, LeftOut>();
  for (const [index, time] of times.entries()) {
    if (verdicts[index]?.isOffered) continue;
    const why = reasonsAgainst(groups, time, index);
    const key = [time.day, ...why].join("\n");
    const line = lines.get(key);
    if (line) line.starts.push(time.start);
    else if (lines.size === most) break;
    else lines.set(key, { day: time.day, starts: [time.start], why });
  }
  const whole = holidays.map(({ day, name }) => ({ day, starts: [], why: [`Bank holiday: ${name}`] }));
  return [...lines.values(), ...whole].sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day))).slice(0, most);
}

function reasonsAgainst(groups: readonly Group[], time: Time, index: number): string[] {
  return groups.flatMap(({ label, isNeeded, members }) => {
    const missing = members.filter(({ row }) => cannotCome(row, index));
    const inWords = ({ person, row }: Member) => `${person.name} ${whyOf(person, canAt(row, index), time.day)}`;
    const needed = missing.filter(({ person }) => person.isNeeded);
    if (needed.length > 0) return needed.map((member) => `${label}: ${inWords(member)}`);
    if (!isNeeded || missing.length < members.length) return [];
    return [`${label}: nobody can come${members.length > 0 ? ` (${members.map(inWords).join(", ")})` : ""}`];
  });
}
