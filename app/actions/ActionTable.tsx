import { StateTags } from "#app/actions/StateTags.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import type { Api } from "#server/router.ts";

type Line = Awaited<ReturnType<Api["actions"]["list"]>>["actions"][number];
export type ShownLine = Omit<Line, "due"> & { due: string };

type ActionTableProps = { heading: string; actions: readonly ShownLine[]; severalPractices: boolean };

/** Plain links, so that a long log is quick. */
export function ActionTable({ heading, actions, severalPractices }: ActionTableProps) {
  if (actions.length === 0) return null;
  return (
    <Table
      caption={heading}
      captionSize="m"
      columns={severalPractices ? [...columns, practice] : columns}
      rows={actions}
      rowKey={({ id }) => id}
      responsive
    />
  );
}

const columns: readonly Column<ShownLine>[] = [
  { heading: "Action", cell: ({ id, text }) => <a href={`/actions/${id}`}>{text}</a> },
  { heading: "Owner", cell: ({ owner, mine }) => (mine ? `${owner} (you)` : owner) },
  {
    heading: "Due",
    cell: ({ due, dueWords, isOverdue, deadline }) => (
      <div>
        {isOverdue || !dueWords ? due : `${due}, ${dueWords}`}
        {deadline && <div>Does not move: {deadline.toLowerCase()}</div>}
      </div>
    ),
  },
  {
    heading: "State",
    cell: ({ blockedReason, outcomeWords, ...line }) => (
      <div>
        <StateTags {...line} /> {line.state === "blocked" ? blockedReason : outcomeWords}
      </div>
    ),
  },
  {
    heading: "Case",
    cell: (line) =>
      line.case && <a href={`/cases/${line.case.id}`}>{`Case ${line.case.number} · ${line.case.initials}`}</a>,
  },
];

const practice: Column<ShownLine> = { heading: "Practice", cell: (line) => line.case?.practice };
