/** A migrated, empty database for a test file: SQLite in memory, or a real PostgreSQL when the suite runs on one. */
import { connect } from "#db/connect.ts";
import type { Database } from "#db/database.ts";
import { migrate } from "#db/migrate.ts";
import { freshPostgres } from "./postgres.ts";

export interface TestDatabase {
  database: Database;
  url: string;
  end: () => Promise<void>;
}

export async function freshDatabase(): Promise<TestDatabase> {
  if (process.env.SHIPMATE_TEST_DATABASE !== "postgres") {
    const database = connect("sqlite::memory:");
    await migrate(database);
    return { database, url: "sqlite::memory:", end: () => database.destroy() };
  }
  const { url, drop } = await freshPostgres();
  const database = connect(url);
  await migrate(database);
  return {
    database,
    url,
    async end() {
      await database.destroy();
      await drop();
    },
  };
}
