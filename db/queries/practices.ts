/** How a practice works: its cycle, and the days it would rather not meet. */
import type { Insertable } from "kysely";
import type { PracticePolicy } from "../casefile.ts";
import type { Reader, Writer } from "../database.ts";
import { toJson } from "./json.ts";
import { changeRow } from "./rows.ts";
import type { Day, DayToAvoidTable, Json } from "../schema.ts";
import type { CycleStep } from "../vocabulary.ts";

/** Changes the cycle if nobody changed the practice since that version; false when somebody did. */
export async function changeCycle(
  db: Writer,
  practiceId: string,
  version: number,
  cycle: Partial<Record<CycleStep, number>> | null,
): Promise<boolean> {
  return changeRow(db, "practice", practiceId, version, { cycle: cycle ? toJson(cycle) : null });
}

/** Changes what the practice asks, under the same condition. */
export async function changePolicy(
  db: Writer,
  practiceId: string,
  version: number,
  policy: PracticePolicy,
): Promise<boolean> {
  return changeRow(db, "practice", practiceId, version, { policy: toJson(policy) as Json<unknown> });
}

/** Days to avoid that touch the time from one day to another, both included, or to no end; by their first day. */
export async function daysToAvoid(db: Reader, practiceId: string, from: Day, to: Day | null) {
  return db
    .selectFrom("day_to_avoid")
    .select(["id", "from_day", "to_day", "label"])
    .where("practice_id", "=", practiceId)
    .where("to_day", ">=", from)
    .$if(to !== null, (query) => query.where("from_day", "<=", to as Day))
    .orderBy("from_day")
    .orderBy("id")
    .execute();
}

export async function keepDaysToAvoid(db: Writer, row: Insertable<DayToAvoidTable>): Promise<void> {
  await db.insertInto("day_to_avoid").values(row).execute();
}

/** Removes them, if they are of this practice, and answers with what they were. */
export async function removeDaysToAvoid(db: Writer, practiceId: string, id: string) {
  return db
    .deleteFrom("day_to_avoid")
    .where("id", "=", id)
    .where("practice_id", "=", practiceId)
    .returning(["from_day", "to_day", "label"])
    .executeTakeFirst();
}
