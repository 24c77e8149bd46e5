/** Answers to invitations, and the links by which people answer without signing in. */
import type { Writer } from "../database.ts";
import type { Instant } from "../schema.ts";
import type { Reply } from "../vocabulary.ts";
import { keepReply } from "./meetings.ts";

/** Keeps what somebody answered, whole: what they had said before of this meeting is gone. */
export async function keepAnswer(
  ctx: { db: Writer; at: Instant; newId: () => string },
  meeting: { id: string; practice_id: string },
  staffId: string,
  answer: {
    reply: Reply;
    reason: string | null;
    deputyId: string | null;
    fromAt: Instant | null;
    untilAt: Instant | null;
  },
): Promise<void> {
  const row = { id: ctx.newId(), practice_id: meeting.practice_id, meeting_id: meeting.id, staff_id: staffId };
  await keepReply(ctx.db, row, {
    reply: answer.reply,
    replied_at: ctx.at,
    reason: answer.reason,
    deputy_id: answer.deputyId,
    from_at: answer.fromAt,
    until_at: answer.untilAt,
  });
}
