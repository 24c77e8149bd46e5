/** Outgoing mail: queued in the same transaction as what it tells of, sent afterwards. */
import type { Insertable } from "kysely";
import type { Writer } from "../database.ts";
import type { MessageTable } from "../schema.ts";

/** Queues mails; one that was queued before, by what makes it the same, is left as it is. Tells which are new. */
export async function queueMessages(db: Writer, rows: readonly Insertable<MessageTable>[]): Promise<string[]> {
  const queued: string[] = [];
  for (const row of rows) {
    const kept = await db
      .insertInto("message")
      .values(row)
      .onConflict((conflict) => conflict.column("once").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (kept) queued.push(kept.id);
  }
  return queued;
}
