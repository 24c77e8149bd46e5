/** When people can meet: one's own as one gave it, and what is known to others of it. */
import type { Insertable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { AvailabilityTable, Day, Instant, TimeAwayTable, UsualTimeTable } from "../schema.ts";
import type { DayPart } from "../vocabulary.ts";
import { keep } from "./rows.ts";

/** What somebody said of their usual week; null when they never did. */
export async function usualWeekOf(db: Reader, staffId: string) {
  const [said, usual] = await Promise.all([
    db
      .selectFrom("availability")
      .select(["shows_reasons", "version"])
      .where("staff_id", "=", staffId)
      .executeTakeFirst(),
    db.selectFrom("usual_time").select(["weekday", "part"]).where("staff_id", "=", staffId).execute(),
  ]);
  return said ? { ...said, usual } : null;
}

/** Tells whether nothing was saved since that version; 0 is that of a week never given. */
export async function keepUsualWeek(
  db: Writer,
  week: { id: string; staff_id: string; shows_reasons: number; set_at: Instant },
  version: number,
  usual: Insertable<UsualTimeTable>[],
): Promise<boolean> {
  const kept = version === 0 ? await beginWeek(db, week) : await changeWeek(db, week, version);
  if (!kept) return false;
  await db.deleteFrom("usual_time").where("staff_id", "=", week.staff_id).execute();
  await keep(db, "usual_time", ...usual);
  return true;
}

async function beginWeek(db: Writer, row: Insertable<AvailabilityTable>): Promise<boolean> {
  const result = await db
    .insertInto("availability")
    .values({ ...row, version: 1 })
    .onConflict((conflict) => conflict.column("staff_id").doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}

async function changeWeek(
  db: Writer,
  { staff_id, shows_reasons, set_at }: { staff_id: string; shows_reasons: number; set_at: Instant },
  version: number,
): Promise<boolean> {
  const result = await db
    .updateTable("availability")
    .set({ shows_reasons, set_at, version: version + 1 })
    .where("staff_id", "=", staff_id)
    .where("version", "=", version)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** One's own days away that are not over, with one's own reasons. */
export async function daysAwayOf(db: Reader, staffId: string, from: Day) {
  return db
    .selectFrom("time_away")
    .leftJoin("staff as cover", "cover.id", "time_away.cover_id")
    .select([
      "time_away.id",
      "time_away.from_day",
      "time_away.to_day",
      "time_away.reason",
      "time_away.cover_id",
      "cover.name as cover",
    ])
    .where("time_away.staff_id", "=", staffId)
    .where("time_away.ended_at", "is", null)
    .where("time_away.to_day", ">=", from)
    .orderBy("time_away.from_day")
    .orderBy("time_away.to_day")
    .execute();
}

export async function keepDaysAway(db: Writer, row: Insertable<TimeAwayTable>): Promise<void> {
  await keep(db, "time_away", row);
}

/** Null when they are not that person's, or were taken back before. */
export async function endDaysAway(db: Writer, id: string, staffId: string, at: Instant) {
  return db
    .updateTable("time_away")
    .set({ ended_at: at })
    .where("id", "=", id)
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .returning(["from_day", "to_day", "reason", "cover_id"])
    .executeTakeFirst();
}

/** Days away of these people that touch those from `from` to `to`; the reason only where they let others read it. */
export async function awayOf(db: Reader, staffIds: readonly string[], from: Day, to: Day) {
  if (staffIds.length === 0) return [];
  return db
    .selectFrom("time_away")
    .innerJoin("staff", "staff.id", "time_away.staff_id")
    .leftJoin("availability", "availability.staff_id", "time_away.staff_id")
    .select((eb) => [
      "time_away.staff_id",
      "staff.name",
      "staff.discipline",
      "time_away.from_day",
      "time_away.to_day",
      eb
        .case()
        .when("availability.shows_reasons", "=", 1)
        .then(eb.ref("time_away.reason"))
        .else(null)
        .end()
        .as("reason"),
      "time_away.cover_id",
    ])
    .where("time_away.staff_id", "in", [...staffIds])
    .where("time_away.ended_at", "is", null)
    .where("time_away.to_day", ">=", from)
    .where("time_away.from_day", "<=", to)
    .orderBy("time_away.from_day")
    .orderBy("staff.name")
    .execute();
}

/** What is known of when one person can meet. */
export interface Known {
  staffId: string;
  /** When they can usually meet; with none, they did not say, and nothing is known. */
  usual: { weekday: number; part: DayPart }[];
  /** The last day included; the reason only where they let others read it. */
  away: { fromDay: Day; toDay: Day; reason: string | null }[];
  /** In order of time. */
  busy: Busy[];
}

/** Busy, and nothing of with what. `practiceId` tells one's own practice's meetings from all else; show it nobody. */
export interface Busy {
  startsAt: Instant;
  endsAt: Instant;
  /** Null for a time of their own calendar. */
  practiceId: string | null;
}

/** What is known of these people between two instants; everybody asked for is in it, once, in that order. */
export async function knownOf(db: Reader, staffIds: readonly string[], from: Instant, to: Instant): Promise<Known[]> {
  const ids = [...new Set(staffIds)];
  if (ids.length === 0) return [];
  const [usual, away, calendars, meetings] = await Promise.all([
    db.selectFrom("usual_time").select(["staff_id", "weekday", "part"]).where("staff_id", "in", ids).execute(),
    awayOf(db, ids, utcDay(from), utcDay(to, 1)),
    db
      .selectFrom("busy_time")
      .select(["staff_id", "starts_at", "ends_at"])
      .where("staff_id", "in", ids)
      .where("ends_at", ">", from)
      .where("starts_at", "<", to)
      .execute(),
    meetingTimesOf(db, ids, from, to),
  ]);
  const usualOf = byStaff(usual);
  const awayOfStaff = byStaff(away);
  const busyOf = byStaff([...calendars.map((row) => ({ ...row, practice_id: null })), ...meetings]);
  return ids.map((staffId) => ({
    staffId,
    usual: usualOf(staffId).map(({ weekday, part }) => ({ weekday, part })),
    away: awayOfStaff(staffId).map((row) => ({ fromDay: row.from_day, toDay: row.to_day, reason: row.reason })),
    busy: busyOf(staffId)
      .map((row) => ({ startsAt: row.starts_at, endsAt: row.ends_at, practiceId: row.practice_id }))
      .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
  }));
}

function byStaff<Row extends { staff_id: string }>(rows: readonly Row[]): (staffId: string) => Row[] {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const own = grouped.get(row.staff_id);
    if (own) own.push(row);
    else grouped.set(row.staff_id, [row]);
  }
  return (staffId) => grouped.get(staffId) ?? [];
}

/** London's day is that of UTC or the one after: days between these hold all that are meant, and at most one more. */
function utcDay(instant: Instant, daysLater = 0): Day {
  return new Date(Date.parse(instant) + daysLater * 86_400_000).toISOString().slice(0, 10) as Day;
}

/** When meetings of any practice are that these people are invited to, as `invitedTo` has it, and did not decline. */
async function meetingTimesOf(db: Reader, staffIds: string[], from: Instant, to: Instant) {
  return db
    .selectFrom("attachment")
    .innerJoin("staff", "staff.id", "attachment.staff_id")
    .innerJoin("meeting", "meeting.practice_id", "attachment.practice_id")
    .leftJoin("reply", (join) =>
      join.onRef("reply.meeting_id", "=", "meeting.id").onRef("reply.staff_id", "=", "attachment.staff_id"),
    )
    .select(["attachment.staff_id", "meeting.practice_id", "meeting.starts_at", "meeting.ends_at"])
    .where("attachment.staff_id", "in", staffIds)
    .where("attachment.ended_at", "is", null)
    .where("meeting.cancelled_at", "is", null)
    .where("meeting.ends_at", ">", from)
    .where("meeting.starts_at", "<", to)
    .where((eb) => {
      const named = eb
        .selectFrom("meeting_discipline")
        .select("meeting_discipline.id")
        .whereRef("meeting_discipline.meeting_id", "=", "meeting.id");
      const stoodIn = eb
        .selectFrom("reply as other")
        .select("other.id")
        .whereRef("other.meeting_id", "=", "meeting.id")
        .whereRef("other.deputy_id", "=", "attachment.staff_id");
      return eb.and([
        eb.or([eb("reply.reply", "is", null), eb("reply.reply", "!=", "declined")]),
        eb.or([
          eb("attachment.role", "=", "coordinator"),
          eb("meeting.chair_id", "=", eb.ref("attachment.staff_id")),
          eb.not(eb.exists(named)),
          eb.exists(named.whereRef("meeting_discipline.discipline", "=", "staff.discipline")),
          eb.exists(stoodIn),
        ]),
      ]);
    })
    .execute();
}
