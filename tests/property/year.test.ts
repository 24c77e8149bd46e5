/**
 * A year of a practice, pressed through the router day by day with the real timer: twelve meetings, eighty cases, 1,200
 * actions, three who leave, two of one name. Each morning what was told is compared with what was promised, each
 * meeting's review with what is open, and at the end every action with what its history says.
 */
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { isWorkingDay } from "#server/domain/holidays.ts";
import { toldOn } from "#server/domain/reminders.ts";
import { addDays, dayInWords, dayOf, instantAt, shortDay, weekdayOf } from "#server/domain/time.ts";
import { onePass } from "#server/reminders.ts";
import { problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const seed = Number(process.env.YEAR_SEED ?? 20_270_104);
const start = "2027-01-04" as Day;
const end = "2027-12-31" as Day;
const nation = "scotland";
const meetingCount = 12;
const actionsAMeeting = 103;
const cases = 80;
/** No word of a case, of an action or of a person's name is without it, and no other word has it. */
const canary = "zorb";

const chair = "st-01";
const coordinator = "st-02";
/** Who leaves in which month, and who takes over. */
const leavers = [
  { month: "04", who: "st-05", successor: "st-09" },
  { month: "07", who: "st-06", successor: "st-10" },
  { month: "10", who: "st-07", successor: "st-11" },
];
const people: [id: string, name: string, discipline: string][] = [
  [chair, "Catriona Bell", "gp"],
  [coordinator, "Morag Tennant", "practice-manager"],
  ["st-03", "Sam Carter", "social-work"],
  ["st-04", "Sam Carter", "housing"],
  ["st-05", "Fiona Galbraith", "social-work"],
  ["st-06", "Jamie Okafor", "link-worker"],
  ["st-07", "Ruth MacAulay", "district-nurse"],
  ["st-08", "Priya Nair", "mental-health"],
  ["st-09", "Callum Reyes", "social-work"],
  ["st-10", "Lorna Whyte", "link-worker"],
  ["st-11", "Helen Quigley", "district-nurse"],
  ["st-12", "Owen Farrell", "housing"],
];

/** What we know of an action because we pressed it. */
interface Known {
  id: string;
  text: string;
  caseId: string;
  first: { owner: string; due: Day };
  owner: string;
  due: Day;
  /** By whoever may be reminded of it: a declined one is for the team to give to somebody. */
  declined: boolean;
  /** Of the meeting that agreed it; there it is not reviewed yet. */
  raisedAt: string;
  state: "open" | "done" | "cancelled" | "superseded" | "undone";
}

const random = randomFrom(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const chance = (share: number) => random() < share;

let world: TestWorld;
let practiceId: string;
const idOf = new Map<string, string>();
const nameOf = new Map<string, string>();
const teamOf = new Map<string, string[]>();
const actions: Known[] = [];
const faults: string[] = [];
let meetings: { id: string; day: Day }[] = [];
const gone = new Set<string>();
let words = 0;

const open = () => actions.filter(({ state }) => state === "open");
const here = (caseId: string) => (teamOf.get(caseId) ?? []).filter((person) => !gone.has(person));
const as = (person: string) => world.as(idOf.get(person) ?? "");
const fault = (day: string, text: string) => void faults.push(`${day}: ${text}`);

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld({ start: `${start}T07:00:00.000Z`, file: aPractice() }));
  for (const [reference, name] of people) {
    const id = await world.idOf(reference);
    idOf.set(reference, id);
    nameOf.set(id, name);
  }
  const rows = await world.database.selectFrom("mdt_case").select(["id", "reference"]).execute();
  for (const row of rows) teamOf.set(row.id, teams.get(row.reference ?? "") ?? []);
  await (
    await as(coordinator)
  ).meetings.plan({
    practiceId,
    ...{ pattern: "every-n-weeks", interval: 4, from: "2027-01-14", count: meetingCount + 1 },
    ...{ weekday: 4, start: "13:00", minutes: 120, place: "Meeting room", nation, chairId: idOf.get(chair) },
  } as Parameters<Awaited<ReturnType<typeof as>>["meetings"]["plan"]>[0]);
  const planned = await world.database.selectFrom("meeting").select(["id", "starts_at"]).orderBy("starts_at").execute();
  meetings = planned.map((row) => ({ id: row.id, day: dayOf(row.starts_at) }));
}, 60_000);
afterAll(() => world.end());

