/** What stopped a case from outside, how it stood before, and that it was a mistake. */
import type { Kysely } from "kysely";
import { columns, instant, optionalInstant, optionalText, practiceTable, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "case_stop"), [
    [text, "case_id", "mdt_case.id"],
    [instant, "stopped_at"],
    // How the case had ended before; nothing of it for one that was open.
    [optionalInstant, "closed_at"],
    [optionalText, "closed_by", "staff.id"],
    [optionalText, "closed_as"],
    [optionalText, "closed_reason"],
    [optionalText, "review_trigger"],
    [optionalInstant, "undone_at"],
    [optionalText, "undone_by", "staff.id"],
    [optionalText, "undone_reason"],
  ]).execute();
  await db.schema.createIndex("case_stop_case").on("case_stop").columns(["case_id"]).execute();
}
