/**
 * No page and no press reads a whole table that grows with the years: SQLite is asked for the plan of every statement.
 * And a case is opened by few statements, whatever is in it.
 */
import { CompiledQuery } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect } from "#db/connect.ts";
import type { Database } from "#db/database.ts";
import { migrate } from "#db/migrate.ts";
import { practicesOf } from "#db/queries/standing.ts";
import { staffById } from "#db/queries/staff.ts";
import type { Instant } from "#db/schema.ts";
import { newId } from "#server/context.ts";
import { plantDemonstration } from "#server/demo/seed.ts";
import { onePass } from "#server/reminders.ts";
import { apiFor, type Api } from "#server/router.ts";
import { createSignals } from "#server/signals.ts";
import { clockAt } from "../support/clock.ts";
import { maggie } from "../support/guests.ts";

const growing = [
  "action",
  "action_update",
  "answer_link",
  "audit",
  "busy_time",
  "contribution",
  "decision",
  "discussion_note",
  "entry",
  "guest",
  "message",
  "nomination",
  "poll_answer",
  "poll_person",
  "poll_time",
  "reply",
];
const isScan = new RegExp(`^SCAN (${growing.join("|")})( |$)`);

let database: Database;
let asked: CompiledQuery[] = [];
let coordinator: Api;
let chair: Api;
let system: Api;
let stranger: Api;
let someone: (name: string) => Promise<Api>;
const mailed: string[] = [];
let pass: () => Promise<void>;
let practiceId: string;
let meetingId: string;
let caseId: string;

beforeAll(async () => {
  // Plans are SQLite's own, whichever database the suite runs on.
  database = connect("sqlite::memory:", { log: ({ query }) => void asked.push(query) });
  await migrate(database);
  const world = {
    database,
    signals: createSignals(),
    log: pino({ level: "silent" }),
    mode: "demo" as const,
    origin: "http://localhost",
    mailPlace: { kind: "folder" as const, name: "mail" },
    now: clockAt("2027-03-09T10:00:00.000Z").now,
    newId,
  };
  await plantDemonstration(world);

  someone = async (name) => {
    const id = await idOf(name);
    const staff = await staffById(database, id);
    if (!staff) throw new Error(`Nobody is called ${name}.`);
    const roles = (await practicesOf(database, id)).map((row) => ({
      practiceId: row.id,
      practiceName: row.name,
      practiceCode: row.code,
      role: row.role,
    }));
    return apiFor({ ...world, actor: { kind: "staff", staff, roles }, via: "page", requestId: newId(), key: newId() });
  };
  system = apiFor({ ...world, actor: { kind: "system" }, via: "program", requestId: newId(), key: newId() });
  stranger = apiFor({ ...world, actor: { kind: "stranger" }, via: "guest", requestId: newId(), key: newId() });
  pass = () =>
    onePass({
      asSystem: () => apiFor({ ...world, actor: { kind: "system" }, via: "program", requestId: newId(), key: newId() }),
      mailer: { send: ({ text }) => Promise.resolve(void mailed.push(text)) },
      readCalendar: () => Promise.resolve({ times: [], faults: [] }),
      log: world.log,
      isEnding: () => false,
    });
  coordinator = await someone("Morag Tennant");
  chair = await someone("Dr Catriona Bell");
  meetingId = (await chair.home.open()).meetings[0]?.id ?? "";
  practiceId = (await coordinator.session.me())?.practices[0]?.id ?? "";
  caseId = (await chair.cases.list({}))[0]?.id ?? "";
}, 60_000);
afterAll(() => database.destroy());

async function idOf(name: string): Promise<string> {
  return (await database.selectFrom("staff").select("id").where("name", "=", name).executeTakeFirstOrThrow()).id;
}

/** The statements that read a growing table from end to end while this runs. */
async function scansOf(run: () => Promise<unknown>): Promise<string[]> {
  asked = [];
  await run();
  const statements = new Map(asked.map((query) => [query.sql, query]));
  const found: string[] = [];
  for (const { sql, parameters } of statements.values()) {
    if (!/^(select|insert|update|delete|with)\b/.test(sql)) continue;
    const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
    const { rows } = await database.executeQuery<{ detail: string }>(plan);
    found.push(...rows.filter((row) => isScan.test(row.detail)).map((row) => `${row.detail}: ${sql}`));
  }
  return found;
}

