import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { History } from "#app/actions/History.tsx";
import { OwnerForms } from "#app/actions/OwnerForms.tsx";
import { StateTags } from "#app/actions/StateTags.tsx";
import { outcomeChoices, outcomeInWords, updateWords, withDueInWords } from "#app/actions/words.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { title } from "#app/ui/title.ts";
import { instantInWords } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Action");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actionId = "" } = params;
  return load(request, async () => {
    const opened = await context.api.actions.open({ actionId });
    const { history, outcome, ...action } = withDueInWords(opened, opened.today);
    return {
      ...action,
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
type Form = Parameters<Actions["accept"]>[0] & Parameters<Actions["decline"]>[0] & Parameters<Actions["report"]>[0];

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
    await actions.report(form);
    return { done: "Your report is saved." };
  });
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
      {shown.mine && <OwnerForms action={shown} may={shown.may} outcomes={shown.outcomes} />}
      <History lines={shown.history} />
    </Page>
  );
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
  ...action
}: Shown) {
  return [
    { key: "Owner", value: mine ? `${owner} (you)` : owner },
    { key: "Due", value: [due, dueWords].filter(Boolean).join(", ") },
    { key: "That day does not move", value: deadline },
    { key: "Goal", value: goal },
    { key: "Waiting for", value: blockedReason },
    { key: "Result", value: [outcome, outcomeText].filter(Boolean).join(": ") },
    { key: "Agreed at", value: meeting },
    { key: "Case", value: action.case && <a href={`/cases/${action.case.id}`}>Case {action.case.number}</a> },
  ].filter(({ value }) => value);
}
