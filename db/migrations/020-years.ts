/**
 * Indexes without which a page of one practice goes through all its years: the closed actions of one owner and of one
 * case, open cases by number, deputies there are now, and meetings around an instant in all practices.
 */
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, column] of [
    ["action_owner_closed", "owner_id"],
    ["action_case_closed", "case_id"],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on("action")
      .columns([column, "closed_at", "id"])
      .where(sql.ref("closed_at"), "is not", null)
      .execute();
  }
  await db.schema.dropIndex("case_open").execute();
  await db.schema
    .createIndex("case_open")
    .on("mdt_case")
    .columns(["practice_id", "number"])
    .where(sql.ref("closed_at"), "is", null)
    .execute();
  await db.schema.dropIndex("case_member_deputy").execute();
  await db.schema
    .createIndex("case_member_deputy")
    .on("case_member")
    .columns(["practice_id"])
    .where(sql.ref("deputy_at"), "is not", null)
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("meeting_starts")
    .on("meeting")
    .columns(["starts_at", "id"])
    .where(sql.ref("cancelled_at"), "is", null)
    .execute();
}
