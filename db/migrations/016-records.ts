/** The record of a meeting: who approved it, and what was put right beside it. */
import { sql, type Kysely } from "kysely";
import { columns, instant, practiceTable, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("meeting")
    .addColumn("record_approved_at", "text", (column) =>
      column.check(sql`record_approved_at is null or record_approved_at like '____-__-__T__:__:__.___Z'`),
    )
    .execute();
  await db.schema
    .alterTable("meeting")
    .addColumn("record_approved_by", "text", (column) => column.references("staff.id").onDelete("restrict"))
    .execute();
  await columns(practiceTable(db, "amendment"), [
    [text, "meeting_id", "meeting.id"],
    [text, "case_id", "mdt_case.id"],
    [text, "agenda_item_id", "agenda_item.id"],
    [text, "text"],
    [instant, "written_at"],
    [text, "written_by", "staff.id"],
  ]).execute();
  await db.schema.createIndex("amendment_item").on("amendment").columns(["agenda_item_id"]).execute();
}
