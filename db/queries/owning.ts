/** Around an action's owner: helpers, likeness to others, and what was given back as outside a remit. */
import type { Insertable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import type { ActionHelperTable, Instant } from "../schema.ts";
import { toJson } from "./json.ts";
import { keep } from "./rows.ts";
import type { Who } from "./standing.ts";
import { isReadBy } from "./visible.ts";

/** Who helps with an action, by name. */
export async function helpersOf(db: Reader, actionId: string) {
  return db
    .selectFrom("action_helper")
    .innerJoin("staff", "staff.id", "action_helper.staff_id")
    .select(["staff.id", "staff.name"])
    .where("action_helper.action_id", "=", actionId)
    .where("action_helper.ended_at", "is", null)
    .orderBy("staff.name")
    .execute();
}

/** The actions of these practices with which somebody helps. */
export async function helpedBy(db: Reader, staffId: string, practiceIds: readonly string[]): Promise<string[]> {
  if (practiceIds.length === 0) return [];
  const rows = await db
    .selectFrom("action_helper")
    .select("action_id")
    .where("staff_id", "=", staffId)
    .where("practice_id", "in", [...practiceIds])
    .where("ended_at", "is", null)
    .execute();
  return rows.map((row) => row.action_id);
}

/** False when they help already. */
export async function addHelper(db: Writer, row: Insertable<ActionHelperTable>): Promise<boolean> {
  const helpers = await helpersOf(db, row.action_id);
  if (helpers.some(({ id }) => id === row.staff_id)) return false;
  await keep(db, "action_helper", row);
  return true;
}

/** False when they do not help. */
export async function endHelp(db: Writer, actionId: string, staffId: string, at: Instant): Promise<boolean> {
  const result = await db
    .updateTable("action_helper")
    .set({ ended_at: at })
    .where("action_id", "=", actionId)
    .where("staff_id", "=", staffId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Ends all their help at a practice. */
export async function endAllHelp(db: Writer, practiceId: string, staffId: string, at: Instant): Promise<void> {
  await db
    .updateTable("action_helper")
    .set({ ended_at: at })
    .where("staff_id", "=", staffId)
    .where("practice_id", "=", practiceId)
    .where("ended_at", "is", null)
    .execute();
}

/** The pairs of actions of these cases of which somebody said that they are not the same work. */
export async function saidDifferent(db: Reader, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom("different_work")
    .select(["one_id", "other_id"])
    .where("case_id", "in", [...caseIds])
    .execute();
}

export async function sayDifferent(
  db: Writer,
  row: { id: string; practice_id: string; case_id: string; ids: [string, string]; said_at: Instant; said_by: string },
): Promise<void> {
  const { ids, ...said } = row;
  const [one_id = "", other_id = ""] = [...ids].sort();
  await db
    .insertInto("different_work")
    .values({ ...said, one_id, other_id })
    .onConflict((conflict) => conflict.columns(["case_id", "one_id", "other_id"]).doNothing())
    .execute();
}

/**
 * How often an action was given back as outside a remit since then, by discipline: of those that every reader of the
 * case sees, in the cases that this one reads.
 */
export async function outsideRemitSince(db: Reader, who: Who, practiceIds: readonly string[], since: Instant) {
  if (practiceIds.length === 0) return [];
  const rows = await db
    .selectFrom("action_update")
    .innerJoin("action", "action.id", "action_update.action_id")
    .innerJoin("mdt_case", "mdt_case.id", "action_update.case_id")
    .innerJoin("staff", "staff.id", "action_update.by")
    .select((eb) => ["staff.discipline", eb.fn.countAll().as("n")])
    .where("action_update.practice_id", "in", [...practiceIds])
    .where("action_update.coded", "is not", null)
    .where("action_update.coded", "=", "outside-remit")
    .where("action_update.at", ">=", since)
    .where("action.audience", "=", "team")
    .where("action.excluded_disciplines", "=", toJson<string[]>([]))
    .where((eb) => isReadBy(eb as unknown as Parameters<typeof isReadBy>[0], who))
    .groupBy("staff.discipline")
    .orderBy("staff.discipline")
    .execute();
  return rows.map((row) => ({ discipline: row.discipline, times: Number(row.n) }));
}