it("a year goes by, and no action is ever nobody's, lost, told twice or not told", { timeout: 600_000 }, async () => {
  for (let day = start; day <= end; day = addDays(day, 1)) {
    await morning(day);
    const leaver = leavers.find(({ month }) => day === `2027-${month}-20`);
    if (leaver) await leave(leaver);
    world.clock.set(instantAt(day, "10:00"));
    if (isWorkingDay(day, nation)) await ownersAnswer();
    const meeting = meetings.find((one) => one.day === day);
    if (meeting && meeting !== meetings.at(-1)) await meet(meeting);
    for (const found of await nobodys()) fault(day, found);
  }
  expect(faults, `with the seed ${seed}`).toEqual([]);
  expect([...(await nobodys()), ...(await unexplained())], `with the seed ${seed}`).toEqual([]);
  expect(actions.length).toBeGreaterThanOrEqual(1200);
  expect(gone.size).toBe(3);
  expect(toldBefore.size).toBeGreaterThan(actions.length);
});

it("somebody who left without a handover is found, and so is a step that history does not tell", async () => {
  const [first, other] = open();
  if (!first || !other) throw new Error("Nothing is open at the end of the year.");
  const ownerId = idOf.get(first.owner) ?? "";
  const staff = world.database.updateTable("staff").where("id", "=", ownerId);
  await staff.set({ left_on: end }).execute();
  expect(await nobodys()).toContain(`action ${first.id} is somebody's who has left`);
  await staff.set({ left_on: null }).execute();

  const moved = world.database.updateTable("action").where("id", "=", other.id);
  await moved.set({ due: "2030-01-01" as Day }).execute();
  expect(await unexplained()).toContainEqual(expect.stringContaining(`${other.id}: history says`));
  await moved.set({ due: other.due, closed_at: world.clock.now(), closed_as: "done" }).execute();
  expect(await unexplained()).toContainEqual(expect.stringContaining(`${other.id}: history says`));
});

/* What happens. */

async function ownersAnswer(): Promise<void> {
  for (const action of open().filter(({ declined }) => !declined && chance(0.05))) {
    const { id: actionId, owner } = action;
    const api = await as(owner);
    const version = await versionOf(actionId);
    const kind = random();
    if (kind < 0.4) {
      const { accepted, blocked } = await factsOf(actionId);
      if (!accepted && !blocked) await api.actions.accept({ actionId, version });
    } else if (kind < 0.5) {
      await api.actions.decline({ actionId, version, as: "no-time", reason: null });
      action.declined = true;
    } else if (kind < 0.7) {
      await api.actions.report({ actionId, version, kind: "started", text: null, outcome: null });
    } else if (kind < 0.8) {
      await api.actions.report({ actionId, version, kind: "blocked", text: "Waiting for a letter", outcome: null });
    } else {
      await api.actions.report({ actionId, version, kind: "done", text: null, outcome: "achieved" });
      action.state = "done";
    }
  }
}

async function leave({ who, successor }: (typeof leavers)[number]): Promise<void> {
  world.clock.set(instantAt(dayOf(world.clock.now()), "09:30"));
  await (
    await as(coordinator)
  ).staff.leave({
    ...{ practiceId, staffId: idOf.get(who) ?? "", successorId: idOf.get(successor) ?? "" },
    ...{ joins: true, endsDrafts: true },
  });
  gone.add(who);
  for (const [caseId, team] of teamOf) if (team.includes(who)) teamOf.set(caseId, [...new Set([...team, successor])]);
  for (const action of open().filter(({ owner }) => owner === who)) {
    action.owner = successor;
    action.declined = false;
  }
}

