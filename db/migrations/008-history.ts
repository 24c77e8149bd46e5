/** Indexes without which a page pays for all the years before it: found by asking each query for its plan. */
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("action_update_case").on("action_update").columns(["case_id", "at"]).execute();
  // Answered ones only: a whole index by nominator would draw to itself what asks for one case's nominations.
  await db.schema
    .createIndex("nomination_by")
    .on("nomination")
    .columns(["nominated_by", "triaged_at"])
    .where(sql.ref("triaged_at"), "is not", null)
    .execute();
  await db.schema
    .createIndex("case_open")
    .on("mdt_case")
    .columns(["practice_id"])
    .where(sql.ref("closed_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("meeting_open")
    .on("meeting")
    .columns(["practice_id", "starts_at"])
    .where(sql.ref("closed_at"), "is", null)
    .where(sql.ref("cancelled_at"), "is", null)
    .execute();
}
