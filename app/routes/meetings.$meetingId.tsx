import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";

import { load } from "#app/forms/load.ts";
import type { FormValues } from "#app/forms/read.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { isTyped } from "#app/live/isTyped.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { Agenda } from "#app/meetings/Agenda.tsx";
import { AnswerFor } from "#app/meetings/AnswerFor.tsx";
import { CaseNeeds } from "#app/meetings/CaseNeeds.tsx";
import { isUnseen, showChange, type ChangeShown } from "#app/meetings/changeShown.ts";
import { ChangeMeeting } from "#app/meetings/ChangeMeeting.tsx";
import { Coming } from "#app/meetings/Coming.tsx";
import { Deadlines } from "#app/meetings/Deadlines.tsx";
import { MeetingLinks } from "#app/meetings/MeetingLinks.tsx";
import { meetingPageOf } from "#app/meetings/meetingPage.ts";
import { MyAnswer } from "#app/meetings/MyAnswer.tsx";
import { Newcomers } from "#app/meetings/Newcomers.tsx";
import { ReadinessGrid } from "#app/meetings/ReadinessGrid.tsx";
import { Remind } from "#app/meetings/Remind.tsx";
import { StateTag } from "#app/meetings/StateTag.tsx";
import { watchPath } from "#app/meetings/watchPath.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Button } from "#app/ui/Button.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { title } from "#app/ui/title.ts";
import { Warning } from "#app/ui/Warning.tsx";
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => title(data ? `Meeting ${data.shortDay}` : "Meeting");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  return load(request, async () => {
    const opened = await context.api.meetings.open({ meetingId });
    const cases = opened.may.includes("meeting.addCase") ? await context.api.cases.list({}) : [];
    return meetingPageOf(opened, cases, new URL(request.url).searchParams.get("change"));
  });
}

type Meetings = Api["meetings"];
type Reply = Parameters<Meetings["reply"]>[0];
type Move = Parameters<Meetings["move"]>[0];
type Arrange = Parameters<Meetings["arrange"]>[0];
type Cancel = Parameters<Meetings["cancel"]>[0];
type Form = Move &
  Cancel &
  Parameters<Meetings["setNeeds"]>[0] &
  Omit<Arrange, "move"> &
  Parameters<Meetings["addCase"]>[0] &
  Reply &
  Parameters<Meetings["attend"]>[0] &
  Parameters<Meetings["postponeCase"]>[0] & {
    mine: Partial<Reply>;
    for: Partial<Reply>;
    move: Partial<Move>;
    cancel: Partial<Cancel>;
    needs: Partial<Parameters<Meetings["setNeeds"]>[0]>;
  };

type Result = { meetingId?: string; itemId?: string; dates?: number; told?: number };

/** What each button does, and what is said when it is done. */
const verbs: Record<string, { run: (meetings: Meetings, form: Form) => Promise<Result>; done: string }> = {
  reply: { run: (meetings, form) => meetings.reply(form), done: "Your answer is saved." },
  answer: {
    run: (meetings, { mine, ...form }) => under("mine", () => meetings.reply({ ...form, ...mine })),
    done: "Your answer is saved.",
  },
  "answer-for": {
    run: (meetings, form) => under("for", () => meetings.reply({ ...form, ...form.for })),
    done: "Their answer is saved.",
  },
  // Its own `move` is one place up or down.
  arrange: { run: (meetings, form) => meetings.arrange(form as unknown as Arrange), done: "The agenda is saved." },
  "add-case": { run: (meetings, form) => meetings.addCase(form), done: "The case is on the agenda." },
  attend: { run: (meetings, form) => meetings.attend(form), done: "Who is here is saved." },
  "case-needs": { run: setCaseNeeds, done: "Who the case needs is saved." },
  postpone: { run: (meetings, form) => meetings.postponeCase(form), done: "The case is on the next agenda." },
  remind: { run: (meetings, form) => meetings.remind(form), done: "The reminders are on their way." },
  needs: {
    run: (meetings, { needs, meetingId, version }) =>
      under("needs", () => meetings.setNeeds({ ...needs, meetingId, version })),
    done: "Who is needed is saved.",
  },
  invite: { run: (meetings, form) => meetings.invite(form), done: "" },
  move: {
    run: (meetings, { move, ...form }) => under("move", () => meetings.move({ ...form, ...move })),
    done: "The meeting was moved.",
  },
  cancel: {
    run: (meetings, { cancel, ...form }) => under("cancel", () => meetings.cancel({ ...form, ...cancel })),
    done: "The meeting was cancelled.",
  },
};

