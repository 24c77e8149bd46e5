/**
 * Whether a clock tells what may not be known from what is not there: of each noun one that this reader may not know
 * and one that does not exist, asked in turns, by page and by both kinds of procedure (rulings 9). Prints one JSON line a
 * noun; fails only when one of them is let through, or answered otherwise than the other.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "#db/connect.ts";
import { migrate } from "#db/migrate.ts";
import { casesJson } from "../support/cases.ts";
import { actionNamed, caseNamed, meetingNamed } from "../support/doing.ts";
import { linkMailedTo, maggie } from "../support/guests.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { aSite, type Answer, type Site } from "../support/site.ts";
import { worldOn, type TestWorld } from "../support/world.ts";
import { inTurns, median, percentile, print, printLoad } from "./measure.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";
/** Five requests a turn, so that what else the machine does falls on both. */
const turns = { rounds: isFull ? 600 : 80, milliseconds: 1 };
/** The difference that a network hides; below it nobody learns anything without asking some thousand times. */
const goal = 1;
const missing = "0198f2a0-0000-7000-8000-000000000000";
/** The district nurse, who is not of case-02. */
const reader = "st-09";

const folder = mkdtempSync(join(tmpdir(), "shipmate-bench-"));
const database = connect(`sqlite:${join(folder, "shipmate.db")}`);
let world: TestWorld;
let site: Site;

beforeAll(async () => {
  await migrate(database);
  world = worldOn({ database, url: "", end: () => database.destroy() }, "2026-11-26T13:00:00.000Z");
  await world.being("operator").imports.caseFile({ file: casesJson() });
  site = await aSite(world);
  await site.signIn(reader);
});
afterAll(async () => {
  await site.end();
  await world.end();
  rmSync(folder, { recursive: true, force: true });
});

interface Noun {
  noun: string;
  hidden: string;
  ask: (id: string) => Promise<Answer>;
}

const page = (path: string) => (id: string) => site.ask(reader, path.replace(":id", id));
const query = (path: string, key: string) => (id: string) =>
  site.ask(reader, `/trpc/${path}?input=${encodeURIComponent(JSON.stringify({ [key]: id }))}`);
const press =
  (path: string, key: string, more: object = {}) =>
  (id: string) =>
    site.press(reader, path, { [key]: id, ...more });

async function nouns(): Promise<Noun[]> {
  const practice = await aPracticeNextDoor(world);
  const meeting = await meetingNamed(world, "nd-mtg");
  const [caseId, ownCase] = [await caseNamed(world, "case-02"), await caseNamed(world, "case-01")];
  const action = await actionNamed(world, "case-02-act-04");
  await (await world.as("st-03")).guests.ask({ caseId, ...maggie });
  const { guestId: guest } = await linkMailedTo(world, maggie.email);
  const ofCase = async (table: "contribution" | "entry") =>
    (await database.selectFrom(table).select("id").where("case_id", "=", caseId).executeTakeFirstOrThrow()).id;
  const [contribution, entry] = [await ofCase("contribution"), await ofCase("entry")];
  const reason = { reason: "Of another person" };
  return [
    { noun: "case, its page", hidden: caseId, ask: page("/cases/:id") },
    { noun: "case, read", hidden: caseId, ask: query("cases.open", "caseId") },
    { noun: "case, written to", hidden: caseId, ask: press("contributions.submit", "caseId") },
    { noun: "action, its page", hidden: action, ask: page("/actions/:id") },
    { noun: "action, read", hidden: action, ask: query("actions.open", "actionId") },
    { noun: "action, written to", hidden: action, ask: press("actions.accept", "actionId", { version: 1 }) },
    { noun: "meeting, its page", hidden: meeting, ask: page("/meetings/:id") },
    { noun: "meeting, read", hidden: meeting, ask: query("meetings.open", "meetingId") },
    { noun: "pack, its page", hidden: meeting, ask: page("/meetings/:id/pack") },
    { noun: "pack, as a file", hidden: meeting, ask: page("/meetings/:id/copies/1.pdf") },
    {
      noun: "contribution, taken back",
      hidden: contribution,
      ask: press("contributions.withdraw", "contributionId", reason),
    },
    { noun: "entry, taken back", hidden: entry, ask: press("contributions.withdrawEntry", "entryId", reason) },
    { noun: "practice, read", hidden: practice, ask: query("practices.open", "practiceId") },
    { noun: "guest, stopped", hidden: guest, ask: press("guests.revoke", "guestId", { caseId: ownCase }) },
    { noun: "guest, their link", hidden: guest, ask: page(`/guest/:id/${"a".repeat(43)}`) },
  ];
}

const told = ({ status, body }: Answer, id: string) => [
  status,
  body
    .replaceAll(id, "ID")
    .replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, "ID"),
];

it("what may not be known takes as long to be refused as what is not there", { timeout: 600_000 }, async () => {
  for (const { noun, hidden, ask } of await nouns()) {
    const there = told(await ask(hidden), hidden);
    expect(there, noun).toEqual(told(await ask(missing), missing));
    expect(there[0] === 404 || noun.startsWith("guest"), noun).toBe(true);

    const timed = (id: string) => async () => {
      const began = performance.now();
      await ask(id);
      return performance.now() - began;
    };
    const tasks = { hidden: timed(hidden), missing: timed(missing) };
    for (let warm = 0; warm < 20; warm += 1) for (const run of Object.values(tasks)) await run();
    const times = await inTurns(new Map(Object.entries(tasks)), turns);
    const all = (name: string) => times.get(name)?.all ?? [];
    // Of each round by itself, since a slow minute slows both.
    const rounds = (times.get("hidden")?.rounds ?? []).map((ms, at) => ms - (times.get("missing")?.rounds[at] ?? 0));
    print({
      figure: `S hidden less missing: ${noun}`,
      value: Math.abs(median(rounds)),
      unit: "ms",
      goal,
      hidden: median(all("hidden")),
      missing: median(all("missing")),
      ratio: median(all("hidden")) / median(all("missing")),
      middleHalf: [percentile(rounds, 0.25), percentile(rounds, 0.75)].map((ms) => ms.toFixed(2)).join(" to "),
      requests: all("hidden").length + all("missing").length,
    });
  }
  printLoad();
});
