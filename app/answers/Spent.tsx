import type { AnswerPage } from "#app/answers/answerPage.ts";
import { answerInWords } from "#app/meetings/answers.ts";
import { answerWords } from "#app/meetings/PollTimes.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";

/** A link that was used: what was answered, and how to change it. */
export function Spent({ link }: { link: AnswerPage }) {
  const rows =
    link.kind === "poll"
      ? link.times.map(({ words, answer }) => ({ key: words, value: answer ? answerWords[answer] : "Not answered" }))
      : link.dates.map(({ words, reply, ...date }) => ({
          key: words,
          value: reply ? answerInWords({ ...date, reply }) : "Not answered",
        }));
  return (
    <>
      <p>You said:</p>
      <SummaryList rows={rows} />
      <p>Each link answers once. To change your answer, have a new link sent to your mailbox.</p>
      <PostButton name="send-again" intent="send-again">
        Send me a new link
      </PostButton>
    </>
  );
}
