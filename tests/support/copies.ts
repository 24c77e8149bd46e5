/** A database in memory that can be copied whole: for tests that begin at the same place many times. */
import SqliteDatabase from "better-sqlite3";
import { connectSqlite } from "#db/connect.ts";
import type { Database } from "#db/database.ts";

export interface Copyable {
  database: Database;
  /** All of it, for `inMemory` to begin with. */
  copy: () => Buffer;
}

export function inMemory(content?: Buffer): Copyable {
  const sqlite = new SqliteDatabase(content ?? ":memory:");
  return { database: connectSqlite(sqlite), copy: () => sqlite.serialize() };
}
