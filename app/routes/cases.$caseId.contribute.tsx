import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";

import { CaseLinks } from "#app/cases/CaseLinks.tsx";
import { ContributionForm } from "#app/contributions/ContributionForm.tsx";
import { OneTap } from "#app/contributions/OneTap.tsx";
import { contributePageOf } from "#app/contributions/contributePage.ts";
import { Requests } from "#app/contributions/Requests.tsx";
import {
  changeFact,
  previewContribution,
  saveDraft,
  sendContribution,
  untyped,
  type ContributionSent,
} from "#app/contributions/send.ts";
import { WrittenContext } from "#app/contributions/written.ts";
import { shouldRevalidate as unlessRefused } from "#app/forms/keep.ts";
import { load } from "#app/forms/load.ts";
import { readTyped, textOf, type Typed } from "#app/forms/read.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { failureOf } from "#app/forms/useProblem.ts";
import { useAutosave } from "#app/live/useAutosave.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction } from "#app/forms/keep.ts";

/** After a collision the page must learn which version it collided with, or every later save would collide too. */
export function shouldRevalidate(change: ShouldRevalidateFunctionArgs): boolean {
  return failureOf(change.actionResult)?.problem.kind === "stale" || unlessRefused(change);
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  title(data ? `Contribute to case ${data.number}` : "Contribute");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caseId = "" } = params;
  return load(request, async () => contributePageOf(caseId, await context.api.contributions.open({ caseId })));
}

type Form = ContributionSent & {
  entryId: string;
  myActions?: Record<string, { version?: string; outcome?: string; text?: string }>;
};

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { caseId = "" } = params;
  const formData = await request.clone().formData();
  const typed = readTyped(formData);
  // A press is one effect; one that has two has a key for each.
  const alsoAs = (part: string) => context.apiFor(`${textOf(formData, "_key") || context.newKey()}-${part}`);
  return submit(request, context, async (api, form: Form, pressed) => {
    const [intent, about = "", answer = ""] = pressed.split(":");
    switch (intent) {
      case "draft":
        await saveDraft(api, caseId, form, typed);
        return { done: "Draft saved." };
      case "nothing-to-add":
      case "speak-to-me":
        await api.contributions.answer({ caseId, kind: intent });
        return redirect(await nextCase(api, caseId));
      case "change-fact":
        return redirect(`/cases/${caseId}/contribute#${await changeFact(api, caseId, form, typed, about)}`);
      case "report":
        await report(alsoAs(`${about}-${answer}`), about, answer, form);
        await saveDraft(alsoAs("draft"), caseId, form, withoutAction(typed, about));
        return { done: "Your answer to the action is saved." };
      case "preview": {
        const preview = await previewContribution(api, caseId, form, typed);
        await saveDraft(api, caseId, form, typed);
        return { preview };
      }
      case "answer-request":
        await answerRequest(api, form);
        return { done: "Your answer was sent." };
      case "make-action":
        await makeAction(api, form);
        return { done: "The action was recorded." };
      default:
        await sendContribution(api, caseId, form, typed);
        return redirect(await nextCase(api, caseId));
    }
  });
}

type Answer = Omit<Parameters<Api["requests"]["answer"]>[0], "entryId">;
type NewAction = Omit<Parameters<Api["requests"]["makeAction"]>[0], "entryId">;

async function answerRequest(api: Api, { entryId, ...form }: Form) {
  const name = `answer-${entryId}`;
  await under(name, () => api.requests.answer({ entryId, ...(form[name] as unknown as Answer) }));
}

async function makeAction(api: Api, { entryId, ...form }: Form) {
  const name = `action-${entryId}`;
  await under(name, () => api.requests.makeAction({ entryId, ...(form[name] as unknown as NewAction) }));
}

/** Such as “not yet”, which is a note on it. */
async function report(api: Api, actionId: string, answer: string, { myActions }: Form) {
  const { version = "", outcome = "", text = "" } = myActions?.[actionId] ?? {};
  const said = answer === "not-yet" ? { kind: "note", text: text || "Not yet" } : { kind: answer, text, outcome };
  const name = `myActions.${actionId}`;
  await under(name, () =>
    api.actions.report({ actionId, version: Number(version), ...said } as Parameters<Api["actions"]["report"]>[0]),
  );
}

/** Once an action is answered its boxes are empty again. */
function withoutAction(typed: Typed, actionId: string): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith(`myActions.${actionId}.`)));
}

/** The next case that waits for the reader, or home when there is none. */
async function nextCase(api: Api, caseId: string): Promise<string> {
  const { place } = await api.contributions.open({ caseId });
  return place.next ? `/cases/${place.next}/contribute` : "/";
}

const formId = "contribution";

export default function Contribute() {
  const page = useLoaderData<typeof loader>();
  // Sending leads from case to case: the boxes of the next one are new boxes.
  return <ContributePage key={page.caseId} {...page} />;
}

function ContributePage(page: ReturnType<typeof contributePageOf>) {
  const answer = useActionData<typeof action>();
  const saved = useAutosave({ formId, caseId: page.caseId, version: page.draft?.version ?? 0, except: untyped });
  const done = answer && "done" in answer ? answer.done : undefined;
  const preview = answer && "preview" in answer ? answer.preview : undefined;
  return (
    <Page
      heading={`${page.initials} · Contribute for ${page.discipline}`}
      caption={`Case ${page.number}`}
      back={<BackLink href="/">Home</BackLink>}
      status={saved.status ?? done ?? (page.draft ? `Draft of ${page.draft.savedAt}` : undefined)}
    >
      {page.scope === "case" && <CaseLinks caseId={page.caseId} current="contribute" />}
      <OneTap />
      {(page.place ?? page.next) && (
        <p>
          {page.place}
          {page.place && page.next && " · "}
          {page.next && <a href={`/cases/${page.next}/contribute`}>Next case</a>}
        </p>
      )}
      <p>
        <strong>Question: {page.question}</strong>
      </p>
      <p>
        {page.person}. {page.due}
      </p>
      {page.sentBefore !== null && <p>{page.sentBefore}</p>}
      {page.invited.length > 0 && (
        <p>Everyone invited to this case reads what you write, unless you change it: {page.invited.join(", ")}.</p>
      )}
      <Requests requests={page.requests} team={page.team} />
      <WrittenContext.Provider value={page.written}>
        <PostForm name="contribution" id={formId}>
          <input type="hidden" name="version" value={saved.version} />
          <input type="hidden" name="basedOn" value={page.basedOn} />
          <ContributionForm {...page} preview={preview} />
        </PostForm>
      </WrittenContext.Provider>
    </Page>
  );
}
