import { replace, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, useParams } from "@remix-run/react";
import { useState } from "react";

import { answerPageOf, type AnswerPage } from "#app/answers/answerPage.ts";
import { OneMeeting } from "#app/answers/OneMeeting.tsx";
import { Series } from "#app/answers/Series.tsx";
import { Spent } from "#app/answers/Spent.tsx";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { PollTimes } from "#app/meetings/PollTimes.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import { Warning } from "#app/ui/Warning.tsx";
import { goneWords, spentWords } from "#server/domain/links.ts";
import { problemOf } from "#server/domain/problem.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Answer an invitation");

/** Reads only: programs that scan mail open links, and must not answer for anybody. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return load(request, async () => {
    const opened = await context.api.invitations.open({ token: params.token ?? "" });
    return { link: opened && answerPageOf(opened) };
  });
}

type Answer = Parameters<Api["invitations"]["answer"]>[0];
/** What the parts of the page that polls share call it. */
type Form = Answer & { answer: Answer["reply"] };

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { token = "" } = params;
  return submit(request, context, async ({ invitations }, { answer, ...form }: Form, intent) => {
    if (intent === "send-again") {
      await invitations.sendAgain({ token });
      return { done: "We have sent you a new link. Look in your mail." };
    }
    try {
      const next = await invitations.answer({ ...form, reply: form.reply ?? answer, token });
      return replace(`/answer/${next.token}`);
    } catch (thrown) {
      // Pressed twice, or too late: the page itself tells how the link stands.
      const words = problemOf(thrown)?.message;
      if (words === spentWords || words === goneWords) return replace(`/answer/${token}`);
      throw thrown;
    }
  });
}

export default function Answer() {
  const { link } = useLoaderData<typeof loader>();
  const { token } = useParams();
  const sent = useActionData<typeof action>();
  const [opened] = useState(token);
  if (link === null) return <LinkIsGone />;
  const saved = token === opened ? undefined : "Your answer is saved.";
  return (
    <Page
      heading={headingOf(link)}
      caption={`Team meeting · ${link.practice}`}
      status={sent && "done" in sent ? sent.done : saved}
    >
      <Whose {...link} />
      {link.isSpent ? <Spent link={link} /> : <ToAnswer link={link} />}
    </Page>
  );
}

function headingOf(link: AnswerPage): string {
  if (link.isSpent) return "You have answered with this link";
  if (link.kind === "poll") return link.isClosed ? "This question is closed" : "Which time suits you?";
  const [first, ...rest] = link.dates;
  if (!first) return "No date is left to answer";
  return rest.length === 0 ? first.words : `${rest.length + 1} meetings from ${first.day}`;
}

function Whose({ name, signedInAs }: Pick<AnswerPage, "name" | "signedInAs">) {
  if (signedInAs !== null) {
    return (
      <Warning heading={`This answers for ${name}`}>
        <p>
          You are signed in as {signedInAs}. This link is not yours: what you press here is the answer of {name}.
        </p>
      </Warning>
    );
  }
  return <p>You answer as {name}. You do not need to sign in.</p>;
}

function ToAnswer({ link }: { link: AnswerPage }) {
  if (link.kind === "poll") {
    return (
      <>
        <p>
          {link.askedBy} asks, for a meeting at {link.place}.
        </p>
        {link.isClosed && <p>The poll is closed, so that no answer can be changed any more.</p>}
        <PollTimes
          times={link.isClosed ? link.times.map((time) => ({ ...time, isPast: true })) : link.times}
          fields={{}}
          intent="answer"
        />
      </>
    );
  }
  const [first, ...rest] = link.dates;
  return first && rest.length === 0 ? <OneMeeting {...link} date={first} /> : <Series dates={link.dates} />;
}

function LinkIsGone() {
  return (
    <Page heading="This link does not work any more">
      <p>A link ends when the meeting is over, and when a newer mail about it was sent to you.</p>
      <p>
        Look for the newest mail about the meeting, or <a href="/meetings">sign in and answer there</a>. If that does
        not help, ask the person who coordinates your meetings.
      </p>
    </Page>
  );
}
