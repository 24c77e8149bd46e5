/** Whether the database itself holds: references and the file's own structure. */
import { sql } from "kysely";
import type { Database } from "../database.ts";

/** What is wrong with a SQLite database, in words. PostgreSQL holds references itself and checks its pages on reading. */
export async function faultsOfSqlite(database: Database): Promise<string[]> {
  const broken = await sql<{ table: string }>`pragma foreign_key_check`.execute(database);
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database);
  return [
    ...broken.rows.map((row) => `A row of ${row.table} refers to what does not exist.`),
    ...integrity.rows.map((row) => row.integrity_check).filter((word) => word !== "ok"),
  ];
}
