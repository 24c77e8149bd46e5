import { Button } from "#app/ui/Button.tsx";

type RoomAtReviewProps = { meetingId: string; counts: string; progress: string };

/** Every meeting begins with what was agreed before. */
export function RoomAtReview({ meetingId, counts, progress }: RoomAtReviewProps) {
  return (
    <>
      <p>
        {counts}. {progress}.
      </p>
      <Button href={`/meetings/${meetingId}/actions#review`}>Review the actions</Button>
    </>
  );
}
