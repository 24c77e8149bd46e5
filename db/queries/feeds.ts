/** Secret addresses at which calendar programs read somebody's meetings; of each only a hash is kept. */
import type { Insertable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { CalendarFeedTable, Instant } from "../schema.ts";

export async function keepFeed(db: Writer, row: Insertable<CalendarFeedTable>): Promise<void> {
  await db.insertInto("calendar_feed").values(row).execute();
}

/** Ends all of somebody's feeds; tells whether there was one. */
export async function revokeFeeds(db: Writer, staffId: string, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable("calendar_feed")
    .set({ revoked_at: at })
    .where("staff_id", "=", staffId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** The feed that somebody has now. */
export async function feedOf(db: Reader, staffId: string, now: Instant) {
  return db
    .selectFrom("calendar_feed")
    .select(["made_at", "ends_at"])
    .where("staff_id", "=", staffId)
    .where("revoked_at", "is", null)
    .where("ends_at", ">", now)
    .executeTakeFirst();
}

export async function readerOfFeed(db: Reader, tokenHash: string, now: Instant) {
  return db
    .selectFrom("calendar_feed")
    .innerJoin("staff", "staff.id", "calendar_feed.staff_id")
    .select(["staff.id", "staff.discipline", "staff.left_on"])
    .where("calendar_feed.token_hash", "=", tokenHash)
    .where("calendar_feed.revoked_at", "is", null)
    .where("calendar_feed.ends_at", ">", now)
    .executeTakeFirst();
}

/** The meetings of all of somebody's practices that end after that instant and stand. */
export async function meetingsForFeed(db: Reader, staffId: string, since: Instant) {
  return db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .innerJoin("attachment", (join) =>
      join
        .onRef("attachment.practice_id", "=", "meeting.practice_id")
        .on("attachment.staff_id", "=", staffId)
        .on("attachment.ended_at", "is", null),
    )
    .select([
      "meeting.id",
      "meeting.starts_at",
      "meeting.ends_at",
      "meeting.sequence",
      "meeting.place",
      "practice.name as practice",
      "attachment.role",
    ])
    .where("meeting.starts_at", ">=", since)
    .where("meeting.cancelled_at", "is", null)
    .orderBy("meeting.starts_at")
    .orderBy("meeting.id")
    .execute();
}
