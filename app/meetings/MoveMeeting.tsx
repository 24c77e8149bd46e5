import type { ChangeShown } from "#app/meetings/changeShown.ts";
import { ChangedDates } from "#app/meetings/ChangedDates.tsx";
import { FoldedForm } from "#app/meetings/FoldedForm.tsx";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { withLength } from "#app/meetings/PlanFields.tsx";
import { ScopeField } from "#app/meetings/ScopeField.tsx";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type MoveMeetingProps = { meeting: MeetingPage; shown: ChangeShown | null; open: boolean };

/** Another day, time or place, for this date or for several of its series, which are shown before people are told. */
export function MoveMeeting({ meeting, shown, open }: MoveMeetingProps) {
  const { times, lengths, place, videoLink, others, practice } = meeting;
  const values = { ...times, place, videoLink: videoLink ?? "", reason: "", scope: "one", ...shown?.typed };
  return (
    <>
      <FoldedForm summary="Move the meeting" name="move" meeting={meeting} open={open || shown !== null}>
        <p>
          <a href={`/meetings/new/times?practice=${practice.id}&for=${meeting.id}`}>Find a time that suits</a>
        </p>
        <DateField name="move.day" label="New day" defaultValue={values.day} />
        <Field name="move.start" label="Starts at" hint="Such as 13:00 or 1pm" width={5} defaultValue={values.start} />
        <Select
          name="move.minutes"
          label="Takes"
          options={withLength(lengths, values.minutes)}
          defaultValue={values.minutes}
        />
        <Field name="move.place" label="Where" width={20} defaultValue={values.place} />
        <Field name="move.videoLink" label="Video link, if there is one" type="url" defaultValue={values.videoLink} />
        <Field
          name="move.reason"
          label="Why does it move?"
          hint="Goes into the mail that tells people. Name no patient. May be empty"
          defaultValue={values.reason}
        />
        <ScopeField name="move.scope" others={others} defaultValue={values.scope} />
        <SubmitButton name="intent" value="move" look="secondary" small>
          Move the meeting
        </SubmitButton>{" "}
        <SubmitButton name="intent" value="show-move" look="secondary" small>
          Show what changes
        </SubmitButton>
      </FoldedForm>
      {shown && <ChangedDates meeting={meeting} shown={shown} />}
    </>
  );
}
