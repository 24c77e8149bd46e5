import type { MeetingPage } from "#app/meetings/meetingPage.ts";
import { MailShown } from "#app/meetings/MailShown.tsx";
import { Details } from "#app/ui/Details.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { counted } from "#server/domain/time.ts";

/** Who would be asked again, and by which words: mail leaves, so it is read before. */
export function Remind({ id, toRemind }: Pick<MeetingPage, "id" | "toRemind">) {
  if (!toRemind?.mail) return null;
  const { names, mail } = toRemind;
  return (
    <Details summary={`Remind ${names.length} who ${names.length === 1 ? "has" : "have"} not answered`}>
      <p>This goes to: {names.join(", ")}.</p>
      <MailShown {...mail} />
      <PostButton name="remind" intent="remind" fields={{ meetingId: id }} small>
        Send {counted(names.length, "mail")}
      </PostButton>
    </Details>
  );
}
