import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { neededOf, type Needed } from "#app/home/needed.ts";
import { NeededList } from "#app/home/NeededList.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { Page } from "#app/ui/Page.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Waiting for you");

export async function loader({ request, context }: LoaderFunctionArgs) {
  return load(request, async () => {
    const me = await context.api.session.me();
    return neededOf(await context.api.home.open(), (me?.practices.length ?? 0) > 1);
  });
}

type Form = Parameters<Api["meetings"]["reply"]>[0] & Parameters<Api["actions"]["accept"]>[0] & { caseId: string };

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: Form, intent) => {
    if (intent === "nothing-to-add") {
      await api.contributions.answer({ caseId: form.caseId, kind: "nothing-to-add" });
      return { done: "Sent: nothing to add." };
    }
    if (intent === "accept") {
      await api.actions.accept(form);
      return { done: "You accepted the action." };
    }
    await api.meetings.reply(form);
    return { done: "Your answer is saved." };
  });
}

export default function Home() {
  const needed = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      heading={needed.heading}
      banner={<OpenRoom running={needed.running} />}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      {needed.things === 0 && <NextMeeting {...needed} />}
      <NeededList needed={needed} />
      {needed.later && (
        <p>
          {needed.later}. <a href="/actions">See all my actions</a>
        </p>
      )}
      <p>
        <a href="/availability">When I can meet</a> · <a href="/mine">My work on paper</a>
      </p>
    </Page>
  );
}

function OpenRoom({ running }: Pick<Needed, "running">) {
  return running.map(({ id, words }) => (
    <Banner key={id} title="Now">
      The room is open: {words}. <a href={`/meetings/${id}/live`}>Go in</a>
    </Banner>
  ));
}

function NextMeeting({ nextMeeting }: Pick<Needed, "nextMeeting">) {
  if (nextMeeting === null) return <p>No meeting is planned.</p>;
  return (
    <p>
      The next meeting is <a href={`/meetings/${nextMeeting.id}`}>{nextMeeting.words}</a>, {nextMeeting.place}.
    </p>
  );
}
