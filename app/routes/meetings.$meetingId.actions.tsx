import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";

import { KeysHelp } from "#app/actions/KeysHelp.tsx";
import { ReviewList } from "#app/actions/ReviewList.tsx";
import { reviewPageOf } from "#app/actions/reviewPage.ts";
import { useReviewKeys } from "#app/actions/useReviewKeys.ts";
import { useSteadyOrder } from "#app/actions/useSteadyOrder.ts";
import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { under } from "#app/forms/under.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { LiveState } from "#app/meetings/LiveState.tsx";
import { watchPath } from "#app/meetings/watchPath.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";
export { clientLoader } from "#app/live/keepRead.ts";

export const meta = () => title("Action review");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  return load(request, async () => reviewPageOf(await context.api.actions.review({ meetingId })));
}

type Verdict = Parameters<Api["actions"]["judge"]>[0];
/** Each row's further fields are named by its action, so that no two on the page are alike. */
type Form = Verdict & { row?: Record<string, Partial<Verdict>> } & Parameters<Api["meetings"]["goTo"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, { row, ...form }: Form, intent) => {
    if (intent === "go-to") {
      await api.meetings.goTo(form);
      return redirect(`/meetings/${form.meetingId}/live`);
    }
    return under(`row.${form.actionId}`, () => api.actions.judge({ ...form, ...row?.[form.actionId] }));
  });
}

export default function ActionReview() {
  const page = useLoaderData<typeof loader>();
  const { live } = useWatch(watchPath(page.meetingId, "actions"));
  const actions = useSteadyOrder(page.actions);
  const ids = useMemo(() => actions.map(({ id }) => id), [actions]);
  const { list, currentId, said, ...keys } = useReviewKeys(ids, page.newDates);
  const isRunning = page.state === "running";
  return (
    <Page
      heading={page.heading}
      caption={page.words}
      back={<BackLink href={`/meetings/${page.meetingId}`}>Meeting</BackLink>}
      status={said ?? page.progress}
    >
      <LiveState live={live} />
      {!isRunning && <p>Verdicts can be given while the room is open.</p>}
      {isRunning && page.runs && page.firstItemId && (
        <PostButton
          name="go-to"
          intent="go-to"
          fields={{ meetingId: page.meetingId, itemId: page.firstItemId, version: String(page.version) }}
          look="secondary"
        >
          Go to the first case
        </PostButton>
      )}
      {actions.length === 0 && <p>No open actions from earlier meetings.</p>}
      {isRunning && actions.length > 0 && <KeysHelp {...keys} />}
      {actions.length > 0 && <ReviewList page={page} actions={actions} list={list} currentId={currentId} />}
    </Page>
  );
}
