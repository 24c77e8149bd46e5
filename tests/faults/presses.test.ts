/**
 * One press is one effect, however often it arrives: sent two to five times at once with one key. The same key with
 * other words is refused. Writers that meet on one practice's log all succeed; of those that change one row at once each
 * but one is told that it was changed, and what they were told is done is done.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "#db/connect.ts";
import type { Database } from "#db/database.ts";
import { freshPostgres } from "../support/postgres.ts";
import { faultsIn } from "./checker.ts";
import { callerAt, cookieFor, freePort, launch, type Answer, type Caller, type Program } from "./program.ts";
import { startWriters, type Place } from "./writers.ts";

const rounds = process.env.SHIPMATE_COUNTS === "full" ? 40 : 2;
/** Devices that change one row at once, and how often each tries. */
const editors = 50;
const tries = process.env.SHIPMATE_COUNTS === "full" ? 200 : 6;
const secondsOfMeeting = process.env.SHIPMATE_COUNTS === "full" ? 30 : 4;

const folder = mkdtempSync(join(tmpdir(), "shipmate-presses-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sqlite = () => Promise.resolve({ url: `sqlite:${join(folder, "presses.db")}`, drop: () => Promise.resolve() });
const engines: [string, () => Promise<{ url: string; drop: () => Promise<void> }>][] = [["SQLite", sqlite]];
if (process.env.TEST_POSTGRES_URL) engines.push(["PostgreSQL", freshPostgres]);

interface Somebody extends Place {
  caller: Caller;
}

/** What a button sends, made anew for each press. */
type Button = (people: readonly Somebody[]) => Promise<{ by: Caller; path: string; input: object }>;

const one = (people: readonly Somebody[]) => people[0] as Somebody;
const words = () => `Press test ${randomUUID()}`;

async function recorded(by: Somebody, ownerId: string): Promise<string> {
  const input = { caseId: by.caseId, text: words(), ownerId, due: "2099-12-31" };
  const { data } = await by.caller.press("actions.record", input, randomUUID());
  return (data as { actionId: string }).actionId;
}

/** One press does not replace what was sent in full, so it is for somebody who has not. */
async function whoHasSentNothing(people: readonly Somebody[]): Promise<Somebody> {
  for (const person of people) {
    const { caseId } = person;
    const { current } = (await person.caller.ask("contributions.open", { caseId })) as {
      current: { kind: string } | null;
    };
    if (current?.kind !== "full") return person;
  }
  throw new Error("Everybody here has sent a contribution.");
}

const onCase =
  (path: string, rest: () => object): Button =>
  async (people) => ({ by: one(people).caller, path, input: { caseId: one(people).caseId, ...rest() } });

const buttons: Record<string, Button> = {
  "record an action": async (people) => ({
    by: one(people).caller,
    path: "actions.record",
    input: { caseId: one(people).caseId, text: words(), ownerId: one(people).staffId, due: "2099-12-31" },
  }),
  "report on an action": async (people) => ({
    by: one(people).caller,
    path: "actions.report",
    input: { actionId: await recorded(one(people), one(people).staffId), version: 1, kind: "note", text: words() },
  }),
  "accept an action": async (people) => {
    const other = people.find((row) => row.caseId === one(people).caseId && row.staffId !== one(people).staffId);
    const owner = other ?? one(people);
    return {
      by: owner.caller,
      path: "actions.accept",
      input: { actionId: await recorded(one(people), owner.staffId), version: 1 },
    };
  },
  "save a draft": async (people) => {
    const { caller, caseId } = one(people);
    const { draft } = (await caller.ask("contributions.open", { caseId })) as { draft: { version: number } | null };
    return {
      by: caller,
      path: "contributions.saveDraft",
      input: { caseId, typed: { body: words() }, version: draft?.version ?? 0 },
    };
  },
  "send a contribution": async (people) => {
    const { caller, caseId } = one(people);
    const { current } = (await caller.ask("contributions.open", { caseId })) as { current: { id: string } | null };
    return {
      by: caller,
      path: "contributions.submit",
      input: { caseId, headline: words(), basedOn: current?.id ?? "" },
    };
  },
  "say that there is nothing to add": async (people) => {
    const { caller, caseId } = await whoHasSentNothing(people);
    return { by: caller, path: "contributions.answer", input: { caseId, kind: "nothing-to-add" } };
  },
  "record what the person was told": onCase("cases.recordNotice", () => ({ informed: "yes", views: words() })),
  "record how to contact safely": onCase("cases.recordSafeContact", () => ({ ringFirst: words() })),
  "record an objection": onCase("cases.object", () => ({ againstDiscipline: "police", text: words() })),
  "answer an invitation": async (people) => {
    const { meetings } = (await one(people).caller.ask("home.open")) as { meetings: { id: string }[] };
    return {
      by: one(people).caller,
      path: "meetings.reply",
      input: { meetingId: meetings[0]?.id, reply: "accepted" },
    };
  },
};

describe.each(engines)("on %s", (_, engine) => {
  let program: Program;
  let database: Database;
  let people: Somebody[];
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const made = await engine();
    drop = made.drop;
    program = launch({ databaseUrl: made.url, port: await freePort() });
    await program.ready;
    database = connect(made.url);
    people = await peopleAt(program.origin);
  });
  afterAll(async () => {
    await program.end("SIGTERM");
    await database.destroy();
    // The pool says that it has ended a moment before its connections have.
    await pause(300);
    await drop();
  });

  /** Rows and versions of every table: what a press changes shows here, whatever it is. */
  async function contents(): Promise<Record<string, number>> {
    const tables = await database.introspection.getTables();
    const sums: Record<string, number> = {};
    for (const table of tables.filter(({ name }) => !["opened", "session"].includes(name))) {
      const versions = table.columns.some((column) => column.name === "version") ? sql.ref("version") : sql`0`;
      const { rows } = await sql<{ count: number; versions: number | null }>`
        select count(*) as count, sum(${versions}) as versions from ${sql.table(table.name)}`.execute(database);
      sums[table.name] = Number(rows[0]?.count ?? 0) + Number(rows[0]?.versions ?? 0);
    }
    return sums;
  }

  async function changeBy(press: () => Promise<void>): Promise<Record<string, number>> {
    const before = await contents();
    await press();
    const after = await contents();
    return Object.fromEntries(
      Object.entries(after)
        .map(([table, sum]): [string, number] => [table, sum - (before[table] ?? 0)])
        .filter(([, change]) => change !== 0),
    );
  }

  it.each(Object.entries(buttons))("to %s has one effect, sent once or five times at once", async (_, button) => {
    // The first press may make what later ones change, such as a draft.
    await pressOnce(await button(people));
    const once = await button(people);
    const change = await changeBy(() => pressOnce(once));
    expect(change).toMatchObject({ audit: 1 });
    for (let round = 0; round < rounds; round += 1) {
      const { by, path, input } = await button(people);
      const key = randomUUID();
      const times = 2 + Math.floor(Math.random() * 4);
      const answers: unknown[] = [];
      const changes = await changeBy(async () => {
        const sent = await Promise.all(Array.from({ length: times }, () => by.press(path, input, key)));
        answers.push(...sent);
      });
      expect(answers).toEqual(Array.from({ length: times }, () => answers[0]));
      expect(answers[0]).toMatchObject({ status: 200 });
      expect(changes).toEqual(change);

      const other = await by.press(path, { ...input, somethingElse: words() }, key);
      expect(other).toMatchObject({ status: 409, message: expect.stringContaining("already sent once") as string });
    }
  });

  async function pressOnce({ by, path, input }: Awaited<ReturnType<Button>>): Promise<void> {
    expect(await by.press(path, input, randomUUID())).toMatchObject({ status: 200, message: "" });
  }

  it("to save one draft from fifty devices at once is done by one, and each other is told", async () => {
    const writer = one(people);
    const { before, done, refused } = await savesOfOneDraft(writer);
    expect(done.length + refused.length).toBe(editors * tries);
    expect(done.length).toBeGreaterThan(tries);
    expect(refused.length).toBeGreaterThan(editors / 2);
    expect(new Set(done.map(({ version }) => version)).size).toBe(done.length);
    expect(refused.filter(({ status }) => status !== 409)).toEqual([]);
    const kept = database
      .selectFrom("draft")
      .select(["version", "typed"])
      .where("case_id", "=", writer.caseId)
      .where("author_id", "=", writer.staffId);
    const { version, typed } = await kept.executeTakeFirstOrThrow();
    expect(version).toBe(before + done.length);
    expect(typed).toContain(done.find((save) => save.version === version - 1)?.text);
  });

  it("to save is done for every one of sixteen writers that meet on one practice's log", async () => {
    const places = people.slice(0, 16);
    expect(places.length).toBe(16);
    const writing = startWriters(program.origin, places, {
      // Drafts have been saved by the presses above, so their versions are not the writers' own.
      kinds: ["record", "report", "report", "report"],
      forgetsKeys: false,
      hangUps: 5,
    });
    await pause(secondsOfMeeting * 1000);
    await writing.finish();
    expect(writing.refusals).toEqual([]);
    expect(writing.presses.length).toBeGreaterThan(places.length);
    expect(await faultsIn(database, writing.presses)).toEqual([]);
  });
});

