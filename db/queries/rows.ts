/** Keeps new rows, whole lists at once; within the most parameters that both databases take. */
import type { Insertable } from "kysely";
import type { Writer } from "../database.ts";
import type { Tables } from "../schema.ts";

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
