/** How a database is opened: durable, checked, or not at all (quality.md 1.2). */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, expect, it } from "vitest";
import { CannotOpen, connect, dialectOf } from "#db/connect.ts";
import { migrate } from "#db/migrate.ts";

const folder = mkdtempSync(join(tmpdir(), "shipmate-connect-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fileUrl = (name: string) => `sqlite:${join(folder, name)}`;

it("keeps what it acknowledges, also after a first write and on a second opening", async () => {
  for (const opening of ["first", "second"]) {
    const database = connect(fileUrl("durable.db"));
    await migrate(database);
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(database);
    expect(rows[0]?.synchronous, opening).toBe(2);
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(database);
    expect(journal.rows[0]?.journal_mode).toBe("wal");
    const keys = await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(database);
    expect(keys.rows[0]?.foreign_keys).toBe(1);
    await database.destroy();
  }
});

it("refuses a file that others on the machine can read", async () => {
  const database = connect(fileUrl("open.db"));
  await database.destroy();
  chmodSync(join(folder, "open.db"), 0o644);
  expect(() => connect(fileUrl("open.db"))).toThrow(/chmod 600/);
});

it("refuses a database that a newer Shipmate made", async () => {
  const database = connect(fileUrl("newer.db"));
  await migrate(database);
  await sql`insert into kysely_migration (name, timestamp) values ('999-from-the-future', '2030')`.execute(database);
  await expect(migrate(database)).rejects.toMatchObject({ exitCode: 71 });
  await database.destroy();
});

it("says what DATABASE_URL may be", () => {
  expect(() => dialectOf("mysql://nowhere")).toThrow(CannotOpen);
  expect(dialectOf("postgres://localhost/x")).toBe("postgres");
});
