/** What belongs to a decision beside its words, and the note that an action was made from. */
import type { Kysely } from "kysely";
import { columns, instant, optionalDay, optionalText, practiceTable, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "decision"), [
    [text, "case_id", "mdt_case.id"],
    [text, "agenda_item_id", "agenda_item.id"],
    [text, "note_id", "discussion_note.id"],
    [optionalText, "reason"],
    [text, "agreed_by"],
    [optionalText, "dissent"],
    [optionalText, "told_by", "staff.id"],
    [optionalDay, "told_due"],
    [optionalText, "told_how"],
    [instant, "recorded_at"],
    [text, "recorded_by", "staff.id"],
  ]).execute();
  await db.schema.createIndex("decision_item").on("decision").columns(["agenda_item_id", "recorded_at"]).execute();

  await db.schema
    .alterTable("action")
    .addColumn("note_id", "text", (column) => column.references("discussion_note.id").onDelete("restrict"))
    .execute();
  await db.schema.createIndex("action_note").on("action").columns(["note_id"]).execute();
  await db.schema
    .createIndex("discussion_note_writer")
    .on("discussion_note")
    .columns(["meeting_id", "written_by"])
    .execute();
}
