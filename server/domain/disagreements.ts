/** Finds where what is known differs and where it is lacking. It shows; it never chooses. */
import type { PracticePolicy } from "#db/casefile.ts";
import { isOnCriticalList, labelOf, mustBeSettled, valueOf } from "./facts.ts";
import type { SeenEntry } from "./sight.ts";

export interface Disagreement {
  key: string;
  label: string;
  /** On the practice's list of safety-critical keys. */
  safetyCritical: boolean;
  /** On that list or of a kind that may hurt somebody: stands first on the page. */
  mustBeSettled: boolean;
  /** All of them, newest first; of one day in the order they were given. */
  values: SeenEntry[];
}

/**
 * Two visible facts with the same key and another value disagree. `facts` are those that count, as given; `meaning` is
 * what stands for a value where people marked several as the same.
 */
export function disagreementsAmong(
  policy: PracticePolicy,
  facts: readonly SeenEntry[],
  meaning: (key: string, value: string) => string = (_, value) => value,
): Disagreement[] {
  return [...byKey(facts)]
    .filter(([key, values]) => new Set(values.map((fact) => meaning(key, valueOf(fact)))).size > 1)
    .map(([key, values]) => ({
      key,
      label: labelOf(policy, key),
      safetyCritical: isOnCriticalList(policy, key),
      mustBeSettled: mustBeSettled(policy, key),
      values: newestFirst(values),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function newestFirst(facts: readonly SeenEntry[]): SeenEntry[] {
  return [...facts].sort((a, b) => (b.asOf ?? "").localeCompare(a.asOf ?? ""));
}

function byKey(facts: readonly SeenEntry[]): Map<string, SeenEntry[]> {
  const groups = new Map<string, SeenEntry[]>();
  for (const fact of facts) groups.set(fact.name ?? "", [...(groups.get(fact.name ?? "") ?? []), fact]);
  return groups;
}
