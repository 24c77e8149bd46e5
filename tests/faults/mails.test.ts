/**
 * The timer killed between any two of its steps, its mail server away, its clock moved: each recipient has each mail
 * once, known by its Message-ID, and none is forgotten. Two flawed senders show that the checker would notice.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { newId } from "#server/context.ts";
import { createMailer, type Mailer, type MailSettings } from "#server/mail.ts";
import { onePass, type Tools } from "#server/reminders.ts";
import type { Api } from "#server/router.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";
import { freePort } from "./program.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";
/** At every boundary of a pass, or at every fifth, other ones in each run. */
const every = isFull ? 1 : 5;
const shift = Math.floor(Math.random() * every);

const folder = mkdtempSync(join(tmpdir(), "shipmate-mails-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A practice of three. */
const harbour = {
  schemaVersion: "1.0",
  practice: { name: "Harbour Practice", code: "77777-TEST" },
  staff: [
    ["hb-01", "Dr Una Kerr", "gp", "una@harbour.example"],
    ["hb-02", "Moira Lang", "practice-manager", "moira@harbour.example"],
    ["hb-03", "Sean Doyle", "social-work", "sean@harbour.example"],
  ].map(([id, name, discipline, email]) => ({ id, name, discipline, organisation: "Harbour", email })),
};

let world: TestWorld;
let practiceId: string;
afterEach(() => world.end());

/** On the day on which nominations open for a meeting, the manager has just planned it. */
async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld({ start: "2026-11-05T09:30:00.000Z", file: harbour }));
  await plan("2026-11-26");
}

async function plan(day: string): Promise<void> {
  const manager = await world.as("hb-02");
  await manager.meetings.plan({
    practiceId,
    pattern: "every-n-weeks",
    interval: 4,
    weekday: 4,
    from: day,
    start: "13:00",
    minutes: 120,
    place: "Harbour Practice",
    count: 1,
    nation: "scotland",
  } as Parameters<Api["meetings"]["plan"]>[0]);
}

interface Delivery {
  to: string;
  messageId: string;
}

/** Where mail arrives, and what has arrived there. */
interface Place {
  settings: MailSettings;
  arrived(): Delivery[];
  close(): Promise<void>;
}

const mailFrom = { name: "Shipmate", address: "mdt@harbour.example" };
const readDelivery = (message: string): Delivery => ({
  to: /^To: .*<(.+)>\r$/m.exec(message)?.[1] ?? "nobody",
  messageId: /^Message-ID: <(.+)@harbour.example>\r$/m.exec(message)?.[1] ?? "none",
});

let folders = 0;
function aFolder(): Promise<Place> {
  const mailFolder = join(folder, String((folders += 1)));
  return Promise.resolve({
    settings: { smtp: null, mailFrom, mailFolder },
    arrived: () =>
      readdirSync(mailFolder).map((name) => {
        expect(name).toMatch(/^\d{4}-\d\d-\d\d-[0-9a-f-]{36}\.eml$/);
        return readDelivery(readFileSync(join(mailFolder, name), "utf8"));
      }),
    close: () => Promise.resolve(),
  });
}

const settingsFor = (port: number): MailSettings => ({
  smtp: { host: "127.0.0.1", port, secure: false, login: null },
  mailFrom,
  mailFolder: folder,
});

