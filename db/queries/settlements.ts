/** What was said about facts that differ: settled, being found out, or two wordings of one value. */
import type { ExpressionBuilder } from "kysely";
import type { Reader, Writer } from "../database.ts";
import { listIn } from "../lists.ts";
import type { Instant, Json, Tables } from "../schema.ts";
import { fromJson } from "./json.ts";

/** Three lists of a case, oldest first. Part of the case file, which leaves sealed. */
export function saidOfDifferences(db: Reader, eb: ExpressionBuilder<Tables, "mdt_case">) {
  return [
    listIn(
      db,
      eb
        .selectFrom("settlement")
        .select([
          "settlement.id",
          "key",
          "value",
          "norm",
          "reason",
          "entry_ids as entryIds",
          "settled_at as at",
          "settled_by as by",
          "undone_at as undoneAt",
        ])
        .whereRef("settlement.case_id", "=", "mdt_case.id")
        .orderBy("settled_at")
        .orderBy("settlement.id"),
    ).as("settlements"),
    listIn(
      db,
      eb
        .selectFrom("inquiry")
        .select([
          "inquiry.id",
          "key",
          "entry_ids as entryIds",
          "action_id as actionId",
          "asked_at as at",
          "asked_by as by",
        ])
        .whereRef("inquiry.case_id", "=", "mdt_case.id")
        .orderBy("asked_at")
        .orderBy("inquiry.id"),
    ).as("inquiries"),
    listIn(
      db,
      eb
        .selectFrom("same_value")
        .select([
          "same_value.id",
          "key",
          "norm",
          "same_as as sameAs",
          "entry_ids as entryIds",
          "said_at as at",
          "said_by as by",
          "ended_at as endedAt",
        ])
        .whereRef("same_value.case_id", "=", "mdt_case.id")
        .orderBy("said_at")
        .orderBy("same_value.id"),
    ).as("same_values"),
  ] as const;
}

export function withEntryIds<Said extends { entryIds: Json<string[]> }>(said: Said) {
  return { ...said, entryIds: fromJson(said.entryIds) };
}

/** False when it was taken back already. */
export async function undoSettlementRow(db: Writer, id: string, at: Instant, by: string): Promise<boolean> {
  const result = await db
    .updateTable("settlement")
    .set({ undone_at: at, undone_by: by })
    .where("id", "=", id)
    .where("undone_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** False when it was ended already. */
export async function endSameValue(db: Writer, id: string, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable("same_value")
    .set({ ended_at: at })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
