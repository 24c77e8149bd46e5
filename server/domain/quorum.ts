/**
 * Quorum case by case: whom a case needs, who of them comes, and what that makes of its decisions. Without one of them
 * it may be discussed, and what is decided is provisional (domain.md 5).
 */
import { z } from "zod";
import type { Instant } from "#db/schema.ts";
import type { Presence, Reply } from "#db/vocabulary.ts";
import { id, listOf, version } from "./inputs.ts";
import { refuse } from "./refusal.ts";

/** Somebody who may come, as far as a meeting knows of them. */
export interface Comer {
  id: string;
  name: string;
  discipline: string;
  reply: Reply | null;
  presence: Presence | null;
  /** Who comes in their place. */
  deputyId: string | null;
  /** Set when they can come for a part only. */
  fromAt: Instant | null;
  untilAt: Instant | null;
}

export type Gap = { discipline: string; why: "not-on-team" | "not-here" | "cannot-come" | "not-answered" };

export const setCaseNeeds = z.object({ itemId: id, version, needs: listOf(z.string().max(64)) });
export const postponeCase = z.object({ itemId: id, version });

/** What a case needs: as was set for it, else what its meeting needs of those invited to the case. */
export function needsOfCase(
  set: readonly string[] | null,
  meetingNeeds: readonly string[],
  invited: readonly string[],
): string[] {
  return invited.filter((code) => (set ?? meetingNeeds).includes(code));
}

/** Only who is invited to the case can be needed for it: nobody else may hear it. */
export function checkNeeds(needs: readonly string[], invited: readonly string[]): string[] {
  if (needs.some((code) => !invited.includes(code))) {
    refuse("Choose disciplines that are invited to this case", "needs");
  }
  return [...new Set(needs)];
}

/**
 * The needed disciplines of which nobody on the case's team comes, and why. `people` are all who may come to the
 * meeting; once somebody is marked as here, only who is here counts.
 */
export function gapsOf(needs: readonly string[], people: readonly Comer[], team: ReadonlySet<string>): Gap[] {
  const isMarked = people.some((person) => person.presence === "attended");
  const deputies = deputiesOf(people);
  return needs.flatMap((discipline): Gap[] => {
    const able = people.filter((person) => person.discipline === discipline && team.has(person.id));
    if (able.length === 0) return [{ discipline, why: "not-on-team" }];
    if (isMarked) {
      return able.some((person) => person.presence === "attended") ? [] : [{ discipline, why: "not-here" }];
    }
    if (able.some((person) => comes(person, deputies))) return [];
    return [{ discipline, why: able.every(({ reply }) => reply === "declined") ? "cannot-come" : "not-answered" }];
  });
}

/** Who was named to come in the place of somebody who cannot. */
export function deputiesOf(people: readonly Comer[]): ReadonlySet<string | null> {
  return new Set(people.filter((person) => person.reply === "declined").map((person) => person.deputyId));
}

/** Whether somebody is there or has said that they will be; a deputy comes unless they say no. */
export function comes(person: Comer, deputies: ReadonlySet<string | null>): boolean {
  if (person.presence !== null) return person.presence === "attended";
  return person.reply === "accepted" || (person.reply === null && deputies.has(person.id));
}

const whyWords: Record<Gap["why"], (label: string) => string> = {
  "not-on-team": (label) => `${label}: nobody is on the case’s team`,
  "not-here": (label) => `${label} is not here`,
  "cannot-come": (label) => `${label} cannot come`,
  "not-answered": (label) => `${label} has not said yes`,
};

/** "General practice cannot come" */
export function gapInWords(gap: Gap, labelOf: (code: string) => string): string {
  return whyWords[gap.why](labelOf(gap.discipline));
}

/** "Discussed, not quorate: without General practice. Decisions are provisional." */
export function provisionalWords(missing: readonly string[], labelOf: (code: string) => string): string | null {
  if (missing.length === 0) return null;
  return `Discussed, not quorate: without ${missing.map(labelOf).join(", ")}. Decisions are provisional.`;
}
