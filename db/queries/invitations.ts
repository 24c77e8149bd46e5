/** What an invitation is made of: the dates of one calendar object, who is invited to each, and what they said. */
import type { Reader, Writer } from "../database.ts";
import type { Day, Instant, Json } from "../schema.ts";
import { fromJson } from "./json.ts";
import { invitedToEach } from "./meetings.ts";
import { staffOfPractice } from "./staff.ts";

/** A series with all its meetings, or one that is in no series. */
export type InvitationSubject = { seriesId: string } | { meetingId: string };

export type InvitationFacts = NonNullable<Awaited<ReturnType<typeof invitationFacts>>>;

/** Null when there is no such series or meeting, or nobody who could invite. A meeting of a series stands for the whole series. */
export async function invitationFacts(db: Reader, subject: InvitationSubject, today: Day) {
  const seriesId = "seriesId" in subject ? subject.seriesId : await seriesOf(db, subject.meetingId);
  const meetings = await db
    .selectFrom("meeting")
    .select([
      "id",
      "practice_id",
      "chair_id",
      "recurs_at",
      "starts_at",
      "ends_at",
      "place",
      "video_link",
      "extra_reason",
      "opened_at",
      "closed_at",
      "cancelled_at",
      "sequence",
      "version",
    ])
    .$if(seriesId !== null, (query) => query.where("series_id", "=", seriesId))
    .$if(seriesId === null, (query) => query.where("id", "=", "meetingId" in subject ? subject.meetingId : ""))
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
  const [first] = meetings;
  if (!first) return null;

  const [practice, series, organizer, invited] = await Promise.all([
    practiceOf(db, first.practice_id),
    seriesId === null ? null : seriesById(db, seriesId),
    organizerOf(db, first.practice_id, seriesId, today),
    invitedToEach(db, first.practice_id, meetings, today),
  ]);
  if (!organizer) return null;
  return {
    practice,
    series,
    organizer,
    meetings: meetings.map((meeting) => ({
      id: meeting.id,
      recursAt: meeting.recurs_at,
      startsAt: meeting.starts_at,
      endsAt: meeting.ends_at,
      place: meeting.place,
      videoLink: meeting.video_link,
      extraReason: meeting.extra_reason,
      sequence: meeting.sequence,
      version: meeting.version,
      isCancelled: meeting.cancelled_at !== null,
      hasBegun: meeting.opened_at !== null || meeting.closed_at !== null,
      people: invited.get(meeting.id) ?? [],
    })),
  };
}

/** Who was sent a request for that meeting, alone or with its series. */
export async function toldOf(db: Reader, meeting: { id: string; series_id: string | null }): Promise<Set<string>> {
  const rows = await db
    .selectFrom("message")
    .select("staff_id")
    .distinct()
    .where("method", "=", "REQUEST")
    .where((eb) =>
      eb.or([
        eb("meeting_id", "=", meeting.id),
        ...(meeting.series_id === null ? [] : [eb("series_id", "=", meeting.series_id)]),
      ]),
    )
    .execute();
  return new Set(rows.map((row) => row.staff_id));
}

/** The dates of a series that have not begun, by time. */
export async function datesAhead(db: Reader, seriesId: string, at: Instant) {
  return db
    .selectFrom("meeting")
    .select(["id", "starts_at"])
    .where("series_id", "=", seriesId)
    .where("opened_at", "is", null)
    .where("closed_at", "is", null)
    .where("cancelled_at", "is", null)
    .where("starts_at", ">", at)
    .orderBy("starts_at")
    .execute();
}

/**
 * Raises the SEQUENCE of what calendars know these meetings by, the series or the meeting that is in none, and of the
 * meetings that the change is about. Answers the new one.
 */
export async function raiseSequence(
  db: Writer,
  meeting: { series_id: string | null; sequence: number },
  changedIds: readonly string[],
): Promise<number> {
  const sequence = meeting.series_id === null ? meeting.sequence + 1 : await raiseSeries(db, meeting.series_id);
  await db
    .updateTable("meeting")
    .set({ sequence })
    .where("id", "in", [...changedIds])
    .execute();
  return sequence;
}

async function raiseSeries(db: Writer, seriesId: string): Promise<number> {
  const { sequence } = await db
    .updateTable("series")
    .set((eb) => ({ sequence: eb("sequence", "+", 1) }))
    .where("id", "=", seriesId)
    .returning("sequence")
    .executeTakeFirstOrThrow();
  return sequence;
}

/** Forgets what people answered for meetings whose time changed: they are asked again. */
export async function clearReplies(db: Writer, meetingIds: readonly string[]): Promise<void> {
  if (meetingIds.length === 0) return;
  await db
    .updateTable("reply")
    .set({ reply: null, replied_at: null, reason: null, deputy_id: null, from_at: null, until_at: null })
    .where("meeting_id", "in", [...meetingIds])
    .execute();
}

async function seriesOf(db: Reader, meetingId: string): Promise<string | null> {
  const row = await db.selectFrom("meeting").select("series_id").where("id", "=", meetingId).executeTakeFirst();
  return row?.series_id ?? null;
}

async function seriesById(db: Reader, id: string) {
  const { rule, sequence } = await db
    .selectFrom("series")
    .select(["rule", "sequence"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { id, sequence, rule: fromJson(rule as Json<unknown>) };
}

async function practiceOf(db: Reader, id: string) {
  return db.selectFrom("practice").select(["id", "name"]).where("id", "=", id).executeTakeFirstOrThrow();
}

/** Who planned it while they coordinate here, else the first coordinator by name, else whoever is first. */
async function organizerOf(db: Reader, practiceId: string, seriesId: string | null, today: Day) {
  const planned =
    seriesId === null
      ? undefined
      : await db.selectFrom("series").select("planned_by").where("id", "=", seriesId).executeTakeFirst();
  const staff = (await staffOfPractice(db, practiceId)).filter(({ left_on }) => left_on === null || left_on >= today);
  const coordinators = staff.filter(({ role }) => role === "coordinator");
  const organizer = coordinators.find(({ id }) => id === planned?.planned_by) ?? coordinators[0] ?? staff[0];
  return organizer && { name: organizer.name, email: organizer.email };
}
