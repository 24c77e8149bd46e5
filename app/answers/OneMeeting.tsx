import { AnswerButtons } from "#app/answers/AnswerButtons.tsx";
import type { DateToAnswer } from "#app/answers/answerPage.ts";
import { Where } from "#app/answers/Where.tsx";
import { answerInWords } from "#app/meetings/answers.ts";
import { Field } from "#app/ui/Field.tsx";
import { Inset } from "#app/ui/Inset.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type OneMeetingProps = { date: DateToAnswer; couldSendDeputy: boolean };

/** One meeting: three buttons, and after apologies what few want to add. */
export function OneMeeting({ date, couldSendDeputy }: OneMeetingProps) {
  const { id, words, reply, mayAnswer } = date;
  return (
    <>
      <Where {...date} />
      {reply !== null && (
        <Inset>
          <p>
            You said: <strong>{answerInWords({ ...date, reply })}</strong>.{" "}
            {mayAnswer && "You can change this until the meeting."}
          </p>
        </Inset>
      )}
      {mayAnswer && <AnswerButtons name={id} meetingId={id} hidden={`(meeting of ${words})`} given={reply} />}
      {mayAnswer && reply === "declined" && <AfterApologies date={date} couldSendDeputy={couldSendDeputy} />}
    </>
  );
}

function AfterApologies({ date: { id, reason }, couldSendDeputy }: OneMeetingProps) {
  return (
    <>
      <PostForm name="reason">
        <input type="hidden" name="meetingId" value={id} />
        <input type="hidden" name="reply" value="declined" />
        <Field
          key={reason}
          name="reason"
          label="Why (if you want to say)"
          hint="Everybody at the practice can read this"
          defaultValue={reason ?? ""}
        />
        <SubmitButton name="intent" value="answer" look="secondary" small>
          Save why
        </SubmitButton>
      </PostForm>
      {couldSendDeputy && (
        <p>
          Can a colleague come in your place? <a href={`/meetings/${id}`}>Sign in to send a deputy</a>.
        </p>
      )}
    </>
  );
}
