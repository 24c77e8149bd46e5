/** The log is chained: whoever changes it afterwards is found out. What was tried and what was read is in it too. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "#db/database.ts";
import { chains, type AuditRow } from "#db/queries/audit.ts";
import { casesByReference } from "#db/queries/imports.ts";
import { practiceByCode } from "#db/queries/staff.ts";
import { sql } from "kysely";
import { hashOf } from "#server/audit.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

const fixture = () =>
  JSON.parse(readFileSync(new URL("../fixtures/sight.json", import.meta.url), "utf8")) as Record<string, unknown>;

let world: TestWorld;
let practiceId: string;
let caseId: string;
let whole: AuditRow[];
let heads: Awaited<ReturnType<typeof chains>>;

beforeAll(async () => {
  world = await aWorld("2027-02-25T09:00:00.000Z");
  await world.being("operator").imports.caseFile({ file: fixture() });
  practiceId = (await practiceByCode(world.database, "88888-TEST"))?.id ?? "";
  caseId = (await casesByReference(world.database, "u-case-01"))[0]?.id ?? "";
  for (const reader of ["u-01", "u-02", "u-03", "u-04"]) await (await world.as(reader)).cases.open({ caseId });
  whole = await entries();
  heads = await chains(world.database);
});
/** The log as it was before somebody meddled with it. */
afterEach(async () => {
  await sql`delete from audit`.execute(world.database);
  await sql`delete from audit_head`.execute(world.database);
  await world.database.insertInto("audit").values(whole).execute();
  await world.database.insertInto("audit_head").values(heads).execute();
});
afterAll(() => world.end());

const verify = () => world.being("operator").audit.verify();
const entries = (chain = practiceId) =>
  world.database.selectFrom("audit").selectAll().where("chain", "=", chain).orderBy("sequence").execute();

async function entryAt(sequence: number) {
  const found = (await entries()).find((entry) => entry.sequence === sequence);
  if (!found) throw new Error(`The log has no entry ${sequence}.`);
  return found;
}

