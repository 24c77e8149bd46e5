/** Actions with their append-only history, and how requests were answered. */
import { sql, type Kysely } from "kysely";
import {
  columns,
  day,
  instant,
  optionalInstant,
  optionalText,
  practiceTable,
  sharing,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "action"), [
    [text, "case_id", "mdt_case.id"],
    [optionalText, "meeting_id", "meeting.id"],
    [text, "text"],
    [optionalText, "goal"],
    [text, "owner_id", "staff.id"],
    [day, "due"],
    [instant, "raised_at"],
    [text, "raised_by", "staff.id"],
    [optionalInstant, "accepted_at"],
    [optionalInstant, "declined_at"],
    [optionalInstant, "started_at"],
    [optionalInstant, "blocked_at"],
    [optionalText, "blocked_reason"],
    [optionalInstant, "closed_at"],
    [optionalText, "closed_as"],
    [optionalText, "outcome"],
    [optionalText, "outcome_text"],
    [optionalInstant, "undone_at"],
    sharing,
    [optionalText, "reference"],
    version,
  ]).execute();
  await columns(practiceTable(db, "action_update"), [
    [text, "case_id", "mdt_case.id"],
    [text, "action_id", "action.id"],
    [text, "kind"],
    [instant, "at"],
    [text, "by", "staff.id"],
    [optionalText, "text"],
    [optionalText, "meeting_id", "meeting.id"],
  ]).execute();
  await columns(practiceTable(db, "request_answer"), [
    [text, "case_id", "mdt_case.id"],
    [text, "entry_id", "entry.id"],
    [text, "kind"],
    [text, "text"],
    [optionalText, "action_id", "action.id"],
    [instant, "answered_at"],
    [text, "answered_by", "staff.id"],
  ]).execute();
  await db.schema
    .createIndex("action_open_due")
    .on("action")
    .columns(["practice_id", "due", "id"])
    .where(sql.ref("closed_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("action_owner_due")
    .on("action")
    .columns(["owner_id", "due", "id"])
    .where(sql.ref("closed_at"), "is", null)
    .execute();
  await db.schema.createIndex("action_case").on("action").columns(["case_id", "raised_at"]).execute();
  await db.schema
    .createIndex("action_closed")
    .on("action")
    .columns(["practice_id", "closed_at", "id"])
    .where(sql.ref("closed_at"), "is not", null)
    .execute();
  await db.schema.createIndex("action_update_action").on("action_update").columns(["action_id", "at"]).execute();
  await db.schema
    .createIndex("action_update_meeting")
    .on("action_update")
    .columns(["meeting_id"])
    .where(sql.ref("meeting_id"), "is not", null)
    .execute();
  await db.schema.createIndex("request_answer_once").unique().on("request_answer").columns(["entry_id"]).execute();
  await db.schema.createIndex("request_answer_case").on("request_answer").columns(["case_id"]).execute();
}
