import { FormFold } from "#app/ui/FormFold.tsx";
import { answerInWords } from "#app/meetings/answers.ts";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { ReplyButtons } from "#app/meetings/ReplyButtons.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type Mine = Pick<MeetingPage, "id" | "words" | "mine">;

/** The reader's own answer: one press for each of the three, and folded away what few need. */
export function MyAnswer({ id, words, mine }: Mine) {
  return (
    <div>
      <p>
        My answer: <strong>{mine.reply ? answerInWords({ ...mine, reply: mine.reply }) : "not given"}</strong>
      </p>
      {mine.standsInFor.length > 0 && (
        <p>
          You stand in for {mine.standsInFor.join(" and ")} at this meeting. Until it is over you can read their cases
          on the agenda.
        </p>
      )}
      <ReplyButtons meetingId={id} words={words} given={mine.reply} />
      <Away id={id} mine={mine} />
      <ForAPart id={id} mine={mine} />
    </div>
  );
}

function Away({ id, mine }: Pick<Mine, "id" | "mine">) {
  const { couldSend } = mine;
  return (
    <FormFold
      name="away"
      summary={couldSend.length > 0 ? "Send a deputy, or say why I cannot come" : "Say why I cannot come"}
    >
      <input type="hidden" name="meetingId" value={id} />
      <input type="hidden" name="reply" value="declined" />
      {couldSend.length > 0 && (
        <Select
          key={mine.deputyId}
          name="mine.deputyId"
          label="Who comes in my place"
          hint="They are told by mail. Until the meeting is over they can read your cases on its agenda."
          options={[
            { value: "", label: "Nobody" },
            ...couldSend.map((person) => ({ value: person.id, label: person.name })),
          ]}
          defaultValue={mine.deputyId ?? ""}
        />
      )}
      <Field
        key={mine.reason}
        name="mine.reason"
        label="Why (if you want to say)"
        hint="Everybody at the practice can read this"
        defaultValue={mine.reason ?? ""}
      />
      <SubmitButton name="intent" value="answer" look="secondary" small>
        Send apologies
      </SubmitButton>
    </FormFold>
  );
}

function ForAPart({ id, mine }: Pick<Mine, "id" | "mine">) {
  return (
    <FormFold name="part" summary="I can come for a part">
      <input type="hidden" name="meetingId" value={id} />
      <input type="hidden" name="reply" value="accepted" />
      <Field
        key={`from ${mine.from}`}
        name="mine.from"
        label="From"
        hint="Such as 1:30pm. Leave it empty to come at the beginning."
        width={5}
        defaultValue={mine.from}
      />
      <Field
        key={`until ${mine.until}`}
        name="mine.until"
        label="Until"
        hint="Leave it empty to stay to the end"
        width={5}
        defaultValue={mine.until}
      />
      <SubmitButton name="intent" value="answer" look="secondary" small>
        Come for this part
      </SubmitButton>
    </FormFold>
  );
}
