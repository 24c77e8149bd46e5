/** The action that a guest owns, as their page draws it. For loaders. */
import { declineChoices, outcomeChoices, withDueInWords } from "#app/actions/words.ts";
import type { Api } from "#server/router.ts";

export type OwnedPage = ReturnType<typeof ownedPageOf>;

export function ownedPageOf(opened: Awaited<ReturnType<Api["guests"]["openAction"]>>) {
  const { dueWords, due, ...action } = withDueInWords(opened, opened.today);
  return {
    ...action,
    due: [due, dueWords].filter(Boolean).join(", "),
    outcomes: outcomeChoices,
    reasons: declineChoices,
  };
}
