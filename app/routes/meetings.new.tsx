import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";

import { load } from "#app/forms/load.ts";
import type { FormValues } from "#app/forms/read.ts";
import { submit } from "#app/forms/submit.ts";
import { NeedsFields } from "#app/meetings/NeedsFields.tsx";
import { firstPlan, planChoices, typedPlan } from "#app/meetings/plan.ts";
import { PlanFields } from "#app/meetings/PlanFields.tsx";
import { PlannedDates } from "#app/meetings/PlannedDates.tsx";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Plan meetings");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices: all, meetings } = await context.api.meetings.list();
    const practices = all.filter(({ role }) => role === "coordinator");
    const wanted = new URL(request.url).searchParams.get("practice");
    const practice = practices.find(({ id }) => id === wanted) ?? practices[0];
    if (practice === undefined) return null;
    const { people, disciplines } = await context.api.staff.list({ practiceId: practice.id });
    const last = meetings
      .filter((meeting) => meeting.practice === practice.name && meeting.state !== "cancelled")
      .at(-1);
    return {
      practices,
      practice,
      disciplines,
      people: people.filter(({ leftOn }) => leftOn === null).map(({ id, name }) => ({ id, name })),
      choices: planChoices,
      first: firstPlan(last ? await context.api.meetings.open({ meetingId: last.id }) : null),
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: FormValues, intent) => {
    const rule = form as unknown as Parameters<Api["meetings"]["plan"]>[0];
    if (intent === "preview") return { preview: await api.meetings.preview(rule), typed: typedPlan(form) };
    const { count } = await api.meetings.plan(rule);
    return redirect(`/meetings?planned=${count}`);
  });
}

export default function PlanMeetings() {
  const plan = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer && "preview" in answer ? answer : null;
  useEffect(() => {
    if (shown) document.getElementById("dates")?.scrollIntoView();
  }, [shown]);

  if (plan === null) {
    return (
      <Page heading="Meetings are planned by the coordinator" back={<BackLink href="/meetings">Meetings</BackLink>}>
        <p>Ask the person who coordinates the meetings of your practice.</p>
      </Page>
    );
  }
  const { practices, practice, choices, first, ...who } = plan;
  const values = shown?.typed ?? first;
  const kept = shown?.preview.dates.filter(({ skipped }) => !skipped).length ?? 0;
  return (
    <Page
      heading="Plan meetings"
      caption={practice.name}
      back={<BackLink href="/meetings">Meetings</BackLink>}
      status={shown ? "The dates are shown below." : undefined}
    >
      <PracticeLinks practices={practices} current={practice.id} path="/meetings/new" />
      <PostForm name="plan">
        <input type="hidden" name="practiceId" value={practice.id} />
        <PlanFields choices={choices} values={values} />
        <NeedsFields {...who} {...values} />
        <SubmitButton name="intent" value="preview" look={shown ? "secondary" : "primary"}>
          Show dates
        </SubmitButton>
        {shown && (
          <>
            <PlannedDates {...shown.preview} />
            <SubmitButton name="intent" value="plan">
              {kept === 1 ? "Create 1 meeting" : `Create ${kept} meetings`}
            </SubmitButton>
          </>
        )}
      </PostForm>
    </Page>
  );
}
