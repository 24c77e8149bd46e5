import { replyWords } from "#app/meetings/answers.ts";
import { StateTag } from "#app/meetings/StateTag.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import type { Api } from "#server/router.ts";

type Meeting = Awaited<ReturnType<Api["meetings"]["list"]>>["meetings"][number];

type MeetingTableProps = { heading: string; meetings: readonly Meeting[]; severalPractices: boolean };

/** Nothing is drawn of a time in which there are no meetings. */
export function MeetingTable({ heading, meetings, severalPractices }: MeetingTableProps) {
  if (meetings.length === 0) return null;
  return (
    <Table
      caption={heading}
      captionSize="m"
      columns={[
        when,
        ...(severalPractices ? [practice] : []),
        ...rest,
        ...(meetings.some(({ mayChange }) => mayChange) ? [change] : []),
      ]}
      rows={meetings}
      rowKey={({ id }) => id}
      responsive
    />
  );
}

const when: Column<Meeting> = { heading: "When", cell: ({ id, words }) => <a href={`/meetings/${id}`}>{words}</a> };
const practice: Column<Meeting> = { heading: "Practice", cell: (meeting) => meeting.practice };
const rest: readonly Column<Meeting>[] = [
  { heading: "Where", cell: ({ place }) => place },
  {
    heading: "State",
    cell: ({ state, cancelledReason }) => (
      <div>
        <StateTag state={state} /> {cancelledReason}
      </div>
    ),
  },
  { heading: "My answer", cell: ({ reply }) => (reply ? replyWords[reply] : "Not answered") },
];

const change: Column<Meeting> = {
  heading: "Change",
  cell: ({ id, words, mayChange }) =>
    mayChange && (
      <div>
        <ChangeLink to={`/meetings/${id}?change=move#move-meeting`} text="Move" words={words} />
        {" · "}
        <ChangeLink to={`/meetings/${id}?change=cancel#cancel-meeting`} text="Skip" words={words} />
      </div>
    ),
};

function ChangeLink({ to, text, words }: { to: string; text: string; words: string }) {
  return (
    <a href={to}>
      {text}
      <span className="nhsuk-u-visually-hidden"> {words}</span>
    </a>
  );
}
