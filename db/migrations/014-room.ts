/** What running the room needs: when people came and went, time used for each case, conflicts of interest, the pulse. */
import type { Kysely } from "kysely";
import { columns, instant, integer, optionalInstant, optionalText, practiceTable, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ["used_seconds", "extra_minutes"]) {
    await db.schema
      .alterTable("agenda_item")
      .addColumn(name, "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema.alterTable("agenda_item").addColumn("entered_at", "text").execute();

  await columns(practiceTable(db, "stay"), [
    [text, "meeting_id", "meeting.id"],
    [text, "staff_id", "staff.id"],
    [instant, "came_at"],
    [optionalInstant, "went_at"],
  ]).execute();
  await columns(practiceTable(db, "recusal"), [
    [text, "case_id", "mdt_case.id"],
    [text, "staff_id", "staff.id"],
    [optionalText, "meeting_id", "meeting.id"],
    [instant, "declared_at"],
    [optionalInstant, "ended_at"],
  ]).execute();
  await columns(practiceTable(db, "pulse"), [
    [text, "meeting_id", "meeting.id"],
    [text, "staff_id", "staff.id"],
    [integer, "worth"],
    [text, "heard"],
    [text, "obstacle"],
    [instant, "answered_at"],
  ]).execute();

  await db.schema.createIndex("stay_meeting").on("stay").columns(["meeting_id", "staff_id"]).execute();
  await db.schema.createIndex("recusal_case").on("recusal").columns(["case_id"]).execute();
  await db.schema.createIndex("recusal_staff").on("recusal").columns(["staff_id"]).execute();
  await db.schema.createIndex("pulse_once").unique().on("pulse").columns(["meeting_id", "staff_id"]).execute();
}
