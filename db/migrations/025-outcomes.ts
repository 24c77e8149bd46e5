/** What was concluded and answered of late is found by its day. */
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("agenda_item_concluded")
    .on("agenda_item")
    .columns(["practice_id", "concluded_at"])
    .where(sql.ref("concluded_at"), "is not", null)
    .execute();
  await db.schema
    .createIndex("request_answer_at")
    .on("request_answer")
    .columns(["practice_id", "answered_at"])
    .execute();
}
