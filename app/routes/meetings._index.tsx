import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { MeetingTable } from "#app/meetings/MeetingTable.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { Button } from "#app/ui/Button.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";

export const meta = () => title("Meetings");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const { practices, meetings } = await context.api.meetings.list();
    const isAhead = ({ isPast, state }: (typeof meetings)[number]) => !isPast && state !== "closed";
    const ahead = meetings.filter(isAhead);
    return {
      heading: `${counted(ahead.filter(({ state }) => state !== "cancelled").length, "meeting")} ahead`,
      ahead,
      past: meetings.filter((meeting) => !isAhead(meeting)).reverse(),
      severalPractices: practices.length > 1,
      plans: practices.some(({ role }) => role === "coordinator"),
      planned: Number(new URL(request.url).searchParams.get("planned")),
    };
  });
}

export default function Meetings() {
  const { heading, ahead, past, severalPractices, plans, planned } = useLoaderData<typeof loader>();
  return (
    <Page heading={heading} banner={planned > 0 ? <Banner success>The meetings are planned.</Banner> : undefined}>
      {plans && <Button href="/meetings/new">Plan meetings</Button>}
      <p>
        <a href="/availability">When I can meet</a>
      </p>
      {ahead.length === 0 && <NothingPlanned plans={plans} />}
      <MeetingTable heading="To come" meetings={ahead} severalPractices={severalPractices} />
      <MeetingTable heading="Before" meetings={past} severalPractices={severalPractices} />
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
