import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { CaseTable } from "#app/cases/CaseTable.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { Banner } from "#app/ui/Banner.tsx";
import { Button } from "#app/ui/Button.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { title } from "#app/ui/title.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Cases");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const sought = searchParams.get("q")?.trim() ?? "";
  return load(request, async () => ({
    sought,
    cases: await context.api.cases.list({ q: sought }),
    severalPractices: ((await context.api.session.me())?.practices.length ?? 0) > 1,
    wasNominated: searchParams.has("nominated"),
  }));
}

/** A search for a person is posted: names and numbers of people do not belong in an address. */
export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, { q }: { q: string }) => ({
    sought: q.trim(),
    cases: await api.cases.list({ q }),
  }));
}

export default function Cases() {
  const { severalPractices, wasNominated, ...all } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { cases, sought } = answer && "cases" in answer ? answer : all;
  return (
    <Page heading={headingFor(cases.length, sought)} banner={wasNominated && sought === "" ? <Nominated /> : undefined}>
      <Button href="/cases/new">Nominate a case</Button>
      <PostForm name="search">
        <Field
          name="q"
          label="Find a case"
          hint="Name, CHI number or case number"
          defaultValue={sought}
          autoComplete="off"
          spellCheck={false}
          width={20}
        />
        <SubmitButton look="secondary" small>
          Search
        </SubmitButton>
      </PostForm>
      {sought !== "" && (
        <p>
          <a href="/cases">Show all my cases</a>
        </p>
      )}
      {cases.length > 0 && <CaseTable cases={cases} severalPractices={severalPractices} />}
      {cases.length === 0 && sought === "" && (
        <p>You are on no case’s team yet. When a colleague asks for you, the case stands here.</p>
      )}
      {cases.length === 0 && sought !== "" && <p>Check the spelling, or search by the number of the case.</p>}
    </Page>
  );
}

function headingFor(count: number, sought: string): string {
  const cases = count === 1 ? "1 case" : `${count === 0 ? "No" : count} cases`;
  return sought === "" ? cases : `${cases} found for “${sought}”`;
}

function Nominated() {
  return <Banner success>Your nomination was sent. The chair and the coordinator will answer you.</Banner>;
}
