/** Somebody without an account may own an action: the mailed link is then for that action, and not for the case. */
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("guest")
    .addColumn("action_id", "text", (column) => column.references("action.id").onDelete("restrict"))
    .execute();
  await db.schema
    .createIndex("guest_action")
    .on("guest")
    .columns(["action_id"])
    .where(sql.ref("action_id"), "is not", null)
    .execute();
}
