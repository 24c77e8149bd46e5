/** What was said about facts that differ: settled, being found out, or two wordings of one value. */
import type { CaseFile, InquiryOnFile, SameValueOnFile, SettlementOnFile } from "../casefile.ts";
import type { Reader, Writer } from "../database.ts";
import type { Instant } from "../schema.ts";
import { fromJson } from "./json.ts";

export type SaidOfDifferences = Pick<CaseFile, "settlements" | "inquiries" | "sameValues">;

/** By case, oldest first. Part of the case file, which leaves sealed. */
export async function saidOfDifferences(
  db: Reader,
  caseIds: readonly string[],
): Promise<(caseId: string) => SaidOfDifferences> {
  const ids = [...caseIds];
  const [settlements, inquiries, sameValues] = await Promise.all([
    db
      .selectFrom("settlement")
      .select(["case_id", "id", "key", "value", "norm", "reason", "entry_ids", "settled_at", "settled_by", "undone_at"])
      .where("case_id", "in", ids)
      .orderBy("settled_at")
      .orderBy("id")
      .execute(),
    db
      .selectFrom("inquiry")
      .select(["case_id", "id", "key", "entry_ids", "action_id", "asked_at", "asked_by"])
      .where("case_id", "in", ids)
      .orderBy("asked_at")
      .orderBy("id")
      .execute(),
    db
      .selectFrom("same_value")
      .select(["case_id", "id", "key", "norm", "same_as", "entry_ids", "said_at", "said_by", "ended_at"])
      .where("case_id", "in", ids)
      .orderBy("said_at")
      .orderBy("id")
      .execute(),
  ]);
  const of = <Row extends { case_id: string }>(rows: readonly Row[], caseId: string) =>
    rows.filter((row) => row.case_id === caseId);
  return (caseId) => ({
    settlements: of(settlements, caseId).map((row): SettlementOnFile => ({
      id: row.id,
      key: row.key,
      entryIds: fromJson(row.entry_ids),
      at: row.settled_at,
      by: row.settled_by,
      value: row.value,
      norm: row.norm,
      reason: row.reason,
      undoneAt: row.undone_at,
    })),
    inquiries: of(inquiries, caseId).map((row): InquiryOnFile => ({
      id: row.id,
      key: row.key,
      entryIds: fromJson(row.entry_ids),
      at: row.asked_at,
      by: row.asked_by,
      actionId: row.action_id,
    })),
    sameValues: of(sameValues, caseId).map((row): SameValueOnFile => ({
      id: row.id,
      key: row.key,
      entryIds: fromJson(row.entry_ids),
      at: row.said_at,
      by: row.said_by,
      norm: row.norm,
      sameAs: row.same_as,
      endedAt: row.ended_at,
    })),
  });
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
