import type { DateToAnswer } from "#app/answers/answerPage.ts";

/** Where the meeting is, or why it is not to be answered any more. */
export function Where({ place, videoLink, state, cancelledReason, mayAnswer }: DateToAnswer) {
  if (state === "cancelled") return <p>This meeting was cancelled{cancelledReason && `: ${cancelledReason}`}.</p>;
  if (!mayAnswer) return <p>This meeting is over.</p>;
  return (
    <p>
      {place}
      {videoLink && (
        <>
          {" · "}
          <a href={videoLink} rel="noreferrer">
            Join by video
          </a>
        </>
      )}
    </p>
  );
}