async function meet({ id: meetingId, day }: { id: string; day: Day }): Promise<void> {
  world.clock.set(instantAt(day, "13:00"));
  const api = await as(chair);
  await api.meetings.start({ meetingId });
  await reviewActions(meetingId, day);
  const { agenda } = await api.meetings.open({ meetingId });
  const itemOf = new Map(agenda.map((item) => [item.caseId, item.itemId]));
  for (let agreed = 0; agreed < actionsAMeeting; agreed += 1) await agree(meetingId, itemOf, day);
  await api.meetings.close({ meetingId, carry: true });
}

/** The review opens with what is open, the worst first, and each gets its verdict; a few are left for the next time. */
async function reviewActions(meetingId: string, day: Day): Promise<void> {
  const api = await as(chair);
  const { actions: listed } = await api.actions.review({ meetingId });
  const expected = open().map(({ id }) => id);
  const shown = listed.map(({ id }) => id);
  if ([...shown].sort().join() !== [...expected].sort().join()) {
    fault(day, `the review shows ${shown.length} actions, and ${expected.length} are open`);
  }
  const lastLate = listed.findLastIndex(({ isOverdue }) => isOverdue);
  if (listed.slice(0, lastLate + 1).some(({ isOverdue }) => !isOverdue))
    fault(day, "the review is not late ones first");
  for (const action of open()) {
    const { id: actionId, caseId, owner } = action;
    const of = { actionId, meetingId, version: await versionOf(actionId), text: null, due: null, ownerId: null };
    const judge = (over: Partial<Parameters<typeof api.actions.judge>[0]>) =>
      api.actions.judge({ ...of, outcome: null, ...over } as Parameters<typeof api.actions.judge>[0]);
    const kind = random();
    if (action.declined || kind < 0.1) {
      const next = pick(chance(0.1) ? people.map(([one]) => one).filter((one) => !gone.has(one)) : here(caseId));
      if (next === owner && !action.declined) continue;
      await judge({ verdict: "new-owner", ownerId: idOf.get(next) ?? "" });
      action.owner = next;
      action.declined = false;
    } else if (kind < 0.5) {
      await judge({ verdict: "done", outcome: "achieved" });
      action.state = "done";
    } else if (kind < 0.6) {
      await judge({ verdict: "drop", text: "No longer needed" });
      action.state = "cancelled";
    } else if (kind < 0.7) await judge({ verdict: "blocked", text: "Waiting for a place" });
    else if (kind < 0.85) {
      const due = addDays(day, 3 + Math.floor(random() * 40));
      await judge({ verdict: "new-date", due, text: "The letter comes later" });
      action.due = due;
    } else if (kind < 0.95) await judge({ verdict: "on-track" });
  }
}

