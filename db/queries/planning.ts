/** What planning looks back and around at: the meetings planned last, and those on the same days. */
import type { Reader } from "../database.ts";
import type { Day, Instant, Json } from "../schema.ts";
import { awayOf, knownOf } from "./availability.ts";
import { fromJson } from "./json.ts";
import { disciplinesOfMeeting } from "./meetings.ts";
import { daysToAvoid } from "./practices.ts";

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

/** What may stand against dates within a span, of the practice and of these people; which it is of, the domain tells. */
export async function aroundDates(
  db: Reader,
  practiceId: string,
  people: readonly { id: string }[],
  span: { firstDay: Day; lastDay: Day; from: Instant; until: Instant },
) {
  const ids = people.map(({ id }) => id);
  const [meetings, avoid, away, known] = await Promise.all([
    meetingsBetween(db, practiceId, span.from, span.until),
    daysToAvoid(db, practiceId, span.firstDay, span.lastDay),
    awayOf(db, ids, span.firstDay, span.lastDay),
    knownOf(db, ids, span.from, span.until),
  ]);
  return {
    meetings,
    avoid,
    away,
    busy: known.flatMap(({ staffId, busy }) =>
      busy
        .filter((time) => time.practiceId !== practiceId)
        .map(({ startsAt, endsAt }) => ({ staffId, startsAt, endsAt })),
    ),
  };
}
