/** What the record of a meeting is made of, for the cases that its reader reads. */
import type { ExpressionBuilder } from "kysely";
import type { Reader } from "../database.ts";
import type { Tables } from "../schema.ts";
import { fromJson } from "./json.ts";

export async function notesOfItems(db: Reader, itemIds: readonly string[]) {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom("discussion_note")
    .innerJoin("staff", "staff.id", "discussion_note.written_by")
    .select([
      "discussion_note.id",
      "discussion_note.agenda_item_id as itemId",
      "discussion_note.kind",
      "discussion_note.text",
      "discussion_note.written_at as at",
      "staff.name as by",
    ])
    .where("discussion_note.agenda_item_id", "in", [...itemIds])
    .where("discussion_note.undone_at", "is", null)
    .orderBy("discussion_note.written_at")
    .orderBy("discussion_note.id")
    .execute();
}

export async function amendmentsOf(db: Reader, itemIds: readonly string[]) {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom("amendment")
    .innerJoin("staff", "staff.id", "amendment.written_by")
    .select([
      "amendment.id",
      "amendment.agenda_item_id as itemId",
      "amendment.text",
      "amendment.written_at as at",
      "staff.name as by",
    ])
    .where("amendment.agenda_item_id", "in", [...itemIds])
    .orderBy("amendment.written_at")
    .orderBy("amendment.id")
    .execute();
}

/** What was said of actions in the meeting, and by whom. */
export async function verdictsAt(db: Reader, meetingId: string) {
  return db
    .selectFrom("action_update")
    .innerJoin("staff", "staff.id", "action_update.by")
    .select(["action_update.action_id as actionId", "action_update.kind", "action_update.text", "staff.name as by"])
    .where("action_update.meeting_id", "=", meetingId)
    .where("action_update.kind", "not in", ["recorded", "undone"])
    .where(stands)
    .orderBy("action_update.at")
    .orderBy("action_update.id")
    .execute();
}

/** What was said of one case's actions at these meetings. */
export async function verdictsOn(db: Reader, caseId: string, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return [];
  return db
    .selectFrom("action_update")
    .innerJoin("staff", "staff.id", "action_update.by")
    .select([
      "action_update.action_id as actionId",
      "action_update.meeting_id as meetingId",
      "action_update.kind",
      "action_update.text",
      "staff.name as by",
    ])
    .where("action_update.case_id", "=", caseId)
    .where("action_update.meeting_id", "in", [...meetingIds])
    .where("action_update.kind", "not in", ["recorded", "undone"])
    .where(stands)
    .orderBy("action_update.at")
    .orderBy("action_update.id")
    .execute();
}

/** Every time that a case was on the agenda of a meeting that began, concluded or not; the newest first. */
export async function itemsOfCase(db: Reader, caseId: string) {
  const rows = await db
    .selectFrom("agenda_item")
    .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
    .select([
      "agenda_item.id as itemId",
      "meeting.id as meetingId",
      "meeting.starts_at as startsAt",
      "agenda_item.concluded_at as concludedAt",
      "agenda_item.outcome",
      "agenda_item.outcome_reason as outcomeReason",
      "agenda_item.missing",
    ])
    .where("agenda_item.case_id", "=", caseId)
    .where("meeting.opened_at", "is not", null)
    .where("meeting.cancelled_at", "is", null)
    .orderBy("meeting.starts_at", "desc")
    .execute();
  return rows.map(({ missing, ...row }) => ({ ...row, missing: missing ? fromJson(missing) : [] }));
}

/** What was taken back was not said. */
function stands(eb: ExpressionBuilder<Tables, "action_update">) {
  return eb.not(
    eb.exists(
      eb
        .selectFrom("action_update as undoing")
        .select("undoing.id")
        .where("undoing.undoes", "is not", null)
        .whereRef("undoing.undoes", "=", "action_update.id"),
    ),
  );
}
