/**
 * No page and no press reads a whole table that grows with the years: the database is asked for the plan of every
 * statement. And a page is made by few statements, whatever is in it.
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
import { freshPostgres } from "../support/postgres.ts";

const growing = [
  "action",
  "action_update",
  "agenda_item",
  "answer_link",
  "audit",
  "busy_time",
  "case_discipline",
  "case_member",
  "contribution",
  "decision",
  "discussion_note",
  "draft",
  "entry",
  "guest",
  "handover",
  "mdt_case",
  "meeting",
  "message",
  "nomination",
  "notice",
  "objection",
  "person",
  "poll_answer",
  "poll_person",
  "poll_time",
  "recusal",
  "reminder",
  "reply",
  "request_answer",
  "stay",
];
const tables = growing.join("|");
const isScan = new RegExp(`^SCAN (${tables})( |$)`);
/** Of an installation with one practice, all of a practice is all there is. */
const isWholePractice = new RegExp(`^SEARCH (${tables}) USING (?:COVERING )?INDEX \\w+ \\(practice_id=\\?\\)$`);
/** Of what is open now, in the order of a page that ends after fifty, or of meetings, which are fifty a year. */
const bounded = [
  "action_closed",
  "action_open_due",
  "case_member_deputy",
  "case_open",
  "meeting_open",
  "meeting_when",
  "message_queued",
  "message_unsent",
  "nomination_waiting",
];

const onPostgres = process.env.SHIPMATE_TEST_DATABASE === "postgres";

let database: Database;
let wholeIndexes = new Set<string>();
let end: () => Promise<void>;
let asked: CompiledQuery[] = [];
let coordinator: Api;
/** For one press more of hers. */
let pressing: () => Promise<Api>;
let chair: Api;
let system: Api;
let stranger: Api;
const signals = createSignals();
let someone: (name: string) => Promise<Api>;
/** On the team of more cases than one by one are looked through. */
let busy: Api;
let ownerId: string;
const mailed: string[] = [];
let pass: () => Promise<void>;
let practiceId: string;
let meetingId: string;
let caseId: string;

beforeAll(async () => {
  const own = onPostgres ? await freshPostgres() : null;
  database = connect(own?.url ?? "sqlite::memory:", { log: ({ query }) => void asked.push(query) });
  end = async () => {
    await database.destroy();
    await own?.drop();
  };
  await migrate(database);
  if (onPostgres) wholeIndexes = await indexesOfWholeTables();
  const world = {
    database,
    signals,
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
  pressing = () => someone("Morag Tennant");
  chair = await someone("Dr Catriona Bell");
  ownerId = await idOf("Dr Imran Sadiq");
  await putOnManyCases(ownerId);
  busy = await someone("Dr Imran Sadiq");
  meetingId = (await chair.home.open()).meetings[0]?.id ?? "";
  practiceId = (await coordinator.session.me())?.practices[0]?.id ?? "";
  caseId = (await chair.cases.list({}))[0]?.id ?? "";
}, 60_000);
afterAll(() => end());

async function idOf(name: string): Promise<string> {
  const { id } = await database.selectFrom("staff").select("id").where("name", "=", name).executeTakeFirstOrThrow();
  return id;
}

async function putOnManyCases(staffId: string): Promise<void> {
  const known = await database.selectFrom("mdt_case").selectAll().limit(1).executeTakeFirstOrThrow();
  for (let number = 1000; number <= 1100; number += 1) {
    const id = newId();
    await database
      .insertInto("mdt_case")
      .values({ ...known, id, number, reference: null, closed_at: known.opened_at })
      .execute();
    const of = { id: newId(), practice_id: known.practice_id, case_id: id };
    await database
      .insertInto("case_member")
      .values({ ...of, staff_id: staffId, joined_at: known.opened_at })
      .execute();
  }
}

/** The statements that read a growing table from end to end while this runs. */
async function scansOf(run: () => Promise<unknown>): Promise<string[]> {
  asked = [];
  await run();
  const statements = new Map(asked.map((query) => [query.sql, query]));
  const found: string[] = [];
  for (const query of statements.values()) {
    if (!/^(select|insert|update|delete|with)\b/.test(query.sql)) continue;
    const steps = await (onPostgres ? stepsOfPostgres(query) : stepsOfSqlite(query));
    found.push(...steps.filter(readsAll).map((step) => `${step}: ${query.sql}`));
  }
  return found;
}

function readsAll(step: string): boolean {
  return (isScan.test(step) || isWholePractice.test(step)) && !bounded.some((index) => step.includes(` ${index}`));
}

async function stepsOfSqlite({ sql, parameters }: CompiledQuery): Promise<string[]> {
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows } = await database.executeQuery<{ detail: string }>(plan);
  return rows.map(({ detail }) => detail);
}

