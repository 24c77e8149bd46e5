/** How a rule says no: a reason for the program, a sentence for people, and the field it is about. */

export type RefusalReason =
  "rule" | "stale" | "forbidden" | "missing" | "signed-out" | "left" | "key-used" | "too-many-tries";

export class Refusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    message: string,
    readonly field?: string,
    /** For `stale`: what stands there now, by field. */
    readonly theirs?: Record<string, string>,
  ) {
    super(message);
  }
}

export function refuse(message: string, field?: string): never {
  throw new Refusal("rule", message, field);
}

/** Somebody saved first: the version that was named is not the newest any more. */
export function changedMeanwhile(): Refusal {
  return new Refusal("stale", "Somebody changed this meanwhile. Open the page again: your text is still here.");
}

export function missing(): never {
  throw new Refusal("missing", "This page does not exist, or you may not see it.");
}

export function found<T>(value: T | null | undefined): T {
  return value ?? missing();
}