/** An action by a line of the room, or by the form of its case; some are taken back, some are the same work again. */
async function agree(meetingId: string, itemOf: ReadonlyMap<string, string>, day: Day): Promise<void> {
  const api = await as(chair);
  const caseId = pick([...teamOf.keys()]);
  const itemId = itemOf.get(caseId);
  const owner = pick(here(caseId));
  const ownerId = idOf.get(owner) ?? "";
  const due = addDays(day, 1 + Math.floor(random() * 45));
  const text = `Ring ${word()} about ${word()}`;
  let id: string;
  if (itemId && chance(0.7)) {
    const name = nameOf.get(ownerId) ?? "";
    const line = `@${name.toLowerCase()} ${text} by ${dayInWords(due).split(" ").slice(1).join(" ")}`;
    const isDoubled = here(caseId).filter((one) => nameOf.get(idOf.get(one) ?? "") === name).length > 1;
    if (isDoubled) {
      const problem = await problemFrom(api.discussions.write({ itemId, line }));
      if (problem.fields.line?.startsWith("Who") === problem.fields.line?.startsWith("Which")) {
        fault(day, `two of one name are not asked for: ${JSON.stringify(problem.fields)}`);
      }
    }
    const { written } = await api.discussions.write({ itemId, line, ...(isDoubled ? { ownerId } : {}) });
    id = written;
    if (chance(0.03)) {
      await api.discussions.undo({ itemId, actionId: id });
      actions.push({
        id,
        text,
        caseId,
        first: { owner, due },
        owner,
        due,
        declined: false,
        raisedAt: meetingId,
        state: "undone",
      });
      return;
    }
  } else {
    ({ actionId: id } = await api.actions.record({ caseId, text, ownerId, due, goal: null, deadline: null }));
  }
  const known: Known = {
    id,
    text,
    caseId,
    first: { owner, due },
    owner,
    due,
    declined: false,
    raisedAt: meetingId,
    state: "open",
  };
  const other = open().find((one) => one.caseId === caseId);
  actions.push(known);
  if (other && chance(0.05)) {
    await api.actions.closeAsDuplicate({ actionId: id, otherId: other.id, version: await versionOf(id) });
    known.state = "superseded";
  }
}

/* What must hold. */

/** Of the timer's mail, who was told of which action on which day: by owner, action and day that it is due. */
const toldBefore = new Map<string, Day>();

async function morning(day: Day): Promise<void> {
  const now = instantAt(day, "08:00");
  world.clock.set(now);
  await pass();
  const isDayOff = !isWorkingDay(day, nation);
  const rows = await world.database
    .selectFrom("reminder")
    .select(["staff_id", "about"])
    .where("on_day", "=", day)
    .execute();
  const told = rows
    .filter(({ about }) => /^(action|chair):/.test(about))
    .map(({ staff_id, about }) => `${staff_id} ${about.split(":").slice(0, 3).join(":")}`);
  const promised = isDayOff ? [] : [...promisedToOwners(day), ...promisedToChair(day)];
  for (const one of promised.filter((candidate) => !told.includes(candidate))) fault(day, `was not told: ${one}`);
  for (const one of told.filter((candidate) => !promised.includes(candidate))) fault(day, `was told: ${one}`);

  const mails = await mailsAt(now);
  for (const { kind, subject, text } of mails) {
    if (new RegExp(`${canary}|case \\d`, "i").test(`${subject} ${text}`)) fault(day, `a ${kind} says what it is about`);
  }
  for (const [staffId, name] of nameOf) {
    const own = mails.filter((mail) => mail.staff_id === staffId);
    const kinds = own.map(({ kind }) => kind);
    if (!["", "digest"].includes(kinds.join())) fault(day, `${name} gets ${kinds.join(" and ")}`);
    checkCount(day, staffId, own);
  }
}

/** Three days before, on the day, and each week after it; where that is a day off, on the working day before. */
function latestPromise(due: Day, today: Day): Day | null {
  const monday = addDays(today, 1 - weekdayOf(today));
  const firstOfWeek = [0, 1, 2, 3, 4].map((days) => addDays(monday, days)).find((one) => isWorkingDay(one, nation));
  const named = [
    toldOn(addDays(due, -3), nation),
    toldOn(due, nation),
    ...(monday > due ? [firstOfWeek ?? today] : []),
  ];
  return (
    named
      .filter((one) => one <= today)
      .sort()
      .at(-1) ?? null
  );
}

function promisedToOwners(day: Day): string[] {
  return open().flatMap(({ id, owner, due, declined }) => {
    const key = `${idOf.get(owner)} action:${id}:${due}`;
    const promise = declined ? null : latestPromise(due, day);
    if (promise === null || (toldBefore.get(key) ?? "") >= promise) return [];
    toldBefore.set(key, day);
    return [key];
  });
}

