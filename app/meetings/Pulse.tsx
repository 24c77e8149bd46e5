import type { RoomPage } from "#app/meetings/roomPage.ts";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { pulseAnswers, pulseObstacles } from "#db/vocabulary.ts";
import { fewestAnswers, heardWords, obstacleWords } from "#server/domain/pulse.ts";

const yesOrNo = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];
const heard = pulseAnswers.map((value) => ({ value, label: heardWords[value] }));
const obstacles = pulseObstacles.map((value) => ({ value, label: obstacleWords[value] }));

/** Three presses at the end of a meeting; the team reads counts, and never who said what. */
export function Pulse({ meetingId, pulse }: Pick<RoomPage, "meetingId" | "pulse">) {
  if (pulse === null) return null;
  return (
    <section>
      {pulse.words && <p>{pulse.words}</p>}
      {pulse.asks && (
        <>
          <h2 className="nhsuk-heading-m">How was this meeting?</h2>
          <p>
            From tomorrow the team sees how many said what, never who. If fewer than {fewestAnswers} people answer,
            nobody sees anything.
          </p>
          <PostForm name="pulse">
            <input type="hidden" name="meetingId" value={meetingId} />
            <Radios name="worth" label="Was it worth your time?" items={yesOrNo} small inline />
            <Radios name="heard" label="Was each person’s view heard?" items={heard} small inline />
            <Radios name="obstacle" label="Was anything in the way?" items={obstacles} small inline />
            <SubmitButton name="intent" value="pulse" look="secondary" small>
              Send
            </SubmitButton>
          </PostForm>
        </>
      )}
    </section>
  );
}
