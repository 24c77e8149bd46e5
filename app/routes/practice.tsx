import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { practicesFor } from "#app/people/practice.ts";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { Cycle, CycleForm } from "#app/practices/CycleForm.tsx";
import { DaysToAvoid } from "#app/practices/DaysToAvoid.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("How we work");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices, practiceId } = await practicesFor(request, context);
    return { practices, ...(await context.api.practices.open({ practiceId })) };
  });
}

type Practices = Api["practices"];
type Form = Parameters<Practices["setCycle"]>[0] &
  Parameters<Practices["addDays"]>[0] &
  Parameters<Practices["removeDays"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ practices }, form: Form, intent) => {
    switch (intent) {
      case "add":
      case "undo":
        return { done: "The days are on the list.", added: (await practices.addDays(form)).dayId };
      case "remove":
        return { done: "The days are removed.", removed: await practices.removeDays(form) };
      default:
        return { done: changedInWords((await practices.setCycle(form)).meetings) };
    }
  });
}

function changedInWords(meetings: number): string {
  return meetings === 0
    ? "Saved. No planned meeting has other days."
    : `Saved. ${counted(meetings, "planned meeting")} ${meetings === 1 ? "has" : "have"} new days.`;
}

export default function Practice() {
  const { practices, practice, next, steps, avoid, version, may } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const removed = (answer && "removed" in answer && answer.removed) || null;
  const added = (answer && "added" in answer && answer.added) || "";
  return (
    <Page heading="How we work" caption={practice.name} status={answer && "done" in answer ? answer.done : undefined}>
      <PracticeLinks practices={practices} current={practice.id} path="/practice" />
      <section>
        <h2 className="nhsuk-heading-m">Before and after each meeting</h2>
        <p>Weekends and bank holidays do not count. Each step happens by itself, at 7am of its day.</p>
        {next === null && <p>No meeting is planned, so there are no dates to show yet.</p>}
        {may.includes("practice.setCycle") ? (
          // What was saved stands in the boxes, also in place of what was typed before it.
          <CycleForm key={version} practiceId={practice.id} version={version} steps={steps} next={next} />
        ) : (
          <Cycle steps={steps} next={next} />
        )}
      </section>
      <DaysToAvoid
        practiceId={practice.id}
        days={avoid}
        mayChange={may.includes("practice.addDays")}
        removed={removed}
        added={added}
      />
    </Page>
  );
}
