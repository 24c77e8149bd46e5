/** What the forms beside a disagreement are called, and what they do: on the page of a case and in the room. */
import { under } from "#app/forms/under.ts";
import type { Api } from "#server/router.ts";

/** There may be several disagreements on one page: each form and its boxes are named for their key. */
export function formNames(key: string) {
  const slot = key.replace(/[^\w-]/g, "_");
  return { settle: `settle-${slot}`, ask: `ask-${slot}`, same: `same-${slot}` };
}

type Cases = Api["cases"];
type Of = { caseId: string; key: string; facts: string[]; settlementId: string; sameId: string };
type Typed = Partial<Parameters<Cases["settle"]>[0] & Parameters<Cases["inquire"]>[0]> & { same?: string[] };

/** What was done, in words; null when the form was another one. */
export async function settleByForm({ cases }: Api, form: unknown, intent: string): Promise<{ done: string } | null> {
  const of = form as Of;
  const typed = (name: string) => (form as Record<string, Typed | undefined>)[name] ?? {};
  const names = formNames(of.key ?? "");
  switch (intent) {
    case "settle":
      await under(names.settle, () => cases.settle({ choice: "", reason: "", ...typed(names.settle), ...of }));
      return { done: "It is settled." };
    case "inquire":
      await under(names.ask, () => cases.inquire({ ownerId: "", due: "", ...typed(names.ask), ...of }));
      return { done: "They are asked to find out. It is among their actions." };
    case "same":
      await under(names.same, () => cases.sayTheSame({ ...typed(names.same), ...of }));
      return { done: "They are marked as the same." };
    case "undo-settlement":
      await cases.undoSettlement(of);
      return { done: "It is open again." };
    case "undo-same":
      await cases.undoTheSame(of);
      return { done: "They are no longer marked as the same." };
    default:
      return null;
  }
}
