import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { Around, Copied } from "#app/actions/Around.tsx";
import { History } from "#app/actions/History.tsx";
import { OwnerForms } from "#app/actions/OwnerForms.tsx";
import { StateTags } from "#app/actions/StateTags.tsx";
import { declineChoices, outcomeChoices, outcomeInWords, updateWords, withDueInWords } from "#app/actions/words.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { title } from "#app/ui/title.ts";
import { dayOf, instantInWords, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Action");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actionId = "" } = params;
  return load(request, async () => {
    const opened = await context.api.actions.open({ actionId });
    const { history, outcome, copied, question, ...action } = withDueInWords(opened, opened.today);
    return {
      ...action,
      copied: copied ? shortDay(dayOf(copied)) : null,
      question: question && { text: question.text, name: question.name },
      reasons: declineChoices,
      outcome: outcomeInWords(outcome),
      outcomes: outcomeChoices,
      history: history.map(({ at, kind, name, text }) => ({
        at: instantInWords(at),
        words: updateWords[kind],
        name,
        text,
      })),
    };
  });
}

type Actions = Api["actions"];
type Input<Verb extends keyof Actions> = Parameters<Actions[Verb]>[0];
type Form = Input<"accept"> &
  Input<"decline"> &
  Input<"report"> &
  Input<"help"> &
  Input<"markCopied"> &
  Input<"closeAsDuplicate"> & { ask?: { text: string }; answer?: { text: string } };

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ actions }, form: Form, intent) => {
    if (intent === "accept") {
      await actions.accept(form);
      return { done: "You accepted it." };
    }
    if (intent === "decline") {
      await actions.decline(form);
      return { done: "You gave it back to the team." };
    }
    const around = await besideOwner(actions, form, intent);
    if (around) return around;
    await actions.report(form);
    return { done: "Your report is saved." };
  });
}

/** What is done beside accepting, reporting and giving back. */
async function besideOwner(actions: Actions, { ask, answer, ...form }: Form, intent: string) {
  switch (intent) {
    case "ask":
      await under("ask", () => actions.ask({ ...form, text: ask?.text ?? "" }));
      return { done: "Your question is asked." };
    case "answer":
      await under("answer", () => actions.answer({ ...form, text: answer?.text ?? "" }));
      return { done: "Your answer is sent." };
    case "help":
      await actions.help(form);
      return { done: "They help from now on." };
    case "end-help":
      await actions.endHelp(form);
      return { done: "They help no more." };
    case "copied":
    case "undo":
      await actions.markCopied(form);
      return { done: intent === "undo" ? "Taken back." : "Noted." };
    case "different":
      await actions.sayDifferent(form);
      return { done: "They are two pieces of work." };
    case "duplicate":
      await actions.closeAsDuplicate(form);
      return { done: "Closed. The other goes on." };
  }
  return null;
}

export default function Action() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      heading={shown.text}
      caption={shown.case ? `Case ${shown.case.number} · ${shown.case.initials}` : "Action"}
      back={<BackLink href="/actions">Actions</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      <p>
        <StateTags {...shown} />
      </p>
      <SummaryList rows={rowsOf(shown)} />
      {shown.mine && <OwnerForms action={shown} may={shown.may} outcomes={shown.outcomes} reasons={shown.reasons} />}
      {shown.may.includes("action.markCopied") && <Copied id={shown.id} copied={shown.copied} />}
      {shown.around && <Around {...shown} around={shown.around} isOpen={isOpen(shown)} />}
      <History lines={shown.history} />
    </Page>
  );
}

const closed = ["done", "cancelled", "superseded"];

function isOpen({ state }: Shown): boolean {
  return !closed.includes(state);
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function rowsOf({
  owner,
  mine,
  due,
  dueWords,
  deadline,
  goal,
  blockedReason,
  outcome,
  outcomeText,
  meeting,
  note,
  ...action
}: Shown) {
  return [
    { key: "Owner", value: mine ? `${owner} (you)` : owner },
    { key: "Raised by", value: action.around?.raisedBy },
    { key: "Helped by", value: action.around?.helpers.map(({ name }) => name).join(", ") },
    { key: "Asked back", value: action.question?.text },
    { key: "Due", value: [due, dueWords].filter(Boolean).join(", ") },
    { key: "That day does not move", value: deadline },
    { key: "Goal", value: goal },
    { key: "Waiting for", value: blockedReason },
    { key: "Result", value: [outcome, outcomeText].filter(Boolean).join(": ") },
    { key: "Agreed at", value: meeting },
    { key: "Made from", value: note && `“${note.text}”, a note of ${instantInWords(note.at)}` },
    { key: "Case", value: action.case && <a href={`/cases/${action.case.id}`}>Case {action.case.number}</a> },
  ].filter(({ value }) => value);
}
