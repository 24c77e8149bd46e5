import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { ChaseForm } from "#app/meetings/ChaseForm.tsx";
import { chasePageOf } from "#app/meetings/chasePage.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Remind people to contribute");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  return load(request, async () => chasePageOf(await context.api.meetings.previewChase({ meetingId })));
}

type Form = Parameters<Api["meetings"]["chase"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ meetings }, form: Form) => ({ done: (await meetings.chase(form)).words }));
}

export default function Chase() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { meetingId, heading, practice, words, people, heldBack, nobodyToAsk } = page;
  return (
    <Page
      heading={heading}
      caption={`${practice} · ${words}`}
      back={<BackLink href={`/meetings/${meetingId}`}>Meeting</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      {people.length > 0 && <ChaseForm {...page} />}
      <Lines heading="Who gets no mail" lines={heldBack} />
      <Lines heading="Still to come, with nobody of the team to remind" lines={nobodyToAsk} />
    </Page>
  );
}

function Lines({ heading, lines }: { heading: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">{heading}</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
