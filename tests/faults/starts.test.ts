/** When the server will not start, and how it ends: one line and a code of its own, as docs/decisions/0013 lists them. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callerAt, cookieFor, freePort, launch, mdt, type Program } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "shipmate-starts-"));
const file = join(folder, "data", "shipmate.db");
const databaseUrl = `sqlite:${file}`;
let program: Program;

beforeAll(async () => {
  program = launch({ databaseUrl, port: await freePort() });
  await program.ready;
});
afterAll(async () => {
  await program.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const line = (words: RegExp) => expect.stringMatching(new RegExp(`^[^\\n]*${words.source}[^\\n]*\\n$`)) as string;

async function refusal(settings: { url?: string; env?: Record<string, string> } = {}) {
  const refused = launch({
    databaseUrl: settings.url ?? databaseUrl,
    port: await freePort(),
    ...(settings.env ? { env: settings.env } : {}),
  });
  const started = refused.ready.then(() => refused.end("SIGKILL")).catch(() => null);
  const { code } = await refused.ended;
  await started;
  return { code, said: refused.complaint() };
}

async function healthOf(origin: string): Promise<number> {
  return (await fetch(`${origin}/healthz`)).status;
}

// `fails`: on a first start the folder is made after the lock was to be taken, so there is none until the next start.
it("a second server on the same file is refused, the first not disturbed", async () => {
  expect(await refusal()).toEqual({ code: 72, said: line(/is in use by another Shipmate/) });
  expect(await healthOf(program.origin)).toBe(200);
});

it("the command line works beside a server", () => {
  expect(mdt(databaseUrl, "verify")).toEqual({ code: 0, said: "References, log and integrity hold." });
});

// `fails`: on a first start SQLite makes these two while the file itself is still readable.
it("nobody else on the machine can read the database or what is beside it", () => {
  const files = [file, `${file}-wal`, `${file}-shm`].filter(existsSync);
  expect(files.map((path) => statSync(path).mode & 0o077)).toEqual(files.map(() => 0));
});

it("ends with code 0 on SIGTERM while somebody follows a meeting", async () => {
  const [somebody] = (await callerAt(program.origin).ask("session.choices")) as { id: string }[];
  const cookie = await cookieFor(program.origin, somebody?.id ?? "");
  const { meetings } = (await callerAt(program.origin, cookie).ask("home.open")) as { meetings: { id: string }[] };
  const input = encodeURIComponent(JSON.stringify({ meetingId: meetings[0]?.id }));
  const stream = await fetch(`${program.origin}/trpc/meetings.watch?input=${input}`, {
    headers: { cookie, accept: "text/event-stream" },
  });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const reader = stream.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);

  expect(await program.end("SIGTERM")).toEqual({ code: 0, signal: null });
  await reader?.cancel().catch(() => {});
  // Nothing waits to be found by the next start: the log is folded into the file, the lock gone.
  expect(existsSync(`${file}.lock`)).toBe(false);
});

it("a second server is refused wherever the folder was there before", async () => {
  program = launch({ databaseUrl, port: await freePort() });
  await program.ready;
  expect(await refusal()).toEqual({ code: 72, said: line(/is in use by another Shipmate/) });
  expect(await healthOf(program.origin)).toBe(200);
  expect(await program.end("SIGTERM")).toEqual({ code: 0, signal: null });
});

it("a server that was killed leaves nothing that stops the next", async () => {
  program = launch({ databaseUrl, port: await freePort() });
  await program.ready;
  await program.end("SIGKILL");
  program = launch({ databaseUrl, port: await freePort() });
  await program.ready;
  expect(await healthOf(program.origin)).toBe(200);
  expect(await program.end("SIGTERM")).toEqual({ code: 0, signal: null });
});

it("a file that others can read is refused", async () => {
  chmodSync(file, 0o644);
  expect(await refusal()).toEqual({ code: 2, said: line(/can be read by others/) });
  chmodSync(file, 0o600);
});

it("a newer schema is refused, the file left as it is", async () => {
  const sqlite = new SqliteDatabase(file);
  sqlite.prepare("insert into kysely_migration (name, timestamp) values (?, ?)").run("900-later", "2099-01-01");
  const schema = () => sqlite.prepare("select sql from sqlite_master order by name").all();
  const before = schema();
  expect(await refusal()).toEqual({ code: 71, said: line(/made by a newer Shipmate \(900-later\)/) });
  expect(schema()).toEqual(before);
  sqlite.prepare("delete from kysely_migration where name = ?").run("900-later");
  sqlite.close();
});

it("a damaged file is refused", async () => {
  const bytes = readFileSync(file);
  const damaged = join(folder, "damaged.db");
  writeFileSync(damaged, bytes.fill(0x5a, 0, 4096), { mode: 0o600 });
  expect((await refusal({ url: `sqlite:${damaged}` })).code).toBe(70);
});

it.each<[string, Record<string, string>, RegExp]>([
  ["live mode without settings", { SHIPMATE_MODE: "live" }, /Live mode needs these settings: SHIPMATE_ORIGIN/],
  ["a mode that does not exist", { SHIPMATE_MODE: "lively" }, /SHIPMATE_MODE must be demo or live/],
  ["a port that is no number", { PORT: "three thousand" }, /PORT must be a number/],
  ["a database of an unknown kind", { DATABASE_URL: "mysql://here" }, /DATABASE_URL must be/],
])("%s is refused in one line", async (_, env, words) => {
  expect(await refusal({ env })).toEqual({ code: 2, said: line(words) });
});
