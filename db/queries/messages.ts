/** Outgoing mail: queued in the same transaction as what it tells of, sent afterwards; the links that answer it. */
import type { Insertable, Updateable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { Day, Instant, MessageTable } from "../schema.ts";

const messageColumns = [
  "message.id",
  "message.practice_id",
  "message.staff_id",
  "message.kind",
  "message.subject",
  "message.text",
  "message.queued_at",
  "message.due_at",
  "message.tries",
  "message.sent_at",
  "message.failed_at",
  "message.fault",
  "staff.name",
  "staff.left_on",
] as const;

/** Queues mails; one that was queued before, by what makes it the same, is left as it is. Tells which are new. */
export async function queueMessages(db: Writer, rows: readonly Insertable<MessageTable>[]): Promise<string[]> {
  const queued: string[] = [];
  for (const row of rows) {
    const kept = await db
      .insertInto("message")
      .values(row)
      .onConflict((conflict) => conflict.column("once").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (kept) queued.push(kept.id);
  }
  return queued;
}

export interface OutboxQuestion {
  practiceId: string;
  show: "queued" | "sent" | "failed" | null;
  /** The keyset of the last row of the page before. */
  after: string | null;
  most: number;
}

/** The mails of a practice, newest first. */
export async function messagesOf(db: Reader, { practiceId, show, after, most }: OutboxQuestion) {
  const [afterAt, afterId] = (after ?? "").split(" ");
  const rows = await db
    .selectFrom("message")
    .innerJoin("staff", "staff.id", "message.staff_id")
    .select(messageColumns)
    .where("message.practice_id", "=", practiceId)
    .$if(show !== null, (query) => query.where("message.sent_at", show === "sent" ? "is not" : "is", null))
    .$if(show === "queued", (query) => query.where("message.failed_at", "is", null))
    .$if(show === "failed", (query) => query.where("message.failed_at", "is not", null))
    .$if(afterId !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("message.queued_at", "message.id"), "<", eb.tuple(afterAt as Instant, afterId ?? "")),
      ),
    )
    .orderBy("message.queued_at", "desc")
    .orderBy("message.id", "desc")
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, after: `${row.queued_at} ${row.id}` }));
}

export async function messageById(db: Reader, id: string) {
  return db
    .selectFrom("message")
    .innerJoin("staff", "staff.id", "message.staff_id")
    .select([
      ...messageColumns,
      "staff.email",
      "message.calendar",
      "message.method",
      "message.meeting_id",
      "message.series_id",
      "message.poll_id",
      "message.guest_id",
    ])
    .where("message.id", "=", id)
    .executeTakeFirst();
}

/** How many mails of a practice wait, how many failed, and how many were sent of those queued since then. */
export async function countMessages(
  db: Reader,
  practiceId: string,
  since: Instant,
): Promise<{ queued: number; sent: number; failed: number }> {
  const unsent = await db
    .selectFrom("message")
    .select((eb) => [eb.fn.countAll().as("all"), eb.fn.count("failed_at").as("failed")])
    .where("practice_id", "=", practiceId)
    .where("sent_at", "is", null)
    .executeTakeFirstOrThrow();
  const sent = await db
    .selectFrom("message")
    .select((eb) => eb.fn.countAll().as("n"))
    .where("practice_id", "=", practiceId)
    .where("queued_at", ">=", since)
    .where("sent_at", "is not", null)
    .executeTakeFirstOrThrow();
  const failed = Number(unsent.failed);
  return { queued: Number(unsent.all) - failed, failed, sent: Number(sent.n) };
}

/**
 * How many mails of each practice need somebody to look: given up, or not taken for longer than an hour. Those queued
 * before `since` are past helping, and those to people who have left or whose link was stopped were not to be sent.
 */
