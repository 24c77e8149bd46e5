/** Days that do not move, in words. */
import type { DeadlineKind } from "#db/vocabulary.ts";

export const deadlineWords: Record<DeadlineKind, string> = {
  eviction: "Eviction",
  redetermination: "Redetermination",
  appeal: "Appeal",
  review: "Review",
  court: "Court",
  other: "Other",
};
