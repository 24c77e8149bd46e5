/**
 * `kill -9` and stops under sixteen writers, in the middle of a meeting. Acknowledged means that the writer read the whole 2xx; nothing acknowledged may be
 * lost or doubled, and nothing at all may be half there. Three flawed runs show that the checker would notice.
 */
import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultsAfter, type Kind } from "./checker.ts";
import { callerAt, cookieFor, freePort, launch, mdt, type Caller, type Program, type Settings } from "./program.ts";
import { startWriters, type Habits, type Place } from "./writers.ts";

const isFull = process.env.SHIPMATE_COUNTS === "full";
const kills = isFull ? 300 : 50;
const writers = 16;
/** A flaw that ten kills do not bring to light would be one the checker cannot see. */
const mostKillsOfControl = 10;

const mixed: readonly Kind[] = [
  ...(["record", "save", "line", "report", "arrive", "outcome", "undo"] as const),
  ...(["save", "verdict", "report", "line", "leave", "report", "save"] as const),
];
const sound: Habits = { kinds: mixed, forgetsKeys: false, hangUps: 5 };

const folder = mkdtempSync(join(tmpdir(), "shipmate-kills-"));
const planted = join(folder, "planted.db");
let places: Place[];

beforeAll(async () => {
  const port = await freePort();
  const program = launch({ databaseUrl: `sqlite:${planted}`, port });
  await program.ready;
  places = await placesAt(program.origin);
  expect((await program.end("SIGTERM")).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sixteen different pairs of a person and a case that person reads, in a meeting that goes on. */
async function placesAt(origin: string): Promise<Place[]> {
  const people = (await callerAt(origin).ask("session.choices")) as { id: string }[];
  const found: Place[] = [];
  for (const person of people) {
    const cookie = await cookieFor(origin, person.id);
    const cases = (await callerAt(origin, cookie).ask("cases.list", {})) as { id: string; scope: string }[];
    const read = cases.filter((row) => row.scope === "read");
    found.push(...read.map((row) => ({ staffId: person.id, cookie, caseId: row.id })));
  }
  expect(found.length).toBeGreaterThanOrEqual(writers);
  return inTheRoom(origin, spread(found, writers));
}

type Meeting = { id: string; chair: { id: string } | null; agenda: { caseId: string; itemId: string }[] };

/** The chair opens the next meeting, concludes its cases and says who comes; the others write and give verdicts. */
async function inTheRoom(origin: string, all: Place[]): Promise<Place[]> {
  const meeting = await nextMeeting(origin, all);
  const chair = meeting.chair?.id ?? "";
  const cookie = await cookieFor(origin, chair);
  const opened = await callerAt(origin, cookie).press("meetings.start", { meetingId: meeting.id }, randomUUID());
  expect(opened).toMatchObject({ status: 200 });
  const comers = [...new Set(all.map(({ staffId }) => staffId))].filter((staffId) => staffId !== chair);
  const sitting: Place[] = [];
  for (const place of all) {
    const item = meeting.agenda.find(({ caseId }) => caseId === place.caseId);
    if (!item) {
      sitting.push(place);
      continue;
    }
    const isChair = place.staffId === chair;
    const outcomes = isChair ? await versionOfItem(callerAt(origin, cookie), meeting.id, item.itemId) : null;
    const comer = isChair ? (comers.shift() ?? null) : null;
    sitting.push({ ...place, room: { meetingId: meeting.id, itemId: item.itemId, outcomes, comer } });
  }
  const chairs = sitting.filter(({ staffId, room }) => staffId === chair && room);
  expect([chairs.length > 0, sitting.filter(({ room }) => room).length > writers / 2]).toEqual([true, true]);
  return sitting;
}

/** As the chair's page has it when the room is there. */
async function versionOfItem(chair: Caller, meetingId: string, itemId: string): Promise<number> {
  const room = async () =>
    (await chair.ask("discussions.room", { meetingId })) as { version: number; item: { version: number } | null };
  const { version } = await room();
  expect(await chair.press("meetings.goTo", { meetingId, itemId, version }, randomUUID())).toMatchObject({
    status: 200,
  });
  return (await room()).item?.version ?? 0;
}

async function nextMeeting(origin: string, all: readonly Place[]): Promise<Meeting> {
  for (const { cookie } of all) {
    const caller = callerAt(origin, cookie);
    const { meetings } = (await caller.ask("home.open")) as { meetings: { id: string }[] };
    for (const { id: meetingId } of meetings) {
      const meeting = (await caller.ask("meetings.open", { meetingId })) as Meeting;
      if (meeting.agenda.length > 2) return { ...meeting, id: meetingId };
    }
  }
  throw new Error("No meeting with cases is to come.");
}

function spread<T>(list: readonly T[], most: number): T[] {
  return Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)] as T);
}

