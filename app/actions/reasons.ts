/** Reasons that one key chooses, in the order of the keys 1 to 8; anything else is typed. */
export const reasons = {
  blocked: [
    "waiting for the person",
    "waiting for another service",
    "waiting for information",
    "waiting for consent",
    "waiting for funding",
    "no time this month",
    "owner absent",
    "waiting for another action",
  ],
  drop: [
    "no longer needed",
    "the person does not want it",
    "done by somebody else",
    "the same as another action",
    "not possible",
    "the person has moved away",
    "the person has died",
    "agreed in error",
  ],
} as const;
