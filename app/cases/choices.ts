/** The words of the forms' choices. For loaders: the rules they stand beside carry the validator with them. */
import { criteria } from "#db/vocabulary.ts";
import { criterionWords, verdictWords } from "#server/domain/cases.ts";

export const criterionChoices = criteria.map((criterion) => ({ value: criterion, label: criterionWords[criterion] }));

const verdictHints: Record<keyof typeof verdictWords, string> = {
  accepted: "The case goes on the agenda of the next meeting",
  "asked-for-more": "The nominator is asked to say more",
  "sent-elsewhere": "Another service or meeting can do more; the case is closed here",
  deferred: "Not this time; it stays in the list",
};

export const verdictChoices = Object.entries(verdictWords).map(([verdict, label]) => ({
  value: verdict,
  label,
  hint: verdictHints[verdict as keyof typeof verdictWords],
}));
