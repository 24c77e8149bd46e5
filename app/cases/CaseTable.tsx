import { Table, type Column } from "#app/ui/Table.tsx";
import { Tag } from "#app/ui/Tag.tsx";
import type { Api } from "#server/router.ts";

type Listed = Awaited<ReturnType<Api["cases"]["list"]>>[number];

type CaseTableProps = { cases: readonly Listed[]; severalPractices: boolean };

export function CaseTable({ cases, severalPractices }: CaseTableProps) {
  return (
    <Table
      caption="My cases"
      hideCaption
      columns={severalPractices ? [...columns, practiceColumn] : columns}
      rows={cases}
      rowKey={({ id }) => id}
      responsive
    />
  );
}

const columns: readonly Column<Listed>[] = [
  {
    heading: "Person",
    cell: ({ id, name, scope }) => <a href={scope === "read" ? `/cases/${id}` : `/cases/${id}/contribute`}>{name}</a>,
  },
  { heading: "CHI number", cell: ({ chi }) => chi },
  { heading: "Case", cell: ({ number }) => number },
  {
    heading: "Question",
    cell: ({ question, scope }) => (scope === "read" ? question : "You are asked to contribute to this case."),
  },
  { heading: "Now", cell: (listed) => <StateTags {...listed} /> },
];

const practiceColumn: Column<Listed> = { heading: "Practice", cell: ({ practice }) => practice };

function StateTags({ closed, waiting, priority }: Listed) {
  if (closed) return <Tag colour="grey">Closed</Tag>;
  return (
    <>
      {priority === "high" && <Tag colour="orange">High priority</Tag>}{" "}
      {waiting ? <Tag colour="yellow">Waiting for triage</Tag> : "Open"}
    </>
  );
}
