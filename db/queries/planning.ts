/** What planning looks back and around at: the meetings planned last, and those on the same days. */
import type { Reader } from "../database.ts";
import type { Instant, Json } from "../schema.ts";
import { fromJson } from "./json.ts";
import { disciplinesOfMeeting } from "./meetings.ts";

/** How many of the last meetings show what is usual, where one of them was moved. */
const lookedAt = 3;

/** The meetings planned furthest ahead, with the rule of their series; null where none was ever planned. */
export async function lastPlanned(db: Reader, practiceId: string) {
  const meetings = await db
    .selectFrom("meeting")
    .leftJoin("series", "series.id", "meeting.series_id")
    .select([
      "meeting.id",
      "meeting.series_id",
      "meeting.starts_at",
      "meeting.ends_at",
      "meeting.place",
      "meeting.video_link",
      "meeting.chair_id",
      "series.rule",
    ])
    .where("meeting.practice_id", "=", practiceId)
    .where("meeting.cancelled_at", "is", null)
    .where("meeting.extra_reason", "is", null)
    .orderBy("meeting.starts_at", "desc")
    .limit(lookedAt)
    .execute();
  const [last] = meetings;
  if (!last) return null;
  return {
    meetings: meetings.filter(({ series_id }) => series_id === last.series_id),
    rule: last.rule === null ? null : (fromJson(last.rule as Json<unknown>) as unknown),
    chairId: last.chair_id,
    needs: await disciplinesOfMeeting(db, last.id),
  };
}

/** A practice's meetings that touch a time and were not cancelled. */
export async function meetingsBetween(db: Reader, practiceId: string, from: Instant, to: Instant) {
  return db
    .selectFrom("meeting")
    .select(["id", "starts_at", "ends_at", "place"])
    .where("practice_id", "=", practiceId)
    .where("cancelled_at", "is", null)
    .where("ends_at", ">", from)
    .where("starts_at", "<", to)
    .orderBy("starts_at")
    .execute();
}
