/** The steps of the cycle: the meetings that may have one, which were taken, and what the taking of one keeps. */
import type { Reader, Writer } from "../database.ts";
import type { Instant } from "../schema.ts";
import type { CycleStep } from "../vocabulary.ts";
import { fromJson } from "./json.ts";
import { meetingColumns } from "./meetings.ts";

/** Meetings that start between two instants, or after one, and were not cancelled; of all practices or of these, by time. */
export async function meetingsInCycle(
  db: Reader,
  from: Instant,
  until: Instant | null,
  practiceIds?: readonly string[],
) {
  if (practiceIds?.length === 0) return [];
  const rows = await db
    .selectFrom("meeting")
    .innerJoin("practice", "practice.id", "meeting.practice_id")
    .select([...meetingColumns, "practice.nation", "practice.cycle"])
    .where("meeting.starts_at", ">", from)
    .$if(until !== null, (query) => query.where("meeting.starts_at", "<", until as Instant))
    .where("meeting.cancelled_at", "is", null)
    .$if(practiceIds !== undefined, (query) => query.where("meeting.practice_id", "in", [...(practiceIds ?? [])]))
    .orderBy("meeting.starts_at")
    .orderBy("meeting.id")
    .execute();
  return rows.map((row) => ({ ...row, cycle: row.cycle && fromJson(row.cycle) }));
}

/** When each step of these meetings was last taken. */
export async function stepsTaken(db: Reader, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return () => new Map<CycleStep, Instant>();
  const rows = await db
    .selectFrom("cycle_step")
    .select(["meeting_id", "step", "taken_at"])
    .where("meeting_id", "in", [...meetingIds])
    .execute();
  return (meetingId: string) =>
    new Map(rows.filter((row) => row.meeting_id === meetingId).map((row) => [row.step, row.taken_at]));
}

export async function keepStep(
  db: Writer,
  row: { id: string; practice_id: string; meeting_id: string; step: CycleStep; taken_at: Instant },
): Promise<void> {
  await db
    .insertInto("cycle_step")
    .values(row)
    .onConflict((conflict) => conflict.columns(["meeting_id", "step"]).doUpdateSet({ taken_at: row.taken_at }))
    .execute();
}

/** Who gets the mail after a meeting: who was there, and who owns actions that were raised there; how many are theirs. */
export async function peopleAfterMeeting(db: Reader, meeting: { id: string; practice_id: string }) {
  const [present, owners] = await Promise.all([
    db
      .selectFrom("reply")
      .innerJoin("staff", "staff.id", "reply.staff_id")
      .select(["staff.id", "staff.left_on"])
      .where("reply.meeting_id", "=", meeting.id)
      .where("reply.presence", "=", "attended")
      .execute(),
    db
      .selectFrom("action")
      .innerJoin("mdt_case", "mdt_case.id", "action.case_id")
      .innerJoin("staff", "staff.id", "action.owner_id")
      .select((eb) => ["staff.id", "staff.left_on", eb.fn.countAll().as("actions")])
      // From the open ones of the practice: no index knows the actions of a meeting.
      .where("action.practice_id", "=", meeting.practice_id)
      .where("action.closed_at", "is", null)
      .where("action.meeting_id", "=", meeting.id)
      .where("action.undone_at", "is", null)
      .where("mdt_case.withdrawn_at", "is", null)
      .where("mdt_case.closed_at", "is", null)
      .groupBy(["staff.id", "staff.left_on"])
      .execute(),
  ]);
  const counts = new Map(owners.map((row) => [row.id, Number(row.actions)]));
  const people = new Map([...present, ...owners].map((row) => [row.id, row.left_on]));
  return [...people].map(([id, leftOn]) => ({ id, leftOn, actions: counts.get(id) ?? 0 }));
}
