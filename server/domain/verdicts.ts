/** The verdicts of the action review and their words. Apart from `reviewing.ts`, whose rules carry the validator with them. */
export const verdicts = [
  "done",
  "on-track",
  "owner-absent",
  "blocked",
  "new-date",
  "new-owner",
  "drop",
  "split",
] as const;
export type Verdict = (typeof verdicts)[number];
export const verdictWords: Record<Verdict, string> = {
  done: "Done",
  "on-track": "On track",
  "owner-absent": "Owner absent",
  blocked: "Blocked",
  "new-date": "New date",
  "new-owner": "New owner",
  drop: "Drop",
  split: "Split",
};
