/** The audit log, hash-chained, one chain a practice. */
import { sql, type Kysely } from "kysely";
import { columns, instant, integer, optionalText, table, text } from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(table(db, "audit"), [
    [text, "chain"],
    [integer, "sequence"],
    [instant, "at"],
    [text, "verb"],
    [text, "actor"],
    [text, "via"],
    [text, "subject"],
    [optionalText, "case_id"],
    [text, "outcome"],
    [optionalText, "reason"],
    [text, "request"],
    [optionalText, "idempotency_key"],
    [optionalText, "input_hash"],
    [optionalText, "answer"],
    [text, "previous_hash"],
    [text, "hash"],
  ]).execute();
  await columns(
    db.schema.createTable("audit_head").addColumn("chain", "text", (column) => column.primaryKey()),
    [
      [integer, "sequence"],
      [text, "hash"],
    ],
  ).execute();
  await db.schema.createIndex("audit_sequence").unique().on("audit").columns(["chain", "sequence"]).execute();
  await db.schema
    .createIndex("audit_key")
    .unique()
    .on("audit")
    .columns(["actor", "idempotency_key"])
    .where(sql.ref("idempotency_key"), "is not", null)
    .execute();
  await db.schema
    .createIndex("audit_case")
    .on("audit")
    .columns(["case_id", "at"])
    .where(sql.ref("case_id"), "is not", null)
    .execute();
}
