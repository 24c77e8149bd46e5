import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { DaysAway } from "#app/availability/DaysAway.tsx";
import { FeedPart } from "#app/availability/FeedPart.tsx";
import { OwnCalendar } from "#app/availability/OwnCalendar.tsx";
import { UsualWeek } from "#app/availability/UsualWeek.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { everyPart } from "#server/domain/weeks.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("When I can meet");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, () => context.api.availability.open());
}

type Availability = Api["availability"];
type Form = Parameters<Availability["setWeek"]>[0] &
  Parameters<Availability["addAway"]>[0] &
  Parameters<Availability["removeAway"]>[0] &
  Parameters<Availability["setCalendar"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ availability, feeds }, form: Form, intent) => {
    switch (intent) {
      case "feed":
        return { done: "Your address is ready.", feed: (await feeds.make()).address };
      case "end-feed":
        await feeds.revoke();
        return { done: "Nothing can be read at your address any more." };
      case "all":
        await availability.setWeek({ ...form, usual: everyPart });
        return { done: "All times are ticked and saved." };
      case "add":
      case "undo":
        return { done: "Your days away are saved.", added: (await availability.addAway(form)).awayId };
      case "remove":
        return { done: "Your days away are removed.", removed: await availability.removeAway(form) };
      case "calendar":
        await availability.setCalendar(form);
        return { done: "The address is saved. We are reading it." };
      case "remove-calendar":
        await availability.removeCalendar();
        return { done: "The address and its times are removed." };
      default:
        await availability.setWeek(form);
        return { done: "Your week is saved." };
    }
  });
}

export default function WhenICanMeet() {
  const { usual, showsReasons, version, away, covers, calendar, staffId, feedSince } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const removed = (answer && "removed" in answer && answer.removed) || null;
  const added = (answer && "added" in answer && answer.added) || "";
  return (
    <Page
      heading="When I can meet"
      back={<BackLink href="/meetings">Meetings</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      <p>Say it here once, for all your practices. Their meetings count as busy by themselves.</p>
      <UsualWeek usual={usual} showsReasons={showsReasons} version={version} />
      <DaysAway away={away} covers={covers} removed={removed} added={added} />
      <OwnCalendar calendar={calendar} staffId={staffId} />
      <FeedPart since={feedSince} made={(answer && "feed" in answer && answer.feed) || null} />
    </Page>
  );
}
