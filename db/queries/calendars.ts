/** People's own calendars elsewhere: where they are read, and the busy times read of them, of which nothing else is kept. */
import type { Insertable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { BusyCalendarTable, Instant } from "../schema.ts";
import { fromJson, toJson } from "./json.ts";
import { keep } from "./rows.ts";

/** Somebody's calendar, and how many busy times of it are still to come. */
export async function calendarOf(db: Reader, staffId: string, now: Instant) {
  const [row, busy] = await Promise.all([
    db
      .selectFrom("busy_calendar")
      .select(["id", "address", "read_at", "next_read_at", "faults"])
      .where("staff_id", "=", staffId)
      .executeTakeFirst(),
    db
      .selectFrom("busy_time")
      .select((eb) => [eb.fn.countAll().as("count"), eb.fn.max("ends_at").as("until")])
      .where("staff_id", "=", staffId)
      .where("ends_at", ">", now)
      .executeTakeFirstOrThrow(),
  ]);
  return (
    row && {
      ...row,
      faults: row.faults === null ? null : fromJson(row.faults),
      busyCount: Number(busy.count),
      busyUntil: busy.until as Instant | null,
    }
  );
}

/** One calendar a person: another's busy times go with the address they were read at. */
export async function replaceCalendar(db: Writer, row: Insertable<BusyCalendarTable>): Promise<void> {
  await removeCalendar(db, row.staff_id);
  await keep(db, "busy_calendar", row);
}

/** Tells whether there was one. */
export async function removeCalendar(db: Writer, staffId: string): Promise<boolean> {
  await db.deleteFrom("busy_time").where("staff_id", "=", staffId).execute();
  const result = await db.deleteFrom("busy_calendar").where("staff_id", "=", staffId).executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}

export async function readCalendarNext(db: Writer, calendarId: string, at: Instant): Promise<void> {
  await db.updateTable("busy_calendar").set({ next_read_at: at }).where("id", "=", calendarId).execute();
}

/** Calendars to be read now, those that wait longest first. */
export async function calendarsDue(db: Reader, now: Instant) {
  return db
    .selectFrom("busy_calendar")
    .select(["id", "staff_id as staffId", "address"])
    .where("next_read_at", "<=", now)
    .orderBy("next_read_at")
    .execute();
}

/** Whose calendar it is; nobody's when it was taken back while it was read. */
export async function ownerOfCalendar(db: Reader, calendarId: string): Promise<string | undefined> {
  const row = await db.selectFrom("busy_calendar").select("staff_id").where("id", "=", calendarId).executeTakeFirst();
  return row?.staff_id;
}

/** Keeps what a reading brought; without times those of the reading before stay. */
export async function keepReading(
  db: Writer,
  calendar: { id: string; staffId: string },
  reading: {
    times: { id: string; startsAt: Instant; endsAt: Instant }[] | null;
    faults: readonly string[];
    at: Instant;
    nextAt: Instant;
  },
): Promise<void> {
  const { times, faults, at, nextAt } = reading;
  await db
    .updateTable("busy_calendar")
    .set((eb) => ({
      next_read_at: nextAt,
      faults: faults.length > 0 ? toJson([...faults]) : null,
      version: eb("version", "+", 1),
      ...(times ? { read_at: at } : {}),
    }))
    .where("id", "=", calendar.id)
    .execute();
  if (times === null) return;
  await db.deleteFrom("busy_time").where("calendar_id", "=", calendar.id).execute();
  const rows = times.map(({ id, startsAt, endsAt }) => ({
    id,
    calendar_id: calendar.id,
    staff_id: calendar.staffId,
    starts_at: startsAt,
    ends_at: endsAt,
  }));
  await keep(db, "busy_time", ...rows);
}
