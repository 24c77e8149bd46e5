import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { ComeBackForm } from "#app/people/ComeBackForm.tsx";
import { LeaveForm } from "#app/people/LeaveForm.tsx";
import { leavingPageOf, type LeavingPage } from "#app/people/leavingPage.ts";
import { NewLink } from "#app/people/NewLink.tsx";
import { practicesFor } from "#app/people/practice.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { title } from "#app/ui/title.ts";
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta = () => title("Colleague");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { staffId = "" } = params;
  return load(request, async () => {
    const { practiceId } = await practicesFor(request, context);
    return leavingPageOf(await context.api.staff.prepareLeaving({ practiceId, staffId }));
  });
}

type Form = Parameters<Api["staff"]["leave"]>[0] & Parameters<Api["staff"]["comeBack"]>[0];

/** Like the list of colleagues it answers with a link and does not redirect: the link must not get into an address. */
export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async ({ staff }, form: Form, intent) => {
    if (intent === "come-back") {
      const { link } = await staff.comeBack(form);
      return { done: "They are here again.", back: { link } };
    }
    const { actions, drafts } = await staff.leave(form);
    const unread = drafts > 0 ? ` ${counted(drafts, "draft")} ended unread.` : "";
    return { done: `Done. ${counted(actions, "action")} handed over.${unread}` };
  });
}

export default function Colleague() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer && "done" in answer ? answer : null;
  const { person, practice, left, rows, may } = page;
  const query = `?${new URLSearchParams({ practice: practice.id }).toString()}`;
  return (
    <Page
      heading={left ? `${person.name} has left` : person.name}
      caption={`${person.discipline} · ${practice.name}`}
      back={<BackLink href={`/staff${query}`}>Staff</BackLink>}
      status={done?.done}
      banner={done && "back" in done && done.back ? <NewLink name={person.name} link={done.back.link} /> : undefined}
    >
      {left && <p>{leftInWords(left)}</p>}
      {rows.length === 0 ? <p>Nothing is waiting for them here.</p> : <SummaryList rows={rows} />}
      {(!left || left.hasPack) && (
        <p>
          <a href={`/staff/${person.id}/handover${query}`}>{left ? "What was handed over" : "Notes to hand over"}</a>
        </p>
      )}
      {person.isSelf && page.drafts.length > 0 && (
        <p>Before you leave, send or discard your drafts: nobody else may read them.</p>
      )}
      {may.includes("staff.leave") && (!left || !page.isEmpty) && <LeaveForm page={page} />}
      {may.includes("staff.comeBack") && left && <ComeBackForm person={person} practice={practice} />}
    </Page>
  );
}

function leftInWords({ on, by, successor }: NonNullable<LeavingPage["left"]>): string {
  const when = on ? ` on ${on}` : "";
  const who = by ? `, ended by ${by}` : "";
  return `Access ended${when}${who}.${successor ? ` ${successor} took over.` : ""}`;
}
