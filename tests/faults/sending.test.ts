/**
 * `kill -9` of the real server while it sends. However often it dies, each mail that was queued arrives at its
 * recipient, known by one Message-ID, and no meeting is told of twice.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import SqliteDatabase from "better-sqlite3";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callerAt, cookieFor, freePort, launch, mdt, type Program, type Settings } from "./program.ts";

const kills = process.env.SHIPMATE_COUNTS === "full" ? 100 : 10;
/** As long as a mail whose sender died is held, and a little more. */
const held = 61_000;

const folder = mkdtempSync(join(tmpdir(), "shipmate-sending-"));
const file = join(folder, "shipmate.db");
const arrived: { to: string; messageId: string }[] = [];
let sink: SMTPServer;
let settings: Settings;

beforeAll(async () => {
  const planted = launch({ databaseUrl: `sqlite:${join(folder, "planted.db")}`, port: await freePort() });
  await planted.ready;
  expect((await planted.end("SIGTERM")).code).toBe(0);
  copyFileSync(join(folder, "planted.db"), file);

  const mailPort = await freePort();
  sink = new SMTPServer({ disabledCommands: ["AUTH", "STARTTLS"], onData: takeSlowly });
  // A sender that is killed hangs up in the middle of a word.
  sink.on("error", () => {});
  await new Promise<void>((resolve) => sink.listen(mailPort, "127.0.0.1", resolve));
  settings = {
    databaseUrl: `sqlite:${file}`,
    port: await freePort(),
    env: { SHIPMATE_TIMER: "on", SHIPMATE_SMTP_URL: `smtp://127.0.0.1:${mailPort}` },
  };
});
afterAll(async () => {
  await new Promise<void>((resolve) => sink.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** Slowly enough for a kill to come in the middle, before or after a mail was taken. */
const takeSlowly: NonNullable<ConstructorParameters<typeof SMTPServer>[0]>["onData"] = (stream, session, done) => {
  let message = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (message += chunk));
  stream.on("end", () => {
    void pause(Math.random() * 10).then(async () => {
      const messageId = /^Message-ID: <([^@]+)@/m.exec(message)?.[1] ?? "none";
      arrived.push(...session.envelope.rcptTo.map(({ address }) => ({ to: address, messageId })));
      await pause(Math.random() * 10);
      done();
    });
  });
};

function rows<Row>(query: string): Row[] {
  const database = new SqliteDatabase(file, { readonly: true });
  const found = database.prepare(query).all() as Row[];
  database.close();
  return found;
}

interface Waiting {
  id: string;
  email: string;
}
const unsent = () =>
  rows<Waiting>("select m.id, s.email from message m join staff s on s.id = m.staff_id where m.sent_at is null");

/** Presses until it is acknowledged: one more meeting, of which everybody is told. */
async function plan(program: Program, day: string): Promise<void> {
  const [manager] = rows<{ id: string; practice: string }>(
    "select staff_id as id, practice_id as practice from attachment where role = 'coordinator'",
  );
  const caller = callerAt(program.origin, await cookieFor(program.origin, manager?.id ?? ""));
  const meeting = {
    practiceId: manager?.practice,
    pattern: "every-n-weeks",
    interval: 4,
    weekday: 3,
    from: day,
    start: "09:00",
    minutes: 60,
    place: "Room 3",
    count: 1,
    nation: "scotland",
  };
  const { status, message } = await caller.press("meetings.plan", meeting, `plan ${day}`);
  expect(status, message).toBe(200);
}

it(
  `each mail arrives, and as one, after ${kills} kills while sending`,
  { timeout: 120_000 + kills * 6000 },
  async () => {
    const before = new Set(rows<{ id: string }>("select id from message").map(({ id }) => id));
    let program = launch(settings);
    const died: number[] = [];
    try {
      for (let killed = 0; killed < kills; killed += 1) {
        await program.ready;
        const firstDay = new Date(Date.UTC(2030, 0, 2 + 7 * killed)).toISOString().slice(0, 10);
        await plan(program, firstDay);
        await pause(Math.random() * 400);
        await program.end("SIGKILL");
        died.push(unsent().length);
        program = launch(settings);
      }
      await program.ready;
      expect(await program.end("SIGTERM")).toEqual({ code: 0, signal: null });
      // Those that a dead sender held are free by then; a start takes them up.
      program = launch({ ...settings, clockAhead: held });
      await program.ready;
      for (let waited = 0; unsent().length > 0 && waited < 60; waited += 1) await pause(1000);
      expect(await program.end("SIGTERM")).toEqual({ code: 0, signal: null });
    } finally {
      await program.end("SIGKILL");
    }

    const queued = rows<Waiting & { text: string }>(
      "select m.id, s.email, m.kind || m.subject as text from message m join staff s on s.id = m.staff_id",
    ).filter(({ id }) => !before.has(id));
    expect(unsent()).toEqual([]);
    expect(queued.length).toBeGreaterThan(kills * 10);
    // Each where it belongs, and nothing that was not queued.
    const recipients = new Map(queued.map(({ id, email }) => [id, email]));
    expect(arrived.filter(({ to, messageId }) => recipients.get(messageId) !== to)).toEqual([]);
    expect(new Set(arrived.map(({ messageId }) => messageId)).size).toBe(queued.length);
    // No meeting is told of twice, also where the press was not answered.
    const contents = queued.map(({ email, text }) => `${text} to ${email}`);
    expect(new Set(contents).size).toBe(contents.length);
    expect(mdt(settings.databaseUrl, "verify")).toEqual({ code: 0, said: "References, log and integrity hold." });
    // Enough was under way for the kills to hit something.
    expect(died.filter((waiting) => waiting > 0).length).toBeGreaterThan(kills / 2);
    const again = arrived.length - queued.length;
    process.stdout.write(`${JSON.stringify({ figure: "mails under kill -9", value: queued.length, kills, again })}\n`);
  },
);
