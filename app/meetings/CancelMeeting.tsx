import type { ChangeShown } from "#app/meetings/changeShown.ts";
import { ChangedDates } from "#app/meetings/ChangedDates.tsx";
import { FoldedForm } from "#app/meetings/FoldedForm.tsx";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { ScopeField } from "#app/meetings/ScopeField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type CancelMeetingProps = { meeting: MeetingPage; shown: ChangeShown | null; open: boolean };

export function CancelMeeting({ meeting, shown, open }: CancelMeetingProps) {
  return (
    <>
      <FoldedForm summary="Cancel the meeting" name="cancel" meeting={meeting} open={open || shown !== null}>
        <Field
          name="cancel.reason"
          label="Why is it cancelled?"
          hint="Goes into the mail that tells people. Name no patient. Its cases go to the next meeting"
          defaultValue={shown?.typed.reason}
        />
        <ScopeField name="cancel.scope" others={meeting.others} defaultValue={shown?.typed.scope} />
        <SubmitButton name="intent" value="cancel" look="warning" small>
          Cancel the meeting
        </SubmitButton>
      </FoldedForm>
      {shown && <ChangedDates meeting={meeting} shown={shown} />}
    </>
  );
}
