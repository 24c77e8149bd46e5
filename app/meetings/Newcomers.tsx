import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";
import { counted } from "#server/domain/time.ts";

/** Invites those who are to come and whom no mail has told yet. */
export function Newcomers({ id, toInvite }: Pick<MeetingPage, "id" | "toInvite">) {
  if (!toInvite || toInvite.people === 0) return null;
  const people = counted(toInvite.people, "person", "people");
  return (
    <PostButton name="invite" intent="invite" fields={{ meetingId: id }} look="secondary" small>
      {toInvite.isFirst ? `Send the invitation to ${people}` : `Invite ${people} who came since`}
    </PostButton>
  );
}
