/** Who stands in for whom at a meeting, and the cases that this lets them read until it is over. */
import type { ExpressionBuilder } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { Day, Instant, Tables } from "../schema.ts";
import { keep } from "./rows.ts";
import { recusedAmong } from "./stays.ts";
import { isReadBy } from "./visible.ts";

/** A week in milliseconds: nothing that was given for a meeting outlasts it by more. */
const longestAfter = 7 * 86_400_000;

/** Whoever was named by somebody who cannot come to a meeting that is not over, and has not said no themselves. */
async function standingIn(db: Reader, practiceId: string, today: Day, endedSince: Instant) {
  return (
    db
      .selectFrom("reply")
      .innerJoin("meeting", "meeting.id", "reply.meeting_id")
      .innerJoin("staff as person", "person.id", "reply.staff_id")
      .innerJoin("staff as deputy", "deputy.id", "reply.deputy_id")
      .innerJoin("attachment", (join) =>
        join
          .onRef("attachment.staff_id", "=", "reply.deputy_id")
          .onRef("attachment.practice_id", "=", "meeting.practice_id")
          .on("attachment.ended_at", "is", null),
      )
      .select(["reply.meeting_id", "person.id as for_id", "person.discipline", "deputy.id as deputy_id"])
      .where("meeting.practice_id", "=", practiceId)
      .where("meeting.closed_at", "is", null)
      .where("meeting.cancelled_at", "is", null)
      // Where neither was done in days, as when the program was off, whatever happens next ends it.
      .where("meeting.ends_at", ">=", endedSince)
      .where("reply.reply", "=", "declined")
      .whereRef("deputy.discipline", "=", "person.discipline")
      .where((eb) => eb.or([eb("person.left_on", "is", null), eb("person.left_on", ">=", today)]))
      .where((eb) => eb.or([eb("deputy.left_on", "is", null), eb("deputy.left_on", ">=", today)]))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom("reply as own")
              .select("own.id")
              .whereRef("own.meeting_id", "=", "reply.meeting_id")
              .whereRef("own.staff_id", "=", "reply.deputy_id")
              .where("own.reply", "=", "declined"),
          ),
        ),
      )
      // Where nobody pressed “close”, the step after the meeting ends what was given for it.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom("cycle_step")
              .select("cycle_step.id")
              .whereRef("cycle_step.meeting_id", "=", "reply.meeting_id")
              .where("cycle_step.step", "=", "issue"),
          ),
        ),
      )
      .orderBy("meeting.starts_at")
      .orderBy("reply.id")
      .execute()
  );
}

/** The cases on that agenda that somebody reads as one of the team, and so lends to their deputy. */
async function casesToLend(db: Reader, meetingId: string, who: { staffId: string; discipline: string }) {
  const rows = await db
    .selectFrom("agenda_item")
    .innerJoin("mdt_case", "mdt_case.id", "agenda_item.case_id")
    .innerJoin("case_member", "case_member.case_id", "agenda_item.case_id")
    .select("agenda_item.case_id")
    .where("agenda_item.meeting_id", "=", meetingId)
    .where("case_member.staff_id", "=", who.staffId)
    .where("case_member.ended_at", "is", null)
    .where("case_member.deputy_at", "is", null)
    .where((eb) => isReadBy(eb as unknown as ExpressionBuilder<Tables, "mdt_case">, who))
    .execute();
  return rows.map((row) => row.case_id);
}

/**
 * Makes what deputies may read in a practice what it should be: the cases on the agenda of their meeting that the
 * person they stand in for reads; no others, and none after that meeting. To be called after anything that could change
 * it: an answer, an agenda, a team, an objection, the end of a meeting. A second call changes nothing.
 */
export async function settleDeputies(
  ctx: { db: Writer; at: Instant; today: Day; newId: () => string },
  practiceId: string,
): Promise<void> {
  const endedSince = new Date(Date.parse(ctx.at) - longestAfter).toISOString() as Instant;
  const keyOf = (caseId: string, staffId: string) => `${caseId} ${staffId}`;
  const due = new Map<string, { case_id: string; staff_id: string; meetings: string[] }>();
  for (const deputy of await standingIn(ctx.db, practiceId, ctx.today, endedSince)) {
    const lender = { staffId: deputy.for_id, discipline: deputy.discipline };
    for (const caseId of await casesToLend(ctx.db, deputy.meeting_id, lender)) {
      const key = keyOf(caseId, deputy.deputy_id);
      const lent = due.get(key) ?? { case_id: caseId, staff_id: deputy.deputy_id, meetings: [] };
      due.set(key, { ...lent, meetings: [...lent.meetings, deputy.meeting_id] });
    }
  }

  for (const row of await recusedAmong(ctx.db, [...due.values()])) due.delete(keyOf(row.case_id, row.staff_id));

  const there = await ctx.db
    .selectFrom("case_member")
    .select(["id", "case_id", "staff_id", "deputy_at"])
    .where("practice_id", "=", practiceId)
    .where("deputy_at", "is not", null)
    .where("ended_at", "is", null)
    .execute();
  const isDue = (row: (typeof there)[number]) =>
    due.get(keyOf(row.case_id, row.staff_id))?.meetings.includes(row.deputy_at ?? "") ?? false;
  const over = there.filter((row) => !isDue(row)).map((row) => row.id);
  if (over.length > 0) {
    await ctx.db.updateTable("case_member").set({ ended_at: ctx.at }).where("id", "in", over).execute();
  }

  // Whoever is on the team reads the case as one of it; and one row a person and case is enough for two meetings.
  const members = await membersAmong(ctx.db, [...due.values()]);
  await keep(
    ctx.db,
    "case_member",
    ...[...due.values()]
      .filter((row) => !members.has(keyOf(row.case_id, row.staff_id)))
      .map(({ case_id, staff_id, meetings }) => ({
        id: ctx.newId(),
        practice_id: practiceId,
        case_id,
        staff_id,
        joined_at: ctx.at,
        deputy_at: meetings[0] ?? null,
      })),
  );
}

/** Which of these are on the case already, as one of the team or as a deputy. */
async function membersAmong(db: Reader, rows: readonly { case_id: string; staff_id: string }[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const members = await db
    .selectFrom("case_member")
    .select(["case_id", "staff_id"])
    .where("case_id", "in", [...new Set(rows.map((row) => row.case_id))])
    .where("ended_at", "is", null)
    .execute();
  return new Set(members.map((row) => `${row.case_id} ${row.staff_id}`));
}

/** Who reads a case as a deputy now: for whom, and at which meeting. */
export function deputiesOn(db: Reader, caseId: string) {
  return db
    .selectFrom("case_member")
    .innerJoin("meeting", "meeting.id", "case_member.deputy_at")
    .innerJoin("reply", (join) =>
      join
        .onRef("reply.meeting_id", "=", "case_member.deputy_at")
        .onRef("reply.deputy_id", "=", "case_member.staff_id"),
    )
    .innerJoin("staff as deputy", "deputy.id", "case_member.staff_id")
    .innerJoin("staff as person", "person.id", "reply.staff_id")
    .select([
      "deputy.id",
      "deputy.name",
      "deputy.discipline",
      "person.name as standsInFor",
      "meeting.starts_at as startsAt",
      "meeting.ends_at as endsAt",
    ])
    .where("case_member.case_id", "=", caseId)
    .where("case_member.ended_at", "is", null)
    .where("reply.reply", "=", "declined")
    .orderBy("deputy.name")
    .orderBy("person.name");
}
