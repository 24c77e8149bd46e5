import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";

import { load } from "#app/forms/load.ts";
import type { FormValues } from "#app/forms/read.ts";
import { submit } from "#app/forms/submit.ts";
import { naming } from "#app/forms/under.ts";
import { usePageFailure } from "#app/forms/useProblem.ts";
import { Invited } from "#app/meetings/Invited.tsx";
import { Links } from "#app/meetings/Links.tsx";
import { firstPlan, planChoices, planField, planOf, typedPlan, type PlanValues } from "#app/meetings/plan.ts";
import { PlanFields } from "#app/meetings/PlanFields.tsx";
import { PlannedDates } from "#app/meetings/PlannedDates.tsx";
import { factOf, type Preview } from "#app/meetings/shown.ts";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Button } from "#app/ui/Button.tsx";
import { ErrorSummary } from "#app/ui/ErrorSummary.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { title } from "#app/ui/title.ts";
import { problemOf } from "#server/domain/problem.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Plan meetings");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const me = await context.api.session.me();
    const practices = (me?.practices ?? []).filter(({ role }) => role === "coordinator");
    const asked = new URL(request.url).searchParams;
    const practice = practices.find(({ id }) => id === asked.get("practice")) ?? practices[0];
    if (practice === undefined) return null;
    const prepared = await context.api.meetings.prepare({ practiceId: practice.id });
    const first = firstPlan(prepared, asked);
    return {
      practices,
      practice: prepared.practice,
      disciplines: prepared.disciplines,
      people: prepared.people,
      choices: planChoices,
      first,
      preview: first.place === "" ? null : await previewOrNone(context.api, planOf(practice.id, first)),
    };
  });
}

/** What the last series was like may not hold any more; then the page begins without dates. */
async function previewOrNone(api: LoaderFunctionArgs["context"]["api"], plan: ReturnType<typeof planOf>) {
  try {
    return await api.meetings.preview(plan);
  } catch (thrown) {
    if (problemOf(thrown)?.kind === "invalid" || problemOf(thrown)?.kind === "refused") return null;
    throw thrown;
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: FormValues & { practiceId: string; shown?: string }, intent) => {
    const typed = typedPlan(form);
    const plan = planOf(form.practiceId, typed);
    return naming(planField, async () => {
      if (intent === "preview") return { preview: await api.meetings.preview(plan), typed, alert: null };
      const planned = await planAsShown(api, plan, form.shown ?? "");
      if ("count" in planned) return redirect(`/meetings?planned=${planned.count}`);
      return { preview: await api.meetings.preview(plan), typed, alert: planned.alert };
    });
  });
}

/** Plans it, or says why its dates are to be looked at again. */
async function planAsShown(api: LoaderFunctionArgs["context"]["api"], plan: ReturnType<typeof planOf>, shown: string) {
  try {
    return { count: (await api.meetings.plan({ ...plan, shown })).count };
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem?.kind !== "stale" && !problem?.fields.skip) throw thrown;
    return { alert: problem.fields.skip ?? problem.message };
  }
}

type Shown = { preview: Preview; typed: PlanValues; alert: string | null };

export default function PlanMeetings() {
  const plan = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const failure = usePageFailure();
  const answered: Shown | null = answer && "preview" in answer ? answer : null;
  useEffect(() => {
    if (answered && !answered.alert) document.getElementById("dates")?.scrollIntoView();
  }, [answered]);

  if (plan === null) {
    return (
      <Page heading="Meetings are planned by the coordinator" back={<BackLink href="/meetings">Meetings</BackLink>}>
        <p>Ask the person who coordinates the meetings of your practice.</p>
      </Page>
    );
  }
  const { practices, practice, choices, first, people, disciplines } = plan;
  const values = answered?.typed ?? first;
  // The dates of a rule that was refused are not known.
  const preview = failure ? null : (answered?.preview ?? plan.preview);
  const query = new URLSearchParams({ practice: practice.id });
  const frame = {
    caption: practice.name,
    back: <BackLink href="/meetings">Meetings</BackLink>,
  };
  if (people.length < 2) {
    return (
      <Page {...frame} heading="Add the people first">
        <PracticeLinks practices={practices} current={practice.id} path="/meetings/new" />
        <p>Nobody but you is on the team yet, so there is nobody to invite.</p>
        <Button href={`/staff?${query.toString()}`}>Add people</Button>
      </Page>
    );
  }
  return (
    <Page
      {...frame}
      heading={preview ? factOf(preview.dates) : "Plan meetings"}
      banner={answered?.alert ? <ErrorSummary errors={[{ text: answered.alert, href: "#dates" }]} /> : undefined}
      status={answered && !answered.alert ? "The dates are shown below." : undefined}
    >
      <PracticeLinks practices={practices} current={practice.id} path="/meetings/new" />
      <PostForm name="plan">
        <input type="hidden" name="practiceId" value={practice.id} />
        <PlanFields choices={choices} values={values} />
        <Invited
          needs={{ disciplines, people, invited: values.invited, needed: values.needed, chairId: values.chairId }}
          byDiscipline={preview?.byDiscipline ?? null}
        />
        <SubmitButton name="intent" value="preview" look={preview ? "secondary" : "primary"}>
          Show dates
        </SubmitButton>
        <Links
          label="Around planning"
          links={[
            { href: `/meetings/new/times?${query.toString()}&for=series`, text: "Find a time that suits" },
            { href: `/practice?${query.toString()}`, text: "Change the cut-off days" },
          ]}
        />
        {preview ? (
          <>
            <input type="hidden" name="shown" value={preview.shown} />
            <PlannedDates key={preview.shown} {...preview} />
          </>
        ) : (
          failure?.values.skip?.map((day) => <input type="hidden" name="skip" value={day} key={day} />)
        )}
      </PostForm>
    </Page>
  );
}
