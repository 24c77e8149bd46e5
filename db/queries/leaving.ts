/** Somebody who leaves a practice: what they hold there, what ends with them, and who takes it over. */
import type { Insertable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { Day, DepartureTable, HandoverTable, Instant } from "../schema.ts";
import { endAllHelp } from "./owning.ts";
import { changeRow, keep } from "./rows.ts";

/** Who left this practice and is not back, the last first. */
export async function departuresFrom(db: Reader, practiceId: string, staffId?: string) {
  return db
    .selectFrom("departure")
    .innerJoin("staff", "staff.id", "departure.staff_id")
    .innerJoin("staff as by", "by.id", "departure.left_by")
    .leftJoin("staff as successor", "successor.id", "departure.successor_id")
    .select([
      "departure.id",
      "departure.staff_id",
      "departure.left_at",
      "departure.successor_id",
      "staff.name",
      "staff.discipline",
      "staff.job",
      "by.name as left_by",
      "successor.name as successor",
    ])
    .where("departure.practice_id", "=", practiceId)
    .where("departure.back_at", "is", null)
    .$if(staffId !== undefined, (query) => query.where("departure.staff_id", "=", staffId ?? ""))
    .orderBy("departure.left_at", "desc")
    .execute();
}

/** Somebody at this practice, or who was: with how they are attached, if they still are. */
export async function colleague(db: Reader, practiceId: string, staffId: string) {
  return db
    .selectFrom("attachment")
    .innerJoin("staff", "staff.id", "attachment.staff_id")
    .select([
      "staff.id",
      "staff.name",
      "staff.discipline",
      "staff.job",
      "staff.email",
      "staff.left_on",
      "attachment.id as attachment_id",
      "attachment.role",
      "attachment.reference",
      "attachment.ended_at",
    ])
    .where("attachment.practice_id", "=", practiceId)
    .where("attachment.staff_id", "=", staffId)
    .orderBy("attachment.attached_at", "desc")
    .executeTakeFirst();
}

export async function isAttachedElsewhere(db: Reader, practiceId: string, staffId: string): Promise<boolean> {
  const row = await db
    .selectFrom("attachment")
    .select("id")
    .where("staff_id", "=", staffId)
    .where("practice_id", "!=", practiceId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The cases of a practice on whose team somebody is; what was entered in error is no case. */
export async function casesOfMember(db: Reader, practiceId: string, staffId: string) {
  return db
    .selectFrom("case_member")
    .innerJoin("mdt_case", "mdt_case.id", "case_member.case_id")
    .select(["mdt_case.id", "mdt_case.number", "mdt_case.lead_id", "mdt_case.closed_at", "mdt_case.closed_as"])
    .where("case_member.staff_id", "=", staffId)
    .where("case_member.practice_id", "=", practiceId)
    .where("case_member.deputy_at", "is", null)
    .where("case_member.ended_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .orderBy("mdt_case.number")
    .execute();
}

/** In which of these cases they have begun a draft; nothing of what it says. */
export async function draftsBegun(db: Reader, staffId: string, caseIds: readonly string[]): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const rows = await db
    .selectFrom("draft")
    .select("case_id")
    .where("author_id", "=", staffId)
    .where("case_id", "in", [...caseIds])
    .execute();
  return rows.map((row) => row.case_id);
}

/** Which of these actions are to find out which of two values is right. */
export async function inquiriesAmong(db: Reader, caseIds: readonly string[], actionIds: readonly string[]) {
  if (actionIds.length === 0) return new Set<string>();
  const rows = await db
    .selectFrom("inquiry")
    .select("action_id")
    .where("case_id", "in", [...caseIds])
    .where("action_id", "in", [...actionIds])
    .execute();
  return new Set(rows.map((row) => row.action_id));
}

/** Meetings of a practice that are not over, and what somebody is to each. */
export async function meetingsHeldBy(db: Reader, practiceId: string, staffId: string) {
  const rows = await db
    .selectFrom("meeting")
    .leftJoin("reply", (join) => join.onRef("reply.meeting_id", "=", "meeting.id").on("reply.staff_id", "=", staffId))
    .select((eb) => [
      "meeting.id",
      "meeting.version",
      "meeting.starts_at",
      "meeting.ends_at",
      "meeting.series_id",
      "meeting.chair_id",
      "reply.reply",
      eb
        .selectFrom("reply as other")
        .select((on) => on.fn.countAll().as("n"))
        .whereRef("other.meeting_id", "=", "meeting.id")
        .where("other.deputy_id", "=", staffId)
        .where("other.reply", "=", "declined")
        .as("deputises"),
    ])
    .where("meeting.practice_id", "=", practiceId)
    .where("meeting.closed_at", "is", null)
    .where("meeting.cancelled_at", "is", null)
    .orderBy("meeting.starts_at")
    .execute();
  return rows.map(({ chair_id, deputises, ...row }) => ({
    ...row,
    chairs: chair_id === staffId,
    deputises: Number(deputises) > 0,
  }));
}

/** Whom of the practice somebody covers for while they are away. */
export async function coveredBy(db: Reader, practiceId: string, staffId: string, today: Day) {
  return db
    .selectFrom("attachment")
    .innerJoin("time_away", "time_away.staff_id", "attachment.staff_id")
    .innerJoin("staff", "staff.id", "attachment.staff_id")
    .select(["time_away.id", "staff.name", "time_away.from_day", "time_away.to_day"])
    .where("attachment.practice_id", "=", practiceId)
    .where("attachment.ended_at", "is", null)
    .where("time_away.to_day", ">=", today)
    .where("time_away.ended_at", "is", null)
    .where("time_away.cover_id", "=", staffId)
    .orderBy("time_away.from_day")
    .execute();
}

/** What somebody was to tell a person and has to tell still, in these cases: nothing notes that it was done. */
export async function toTell(db: Reader, staffId: string, caseIds: readonly string[], today: Day) {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom("agenda_item")
    .select(["id", "case_id", "told_due"])
    .where("case_id", "in", [...caseIds])
    .where("told_by", "=", staffId)
    .where("told_due", ">=", today)
    .execute();
}

export async function keepDeparture(db: Writer, row: Insertable<DepartureTable>): Promise<void> {
  await keep(db, "departure", row);
}

/** Ends all that lets somebody in: sessions, password, links, the feed of their calendar. */
export async function endAccess(db: Writer, staffId: string, at: Instant): Promise<void> {
  await db.deleteFrom("credential").where("staff_id", "=", staffId).execute();
  await db
    .updateTable("session")
    .set({ ended_at: at })
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .execute();
  await db
    .updateTable("one_time_link")
    .set({ used_at: at })
    .where("staff_id", "=", staffId)
    .where("used_at", "is", null)
    .execute();
  await db
    .updateTable("calendar_feed")
    .set({ revoked_at: at })
    .where("staff_id", "=", staffId)
    .where("revoked_at", "is", null)
    .execute();
}

/** Ends what somebody is at one practice: on its cases, in its meetings and polls, as cover, in its mail to come. */
export async function endPart(
  db: Writer,
  of: { practiceId: string; staffId: string; caseIds: readonly string[]; meetingIds: readonly string[] },
  at: Instant,
  fault: string,
): Promise<void> {
  const { practiceId, staffId } = of;
  await db
    .updateTable("case_member")
    .set({ ended_at: at })
    .where("practice_id", "=", practiceId)
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .execute();
  await endAllHelp(db, practiceId, staffId, at);
  await db
    .updateTable("answer_link")
    .set({ revoked_at: at })
    .where("staff_id", "=", staffId)
    .where("practice_id", "=", practiceId)
    .where("revoked_at", "is", null)
    .execute();
  await db
    .updateTable("message")
    .set({ failed_at: at, fault })
    .where("practice_id", "=", practiceId)
    .where("staff_id", "=", staffId)
    .where("sent_at", "is", null)
    .where("failed_at", "is", null)
    .execute();
  if (of.caseIds.length > 0) {
    await db
      .deleteFrom("draft")
      .where("author_id", "=", staffId)
      .where("case_id", "in", [...of.caseIds])
      .execute();
  }
  if (of.meetingIds.length > 0) {
    await db
      .updateTable("reply")
      .set({ reply: "declined", replied_at: at, reason: null, deputy_id: null, from_at: null, until_at: null })
      .where("staff_id", "=", staffId)
      .where("meeting_id", "in", [...of.meetingIds])
      .where("presence", "is", null)
      .execute();
    await db
      .updateTable("reply")
      .set({ deputy_id: null })
      .where("deputy_id", "=", staffId)
      .where("meeting_id", "in", [...of.meetingIds])
      .execute();
  }
}

/** Takes somebody off the polls of a practice that are open, so that nobody waits for their answer. */
export async function leavePolls(db: Writer, practiceId: string, staffId: string): Promise<void> {
  const open = await db
    .selectFrom("poll")
    .select("id")
    .where("practice_id", "=", practiceId)
    .where("closed_at", "is", null)
    .execute();
  for (const { id } of open) {
    await db.deleteFrom("poll_answer").where("poll_id", "=", id).where("staff_id", "=", staffId).execute();
    await db.deleteFrom("poll_person").where("poll_id", "=", id).where("staff_id", "=", staffId).execute();
  }
}

export async function endCover(db: Writer, awayIds: readonly string[]): Promise<void> {
  if (awayIds.length === 0) return;
  await db
    .updateTable("time_away")
    .set({ cover_id: null })
    .where("id", "in", [...awayIds])
    .execute();
}

export async function tellInstead(db: Writer, itemId: string, staffId: string): Promise<void> {
  await changeRow(db, "agenda_item", itemId, null, { told_by: staffId });
}

export async function endAttachment(db: Writer, practiceId: string, staffId: string, at: Instant): Promise<void> {
  await db
    .updateTable("attachment")
    .set({ ended_at: at })
    .where("practice_id", "=", practiceId)
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .execute();
}

/** Ends the departure of somebody who is back. */
export async function endDeparture(db: Writer, id: string, by: string | null, at: Instant): Promise<void> {
  await db.updateTable("departure").set({ back_at: at, back_by: by }).where("id", "=", id).execute();
}

/** The open cases on whose team somebody was until that moment. */
export async function casesLeftAt(db: Reader, practiceId: string, staffId: string, at: Instant) {
  return db
    .selectFrom("case_member")
    .innerJoin("mdt_case", "mdt_case.id", "case_member.case_id")
    .select("mdt_case.id")
    .where("case_member.practice_id", "=", practiceId)
    .where("case_member.staff_id", "=", staffId)
    .where("case_member.ended_at", "=", at)
    .where("case_member.deputy_at", "is", null)
    .where("mdt_case.closed_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .execute();
}

/** The handovers of somebody at a practice: those they prepare, and those of when they left. */
export async function handoversFrom(db: Reader, practiceId: string, staffId: string) {
  return db
    .selectFrom("handover")
    .leftJoin("staff as to", "to.id", "handover.to_id")
    .select([
      "handover.id",
      "handover.case_id",
      "handover.note",
      "handover.visit_on",
      "handover.written_at",
      "handover.departure_id",
      "handover.to_id",
      "to.name as to",
      "handover.version",
    ])
    .where("handover.from_id", "=", staffId)
    .where("handover.practice_id", "=", practiceId)
    .orderBy("handover.written_at")
    .execute();
}

/** Keeps what is written for one case before somebody leaves it; false when somebody wrote there meanwhile. */
export async function keepHandover(db: Writer, row: Insertable<HandoverTable>, version: number): Promise<boolean> {
  if (version === 0) {
    const result = await db
      .insertInto("handover")
      .values(row)
      .onConflict((conflict) => conflict.columns(["case_id", "from_id"]).where("departure_id", "is", null).doNothing())
      .executeTakeFirst();
    return Number(result.numInsertedOrUpdatedRows) === 1;
  }
  const { note, visit_on, written_at, written_by } = row;
  const result = await db
    .updateTable("handover")
    .set({ note, visit_on, written_at, written_by, version: version + 1 })
    .where("case_id", "=", row.case_id)
    .where("from_id", "=", row.from_id)
    .where("departure_id", "is", null)
    .where("version", "=", version)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Ties what was written for a case to the departure, and names who takes the case over. */
export async function settleHandover(db: Writer, id: string, departureId: string, toId: string | null): Promise<void> {
  await changeRow(db, "handover", id, null, { departure_id: departureId, to_id: toId });
}

/** Who left cases to this person to take over, and is not back. */
export async function handedOverTo(db: Reader, practiceId: string, staffId: string) {
  return db
    .selectFrom("handover")
    .innerJoin("departure", "departure.id", "handover.departure_id")
    .innerJoin("staff", "staff.id", "handover.from_id")
    .select(["staff.id", "staff.name"])
    .distinct()
    .where("handover.to_id", "=", staffId)
    .where("handover.practice_id", "=", practiceId)
    .where("departure.back_at", "is", null)
    .orderBy("staff.name")
    .execute();
}

/** Which actions changed hands by these handovers. */
export async function handedOverBy(db: Reader, handoverIds: readonly string[]) {
  if (handoverIds.length === 0) return [];
  return db
    .selectFrom("action_update")
    .select(["handover_id", "action_id"])
    .where("handover_id", "in", [...handoverIds])
    .execute();
}

/** Who left a case, by when, and who took it over: for those who still ask for them by name. */
export async function leaversOf(db: Reader, caseId: string) {
  return db
    .selectFrom("handover")
    .innerJoin("departure", "departure.id", "handover.departure_id")
    .innerJoin("staff", "staff.id", "handover.from_id")
    .leftJoin("staff as to", "to.id", "handover.to_id")
    .select([
      "staff.id",
      "staff.name",
      "staff.discipline",
      "departure.left_at",
      "to.id as successor_id",
      "to.name as successor",
    ])
    .where("handover.case_id", "=", caseId)
    .where("departure.back_at", "is", null)
    .orderBy("departure.left_at")
    .execute();
}
