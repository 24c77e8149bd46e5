/** What facts are called, when two are the same, and how long one stays fresh. */
import type { PracticePolicy } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import type { SeenEntry } from "./sight.ts";
import { daysBetween } from "./time.ts";

/** Kinds whose disagreement may hurt somebody (domain.md 6), beside the practice's own list of keys. */
const criticalKinds = [
  /^allergy\./,
  /^medication\./,
  /^capacity\./,
  /dnacpr/,
  /\.poa$/,
  /interpreter/,
  /seizures/,
  /safe_?contact/,
];

/** A fact whose key the practice does not know shows its key (rulings 12). */
export function labelOf(policy: PracticePolicy, key: string): string {
  return policy.factLabels[key] ?? key;
}

export function isOnCriticalList(policy: PracticePolicy, key: string): boolean {
  return policy.safetyCriticalKeys.includes(key);
}

export function mustBeSettled(policy: PracticePolicy, key: string): boolean {
  return isOnCriticalList(policy, key) || criticalKinds.some((kind) => kind.test(key));
}

/** Two wordings that differ only in case, spacing or punctuation are the same value (rulings 11). */
export function fold(value: string): string {
  return value
    .normalize("NFKC")
    .toLocaleLowerCase("en-GB")
    .replace(/[\p{P}\p{S}\s]+/gu, " ")
    .trim();
}

/** By what a fact is compared with others of its key. */
export function valueOf(fact: Pick<SeenEntry, "norm" | "text">): string {
  return fact.norm ?? fold(fact.text);
}

/** Days a fact of this key stays fresh, by the first part of the key; null means for ever. */
export function freshDays(policy: PracticePolicy, key: string): number | null {
  return policy.stalenessDays[key.split(".")[0] ?? key] ?? null;
}

export interface FactAge {
  ageDays: number;
  thresholdDays: number | null;
  stale: boolean;
}

/** A fact is stale when it is older than its threshold; on the very day of the threshold it is not. */
export function ageOf(policy: PracticePolicy, fact: { name: string | null; asOf: Day | null }, on: Day): FactAge {
  const ageDays = fact.asOf ? daysBetween(fact.asOf, on) : 0;
  const thresholdDays = freshDays(policy, fact.name ?? "");
  return { ageDays, thresholdDays, stale: thresholdDays !== null && ageDays > thresholdDays };
}

/**
 * The facts that count: of one author and key only those of the newest submission; older ones are history (rulings 10),
 * and so is what its author has said holds no longer. Order is kept as given.
 */
export function currentFacts(entries: readonly SeenEntry[]): SeenEntry[] {
  const facts = entries.filter((entry) => entry.kind === "fact");
  const newest = new Map<string, string>();
  for (const fact of facts) {
    const slot = `${fact.author.id} ${fact.name}`;
    const known = newest.get(slot);
    if (known === undefined || fact.submittedAt > known) newest.set(slot, fact.submittedAt);
  }
  const ends = entries.filter((entry) => entry.kind === "fact-ended");
  return facts
    .filter((fact) => newest.get(`${fact.author.id} ${fact.name}`) === fact.submittedAt)
    .filter((fact) => !ends.some((end) => endsFact(end, fact) && end.submittedAt >= fact.submittedAt));
}

/** Whether it is this fact, by its author, key and value, of which that says that it holds no longer. */
export function endsFact(end: SeenEntry, fact: SeenEntry): boolean {
  return end.author.id === fact.author.id && end.name === fact.name && valueOf(end) === valueOf(fact);
}