it("holds when nobody has touched it", async () => {
  expect((await entries()).map((entry) => entry.sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(await verify()).toEqual([]);
});

describe("somebody who changes the log with the database's own means is found out", () => {
  const database = (): Database => world.database;

  it.each([
    ["who it was", { actor: "somebody else" }],
    ["when it was", { at: "2027-02-24T09:00:00.000Z" }],
    ["what was done", { verb: "case.list" }],
    ["what it was about", { subject: "another case" }],
    ["which case it was", { case_id: null }],
    ["how it ended", { outcome: "refused" }],
    ["why", { reason: "was asked to" }],
    ["the request", { request: "0" }],
    ["by which door", { via: "command" }],
    ["the answer", { answer: "{}" }],
    ["the hash itself", { hash: "0".repeat(64) }],
    ["what it follows", { previous_hash: "0".repeat(64) }],
  ])("changes %s of one entry", async (_, change) => {
    const set = Object.entries(change).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
    await sql`update audit set ${sql.join(set)} where chain = ${practiceId} and sequence = 3`.execute(database());
    expect(await verify()).toContain(`The log of ${practiceId} is broken at entry 3.`);
  });

  it("changes one entry and makes its hash anew", async () => {
    const { hash: _, ...entry } = await entryAt(2);
    const changed = { ...entry, actor: "somebody else" };
    await sql`update audit set actor = ${changed.actor}, hash = ${hashOf(changed)} where id = ${entry.id}`.execute(
      database(),
    );
    expect(await verify()).toEqual([`The log of ${practiceId} is broken at entry 3.`]);
  });

  it.each([1, 3])("deletes entry %d", async (sequence) => {
    await sql`delete from audit where chain = ${practiceId} and sequence = ${sequence}`.execute(database());
    expect(await verify()).toEqual([`The log of ${practiceId} is broken at entry ${sequence + 1}.`]);
  });

  it("cuts off the newest", async () => {
    await sql`delete from audit where chain = ${practiceId} and sequence > 3`.execute(database());
    expect(await verify()).toEqual([`The log of ${practiceId} ends at entry 3, and its head says 5.`]);
  });

  it("empties it", async () => {
    await sql`delete from audit where chain = ${practiceId}`.execute(database());
    expect(await verify()).toEqual([`The log of ${practiceId} ends at entry 0, and its head says 5.`]);
  });

  it("swaps two entries", async () => {
    const [two, three] = [await entryAt(2), await entryAt(3)];
    await sql`update audit set sequence = 99 where id = ${two.id}`.execute(database());
    await sql`update audit set sequence = 2 where id = ${three.id}`.execute(database());
    await sql`update audit set sequence = 3 where id = ${two.id}`.execute(database());
    expect(await verify()).toEqual(
      [2, 3, 4].map((sequence) => `The log of ${practiceId} is broken at entry ${sequence}.`),
    );
  });

  it("adds an entry at the end", async () => {
    const last = await entryAt(5);
    const added = { ...last, id: "added", sequence: 6, previous_hash: last.hash };
    await database().insertInto("audit").values(added).execute();
    expect(await verify()).not.toEqual([]);
  });

  it("adds an entry in between and moves the others on", async () => {
    const added = { ...(await entryAt(3)), id: "added" };
    for (const sequence of [5, 4, 3]) {
      await sql`update audit set sequence = ${sequence + 1} where chain = ${practiceId} and sequence = ${sequence}`.execute(
        database(),
      );
    }
    await database().insertInto("audit").values(added).execute();
    expect(await verify()).toContain(`The log of ${practiceId} is broken at entry 4.`);
  });

  it("takes the head away, and with it the way to see a cut", async () => {
    await sql`delete from audit_head where chain = ${practiceId}`.execute(world.database);
    expect(await verify()).toEqual([`The log of ${practiceId} has entries and no head.`]);
  });

  it("takes back the head as well as the newest entry, and the chains of others still hold", async () => {
    const last = await entryAt(4);
    await sql`update audit_head set sequence = 3 where chain = ${practiceId}`.execute(database());
    expect(await verify()).toEqual([
      `The log of ${practiceId} ends at entry ${last.sequence + 1}, and its head says 3.`,
    ]);
  });
});

describe("what is in the log", () => {
  it("a read that is logged: who looked, at which case, by which door", async () => {
    expect(await entryAt(2)).toMatchObject({
      verb: "case.open",
      actor: await world.idOf("u-01"),
      subject: caseId,
      case_id: caseId,
      outcome: "done",
      via: "page",
      at: "2027-02-25T09:00:00.000Z",
    });
  });

  it("the import itself, without a word of what was imported", async () => {
    const [imported] = await entries();
    expect(imported).toMatchObject({ verb: "case.import", actor: "operator", subject: practiceId, outcome: "done" });
    expect(JSON.stringify(await entries())).not.toContain("kw.");
    expect(JSON.stringify(await entries())).not.toContain("Drummond");
  });

  it.each([
    ["u-10", "missing", "somebody who is not on the team"],
    ["u-09", "forbidden", "somebody who has left"],
  ])("the attempt of %s, with %s: %s", async (reader, outcome) => {
    await (await world.as(reader)).cases.open({ caseId }).catch(() => null);
    const attempts = (await entries("installation")).map(({ verb, actor, subject, outcome: end }) => [
      verb,
      actor,
      subject,
      end,
    ]);
    expect(attempts).toEqual([["case.open", await world.idOf(reader), caseId, outcome]]);
    expect(await verify()).toEqual([]);
  });

  it("an import that was refused, which leaves its entry and nothing else", async () => {
    await world
      .being("operator")
      .imports.caseFile({ file: {} })
      .catch(() => null);
    expect(await entries("installation")).toMatchObject([{ verb: "case.import", outcome: "refused" }]);
    expect(await entries()).toHaveLength(5);
    expect(await verify()).toEqual([]);
  });

  it("is for the operator to verify, not for staff or strangers", async () => {
    await expect((await world.as("u-02")).audit.verify()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(world.being("stranger").audit.verify()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