export async function stuckMessages(
  db: Reader,
  practiceIds: readonly string[],
  { since, anHourAgo, today }: { since: Instant; anHourAgo: Instant; today: Day },
): Promise<{ practiceId: string; count: number; failed: number }[]> {
  if (practiceIds.length === 0) return [];
  const rows = await db
    .selectFrom("message")
    .innerJoin("staff", "staff.id", "message.staff_id")
    .leftJoin("guest", "guest.id", "message.guest_id")
    .select((eb) => [
      "message.practice_id",
      eb.fn.countAll().as("count"),
      eb.fn.count("message.failed_at").as("failed"),
    ])
    .where("message.practice_id", "in", [...practiceIds])
    .where("message.sent_at", "is", null)
    .where("message.queued_at", ">=", since)
    .where((eb) =>
      eb.or([
        eb("message.failed_at", "is not", null),
        eb.and([eb("message.fault", "is not", null), eb("message.queued_at", "<", anHourAgo)]),
      ]),
    )
    .where((eb) => eb.or([eb("staff.left_on", "is", null), eb("staff.left_on", ">=", today)]))
    .where("guest.revoked_at", "is", null)
    .groupBy("message.practice_id")
    .execute();
  return rows.map((row) => ({ practiceId: row.practice_id, count: Number(row.count), failed: Number(row.failed) }));
}

/** The mails to be sent at that instant, in the order they were queued. */
export async function dueMessages(db: Reader, now: Instant, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom("message")
    .select("id")
    .where("sent_at", "is", null)
    .where("failed_at", "is", null)
    .where("due_at", "<=", now)
    .orderBy("queued_at")
    .orderBy("id")
    .limit(most)
    .execute();
  return rows.map((row) => row.id);
}

/** Changes a mail that is not sent, as it was when it was read. */
export async function changeMessage(
  db: Writer,
  read: { id: string; tries: number; due_at: Instant },
  change: Updateable<MessageTable>,
): Promise<boolean> {
  const result = await db
    .updateTable("message")
    .set(change)
    .where("id", "=", read.id)
    .where("tries", "=", read.tries)
    .where("due_at", "=", read.due_at)
    .where("sent_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** What a mail's link answers: at most one of the three. */
export interface Answered {
  meeting_id: string | null;
  series_id: string | null;
  poll_id: string | null;
}

/** When there is nothing left to answer: the end of the last meeting or proposed time. Null when there never was. */
export async function endOfAnswered(db: Reader, { meeting_id, series_id, poll_id }: Answered): Promise<Instant | null> {
  if (poll_id) {
    const row = await db
      .selectFrom("poll_time")
      .select((eb) => eb.fn.max("ends_at").as("ends"))
      .where("poll_id", "=", poll_id)
      .executeTakeFirst();
    return row?.ends ?? null;
  }
  if (!meeting_id && !series_id) return null;
  const row = await db
    .selectFrom("meeting")
    .select((eb) => eb.fn.max("ends_at").as("ends"))
    .$if(meeting_id !== null, (query) => query.where("id", "=", meeting_id ?? ""))
    .$if(meeting_id === null, (query) => query.where("series_id", "=", series_id ?? ""))
    .executeTakeFirst();
  return row?.ends ?? null;
}

/** Ends the unused links that earlier mails gave the same person for the same thing. Those of this mail stay. */
export async function revokeEarlierLinks(
  db: Writer,
  message: Answered & { id: string; staff_id: string; queued_at: Instant },
  at: Instant,
): Promise<void> {
  const subject = (["poll_id", "meeting_id", "series_id"] as const).find((column) => message[column] !== null);
  if (!subject) return;
  await db
    .updateTable("answer_link")
    .set({ revoked_at: at })
    .where("staff_id", "=", message.staff_id)
    .where(subject, "=", message[subject])
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where((eb) =>
      eb.or([
        // Printed by the operator and never mailed.
        eb.and([eb("message_id", "is", null), eb("made_at", "<", message.queued_at)]),
        eb.exists(
          eb
            .selectFrom("message")
            .select("message.id")
            .whereRef("message.id", "=", "answer_link.message_id")
            .where((inner) =>
              inner(inner.refTuple("message.queued_at", "message.id"), "<", inner.tuple(message.queued_at, message.id)),
            ),
        ),
      ]),
    )
    .execute();
}
