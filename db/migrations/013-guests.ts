/** Guests as they came to work: for which discipline they are asked, and what was mailed to them and given by them. */
import type { Kysely } from "kysely";
import { columns, instant, integer, optionalInstant, optionalText, practiceTable, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Nothing wrote a row of it before. When the link ends is the meeting's to say, which may be moved.
  await db.schema.dropTable("guest").execute();
  await columns(practiceTable(db, "guest"), [
    [text, "case_id", "mdt_case.id"],
    [text, "meeting_id", "meeting.id"],
    [text, "staff_id", "staff.id"],
    [text, "discipline"],
    [instant, "asked_at"],
    [text, "asked_by", "staff.id"],
    [optionalInstant, "revoked_at"],
    [optionalText, "token_hash"],
    [optionalText, "code_hash"],
    [optionalInstant, "code_ends_at"],
    [integer, "code_tries"],
    [optionalText, "session_hash"],
    [optionalInstant, "session_ends_at"],
  ]).execute();
  await addGuest(db, "contribution");
  await addGuest(db, "message");

  await db.schema.createIndex("guest_case").on("guest").columns(["case_id"]).execute();
  await db.schema.createIndex("guest_staff").on("guest").columns(["staff_id"]).execute();
  await db.schema.createIndex("guest_token").unique().on("guest").columns(["token_hash"]).execute();
  await db.schema.createIndex("message_guest").on("message").columns(["guest_id"]).execute();
}

async function addGuest(db: Kysely<unknown>, table: string): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn("guest_id", "text", (column) => column.references("guest.id").onDelete("restrict"))
    .execute();
}
