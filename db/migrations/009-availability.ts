/** When people can meet: their usual week, days away, busy times read of their own calendar; days a practice avoids. */
import type { Kysely } from "kysely";
import {
  columns,
  day,
  instant,
  integer,
  optionalInstant,
  optionalText,
  practiceTable,
  table,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(table(db, "availability"), [
    [text, "staff_id", "staff.id"],
    [integer, "shows_reasons"],
    [instant, "set_at"],
    version,
  ]).execute();
  await columns(table(db, "usual_time"), [
    [text, "staff_id", "staff.id"],
    [integer, "weekday"],
    [text, "part"],
  ]).execute();
  await columns(table(db, "time_away"), [
    [text, "staff_id", "staff.id"],
    [day, "from_day"],
    [day, "to_day"],
    [optionalText, "reason"],
    [optionalText, "cover_id", "staff.id"],
    [instant, "made_at"],
    [optionalInstant, "ended_at"],
  ]).execute();
  await columns(table(db, "busy_calendar"), [
    [text, "staff_id", "staff.id"],
    [text, "address"],
    [instant, "set_at"],
    [instant, "next_read_at"],
    [optionalInstant, "read_at"],
    [optionalText, "faults"],
    version,
  ]).execute();
  await columns(table(db, "busy_time"), [
    [text, "calendar_id", "busy_calendar.id"],
    [text, "staff_id", "staff.id"],
    [instant, "starts_at"],
    [instant, "ends_at"],
  ]).execute();
  await columns(table(db, "calendar_feed"), [
    [text, "staff_id", "staff.id"],
    [text, "token_hash"],
    [instant, "made_at"],
    [instant, "ends_at"],
    [optionalInstant, "revoked_at"],
  ]).execute();
  await columns(practiceTable(db, "day_to_avoid"), [
    [day, "from_day"],
    [day, "to_day"],
    [text, "label"],
  ]).execute();

  const once = (name: string, table: string, of: string[]) =>
    db.schema.createIndex(name).unique().on(table).columns(of).execute();
  await once("availability_once", "availability", ["staff_id"]);
  await once("usual_time_once", "usual_time", ["staff_id", "weekday", "part"]);
  await once("busy_calendar_once", "busy_calendar", ["staff_id"]);
  await once("calendar_feed_token", "calendar_feed", ["token_hash"]);
  await db.schema.createIndex("time_away_staff").on("time_away").columns(["staff_id", "to_day"]).execute();
  await db.schema.createIndex("busy_calendar_next").on("busy_calendar").columns(["next_read_at"]).execute();
  await db.schema.createIndex("busy_time_staff").on("busy_time").columns(["staff_id", "ends_at"]).execute();
  await db.schema.createIndex("busy_time_calendar").on("busy_time").columns(["calendar_id"]).execute();
  await db.schema.createIndex("calendar_feed_staff").on("calendar_feed").columns(["staff_id"]).execute();
  await db.schema.createIndex("day_to_avoid_when").on("day_to_avoid").columns(["practice_id", "to_day"]).execute();
}
