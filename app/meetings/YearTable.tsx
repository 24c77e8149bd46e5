import { StateTag } from "#app/meetings/StateTag.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import type { Api } from "#server/router.ts";

type Year = Awaited<ReturnType<Api["meetings"]["year"]>>;
type Meeting = Year["meetings"][number];

/** A year's meetings for the wall. What is the same for most of them is said once, over the table. */
export function YearTable({ meetings }: { meetings: readonly Meeting[] }) {
  const place = mostCommon(meetings.map((meeting) => meeting.place));
  const needed = mostCommon(meetings.map(neededInWords));
  const past = meetings.filter(({ isPast, state }) => isPast && state !== "cancelled");
  const when: Column<Meeting> = {
    heading: "When",
    cell: (meeting) => (
      <>
        <a href={`/meetings/${meeting.id}`}>{meeting.words}</a>
        {meeting.place !== place && <div>Where: {meeting.place}</div>}
        {neededInWords(meeting) !== needed && <div>Needed: {neededInWords(meeting)}</div>}
        {meeting.state === "cancelled" && (
          <div>
            <StateTag state={meeting.state} /> {meeting.cancelledReason}
          </div>
        )}
      </>
    ),
  };
  return (
    <>
      <p>
        Where: {place}
        <br />
        Needed: {needed}
      </p>
      <Table
        caption="The dates"
        hideCaption
        columns={[when, ...days]}
        rows={meetings}
        rowKey={({ id }) => id}
        responsive
      />
      {past.length > 0 && (
        <Table caption="Who came" captionSize="m" columns={attendance} rows={past} rowKey={({ id }) => id} responsive />
      )}
    </>
  );
}

const days: readonly Column<Meeting>[] = [
  { heading: "Cases by", cell: ({ nominationsClose }) => nominationsClose },
  { heading: "Contributions by", cell: ({ contributionsDue }) => contributionsDue },
  { heading: "Pack frozen", cell: ({ packFreezes }) => packFreezes },
];

const attendance: readonly Column<Meeting>[] = [
  { heading: "Meeting", cell: ({ day }) => day },
  { heading: "By discipline", cell: ({ attendance }) => attendance ?? "Not recorded" },
];

function neededInWords({ needed }: Meeting): string {
  return needed.join(", ") || "nobody in particular";
}

function mostCommon(words: readonly string[]): string | undefined {
  const times = (one: string) => words.filter((other) => other === one).length;
  return [...words].sort((one, other) => times(other) - times(one))[0];
}
