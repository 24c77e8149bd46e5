/** Rows as every table has them: new ones kept, whole lists at once; and one changed that nobody changed meanwhile. */
import type { Insertable, Updateable } from "kysely";
import type { Writer } from "../database.ts";
import type { Tables } from "../schema.ts";

/** Within the most parameters that both databases take. */
const mostRows = 200;

export async function keep<Name extends keyof Tables>(
  db: Writer,
  table: Name,
  ...rows: Insertable<Tables[Name]>[]
): Promise<void> {
  for (let start = 0; start < rows.length; start += mostRows) {
    await db
      .insertInto(table)
      .values(rows.slice(start, start + mostRows))
      .execute();
  }
}

type Versioned = {
  [Name in keyof Tables]: Tables[Name] extends { id: unknown; version: unknown } ? Name : never;
}[keyof Tables];

/** Changes a row if nobody did since that version, or whatever its version where that is null; false when it did not. */
export async function changeRow<Name extends Versioned>(
  db: Writer,
  table: Name,
  id: string,
  version: number | null,
  change: Omit<Updateable<Tables[Name]>, "version">,
): Promise<boolean> {
  const result = await db
    // Which of them it is makes no difference to what follows; the types cannot say so.
    .updateTable(table as "action")
    .set((eb) => ({ ...(change as object), version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .$if(version !== null, (query) => query.where("version", "=", version ?? 0))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
