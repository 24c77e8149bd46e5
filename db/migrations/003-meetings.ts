/** Series, meetings, answers and presence, the agenda, what was said. */
import type { Kysely } from "kysely";
import {
  columns,
  day,
  instant,
  integer,
  optionalDay,
  optionalInstant,
  optionalText,
  practiceTable,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "series"), [
    [text, "rule"],
    [instant, "planned_at"],
    [text, "planned_by", "staff.id"],
  ]).execute();
  await columns(practiceTable(db, "meeting"), [
    [optionalText, "series_id", "series.id"],
    [instant, "starts_at"],
    [instant, "ends_at"],
    [text, "place"],
    [optionalText, "chair_id", "staff.id"],
    [day, "nominations_close"],
    [day, "contributions_due"],
    [day, "pack_freezes"],
    [optionalInstant, "opened_at"],
    [optionalInstant, "closed_at"],
    [optionalInstant, "cancelled_at"],
    [optionalText, "cancelled_reason"],
    [optionalText, "current_item_id"],
    [optionalText, "reference"],
    version,
  ]).execute();
  await columns(practiceTable(db, "meeting_discipline"), [
    [text, "meeting_id", "meeting.id"],
    [text, "discipline"],
    [text, "need"],
  ]).execute();
  await columns(practiceTable(db, "reply"), [
    [text, "meeting_id", "meeting.id"],
    [text, "staff_id", "staff.id"],
    [optionalText, "reply"],
    [optionalInstant, "replied_at"],
    [optionalText, "presence"],
    [optionalInstant, "arrived_at"],
    [optionalInstant, "left_at"],
  ]).execute();
  await columns(practiceTable(db, "agenda_item"), [
    [text, "meeting_id", "meeting.id"],
    [text, "case_id", "mdt_case.id"],
    [integer, "position"],
    [integer, "minutes"],
    [optionalInstant, "opened_at"],
    [optionalInstant, "concluded_at"],
    [optionalText, "concluded_by", "staff.id"],
    [optionalText, "outcome"],
    [optionalText, "outcome_reason"],
    [optionalText, "told_by", "staff.id"],
    [optionalDay, "told_due"],
    [optionalText, "escalated_to"],
    [optionalInstant, "escalation_sent_at"],
    version,
  ]).execute();
  await columns(practiceTable(db, "discussion_note"), [
    [text, "meeting_id", "meeting.id"],
    [text, "case_id", "mdt_case.id"],
    [text, "agenda_item_id", "agenda_item.id"],
    [text, "kind"],
    [text, "text"],
    [instant, "written_at"],
    [text, "written_by", "staff.id"],
    [optionalInstant, "undone_at"],
    [optionalText, "undone_by", "staff.id"],
  ]).execute();
  await db.schema.createIndex("meeting_when").on("meeting").columns(["practice_id", "starts_at"]).execute();
  await db.schema
    .createIndex("meeting_discipline_once")
    .unique()
    .on("meeting_discipline")
    .columns(["meeting_id", "discipline"])
    .execute();
  await db.schema.createIndex("reply_once").unique().on("reply").columns(["meeting_id", "staff_id"]).execute();
  await db.schema.createIndex("reply_staff").on("reply").columns(["staff_id"]).execute();
  await db.schema
    .createIndex("agenda_item_once")
    .unique()
    .on("agenda_item")
    .columns(["meeting_id", "case_id"])
    .execute();
  await db.schema.createIndex("agenda_item_case").on("agenda_item").columns(["case_id"]).execute();
  await db.schema
    .createIndex("discussion_note_item")
    .on("discussion_note")
    .columns(["agenda_item_id", "written_at"])
    .execute();
}
