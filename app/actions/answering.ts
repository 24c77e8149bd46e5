/** What an owner answers, signed in or by a mailed link. For actions of routes. */
import { under } from "#app/forms/under.ts";
import type { Api } from "#server/router.ts";

type Actions = Api["actions"];
type Input<Verb extends keyof Actions> = Parameters<Actions[Verb]>[0];
export type OwnersForm = Input<"accept"> & Input<"decline"> & Input<"report"> & { ask?: { text: string } };

export async function answerAsOwner(actions: Actions, { ask, ...form }: OwnersForm, intent: string) {
  switch (intent) {
    case "accept":
      await actions.accept(form);
      return { done: "You accepted it." };
    case "decline":
      await actions.decline(form);
      return { done: "You gave it back to the team." };
    case "ask":
      await under("ask", () => actions.ask({ ...form, text: ask?.text ?? "" }));
      return { done: "Your question is asked." };
    default:
      await actions.report(form);
      return { done: "Your report is saved." };
  }
}