async function askAGuest(): Promise<void> {
  await coordinator.guests.ask({ caseId, ...maggie });
  await pass();
  const [, guestId = "", token = ""] = mailed
    .flatMap((text) => /\/guest\/([\w-]+)\/([\w-]+)\n/.exec(text) ?? [])
    .slice(-3);
  await stranger.guests.sendCode({ guestId, token });
  await pass();
  await coordinator.guests.list({ caseId });
}

const shows = ["open", "overdue", "blocked", "no-owner", "done"] as const;
const search = { from: "2027-03-10", to: "2028-03-09", earliest: "9:00", latest: "17:00", minutes: 120 };
const after = "2026-01-01 00000000-0000-7000-8000-000000000000";

const runs: [string, () => Promise<unknown>][] = [
  ["home", () => chair.home.open()],
  ["the coordinator's home", () => coordinator.home.open()],
  ...shows.flatMap((show): [string, () => Promise<unknown>][] => [
    [`my actions, ${show}`, () => chair.actions.list({ show, whose: "mine" })],
    [`the team's actions, ${show}`, () => chair.actions.list({ show, whose: "team" })],
    [`the team's actions, ${show}, a later page`, () => chair.actions.list({ show, whose: "team", after })],
  ]),
  ["the actions of a case", () => chair.actions.list({ whose: "team", caseId })],
  ["the actions of a discipline", () => chair.actions.list({ whose: "team", discipline: "gp" })],
  ["the log as a sheet", () => chair.actions.sheet({ whose: "team", show: "done" })],
  ["the action review", () => chair.actions.review({ meetingId })],
  ["a case", () => chair.cases.open({ caseId })],
  ["the list of cases", () => chair.cases.list({})],
  ["the contribution form", () => chair.contributions.open({ caseId })],
  ["a meeting", () => coordinator.meetings.open({ meetingId })],
  ["whose contributions wait", () => coordinator.meetings.previewChase({ meetingId })],
  ["the room", () => chair.discussions.room({ meetingId })],
  ["a search for a time", () => coordinator.meetings.findTimes({ practiceId, search })],
  ["the pack", () => chair.meetings.pack({ meetingId })],
  ...(["", "queued", "failed", "sent"] as const).map((show): [string, () => Promise<unknown>] => [
    `the outbox, ${show || "all"}`,
    () => coordinator.messages.list({ practiceId, show, after }),
  ]),
  ["the practice", () => coordinator.practices.open({ practiceId })],
  ["the timer, looking for steps and digests", () => Promise.all([system.cycle.due(), system.digests.due()])],
  ["a digest", async () => system.digests.make({ staffId: (await system.digests.due())[0] ?? "" })],
  ["a pass of the timer, with mail to send", () => pass()],
  ["asking a guest, their link and their code", askAGuest],
  ["a press, and its entry in the log", () => chair.meetings.reply({ meetingId, reply: "accepted" })],
];

it.each(runs)("%s reads no growing table from end to end", async (_, run) => {
  expect(await scansOf(run)).toEqual([]);
});

it("a statement that does so is found", async () => {
  const scans = await scansOf(() =>
    database.selectFrom("action_update").select("id").where("text", "=", "nothing").execute(),
  );
  expect(scans).toHaveLength(1);
});

/** Two tell who asks, which every verb does; what begins with its own transaction is the log's. */
const standing = 2;

it("a case with links, on which a deputy stands, is read by six statements at most", async () => {
  const { meetings, cases } = await someone("Fiona Galbraith");
  await meetings.reply({ meetingId, reply: "declined", deputyId: await idOf("Callum Reyes") });
  const own = (await cases.list({})).map((row) => row.id);
  const [lent, other] = (await chair.cases.list({})).filter((row) => own.includes(row.id));
  const { id: linkedBy } = await database.selectFrom("staff").select("id").limit(1).executeTakeFirstOrThrow();
  await database
    .insertInto("case_link")
    .values({
      id: newId(),
      practice_id: practiceId,
      case_id: lent?.id ?? "",
      other_id: other?.id ?? "",
      relation: "partners",
      linked_at: "2027-03-01T10:00:00.000Z" as Instant,
      linked_by: linkedBy,
    })
    .execute();

  asked = [];
  const opened = await chair.cases.open({ caseId: lent?.id ?? "" });
  const reads = asked.filter(({ sql }) => sql.startsWith("select")).length - standing;
  expect(opened.links).toHaveLength(1);
  expect(opened.deputies).toMatchObject([{ name: "Callum Reyes", standsInFor: "Fiona Galbraith" }]);
  expect(reads).toBeLessThanOrEqual(6);
});