function promisedToChair(day: Day): string[] {
  return open().flatMap(({ id, due }) => {
    const key = `${idOf.get(chair)} chair:${id}:${due}`;
    if (toldOn(addDays(due, 21), nation) > day || toldBefore.has(key)) return [];
    toldBefore.set(key, day);
    return [key];
  });
}

async function mailsAt(now: Instant) {
  return world.database
    .selectFrom("message")
    .select(["staff_id", "kind", "subject", "text"])
    .where("queued_at", "=", now)
    .execute();
}

/** "3 actions are late." of somebody's own is all that are. */
function checkCount(day: Day, staffId: string, mails: readonly { text: string | null }[]): void {
  const said = mails.flatMap(({ text }) => [...(text ?? "").matchAll(/^- (\d+) actions? (?:is|are) late\.$/gm)]);
  const late = open().filter(({ owner, due, declined }) => idOf.get(owner) === staffId && due < day && !declined);
  for (const [line, count] of said) if (Number(count) !== late.length) fault(day, `“${line}”, and ${late.length} are`);
}

/** Whoever has an open action is here; what was declined stands where the coordinator is asked for an owner. */
async function nobodys(): Promise<string[]> {
  const rows = await world.database
    .selectFrom("action")
    .innerJoin("staff", "staff.id", "action.owner_id")
    .select(["action.id", "staff.left_on", "action.declined_at"])
    .where("action.closed_at", "is", null)
    .where("action.undone_at", "is", null)
    .execute();
  const declined = rows.filter(({ declined_at }) => declined_at !== null).map(({ id }) => id);
  const asked = declined.length > 0 ? await withoutOwner() : [];
  return [
    ...rows.filter(({ left_on }) => left_on !== null).map(({ id }) => `action ${id} is somebody's who has left`),
    ...declined.filter((id) => !asked.includes(id)).map((id) => `nobody is asked who takes action ${id}`),
  ];
}

async function withoutOwner(): Promise<string[]> {
  const { actions: listed } = await (await as(coordinator)).actions.list({ whose: "team", show: "no-owner" });
  return listed.map(({ id }) => id);
}

const closings = ["done", "cancelled", "superseded", "undone"] as const;

/** Every action we pressed is there, as we left it, and its history line by line comes to the same. */
async function unexplained(): Promise<string[]> {
  const rows = new Map(
    (await world.database.selectFrom("action").selectAll().execute()).map((row) => [row.id, row] as const),
  );
  const lines = await world.database.selectFrom("action_update").selectAll().orderBy("at").orderBy("id").execute();
  const linesOf = new Map<string, typeof lines>();
  for (const line of lines) linesOf.set(line.action_id, [...(linesOf.get(line.action_id) ?? []), line]);
  const lost = actions.filter(({ id }) => !rows.has(id)).map(({ id }) => `action ${id} is lost`);
  const strange = [...rows.keys()].filter((id) => !actions.some((known) => known.id === id));
  return [
    ...lost,
    ...strange.map((id) => `nobody pressed action ${id}`),
    ...actions.flatMap((known) => {
      const row = rows.get(known.id);
      if (!row) return [];
      const told = toldBy(known, linesOf.get(known.id) ?? []);
      const stands = row.undone_at ? "undone" : (row.closed_as ?? (row.closed_at ? "done" : "open"));
      const is = [nameOf.get(row.owner_id), row.due, stands, row.blocked_at && stands === "open" ? "blocked" : ""];
      const meant = [nameOf.get(idOf.get(known.owner) ?? ""), known.due, known.state];
      return [
        ...(told.join() === is.join() ? [] : [`${known.id}: history says ${told.join()}, and it is ${is.join()}`]),
        ...(meant.join() === is.slice(0, 3).join()
          ? []
          : [`${known.id}: we pressed ${meant.join()}, not ${is.join()}`]),
      ];
    }),
  ];
}

