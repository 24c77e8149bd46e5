import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";

import { load } from "#app/forms/load.ts";
import { submit } from "#app/forms/submit.ts";
import { useWatch } from "#app/live/useWatch.ts";
import { isTyped } from "#app/live/isTyped.ts";
import { CaseRecord } from "#app/meetings/CaseRecord.tsx";
import { recordPageOf } from "#app/meetings/recordPage.ts";
import { watchPath } from "#app/meetings/watchPath.ts";
import { BackLink } from "#app/ui/BackLink.tsx";
import { Page } from "#app/ui/Page.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { title } from "#app/ui/title.ts";
import type { Api } from "#server/router.ts";

export { clientAction, shouldRevalidate } from "#app/forms/keep.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => title(data ? `Record of ${data.words}` : "Record");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { meetingId = "" } = params;
  return load(request, async () => recordPageOf(await context.api.meetings.record({ meetingId })));
}

type Form = Parameters<Api["discussions"]["amend"]>[0] &
  Parameters<Api["discussions"]["undo"]>[0] &
  Parameters<Api["meetings"]["approveRecord"]>[0];

export async function action({ request, context }: ActionFunctionArgs) {
  return submit(request, context, async (api, form: Form, intent) => {
    if (intent === "approve") {
      await api.meetings.approveRecord(form);
      return { done: "The record is approved." };
    }
    if (intent === "undo") {
      await api.discussions.undo(form);
      return { done: "It is struck out." };
    }
    await api.discussions.amend(form);
    return { done: "It stands beside the record." };
  });
}

export default function MeetingRecord() {
  const record = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  useWatch(watchPath(record.meetingId, "record"), anyTyped);
  return (
    <Page
      heading="Record of the meeting"
      caption={`${record.words}, ${record.place}`}
      back={<BackLink href={`/meetings/${record.meetingId}`}>Meeting</BackLink>}
      status={answer && "done" in answer ? answer.done : undefined}
    >
      <p>{record.standing}</p>
      {record.mayApprove && (
        <PostButton
          name="approve"
          intent="approve"
          fields={{ meetingId: record.meetingId, version: String(record.version) }}
        >
          Approve the record
        </PostButton>
      )}
      <SummaryList
        rows={[
          { key: "Chair", value: record.chair ?? "Nobody was named" },
          { key: "Present", value: record.present.join(", ") || "Nobody was marked as here" },
          ...(record.apologies.length > 0 ? [{ key: "Apologies", value: record.apologies.join(", ") }] : []),
        ]}
      />
      {record.cases.length === 0 && <p>No case of this meeting is yours to read.</p>}
      {record.cases.map((item) => (
        <CaseRecord key={item.itemId} item={item} isOpen={record.isOpen} />
      ))}
    </Page>
  );
}

/** A form that was begun is not read away. */
const anyTyped = () => [...document.querySelectorAll("form")].some(isTyped);
