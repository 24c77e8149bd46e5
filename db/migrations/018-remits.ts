/** What is given back for a reason that is counted is found by its day. */
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("action_update_coded")
    .on("action_update")
    .columns(["practice_id", "at"])
    .where(sql.ref("coded"), "is not", null)
    .execute();
}
