/**
 * Weeks of a practice's life, with every way in which a mail, a calendar or a feed is made: none of them says whom a
 * meeting is about, nor does the name of a file (rulings 27). The same search finds a name that is planted.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageKinds } from "#db/vocabulary.ts";
import { createMailer } from "#server/mail.ts";
import { onePass } from "#server/reminders.ts";
import type { Api } from "#server/router.ts";
import { casesFile } from "../support/cases.ts";
import { caseNamed, meetingNamed } from "../support/doing.ts";
import { maggie } from "../support/guests.ts";
import { readable, secretsIn } from "../support/secrets.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Plan = Parameters<Api["meetings"]["plan"]>[0];

const folder = mkdtempSync(join(tmpdir(), "shipmate-secrets-"));
const mailer = createMailer({
  smtp: null,
  mailFrom: { name: "Shipmate", address: "mdt@practice.example" },
  mailFolder: folder,
});

let world: TestWorld;
let practiceId: string;
let coordinator: Api;
/** The meeting of Thursday 26 November 2026, whose agenda is cases 1, 2, 4 and 5. */
let meetingId: string;
/** Everything that leaves for people's calendars, by where it is found. */
const feeds = new Map<string, string>();

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld({ start: "2026-11-04T08:00:00.000Z" }));
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  coordinator = await world.as("st-03");
  await liveThroughWeeks();
}, 240_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.end();
});

async function liveThroughWeeks(): Promise<void> {
  const january = await aSeries("2027-01-01");
  const [date = ""] = await datesOf(january);
  await pass();

  await coordinator.meetings.move(await moved(date, { day: "2027-01-29", place: "Room 4", reason: "The hall is let" }));
  await coordinator.meetings.move(await moved(date, { day: "2027-01-27", scope: "later", reason: "" }));
  const needs = { chairId: await world.idOf("st-02"), needed: ["gp"], invited: ["housing", "social-work"] };
  await coordinator.meetings.setNeeds({ ...(await changing(date)), ...needs, scope: "all" });
  await coordinator.meetings.cancel({ ...(await changing(date)), scope: "one", reason: "Snow" });
  const [other = ""] = await datesOf(await aSeries("2027-03-01"));
  await coordinator.meetings.cancel({ ...(await changing(other)), scope: "all", reason: "A new series comes" });
  await onDay("2026-11-09");

  await coordinator.polls.ask({
    ...{ practiceId, ask: "times", times: ["2026-12-10T13:00:00.000Z"], minutes: 60, place: "Room 3", needed: [] },
    staffIds: [await world.idOf("st-04"), await world.idOf("st-09")],
  });
  await answers("st-04", { reply: "declined", reason: "At court", deputyId: await world.idOf("st-05") });
  await answers("st-04", { reply: "declined", deputyId: await world.idOf("st-20") });
  await (
    await world.as("st-18")
  ).availability.addAway({
    ...{ fromDay: "2026-11-16", toDay: "2026-11-24", reason: "Leave", coverId: await world.idOf("st-09") },
  });
  for (const day of ["2026-11-12", "2026-11-13", "2026-11-16", "2026-11-18", "2026-11-19", "2026-11-20"]) {
    await onDay(day);
    await coordinator.meetings.remind({ meetingId });
    const { mails } = await coordinator.meetings.previewChase({ meetingId });
    if (mails.length > 0) await coordinator.meetings.chase({ meetingId, staffIds: mails.map((mail) => mail.id) });
  }
  await sendALinkAgain();
  await askAGuest();
  await coordinator.meetings.planExtra({
    ...{ practiceId, day: "2026-12-02", start: "10:00", minutes: 60, place: "Room 3", videoLink: null },
    ...{ reason: "It cannot wait", isExtra: true, needed: ["gp"], invited: ["housing"] },
    caseIds: [await caseNamed(world, "case-04")],
  });
  await onDay("2026-11-23");

  await holdTheMeeting();
  for (const day of ["2026-11-27", "2026-11-30", "2026-12-03", "2026-12-10", "2026-12-11"]) await onDay(day);
  await pass();
  await takeFeeds();
}

