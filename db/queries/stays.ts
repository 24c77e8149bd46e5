/** Who came to a meeting and went, when; who declared a conflict of interest; what people said of it at the end. */
import type { Reader, Writer } from "../database.ts";
import type { Instant } from "../schema.ts";
import type { PulseAnswer, PulseObstacle } from "../vocabulary.ts";
import { keep } from "./rows.ts";

export interface InMeeting {
  practice_id: string;
  meeting_id: string;
}

export async function staysOf(db: Reader, meetingId: string) {
  return db
    .selectFrom("stay")
    .select(["staff_id as staffId", "came_at as cameAt", "went_at as wentAt"])
    .where("meeting_id", "=", meetingId)
    .orderBy("came_at")
    .execute();
}

export async function beginStays(
  ctx: { db: Writer; at: Instant; newId: () => string },
  of: InMeeting,
  staffIds: readonly string[],
): Promise<void> {
  const rows = staffIds.map((staffId) => ({ id: ctx.newId(), ...of, staff_id: staffId, came_at: ctx.at }));
  await keep(ctx.db, "stay", ...rows);
}

/** Everybody who is still in the room goes, or these people. */
export async function endStays(db: Writer, meetingId: string, at: Instant, staffIds?: readonly string[]) {
  if (staffIds?.length === 0) return;
  await db
    .updateTable("stay")
    .set({ went_at: at })
    .where("meeting_id", "=", meetingId)
    .where("went_at", "is", null)
    .$if(staffIds !== undefined, (query) => query.where("staff_id", "in", [...(staffIds ?? [])]))
    .execute();
}

/** Of people who were marked as here by mistake. */
export async function removeStays(db: Writer, meetingId: string, staffIds: readonly string[]): Promise<void> {
  if (staffIds.length === 0) return;
  await db
    .deleteFrom("stay")
    .where("meeting_id", "=", meetingId)
    .where("staff_id", "in", [...staffIds])
    .execute();
}

/** Who declared a conflict of interest in these cases and has not taken it back. */
export async function recusalsIn(db: Reader, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom("recusal")
    .innerJoin("staff", "staff.id", "recusal.staff_id")
    .innerJoin("mdt_case", "mdt_case.id", "recusal.case_id")
    .select(["recusal.id", "recusal.case_id", "recusal.staff_id", "staff.name", "mdt_case.number"])
    .where("recusal.case_id", "in", [...caseIds])
    .where("recusal.ended_at", "is", null)
    .execute();
}

/** Those of these who declared a conflict of interest in that very case: nobody puts them on it, nor stands them in. */
export async function recusedAmong(db: Reader, pairs: readonly { case_id: string; staff_id: string }[]) {
  const rows = await recusalsIn(db, [...new Set(pairs.map(({ case_id }) => case_id))]);
  return rows.filter((row) => pairs.some((pair) => pair.case_id === row.case_id && pair.staff_id === row.staff_id));
}

/** One that stands, of somebody who is still at the practice. */
export async function recusalById(db: Reader, id: string) {
  return db
    .selectFrom("recusal")
    .innerJoin("mdt_case", "mdt_case.id", "recusal.case_id")
    .innerJoin("attachment", (join) =>
      join
        .onRef("attachment.practice_id", "=", "recusal.practice_id")
        .onRef("attachment.staff_id", "=", "recusal.staff_id")
        .on("attachment.ended_at", "is", null),
    )
    .select(["recusal.id", "recusal.practice_id", "recusal.case_id", "recusal.staff_id", "recusal.declared_at"])
    .where("recusal.id", "=", id)
    .where("recusal.ended_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .executeTakeFirst();
}

/** Whether declaring it took them off the team itself; a deputy was there for a meeting only. */
export async function wasOfTeam(
  db: Reader,
  recusal: { case_id: string; staff_id: string; declared_at: Instant },
): Promise<boolean> {
  const row = await db
    .selectFrom("case_member")
    .select("id")
    .where("case_id", "=", recusal.case_id)
    .where("staff_id", "=", recusal.staff_id)
    .where("ended_at", "=", recusal.declared_at)
    .where("deputy_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function endRecusal(db: Writer, id: string, at: Instant): Promise<void> {
  await db.updateTable("recusal").set({ ended_at: at }).where("id", "=", id).execute();
}

/** Counts, not who said what. */
export async function pulseOf(db: Reader, meetingId: string) {
  return db.selectFrom("pulse").select(["worth", "heard", "obstacle"]).where("meeting_id", "=", meetingId).execute();
}

export async function hasAnsweredPulse(db: Reader, meetingId: string, staffId: string): Promise<boolean> {
  const row = await db
    .selectFrom("pulse")
    .select("id")
    .where("meeting_id", "=", meetingId)
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  return row !== undefined;
}

/** One answer of each person: a second one takes the place of the first. */
export async function keepPulse(
  db: Writer,
  of: InMeeting & { id: string; staff_id: string },
  said: { worth: number; heard: PulseAnswer; obstacle: PulseObstacle; answered_at: Instant },
): Promise<void> {
  await db
    .insertInto("pulse")
    .values({ ...of, ...said })
    .onConflict((conflict) => conflict.columns(["meeting_id", "staff_id"]).doUpdateSet(said))
    .execute();
}
