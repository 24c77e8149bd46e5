import { useProblem } from "#app/forms/useProblem.ts";
import { Button } from "#app/ui/Button.tsx";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

/** Asks once about what was not reviewed. */
export function CloseMeeting({ meetingId }: { meetingId: string }) {
  return (
    <PostForm name="close" className="sm-post">
      <input type="hidden" name="intent" value="close" />
      <input type="hidden" name="meetingId" value={meetingId} />
      <Close meetingId={meetingId} />
    </PostForm>
  );
}

function Close({ meetingId }: { meetingId: string }) {
  const { problem, errorFor } = useProblem();
  const question = errorFor("carry");
  return (
    <>
      {problem && <ErrorMessage id="close-error">{question ?? problem.message}</ErrorMessage>}
      {question ? (
        <>
          <SubmitButton id="carry" name="carry" value="on" look="secondary" small>
            Carry them and close the meeting
          </SubmitButton>{" "}
          <Button href={`/meetings/${meetingId}/actions?show=not-reviewed#review`} look="secondary" small>
            Review them now
          </Button>
        </>
      ) : (
        <SubmitButton look="secondary" small>
          Close the meeting
        </SubmitButton>
      )}
    </>
  );
}