async function indexesOfWholeTables(): Promise<Set<string>> {
  const all = CompiledQuery.raw("select indexrelid::regclass::text as name from pg_index where indpred is null");
  const { rows } = await database.executeQuery<{ name: string }>(all);
  return new Set(rows.map(({ name }) => name));
}

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Plans?: Node[];
};

/**
 * In SQLite's words. Small tables are best read whole: forbidden to do so, it still does where no index can serve, or
 * goes through an index of the whole table without a condition, which is the same.
 */
async function stepsOfPostgres({ sql, parameters }: CompiledQuery): Promise<string[]> {
  const plan = CompiledQuery.raw(`explain (format json) ${sql}`, [...parameters]);
  const { rows } = await database.connection().execute(async (connection) => {
    for (const way of ["seqscan", "hashjoin", "mergejoin"]) {
      await connection.executeQuery(CompiledQuery.raw(`set enable_${way} = off`));
    }
    return connection.executeQuery<{ "QUERY PLAN": { Plan: Node }[] }>(plan);
  });
  return rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => stepsIn(Plan)));
}

function stepsIn(node: Node): string[] {
  const table = node["Relation Name"];
  const index = node["Index Name"];
  const isWhole =
    node["Node Type"] === "Seq Scan" || (wholeIndexes.has(index ?? "") && node["Index Cond"] === undefined);
  const own = table !== undefined && isWhole ? [`SCAN ${table}${index ? ` USING INDEX ${index}` : ""}`] : [];
  return [...own, ...(node.Plans ?? []).flatMap(stepsIn)];
}