/** "The meeting was moved. 14 people are told by mail." */
function doneInWords(done: string, { dates = 1, told = 0 }: Result): string {
  const what = dates === 1 ? done : done.replace("The meeting was", `${dates} meetings were`);
  const who = `${counted(told, "person is", "people are")} told by mail.`;
  return told === 0 ? what : `${what} ${who}`.trim();
}

/** The change that is to be read before it is sent, if this press is one. */
function toShow(intent: string, form: Form): ChangeShown["change"] | null {
  if (intent === "show-move") return "move";
  const isChange = intent === "move" || intent === "cancel" || intent === "needs";
  return isChange && isUnseen((form as unknown as FormValues)[intent]) ? intent : null;
}

/** Each case has a form of its own, whose ticks are named by its item. */
function setCaseNeeds(meetings: Meetings, form: Form) {
  const { itemId, version } = form;
  const { needs } = ((form as unknown as FormValues)[itemId] ?? {}) as { needs?: string[] };
  return under(itemId, () => meetings.setCaseNeeds({ itemId, version, needs }));
}

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ meetings }, form: Form, intent) => {
    const change = toShow(intent, form);
    if (change) return { shown: await under(change, () => showChange(meetings, change, form as never)) };
    const verb = verbs[intent];
    if (verb === undefined) {
      await meetings.start(form);
      return redirect(`/meetings/${form.meetingId}/live`);
    }
    return { done: doneInWords(verb.done, await verb.run(meetings, form)) };
  });
}

/** Somebody has a form of a change open, or has begun another. */
function isChanging(): boolean {
  return new URLSearchParams(window.location.search).has("change") || [...document.forms].some(isTyped);
}

export default function Meeting() {
  const meeting = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { agenda, columns, quorumGaps, state, may } = meeting;
  useWatch(watchPath(meeting.id, "meeting"), isChanging);
  const isAhead = state === "planned" || state === "running";
  const shown = answer && "shown" in answer ? (answer.shown ?? null) : null;
  useEffect(() => {
    if (shown) document.getElementById("dates")?.scrollIntoView();
  }, [shown]);
  return (
    <Page
      heading={meeting.words}
      caption={`${meeting.practice.name} · Meeting`}
      back={<BackLink href="/meetings">Meetings</BackLink>}
      status={
        shown ? "Nothing is saved yet. The dates are below." : answer && "done" in answer ? answer.done : undefined
      }
      wide
    >
      <p>
        <StateTag state={state} /> {meeting.cancelledReason && `${meeting.cancelledReason} · `}
        {meeting.place} · {meeting.chair ? `Chair: ${meeting.chair.name}` : "No chair yet"}
      </p>
      {meeting.extraReason && <p>Extra meeting, because: {meeting.extraReason}</p>}
      {meeting.videoLink && state !== "cancelled" && (
        <p>
          By video:{" "}
          <a href={meeting.videoLink} rel="noreferrer">
            {meeting.videoLink}
          </a>
        </p>
      )}
      {isAhead && <MyAnswer {...meeting} />}
      <MeetingLinks {...meeting} />
      {isAhead && quorumGaps.length > 0 && (
        <Warning heading="Needed, but nobody has said they come">
          <p>{quorumGaps.join(", ")}</p>
        </Warning>
      )}
      <h2 className="nhsuk-heading-m">{meeting.agendaWords ?? "Agenda"}</h2>
      <Agenda
        meeting={meeting}
        items={agenda}
        mayNominate={isAhead}
        mayArrange={isAhead && may.includes("meeting.arrange")}
      />
      <Deadlines deadlines={meeting.deadlines} />
      {isAhead && may.includes("meeting.setCaseNeeds") && <CaseNeeds items={agenda} />}
      <ReadinessGrid agenda={agenda} columns={columns} />
      {state === "planned" && meeting.waiting > 0 && may.includes("meeting.chase") && (
        <Button href={`/meetings/${meeting.id}/remind`} look="secondary" small>
          Remind: {counted(meeting.waiting, "contribution waits", "contributions wait")}
        </Button>
      )}
      {state !== "cancelled" && <SummaryList rows={meeting.cycle} />}
      <Coming people={meeting.people} />
      <Newcomers {...meeting} />
      <Remind {...meeting} />
      {isAhead && meeting.mayAnswerForOthers && <AnswerFor {...meeting} />}
      {isAhead && <ChangeMeeting meeting={meeting} shown={shown} />}
    </Page>
  );
}
