/** Verdicts that can be taken back, and actions that became several. */
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("action_update").addColumn("was", "text").execute();
  await db.schema
    .alterTable("action_update")
    .addColumn("undoes", "text", (column) => column.references("action_update.id").onDelete("restrict"))
    .execute();
  await db.schema
    .alterTable("action")
    .addColumn("split_from", "text", (column) => column.references("action.id").onDelete("restrict"))
    .execute();
  await db.schema
    .createIndex("action_split")
    .on("action")
    .columns(["split_from"])
    .where(sql.ref("split_from"), "is not", null)
    .execute();
  await db.schema
    .createIndex("action_update_undoes")
    .on("action_update")
    .columns(["undoes"])
    .where(sql.ref("undoes"), "is not", null)
    .execute();
}
