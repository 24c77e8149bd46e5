import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { ScrollRegion } from "#app/ui/ScrollRegion.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import { Tag, type Colour } from "#app/ui/Tag.tsx";
import type { Readiness } from "#server/domain/meetings.ts";

type Row = MeetingPage["agenda"][number];

const colours: Record<Readiness, Colour | null> = {
  "not asked": null,
  waiting: "yellow",
  started: "blue",
  in: "green",
  "nothing to add": "green",
  "speak to me": "purple",
};

/** Which discipline has contributed to which case; of the text nothing. */
export function ReadinessGrid({ agenda, columns }: Pick<MeetingPage, "agenda" | "columns">) {
  if (agenda.length === 0 || columns.length === 0) return null;
  const cells = columns.map(({ code, label }): Column<Row> => ({
    heading: label,
    cell: (row) => <State state={row.cells.find((cell) => cell.code === code)?.state ?? "not asked"} />,
  }));
  return (
    <ScrollRegion labelledBy="contributions">
      <Table
        caption="Contributions by discipline"
        captionSize="m"
        captionId="contributions"
        columns={[{ heading: "Case", cell: ({ number }) => `Case ${number}` }, ...cells]}
        rows={agenda}
        rowKey={({ itemId }) => itemId}
      />
    </ScrollRegion>
  );
}

function State({ state }: { state: Readiness }) {
  const colour = colours[state];
  if (colour !== null) return <Tag colour={colour}>{state.charAt(0).toUpperCase() + state.slice(1)}</Tag>;
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="nhsuk-u-visually-hidden">not asked</span>
    </>
  );
}
