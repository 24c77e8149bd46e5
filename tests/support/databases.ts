/**
 * Databases for tests: SQLite in memory, or a real PostgreSQL when the suite runs on one. What many tests begin with is
 * made once in a run, kept as a template, and copied.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { connect, connectSqlite } from "#db/connect.ts";
import type { Database } from "#db/database.ts";
import { migrate } from "#db/migrate.ts";
import { copyPostgres, freshPostgres, keepPostgres, type OwnPostgres } from "./postgres.ts";
import { templateFolder, thisRun } from "./templates.ts";

export interface TestDatabase {
  database: Database;
  url: string;
  end: () => Promise<void>;
}

interface Unkept extends TestDatabase {
  /** Ends it, and makes it the template of that name unless another worker was quicker. */
  keepAs: (template: string) => Promise<void>;
}

type Fill = (database: Database) => Promise<void>;

/** Migrated and empty. */
export function freshDatabase(): Promise<TestDatabase> {
  return fresh();
}

/** Holds what `fill` put into an empty one the first time that this name was asked for in this run. */
export function databaseWith(name: string, fill: Fill): Promise<TestDatabase> {
  return copyOf(name, fill, fresh);
}

const fresh = () => copyOf("migrated", migrate, blank);

async function copyOf(name: string, fill: Fill, begin: () => Promise<Unkept>): Promise<Unkept> {
  const kept = await copy(name);
  if (kept) return kept;
  const made = await begin();
  await fill(made.database);
  await made.keepAs(name);
  return copyOf(name, fill, begin);
}

const onPostgres = process.env.SHIPMATE_TEST_DATABASE === "postgres";

async function blank(): Promise<Unkept> {
  return onPostgres ? postgres(await freshPostgres()) : sqlite(new SqliteDatabase(":memory:"));
}

async function copy(template: string): Promise<Unkept | null> {
  if (onPostgres) {
    const own = await copyPostgres(thisRun(), template);
    return own && postgres(own);
  }
  const file = fileOf(template);
  return existsSync(file) ? sqlite(new SqliteDatabase(readFileSync(file))) : null;
}

function sqlite(opened: SqliteDatabase.Database): Unkept {
  const database = connectSqlite(opened);
  const end = () => database.destroy();
  return {
    database,
    url: "sqlite::memory:",
    end,
    async keepAs(template) {
      // Whole before it has its name: another worker may be looking for it.
      const beside = fileOf(`${template}-${randomBytes(8).toString("hex")}`);
      writeFileSync(beside, opened.serialize());
      renameSync(beside, fileOf(template));
      await end();
    },
  };
}

function postgres(own: OwnPostgres): Unkept {
  const database = connect(own.url);
  return {
    database,
    url: own.url,
    async end() {
      await database.destroy();
      await own.drop();
    },
    async keepAs(template) {
      await database.destroy();
      await keepPostgres(own, thisRun(), template);
    },
  };
}

const fileOf = (template: string) => join(templateFolder(), `${template}.db`);
