/** What was imported from files, by its id there, so that the same file again changes nothing. */
import type { Kysely } from "kysely";
import { columns, instant, practiceTable, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "import_record"), [
    [text, "reference"],
    [text, "content_hash"],
    [instant, "imported_at"],
  ]).execute();
  await db.schema
    .createIndex("import_record_once")
    .unique()
    .on("import_record")
    .columns(["practice_id", "reference"])
    .execute();
}
