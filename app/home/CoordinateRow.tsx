import type { Needed } from "#app/home/needed.ts";
import { Details } from "#app/ui/Details.tsx";

type CoordinateRowProps = Needed["toCoordinate"][number];

export function CoordinateRow({ meetingId, asked, waiting, unanswered, practice }: CoordinateRowProps) {
  return (
    <>
      {waiting > 0 && (
        <p>
          <a href={`/meetings/${meetingId}#contributions`}>
            {waiting} of {asked} contributions
          </a>{" "}
          are still to come
          {practice}
        </p>
      )}
      {unanswered.length > 0 && (
        <Details summary={unanswered.length === 1 ? "1 has not answered" : `${unanswered.length} have not answered`}>
          {unanswered.join(", ")}
        </Details>
      )}
    </>
  );
}
