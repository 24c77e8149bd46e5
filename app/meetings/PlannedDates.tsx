import { Table, type Column } from "#app/ui/Table.tsx";
import { Tag } from "#app/ui/Tag.tsx";
import type { Api } from "#server/router.ts";

type Preview = Awaited<ReturnType<Api["meetings"]["preview"]>>;
type PlannedDate = Preview["dates"][number];

/** Every date in words, also those left out, before anything is saved. */
export function PlannedDates({ sentence, dates }: Preview) {
  return (
    <section id="dates">
      <h2 className="nhsuk-heading-m">{headingFor(dates)}</h2>
      <p>They are {sentence}.</p>
      <Table caption="The dates" hideCaption columns={columns} rows={dates} rowKey={({ day }) => day} responsive />
    </section>
  );
}

const columns: readonly Column<PlannedDate>[] = [
  { heading: "Date", cell: ({ words }) => words },
  { heading: "What we know", cell: Known },
  { heading: "Cases by", cell: ({ skipped, nominationsClose }) => !skipped && nominationsClose },
  { heading: "Contributions by", cell: ({ skipped, contributionsDue }) => !skipped && contributionsDue },
  { heading: "Pack frozen", cell: ({ skipped, packFreezes }) => !skipped && packFreezes },
];

function Known({ holiday, skipped, taken, note }: PlannedDate) {
  if (skipped) return <Tag colour="grey">Left out: {holiday}</Tag>;
  return (
    <div>
      {holiday !== null && <Tag colour="orange">{holiday}</Tag>}{" "}
      {taken && <Tag colour="orange">There is a meeting on that day</Tag>}{" "}
      {note === "twice" && "The clocks go back: the earlier hour is meant."}
      {holiday === null && !taken && note === "once" && "Clear"}
    </div>
  );
}

function headingFor(dates: readonly PlannedDate[]): string {
  const clashes = dates.filter(({ taken, skipped }) => taken && !skipped).length;
  const kept = dates.filter(({ skipped }) => !skipped).length;
  const meetings = kept === 1 ? "1 date" : `${kept} dates`;
  if (clashes === 0) return `${meetings}, no clash`;
  return `${meetings}, ${clashes === 1 ? "1 clashes" : `${clashes} clash`}`;
}
