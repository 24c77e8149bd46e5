import type { ReactNode } from "react";

type GroupProps<Row> = {
  heading: string;
  /** Where a mail leads to it. */
  id?: string;
  /** Until when, where all of them are due alike. */
  due?: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  children: (row: Row) => ReactNode;
};

/** One kind of thing that waits; absent when there is none. */
export function Group<Row>({ heading, id, due, rows, rowKey, children }: GroupProps<Row>) {
  if (rows.length === 0) return null;
  return (
    <section id={id}>
      <h2 className="nhsuk-heading-s nhsuk-u-margin-bottom-1">
        {heading} ({[rows.length, due && `due ${due}`].filter(Boolean).join(", ")})
      </h2>
      <ul className="nhsuk-list sm-rows">
        {rows.map((row) => (
          <li key={rowKey(row)}>{children(row)}</li>
        ))}
      </ul>
    </section>
  );
}
