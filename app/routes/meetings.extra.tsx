import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { NeedsFields } from "#app/meetings/NeedsFields.tsx";
import { lengthChoices } from "#app/meetings/plan.ts";
import { withLength } from "#app/meetings/PlanFields.tsx";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Extra meeting");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const me = await context.api.session.me();
    const practices = (me?.practices ?? []).filter(({ role }) => role === "coordinator");
    const asked = new URL(request.url).searchParams.get("practice");
    const practice = practices.find(({ id }) => id === asked) ?? practices[0];
    if (practice === undefined) return null;
    const { rule, ...prepared } = await context.api.meetings.prepare({ practiceId: practice.id });
    const cases = await context.api.cases.list({});
    return {
      ...prepared,
      practices,
      place: rule.place,
      start: rule.start,
      lengths: withLength(lengthChoices, "60"),
      cases: cases
        .filter((mdtCase) => mdtCase.scope === "read" && !mdtCase.closed && mdtCase.practice === practice.name)
        .map(({ id, number, name }) => ({ value: id, label: `Case ${number}: ${name}` })),
    };
  });
}

type Form = Parameters<Api["meetings"]["planExtra"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ meetings }, form: Form) => {
    const { meetingId } = await meetings.planExtra(form);
    return redirect(`/meetings/${meetingId}`);
  });
}

export default function ExtraMeeting() {
  const extra = useLoaderData<typeof loader>();
  const back = <BackLink href="/meetings">Meetings</BackLink>;
  if (extra === null) {
    return (
      <Page heading="Meetings are planned by the coordinator" back={back}>
        <p>Ask the person who coordinates the meetings of your practice.</p>
      </Page>
    );
  }
  const { practices, practice, place, start, lengths, cases, ...who } = extra;
  return (
    <Page heading="Plan an extra meeting" caption={practice.name} back={back}>
      <PracticeLinks practices={practices} current={practice.id} path="/meetings/extra" />
      <p>For what cannot wait. Everybody invited gets a mail at once. The other meetings stay as they are.</p>
      <PostForm name="extra">
        <input type="hidden" name="practiceId" value={practice.id} />
        <input type="hidden" name="isExtra" value="on" />
        <Field name="reason" label="Why can it not wait?" hint="Goes into the mail that invites. Name no patient" />
        <DateField name="day" label="Day" />
        <Field name="start" label="Starts at" hint="Such as 13:00 or 1pm" width={5} defaultValue={start} />
        <Select name="minutes" label="Takes" options={lengths} defaultValue="60" />
        <Field name="place" label="Where" width={20} defaultValue={place} />
        <Field name="videoLink" label="Video link, if there is one" type="url" />
        <Cases cases={cases} />
        <NeedsFields {...who} chairId={who.chairId ?? ""} />
        <SubmitButton>Plan the meeting and invite</SubmitButton>
      </PostForm>
    </Page>
  );
}

function Cases({ cases }: { cases: readonly { value: string; label: string }[] }) {
  if (cases.length === 0) return <p>You read no open case. Its readers put cases on the agenda afterwards.</p>;
  return (
    <Ticks
      name="caseIds"
      label="Which cases is it about?"
      hint="No other case comes to it by itself"
      items={cases}
      small
    />
  );
}