async function aSeries(from: string): Promise<string> {
  const { seriesId } = await coordinator.meetings.plan({
    ...{ practiceId, pattern: "nth-weekday", nth: "last", weekday: 4, from, start: "13:00", minutes: 120 },
    ...{ place: "Room 3", videoLink: "https://video.example/room", ends: "count", count: 3, nation: "scotland" },
    ...{ needed: ["gp", "social-work"], invited: ["housing"], chairId: await world.idOf("st-01") },
  } as Plan);
  return seriesId;
}

async function datesOf(seriesId: string): Promise<string[]> {
  const rows = await world.database
    .selectFrom("meeting")
    .select("id")
    .where("series_id", "=", seriesId)
    .orderBy("starts_at")
    .execute();
  return rows.map(({ id }) => id);
}

async function changing(id: string) {
  const { version } = await coordinator.meetings.open({ meetingId: id });
  return { meetingId: id, version };
}

async function moved(id: string, to: Partial<Parameters<Api["meetings"]["move"]>[0]>) {
  return { ...(await changing(id)), day: "", start: "13:00", minutes: 120, place: "", reason: "", ...to };
}

async function answers(staff: string, reply: Omit<Parameters<Api["meetings"]["reply"]>[0], "meetingId">) {
  await (await world.as(staff)).meetings.reply({ meetingId, ...reply });
}

/** The timer at a time: steps, digests, and the mail into its folder. */
async function pass(): Promise<void> {
  await onePass({
    asSystem: () => world.being("system"),
    mailer,
    readCalendar: () => Promise.reject(new Error("Nobody here gave an address.")),
    log: pino({ level: "silent" }),
    isEnding: () => false,
  });
}

async function onDay(day: string): Promise<void> {
  world.clock.set(`${day}T08:00:00.000Z`);
  await pass();
}

/** Somebody answers by the link in their mail, and asks for another. */
async function sendALinkAgain(): Promise<void> {
  await pass();
  const tokens = texts().flatMap(([, text]) => /\/answer\/([\w-]{43})/.exec(text)?.[1] ?? []);
  const stranger = world.being("stranger");
  for (const token of tokens.reverse()) {
    const page = await stranger.invitations.open({ token });
    if (page?.kind !== "meetings" || page.isSpent) continue;
    await stranger.invitations.answer({ token, reply: "tentative" });
    await stranger.invitations.sendAgain({ token });
    return;
  }
  throw new Error("No mail held a link that can be answered by.");
}

/** Somebody without an account is asked about a case, opens their link, and has a code mailed. */
async function askAGuest(): Promise<void> {
  await coordinator.guests.ask({ caseId: await caseNamed(world, "case-01"), ...maggie });
  await pass();
  const [, guestId = "", token = ""] = texts()
    .flatMap(([, text]) => /\/guest\/([\w-]{36})\/([\w-]{43})/.exec(text.replace(/=\r?\n/g, "")) ?? [])
    .slice(-3);
  await world.being("stranger").guests.sendCode({ guestId, token });
  await pass();
}

/** What is said in the room, and what is agreed there, is full of names. */
async function holdTheMeeting(): Promise<void> {
  world.clock.set("2026-11-26T13:00:00.000Z");
  const chair = await world.as("st-01");
  await chair.meetings.start({ meetingId });
  await coordinator.meetings.attend({ meetingId, present: [await world.idOf("st-01"), await world.idOf("st-11")] });
  const { agenda } = await chair.meetings.open({ meetingId });
  for (const { itemId, caseId } of agenda) {
    const { version } = await chair.meetings.open({ meetingId });
    await chair.meetings.goTo({ meetingId, itemId, version });
    await chair.discussions.write({ itemId, line: "Greta Auchterlonie and Darren Kilgour are neighbours" });
    if (caseId === null) continue;
    const action = { text: "Ring Greta Auchterlonie on 0141 496 0114", due: "2026-12-03" };
    await chair.actions.record({ caseId, ...action, ownerId: await world.idOf("st-01") });
  }
  await chair.meetings.close({ meetingId, carry: true });
}

