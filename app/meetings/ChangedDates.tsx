import { Fragment } from "react";

import type { ChangeShown } from "#app/meetings/changeShown.ts";
import { MeetingVersion, type FoldedMeeting } from "#app/meetings/FoldedForm.tsx";
import { Notes } from "#app/meetings/Notes.tsx";
import { Details } from "#app/ui/Details.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import { counted } from "#server/domain/time.ts";

type ChangedDate = ChangeShown["preview"]["dates"][number];

/** Each date from and to, the mail that tells of it, and the button that does just that and no more. */
export function ChangedDates({ meeting, shown }: { meeting: FoldedMeeting; shown: ChangeShown }) {
  const { change, typed, preview } = shown;
  const { dates, people, mail } = preview;
  const isMove = change === "move";
  const verb = isMove ? "Move" : "Cancel";
  const tell = people === 0 ? "" : ` and tell ${counted(people, "person", "people")}`;
  return (
    <section id="dates">
      <h2 className="nhsuk-heading-m">{isMove ? "What moves" : "What is cancelled"}</h2>
      <Table
        caption="Dates that change"
        hideCaption
        columns={isMove ? [from, to, known] : [from]}
        rows={dates}
        rowKey={({ id }) => id}
        responsive
      />
      {mail && (
        <Details summary={`The mail they will get: “${mail.subject}”`}>
          <p className="sm-lines">{mail.text}</p>
        </Details>
      )}
      <PostForm name={change}>
        <MeetingVersion meeting={meeting} />
        {Object.entries({ ...typed, shown: preview.shown }).map(([name, value]) => (
          <Fragment key={name}>{hidden(`${change}.${name}`, value)}</Fragment>
        ))}
        <SubmitButton name="intent" value={change} look={isMove ? "primary" : "warning"}>
          {verb} {counted(dates.length, "meeting")}
          {tell}
        </SubmitButton>
      </PostForm>
    </section>
  );
}

/** A day goes in its three parts, as the boxes have it, so that a refusal finds its way back into them. */
function hidden(name: string, value: string) {
  if (!name.endsWith(".day")) return <input type="hidden" name={name} value={value} />;
  const [year = "", month = "", day = ""] = value.split("-");
  return Object.entries({ day, month, year }).map(([part, text]) => (
    <input type="hidden" name={`${name}.${part}`} value={text} key={part} />
  ));
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
