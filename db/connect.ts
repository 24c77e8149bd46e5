/** Opens the database that DATABASE_URL names, or says in one line why not. */
import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import SqliteDatabase from "better-sqlite3";
import {
  CompiledQuery,
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  replaceWithNoncontingentExpression,
  type DatabaseConnection,
  type Driver,
  type LogConfig,
  type SqliteDatabase as PreparingDatabase,
  type SqliteStatement,
} from "kysely";
import pg from "pg";
import type { Database } from "./database.ts";
import type { Tables } from "./schema.ts";

/** Below this a bug of write-ahead logging can damage a database (quality.md 0.3). */
const oldestSqlite = "3.51.3";

/** Why the program will not open this database; `exitCode` as docs/decisions/0013 lists them. */
export class CannotOpen extends Error {
  constructor(
    message: string,
    readonly exitCode: 2 | 70 | 71,
  ) {
    super(message);
  }
}

export type Dialect = "sqlite" | "postgres";

export function dialectOf(url: string): Dialect {
  if (url.startsWith("sqlite:")) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgres";
  throw new CannotOpen(`DATABASE_URL must begin with sqlite: or postgres:// and begins with neither.`, 2);
}

/** The file behind `sqlite:PATH`, or null for PostgreSQL and for a database in memory. */
export function databaseFile(url: string): string | null {
  if (dialectOf(url) !== "sqlite") return null;
  const path = url.slice("sqlite:".length);
  return path === ":memory:" ? null : resolve(path);
}

type Options = { log?: LogConfig; onLost?: (error: Error) => void };

export function connect(url: string, options: Options = {}): Database {
  if (dialectOf(url) === "sqlite") return connectSqlite(openSqlite(url), options);
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: postgresPool(url, options.onLost) }),
    // SQLite takes an empty list for what it is; PostgreSQL takes it for a fault.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
    ...logging(options),
  });
}

/** A SQLite database that is already open, as a copy in memory is; with the same settings as one that has a URL. */
export function connectSqlite(sqlite: SqliteDatabase.Database, options: Options = {}): Database {
  settle(sqlite);
  return new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(sqlite), ...logging(options) });
}

const logging = ({ log }: Options) => (log ? { log } : {});

/** A connection that the server ends while nobody uses it is replaced by the pool; unheard it would end the program. */
function postgresPool(url: string, onLost: (error: Error) => void = () => {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  pool.on("error", onLost);
  return pool;
}

function openSqlite(url: string): SqliteDatabase.Database {
  const file = databaseFile(url);
  if (file) prepareFile(file);
  return new SqliteDatabase(file ?? ":memory:");
}

function settle(sqlite: SqliteDatabase.Database): void {
  const version = (sqlite.prepare("select sqlite_version() as version").get() as { version: string }).version;
  if (isOlder(version, oldestSqlite)) {
    throw new CannotOpen(`SQLite ${version} is older than ${oldestSqlite} and can damage data. Install again.`, 2);
  }

  sqlite.pragma("busy_timeout = 5000");
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma("trusted_schema = OFF");
  sqlite.pragma("secure_delete = ON");
  sqlite.pragma("cell_size_check = ON");
  verifyAfterWrite(sqlite);
}

/** Only a write shows the truth: better-sqlite3 lowers `synchronous` at the first one (quality.md 0.1). */
function verifyAfterWrite(sqlite: SqliteDatabase.Database): void {
  sqlite.exec("create table if not exists opened (id integer primary key, times integer not null)");
  sqlite.exec("insert into opened values (1, 1) on conflict (id) do update set times = times + 1");
  if (Number(sqlite.pragma("synchronous", { simple: true })) < 2) {
    throw new CannotOpen("The database would not keep what it acknowledges after a power cut. It stays closed.", 2);
  }
  if (Number(sqlite.pragma("foreign_keys", { simple: true })) !== 1) {
    throw new CannotOpen("The database does not check references. It stays closed.", 2);
  }
}

function prepareFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Made here, for its owner alone: the log files beside it take their permissions from it.
  if (!existsSync(file)) return closeSync(openSync(file, "a", 0o600));
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
    throw new CannotOpen(`${file} can be read by others on this machine. Run: chmod 600 ${file}`, 2);
  }
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number)) as [number[], number[]];
  for (const [index, part] of b.entries()) {
    if ((a[index] ?? 0) !== part) return (a[index] ?? 0) < part;
  }
  return false;
}

/** Takes the write lock at the start, so that a transaction waits its turn and never fails half-way through. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

/** Statements of one shape are many; beyond this many shapes the oldest is prepared anew. */
const mostPrepared = 500;

/** Prepares each statement once: what is asked again differs in its values only. */
function preparingOnce(sqlite: SqliteDatabase.Database): PreparingDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    prepare(source) {
      const known = prepared.get(source);
      if (known) return known;
      const statement = sqlite.prepare<unknown[]>(source) as SqliteStatement;
      const [oldest] = prepared.keys();
      if (oldest !== undefined && prepared.size >= mostPrepared) prepared.delete(oldest);
      prepared.set(source, statement);
      return statement;
    },
    close: () => void sqlite.close(),
  };
}

class ImmediateSqliteDialect extends SqliteDialect {
  private readonly database: PreparingDatabase;

  constructor(sqlite: SqliteDatabase.Database) {
    const database = preparingOnce(sqlite);
    super({ database });
    this.database = database;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver({ database: this.database });
  }
}
