import type { ChangeShown } from "#app/meetings/changeShown.ts";
import { ChangedDates } from "#app/meetings/ChangedDates.tsx";
import { FoldedForm } from "#app/meetings/FoldedForm.tsx";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { NeedsFields } from "#app/meetings/NeedsFields.tsx";
import { ScopeField } from "#app/meetings/ScopeField.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type WhoIsNeededProps = { meeting: MeetingPage; shown: ChangeShown | null };

/** Who leads and who is invited, of this date or of several, where those who come and go are shown first. */
export function WhoIsNeeded({ meeting, shown }: WhoIsNeededProps) {
  const { disciplines, people, others, chair } = meeting;
  const { invited = [], needed = [] } = shown ? shown.ticked : meeting;
  return (
    <>
      <FoldedForm summary="Chair, and who is needed" name="needs" meeting={meeting} open={shown !== null}>
        <NeedsFields
          prefix="needs."
          disciplines={disciplines}
          people={people}
          invited={invited}
          needed={needed}
          chairId={shown ? (shown.typed.chairId ?? "") : (chair?.id ?? "")}
        />
        <ScopeField name="needs.scope" others={others} defaultValue={shown?.typed.scope} />
        <SubmitButton name="intent" value="needs" look="secondary" small>
          Save who is needed
        </SubmitButton>
      </FoldedForm>
      {shown && <ChangedDates meeting={meeting} shown={shown} />}
    </>
  );
}
