import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { CaseLinks } from "#app/cases/CaseLinks.tsx";
import { Household } from "#app/cases/Household.tsx";
import { NominateAgainForm } from "#app/cases/NominateAgainForm.tsx";
import { ObjectForm, Objections } from "#app/cases/Objections.tsx";
import { PersonBanner } from "#app/cases/PersonBanner.tsx";
import { SafeContactFields } from "#app/cases/SafeContactFields.tsx";
import { sharingPageOf } from "#app/cases/sharingPage.ts";
import { TeamForm } from "#app/cases/TeamForm.tsx";
import { ToldFields } from "#app/cases/ToldFields.tsx";
import { Guests } from "#app/guests/Guests.tsx";
import { guestsOfPage } from "#app/guests/guestsOfPage.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Field } from "#app/ui/Field.tsx";
import { FormFold } from "#app/ui/FormFold.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => title(data ? `Sharing, case ${data.number}` : "Sharing");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caseId = "" } = params;
  return load(request, async () => {
    const opened = await context.api.cases.open({ caseId });
    if (opened.summary.scope === "own") throw redirect(`/cases/${caseId}`);
    const mayChangeTeam = opened.may.includes("case.changeTeam");
    const prepared = mayChangeTeam ? await context.api.cases.prepare({ practiceId: opened.practice.id }) : null;
    const cases = opened.may.includes("case.link") ? await context.api.cases.list({}) : [];
    const asked = await context.api.guests.list({ caseId });
    return {
      ...sharingPageOf(caseId, opened, prepared, cases),
      guests: guestsOfPage(asked, opened.disciplines),
    };
  });
}

type Input<Verb extends keyof Api["cases"]> = Parameters<Api["cases"][Verb]>[0];

type Form = Input<"recordNotice"> &
  Input<"recordSafeContact"> &
  Input<"object"> &
  Input<"changeTeam"> &
  Input<"link"> &
  Input<"unlink"> &
  Input<"nominateAgain"> &
  Input<"decideObjection"> & { withdraw: Pick<Input<"withdraw">, "reason"> } & Parameters<
    Api["guests"]["revoke"]
  >[0] & {
    guest: Omit<Parameters<Api["guests"]["ask"]>[0], "caseId">;
  };

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { caseId = "" } = params;
  return submit(request, context, async ({ cases, guests }, typed: Form, intent) => {
    const form = { ...typed, caseId };
    switch (intent) {
      case "notice":
        await cases.recordNotice(form);
        return { done: "What the person was told is recorded." };
      case "safe-contact":
        await cases.recordSafeContact(form);
        return { done: "Safe contact is recorded." };
      case "object":
        await cases.object(form);
        return { done: "The objection is recorded. It counts from now on." };
      case "decide":
        await decide(cases, form);
        return { done: "The decision is recorded." };
      case "link":
        await cases.link(form);
        return { done: "The cases are linked." };
      case "unlink":
        await cases.unlink(form);
        return { done: "The link is ended." };
      case "team":
        await cases.changeTeam(form);
        return { done: "The team is changed." };
      case "ask-guest":
        await under("guest", () => guests.ask({ ...form.guest, caseId }));
        return { done: "We are mailing them a link." };
      case "stop-guest":
        await guests.revoke(form);
        return { done: "The link is stopped." };
      case "again":
        await cases.nominateAgain(form);
        return redirect("/cases?nominated=1");
      default:
        await under("withdraw", () => cases.withdraw({ ...form, ...form.withdraw }));
        return redirect("/cases");
    }
  });
}

/** The boxes of a decision are named for their objection, as there may be several on the page. */
async function decide(cases: Api["cases"], form: Form & { caseId: string }) {
  const name = `decide-${form.objectionId}`;
  const decision = (form as unknown as Record<string, Partial<Form>>)[name];
  await under(name, () => cases.decideObjection({ ...form, ...decision }));
}

export default function Sharing() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { caseId, may } = page;
  // An objection counts at once, also where the page stands open.
  useWatch(`/trpc/cases.watch?input=${encodeURIComponent(JSON.stringify({ caseId, page: "sharing" }))}`);
  return (
    <Page
      heading="Sharing"
      caption={`Case ${page.number} · ${page.practice}`}
      back={<BackLink href="/cases">Cases</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      {page.banner && <PersonBanner {...page.banner} />}
      <CaseLinks caseId={caseId} current="sharing" />
      {page.again && <NominateAgainForm {...page.again} />}

      <h2 className="nhsuk-heading-m">What the person was told</h2>
      <SummaryList rows={page.told} />
      {may.includes("case.recordNotice") && (
        <FormFold name="notice" summary="Record what the person was told">
          <ToldFields before={page.notice} />
          <Field name="capacity" label="Capacity to decide about this" defaultValue={page.notice?.capacity ?? ""} />
          <SubmitButton name="intent" value="notice" look="secondary">
            Record
          </SubmitButton>
        </FormFold>
      )}

      <h2 className="nhsuk-heading-m">How to reach them safely</h2>
      <SafeContactSummary safeContact={page.banner?.safeContact ?? []} />
      {may.includes("case.recordSafeContact") && (
        <FormFold name="safe-contact" summary="Record how to reach them safely">
          <SafeContactFields before={page.safeContact} />
          <SubmitButton name="intent" value="safe-contact" look="secondary">
            Record
          </SubmitButton>
        </FormFold>
      )}

      <h2 className="nhsuk-heading-m">Objections</h2>
      <Objections objections={page.objections} mayDecide={may.includes("case.decideObjection")} />
      {may.includes("case.object") && <ObjectForm disciplines={page.disciplines} />}

      <h2 className="nhsuk-heading-m">Who is asked</h2>
      <Team people={page.team} deputies={page.deputies} invited={page.invited} />
      {page.teamForm && <TeamForm {...page.teamForm} />}
      <Guests {...page.guests} />

      <h2 className="nhsuk-heading-m">Household</h2>
      <Household links={page.links} linkForm={page.linkForm} />

      {may.includes("case.withdraw") && <WithdrawForm version={page.version} />}
    </Page>
  );
}

function SafeContactSummary({ safeContact }: { safeContact: readonly string[] }) {
  if (safeContact.length === 0) return <p>Nothing special is recorded.</p>;
  return (
    <ul className="nhsuk-list nhsuk-list--bullet">
      {safeContact.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

type TeamProps = {
  people: readonly { id: string; name: string; work: string }[];
  deputies: readonly { key: string; words: string }[];
  invited: readonly string[];
};

function Team({ people, deputies, invited }: TeamProps) {
  return (
    <>
      <p>These disciplines read the case: {invited.join(", ")}.</p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {people.map(({ id, name, work }) => (
          <li key={id}>
            {name}, {work}
          </li>
        ))}
        {deputies.map(({ key, words }) => (
          <li key={key}>{words}</li>
        ))}
      </ul>
    </>
  );
}

function WithdrawForm({ version }: { version: number }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">Wrong person, or not a case</h2>
      <FormFold name="withdraw" summary="The whole case was made in error">
        <p>Nobody will see this case any more. The log keeps that it was there.</p>
        <input type="hidden" name="version" value={version} />
        <Field name="withdraw.reason" label="What was wrong?" />
        <SubmitButton name="intent" value="withdraw" look="warning">
          Take the case back
        </SubmitButton>
      </FormFold>
    </>
  );
}
