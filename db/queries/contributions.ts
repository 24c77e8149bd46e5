/** Contributions, drafts, answers to requests: what is kept, and what an author needs to write. */
import type { Insertable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { DraftTable, Instant, Json } from "../schema.ts";
import { fromJson } from "./json.ts";

export type Typed = Record<string, unknown>;

export async function draftOf(db: Reader, caseId: string, authorId: string) {
  const row = await db
    .selectFrom("draft")
    .select(["id", "typed", "saved_at", "version"])
    .where("case_id", "=", caseId)
    .where("author_id", "=", authorId)
    .executeTakeFirst();
  return row && { ...row, typed: fromJson(row.typed as Json<Typed>) };
}

/** Keeps what was typed if nobody saved since that version (0: nothing was saved yet); false when somebody did. */
export async function keepDraft(db: Writer, row: Insertable<DraftTable>, version: number): Promise<boolean> {
  if (version === 0) {
    const result = await db
      .insertInto("draft")
      .values(row)
      .onConflict((conflict) => conflict.columns(["case_id", "author_id"]).doNothing())
      .executeTakeFirst();
    return Number(result.numInsertedOrUpdatedRows) === 1;
  }
  const result = await db
    .updateTable("draft")
    .set((eb) => ({ typed: row.typed, saved_at: row.saved_at, version: eb("version", "+", 1) }))
    .where("case_id", "=", row.case_id)
    .where("author_id", "=", row.author_id)
    .where("version", "=", version)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

export async function dropDraft(db: Writer, caseId: string, authorId: string): Promise<void> {
  await db.deleteFrom("draft").where("case_id", "=", caseId).where("author_id", "=", authorId).execute();
}

export async function markReplaced(db: Writer, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("contribution")
    .set({ replaced_at: at })
    .where("id", "in", [...ids])
    .where("replaced_at", "is", null)
    .execute();
}

type Withdrawal = { withdrawn_at: Instant; withdrawn_by: string; withdrawn_reason: string };

export async function withdrawContributionRow(db: Writer, id: string, withdrawal: Withdrawal): Promise<void> {
  await db.updateTable("contribution").set(withdrawal).where("id", "=", id).where("withdrawn_at", "is", null).execute();
}

export async function withdrawEntryRow(db: Writer, id: string, withdrawal: Withdrawal): Promise<void> {
  await db.updateTable("entry").set(withdrawal).where("id", "=", id).where("withdrawn_at", "is", null).execute();
}

/** Whom a contributor still owes something: the cases of a meeting whose team they are on, and what they gave. */
export async function awaitedFrom(db: Reader, staffId: string, discipline: string, meetingIds: readonly string[]) {
  if (meetingIds.length === 0) return [];
  return (
    db
      .selectFrom("agenda_item")
      .innerJoin("mdt_case", "mdt_case.id", "agenda_item.case_id")
      .innerJoin("person", "person.id", "mdt_case.person_id")
      .innerJoin("case_member", (join) =>
        join
          .onRef("case_member.case_id", "=", "mdt_case.id")
          .on("case_member.staff_id", "=", staffId)
          .on("case_member.ended_at", "is", null),
      )
      .select((eb) => [
        "agenda_item.meeting_id",
        "agenda_item.case_id",
        "mdt_case.number",
        "person.given_name",
        "person.family_name",
        eb
          .selectFrom("nomination")
          .select("nomination.question")
          .whereRef("nomination.case_id", "=", "mdt_case.id")
          .orderBy("nomination.nominated_at", "desc")
          .orderBy("nomination.id", "desc")
          .limit(1)
          .as("question"),
        eb
          .selectFrom("contribution")
          .select((on) => on.fn.countAll().as("n"))
          .whereRef("contribution.case_id", "=", "mdt_case.id")
          .whereRef("contribution.meeting_id", "=", "agenda_item.meeting_id")
          .where("contribution.discipline", "=", discipline)
          .where("contribution.withdrawn_at", "is", null)
          .where("contribution.replaced_at", "is", null)
          .as("given"),
        eb
          .selectFrom("draft")
          .select((on) => on.fn.countAll().as("n"))
          .whereRef("draft.case_id", "=", "mdt_case.id")
          .where("draft.author_id", "=", staffId)
          .as("begun"),
      ])
      .where("agenda_item.meeting_id", "in", [...meetingIds])
      .where("agenda_item.concluded_at", "is", null)
      .where("mdt_case.withdrawn_at", "is", null)
      .where("mdt_case.closed_at", "is", null)
      // A coordinator is on every team to coordinate, and writes only where asked.
      .$if(discipline === "practice-manager", (query) =>
        query.where((eb) =>
          eb.exists(
            eb
              .selectFrom("case_discipline")
              .select("case_discipline.id")
              .whereRef("case_discipline.case_id", "=", "mdt_case.id")
              .where("case_discipline.discipline", "=", discipline)
              .where("case_discipline.ended_at", "is", null),
          ),
        ),
      )
      .orderBy("agenda_item.position")
      .execute()
  );
}

/** The answers to the requests of one contribution, with what was asked of whom. */
export async function answersGivenTo(db: Reader, contributionId: string) {
  return db
    .selectFrom("request_answer")
    .innerJoin("entry", "entry.id", "request_answer.entry_id")
    .select([
      "entry.discipline",
      "entry.text as asked",
      "request_answer.kind",
      "request_answer.text",
      "request_answer.action_id",
      "request_answer.answered_at",
      "request_answer.answered_by",
    ])
    .where("entry.contribution_id", "=", contributionId)
    .execute();
}

export async function isAnswered(db: Reader, entryId: string): Promise<boolean> {
  const row = await db.selectFrom("request_answer").select("id").where("entry_id", "=", entryId).executeTakeFirst();
  return row !== undefined;
}
