import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";

/** The pages of one meeting, and the door of the room for those who may open it. */
export function MeetingLinks({ id, state, may }: Pick<MeetingPage, "id" | "state" | "may">) {
  if (state === "cancelled") return null;
  return (
    <>
      <nav className="sm-links sm-no-print" aria-label="This meeting">
        <a href={`/meetings/${id}/actions`}>Action review</a>
        <a href={`/meetings/${id}/pack`}>Print my pack</a>
        <a href={`/meetings/${id}/live`}>The room</a>
      </nav>
      {state === "planned" && may.includes("meeting.start") && (
        <PostButton name="start" intent="start" fields={{ meetingId: id }}>
          Open the room
        </PostButton>
      )}
    </>
  );
}
