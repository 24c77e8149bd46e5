/** What a summary one can trust needs: typed details, settled disagreements, packs, guests, linked cases, how a case ends. */
import type { Kysely } from "kysely";
import { columns, instant, integer, optionalInstant, optionalText, practiceTable, text, version } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await addText(db, "entry", "value");
  await addText(db, "action", "deadline");
  await addText(db, "mdt_case", "lead_id", "staff.id");
  await addText(db, "mdt_case", "closed_as");
  await addText(db, "mdt_case", "review_trigger");

  await columns(practiceTable(db, "settlement"), [
    [text, "case_id", "mdt_case.id"],
    [text, "key"],
    [text, "value"],
    [text, "norm"],
    [text, "reason"],
    [text, "entry_ids"],
    [instant, "settled_at"],
    [text, "settled_by", "staff.id"],
    [optionalInstant, "undone_at"],
    [optionalText, "undone_by", "staff.id"],
  ]).execute();
  await columns(practiceTable(db, "inquiry"), [
    [text, "case_id", "mdt_case.id"],
    [text, "key"],
    [text, "entry_ids"],
    [text, "action_id", "action.id"],
    [instant, "asked_at"],
    [text, "asked_by", "staff.id"],
  ]).execute();
  await columns(practiceTable(db, "same_value"), [
    [text, "case_id", "mdt_case.id"],
    [text, "key"],
    [text, "norm"],
    [text, "same_as"],
    [text, "entry_ids"],
    [instant, "said_at"],
    [text, "said_by", "staff.id"],
    [optionalInstant, "ended_at"],
  ]).execute();
  await columns(practiceTable(db, "case_link"), [
    [text, "case_id", "mdt_case.id"],
    [text, "other_id", "mdt_case.id"],
    [text, "relation"],
    [instant, "linked_at"],
    [text, "linked_by", "staff.id"],
    [optionalInstant, "ended_at"],
  ]).execute();
  await columns(practiceTable(db, "guest"), [
    [text, "case_id", "mdt_case.id"],
    [text, "meeting_id", "meeting.id"],
    [text, "staff_id", "staff.id"],
    [optionalText, "token_hash"],
    [instant, "asked_at"],
    [text, "asked_by", "staff.id"],
    [instant, "ends_at"],
    [optionalInstant, "revoked_at"],
    [optionalText, "code_hash"],
    [optionalInstant, "code_ends_at"],
    [integer, "code_tries"],
    [optionalText, "session_hash"],
    [optionalInstant, "session_ends_at"],
    version,
  ]).execute();
  await columns(practiceTable(db, "pack"), [
    [text, "meeting_id", "meeting.id"],
    [integer, "number"],
    [instant, "frozen_at"],
    [text, "checksum"],
  ]).execute();
  await columns(practiceTable(db, "pack_case"), [
    [text, "pack_id", "pack.id"],
    [text, "case_id", "mdt_case.id"],
    [integer, "position"],
    [text, "content"],
    [text, "checksum"],
  ]).execute();
  await columns(practiceTable(db, "pack_export"), [
    [text, "meeting_id", "meeting.id"],
    [optionalText, "pack_id", "pack.id"],
    [text, "staff_id", "staff.id"],
    [integer, "number"],
    [text, "form"],
    [instant, "exported_at"],
  ]).execute();
  await columns(practiceTable(db, "copied_block"), [
    [text, "case_id", "mdt_case.id"],
    [text, "block"],
    [text, "checksum"],
    [instant, "copied_at"],
    [text, "copied_by", "staff.id"],
  ]).execute();

  await db.schema.createIndex("discussion_note_case").on("discussion_note").columns(["case_id"]).execute();
  await db.schema.createIndex("settlement_case").on("settlement").columns(["case_id"]).execute();
  await db.schema.createIndex("inquiry_case").on("inquiry").columns(["case_id"]).execute();
  await db.schema.createIndex("same_value_case").on("same_value").columns(["case_id"]).execute();
  await db.schema.createIndex("case_link_case").on("case_link").columns(["case_id"]).execute();
  await db.schema.createIndex("case_link_other").on("case_link").columns(["other_id"]).execute();
  await db.schema.createIndex("guest_meeting").on("guest").columns(["meeting_id", "case_id"]).execute();
  await db.schema.createIndex("guest_token").on("guest").columns(["token_hash"]).execute();
  await db.schema.createIndex("pack_once").unique().on("pack").columns(["meeting_id", "number"]).execute();
  await db.schema.createIndex("pack_case_once").unique().on("pack_case").columns(["pack_id", "case_id"]).execute();
  await db.schema
    .createIndex("pack_export_once")
    .unique()
    .on("pack_export")
    .columns(["meeting_id", "number"])
    .execute();
  await db.schema.createIndex("copied_block_case").on("copied_block").columns(["case_id"]).execute();
}

async function addText(db: Kysely<unknown>, table: string, name: string, references?: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(name, "text", (column) => (references ? column.references(references).onDelete("restrict") : column))
    .execute();
}
