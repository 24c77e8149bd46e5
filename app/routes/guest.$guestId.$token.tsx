import { replace, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { useEffect, useRef } from "react";

import { contributePageOf } from "#app/contributions/contributePage.ts";
import { changeFact, saveDraft, sendContribution, type ContributionSent } from "#app/contributions/send.ts";
import { shouldRevalidate as unlessRefused } from "#app/forms/keep.ts";
import { load } from "#app/forms/load.ts";
import { readTyped } from "#app/forms/read.ts";
import { submit } from "#app/forms/submit.ts";
import { failureOf } from "#app/forms/useProblem.ts";
import { answerAsOwner, type OwnersForm } from "#app/actions/answering.ts";
import { CodeForms } from "#app/guests/CodeForms.tsx";
import { GuestForm } from "#app/guests/GuestForm.tsx";
import { notSent } from "#app/guests/notSent.ts";
import { OwnedAction } from "#app/guests/OwnedAction.tsx";
import { ownedPageOf } from "#app/guests/ownedPage.ts";
import { Unsent } from "#app/guests/Unsent.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";

export { clientAction } from "#app/forms/keep.ts";

/** After a collision the page must learn which version it collided with, or every later save would collide too. */
export function shouldRevalidate(change: ShouldRevalidateFunctionArgs): boolean {
  return failureOf(change.actionResult)?.problem.kind === "stale" || unlessRefused(change);
}

export const meta = () => title("For a guest");

/** Reads only: programs that scan mail open links, and must not spend codes. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const link = { guestId: params.guestId ?? "", token: params.token ?? "" };
  return load(request, async () => {
    const opened = await context.api.guests.open(link);
    const { caseId, actionId } = opened ?? {};
    return {
      guestId: link.guestId,
      link: opened,
      owned: actionId ? ownedPageOf(await context.api.guests.openAction({ actionId })) : null,
      page: caseId ? contributePageOf(caseId, await context.api.contributions.open({ caseId })) : null,
    };
  });
}

type Form = ContributionSent & OwnersForm & { code: string };

export async function action({ request, context, params }: ActionFunctionArgs) {
  const link = { guestId: params.guestId ?? "", token: params.token ?? "" };
  const typed = readTyped(await request.clone().formData());
  return submit(request, context, async (api, form: Form, pressed) => {
    const [intent, about = ""] = pressed.split(":");
    if (intent === "send-code") {
      await api.guests.sendCode(link);
      return { done: "We have sent you a code. Look in your mail." };
    }
    if (intent === "enter-code") {
      const { token } = await api.guests.begin({ ...link, code: form.code });
      context.setGuestSession(link.guestId, token);
      return replace(new URL(request.url).pathname);
    }
    const opened = await api.guests.open(link);
    if (opened?.actionId) return answerAsOwner(api.actions, { ...form, actionId: opened.actionId }, intent ?? "");
    const caseId = opened?.caseId ?? notSent(opened === null ? "stopped" : "too long");
    switch (intent) {
      case "draft":
        await saveDraft(api, caseId, form, typed);
        return { done: "Draft saved." };
      case "change-fact":
        return replace(`${new URL(request.url).pathname}#${await changeFact(api, caseId, form, typed, about)}`);
      case "nothing-to-add":
      case "speak-to-me":
        await api.contributions.answer({ caseId, kind: intent });
        return { done: "Thank you. The team has your answer." };
      default:
        await sendContribution(api, caseId, form, typed);
        return { done: "Thank you. The team can read what you wrote." };
    }
  });
}

export default function Guest() {
  const { guestId, link, owned, page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer && "done" in answer ? answer.done : undefined;
  useFocusOnce(page !== null || owned !== null);
  // What was reported done is closed, and the link with it.
  if (link === null && done) {
    return (
      <Page heading="Thank you" status={done}>
        <p>The team reads it. You can close this page.</p>
      </Page>
    );
  }
  if (link === null) {
    return (
      <Page heading="This link does not work any more">
        <Unsent />
        <p>
          A link ends when the meeting is over, when the case leaves the meeting, when what you were asked to do is done
          or somebody else’s, when a newer link was mailed to you, and when somebody stopped it.
        </p>
        <p>Look for the newest mail, or ask the person who sent it to you.</p>
      </Page>
    );
  }
  if (owned !== null) return <OwnedAction link={link} action={owned} done={done} />;
  if (page === null) {
    const heading = link.isForAction ? "You are asked to do something" : "You are asked to contribute";
    return (
      <Page heading={heading} caption={`Team meeting · ${link.practice}`} status={done}>
        <Unsent />
        <CodeForms {...link} />
      </Page>
    );
  }
  return <GuestForm {...page} link={link} guestId={guestId} done={done} />;
}

/** The code leads to another view at the same address: the focus goes to its heading. */
function useFocusOnce(isIn: boolean) {
  const wasIn = useRef(isIn);
  useEffect(() => {
    if (isIn && !wasIn.current) document.querySelector("h1")?.focus();
    wasIn.current = isIn;
  }, [isIn]);
}
