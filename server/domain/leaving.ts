/** Somebody leaves: everything they answer for gets a new owner in the same step, and nothing is left with nobody. */
import { z } from "zod";
import type { StaffRef } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { CaseClosing } from "#db/vocabulary.ts";
import { id, optionalDay, optionalWords, tick, wholeNumber } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { dayWithoutWeekday } from "./time.ts";

/** Chosen for an action that nobody else may see: it ends unread. */
export const nobody = "nobody";

const choice = optionalWords(64);
const choices = z.record(id, choice).nullish();

export const oneColleague = z.object({ practiceId: id, staffId: id });

export const leave = z.object({
  practiceId: id,
  staffId: id,
  /** Takes over all for which nothing else is chosen. */
  successorId: choice,
  cases: choices,
  actions: choices,
  /** Who chairs instead, of each meeting they were to chair; without a choice nobody yet. */
  meetings: choices,
  /** Whoever takes a case over is put on its team where they are not on it. */
  joins: tick,
  endsDrafts: tick,
});
export type Leave = z.output<typeof leave>;

export const comeBack = z.object({ practiceId: id, staffId: id, teams: tick });

export const writeHandover = z.object({
  caseId: id,
  staffId: id,
  version: wholeNumber("Open the page again: it is not known which version you changed", 0, 1_000_000_000),
  note: optionalWords(2000),
  visitOn: optionalDay,
});

export interface ActionToHandOver {
  id: string;
  caseId: string;
  number: number;
  due: Day;
  /** Who of the case's team may be given it. */
  takers: readonly string[];
  /** Who may once they have joined the team. */
  joining: readonly string[];
}

export interface CaseToHandOver {
  id: string;
  number: number;
  isLead: boolean;
  readers: readonly string[];
  joining: readonly string[];
}

export interface Settled {
  /** The new owner of each action; null where it ends unread. */
  owners: Map<string, string | null>;
  /** Who takes over each case. */
  takers: Map<string, string>;
  joins: { caseId: string; staffId: string }[];
}

type Choices = Pick<Leave, "successorId" | "cases" | "actions" | "joins">;

/** Who gets what. Refused while one open action, or one case that they lead, has nobody. */
export function settleLeaving(
  held: { actions: readonly ActionToHandOver[]; cases: readonly CaseToHandOver[] },
  chosen: Choices,
  people: readonly StaffRef[],
): Settled {
  const ofCase = (caseId: string) => chosen.cases?.[caseId] ?? chosen.successorId;
  const wanted = (action: ActionToHandOver) => chosen.actions?.[action.id] ?? ofCase(action.caseId);
  const without = held.actions.filter((action) => wanted(action) === null);
  if (without.length === held.actions.length && without.length > 1) {
    refuse(`Choose who takes over: ${without.length} open actions have no new owner yet`, "successorId");
  }

  const joins = new Map<string, Settled["joins"][number]>();
  const join = (caseId: string, staffId: string) => joins.set(`${caseId} ${staffId}`, { caseId, staffId });
  const owners = held.actions.map((action): [string, string | null] => {
    const owner = ownerOf(action, wanted(action), people, chosen.joins);
    if (owner !== null && action.joining.includes(owner)) join(action.caseId, owner);
    return [action.id, owner];
  });
  const takers = held.cases.flatMap((one): [string, string][] => {
    const taker = takerOf(one, ofCase(one.id), people, chosen.joins);
    if (taker !== null && one.joining.includes(taker)) join(one.id, taker);
    return taker === null ? [] : [[one.id, taker]];
  });
  return { owners: new Map(owners), takers: new Map(takers), joins: [...joins.values()] };
}

function ownerOf(action: ActionToHandOver, wanted: string | null, people: readonly StaffRef[], mayJoin: boolean) {
  const field = `actions.${action.id}`;
  const which = `case ${action.number}, due ${dayWithoutWeekday(action.due)}`;
  if (wanted === null) refuse(`Choose who takes over this action of ${which}`, field);
  const isForNobody = action.takers.length + action.joining.length === 0;
  if (wanted === nobody && isForNobody) return null;
  const name = nameOf(wanted, people, field);
  if (action.takers.includes(wanted)) return wanted;
  if (!action.joining.includes(wanted)) {
    refuse(`${name} may not see this action of ${which}. Choose somebody else for it`, field);
  }
  if (!mayJoin) refuse(joinFirst(name, action.number), field);
  return wanted;
}

/** Without a lead a case cannot be left; its seat on the team goes to the successor where that may be. */
function takerOf(one: CaseToHandOver, wanted: string | null, people: readonly StaffRef[], mayJoin: boolean) {
  const field = `cases.${one.id}`;
  if (wanted === null || wanted === nobody) {
    if (one.isLead) refuse(`Choose who leads case ${one.number} from now on`, field);
    return null;
  }
  const name = nameOf(wanted, people, field);
  if (one.readers.includes(wanted) || (mayJoin && one.joining.includes(wanted))) return wanted;
  if (!one.isLead) return null;
  return one.joining.includes(wanted)
    ? refuse(joinFirst(name, one.number), field)
    : refuse(`${name} may not read case ${one.number}. Choose somebody else to lead it`, field);
}

function nameOf(staffId: string, people: readonly StaffRef[], field: string): string {
  return people.find((person) => person.id === staffId)?.name ?? refuse("Choose somebody who is here", field);
}

function joinFirst(name: string, number: number): string {
  return `${name} is not on the team of case ${number}. Tick “Put them on the team”, or choose somebody who is on it`;
}

/** Of the colleagues first those of the leaver's discipline, who are proposed. */
export function inOrder<Person extends { name: string; discipline: string }>(
  people: readonly Person[],
  discipline: string,
): Person[] {
  const rank = (person: Person) => (person.discipline === discipline ? 0 : 1);
  return [...people].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "en-GB"));
}

/** Who is proposed for all: the one colleague of the same discipline, if there is just one. */
export function proposedFor<Person extends { id: string; discipline: string }>(
  people: readonly Person[],
  discipline: string,
): string | null {
  const same = people.filter((person) => person.discipline === discipline);
  return same.length === 1 ? (same[0]?.id ?? null) : null;
}

/** The line of history of an action that changed hands. */
export function handedOverInWords(from: string, to: string): string {
  return `From ${from} to ${to}: ${from} has left`;
}

export function endedUnreadInWords(from: string): string {
  return `Closed unread: ${from} has left, and nobody else may see it`;
}

/** A practice without a coordinator could invite nobody any more. */
export function keepACoordinator(person: { id: string; name: string }, coordinators: readonly { id: string }[]): void {
  const others = coordinators.filter(({ id: staffId }) => staffId !== person.id);
  if (coordinators.length > 0 && others.length === 0) {
    refuse(`${person.name} is the only coordinator here. Invite another one first`);
  }
}

/** Something is left to hand over: the team goes on with it, or stepped down and left it to a lead. */
export function isGoingOn(row: { closed_at: Instant | null; closed_as: CaseClosing | null }): boolean {
  return row.closed_at === null || row.closed_as === "stepped-down";
}
