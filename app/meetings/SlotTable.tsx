import { Fragment, type ReactNode } from "react";

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
      items={[
        {
          value: row.startsAt,
          label: kept(row.words, /\d+ \p{L}+( \d{4})?/u),
          hint: row.avoid || undefined,
        },
      ]}
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
      columns={[{ heading: "Time", cell: time }, { heading: "Can come", cell: Coming }, ...disciplines]}
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

/** How many, and opened: who, and why not the others. */
function Coming({ words, coming, whys }: Row) {
  return (
    <Details
      summary={
        <>
          {coming}: why<span className="nhsuk-u-visually-hidden"> ({words})</span>
        </>
      }
    >
      {whys.map(({ why, names }) => (
        <Fragment key={why}>
          <strong>{why}</strong>
          <ul className="nhsuk-list">
            {names.map((name) => (
              <li key={name}>{kept(name, /.+/)}</li>
            ))}
          </ul>
        </Fragment>
      ))}
    </Details>
  );
}

/** Words that a narrow column must not break apart. */
function kept(words: string, together: RegExp): string {
  return words.replace(together, (part) => part.replaceAll(" ", "\u00a0"));
}
