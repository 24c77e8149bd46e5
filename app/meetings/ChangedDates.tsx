import type { ChangeShown } from "#app/meetings/changeShown.ts";
import { MeetingVersion, type FoldedMeeting } from "#app/meetings/FoldedForm.tsx";
import { Notes } from "#app/meetings/Notes.tsx";
import { Details } from "#app/ui/Details.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import { counted } from "#server/domain/time.ts";

type ChangedDate = ChangeShown["preview"]["dates"][number];

/** What becomes of each date, the mail that tells of it, and the button that does just that and no more. */
export function ChangedDates({ meeting, shown }: { meeting: FoldedMeeting; shown: ChangeShown }) {
  const { change, typed, ticked, preview } = shown;
  const { dates, people, mails } = preview;
  const { heading, verb, columns } = looks[change];
  const tell = people === 0 ? "" : ` and tell ${counted(people, "person", "people")}`;
  return (
    <section id="dates">
      <h2 className="nhsuk-heading-m">{heading}</h2>
      <Table
        caption="Dates that change"
        hideCaption
        columns={columns}
        rows={dates}
        rowKey={({ id }) => id}
        responsive
      />
      {mails.map(({ subject, text }) => (
        <Details summary={`The mail they will get: “${subject}”`} key={subject}>
          <p className="sm-lines">{text}</p>
        </Details>
      ))}
      <PostForm name={change}>
        <MeetingVersion meeting={meeting} />
        {Object.entries({ ...typed, ...ticked, shown: preview.shown }).flatMap(([name, value]) =>
          boxesOf(`${change}.${name}`, value).map(([box, text]) => (
            <input type="hidden" name={box} value={text} key={`${box} ${text}`} />
          )),
        )}
        <SubmitButton name="intent" value={change} look={change === "cancel" ? "warning" : "primary"}>
          {verb} {counted(dates.length, "meeting")}
          {tell}
        </SubmitButton>
      </PostForm>
    </section>
  );
}

/** A day goes in its three parts, as the boxes have it, so that a refusal finds its way back into them. */
function boxesOf(name: string, value: string | string[]): [string, string][] {
  if (typeof value !== "string") return value.map((one) => [name, one]);
  if (!name.endsWith(".day")) return [[name, value]];
  const [year = "", month = "", day = ""] = value.split("-");
  return Object.entries({ day, month, year }).map(([part, text]) => [`${name}.${part}`, text]);
}

const from: Column<ChangedDate> = { heading: "From", cell: (date) => date.from };
const to: Column<ChangedDate> = {
  heading: "To",
  cell: (date) => (
    <div>
      {date.to}
      <br />
      {date.place}
    </div>
  ),
};
const known: Column<ChangedDate> = { heading: "What we know", cell: ({ notes }) => <Notes notes={notes} /> };
const date: Column<ChangedDate> = { heading: "Date", cell: from.cell };
const joining: Column<ChangedDate> = { heading: "Newly invited", cell: (one) => namesOf(one.joining) };
const leaving: Column<ChangedDate> = { heading: "Not invited any more", cell: (one) => namesOf(one.leaving) };

function namesOf(names: readonly string[]): string {
  return names.length === 0 ? "Nobody" : names.join(", ");
}

const looks = {
  move: { heading: "What moves", verb: "Move", columns: [from, to, known] },
  cancel: { heading: "What is cancelled", verb: "Cancel", columns: [from] },
  needs: { heading: "Who is invited and who is not", verb: "Change", columns: [date, joining, leaving] },
};
