import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { practicesFor } from "#app/people/practice.ts";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { Cycle, CycleForm } from "#app/practices/CycleForm.tsx";
import { DaysToAvoid } from "#app/practices/DaysToAvoid.tsx";
import { Disciplines } from "#app/practices/Disciplines.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("How we work");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices, practiceId } = await practicesFor(request, context);
    const discipline = new URL(request.url).searchParams.get("discipline");
    return { practices, ...(await context.api.practices.open({ practiceId, discipline })) };
  });
}

type Practices = Api["practices"];
type NewField = Parameters<Practices["addField"]>[0];
type NewDiscipline = Parameters<Practices["addDiscipline"]>[0];
type Form = Parameters<Practices["setCycle"]>[0] &
  Parameters<Practices["addDays"]>[0] &
  Parameters<Practices["removeDays"]>[0] &
  Parameters<Practices["endField"]>[0] &
  Parameters<Practices["setPrompts"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ practices }, form: Form, intent) => {
    switch (intent) {
      case "add":
      case "undo":
        return { done: "The days are on the list.", added: (await practices.addDays(form)).dayId };
      case "remove":
        return { done: "The days are removed.", removed: await practices.removeDays(form) };
      case "add-discipline":
        await addDiscipline(practices, form);
        return { done: "The discipline is on the list." };
      case "add-field":
        await addField(practices, form);
        return { done: "The question is on the form." };
      case "end-field":
        await practices.endField(form);
        return { done: "This is not asked any more." };
      case "ask-again":
        await practices.askAgain(form);
        return { done: "This is asked again." };
      case "set-prompts":
        await practices.setPrompts(form);
        return { done: "Saved." };
      default:
        return { done: changedInWords((await practices.setCycle(form)).meetings) };
    }
  });
}

/** Forms that ask for the same things have names of their own on the page. */
async function addDiscipline(practices: Practices, { discipline, ...form }: Form) {
  await under("discipline", () =>
    practices.addDiscipline({ ...(discipline as unknown as NewDiscipline), ...form } as NewDiscipline),
  );
}

async function addField(practices: Practices, form: Form) {
  const { field } = form as unknown as { field: NewField };
  await under("field", () => practices.addField({ ...field, ...form }));
}

function changedInWords(meetings: number): string {
  return meetings === 0
    ? "Saved. No planned meeting has other days."
    : `Saved. ${counted(meetings, "planned meeting")} ${meetings === 1 ? "has" : "have"} new days.`;
}

export default function Practice() {
  const page = useLoaderData<typeof loader>();
  const { practices, practice, next, steps, avoid, version, may } = page;
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
      <Disciplines {...page} practiceId={practice.id} mayChange={may.includes("practice.addDiscipline")} />
    </Page>
  );
}
