/** Brings a database to the newest schema, or says why not. */
import { Migrator, sql } from "kysely";
import { CannotOpen } from "./connect.ts";
import type { Database } from "./database.ts";
import { migrations } from "./migrations/index.ts";

export async function migrate(database: Database): Promise<void> {
  await refuseNewerSchema(database);
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error("The database could not be brought up to date.");
}

async function refuseNewerSchema(database: Database): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return;

  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  const unknown = rows.map((row) => row.name).filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new CannotOpen(`The database was made by a newer Shipmate (${unknown[0]}). Update the program first.`, 71);
  }
}
