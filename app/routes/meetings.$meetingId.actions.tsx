import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { KeysHelp } from "#app/actions/KeysHelp.tsx";
import { ReviewList } from "#app/actions/ReviewList.tsx";
import { reviewPageOf, type ReviewPage } from "#app/actions/reviewPage.ts";
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
  const asks = new URL(request.url).searchParams;
  const asked = { show: asks.get("show"), at: asks.get("at") };
  return load(request, async () => reviewPageOf(await context.api.actions.review({ meetingId }), asked));
}

type Input = Parameters<Api["actions"]["judge"]>[0];
/** Each row's further fields are named by its action, so that no two on the page are alike. */
type Form = Input & { pick?: string; row?: Record<string, Partial<Input>> } & Parameters<Api["meetings"]["goTo"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, { row, pick, ...form }: Form, intent) => {
    if (intent === "go-to") {
      await api.meetings.goTo(form);
      return redirect(`/meetings/${form.meetingId}/live`);
    }
    if (intent === "undo") return api.actions.undo(form);
    const verdict = { outcome: "achieved", ...row?.[form.actionId], ...(pick ? picked(pick) : {}) };
    return under(`row.${form.actionId}`, () => api.actions.judge({ ...form, ...verdict } as Input));
  });
}

/** What one button says: a verdict, and the day or the reason that goes with it. */
function picked(pick: string): Partial<Input> {
  const [verdict, more] = pick.split(" ") as [Input["verdict"], string | undefined];
  if (more === undefined) return { verdict };
  return verdict === "new-date" ? { verdict, due: more } : { verdict, because: more as Input["because"] };
}

export default function ActionReview() {
  const page = useLoaderData<typeof loader>();
  // Another view is another list.
  return <Review key={page.view} page={page} />;
}

function Review({ page }: { page: ReviewPage }) {
  const { live } = useWatch(watchPath(page.meetingId, "actions"));
  const actions = useSteadyOrder(page.actions);
  const { list, said, areOn, turn, isHelpOpen, ...keys } = useReviewKeys(actions, page);
  const isRunning = page.state === "running";
  return (
    <Page
      heading={page.heading}
      caption={page.words}
      back={<BackLink href={`/meetings/${page.meetingId}`}>Meeting</BackLink>}
      status={said}
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
      <p>{page.progress}</p>
      {page.actions.length === 0 && <p>No open actions from earlier meetings.</p>}
      {page.actions.length > 0 && <Views views={page.views} />}
      {page.nothing && actions.length === 0 && (
        <p>
          {page.nothing} <a href="?#review">Show all {page.actions.length}</a>
        </p>
      )}
      {isRunning && actions.length > 0 && <KeysHelp {...page} areOn={areOn} turn={turn} isHelpOpen={isHelpOpen} />}
      {actions.length > 0 && <ReviewList page={page} actions={actions} list={list} keys={keys} />}
    </Page>
  );
}

function Views({ views }: Pick<ReviewPage, "views">) {
  return (
    <p id="views" className="sm-no-print">
      View:{" "}
      {views.map(({ href, label, isCurrent }) => (
        <span key={href}>
          <a href={`${href}#review`} aria-current={isCurrent ? "page" : undefined}>
            {isCurrent ? <strong>{label}</strong> : label}
          </a>{" "}
        </span>
      ))}
    </p>
  );
}
