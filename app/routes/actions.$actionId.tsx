import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { Asked } from "#app/actions/Asked.tsx";
import { Around, Copied } from "#app/actions/Around.tsx";
import { History } from "#app/actions/History.tsx";
import { OwnerForms } from "#app/actions/OwnerForms.tsx";
import { Reopen } from "#app/actions/Reopen.tsx";
import { StateTags } from "#app/actions/StateTags.tsx";
import { answerAsOwner, type OwnersForm } from "#app/actions/answering.ts";
import { declineChoices, outcomeChoices, outcomeInWords, updateWords, withDueInWords } from "#app/actions/words.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { UndoButton } from "#app/ui/UndoButton.tsx";
import { title } from "#app/ui/title.ts";
import { dayOf, instantInWords, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Action");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actionId = "" } = params;
  return load(request, async () => {
    const opened = await context.api.actions.open({ actionId });
    const { history, outcome, copied, question, note, ...action } = withDueInWords(opened, opened.today);
    return {
      ...action,
      copied: copied ? shortDay(dayOf(copied)) : null,
      question: question && { text: question.text, name: question.name },
      note: note && `“${note.text}”, a note of ${instantInWords(note.at)}`,
      reasons: declineChoices,
      outcome: outcomeInWords(outcome),
      outcomes: outcomeChoices,
      people: action.mayOwn.map(({ id, name }) => ({ value: id, label: name })),
      history: history.map(({ id, at, kind, name, text, wasDue }) => ({
        id,
        at: instantInWords(at),
        words: updateWords[kind],
        name,
        text: [text, wasDue && `before that ${shortDay(wasDue)}`].filter(Boolean).join(", ") || null,
      })),
    };
  });
}

type Actions = Api["actions"];
type Input<Verb extends keyof Actions> = Parameters<Actions[Verb]>[0];
type Form = OwnersForm &
  Input<"help"> &
  Input<"markCopied"> &
  Input<"closeAsDuplicate"> & {
    answer?: { text: string };
    reopen?: Omit<Input<"reopen">, "actionId" | "version">;
    guest?: Omit<Parameters<Api["guests"]["give"]>[0], "actionId" | "version">;
  };

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(
    request,
    context,
    async (api, form: Form, intent) =>
      (await besideOwner(api, form, intent)) ?? (await answerAsOwner(api.actions, form, intent)),
  );
}

/** What is done beside the owner's own answers. */
async function besideOwner({ actions, guests }: Api, { answer, guest, reopen, ...form }: Form, intent: string) {
  switch (intent) {
    case "answer":
      await under("answer", () => actions.answer({ ...form, text: answer?.text ?? "" }));
      return { done: "Your answer is sent." };
    case "take-over":
      await actions.takeOver(form);
      return { done: "It is yours now." };
    case "give":
      await under("guest", () => guests.give({ ...form, ...guest } as Parameters<Api["guests"]["give"]>[0]));
      return { done: "It is theirs. A link is on its way to them." };
    case "mail-owner":
      await guests.mailOwner(form);
      return { done: "A new link is on its way to them." };
    case "help":
      await actions.help(form);
      return { done: "They help from now on." };
    case "end-help":
      await actions.endHelp(form);
      return { done: "They help no more." };
    case "copied":
      await actions.markCopied(form);
      return { done: "Noted." };
    case "undo":
      // Two things can be taken back here: a tick, and what was said last.
      await ("copied" in form ? actions.markCopied(form) : actions.undo(form));
      return { done: "Taken back." };
    case "reopen":
      await under("reopen", () => actions.reopen({ ...form, ...reopen } as Input<"reopen">));
      return { done: "It is open again." };
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
      {shown.mayUndo && <UndoButton name="undo" what="what you said last" fields={{ actionId: shown.id }} />}
      <Asked asked={shown.asked} />
      {shown.mine && <OwnerForms action={shown} may={shown.may} outcomes={shown.outcomes} reasons={shown.reasons} />}
      {shown.may.includes("action.markCopied") && <Copied id={shown.id} copied={shown.copied} />}
      {shown.around && <Around {...shown} around={shown.around} isOpen={isOpen(shown)} />}
      {!isOpen(shown) && shown.may.includes("action.reopen") && <Reopen action={shown} />}
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
    { key: "Made from", value: note },
    { key: "Split from", value: linked(action.around?.splitFrom) },
    { key: "Split into", value: linked(action.around?.splitInto) },
    { key: "Case", value: action.case && <a href={`/cases/${action.case.id}`}>Case {action.case.number}</a> },
  ].filter(({ value }) => value);
}

function linked(others: readonly { id: string; text: string; owner?: string }[] = []) {
  if (others.length === 0) return null;
  return others.map(({ id, text, owner }) => (
    <div key={id}>
      <a href={`/actions/${id}`}>{text}</a>
      {owner && ` (${owner})`}
    </div>
  ));
}
