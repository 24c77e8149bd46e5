import { PostButton } from "#app/ui/PostButton.tsx";
import type { Reply } from "#db/vocabulary.ts";

type PollTime = { id: string; words: string; isPast: boolean; answer: Reply | null };

type PollTimesProps = {
  times: readonly PollTime[];
  /** Sent along with each answer: which poll it is, or by which link. */
  fields: Record<string, string>;
  /** What the action is told a press means; it gets `answer`, and `timeId` unless it is for all times. */
  intent?: string;
};

/** The words on the buttons, and of an answer given. */
export const answerWords: Record<Reply, string> = { accepted: "Yes", tentative: "Perhaps", declined: "No" };

const answers = ["accepted", "tentative", "declined"] as const satisfies readonly Reply[];

/**
 * Each press is saved at once: there is no button at the end that one could forget. All three buttons stay where they
 * are, so that whoever goes down the list by keyboard keeps their place.
 */
export function PollTimes({ times, fields, intent = "answer-poll" }: PollTimesProps) {
  const open = times.filter(({ isPast }) => !isPast);
  const press = { intent, look: "secondary", small: true } as const;
  return (
    <>
      {open.length > 1 && (
        <div>
          <PostButton name="all-accepted" fields={{ ...fields, answer: "accepted" }} {...press}>
            All of these suit me
          </PostButton>
          <PostButton name="all-declined" fields={{ ...fields, answer: "declined" }} {...press}>
            None suits me
          </PostButton>
        </div>
      )}
      <ul className="nhsuk-list sm-rows">
        {times.map(({ id, words, isPast, answer: given }) => (
          <li key={id}>
            <p>
              {words} · {isPast && "past · "}
              {given ? <strong>Saved: {answerWords[given]}</strong> : "Not answered"}
            </p>
            {!isPast &&
              answers.map((answer) => (
                <PostButton
                  key={answer}
                  name={`${id}-${answer}`}
                  fields={{ ...fields, timeId: id, answer }}
                  hidden={`to ${words}`}
                  {...press}
                  look={answer === given ? "primary" : "secondary"}
                >
                  {answerWords[answer]}
                </PostButton>
              ))}
          </li>
        ))}
      </ul>
    </>
  );
}
