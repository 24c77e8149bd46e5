import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { CaseLinks } from "#app/cases/CaseLinks.tsx";
import { CaseState } from "#app/cases/CaseState.tsx";
import { endingPageOf } from "#app/cases/caseStanding.ts";
import { CloseForm, OpenActions, StopForm, UndoStopForm } from "#app/cases/EndingForms.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => title(data ? `Ending, case ${data.number}` : "Ending");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caseId = "" } = params;
  return load(request, async () => {
    const opened = await context.api.cases.open({ caseId });
    if (opened.lifecycle === null) throw redirect(`/cases/${caseId}`);
    return endingPageOf(caseId, opened, opened.lifecycle);
  });
}

type Input<Verb extends keyof Api["cases"]> = Parameters<Api["cases"][Verb]>[0];
type Form = Input<"close"> & {
  stop: Partial<Input<"stop">>;
  undo: Partial<Input<"undoStop">>;
  open: Partial<Input<"closeActions">>;
};

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { caseId = "" } = params;
  return submit(request, context, async ({ cases }, typed: Form, intent) => {
    const form = { ...typed, caseId };
    if (intent === "stop") {
      await under("stop", () => cases.stop({ ...form, ...form.stop } as Input<"stop">));
      return { done: "It is recorded. Mail, reminders and agendas have stopped." };
    }
    if (intent === "undo-stop") {
      await under("undo", () => cases.undoStop({ ...form, ...form.undo } as Input<"undoStop">));
      return { done: "The case is open again. It is on no agenda yet." };
    }
    if (intent === "close-actions") {
      await under("open", () => cases.closeActions({ ...form, ...form.open } as Input<"closeActions">));
      return { done: "The actions are closed." };
    }
    await cases.close(form);
    return { done: "The case has ended." };
  });
}

export default function Ending() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { caseId, isOver, standing, actions, ends, stops } = page;
  useWatch(`/trpc/cases.watch?input=${encodeURIComponent(JSON.stringify({ caseId }))}`);
  return (
    <Page
      heading={isOver ? "This case has ended" : "How this case ends"}
      caption={`Case ${page.number} · ${page.practice}`}
      back={<BackLink href={`/cases/${caseId}`}>Case {page.number}</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      <CaseLinks caseId={caseId} current="ending" />
      <CaseState caseId={caseId} standing={standing} />
      {actions.length > 0 && <OpenActions page={page} />}
      {ends && <CloseForm page={page} ends={ends} />}
      {page.mayUndoStop && <UndoStopForm page={page} />}
      {stops && <StopForm page={page} stops={stops} />}
      {!ends && !isOver && <p>The coordinator or the chair ends the work of the team.</p>}
      {page.mayNominateAgain && (
        <p>
          <a href={`/cases/${caseId}/sharing#nominate-again`}>Nominate the case again</a>
        </p>
      )}
    </Page>
  );
}