/** An action goes outside, its owner is reminded, opens it and gives it back, and the chair takes it over. */
async function giveAnAction(): Promise<void> {
  // Each press is one of its own.
  const press = () => someone("Dr Catriona Bell");
  const action = { caseId, ownerId: await idOf("Dr Catriona Bell"), text: "Send", due: "2027-03-09" };
  const { actionId } = await (await press()).actions.record(action);
  await (await press()).guests.give({ actionId, version: 1, ...maggie, email: "owner@housing.example" });
  await (await press()).guests.mailOwner({ actionId });
  await pass();
  await (await press()).actions.open({ actionId });
  await (await press()).actions.takeOver({ actionId, version: 2 });
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
const nowhere = "00000000-0000-7000-8000-000000000000";
const after = `2026-01-01 ${nowhere}`;
const afterClosed = `2027-01-01T00:00:00.000Z ${nowhere}`;

const runs: [string, () => Promise<unknown>][] = [
  ["home", () => chair.home.open()],
  ["the coordinator's home", () => coordinator.home.open()],
  ...shows.flatMap((show): [string, () => Promise<unknown>][] => [
    [`my actions, ${show}`, () => chair.actions.list({ show, whose: "mine" })],
    [`the team's actions, ${show}`, () => chair.actions.list({ show, whose: "team" })],
    [`the team's actions, ${show}, a later page`, () => chair.actions.list({ show, whose: "team", after })],
  ]),
  ["the team's closed actions, for somebody on many cases", () => busy.actions.list({ whose: "team", show: "done" })],
  ["what I closed, a later page", () => chair.actions.list({ show: "done", whose: "mine", after: afterClosed })],
  ["what an owner closed", () => chair.actions.list({ show: "done", whose: "team", ownerId })],
  ["what an owner closed of a case", () => chair.actions.list({ show: "done", whose: "team", ownerId, caseId })],
  ["the actions of a case", () => chair.actions.list({ whose: "team", caseId })],
  ["the actions of a discipline", () => chair.actions.list({ whose: "team", discipline: "gp" })],
  ["the saved views", () => chair.views.list()],
  ["a year of a case", () => chair.cases.year({ caseId })],
  [
    "a sheet that is sent, looked at, stored and taken back",
    async () => {
      const pasted = "Action\tOwner\tDue\tCase\nRing\tFiona Galbraith\t1/4/2027\t1";
      const { sheetId } = await (await pressing()).sheets.begin({ practiceId, fileName: null, pasted });
      const of = { practiceId, sheetId };
      const { version } = await coordinator.sheets.open(of);
      await (await pressing()).sheets.store({ ...of, version, count: 1 });
      await coordinator.sheets.open(of);
      await (await pressing()).sheets.undo(of);
    },
  ],
  ["the log as a sheet", () => chair.actions.sheet({ whose: "team", show: "done" })],
  ["the closed actions of a case", () => chair.actions.list({ show: "done", whose: "team", caseId })],
  [
    "an action",
    async () => chair.actions.open({ actionId: (await chair.actions.list({ whose: "team" })).actions[0]?.id ?? "" }),
  ],
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
  ["giving an action to somebody without an account", giveAnAction],
  ["a press, and its entry in the log", () => chair.meetings.reply({ meetingId, reply: "accepted" })],
];

it.each(runs)("%s reads no growing table from end to end", async (_, run) => {
  expect(await scansOf(run)).toEqual([]);
});

it("a statement that does so is found", async () => {
  const scans = await scansOf(() =>
    database.selectFrom("action_update").select("id").where("text", "=", "nothing").execute(),
  );
  const ofPractice = await scansOf(() =>
    database
      .selectFrom("mdt_case")
      .select("id")
      .where("practice_id", "=", practiceId)
      .where("version", ">", 9)
      .execute(),
  );
  expect(scans).toHaveLength(1);
  // What PostgreSQL enters a small table by tells nothing of a large one.
  expect(ofPractice).toHaveLength(onPostgres ? 0 : 1);
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

/** Who asks, asked anew, and what else of the meeting its pages show. */
const mostOfSignal = 12;

/** Two of each tell who asks. */
const most: Record<string, number> = {
  "the action review": 16,
  "my actions, open": 5,
  "my actions, done": 4,
  "the team's actions, open": 5,
  "the team's actions, done": 6,
  "the actions of a case": 5,
  home: 21,
};

it("the log, the review and home take as few statements for many actions as for few", async () => {
  const readsOf = async () => {
    const counts: Record<string, number> = {};
    for (const [name, run] of runs.filter(([known]) => known in most)) {
      asked = [];
      await run();
      counts[name] = asked.filter(({ sql }) => sql.startsWith("select")).length;
    }
    return counts;
  };
  // The first of its kind has things looked up that none would not, such as what it is like.
  await plantActions(2);
  const before = await readsOf();
  await plantActions(40);
  const after = await readsOf();
  expect(after).toEqual(before);
  expect(Object.keys(after).sort()).toEqual(Object.keys(most).sort());
  for (const [name, count] of Object.entries(after)) expect(count, name).toBeLessThanOrEqual(most[name] ?? 0);
});

/** Each device that follows pays this for every signal, before it is told and reads the page itself. */
it("a signal to who follows the room takes as few statements as the room", async () => {
  const following = (await chair.meetings.watch({ meetingId })) as unknown as AsyncIterable<unknown>;
  const words = following[Symbol.asyncIterator]();
  await words.next();
  asked = [];
  await chair.discussions.room({ meetingId });
  const ofRoom = asked.filter(({ sql }) => sql.startsWith("select")).length;
  await database.updateTable("meeting").set({ place: "Upstairs" }).where("id", "=", meetingId).execute();
  asked = [];
  signals.announce([`meeting:${meetingId}`]);
  await words.next();
  const ofSignal = asked.filter(({ sql }) => sql.startsWith("select")).length;
  await words.return?.();
  expect(ofSignal).toBeLessThanOrEqual(ofRoom + mostOfSignal);
});

/** Half of them have their verdict in the next meeting, by which they were closed. */
async function plantActions(many: number): Promise<void> {
  const known = await database
    .selectFrom("action")
    .selectAll()
    .where("closed_at", "is", null)
    .where("case_id", "=", caseId)
    .limit(1)
    .executeTakeFirstOrThrow();
  for (let planted = 0; planted < many; planted += 1) {
    const id = newId();
    const closed = planted % 2 === 0 ? { closed_at: known.raised_at, closed_as: "done" as const } : {};
    await database
      .insertInto("action")
      .values({ ...known, id, reference: null, text: `Work ${id}`, ...closed })
      .execute();
    const { practice_id, case_id } = known;
    const told = { practice_id, case_id, action_id: id, at: known.raised_at, by: known.owner_id };
    if (planted % 2 > 0) continue;
    await database
      .insertInto("action_update")
      .values({ ...told, id: newId(), kind: "done", meeting_id: meetingId })
      .execute();
  }
}
