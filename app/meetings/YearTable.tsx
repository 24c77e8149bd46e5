import { StateTag } from "#app/meetings/StateTag.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import type { Api } from "#server/router.ts";

type Year = Awaited<ReturnType<Api["meetings"]["year"]>>;
type Meeting = Year["meetings"][number];

/** A year's meetings for the wall. What is the same for most of them is said once, over the tables. */
export function YearTable({ meetings }: { meetings: readonly Meeting[] }) {
  const usual = {
    times: mostCommon(meetings.map(({ times }) => times)),
    place: mostCommon(meetings.map(({ place }) => place)),
    needed: mostCommon(meetings.map(neededInWords)),
  };
  const when: Column<Meeting> = { heading: "When", cell: (meeting) => <When {...meeting} usual={usual} /> };
  const past = meetings.filter(({ isPast }) => isPast);
  const ahead = meetings.filter(({ isPast }) => !isPast);
  return (
    <>
      <p>
        {usual.times}, {usual.place}
        <br />
        Needed: {usual.needed}
      </p>
      {ahead.length > 0 && (
        <Table
          caption="To come"
          captionSize="m"
          columns={[when, ...days]}
          rows={ahead}
          rowKey={({ id }) => id}
          responsive
        />
      )}
      {past.length > 0 && (
        <Table caption="Past" captionSize="m" columns={[when, came]} rows={past} rowKey={({ id }) => id} responsive />
      )}
    </>
  );
}

type WhenProps = Meeting & { usual: Record<"times" | "place" | "needed", string | undefined> };

function When({ usual, ...meeting }: WhenProps) {
  const { id, day, times, place, state, cancelledReason } = meeting;
  const needed = neededInWords(meeting);
  return (
    <div className="nhsuk-u-font-weight-normal">
      <a href={`/meetings/${id}`}>{day}</a>
      {times !== usual.times && <div>{times}</div>}
      {place !== usual.place && <div>{place}</div>}
      {needed !== usual.needed && <div>Needed: {needed}</div>}
      {state === "cancelled" && (
        <div>
          <StateTag state={state} /> {cancelledReason}
        </div>
      )}
    </div>
  );
}

const days: readonly Column<Meeting>[] = [
  { heading: "Cases by", cell: ({ nominationsClose }) => nominationsClose },
  { heading: "Contributions by", cell: ({ contributionsDue }) => contributionsDue },
];

const came: Column<Meeting> = {
  heading: "Who came",
  cell: ({ state, attendance }) => state !== "cancelled" && (attendance ?? "Not recorded"),
};

function neededInWords({ needed }: Meeting): string {
  return needed.join(", ") || "nobody in particular";
}

function mostCommon(words: readonly string[]): string | undefined {
  const times = (one: string) => words.filter((other) => other === one).length;
  return [...words].sort((one, other) => times(other) - times(one))[0];
}