let runs = 0;
async function aCopy(flaw?: Settings["flaw"]): Promise<Settings & { file: string }> {
  const file = join(folder, `run-${(runs += 1)}.db`);
  copyFileSync(planted, file);
  return { file, databaseUrl: `sqlite:${file}`, port: await freePort(), ...(flaw ? { flaw } : {}) };
}

const between = (least: number, most: number) => least + Math.random() * (most - least);

it(`nothing acknowledged is lost, doubled or half there after ${kills} kills`, { timeout: kills * 6000 }, async () => {
  const settings = await aCopy();
  let program: Program = launch(settings);
  const readyTimes = [await program.ready];
  const writing = startWriters(program.origin, places, sound);
  try {
    for (let killed = 0; killed < kills; killed += 1) {
      // One in six dies while it is starting: reading back what the last one left is under fire as well.
      const isStarting = Math.random() < 1 / 6;
      if (!isStarting && killed > 0) readyTimes.push(await program.ready);
      await pause(isStarting ? between(50, 500) : between(50, 700));
      // One in five is told to stop, and may finish what it has begun.
      const signal = Math.random() < 1 / 5 ? "SIGTERM" : "SIGKILL";
      const ended = await program.end(signal);
      if (signal === "SIGKILL" || ended.code === null) expect(ended).toEqual({ code: null, signal });
      else expect(ended).toEqual({ code: 0, signal: null });
      expect(await faultsAfter(settings.file, writing.presses)).toEqual([]);
      program = launch(settings);
    }
    readyTimes.push(await program.ready);
    await writing.finish();
    expect(writing.refusals).toEqual([]);
    expect(await program.end("SIGTERM")).toEqual({ code: 0, signal: null });
  } finally {
    await writing.abandon();
    await program.end("SIGKILL");
  }
  expect(await faultsAfter(settings.file, writing.presses)).toEqual([]);
  expect(mdt(settings.databaseUrl, "verify")).toEqual({ code: 0, said: "References, log and integrity hold." });

  const acknowledged = writing.presses.filter((press) => press.acknowledged !== null).length;
  expect(acknowledged).toBe(writing.presses.length);
  // Enough was under way for the kills to hit something.
  expect(acknowledged).toBeGreaterThan(kills * 2);
  print({ figure: "ready after kill -9", ...spanOf(readyTimes), unit: "ms", goal: 2000 });
  print({ figure: "acknowledged under kill -9", value: acknowledged, kills, lost: 0, doubled: 0, half: 0 });
});

describe("the checker finds", () => {
  const records: Habits = { ...sound, kinds: ["record"] };
  it("what is lost when the answer goes out before the commit", () => finds("lost", "acknowledges-early", sound));
  it("what is doubled when presses have no key", () => finds("doubled", undefined, { ...records, forgetsKeys: true }));
  it("lines of the room that are doubled when they have no key", () =>
    finds("doubled", undefined, { ...records, kinds: ["line"], forgetsKeys: true }));
  it("what is half there without a transaction", () => finds("half there", "no-transaction", records));
});

/** Kills a flawed run until the checker says the word that the flaw deserves. */
async function finds(word: string, flaw: Settings["flaw"], habits: Habits): Promise<void> {
  const settings = await aCopy(flaw);
  const heard: string[] = [];
  let program = launch(settings);
  const writing = startWriters(program.origin, places, habits);
  try {
    for (let killed = 0; killed < mostKillsOfControl && heard.length === 0; killed += 1) {
      await program.ready;
      await pause(between(100, 400));
      await program.end("SIGKILL");
      const faults = await faultsAfter(settings.file, writing.presses);
      heard.push(...faults.filter((fault) => fault.startsWith(`${word}: `)));
      program = launch(settings);
    }
  } finally {
    await writing.abandon();
    await program.end("SIGKILL");
  }
  expect(heard.length).toBeGreaterThan(0);
}

function spanOf(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b).map(Math.round);
  return { value: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1) };
}

function print(figure: object): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
