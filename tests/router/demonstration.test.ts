/** The demonstration practice is built through the API as its people, and lies two days ahead. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { pino } from "pino";
import { awayOf, knownOf } from "#db/queries/availability.ts";
import type { Day, Instant } from "#db/schema.ts";
import { newId } from "#server/context.ts";
import { plantDemonstration } from "#server/demo/seed.ts";
import { faultsOfAudit } from "#server/audit.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await aWorld("2027-03-09T10:00:00.000Z");
  await plantDemonstration({
    database: world.database,
    signals: world.signals,
    log: pino({ level: "silent" }),
    mode: "demo",
    origin: "http://localhost",
    mailPlace: { kind: "folder", name: "mail" },
    now: world.clock.now,
    newId,
  });
}, 60_000);
afterAll(() => world.end());

async function someone(name: string) {
  const row = await world.database.selectFrom("staff").select("id").where("name", "=", name).executeTakeFirstOrThrow();
  return world.as(row.id);
}

it("has its next meeting two days ahead, with all four cases in the order of the agenda", async () => {
  const morag = await someone("Morag Tennant");
  const home = await morag.home.open();
  expect(home.meetings[0]?.startsAt).toBe("2027-03-11T13:00:00.000Z");
  const meeting = await morag.meetings.open({ meetingId: home.meetings[0]?.id ?? "" });
  expect(meeting.agenda.map((item) => item.initials)).toEqual(["DK", "AP", "GA", "TW"]);
  expect(meeting.agenda.map((item) => item.minutes)).toEqual([20, 15, 12, 12]);
});

it("leaves Patrick two contributions to make", async () => {
  const patrick = await someone("Patrick Lennox");
  const { contributions } = await patrick.home.open();
  expect(contributions.map((row) => row.initials)).toEqual(["GA", "TW"]);
});

it("keeps the disagreements of the cases, and moves the dates inside the texts", async () => {
  const bell = await someone("Dr Catriona Bell");
  const [, greta] = (await bell.cases.list({})).map((row) => row.id);
  const { summary, text } = await bell.cases.open({ caseId: greta ?? "" });
  expect(summary.disagreements.length).toBeGreaterThan(1);
  expect(text).not.toContain("November 2026");
});

it("keeps the police out of the case they contributed to", async () => {
  const mowat = await someone("PC Alan Mowat");
  const [row] = await mowat.cases.list({});
  expect(row?.scope).toBe("contribute");
  const { summary } = await mowat.cases.open({ caseId: row?.id ?? "" });
  expect(summary.banner).toBeNull();
  expect(summary.actions).toEqual([]);
});

it("has an outbox of mails that were sent when they were made, and none that would go out now", async () => {
  const rows = await world.database.selectFrom("message").select(["queued_at", "sent_at"]).execute();
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => row.sent_at !== row.queued_at)).toEqual([]);
  expect(await world.being("system").messages.due()).toEqual([]);
  const links = await world.database.selectFrom("answer_link").select(["made_at", "ends_at"]).execute();
  expect(links.filter((link) => link.made_at >= link.ends_at)).toEqual([]);
});

it("tells when most can meet, who is away and who covers, and why only where they let others read it", async () => {
  const ids = (await world.database.selectFrom("staff").select("id").execute()).map((row) => row.id);
  const known = await knownOf(world.database, ids, world.clock.now(), "2027-06-01T00:00:00.000Z" as Instant);
  expect(known.filter((one) => one.usual.length > 0)).toHaveLength(16);
  const away = await awayOf(world.database, ids, "2027-03-09" as Day, "2027-06-01" as Day);
  expect(away.map(({ name, reason, cover_id }) => [name, reason, cover_id !== null])).toEqual([
    ["Patrick Lennox", "Tribunal hearing", false],
    ["Ruth MacAulay", null, false],
    ["Dr Imran Sadiq", "Annual leave", true],
  ]);
});

it("has a neighbouring practice that shares a social worker, whose meetings clash with its own on some days", async () => {
  const fiona = await someone("Fiona Galbraith");
  const { meetings, practices } = await fiona.meetings.list();
  expect(practices.map(({ name }) => name)).toEqual(["Harland Cross Medical Practice", "Weir Street Surgery"]);
  const coming = meetings.filter(({ isPast }) => !isPast);
  const at = (practice: string) =>
    coming.filter((one) => one.practice === practice).map(({ startsAt }) => startsAt.slice(0, 10));
  const clashes = at("Weir Street Surgery").filter((day) => at("Harland Cross Medical Practice").includes(day));
  expect(clashes).toEqual(["2027-04-08", "2027-07-01"]);

  for (const [name, own] of [
    ["Morag Tennant", "Harland Cross Medical Practice"],
    ["Ishbel Rae", "Weir Street Surgery"],
  ] as const) {
    const seen = await (await someone(name)).meetings.list();
    expect(new Set(seen.meetings.map(({ practice }) => practice))).toEqual(new Set([own]));
  }
  expect(await (await someone("Ishbel Rae")).cases.list({})).toEqual([]);
});

it("leaves a log that holds", async () => {
  expect(await faultsOfAudit(world.database)).toEqual([]);
});

it("has a pack that is still open, also after the timer has taken what is due", async () => {
  const system = world.being("system");
  for (const step of await system.cycle.due()) await system.cycle.take(step);
  const morag = await someone("Morag Tennant");
  const next = (await morag.home.open()).meetings[0]?.id ?? "";
  expect((await morag.meetings.open({ meetingId: next })).packFrozen).toBeNull();
});
