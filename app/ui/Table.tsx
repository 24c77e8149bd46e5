import type { ReactNode } from "react";

import type { Size } from "#app/ui/FormGroup.tsx";

export type Column<Row> = {
  heading: ReactNode;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** The heading is for screen readers only, as over a column of buttons. */
  hideHeading?: boolean;
  /** Sorted by the server: a link to the same page in another order. */
  sort?: { href: string; direction?: "ascending" | "descending" };
};

export type TableProps<Row> = {
  caption: ReactNode;
  captionSize?: Size;
  captionId?: string;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The first cell of a row names it. */
  firstIsHeader?: boolean;
  compact?: boolean;
  /** On a narrow screen each row becomes a card with its headings written out. */
  responsive?: boolean;
};

export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, rowKey, firstIsHeader = true, compact = true, responsive } = props;
  const sorted = columns.some(({ sort }) => sort);
  const className = [
    "nhsuk-table",
    compact && "nhsuk-table--compact",
    responsive && "nhsuk-table--responsive",
    sorted && "nhsuk-table--sortable",
  ];
  // A table laid out as cards is no table to some screen readers unless each part is told what it is.
  const role = <Role extends string>(name: Role) => (responsive ? name : undefined);
  return (
    <table className={className.filter(Boolean).join(" ")} role={role("table")}>
      <Caption {...props} sorted={sorted} />
      <thead className="nhsuk-table__head" role={role("rowgroup")}>
        <tr className="nhsuk-table__row" role={role("row")}>
          {columns.map((column, index) => (
            <HeadCell key={index} {...column} role={role("columnheader")} />
          ))}
        </tr>
      </thead>
      <tbody className="nhsuk-table__body">
        {rows.map((row) => (
          <tr className="nhsuk-table__row" role={role("row")} key={rowKey(row)}>
            {columns.map(({ heading, cell, numeric }, index) => {
              const label = responsive && (
                <span className="nhsuk-table__heading" aria-hidden="true">
                  {heading}{" "}
                </span>
              );
              return firstIsHeader && index === 0 ? (
                <th className={part("header", numeric)} scope="row" role={role("rowheader")} key={index}>
                  {label}
                  {cell(row)}
                </th>
              ) : (
                <td className={part("cell", numeric)} role={role("cell")} key={index}>
                  {label}
                  {cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CaptionProps = Pick<TableProps<never>, "caption" | "captionSize" | "captionId" | "hideCaption"> & {
  sorted: boolean;
};

function Caption({ caption, captionSize, captionId, hideCaption, sorted }: CaptionProps) {
  const className = [
    "nhsuk-table__caption",
    captionSize && `nhsuk-table__caption--${captionSize}`,
    hideCaption && "nhsuk-u-visually-hidden",
  ];
  return (
    <caption className={className.filter(Boolean).join(" ")} id={captionId}>
      {caption}
      {sorted && <span className="nhsuk-u-visually-hidden"> (Column headers are sortable)</span>}
    </caption>
  );
}

type HeadCellProps = Pick<Column<never>, "heading" | "numeric" | "hideHeading" | "sort"> & { role?: "columnheader" };

function HeadCell({ heading, numeric, hideHeading, sort, role }: HeadCellProps) {
  return (
    <th
      className={part("header", numeric)}
      scope="col"
      role={role}
      data-sort={sort ? "" : undefined}
      aria-sort={sort?.direction}
    >
      {sort ? (
        <a className="nhsuk-link" href={sort.href}>
          {heading}
        </a>
      ) : hideHeading ? (
        <span className="nhsuk-u-visually-hidden">{heading}</span>
      ) : (
        heading
      )}
    </th>
  );
}

function part(name: "header" | "cell", numeric: boolean | undefined): string {
  return numeric ? `nhsuk-table__${name} nhsuk-table__${name}--numeric` : `nhsuk-table__${name}`;
}
