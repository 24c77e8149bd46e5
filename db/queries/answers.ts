/** Answers to invitations, and the links by which people answer without signing in. */
import type { Reader, Writer } from "../database.ts";
import type { Day, Instant } from "../schema.ts";
import type { Reply } from "../vocabulary.ts";
import { settleDeputies } from "./deputies.ts";
import { invitationFacts, raiseSequence, type InvitationFacts } from "./invitations.ts";
import { keepReply } from "./meetings.ts";
import { keep } from "./rows.ts";

/**
 * Keeps what somebody answered, whole: what they had said before of this meeting is gone. What deputies may read
 * follows. Answers who was invited before and who is now, where the answer names or releases a deputy.
 */
export async function keepAnswer(
  ctx: { db: Writer; at: Instant; today: Day; newId: () => string },
  meeting: { id: string; practice_id: string; series_id: string | null; sequence: number },
  staffId: string,
  answer: {
    reply: Reply;
    reason: string | null;
    deputyId: string | null;
    fromAt: Instant | null;
    untilAt: Instant | null;
  },
  changesDeputy: boolean,
): Promise<{ before: InvitationFacts; after: InvitationFacts } | null> {
  const facts = () => (changesDeputy ? invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today) : null);
  const before = await facts();
  const row = { id: ctx.newId(), practice_id: meeting.practice_id, meeting_id: meeting.id, staff_id: staffId };
  await keepReply(ctx.db, row, {
    reply: answer.reply,
    replied_at: ctx.at,
    reason: answer.reason,
    deputy_id: answer.deputyId,
    from_at: answer.fromAt,
    until_at: answer.untilAt,
  });
  await settleDeputies(ctx, meeting.practice_id);
  const after = await facts();
  if (!before || !after) return null;
  const invitedTo = ({ meetings }: InvitationFacts) => meetings.find(({ id }) => id === meeting.id)?.people ?? [];
  const still = new Set(invitedTo(after).map(({ id }) => id));
  if (invitedTo(before).every(({ id }) => still.has(id))) return { before, after };
  // A calendar takes a date out only for a SEQUENCE above the one it has. For nothing less than that it rises here,
  // since what others answered to the one before is then out of date.
  await raiseSequence(ctx.db, meeting, [meeting.id]);
  return { before, after: (await facts()) ?? after };
}

/** A link as it is kept, whose it is, and whether they are still at the practice. */
export async function answerLinkByHash(db: Reader, tokenHash: string) {
  return db
    .selectFrom("answer_link")
    .innerJoin("staff", "staff.id", "answer_link.staff_id")
    .innerJoin("practice", "practice.id", "answer_link.practice_id")
    .leftJoin("attachment", (join) =>
      join
        .onRef("attachment.staff_id", "=", "answer_link.staff_id")
        .onRef("attachment.practice_id", "=", "answer_link.practice_id")
        .on("attachment.ended_at", "is", null),
    )
    .select([
      "answer_link.id",
      "answer_link.practice_id",
      "answer_link.staff_id",
      "answer_link.message_id",
      "answer_link.meeting_id",
      "answer_link.series_id",
      "answer_link.poll_id",
      "answer_link.ends_at",
      "answer_link.used_at",
      "answer_link.revoked_at",
      "staff.name",
      "staff.left_on",
      "practice.name as practice",
      "attachment.id as attachment_id",
    ])
    .where("answer_link.token_hash", "=", tokenHash)
    .executeTakeFirst();
}

export type AnswerLink = NonNullable<Awaited<ReturnType<typeof answerLinkByHash>>>;

/** Uses a link up; false when somebody did already, or it was ended meanwhile. */
export async function spendAnswerLink(db: Writer, id: string, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable("answer_link")
    .set({ used_at: at })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** The link that takes the place of one that was used up: for the same person and the same thing, until the same end. */
export async function keepSuccessor(
  ctx: { db: Writer; at: Instant; newId: () => string },
  spent: AnswerLink,
  tokenHash: string,
): Promise<void> {
  await keep(ctx.db, "answer_link", {
    id: ctx.newId(),
    practice_id: spent.practice_id,
    token_hash: tokenHash,
    staff_id: spent.staff_id,
    message_id: spent.message_id,
    meeting_id: spent.meeting_id,
    series_id: spent.series_id,
    poll_id: spent.poll_id,
    made_at: ctx.at,
    ends_at: spent.ends_at,
  });
}

/** The meetings that a link answers, the earliest first. */
export async function meetingsOfLink(
  db: Reader,
  link: { practice_id: string; meeting_id: string | null; series_id: string | null },
) {
  if (link.meeting_id === null && link.series_id === null) return [];
  return meetingsToAnswer(db)
    .where("meeting.practice_id", "=", link.practice_id)
    .$if(link.meeting_id !== null, (query) => query.where("meeting.id", "=", link.meeting_id))
    .$if(link.meeting_id === null, (query) => query.where("meeting.series_id", "=", link.series_id))
    .execute();
}

/** The meetings that calendars know by this UID: those of a series, or the one that is in none. */
export async function meetingsOfCalendar(db: Reader, uid: string) {
  return meetingsToAnswer(db)
    .where((eb) =>
      eb.or([
        eb("meeting.series_id", "=", uid),
        eb.and([eb("meeting.id", "=", uid), eb("meeting.series_id", "is", null)]),
      ]),
    )
    .execute();
}

function meetingsToAnswer(db: Reader) {
  return db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .select([
      "meeting.id",
      "meeting.practice_id",
      "meeting.series_id",
      "meeting.chair_id",
      "meeting.recurs_at",
      "meeting.starts_at",
      "meeting.ends_at",
      "meeting.place",
      "meeting.video_link",
      "meeting.opened_at",
      "meeting.closed_at",
      "meeting.cancelled_at",
      "meeting.cancelled_reason",
      "meeting.sequence",
      "practice.name as practice",
    ])
    .orderBy("meeting.starts_at")
    .orderBy("meeting.id");
}

/** What one person answered to some meetings, by meeting. */
export async function ownReplies(db: Reader, staffId: string, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return new Map<string, never>();
  const rows = await db
    .selectFrom("reply")
    .select(["meeting_id", "reply", "reason", "deputy_id", "from_at", "until_at"])
    .where("staff_id", "=", staffId)
    .where("meeting_id", "in", [...meetingIds])
    .execute();
  return new Map(rows.map((row) => [row.meeting_id, row]));
}
