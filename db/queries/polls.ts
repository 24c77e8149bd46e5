/** Polls for a time: who was asked about which times, and what they said. */
import type { Reader, Writer } from "../database.ts";
import type { Instant } from "../schema.ts";
import type { Reply } from "../vocabulary.ts";

export async function pollById(db: Reader, id: string) {
  return db
    .selectFrom("poll")
    .innerJoin("practice", "practice.id", "poll.practice_id")
    .innerJoin("staff", "staff.id", "poll.asked_by")
    .select([
      "poll.id",
      "poll.practice_id",
      "practice.name as practice",
      "poll.asked_by",
      "staff.name as asked_by_name",
      "poll.asked_at",
      "poll.place",
      "poll.closed_at",
    ])
    .where("poll.id", "=", id)
    .executeTakeFirst();
}

/** The times that were asked about, the earliest first. */
export async function pollTimesOf(db: Reader, pollId: string) {
  return db
    .selectFrom("poll_time")
    .select(["id", "starts_at", "ends_at"])
    .where("poll_id", "=", pollId)
    .orderBy("starts_at")
    .orderBy("id")
    .execute();
}

/** Everybody who was asked, by name. */
export async function pollPeopleOf(db: Reader, pollId: string) {
  return db
    .selectFrom("poll_person")
    .innerJoin("staff", "staff.id", "poll_person.staff_id")
    .select(["staff.id", "staff.name", "staff.discipline", "poll_person.need"])
    .where("poll_person.poll_id", "=", pollId)
    .orderBy("staff.name")
    .orderBy("staff.id")
    .execute();
}

export async function pollAnswersOf(db: Reader, pollId: string) {
  return db
    .selectFrom("poll_answer")
    .select(["poll_time_id", "staff_id", "answer", "answered_at"])
    .where("poll_id", "=", pollId)
    .execute();
}

/** Keeps what one person says to some times of a poll, in place of what they said before. */
export async function keepPollAnswer(
  db: Writer,
  said: {
    practiceId: string;
    pollId: string;
    staffId: string;
    timeIds: readonly string[];
    answer: Reply;
    at: Instant;
    newId: () => string;
  },
): Promise<void> {
  if (said.timeIds.length === 0) return;
  const rows = said.timeIds.map((timeId) => ({
    id: said.newId(),
    practice_id: said.practiceId,
    poll_id: said.pollId,
    poll_time_id: timeId,
    staff_id: said.staffId,
    answer: said.answer,
    answered_at: said.at,
  }));
  await db
    .insertInto("poll_answer")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["poll_time_id", "staff_id"]).doUpdateSet({ answer: said.answer, answered_at: said.at }),
    )
    .execute();
}

/** Closed once; again it stays as it is. */
export async function closePoll(db: Writer, pollId: string, at: Instant): Promise<void> {
  await db.updateTable("poll").set({ closed_at: at }).where("id", "=", pollId).where("closed_at", "is", null).execute();
}

/** Open polls of a practice with a time still to come: each person asked of each, and how many of its times they answered. */
export async function openPollsOf(db: Reader, practiceId: string, now: Instant) {
  return db
    .selectFrom("poll")
    .innerJoin("poll_person", "poll_person.poll_id", "poll.id")
    .innerJoin("staff", "staff.id", "poll_person.staff_id")
    .select((eb) => [
      "poll.id",
      "poll.asked_at",
      "staff.id as staff_id",
      "staff.name",
      eb
        .selectFrom("poll_answer")
        .select((count) => count.fn.countAll().as("n"))
        .whereRef("poll_answer.poll_id", "=", "poll.id")
        .whereRef("poll_answer.staff_id", "=", "staff.id")
        .as("answered"),
    ])
    .where("poll.practice_id", "=", practiceId)
    .where("poll.closed_at", "is", null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("poll_time")
          .select("poll_time.id")
          .whereRef("poll_time.poll_id", "=", "poll.id")
          .where("poll_time.starts_at", ">", now),
      ),
    )
    .orderBy("poll.asked_at", "desc")
    .orderBy("staff.name")
    .execute();
}

/**
 * What a practice's polls asked whom about times that touch those between, the newest answer last. Where there is no
 * answer it is null, and only of polls that are open: who never answered a closed one is not waited for.
 */
export async function askedAbout(db: Reader, practiceId: string, between: { from: Instant; to: Instant }) {
  return db
    .selectFrom("poll")
    .innerJoin("poll_time", "poll_time.poll_id", "poll.id")
    .innerJoin("poll_person", "poll_person.poll_id", "poll.id")
    .leftJoin("poll_answer", (join) =>
      join
        .onRef("poll_answer.poll_time_id", "=", "poll_time.id")
        .onRef("poll_answer.staff_id", "=", "poll_person.staff_id"),
    )
    .select(["poll_person.staff_id", "poll_time.starts_at", "poll_time.ends_at", "poll_answer.answer"])
    .where("poll.practice_id", "=", practiceId)
    .where("poll_time.ends_at", ">", between.from)
    .where("poll_time.starts_at", "<", between.to)
    .where((eb) => eb.or([eb("poll.closed_at", "is", null), eb("poll_answer.answer", "is not", null)]))
    .orderBy("poll_answer.answered_at")
    .orderBy("poll_answer.id")
    .execute();
}

/** Open polls that ask this person of times to come, some of which they have not answered. */
export async function pollsWaitingFor(db: Reader, staffId: string, practiceIds: readonly string[], now: Instant) {
  if (practiceIds.length === 0) return [];
  const rows = await db
    .selectFrom("poll_person")
    .innerJoin("poll", "poll.id", "poll_person.poll_id")
    .innerJoin("practice", "practice.id", "poll.practice_id")
    .innerJoin("poll_time", "poll_time.poll_id", "poll.id")
    .leftJoin("poll_answer", (join) =>
      join
        .onRef("poll_answer.poll_time_id", "=", "poll_time.id")
        .onRef("poll_answer.staff_id", "=", "poll_person.staff_id"),
    )
    .select(["poll.id", "poll.practice_id", "practice.name as practice", "poll.place", "poll_time.id as time_id"])
    .where("poll_person.staff_id", "=", staffId)
    .where("poll.practice_id", "in", [...practiceIds])
    .where("poll.closed_at", "is", null)
    .where("poll_time.starts_at", ">", now)
    .where("poll_answer.id", "is", null)
    .orderBy("poll.asked_at")
    .execute();
  const polls = new Map<string, { id: string; practiceId: string; practice: string; place: string; times: number }>();
  for (const row of rows) {
    const known = polls.get(row.id);
    const { id, practice_id: practiceId, practice, place } = row;
    polls.set(id, known ? { ...known, times: known.times + 1 } : { id, practiceId, practice, place, times: 1 });
  }
  return [...polls.values()];
}
