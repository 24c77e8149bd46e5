import { deadlineWords } from "#server/domain/deadlines.ts";
import { kindWords } from "#server/domain/details.ts";

/** Whom people work for, in the order it is asked. */
export const sectorWords = {
  nhs: "NHS",
  "local-authority": "Council",
  "third-sector": "Charity or voluntary group",
  housing: "Housing association",
  police: "Police",
  other: "Somebody else",
} as const;

export const kindOptions = Object.entries(kindWords).map(([value, label]) => ({ value, label }));

export const deadlineOptions = [
  { value: "", label: "No, it may move" },
  ...Object.entries(deadlineWords).map(([value, label]) => ({ value, label: `Yes: ${label.toLowerCase()}` })),
];
