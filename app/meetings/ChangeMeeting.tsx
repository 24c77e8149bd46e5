import type { ChangeShown } from "#app/meetings/changeShown.ts";
import { CancelMeeting } from "#app/meetings/CancelMeeting.tsx";
import { FoldedForm, type FoldedMeeting } from "#app/meetings/FoldedForm.tsx";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { MoveMeeting } from "#app/meetings/MoveMeeting.tsx";
import { WhoIsNeeded } from "#app/meetings/WhoIsNeeded.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

type ChangeMeetingProps = {
  meeting: MeetingPage;
  /** A change that is to be read before it is sent. */
  shown: ChangeShown | null;
};

/** What those who may can change of a meeting; each form folds away until it is wanted or was refused. */
export function ChangeMeeting({ meeting, shown }: ChangeMeetingProps) {
  const { may, state, change } = meeting;
  const shownOf = (which: ChangeShown["change"]) => (shown?.change === which ? shown : null);
  return (
    <>
      {may.includes("meeting.addCase") && state !== "closed" && <AddCase {...meeting} />}
      {may.includes("meeting.attend") && <Attendance {...meeting} />}
      {may.includes("meeting.setNeeds") && <WhoIsNeeded meeting={meeting} shown={shownOf("needs")} />}
      {may.includes("meeting.move") && state === "planned" && (
        <MoveMeeting meeting={meeting} shown={shownOf("move")} open={change === "move"} />
      )}
      {may.includes("meeting.cancel") && state === "planned" && (
        <CancelMeeting meeting={meeting} shown={shownOf("cancel")} open={change === "cancel"} />
      )}
    </>
  );
}

function AddCase({ toAdd, ...meeting }: FoldedMeeting & Pick<MeetingPage, "toAdd">) {
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

function Attendance({ people, ...meeting }: FoldedMeeting & Pick<MeetingPage, "people">) {
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
