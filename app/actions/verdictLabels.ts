/** The words on the buttons, by what they send; the rules these belong to carry the validator with them. */
export const verdictLabels: Partial<Record<string, string>> = {
  done: "Done",
  "on-track": "On track",
  "owner-absent": "Owner absent",
  blocked: "Blocked",
  "new-date": "New date",
  "new-owner": "New owner",
  drop: "Drop",
  split: "Split",
};
