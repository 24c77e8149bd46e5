/** Logs that were kept in a spreadsheet, until they are stored, and which actions came from which. */
import { sql, type Kysely } from "kysely";
import {
  columns,
  instant,
  optionalInstant,
  optionalInteger,
  optionalText,
  practiceTable,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "log_sheet"), [
    [text, "staff_id", "staff.id"],
    [text, "file_name"],
    [optionalText, "content"],
    [text, "content_hash"],
    [text, "encoding"],
    [text, "owners"],
    [instant, "begun_at"],
    [optionalInstant, "stored_at"],
    [optionalInteger, "stored_rows"],
    [optionalInstant, "undone_at"],
    version,
  ]).execute();
  await db.schema.createIndex("log_sheet_practice").on("log_sheet").columns(["practice_id", "begun_at"]).execute();

  await db.schema
    .alterTable("action")
    .addColumn("sheet_id", "text", (column) => column.references("log_sheet.id").onDelete("restrict"))
    .execute();
  await db.schema
    .createIndex("action_sheet")
    .on("action")
    .columns(["sheet_id"])
    .where(sql.ref("sheet_id"), "is not", null)
    .execute();
}