async function aServer(port?: number): Promise<Place> {
  const at = port ?? (await freePort());
  const deliveries: Delivery[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      let message = "";
      stream.setEncoding("utf8").on("data", (chunk: string) => (message += chunk));
      stream.on("end", () => {
        const { messageId } = readDelivery(message);
        deliveries.push(...session.envelope.rcptTo.map(({ address }) => ({ to: address, messageId })));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  return {
    settings: settingsFor(at),
    arrived: () => deliveries,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const toolsFor = (mailer: Mailer): Tools => ({
  asSystem: () => world.being("system"),
  mailer,
  readCalendar: () => Promise.resolve({ times: null, faults: [] }),
  log: pino({ level: "silent" }),
  isEnding: () => false,
});

/** As it runs on: a pass every minute, for long enough that whatever was held is let go. */
async function runOn(mailer: Mailer, minutes = 4): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await onePass(toolsFor(mailer));
    world.clock.pass(1);
  }
}

/** Notes every boundary between two steps, and at the chosen one dies: nothing works any more from there on. */
function mortal(tools: Tools, diesAt: number) {
  const boundaries: string[] = [];
  let isDead = false;
  const reach = (name: string) => {
    if (!isDead) boundaries.push(name);
    isDead ||= boundaries.length === diesAt;
    if (isDead) throw new Error("killed");
  };
  const guarded = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    reach(`before ${name}`);
    const result = await run();
    reach(`after ${name}`);
    return result;
  };
  const noun = (name: string, api: Record<string, (input: unknown) => Promise<unknown>>) =>
    new Proxy(api, {
      get: (verbs, verb: string) => (input: unknown) => guarded(`${name}.${verb}`, async () => verbs[verb]?.(input)),
    });
  const nouns = (api: Api) =>
    new Proxy(api, { get: (all, name: string) => noun(name, (all as unknown as Record<string, never>)[name] ?? {}) });
  const mortalTools: Tools = {
    ...tools,
    asSystem: () => nouns(tools.asSystem()),
    mailer: { send: (mail) => guarded("mailer.send", () => tools.mailer.send(mail)) },
  };
  return { tools: mortalTools, boundaries, isDead: () => isDead };
}

/** Against what is kept: each mail there once, none that nobody queued, nothing queued twice, nothing left. */
async function faultsIn(arrived: Delivery[]): Promise<string[]> {
  const rows = await world.database
    .selectFrom("message")
    .innerJoin("staff", "staff.id", "message.staff_id")
    .select(["message.id", "message.subject", "message.kind", "message.sent_at", "staff.email"])
    .execute();
  const faults: string[] = [];
  for (const row of rows) {
    const mine = arrived.filter(({ messageId }) => messageId === row.id);
    if (row.sent_at === null) faults.push(`forgotten: ${row.subject} to ${row.email} waits`);
    else if (mine.length === 0) faults.push(`forgotten: ${row.subject} to ${row.email} is not there`);
    if (mine.some(({ to }) => to !== row.email)) faults.push(`astray: ${row.subject} went to somebody else`);
  }
  const known = new Set(rows.map(({ id }) => id));
  for (const { to, messageId } of arrived) if (!known.has(messageId)) faults.push(`doubled: ${to} has one more`);
  const contents = rows.map((row) => `${row.kind}: ${row.subject} to ${row.email}`);
  faults.push(...contents.filter((one, at) => contents.indexOf(one) !== at).map((one) => `doubled: ${one}`));
  return faults;
}

/** How many mails of which kind everybody has when nothing went wrong. */
async function tally(): Promise<string[]> {
  const rows = await world.database
    .selectFrom("message")
    .innerJoin("staff", "staff.id", "message.staff_id")
    .select(["message.kind", "message.subject", "staff.email"])
    .execute();
  return rows.map((row) => `${row.kind}: ${row.subject} to ${row.email}`).sort();
}

/** One pass that dies at a boundary; then another timer runs on. Tells what is wrong, and where the first died. */
async function killedAt(boundary: number, place: Place, mailer: Mailer) {
  const first = mortal(toolsFor(mailer), boundary);
  await onePass(first.tools);
  await runOn(createMailer(place.settings));
  return { died: first.boundaries.at(-1) ?? "", faults: await faultsIn(place.arrived()) };
}

async function boundariesOfAPass(): Promise<{ boundaries: string[]; whole: string[] }> {
  await begin();
  const place = await aFolder();
  const unharmed = mortal(toolsFor(createMailer(place.settings)), Infinity);
  await onePass(unharmed.tools);
  await runOn(createMailer(place.settings));
  expect(await faultsIn(place.arrived())).toEqual([]);
  const whole = await tally();
  await world.end();
  return { boundaries: unharmed.boundaries, whole };
}

describe.each([
  ["into a folder", aFolder],
  ["by a mail server", aServer],
])("a timer that sends %s, killed between any two steps", (_, aPlace) => {
  it("leaves each mail sent once and none forgotten", { timeout: 600_000 }, async () => {
    const { boundaries, whole } = await boundariesOfAPass();
    expect(new Set(boundaries.map((name) => name.replace(/^\w+ /, "")))).toEqual(
      new Set([
        "cycle.due",
        "cycle.take",
        "digests.due",
        "digests.make",
        "guests.due",
        "messages.due",
        "messages.take",
        "mailer.send",
        "messages.settle",
        "calendars.due",
      ]),
    );
    for (let boundary = 1 + shift; boundary <= boundaries.length; boundary += every) {
      await begin();
      const place = await aPlace();
      const { died, faults } = await killedAt(boundary, place, createMailer(place.settings));
      expect(faults, `killed ${died}`).toEqual([]);
      expect(await tally(), `killed ${died}`).toEqual(whole);
      await place.close();
      await world.end();
    }
    await begin();
  });
});

describe("the checker finds", () => {
  /** Kills a flawed sender at each boundary around sending until the checker says the word. */
  async function finds(word: string, flawed: (mailer: Mailer, isDead: () => boolean) => Mailer): Promise<void> {
    const { boundaries } = await boundariesOfAPass();
    const heard: string[] = [];
    for (const [at, name] of boundaries.entries()) {
      if (!name.endsWith("mailer.send") && !name.endsWith("messages.settle")) continue;
      await begin();
      const place = await aServer();
      let isDead = () => false;
      const first = mortal(toolsFor(flawed(createMailer(place.settings), () => isDead())), at + 1);
      isDead = first.isDead;
      await onePass(first.tools);
      await runOn(createMailer(place.settings));
      heard.push(...(await faultsIn(place.arrived())));
      await place.close();
      if (heard.some((fault) => fault.startsWith(`${word}: `))) return;
      await world.end();
    }
    expect(heard).toContain(word);
  }

  it("what is doubled when a mail sent again is not known as the same", () =>
    finds("doubled", (mailer) => ({ send: (mail) => mailer.send({ ...mail, id: newId() }) })));

  it("what is forgotten when a mail counts as sent before it is", () =>
    finds("forgotten", (mailer, isDead) => ({
      async send(mail) {
        setTimeout(() => void (isDead() || mailer.send(mail)), 0);
      },
    })));
});

describe("a mail server that is away", () => {
  it("holds nobody up, and has everything within five minutes of its return, once", { timeout: 120_000 }, async () => {
    await begin();
    const port = await freePort();
    const mailer = createMailer(settingsFor(port));

    // It takes the call and says nothing, as a server behind a broken firewall does.
    const silent = await aSilentServer(port);
    const passing = onePass(toolsFor(mailer));
    await silent.called;
    const began = performance.now();
    await plan("2026-12-03");
    expect(performance.now() - began).toBeLessThan(5000);
    await passing;
    await silent.close();

    // Then it is not there at all, for an hour.
    for (let minute = 0; minute < 60; minute += 1) {
      await onePass(toolsFor(mailer));
      world.clock.pass(1);
    }
    const waiting = await world.database.selectFrom("message").selectAll().where("sent_at", "is", null).execute();
    expect(waiting.length).toBeGreaterThan(5);
    expect(waiting.filter((row) => row.failed_at !== null)).toEqual([]);
    expect(waiting.map((row) => row.fault)).toContain("The mail server does not answer (code ESOCKET).");

    const server = await aServer(port);
    await runOn(mailer, 5);
    expect(await faultsIn(server.arrived())).toEqual([]);
    expect(server.arrived()).toHaveLength(waiting.length);
    await server.close();
  });

  it("that refuses one address or one mail does not keep the others from going", async () => {
    await begin();
    const port = await freePort();
    const arrived: string[] = [];
    const server = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith("una") ? Object.assign(new Error("No such user"), { responseCode: 550 }) : null),
      onData(stream, session, done) {
        const [to] = session.envelope.rcptTo;
        stream.resume().on("end", () => {
          if (to?.address.startsWith("moira"))
            return done(Object.assign(new Error("Looks odd"), { responseCode: 554 }));
          arrived.push(to?.address ?? "");
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    await onePass(toolsFor(createMailer(settingsFor(port))));
    expect(new Set(arrived)).toEqual(new Set(["sean@harbour.example"]));
    const rows = await world.database
      .selectFrom("message")
      .innerJoin("staff", "staff.id", "message.staff_id")
      .select(["staff.email", "message.fault"])
      .where("message.sent_at", "is", null)
      .execute();
    expect(new Set(rows.map(({ email, fault }) => `${email}: ${fault}`))).toEqual(
      new Set([
        "una@harbour.example: The mail server did not take this address. It said: 550 No such user",
        "moira@harbour.example: The mail server did not take this mail. It said: 554 Looks odd",
      ]),
    );
    await new Promise<void>((resolve) => server.close(resolve));
  });

  async function aSilentServer(port: number) {
    let server: Server | undefined;
    const called = new Promise<void>((resolve) => {
      server = createServer((socket) => {
        socket.on("error", () => {});
        resolve();
      });
    });
    await new Promise<void>((resolve) => server?.listen(port, "127.0.0.1", resolve));
    return { called, close: () => new Promise<void>((resolve) => server?.close(() => resolve())) };
  }
});

describe("a clock that moves", () => {
  it("by an hour back, a day and a year: nothing is sent twice, nothing forgotten", { timeout: 120_000 }, async () => {
    await begin();
    const place = await aServer();
    const mailer = createMailer(place.settings);
    const away = createMailer(settingsFor(await freePort()));
    await runOn(mailer);
    const afterFirst = place.arrived().length;
    expect(afterFirst).toBeGreaterThan(3);

    world.clock.pass(-60);
    await runOn(mailer);
    expect(place.arrived()).toHaveLength(afterFirst);
    // What is queued in the hour that comes twice goes out in it.
    await plan("2026-12-03");
    await runOn(mailer);
    expect(await faultsIn(place.arrived())).toEqual([]);
    expect(place.arrived().length).toBeGreaterThan(afterFirst);

    // What waited with its next try ahead when the clock fell back waits the longer for it, and goes.
    world.clock.pass(60);
    await plan("2026-12-10");
    await onePass(toolsFor(away));
    world.clock.pass(-60);
    await runOn(mailer);
    world.clock.pass(66);
    await runOn(mailer);
    expect(await faultsIn(place.arrived())).toEqual([]);

    // What is queued without a server goes when there is one, however much later that is.
    for (const [days, planned] of [
      [1, "2026-12-17"],
      [1, "2026-12-24"],
      [365, "2026-12-31"],
    ] as const) {
      await plan(planned);
      await onePass(toolsFor(away));
      world.clock.pass(days * 24 * 60);
      await runOn(mailer);
      expect(await faultsIn(place.arrived()), `${days} days on`).toEqual([]);
      const messageIds = place.arrived().map(({ messageId }) => messageId);
      expect(new Set(messageIds).size).toBe(messageIds.length);
    }
    await place.close();
  });
});
