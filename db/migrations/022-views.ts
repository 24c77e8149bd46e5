/** Filters of the log under a name, for oneself or for one's colleagues as well. */
import type { Kysely } from "kysely";
import { columns, instant, integer, optionalText, table, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(table(db, "saved_view"), [
    [text, "staff_id", "staff.id"],
    [text, "name"],
    [text, "whose"],
    [text, "show"],
    [optionalText, "owner_id", "staff.id"],
    [optionalText, "discipline"],
    [optionalText, "case_id", "mdt_case.id"],
    [integer, "shared"],
    [instant, "saved_at"],
  ]).execute();
  await db.schema.createIndex("saved_view_staff").on("saved_view").columns(["staff_id"]).execute();
}
