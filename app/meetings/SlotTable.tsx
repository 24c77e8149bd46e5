import type { ReactNode } from "react";

import type { TimesPage } from "#app/meetings/timesPage.ts";
import { Choices } from "#app/ui/Choices.tsx";
import { Details } from "#app/ui/Details.tsx";
import { ScrollRegion } from "#app/ui/ScrollRegion.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";

type Found = NonNullable<TimesPage["found"]>;
type Row = Found["offers"][number];
type Cell = Row["cells"][number];

const cellWords: Record<Cell, ReactNode> = {
  yes: "yes",
  perhaps: "perhaps",
  unanswered: "no answer",
  unknown: "not known",
  no: <strong>NO</strong>,
};

/** As many disciplines fit beside the rest; more of them scroll. */
const mostThatFit = 7;

type SlotTableProps = Pick<Found, "columns" | "alike" | "offers"> & { chosen: string };

/** Rows are times, columns disciplines: the choice is in the row, and each row a card where the screen is narrow. */
export function SlotTable({ columns, alike, offers, chosen }: SlotTableProps) {
  const time = (row: Row) => (
    <Choices
      kind="radio"
      id={`time-${offers.indexOf(row)}`}
      name="startsAt"
      items={[{ value: row.startsAt, label: row.words, hint: row.avoid || undefined }]}
      chosen={[chosen]}
      small
    />
  );
  const disciplines = columns.map(({ label, index }): Column<Row> => ({
    heading: label,
    cell: ({ cells }) => cellWords[cells[index] ?? "unknown"],
  }));
  const table = (
    <Table
      caption="Best first"
      captionSize="m"
      captionId="best-times"
      columns={[
        { heading: "Time", cell: time },
        { heading: "Can come", cell: ({ coming }) => coming },
        ...disciplines,
        { heading: "Why", cell: Why },
      ]}
      rows={offers}
      rowKey={({ startsAt }) => startsAt}
      responsive
    />
  );
  return (
    <>
      {columns.length > mostThatFit ? <ScrollRegion labelledBy="best-times">{table}</ScrollRegion> : table}
      {alike.map(({ cell, labels }) => (
        <p key={cell}>
          At all these times {cellWords[cell]}: {labels.join(", ")}.
        </p>
      ))}
    </>
  );
}

function Why({ words, whys }: Row) {
  return (
    <Details
      summary={
        <>
          Names<span className="nhsuk-u-visually-hidden"> for {words}</span>
        </>
      }
    >
      <ul className="nhsuk-list">
        {whys.map(({ why, names }) => (
          <li key={why}>
            {why}: {names.join(", ")}
          </li>
        ))}
      </ul>
    </Details>
  );
}