/** Owner, day and state by what is said of it, from the day it was recorded. */
function toldBy({ first }: Known, lines: readonly { kind: string; text: string | null }[]): (string | undefined)[] {
  let owner = nameOf.get(idOf.get(first.owner) ?? "");
  let due: string = first.due;
  let state = "nothing";
  let blocked = "";
  for (const { kind, text } of lines) {
    if (kind === "recorded") state = "open";
    if ((closings as readonly string[]).includes(kind)) state = kind;
    if (kind === "blocked") blocked = "blocked";
    if (["declined", "started", "reviewed", "done", "cancelled", "superseded"].includes(kind)) blocked = "";
    if (kind === "moved") due = dayOfShort(/^New date: ([^:]+)/.exec(text ?? "")?.[1] ?? "");
    if (kind === "handed-over") {
      const [, from, to] = /[Ff]rom (.+) to ([^:,.]+)/.exec(text ?? "") ?? [];
      owner = from === owner ? to : `${text}`;
    }
  }
  return [owner, due, state, state === "open" ? blocked : ""];
}

/** "14 Jan 2027" */
function dayOfShort(words: string): string {
  const days = Array.from({ length: 60 }, (_, index) => index);
  const near = meetings.flatMap(({ day }) => days.map((later) => addDays(day, later)));
  return near.find((day) => shortDay(day) === words) ?? words;
}

const pass = () =>
  onePass({
    asSystem: () => world.being("system"),
    mailer: { send: () => Promise.resolve() },
    readCalendar: () => Promise.resolve({ times: [], faults: [] }),
    log: pino({ level: "silent" }),
    isEnding: () => false,
  });

async function versionOf(actionId: string): Promise<number> {
  const row = await world.database
    .selectFrom("action")
    .select("version")
    .where("id", "=", actionId)
    .executeTakeFirstOrThrow();
  return row.version;
}

async function factsOf(actionId: string): Promise<{ accepted: boolean; blocked: boolean }> {
  const row = await world.database
    .selectFrom("action")
    .select(["accepted_at", "blocked_at", "started_at"])
    .where("id", "=", actionId)
    .executeTakeFirstOrThrow();
  return { accepted: row.accepted_at !== null || row.started_at !== null, blocked: row.blocked_at !== null };
}

/* What is there to begin with. */

const teams = new Map<string, string[]>();

function aPractice(): unknown {
  const disciplines = [...new Set(people.map(([, , discipline]) => discipline))];
  const staff = people.map(([id, name, discipline], index) => ({
    ...{ id, name, discipline, role: id === coordinator ? "Practice manager / MDT coordinator" : "" },
    ...{ organisation: "A practice", email: `person-${index}@practice.example` },
  }));
  const others = people.map(([id]) => id).filter((id) => id !== chair && id !== coordinator);
  const all = Array.from({ length: cases }, (_, index) => {
    const id = `case-${index + 1}`;
    const team = [chair, coordinator, ...others.filter(() => chance(0.35))];
    teams.set(id, team);
    return {
      id,
      status: "active",
      person: {
        ...{ givenName: `${word()}`, familyName: `${word()}`, birthDate: "1950-06-01" },
        chi: testChi(index),
      },
      referral: { byId: chair, date: "2026-12-01", reason: word(), question: word() },
      invited: disciplines,
      team,
    };
  });
  return { schemaVersion: "1.0", practice: { name: "A practice", code: "YEAR" }, staff, cases: all };
}

/** A number of the block that was never given out: nine digits and what makes the sum right. */
function testChi(index: number): string {
  const nine = `3113${String(10_000 + index * 7)}`;
  const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? testChi(index + 1000) : `${nine}${check}`;
}

function word(): string {
  words += 1;
  const letters = [...words.toString(26)].map((letter) => String.fromCharCode(97 + parseInt(letter, 26)));
  return `${canary}${letters.join("")}`;
}

function randomFrom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
