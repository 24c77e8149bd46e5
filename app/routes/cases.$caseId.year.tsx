import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Fragment } from "react";

import { CaseLinks } from "#app/cases/CaseLinks.tsx";
import { Actions, howItWent, MeetingInYear } from "#app/cases/MeetingInYear.tsx";
import { yearPageOf, type YearPage } from "#app/cases/yearPage.ts";
import { load } from "#app/forms/load.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => title(data ? `A year of case ${data.number}` : "Case");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { caseId = "" } = params;
  const asked = new URL(request.url).searchParams.get("year");
  // What is no year asks for the last twelve months.
  const year = asked && /^2[01]\d\d$/.test(asked) ? Number(asked) : null;
  return load(request, async () => yearPageOf(await context.api.cases.year({ caseId, year })));
}

export default function CaseYear() {
  const { caseId, number, initials, period, periods, meetings, changedSince, others } = useLoaderData<typeof loader>();
  return (
    <Page
      heading={`${counted(meetings.length, "meeting")}, ${period}`}
      caption={`Case ${number} · ${initials}`}
      back={<BackLink href={`/cases/${caseId}`}>Case {number}</BackLink>}
    >
      <CaseLinks caseId={caseId} current="year" />
      <Periods periods={periods} />
      {meetings.length === 0 && <p>The case was not discussed in this time.</p>}
      <Actions heading="What changed since the last meeting" actions={changedSince} say={({ brought }) => brought} />
      {meetings.map((meeting) => (
        <MeetingInYear key={meeting.itemId} meeting={meeting} />
      ))}
      <Actions heading="Agreed outside these meetings" actions={others} say={howItWent} />
      <p>Some items may be withheld from you. What may not be printed is left out on paper.</p>
    </Page>
  );
}

function Periods({ periods }: Pick<YearPage, "periods">) {
  return (
    <nav className="sm-no-print" aria-label="Which year">
      <p>
        {periods.map(({ href, text, isThis }, index) => (
          <Fragment key={href}>
            {index > 0 && " · "}
            {isThis ? <strong>{text}</strong> : <a href={href}>{text}</a>}
          </Fragment>
        ))}
      </p>
    </nav>
  );
}