async function takeFeeds(): Promise<void> {
  for (const { id } of casesFile().staff.filter(({ leftOn }) => leftOn === null)) {
    const { address } = await (await world.as(id)).feeds.make();
    const token = /\/calendar\/([\w-]+)\.ics$/.exec(address)?.[1] ?? "";
    const { text } = await world.being("stranger").feeds.read({ token });
    feeds.set(address, text);
  }
}

/** The files of mails, by their names. */
function texts(): [name: string, text: string][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
}

const searched = (all: Iterable<readonly [where: string, text: string]>) =>
  [...all].flatMap(([where, text]) => secretsIn(readable(`${where}\n${text}`)).map((secret) => `${where}: ${secret}`));

async function messages() {
  return world.database.selectFrom("message").selectAll().orderBy("id").execute();
}

describe("weeks of mail", () => {
  it("were of every kind there is, and went out", async () => {
    const rows = await messages();
    const kinds = new Set(rows.map(({ kind }) => kind));
    const notYet = messageKinds.filter((kind) => !kinds.has(kind));
    expect(notYet).toEqual([]);
    expect(new Set(rows.map(({ method }) => method))).toEqual(new Set([null, "REQUEST", "CANCEL"]));
    expect(rows.filter(({ sent_at }) => sent_at === null)).toEqual([]);
    expect(texts()).toHaveLength(rows.length);
    expect(rows.some(({ once }) => once.startsWith("remind:"))).toBe(true);
    expect(rows.some(({ once }) => once.startsWith("no-deputy:"))).toBe(true);
    expect(feeds.size).toBeGreaterThan(15);
    expect([...feeds.values()].every((text) => text.includes("BEGIN:VCALENDAR"))).toBe(true);
  });

  it("say nothing of anybody a meeting is about as they are kept", async () => {
    const rows = await messages();
    expect(
      searched(rows.map(({ once, subject, text, calendar }) => [once, `${subject}\n${text}\n${calendar ?? ""}`])),
    ).toEqual([]);
  });

  it("nor as they are sent, with the names of their files", () => {
    expect(searched(texts())).toEqual([]);
  });

  it("nor do feeds, with their addresses", () => {
    expect(searched(feeds)).toEqual([]);
  });

  it("and no mail or feed knows the id of a case or a person", async () => {
    const [cases, people] = await Promise.all([
      world.database.selectFrom("mdt_case").select("id").execute(),
      world.database.selectFrom("person").select("id").execute(),
    ]);
    const ids = [...cases, ...people].map(({ id }) => id);
    for (const [where, text] of [...texts(), ...feeds]) {
      const plain = readable(text);
      expect(
        ids.filter((id) => plain.includes(id)),
        where,
      ).toEqual([]);
    }
  });
});

describe("the same search", () => {
  it("finds a name that is planted in a text, a calendar, and the name of a file", async () => {
    const [row] = (await messages()).filter(({ calendar }) => calendar !== null);
    const id = row?.id ?? "";
    const planted = (over: { text?: string; subject?: string; calendar?: string }) =>
      mailer.send({
        id,
        to: { name: "Dr Catriona Bell", address: "bell@practice.example" },
        subject: over.subject ?? row?.subject ?? "",
        text: over.text ?? row?.text ?? "",
        calendar: { method: "REQUEST", text: over.calendar ?? row?.calendar ?? "" },
        queuedAt: world.clock.now(),
      });
    const found = () => searched(texts()).map((line) => line.split(": ").at(-1));
    await planted({ text: `${row?.text} – Wierzbik` });
    expect(found()).toEqual(["Wierzbik"]);
    await planted({ subject: "Zoë meets Kilgour" });
    expect(found()).toEqual(["Kilgour"]);
    await planted({ calendar: (row?.calendar ?? "").replace("SUMMARY:", "SUMMARY:17 May 1948\\, ") });
    expect(found()).toEqual(["17 May 1948"]);
    expect(searched([["2026-11-26-auchterlonie.ics", ""]])).toHaveLength(1);
  });
});
