import { Links } from "#app/meetings/Links.tsx";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { PostButton } from "#app/ui/PostButton.tsx";

/** The pages of one meeting, and the door of the room for those who may open it. */
export function MeetingLinks({ id, state, may }: Pick<MeetingPage, "id" | "state" | "may">) {
  if (state === "cancelled") return null;
  return (
    <>
      <Links
        label="This meeting"
        links={[
          { href: `/meetings/${id}/actions`, text: "Action review" },
          { href: `/meetings/${id}/pack`, text: "Print my pack" },
          { href: `/meetings/${id}/live`, text: "The room" },
          ...(state === "planned" ? [] : [{ href: `/meetings/${id}/record`, text: "Record" }]),
        ]}
      />
      {state === "planned" && may.includes("meeting.start") && (
        <PostButton name="start" intent="start" fields={{ meetingId: id }}>
          Open the room
        </PostButton>
      )}
    </>
  );
}
