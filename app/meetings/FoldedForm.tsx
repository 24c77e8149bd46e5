import type { ReactNode } from "react";

import { useProblem } from "#app/forms/useProblem.ts";
import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";

export type FoldedMeeting = Pick<MeetingPage, "id" | "version">;

type FoldedFormProps = { summary: string; name: string; meeting: FoldedMeeting; open?: boolean; children: ReactNode };

/** One of the forms that change a meeting, folded away until it is wanted. */
export function FoldedForm({ summary, name, meeting, open = false, children }: FoldedFormProps) {
  return (
    <PostForm name={name} id={`${name}-meeting`}>
      <MeetingVersion meeting={meeting} />
      <Fold summary={summary} open={open}>
        {children}
      </Fold>
    </PostForm>
  );
}

/** Which meeting, as whoever presses has seen it: after a collision, as it is shown with the refusal. */
export function MeetingVersion({ meeting }: { meeting: FoldedMeeting }) {
  const { theirsFor } = useProblem();
  return (
    <>
      <input type="hidden" name="meetingId" value={meeting.id} />
      <input type="hidden" name="version" value={theirsFor("version") ?? meeting.version} />
    </>
  );
}

/** Open when its form was refused, so that the error is in sight. */
function Fold({ summary, open, children }: { summary: string; open: boolean; children: ReactNode }) {
  const { problem } = useProblem();
  return (
    <Details summary={summary} open={open || problem !== null}>
      {children}
    </Details>
  );
}
