import type { ReactNode } from "react";

import { useProblem } from "#app/forms/useProblem.ts";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { NeedsFields } from "#app/meetings/NeedsFields.tsx";
import { withLength } from "#app/meetings/PlanFields.tsx";
import { DateField } from "#app/ui/DateField.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** What those who may can change of a meeting; each form folds away until it is wanted or was refused. */
export function ChangeMeeting({ meeting }: { meeting: MeetingPage }) {
  const { may, state } = meeting;
  return (
    <>
      {may.includes("meeting.addCase") && state !== "closed" && <AddCase {...meeting} />}
      {may.includes("meeting.attend") && <Attendance {...meeting} />}
      {may.includes("meeting.setNeeds") && <Needs {...meeting} />}
      {may.includes("meeting.move") && state === "planned" && <Move {...meeting} />}
      {may.includes("meeting.cancel") && state === "planned" && <Cancel {...meeting} />}
    </>
  );
}

type Meeting = Pick<MeetingPage, "id" | "version">;

type FoldedFormProps = { summary: string; name: string; meeting: Meeting; children: ReactNode };

function FoldedForm({ summary, name, meeting, children }: FoldedFormProps) {
  return (
    <PostForm name={name}>
      <input type="hidden" name="meetingId" value={meeting.id} />
      <input type="hidden" name="version" value={meeting.version} />
      <Fold summary={summary}>{children}</Fold>
    </PostForm>
  );
}

/** Open when its form was refused, so that the error is in sight. */
function Fold({ summary, children }: { summary: string; children: ReactNode }) {
  const { problem } = useProblem();
  return (
    <Details summary={summary} open={problem !== null}>
      {children}
    </Details>
  );
}

function AddCase({ toAdd, ...meeting }: Meeting & Pick<MeetingPage, "toAdd">) {
  if (toAdd.length === 0) return null;
  return (
    <FoldedForm summary="Add a case" name="add-case" meeting={meeting}>
      <Select name="caseId" label="Case" options={toAdd} />
      <SubmitButton name="intent" value="add-case" look="secondary" small>
        Add to the agenda
      </SubmitButton>
    </FoldedForm>
  );
}

function Attendance({ people, ...meeting }: Meeting & Pick<MeetingPage, "people">) {
  const isMarked = people.some(({ presence }) => presence !== null);
  const here = people.filter(({ presence, reply }) => (isMarked ? presence === "attended" : reply === "accepted"));
  return (
    <FoldedForm summary="Who is here" name="attend" meeting={meeting}>
      <Ticks
        name="present"
        label="Here now"
        hint={isMarked ? undefined : "All who said yes are ticked"}
        items={people.map(({ id, name, discipline }) => ({ value: id, label: name, hint: discipline }))}
        defaultValue={here.map(({ id }) => id)}
        small
      />
      <SubmitButton name="intent" value="attend" look="secondary" small>
        Save who is here
      </SubmitButton>
    </FoldedForm>
  );
}

function Needs({ disciplines, people, invited, needed, chair, ...meeting }: MeetingPage) {
  return (
    <FoldedForm summary="Chair, and who is needed" name="needs" meeting={meeting}>
      <NeedsFields
        disciplines={disciplines}
        people={people}
        invited={invited}
        needed={needed}
        chairId={chair?.id ?? ""}
      />
      <SubmitButton name="intent" value="needs" look="secondary" small>
        Save who is needed
      </SubmitButton>
    </FoldedForm>
  );
}

function Move({ times, lengths, place, practice, ...meeting }: MeetingPage) {
  return (
    <FoldedForm summary="Move the meeting" name="move" meeting={meeting}>
      <p>
        <a href={`/meetings/new/times?practice=${practice.id}&for=${meeting.id}`}>Find a time that suits</a>
      </p>
      <DateField name="day" label="New day" defaultValue={times.day} />
      <Field name="start" label="Starts at" hint="Such as 13:00 or 1pm" width={5} defaultValue={times.start} />
      <Select name="minutes" label="Takes" options={withLength(lengths, times.minutes)} defaultValue={times.minutes} />
      <Field name="place" label="Where" width={20} defaultValue={place} />
      <SubmitButton name="intent" value="move" look="secondary" small>
        Move the meeting
      </SubmitButton>
    </FoldedForm>
  );
}

function Cancel(meeting: Meeting) {
  return (
    <FoldedForm summary="Cancel the meeting" name="cancel" meeting={meeting}>
      <Field name="reason" label="Why is it cancelled?" hint="Its cases go to the next meeting" />
      <SubmitButton name="intent" value="cancel" look="warning" small>
        Cancel the meeting
      </SubmitButton>
    </FoldedForm>
  );
}
