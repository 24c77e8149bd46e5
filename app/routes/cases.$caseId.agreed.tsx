import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { CaseLinks } from "#app/cases/CaseLinks.tsx";
import { load } from "#app/forms/load.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { dayInWords } from "#server/domain/time.ts";

export const meta: MetaFunction = () => title("What was agreed");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caseId = "" } = params;
  return load(request, async () => {
    const { discussedOn, actions, ...agreed } = await context.api.cases.agreed({ caseId });
    return {
      ...agreed,
      caseId,
      discussedOn: discussedOn && dayInWords(discussedOn),
      actions: actions.map(({ due, ...action }) => ({ ...action, due: dayInWords(due) })),
    };
  });
}

export default function WhatWasAgreed() {
  const { caseId, number, name, practice, discussedOn, isProvisional, decisions, actions, beforeGiving } =
    useLoaderData<typeof loader>();
  return (
    <Page
      heading="What was agreed"
      caption={`For ${name}`}
      back={<BackLink href={`/cases/${caseId}`}>Case {number}</BackLink>}
    >
      <CaseLinks caseId={caseId} current="agreed" />
      <div className="sm-no-print">
        <Inset>
          <p>This page is for the person. Print it with your browser, and read it before you give it to them.</p>
          {beforeGiving.map((line) => (
            <p key={line}>{line}.</p>
          ))}
        </Inset>
      </div>
      <p>
        {discussedOn
          ? `The people who help you met on ${discussedOn}.`
          : "The people who help you have not met about you yet."}
      </p>
      {decisions.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">What we decided</h2>
          {isProvisional && <p>Somebody was missing. This may still change, and we will tell you.</p>}
          <ul className="nhsuk-list nhsuk-list--bullet">
            {decisions.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
        </>
      )}
      <h2 className="nhsuk-heading-m">Who does what</h2>
      {actions.length === 0 ? (
        <p>Nothing is planned at the moment.</p>
      ) : (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {actions.map(({ id, text, who, due }) => (
            <li key={id}>
              <strong>{who}:</strong> {text}. By {due}.
            </li>
          ))}
        </ul>
      )}
      <p>Is something not right? Tell {practice}, or any of these people.</p>
    </Page>
  );
}
