import type { RoomItem } from "#app/meetings/roomPage.ts";
import { Field } from "#app/ui/Field.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Warning } from "#app/ui/Warning.tsx";

/** The clock of an escalation: by when it must be sent, and when it was. */
export function Escalation({ item }: { item: RoomItem }) {
  if (item.escalatedWords === null || item.sendBy === null) return null;
  if (item.sentAt !== null) {
    return (
      <p>
        {item.escalatedWords}: sent {item.sentAt}.
      </p>
    );
  }
  return (
    <Warning heading={`Send by ${item.sendBy}`}>
      <p>{item.escalatedWords}: write down here when it was sent.</p>
      <PostForm name="send-on">
        <input type="hidden" name="itemId" value={item.itemId} />
        <input type="hidden" name="version" value={item.version} />
        <Field name="reason" label="If it is late: why" />
        <SubmitButton name="intent" value="send-on" look="secondary" small>
          Sent
        </SubmitButton>
      </PostForm>
    </Warning>
  );
}