it("without asking whether what was seen is still so, changes are made over each other", async () => {
  const url = `sqlite:${join(folder, "unchecked.db")}`;
  const program = launch({ databaseUrl: url, port: await freePort(), flaw: "no-version-check" });
  try {
    await program.ready;
    const { done } = await savesOfOneDraft(one(await peopleAt(program.origin)));
    expect(new Set(done.map(({ version }) => version)).size).toBeLessThan(done.length);
  } finally {
    await program.end("SIGKILL");
  }
});

/** Many devices of one person save one draft at once, each on what it saw last; who is late reads and tries again. */
async function savesOfOneDraft({ caller, caseId }: Somebody) {
  const versionNow = async () => {
    const { draft } = (await caller.ask("contributions.open", { caseId })) as { draft: { version: number } | null };
    return draft?.version ?? 0;
  };
  const before = await versionNow();
  const done: { version: number; text: string }[] = [];
  const refused: Answer[] = [];
  const edit = async () => {
    let version = before;
    for (let turn = 0; turn < tries; turn += 1) {
      const text = words();
      const answer = await caller.press(
        "contributions.saveDraft",
        { caseId, typed: { body: [text] }, version },
        randomUUID(),
      );
      if (answer.status === 200) done.push({ version, text });
      else refused.push(answer);
      version = answer.status === 200 ? version + 1 : await versionNow();
    }
  };
  await Promise.all(Array.from({ length: editors }, edit));
  return { before, done, refused };
}

/** Every pair of a member and a case that this member reads. */
async function peopleAt(origin: string): Promise<Somebody[]> {
  const choices = (await callerAt(origin).ask("session.choices")) as { id: string; role: string }[];
  const found: Somebody[] = [];
  for (const { id } of choices.filter((person) => person.role === "member")) {
    const cookie = await cookieFor(origin, id);
    const caller = callerAt(origin, cookie);
    const cases = (await caller.ask("cases.list", {})) as { id: string; scope: string }[];
    const read = cases.filter((row) => row.scope === "read");
    found.push(...read.map((row) => ({ staffId: id, cookie, caller, caseId: row.id })));
  }
  return found;
}
