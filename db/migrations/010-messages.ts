/** Outgoing mail and the links in it, polls for a time, the steps of the cycle, who was reminded of what. */
import { sql, type Kysely } from "kysely";
import {
  columns,
  instant,
  integer,
  optionalInstant,
  optionalText,
  practiceTable,
  table,
  text,
  day,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "poll"), [
    [text, "asked_by", "staff.id"],
    [instant, "asked_at"],
    [text, "place"],
    [optionalInstant, "closed_at"],
  ]).execute();
  await columns(practiceTable(db, "poll_time"), [
    [text, "poll_id", "poll.id"],
    [instant, "starts_at"],
    [instant, "ends_at"],
  ]).execute();
  await columns(practiceTable(db, "poll_person"), [
    [text, "poll_id", "poll.id"],
    [text, "staff_id", "staff.id"],
    [text, "need"],
  ]).execute();
  await columns(practiceTable(db, "poll_answer"), [
    [text, "poll_id", "poll.id"],
    [text, "poll_time_id", "poll_time.id"],
    [text, "staff_id", "staff.id"],
    [text, "answer"],
    [instant, "answered_at"],
  ]).execute();
  await columns(practiceTable(db, "message"), [
    [text, "staff_id", "staff.id"],
    [text, "kind"],
    // What makes it the same message, so that nobody gets it twice.
    [text, "once"],
    [text, "subject"],
    [text, "text"],
    [optionalText, "calendar"],
    [optionalText, "method"],
    [optionalText, "meeting_id", "meeting.id"],
    [optionalText, "series_id", "series.id"],
    [optionalText, "poll_id", "poll.id"],
    [instant, "queued_at"],
    [instant, "due_at"],
    [integer, "tries"],
    [optionalInstant, "sent_at"],
    [optionalInstant, "failed_at"],
    [optionalText, "fault"],
  ]).execute();
  await columns(practiceTable(db, "answer_link"), [
    [text, "token_hash"],
    [text, "staff_id", "staff.id"],
    [optionalText, "message_id", "message.id"],
    [optionalText, "meeting_id", "meeting.id"],
    [optionalText, "series_id", "series.id"],
    [optionalText, "poll_id", "poll.id"],
    [instant, "made_at"],
    [instant, "ends_at"],
    [optionalInstant, "used_at"],
    [optionalInstant, "revoked_at"],
  ]).execute();
  await columns(practiceTable(db, "cycle_step"), [
    [text, "meeting_id", "meeting.id"],
    [text, "step"],
    [instant, "taken_at"],
  ]).execute();
  await columns(table(db, "reminder"), [
    [text, "staff_id", "staff.id"],
    // What they were reminded of, with the date it counted from: a moved date reminds again.
    [text, "about"],
    [day, "on_day"],
  ]).execute();

  const once = (name: string, table: string, of: string[]) =>
    db.schema.createIndex(name).unique().on(table).columns(of).execute();
  await once("poll_person_once", "poll_person", ["poll_id", "staff_id"]);
  await once("poll_answer_once", "poll_answer", ["poll_time_id", "staff_id"]);
  await once("message_once", "message", ["once"]);
  await once("answer_link_token", "answer_link", ["token_hash"]);
  await once("cycle_step_once", "cycle_step", ["meeting_id", "step"]);
  await once("reminder_once", "reminder", ["staff_id", "about"]);
  await db.schema
    .createIndex("message_waiting")
    .on("message")
    .columns(["due_at"])
    .where(sql.ref("sent_at"), "is", null)
    .where(sql.ref("failed_at"), "is", null)
    .execute();
  await db.schema.createIndex("message_queued").on("message").columns(["practice_id", "queued_at", "id"]).execute();
  // The few that wait or failed, so that asking for them does not read all that was ever sent.
  await db.schema
    .createIndex("message_unsent")
    .on("message")
    .columns(["practice_id", "queued_at", "id"])
    .where(sql.ref("sent_at"), "is", null)
    .execute();
  await db.schema.createIndex("message_meeting").on("message").columns(["meeting_id"]).execute();
  await db.schema.createIndex("message_series").on("message").columns(["series_id"]).execute();
  await db.schema.createIndex("answer_link_staff").on("answer_link").columns(["staff_id"]).execute();
  await db.schema.createIndex("answer_link_message").on("answer_link").columns(["message_id"]).execute();
  await db.schema.createIndex("poll_time_poll").on("poll_time").columns(["poll_id", "starts_at"]).execute();
  await db.schema.createIndex("poll_answer_poll").on("poll_answer").columns(["poll_id"]).execute();
  await db.schema.createIndex("poll_of").on("poll").columns(["practice_id", "asked_at"]).execute();
}
