import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { use, type Chosen } from "#app/meetings/chosenTime.ts";
import { PollAnswers } from "#app/meetings/PollAnswers.tsx";
import { pollPageOf, type PollPage } from "#app/meetings/pollPage.ts";
import { PollTimes } from "#app/meetings/PollTimes.tsx";
import { practicesFor } from "#app/people/practice.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Which time suits?");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { pollId = "" } = params;
  return load(request, async () => {
    const { practiceId } = await practicesFor(request, context);
    const opened = await context.api.polls.open({ practiceId, pollId });
    const coordinates = opened.may.includes("poll.close");
    const isNew = new URL(request.url).searchParams.has("asked");
    return { ...pollPageOf(opened, coordinates ? await context.api.meetings.findTimes({ practiceId }) : null), isNew };
  });
}

type Form = Chosen & Parameters<Api["polls"]["ask"]>[0] & Parameters<Api["polls"]["answer"]>[0];

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { pollId = "" } = params;
  return submit(request, context, async ({ meetings, polls }, form: Form, intent) => {
    switch (intent) {
      case "use": {
        const path = await use(meetings, "one", form);
        // The meeting stands, so nobody needs to answer any more. Its address makes a repeat of this the same press.
        await context.apiFor(`${path} ${pollId}`).polls.close({ practiceId: form.practiceId, pollId });
        return redirect(path);
      }
      case "series":
        return redirect(await use(meetings, "series", form));
      case "again":
        await polls.ask(form);
        return { done: "Those who have not answered are asked again." };
      case "close":
        await polls.close(form);
        return { done: "The poll is closed." };
      default:
        await polls.answer(form);
        return { done: "Saved." };
    }
  });
}

export default function Poll() {
  const poll = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const coordinates = poll.may.includes("poll.close");
  const isNew = poll.isNew && "Everybody is asked by mail.";
  return (
    <Page
      heading={poll.answeredWords ?? "Which of these times suit you?"}
      caption={`${poll.practice.name} · ${poll.askedBy} asks`}
      back={<BackLink href={coordinates ? "/meetings" : "/"}>{coordinates ? "Meetings" : "Home"}</BackLink>}
      status={answer && "done" in answer ? answer.done : isNew || undefined}
      wide={coordinates}
    >
      {poll.isClosed && <Inset>This poll is closed: nobody can answer any more.</Inset>}
      <p>Where: {poll.place}</p>
      {coordinates && <PollAnswers {...poll} />}
      {coordinates && !poll.isClosed && <Silent {...poll} />}
      {poll.isAsked && !poll.isClosed && <MyAnswers {...poll} />}
    </Page>
  );
}

function MyAnswers({ id, practice, times, answeredWords }: PollPage) {
  return (
    <>
      {answeredWords !== null && <h2 className="nhsuk-heading-m">Which of these times suit you?</h2>}
      <p>Each press is saved at once. You can change it until the poll is closed.</p>
      <PollTimes times={times} fields={{ practiceId: practice.id, pollId: id }} />
    </>
  );
}

function Silent({ id, practice, silent, hasOpenTimes }: PollPage) {
  const fields = { practiceId: practice.id, pollId: id };
  return (
    <>
      {silent.length > 0 && <p>Asked, no answer: {silent.join(", ")}</p>}
      {silent.length > 0 && hasOpenTimes && (
        <PostButton name="again" intent="again" fields={{ ...fields, ask: "again" }} look="secondary" small>
          Ask again
        </PostButton>
      )}
      <PostButton name="close" intent="close" fields={fields} look="secondary" small>
        Close the poll
      </PostButton>
    </>
  );
}
