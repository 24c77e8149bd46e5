import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { Links } from "#app/meetings/Links.tsx";
import { MeetingTable } from "#app/meetings/MeetingTable.tsx";
import { YearLinks } from "#app/meetings/YearLinks.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { Button } from "#app/ui/Button.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";

export const meta = () => title("Meetings");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const asked = new URL(request.url).searchParams;
    const { practices, meetings, year, years } = await context.api.meetings.list({
      year: asked.get("year") ?? undefined,
    });
    const isAhead = ({ isPast, state }: (typeof meetings)[number]) => !isPast && state !== "closed";
    const ahead = meetings.filter(isAhead);
    return {
      heading: `${counted(ahead.filter(({ state }) => state !== "cancelled").length, "meeting")} ahead`,
      ahead,
      past: meetings.filter((meeting) => !isAhead(meeting)).reverse(),
      year,
      years,
      severalPractices: practices.length > 1,
      plans: practices.some(({ role }) => role === "coordinator"),
      planned: Number(asked.get("planned")),
    };
  });
}

const forCoordinators = [
  { href: "/meetings/new/times", text: "Find a time" },
  { href: "/meetings/extra", text: "Extra meeting" },
  { href: "/outbox", text: "Outbox" },
];
const forAll = [
  { href: "/meetings/year", text: "Year sheet" },
  { href: "/availability", text: "When I can meet" },
];

export default function Meetings() {
  const { heading, ahead, past, year, years, severalPractices, plans, planned } = useLoaderData<typeof loader>();
  return (
    <Page
      heading={heading}
      banner={planned > 0 ? <Banner success>{counted(planned, "meeting")} planned.</Banner> : undefined}
    >
      {plans && <Button href="/meetings/new">New series</Button>}
      <Links label="About meetings" links={plans ? [...forCoordinators, ...forAll] : forAll} />
      {ahead.length === 0 && <NothingPlanned plans={plans} />}
      <MeetingTable heading="To come" meetings={ahead} severalPractices={severalPractices} />
      {year !== null && (
        <>
          <MeetingTable heading={`Before, in ${year}`} meetings={past} severalPractices={severalPractices} />
          {past.length === 0 && <p>No meetings in {year}.</p>}
          <YearLinks years={years} current={year} pathOf={(other) => `/meetings?year=${other}`} />
        </>
      )}
    </Page>
  );
}

function NothingPlanned({ plans }: { plans: boolean }) {
  return (
    <p>
      No meetings are planned. {plans ? "Plan a series with the button above." : "Ask the person who coordinates them."}
    </p>
  );
}
