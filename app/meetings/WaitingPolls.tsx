import type { TimesPage } from "#app/meetings/timesPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";

type WaitingPollsProps = Pick<TimesPage, "practice" | "waiting">;

/** Open polls: how far each is, and who is still silent. */
export function WaitingPolls({ practice, waiting }: WaitingPollsProps) {
  return waiting.map(({ pollId, asked, silent }) => (
    <div key={pollId}>
      <p>
        <a href={`/polls/${pollId}?practice=${practice.id}`}>
          {asked - silent.length} of {asked} people have answered
        </a>{" "}
        which time suits.{silent.length > 0 && ` Asked, no answer: ${silent.join(", ")}`}
      </p>
      {silent.length > 0 && (
        <PostButton
          name={`again-${pollId}`}
          intent="again"
          fields={{ practiceId: practice.id, ask: "again", pollId }}
          look="secondary"
          small
        >
          Ask again
        </PostButton>
      )}
    </div>
  ));
}
