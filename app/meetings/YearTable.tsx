import { StateTag } from "#app/meetings/StateTag.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import type { Api } from "#server/router.ts";

type Year = Awaited<ReturnType<Api["meetings"]["year"]>>;
type Meeting = Year["meetings"][number];

/** A year's meetings for the wall. What is the same for all of them is said once, over the table. */
export function YearTable({ year, meetings }: Pick<Year, "year" | "meetings">) {
  const places = new Set(meetings.map(({ place }) => place));
  const needs = new Set(meetings.map(neededInWords));
  const someArePast = meetings.some(({ isPast }) => isPast);
  const columns = [
    when,
    ...(places.size > 1 ? [where] : []),
    ...days,
    ...(needs.size > 1 ? [needed] : []),
    ...(someArePast ? [came] : []),
  ];
  return (
    <>
      {places.size === 1 && <p>Where: {[...places].join("")}</p>}
      {needs.size === 1 && <p>Needed: {[...needs].join("")}</p>}
      <Table
        caption={`Meetings of ${year}`}
        hideCaption
        columns={columns}
        rows={meetings}
        rowKey={({ id }) => id}
        responsive
      />
    </>
  );
}

const when: Column<Meeting> = {
  heading: "When",
  cell: ({ id, words, state, cancelledReason }) => (
    <div>
      <a href={`/meetings/${id}`}>{words}</a>{" "}
      {state === "cancelled" && (
        <>
          <StateTag state={state} /> {cancelledReason}
        </>
      )}
    </div>
  ),
};
const where: Column<Meeting> = { heading: "Where", cell: ({ place }) => place };
const days: readonly Column<Meeting>[] = [
  { heading: "Cases by", cell: ({ nominationsClose }) => nominationsClose },
  { heading: "Contributions by", cell: ({ contributionsDue }) => contributionsDue },
  { heading: "Pack frozen", cell: ({ packFreezes }) => packFreezes },
];
const needed: Column<Meeting> = { heading: "Needed", cell: neededInWords };
const came: Column<Meeting> = {
  heading: "Who came",
  cell: ({ isPast, state, attendance }) => isPast && state !== "cancelled" && (attendance ?? "Not recorded"),
};

function neededInWords(meeting: Meeting): string {
  return meeting.needed.join(", ") || "Nobody in particular";
}
