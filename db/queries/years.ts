/** Meetings by year: those to come, those of a past year, and who could come and came to them. */
import type { Reader } from "../database.ts";
import type { Instant } from "../schema.ts";

/** A time from its first instant until just before its last. */
export interface Span {
  from: Instant;
  until: Instant;
}

const listed = [
  "meeting.id",
  "meeting.practice_id",
  "meeting.starts_at",
  "meeting.ends_at",
  "meeting.place",
  "meeting.opened_at",
  "meeting.closed_at",
  "meeting.cancelled_at",
  "meeting.cancelled_reason",
  "practice.name as practice",
] as const;

/** What is neither over nor closed, in order. */
export async function meetingsAhead(db: Reader, practiceIds: readonly string[], now: Instant) {
  if (practiceIds.length === 0) return [];
  return listedOf(db, practiceIds).where("meeting.ends_at", ">=", now).where("meeting.closed_at", "is", null).execute();
}

/** All others of that time, in order. */
export async function meetingsBehind(db: Reader, practiceIds: readonly string[], now: Instant, span: Span) {
  if (practiceIds.length === 0) return [];
  return listedOf(db, practiceIds)
    .where((eb) => eb.or([eb("meeting.ends_at", "<", now), eb("meeting.closed_at", "is not", null)]))
    .where("meeting.starts_at", ">=", span.from)
    .where("meeting.starts_at", "<", span.until)
    .execute();
}

function listedOf(db: Reader, practiceIds: readonly string[]) {
  return db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .select(listed)
    .where("meeting.practice_id", "in", [...practiceIds])
    .orderBy("meeting.starts_at")
    .orderBy("meeting.id");
}

/** When the first and the last meeting were that are over or closed; null without any. */
export async function reachBehind(db: Reader, practiceIds: readonly string[], now: Instant) {
  if (practiceIds.length === 0) return null;
  return reach(
    await db
      .selectFrom("meeting")
      .select((eb) => [eb.fn.min("starts_at").as("first"), eb.fn.max("starts_at").as("last")])
      .where("practice_id", "in", [...practiceIds])
      .where((eb) => eb.or([eb("ends_at", "<", now), eb("closed_at", "is not", null)]))
      .executeTakeFirst(),
  );
}

/** When the first and the last of all meetings of a practice are; null without any. */
export async function reachOf(db: Reader, practiceId: string) {
  return reach(
    await db
      .selectFrom("meeting")
      .select((eb) => [eb.fn.min("starts_at").as("first"), eb.fn.max("starts_at").as("last")])
      .where("practice_id", "=", practiceId)
      .executeTakeFirst(),
  );
}

function reach(row: { first: Instant | null; last: Instant | null } | undefined) {
  return row?.first && row.last ? { first: row.first, last: row.last } : null;
}

/** The meetings of a practice within a time, in order, with what each needs. */
export async function meetingsOfYear(db: Reader, practiceId: string, span: Span) {
  const meetings = await db
    .selectFrom("meeting")
    .select([
      "id",
      "starts_at",
      "ends_at",
      "place",
      "chair_id",
      "opened_at",
      "closed_at",
      "cancelled_at",
      "cancelled_reason",
      "nominations_close",
      "contributions_due",
    ])
    .where("practice_id", "=", practiceId)
    .where("starts_at", ">=", span.from)
    .where("starts_at", "<", span.until)
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
  const needs = await db
    .selectFrom("meeting_discipline")
    .innerJoin("meeting", "meeting.id", "meeting_discipline.meeting_id")
    .select(["meeting_discipline.meeting_id", "meeting_discipline.discipline", "meeting_discipline.need"])
    .where("meeting.practice_id", "=", practiceId)
    .where("meeting.starts_at", ">=", span.from)
    .where("meeting.starts_at", "<", span.until)
    .execute();
  return meetings.map((meeting) => ({
    ...meeting,
    needs: needs.filter((need) => need.meeting_id === meeting.id).map(({ discipline, need }) => ({ discipline, need })),
  }));
}

/** Who was ever attached to a practice, and from when to when. */
export async function everAttached(db: Reader, practiceId: string) {
  return db
    .selectFrom("attachment")
    .innerJoin("staff", "staff.id", "attachment.staff_id")
    .select([
      "attachment.staff_id",
      "attachment.role",
      "attachment.attached_at",
      "attachment.ended_at",
      "staff.discipline",
      "staff.left_on",
    ])
    .where("attachment.practice_id", "=", practiceId)
    .execute();
}

/** What is known of anybody at the meetings of a practice within a time. */
export async function repliesWithin(db: Reader, practiceId: string, span: Span) {
  return db
    .selectFrom("reply")
    .innerJoin("meeting", "meeting.id", "reply.meeting_id")
    .innerJoin("staff", "staff.id", "reply.staff_id")
    .select(["reply.meeting_id", "reply.staff_id", "reply.presence", "staff.discipline"])
    .where("meeting.practice_id", "=", practiceId)
    .where("meeting.starts_at", ">=", span.from)
    .where("meeting.starts_at", "<", span.until)
    .execute();
}
