/** What digests are made of: what waits in a practice, as ids and days, and what people were told before. */
import { expressionBuilder, type ExpressionBuilder } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { Day, Instant, Tables } from "../schema.ts";
import { keep } from "./rows.ts";

/** Every practice, or these. */
export async function practicesToTell(db: Reader, ids?: readonly string[]) {
  if (ids?.length === 0) return [];
  return db
    .selectFrom("practice")
    .select(["id", "name", "nation"])
    .$if(ids !== undefined, (query) => query.where("id", "in", [...(ids ?? [])]))
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** Who was sent which invitation since that instant. */
export async function invitationsSince(db: Reader, practiceId: string, since: Instant) {
  return db
    .selectFrom("message")
    .select(["staff_id", "meeting_id", "series_id"])
    .where("practice_id", "=", practiceId)
    .where("queued_at", ">=", since)
    .where("kind", "in", ["invitation", "moved"])
    .execute();
}

/** Who has answered nothing of an open poll that was asked before that instant, and its first time. */
export async function unansweredPolls(db: Reader, practiceId: string, askedBefore: Instant) {
  const rows = await db
    .selectFrom("poll")
    .innerJoin("poll_person", "poll_person.poll_id", "poll.id")
    .select((eb) => [
      "poll.id",
      "poll_person.staff_id",
      eb
        .selectFrom("poll_time")
        .select((on) => on.fn.min("poll_time.starts_at").as("first"))
        .whereRef("poll_time.poll_id", "=", "poll.id")
        .as("first"),
    ])
    .where("poll.practice_id", "=", practiceId)
    .where("poll.closed_at", "is", null)
    .where("poll.asked_at", "<", askedBefore)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("poll_answer")
            .select("poll_answer.id")
            .whereRef("poll_answer.poll_id", "=", "poll.id")
            .whereRef("poll_answer.staff_id", "=", "poll_person.staff_id"),
        ),
      ),
    )
    .execute();
  return rows.flatMap((row) =>
    row.first ? [{ pollId: row.id, firstStartsAt: row.first, staffId: row.staff_id }] : [],
  );
}

/** The cases on these agendas that are still open and not concluded there. */
export async function casesOnAgendas(db: Reader, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return [];
  const rows = await openItems(db, meetingIds).select(["agenda_item.meeting_id", "agenda_item.case_id"]).execute();
  return rows.map((row) => ({ meetingId: row.meeting_id, caseId: row.case_id }));
}

/** A discipline that is invited to a case of these agendas and has given nothing for that meeting, case by case. */
export async function missingContributions(db: Reader, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return [];
  const rows = await openItems(db, meetingIds)
    .innerJoin("case_discipline", (join) =>
      join.onRef("case_discipline.case_id", "=", "mdt_case.id").on("case_discipline.ended_at", "is", null),
    )
    .select(["agenda_item.meeting_id", "agenda_item.case_id", "case_discipline.discipline"])
    .where((eb) => eb.not(hasGiven("case_discipline.discipline")))
    .execute();
  return rows.map((row) => ({ meetingId: row.meeting_id, caseId: row.case_id }));
}

/** Whom these meetings still await something from, case by case: the rule of `awaitedFrom`, over everybody. */
export async function awaitedOf(db: Reader, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return [];
  const rows = await openItems(db, meetingIds)
    .innerJoin("case_member", (join) =>
      join.onRef("case_member.case_id", "=", "mdt_case.id").on("case_member.ended_at", "is", null),
    )
    .innerJoin("staff", "staff.id", "case_member.staff_id")
    .select([
      "agenda_item.meeting_id",
      "agenda_item.case_id",
      "mdt_case.number",
      "staff.id as staff_id",
      "staff.discipline",
    ])
    .where((eb) => eb.not(hasGiven("staff.discipline")))
    .where((eb) =>
      eb.or([
        eb("staff.discipline", "!=", "practice-manager"),
        eb.exists(
          eb
            .selectFrom("case_discipline")
            .select("case_discipline.id")
            .whereRef("case_discipline.case_id", "=", "mdt_case.id")
            .where("case_discipline.discipline", "=", "practice-manager")
            .where("case_discipline.ended_at", "is", null),
        ),
      ]),
    )
    .execute();
  return rows.map(({ meeting_id, case_id, staff_id, ...row }) => ({
    ...{ meetingId: meeting_id, caseId: case_id, staffId: staff_id },
    ...row,
  }));
}

