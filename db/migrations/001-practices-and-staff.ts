/** Practices, partner organisations, staff, how they sign in. */
import { sql, type Kysely } from "kysely";
import {
  columns,
  instant,
  integer,
  optionalDay,
  optionalInstant,
  optionalInteger,
  optionalText,
  practiceTable,
  table,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(table(db, "practice"), [
    [text, "code"],
    [text, "name"],
    [text, "nation"],
    [optionalInteger, "list_size"],
    [instant, "created_at"],
    [text, "policy"],
    version,
  ]).execute();
  await columns(table(db, "organisation"), [
    [text, "name"],
    [text, "sector"],
  ]).execute();
  await columns(table(db, "staff"), [
    [text, "name"],
    [text, "email"],
    [text, "organisation_id", "organisation.id"],
    [text, "discipline"],
    [text, "job"],
    [integer, "registered"],
    [optionalDay, "left_on"],
    [instant, "created_at"],
    version,
  ]).execute();
  await columns(practiceTable(db, "attachment"), [
    [text, "staff_id", "staff.id"],
    [text, "role"],
    [instant, "attached_at"],
    [optionalInstant, "ended_at"],
    [optionalText, "reference"],
  ]).execute();
  await columns(
    db.schema
      .createTable("credential")
      .addColumn("staff_id", "text", (column) => column.primaryKey().references("staff.id")),
    [
      [text, "password_hash"],
      [instant, "set_at"],
    ],
  ).execute();
  await columns(
    db.schema.createTable("session").addColumn("token_hash", "text", (column) => column.primaryKey()),
    [
      [text, "staff_id", "staff.id"],
      [instant, "began_at"],
      [instant, "seen_at"],
      [instant, "ends_at"],
      [optionalInstant, "ended_at"],
    ],
  ).execute();
  await columns(table(db, "sign_in_attempt"), [
    [text, "email"],
    [instant, "at"],
  ]).execute();
  await columns(
    db.schema.createTable("one_time_link").addColumn("token_hash", "text", (column) => column.primaryKey()),
    [
      [text, "purpose"],
      [optionalText, "practice_id", "practice.id"],
      [optionalText, "staff_id", "staff.id"],
      [instant, "made_at"],
      [optionalText, "made_by", "staff.id"],
      [instant, "ends_at"],
      [optionalInstant, "used_at"],
    ],
  ).execute();
  await db.schema.createIndex("practice_code").unique().on("practice").columns(["code"]).execute();
  await db.schema.createIndex("organisation_name").unique().on("organisation").columns(["name"]).execute();
  await db.schema.createIndex("staff_email").unique().on("staff").columns(["email"]).execute();
  await db.schema
    .createIndex("attachment_one_open")
    .unique()
    .on("attachment")
    .columns(["practice_id", "staff_id"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema.createIndex("attachment_staff").on("attachment").columns(["staff_id"]).execute();
  await db.schema.createIndex("sign_in_attempt_email").on("sign_in_attempt").columns(["email", "at"]).execute();
  await db.schema.createIndex("session_staff").on("session").columns(["staff_id"]).execute();
}
