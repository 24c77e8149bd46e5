import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { HandoverCase } from "#app/people/HandoverCase.tsx";
import { practicesFor } from "#app/people/practice.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { dayInWords, dayInWordsFrom, dayOf, instantInWords } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Handover");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { staffId = "" } = params;
  return load(request, async () => {
    const { practiceId } = await practicesFor(request, context);
    const { madeAt, leftOn, cases, ...handover } = await context.api.handovers.open({ practiceId, staffId });
    const today = dayOf(madeAt);
    return {
      ...handover,
      madeAt: instantInWords(madeAt),
      leftOn: leftOn && dayInWords(leftOn),
      cases: cases.map(({ visitOn, actions, ...one }) => ({
        ...one,
        visit: visitOn && { day: visitOn, words: dayInWords(visitOn) },
        actions: actions.map(({ due, ...action }) => ({ ...action, due: dayInWordsFrom(due, today) })),
      })),
    };
  });
}

type Input = Parameters<Api["handovers"]["write"]>[0];
type Form = Input & { notes?: Record<string, Partial<Input>> };

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ handovers }, { notes, ...form }: Form) => {
    const written = notes?.[form.caseId];
    await under(`notes.${form.caseId}`, () => handovers.write({ ...form, ...written }));
    return { done: "Saved." };
  });
}

export default function Handover() {
  const { person, practice, leftOn, mayWrite, madeAt, cases } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const query = `?${new URLSearchParams({ practice: practice.id }).toString()}`;
  return (
    <Page
      heading={leftOn ? `Handed over by ${person.name}` : `To hand over from ${person.name}`}
      caption={practice.name}
      back={
        mayWrite ? (
          <BackLink href={`/staff/${person.id}${query}`}>{person.name}</BackLink>
        ) : (
          <BackLink href={`/staff${query}`}>Staff</BackLink>
        )
      }
      status={answer && "done" in answer ? answer.done : undefined}
    >
      <p>
        {leftOn ? `${person.name} left on ${leftOn}. ` : ""}
        {madeAt}. Only what you may read stands here, and what may be printed.
      </p>
      {cases.length === 0 && <p>There is nothing here that you may read.</p>}
      {cases.map((one) => (
        <HandoverCase key={one.id} handed={one} staffId={person.id} mayWrite={mayWrite} />
      ))}
    </Page>
  );
}
