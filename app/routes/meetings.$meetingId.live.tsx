import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useEffect } from "react";

import { headingFor } from "#app/actions/reviewPage.ts";
import { settleByForm } from "#app/cases/settling.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { OwnConflicts } from "#app/meetings/Conflicts.tsx";
import { LiveState } from "#app/meetings/LiveState.tsx";
import { NotSentYet } from "#app/meetings/NotSentYet.tsx";
import { Pulse } from "#app/meetings/Pulse.tsx";
import { RoomAtItem } from "#app/meetings/RoomAtItem.tsx";
import { RoomAtReview } from "#app/meetings/RoomAtReview.tsx";
import { roomPageOf, type RoomPage } from "#app/meetings/roomPage.ts";
import { nextCaseForm, RoomSteps } from "#app/meetings/RoomSteps.tsx";
import { useEntry } from "#app/meetings/useEntry.ts";
import { watchPath } from "#app/meetings/watchPath.ts";
import { WhoIsHere } from "#app/meetings/WhoIsHere.tsx";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";
export { clientLoader } from "#app/live/keepRead.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  title(data?.room.item ? `In the room: case ${data.room.item.number}` : "In the room");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  const { api } = context;
  const asked = new URL(request.url).searchParams;
  return load(request, async () => {
    const room = await api.discussions.room({ meetingId });
    const me = await api.session.me();
    const isAtReview = room.state === "running" && room.item === null;
    return {
      room: roomPageOf(room, me?.name ?? "", { noteId: asked.get("note"), decisionId: asked.get("decision") }),
      review: isAtReview ? countsOf(await api.actions.review({ meetingId })) : null,
    };
  });
}

function countsOf({ actions }: Awaited<ReturnType<Api["actions"]["review"]>>) {
  const reviewed = actions.filter(({ verdict }) => verdict !== null).length;
  return { counts: headingFor(actions), progress: `${reviewed} of ${actions.length} reviewed` };
}

type Meetings = Api["meetings"];
type Discussions = Api["discussions"];
type Cases = Api["cases"];
type Form = Parameters<Meetings["goTo"]>[0] &
  Parameters<Discussions["write"]>[0] &
  Parameters<Discussions["undo"]>[0] &
  Parameters<Discussions["explain"]>[0] &
  Parameters<Discussions["conclude"]>[0] &
  Parameters<Discussions["sendOn"]>[0] &
  Parameters<Meetings["arrive"]>[0] &
  Parameters<Meetings["leave"]>[0] &
  Parameters<Meetings["giveTime"]>[0] &
  Parameters<Meetings["answerPulse"]>[0] &
  Parameters<Cases["declareConflict"]>[0] &
  Parameters<Cases["takeConflictBack"]>[0];

export async function action({ request, context, params }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: Form, intent) => {
    switch (intent) {
      case "write":
        return writtenBy(form.line, await api.discussions.write(form));
      case "undo":
        await api.discussions.undo(form);
        return { undone: true };
      case "explain":
        return api.discussions.explain(form);
      case "conclude":
        return api.discussions.conclude(form);
      case "send-on":
        return api.discussions.sendOn(form);
      case "start":
        return api.meetings.start(form);
      case "go-to":
        return api.meetings.goTo(form);
      case "arrive":
        return api.meetings.arrive(form);
      case "leave":
        return api.meetings.leave(form);
      case "more-time":
        return api.meetings.giveTime(form);
      case "pulse":
        return api.meetings.answerPulse(form);
      case "conflict":
        return api.cases.declareConflict(form);
      case "no-conflict":
        return api.cases.takeConflictBack(form);
      case "close":
        await api.meetings.close(form);
        return redirect(`/meetings/${params.meetingId ?? ""}/live`);
      default:
        return settleByForm(api, form, intent);
    }
  });
}

/** What is read back of a line, beside which of the lines it is now. */
function writtenBy(line: string, { written, words }: Awaited<ReturnType<Discussions["write"]>>) {
  return { written: { id: written, line, words } };
}

export default function Room() {
  const { room, review } = useLoaderData<typeof loader>();
  const { live } = useWatch(watchPath(room.meetingId, "room"));
  const entry = useEntry(room.item?.fromNote ?? null);
  useHeadingAfterNextCase(room.item?.itemId);
  const { meetingId, state, item, isClosedToReader, runs } = room;
  return (
    <Page
      heading={headingOf(room)}
      caption={room.words}
      back={<BackLink href={`/meetings/${meetingId}`}>Meeting</BackLink>}
      wide
    >
      <LiveState live={live} />
      {runs && state === "running" && <RoomSteps room={room} />}
      {runs && state === "running" && <WhoIsHere {...room} />}
      {state === "planned" && <NotOpenYet {...room} />}
      {state === "closed" && <p>The meeting is closed. What was not finished is on the next agenda.</p>}
      <Pulse {...room} />
      {state === "cancelled" && <p>The meeting was cancelled.</p>}
      {review && <RoomAtReview meetingId={meetingId} {...review} />}
      {isClosedToReader && <p>Please leave the room until it is over.</p>}
      <OwnConflicts {...room} />
      {item ? (
        <RoomAtItem item={item} meetingId={meetingId} steps={room.steps} entry={entry} />
      ) : (
        <NotSentYet {...entry.queue} />
      )}
    </Page>
  );
}

/** Whoever presses “Next case” reads on at its heading; the line keeps the focus, and so does whoever only follows. */
function useHeadingAfterNextCase(itemId: string | undefined) {
  useEffect(() => {
    if (document.activeElement?.closest(`#${nextCaseForm}`)) document.querySelector("h1")?.focus();
  }, [itemId]);
}

function headingOf({ state, item, isClosedToReader, position, items }: RoomPage): string {
  if (isClosedToReader) return "This item is not for you";
  if (item) return [`Item ${position}${items ? ` of ${items}` : ""}`, item.initials].filter(Boolean).join(" · ");
  if (state === "running") return "First the actions";
  return state === "planned" ? "The room is not open yet" : "The room is closed";
}

function NotOpenYet({ meetingId, runs }: RoomPage) {
  if (!runs) return <p>The chair or the coordinator opens it. This page changes by itself.</p>;
  return (
    <PostButton name="start" intent="start" fields={{ meetingId }}>
      Open the room
    </PostButton>
  );
}
