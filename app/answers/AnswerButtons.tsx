import { buttons } from "#app/meetings/answers.ts";
import { PostButton } from "#app/ui/PostButton.tsx";
import type { Reply } from "#db/vocabulary.ts";

type AnswerButtonsProps = {
  /** Unlike those of every other row: the meeting's id, or `all`. */
  name: string;
  /** Which date is answered, unless it is all that the link is for. */
  meetingId?: string;
  /** Said to a screen reader after the words of the button. */
  hidden?: string;
  given: Reply | null;
  /** Put after the words of each button: ` to all 12`. */
  to?: string;
  small?: boolean;
};

/** The three buttons stay where they are and the given answer is the filled one: a press keeps one's place. */
export function AnswerButtons({ name, meetingId, hidden, given, to = "", small }: AnswerButtonsProps) {
  return (
    <div>
      {buttons.map(({ reply, text }) => (
        <PostButton
          key={reply}
          name={`${name}-${reply}`}
          intent="answer"
          fields={{ ...(meetingId === undefined ? {} : { meetingId }), reply }}
          hidden={hidden}
          look={reply === (given ?? "accepted") ? "primary" : "secondary"}
          small={small}
        >
          {text}
          {to}
        </PostButton>
      ))}
    </div>
  );
}