function openItems(db: Reader, meetingIds: readonly string[]) {
  return db
    .selectFrom("agenda_item")
    .innerJoin("mdt_case", "mdt_case.id", "agenda_item.case_id")
    .where("agenda_item.meeting_id", "in", [...meetingIds])
    .where("agenda_item.concluded_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .where("mdt_case.closed_at", "is", null);
}

/** Whether a discipline gave something for the case and the meeting of an agenda item. */
function hasGiven(discipline: "staff.discipline" | "case_discipline.discipline") {
  const eb = expressionBuilder<Tables, "agenda_item" | "staff" | "case_discipline">();
  return eb.exists(
    eb
      .selectFrom("contribution")
      .select("contribution.id")
      .whereRef("contribution.case_id", "=", "agenda_item.case_id")
      .whereRef("contribution.meeting_id", "=", "agenda_item.meeting_id")
      .whereRef("contribution.discipline", "=", discipline)
      .where("contribution.withdrawn_at", "is", null)
      .where("contribution.replaced_at", "is", null),
  );
}

/** What happened to open actions since then that somebody is to hear of: their owner was not there, their day moved again. */
export async function reviewedSince(db: Reader, practiceId: string, since: Instant) {
  const rows = await db
    .selectFrom("action_update")
    .innerJoin("action", "action.id", "action_update.action_id")
    .innerJoin("mdt_case", "mdt_case.id", "action.case_id")
    .select([
      "action_update.id",
      "action_update.kind",
      "action_update.coded",
      "action.id as action_id",
      "action.owner_id",
    ])
    .where("action_update.practice_id", "=", practiceId)
    .where("action_update.coded", "is not", null)
    .where("action_update.at", ">=", since)
    .where((eb) => eb.or([eb("action_update.kind", "=", "moved"), eb("action_update.coded", "=", "owner-absent")]))
    .where("action.closed_at", "is", null)
    .where("action.undone_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .where(goesOn)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("action_update as undoing")
            .select("undoing.id")
            .where("undoing.undoes", "is not", null)
            .whereRef("undoing.undoes", "=", "action_update.id"),
        ),
      ),
    )
    .orderBy("action_update.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    actionId: row.action_id,
    ownerId: row.owner_id,
    isOwnerAbsent: row.coded === "owner-absent",
  }));
}

/** Open actions of cases that go on which were given back, or whose owner has left. */
export async function actionsWithoutOwner(db: Reader, practiceId: string, today: Day) {
  const rows = await db
    .selectFrom("action")
    .innerJoin("mdt_case", "mdt_case.id", "action.case_id")
    .innerJoin("staff", "staff.id", "action.owner_id")
    .select(["action.id", "action.owner_id"])
    .where("action.practice_id", "=", practiceId)
    .where("action.closed_at", "is", null)
    .where("action.undone_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .where(goesOn)
    .where((eb) => eb.or([eb("action.declined_at", "is not", null), eb("staff.left_on", "<", today)]))
    .orderBy("action.due")
    .orderBy("action.id")
    .execute();
  return rows.map((row) => ({ id: row.id, ownerId: row.owner_id }));
}

/** Of a case that is open, or that the team stepped down from, whose actions go on. */
function goesOn(eb: ExpressionBuilder<Pick<Tables, "mdt_case">, "mdt_case">) {
  return eb.or([eb("mdt_case.closed_at", "is", null), eb("mdt_case.closed_as", "=", "stepped-down")]);
}

/** Open actions of cases that go on, due up to that day. */
export async function actionsToRemind(db: Reader, practiceId: string, until: Day) {
  const rows = await db
    .selectFrom("action")
    .innerJoin("mdt_case", "mdt_case.id", "action.case_id")
    .select(["action.id", "action.case_id", "action.owner_id", "action.due", "action.declined_at"])
    .where("action.practice_id", "=", practiceId)
    .where("action.closed_at", "is", null)
    .where("action.due", "<=", until)
    .where("action.undone_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .where(goesOn)
    .orderBy("action.due")
    .orderBy("action.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    ownerId: row.owner_id,
    due: row.due,
    isDeclined: row.declined_at !== null,
  }));
}

/** Which of these keys each of these people was reminded of before. */
export async function toldBefore(
  db: Reader,
  staffIds: readonly string[],
  keys: readonly string[],
): Promise<(staffId: string, key: string) => boolean> {
  const told = new Set<string>();
  for (let start = 0; start < keys.length && staffIds.length > 0; start += mostAtOnce) {
    const rows = await db
      .selectFrom("reminder")
      .select(["staff_id", "about"])
      .where("staff_id", "in", [...staffIds])
      .where("about", "in", keys.slice(start, start + mostAtOnce))
      .execute();
    for (const row of rows) told.add(`${row.staff_id} ${row.about}`);
  }
  return (staffId, key) => told.has(`${staffId} ${key}`);
}

/** Within the most parameters that both databases take. */
const mostAtOnce = 400;

/** The last day on which each of these people was reminded of something that begins so. */
export async function lastReminded(
  db: Reader,
  staffIds: readonly string[],
  beginning: string,
): Promise<Map<string, Day>> {
  if (staffIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("reminder")
    .select((eb) => ["staff_id", eb.fn.max("on_day").as("on")])
    .where("staff_id", "in", [...staffIds])
    .where("about", ">=", beginning)
    .where("about", "<", `${beginning}~`)
    .groupBy("staff_id")
    .execute();
  return new Map(rows.map((row) => [row.staff_id, row.on]));
}

export async function keepReminders(
  db: Writer,
  rows: readonly { id: string; staff_id: string; about: string; on_day: Day }[],
): Promise<void> {
  await keep(db, "reminder", ...rows);
}

/** Which of these mails are queued or sent, by what makes them the same. */
export async function queuedOf(db: Reader, onces: readonly string[]): Promise<Set<string>> {
  if (onces.length === 0) return new Set();
  const rows = await db
    .selectFrom("message")
    .select("once")
    .where("once", "in", [...onces])
    .execute();
  return new Set(rows.map((row) => row.once));
}
