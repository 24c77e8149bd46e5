import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { YearLinks } from "#app/meetings/YearLinks.tsx";
import { YearTable } from "#app/meetings/YearTable.tsx";
import { PracticeLinks } from "#app/people/PracticeLinks.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";

export const meta = () => title("Year sheet");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const asked = new URL(request.url).searchParams;
    const practices = (await context.api.session.me())?.practices ?? [];
    const practiceId = asked.get("practice") ?? practices[0]?.id ?? "";
    const year = asked.get("year") ?? undefined;
    return { practices, ...(await context.api.meetings.year({ practiceId, year })) };
  });
}

export default function YearSheet() {
  const { practices, practice, year, years, meetings } = useLoaderData<typeof loader>();
  const held = meetings.filter(({ state }) => state !== "cancelled").length;
  const pathOf = (other: number) =>
    `/meetings/year?${new URLSearchParams({ practice: practice.id, year: String(other) }).toString()}`;
  return (
    <Page
      heading={`${counted(held, "meeting")} in ${year}`}
      caption={practice.name}
      back={<BackLink href="/meetings">Meetings</BackLink>}
    >
      <div className="sm-no-print">
        <PracticeLinks practices={practices} current={practice.id} path="/meetings/year" />
        <YearLinks years={years} current={year} pathOf={pathOf} />
      </div>
      {meetings.length === 0 ? <p>No meetings are planned in {year}.</p> : <YearTable meetings={meetings} />}
    </Page>
  );
}
