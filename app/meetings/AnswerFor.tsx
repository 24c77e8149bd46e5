import { FormFold } from "#app/ui/FormFold.tsx";
import { replyWords } from "#app/meetings/answers.ts";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

/** For a coordinator whom somebody told on the telephone whether they come. */
export function AnswerFor({ id, people }: Pick<MeetingPage, "id" | "people">) {
  return (
    <FormFold name="answer-for" summary="Record an answer for somebody">
      <input type="hidden" name="meetingId" value={id} />
      <Select
        name="for.staffId"
        label="Who told you"
        options={people.map(({ id, name, discipline }) => ({ value: id, label: `${name}, ${discipline}` }))}
      />
      <Radios
        name="for.reply"
        label="Their answer"
        items={Object.entries(replyWords).map(([value, label]) => ({ value, label }))}
        size="s"
        inline
        small
      />
      <SubmitButton name="intent" value="answer-for" look="secondary" small>
        Save their answer
      </SubmitButton>
    </FormFold>
  );
}
