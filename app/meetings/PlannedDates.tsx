import { useState, type FormEvent } from "react";

import { Notes } from "#app/meetings/Notes.tsx";
import { keptOf, type PlannedDate, type Preview } from "#app/meetings/shown.ts";
import { Choices } from "#app/ui/Choices.tsx";
import { Details } from "#app/ui/Details.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Table, type Column } from "#app/ui/Table.tsx";
import { Tag } from "#app/ui/Tag.tsx";
import { counted } from "#server/domain/time.ts";

/** Every date in words with what is known of it, the mail it will send, and the button that sends it. */
export function PlannedDates({ sentence, holidayLimits, dates, invitation }: Preview) {
  const [meetings, setMeetings] = useState(keptOf(dates).length);
  const count = (event: FormEvent<HTMLElement>) => {
    const open = dates.filter(({ skipped }) => skipped !== "holiday").length;
    setMeetings(open - event.currentTarget.querySelectorAll("input:checked").length);
  };
  return (
    <>
      <section id="dates" onChange={count}>
        <h2 className="nhsuk-heading-m">The dates</h2>
        <p>They are {sentence}.</p>
        {holidayLimits && <p>{holidayLimits}.</p>}
        <Table caption="The dates" hideCaption columns={columns} rows={dates} rowKey={({ day }) => day} responsive />
      </section>
      {invitation && (
        <Details summary={`The mail they will get: “${invitation.subject}”`}>
          <p className="sm-lines">{invitation.text}</p>
        </Details>
      )}
      <SubmitButton name="intent" value="plan">
        Create {counted(meetings, "meeting")}
        {invitation && ` and invite ${counted(invitation.people, "person", "people")}`}
      </SubmitButton>
    </>
  );
}

const columns: readonly Column<PlannedDate>[] = [
  { heading: "Date", cell: ({ words }) => words },
  { heading: "What we know", cell: Known },
  { heading: "Cases by", cell: ({ skipped, nominationsClose }) => skipped === null && nominationsClose },
  { heading: "Contributions by", cell: ({ skipped, contributionsDue }) => skipped === null && contributionsDue },
  {
    heading: "Leave out",
    cell: ({ day, words, skipped }) =>
      skipped !== "holiday" && (
        <Choices
          kind="checkbox"
          id={`skip-${day}`}
          name="skip"
          items={[
            {
              value: day,
              label: (
                <>
                  Skip<span className="nhsuk-u-visually-hidden"> {words}</span>
                </>
              ),
            },
          ]}
          chosen={skipped === "by hand" ? [day] : []}
          small
        />
      ),
  },
];

function Known({ holiday, skipped, notes }: PlannedDate) {
  if (skipped === "holiday") return <Tag colour="grey">Left out: {holiday}</Tag>;
  if (skipped === "by hand") return <Tag colour="grey">Left out</Tag>;
  return <Notes notes={notes} />;
}
