/** How a practice works: the days it would rather not meet. */
import type { Reader } from "../database.ts";
import type { Day } from "../schema.ts";

/** Days to avoid that touch the time from one day to another, both included, by their first day. */
export async function daysToAvoid(db: Reader, practiceId: string, from: Day, to: Day) {
  return db
    .selectFrom("day_to_avoid")
    .select(["id", "from_day", "to_day", "label"])
    .where("practice_id", "=", practiceId)
    .where("to_day", ">=", from)
    .where("from_day", "<=", to)
    .orderBy("from_day")
    .orderBy("id")
    .execute();
}
