/** The audit log's rows: appended, read back to be verified, never changed. */
import type { Reader, Writer } from "../database.ts";
import type { AuditTable, Json } from "../schema.ts";
import type { Selectable } from "kysely";

export type AuditRow = Selectable<AuditTable>;

/** The head of a chain, locked until the transaction ends; made when the chain is new. */
export async function nextInChain(db: Writer, chain: string): Promise<{ sequence: number; previousHash: string }> {
  await db
    .insertInto("audit_head")
    .values({ chain, sequence: 0, hash: "" })
    .onConflict((conflict) => conflict.column("chain").doNothing())
    .execute();
  const head = await db
    .updateTable("audit_head")
    .set((eb) => ({ sequence: eb("sequence", "+", 1) }))
    .where("chain", "=", chain)
    .returning(["sequence", "hash"])
    .executeTakeFirstOrThrow();
  return { sequence: head.sequence, previousHash: head.hash };
}

export async function appendAudit(db: Writer, row: AuditRow): Promise<void> {
  await db.insertInto("audit").values(row).execute();
  await db.updateTable("audit_head").set({ hash: row.hash }).where("chain", "=", row.chain).execute();
}

/** What an earlier press with the same key brought about, if there was one. */
export async function answeredBefore(
  db: Reader,
  actor: string,
  key: string,
): Promise<{ verb: string; inputHash: string | null; answer: Json<unknown> | null } | undefined> {
  const row = await db
    .selectFrom("audit")
    .select(["verb", "input_hash", "answer"])
    .where("actor", "=", actor)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
  return row && { verb: row.verb, inputHash: row.input_hash, answer: row.answer };
}

export async function chains(db: Reader) {
  return db.selectFrom("audit_head").selectAll().orderBy("chain").execute();
}

/** Chains whose head was taken away: without it a cut tail would not be seen. */
export async function chainsWithoutHead(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom("audit")
    .leftJoin("audit_head", "audit_head.chain", "audit.chain")
    .select("audit.chain")
    .distinct()
    .where("audit_head.chain", "is", null)
    .execute();
  return rows.map((row) => row.chain);
}

/** A stretch of a chain in order, after a sequence number. */
export async function stretchOf(db: Reader, chain: string, after: number, most: number): Promise<AuditRow[]> {
  return db
    .selectFrom("audit")
    .selectAll()
    .where("chain", "=", chain)
    .where("sequence", ">", after)
    .orderBy("sequence")
    .limit(most)
    .execute();
}
