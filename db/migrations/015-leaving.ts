/** People who leave and what they hand over; helpers, copies and likenesses of actions. */
import { sql, type Kysely } from "kysely";
import {
  columns,
  instant,
  optionalDay,
  optionalInstant,
  optionalText,
  practiceTable,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "departure"), [
    [text, "staff_id", "staff.id"],
    [instant, "left_at"],
    [text, "left_by", "staff.id"],
    [optionalText, "successor_id", "staff.id"],
    [optionalInstant, "back_at"],
    [optionalText, "back_by", "staff.id"],
  ]).execute();
  await columns(practiceTable(db, "handover"), [
    [text, "case_id", "mdt_case.id"],
    [text, "from_id", "staff.id"],
    [optionalText, "note"],
    [optionalDay, "visit_on"],
    [instant, "written_at"],
    [text, "written_by", "staff.id"],
    [optionalText, "departure_id", "departure.id"],
    [optionalText, "to_id", "staff.id"],
    version,
  ]).execute();
  await columns(practiceTable(db, "action_helper"), [
    [text, "case_id", "mdt_case.id"],
    [text, "action_id", "action.id"],
    [text, "staff_id", "staff.id"],
    [instant, "added_at"],
    [text, "added_by", "staff.id"],
    [optionalInstant, "ended_at"],
  ]).execute();
  await columns(practiceTable(db, "different_work"), [
    [text, "case_id", "mdt_case.id"],
    [text, "one_id"],
    [text, "other_id"],
    [instant, "said_at"],
    [text, "said_by", "staff.id"],
  ]).execute();
  await addColumn(db, "action", "copied_at");
  await addColumn(db, "action", "copied_by", "staff.id");
  await addColumn(db, "action", "duplicate_of", "action.id");
  await addColumn(db, "action_update", "coded");
  await addColumn(db, "action_update", "handover_id", "handover.id");

  await db.schema.createIndex("departure_staff").on("departure").columns(["staff_id", "left_at"]).execute();
  await db.schema.createIndex("departure_practice").on("departure").columns(["practice_id", "left_at"]).execute();
  await db.schema
    .createIndex("handover_pending")
    .unique()
    .on("handover")
    .columns(["case_id", "from_id"])
    .where(sql.ref("departure_id"), "is", null)
    .execute();
  await db.schema.createIndex("handover_from").on("handover").columns(["from_id"]).execute();
  await db.schema.createIndex("handover_to").on("handover").columns(["to_id"]).execute();
  await db.schema.createIndex("handover_case").on("handover").columns(["case_id"]).execute();
  await db.schema
    .createIndex("action_helper_once")
    .unique()
    .on("action_helper")
    .columns(["action_id", "staff_id"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("action_helper_staff")
    .on("action_helper")
    .columns(["staff_id"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("different_work_once")
    .unique()
    .on("different_work")
    .columns(["case_id", "one_id", "other_id"])
    .execute();
  await db.schema
    .createIndex("action_update_handover")
    .on("action_update")
    .columns(["handover_id"])
    .where(sql.ref("handover_id"), "is not", null)
    .execute();
}

async function addColumn(db: Kysely<unknown>, table: string, name: string, references?: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(name, "text", (column) => (references ? column.references(references).onDelete("restrict") : column))
    .execute();
}
