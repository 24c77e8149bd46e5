import type { RoomPage } from "#app/meetings/roomPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";

/** Somebody who is related to the person, or their neighbour, leaves the case at once. */
export function DeclareConflict({ caseId, meetingId }: { caseId: string; meetingId: string }) {
  return (
    <Details summary="I have a conflict of interest">
      <p>
        If you are related to this person, live beside them or know them privately, leave this case. You will not see it
        any more, and the team is told that you have a conflict of interest, not why.
      </p>
      <PostButton name="conflict" intent="conflict" fields={{ caseId, meetingId }} look="secondary" small>
        Leave this case
      </PostButton>
    </Details>
  );
}

/** What somebody said of themselves they can take back. */
export function OwnConflicts({ recusals }: Pick<RoomPage, "recusals">) {
  if (recusals.length === 0) return null;
  return (
    <ul className="nhsuk-list">
      {recusals.map(({ recusalId, number }) => (
        <li key={recusalId}>
          You left case {number}: you said that you have a conflict of interest.{" "}
          <PostButton
            name={`take-back-${recusalId}`}
            intent="no-conflict"
            fields={{ recusalId }}
            hidden={`in case ${number}`}
            look="secondary"
            small
          >
            I was wrong
          </PostButton>
        </li>
      ))}
    </ul>
  );
}
