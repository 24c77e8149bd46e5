/** How an agenda fits its meeting: when each case comes, who is not there by then, and an order in which few wait. */
import type { Instant } from "#db/schema.ts";
import type { Priority } from "#db/vocabulary.ts";
import { comes, deputiesOf, type Comer } from "./quorum.ts";
import { addMinutes, counted, minutesBetween, timeInWords, wallTimeOf } from "./time.ts";

/** Of 120 minutes: 5 of welcome and 20 of action review before the cases, 80 for the cases (domain.md 5). */
const shares = { beforeCases: 25 / 120, cases: 80 / 120 };

/** Minutes that a meeting of that length has for its cases. */
export function minutesForCases(length: number): number {
  return Math.round(length * shares.cases);
}

/** "Agenda 94 of 80 minutes: 14 too many" */
export function agendaInWords(planned: number, length: number): string {
  const available = minutesForCases(length);
  const over = planned - available;
  const sum = `Agenda ${planned} of ${counted(available, "minute")}`;
  return over > 0 ? `${sum}: ${over} too many` : sum;
}

interface Span {
  startsAt: Instant;
  endsAt: Instant;
}

/** A meeting to put cases into; `minutesBefore` are taken already by cases that come first. */
interface Room extends Span {
  minutesBefore?: number;
}

/** Those on a case's team who come to the meeting. */
export function comesFor<Person extends Comer>(people: readonly Person[], team: ReadonlySet<string>): Person[] {
  const deputies = deputiesOf(people);
  return people.filter((person) => team.has(person.id) && comes(person, deputies));
}

/** When each case comes, if every item keeps to its minutes. */
export function timesOf({ startsAt, endsAt, minutesBefore = 0 }: Room, minutes: readonly number[]): Span[] {
  const length = minutesBetween(startsAt, endsAt);
  let next = addMinutes(startsAt, Math.round(length * shares.beforeCases) + minutesBefore);
  return minutes.map((each) => {
    const startsAt = next;
    next = addMinutes(startsAt, each);
    return { startsAt, endsAt: next };
  });
}

/** Whether somebody who comes for a part is there for all of it. */
export function isThere(person: Pick<Comer, "fromAt" | "untilAt">, span: Span): boolean {
  return (
    (person.fromAt === null || person.fromAt <= span.startsAt) &&
    (person.untilAt === null || person.untilAt >= span.endsAt)
  );
}

/** "Dr Imran Sadiq leaves at 2pm", "Dr Imran Sadiq comes at 1:30pm"; null when they are there. */
export function absenceInWords(person: Comer, span: Span): string | null {
  if (isThere(person, span)) return null;
  const isLate = person.fromAt !== null && person.fromAt > span.startsAt;
  const at = isLate ? person.fromAt : person.untilAt;
  return at ? `${person.name} ${isLate ? "comes" : "leaves"} at ${timeInWords(wallTimeOf(at))}` : null;
}

export interface OrderedItem {
  id: string;
  minutes: number;
  priority: Priority;
  /** Who of those who come is needed in the room for it. */
  people: readonly string[];
}

/** A case on an agenda with those of its team who come; `team` is undefined of a case that has none. */
export function orderedItem(
  item: { id: string; minutes: number },
  team: { priority: Priority; team: ReadonlySet<string> } | undefined,
  people: readonly Comer[],
): OrderedItem {
  return {
    id: item.id,
    minutes: item.minutes,
    priority: team?.priority ?? "routine",
    people: team ? comesFor(people, team.team).map((person) => person.id) : [],
  };
}

/**
 * An order for what is still to be discussed: nobody who comes for a part misses their case, then what is urgent comes
 * first, then the minutes that people wait outside are few. Swaps two at a time until none helps; what is equal stays.
 */
export function suggestedOrder(items: readonly OrderedItem[], people: readonly Comer[], meeting: Room): string[] {
  const partial = people.filter((person) => person.fromAt !== null || person.untilAt !== null);
  let best = [...items];
  let cost = costOf(best, partial, meeting);
  for (let found = true; found;) {
    found = false;
    for (const swapped of swapsOf(best)) {
      const other = costOf(swapped, partial, meeting);
      if (!isLess(other, cost)) continue;
      [best, cost, found] = [swapped, other, true];
      break;
    }
  }
  return best.map((item) => item.id);
}

/** Minutes in all that people wait outside between the first case they are in the room for and the last. */
export function minutesOutside(items: readonly OrderedItem[]): number {
  const everybody = new Set(items.flatMap((item) => item.people));
  return [...everybody].reduce((sum, person) => {
    const isIn = (item: OrderedItem) => item.people.includes(person);
    const span = items.slice(items.findIndex(isIn), items.findLastIndex(isIn) + 1);
    return sum + span.filter((item) => !isIn(item)).reduce((minutes, item) => minutes + item.minutes, 0);
  }, 0);
}

function costOf(items: readonly OrderedItem[], partial: readonly Comer[], meeting: Room): number[] {
  const times = timesOf(
    meeting,
    items.map((item) => item.minutes),
  );
  const missed = items.reduce((sum, item, index) => {
    const span = times[index];
    return sum + partial.filter((person) => item.people.includes(person.id) && span && !isThere(person, span)).length;
  }, 0);
  const urgentLater = items.reduce(
    (sum, item, index) =>
      item.priority === "high" ? sum + items.slice(0, index).filter((one) => one.priority !== "high").length : sum,
    0,
  );
  return [missed, urgentLater, minutesOutside(items)];
}

function* swapsOf<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let a = 0; a < items.length; a += 1) {
    for (let b = a + 1; b < items.length; b += 1) {
      const swapped = [...items];
      [swapped[a], swapped[b]] = [swapped[b] as Item, swapped[a] as Item];
      yield swapped;
    }
  }
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
