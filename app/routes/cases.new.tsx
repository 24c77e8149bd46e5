import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { criterionChoices } from "#app/cases/choices.ts";
import { NominateForm } from "#app/cases/NominateForm.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { usePageFailure } from "#app/forms/useProblem.ts";
import { practicesFor } from "#app/people/practice.ts";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { title } from "#app/ui/title.ts";
import { dayInWords, dayOf, dayWithoutWeekday } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Nominate a case");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices, practiceId } = await practicesFor(request, context);
    const { next, ...prepared } = await context.api.cases.prepare({ practiceId });
    return {
      ...prepared,
      practices,
      criteria: criterionChoices,
      next: next && `${dayInWords(dayOf(next.startsAt))}. Nominations close on ${dayInWords(next.nominationsClose)}.`,
    };
  });
}

type Form = Parameters<Api["cases"]["nominate"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: Form, intent) => {
    if (intent === "find") return { found: await find(api, form) };
    await api.cases.nominate(form);
    return redirect("/cases?nominated=1");
  });
}

async function find(api: Api, { practiceId, chi }: Form) {
  const { chi: typed, person } = await api.cases.find({ practiceId, chi });
  return { chi: typed, person: person && { ...person, born: dayWithoutWeekday(person.birthDate) } };
}

export default function NominateCase() {
  const { practices, next, ...prepared } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const found = answer && "found" in answer ? answer.found : null;
  const wasRefused = usePageFailure()?.form === "nominate";
  const isNew = wasRefused || (found !== null && found.person === null);
  return (
    <Page
      heading="Nominate a case"
      caption={prepared.practice.name}
      back={<BackLink href="/cases">Cases</BackLink>}
      status={found?.person === null ? "Nobody found. Fill in the form." : undefined}
    >
      <PracticeLinks practices={practices} current={prepared.practice.id} path="/cases/new" />
      {next !== null && <p>The next meeting is on {next}</p>}
      {found?.person && <KnownPerson {...found.person} />}
      {isNew ? (
        <>
          {!wasRefused && (
            <Inset>
              <p>No person with that number that you can see. Fill in below.</p>
            </Inset>
          )}
          <NominateForm {...prepared} chi={found?.chi ?? ""} />
        </>
      ) : (
        <FindForm practiceId={prepared.practice.id} />
      )}
    </Page>
  );
}

function FindForm({ practiceId }: { practiceId: string }) {
  return (
    <PostForm name="find">
      <input type="hidden" name="practiceId" value={practiceId} />
      <Field
        name="chi"
        label="CHI number of the person"
        hint="10 digits"
        inputMode="numeric"
        code
        width={10}
        autoComplete="off"
        size="m"
      />
      <SubmitButton name="intent" value="find">
        Find
      </SubmitButton>
    </PostForm>
  );
}

type KnownPersonProps = { caseId: string; familyName: string; givenName: string; born: string; isClosed: boolean };

function KnownPerson({ caseId, familyName, givenName, born, isClosed }: KnownPersonProps) {
  return (
    <Inset>
      <p>
        <strong>
          {familyName.toLocaleUpperCase("en-GB")}, {givenName}
        </strong>{" "}
        · born {born}
      </p>
      <p>
        {isClosed ? "This case was closed. " : "The team has this case already. "}
        {isClosed ? (
          <a href={`/cases/${caseId}/sharing#nominate-again`}>Nominate it again</a>
        ) : (
          <a href={`/cases/${caseId}`}>Open the case</a>
        )}
      </p>
    </Inset>
  );
}
