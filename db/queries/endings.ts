/** What stops when a case ends: agendas to come, guests, deputies. Mail and reminders ask for open cases only. */
import type { Updateable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { CaseStopTable, Instant } from "../schema.ts";
import { settleDeputies } from "./deputies.ts";

/**
 * Ends what was planned for a case: it leaves every agenda on which nothing was said of it yet, its guests may give
 * nothing more, and deputies read it no longer. Returns the meetings that lost it, to be named as changed.
 */
export async function endPlans(
  ctx: Parameters<typeof settleDeputies>[0],
  practiceId: string,
  caseId: string,
): Promise<`meeting:${string}`[]> {
  const meetings = await leaveAgendas(ctx.db, caseId);
  await ctx.db
    .updateTable("guest")
    .set({ revoked_at: ctx.at })
    .where("case_id", "=", caseId)
    // What they own may go on after the team; see whyOver.
    .where("action_id", "is", null)
    .where("revoked_at", "is", null)
    .execute();
  await settleDeputies(ctx, practiceId);
  return meetings.map((meetingId) => `meeting:${meetingId}` as const);
}

async function leaveAgendas(db: Writer, caseId: string): Promise<string[]> {
  const coming = await db
    .selectFrom("agenda_item")
    .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
    .select(["agenda_item.id", "agenda_item.meeting_id"])
    .where("agenda_item.case_id", "=", caseId)
    .where("agenda_item.opened_at", "is", null)
    .where("agenda_item.concluded_at", "is", null)
    .where("meeting.closed_at", "is", null)
    .where("meeting.cancelled_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("discussion_note")
            .select("discussion_note.id")
            .whereRef("discussion_note.agenda_item_id", "=", "agenda_item.id"),
        ),
      ),
    )
    .execute();
  for (const { id } of coming) await db.deleteFrom("agenda_item").where("id", "=", id).execute();
  return coming.map((row) => row.meeting_id);
}

/** How a case that was stopped at that instant had ended before; undefined where nobody noted it. */
export async function beforeStop(db: Reader, caseId: string, stoppedAt: Instant) {
  return db
    .selectFrom("case_stop")
    .select(["id", "closed_at", "closed_by", "closed_as", "closed_reason", "review_trigger"])
    .where("case_id", "=", caseId)
    .where("stopped_at", "=", stoppedAt)
    .where("undone_at", "is", null)
    .executeTakeFirst();
}

/** The same for a case that is about to be stopped. */
export async function standingBefore(db: Reader, caseId: string) {
  return db
    .selectFrom("mdt_case")
    .select(["practice_id", "closed_at", "closed_by", "closed_as", "closed_reason", "review_trigger"])
    .where("id", "=", caseId)
    .executeTakeFirstOrThrow();
}

export async function undoStop(db: Writer, stopId: string, change: Updateable<CaseStopTable>): Promise<void> {
  await db.updateTable("case_stop").set(change).where("id", "=", stopId).execute();
}
