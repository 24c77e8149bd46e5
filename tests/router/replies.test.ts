/** What somebody's calendar program answers, given to `mdt reply`: Outlook's, Google's and Apple's way of writing it. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Updateable } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "#db/connect.ts";
import type { Database } from "#db/database.ts";
import type { Instant, MeetingTable } from "#db/schema.ts";
import { run } from "#server/cli.ts";
import { readConfig } from "#server/config.ts";
import { casesPath } from "../support/cases.ts";
import { doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { lastThursdays } from "../support/plans.ts";
import { freshPostgres } from "../support/postgres.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const written = (program: string) =>
  readFileSync(new URL(`../fixtures/replies/${program}.ics`, import.meta.url), "utf8");

let world: TestWorld;
let practiceId: string;
/** Thursdays 28 January, 25 February and 25 March 2027, 1pm to 3pm. */
let seriesId: string;

async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld());
  const plan = lastThursdays(practiceId, { from: "2027-01-01" });
  ({ seriesId } = await (await world.as("st-03")).meetings.plan(plan));
}

function inAPracticeWithASeries(): void {
  beforeEach(begin);
  afterEach(() => world.end());
}

const replyOf = (program: string, change: (text: string) => string = (text) => text) => ({
  text: change(written(program).replace("{uid}", seriesId)),
});
const takes = (program: string, change?: (text: string) => string) =>
  world.being("operator").invitations.takeReply(replyOf(program, change));

/** What Fiona Galbraith answered to the dates, in order. */
async function answered(): Promise<(string | null)[]> {
  const rows = await world.database
    .selectFrom("meeting")
    .leftJoin("reply", (join) => join.onRef("reply.meeting_id", "=", "meeting.id"))
    .select(["meeting.id", "reply.reply", "reply.staff_id"])
    .where("meeting.series_id", "=", seriesId)
    .orderBy("meeting.starts_at")
    .execute();
  const staffId = await world.idOf("st-04");
  return rows.filter((row) => row.staff_id === null || row.staff_id === staffId).map((row) => row.reply);
}

async function meetingOn(day: string) {
  const rows = await world.database.selectFrom("meeting").select(["id", "starts_at", "version"]).execute();
  const meeting = rows.find((row) => row.starts_at.startsWith(day));
  if (!meeting) throw new Error(`There is no meeting on ${day}.`);
  return meeting;
}

async function moved(from: string, to: string): Promise<void> {
  const { id: meetingId, version } = await meetingOn(from);
  const api = await world.as("st-03");
  await api.meetings.move({ meetingId, version, scope: "one", day: to, start: "14:00", minutes: 120, reason: "Room" });
}

describe("a reply", () => {
  inAPracticeWithASeries();

  it("of Outlook to the whole series is kept for every date still to come", async () => {
    const { answer, logged } = await doing(world, () => takes("outlook"));
    expect(answer?.taken).toEqual([
      "Fiona Galbraith: coming on Thursday 28 January 2027, 1pm to 3pm",
      "Fiona Galbraith: coming on Thursday 25 February 2027, 1pm to 3pm",
      "Fiona Galbraith: coming on Thursday 25 March 2027, 1pm to 3pm",
    ]);
    expect(await answered()).toEqual(["accepted", "accepted", "accepted"]);
    expect(logged).toMatchObject([
      { verb: "invitation.takeReply", actor: "operator", subject: await world.idOf("st-04"), outcome: "done" },
    ]);
  });

  it("of Google and of Apple to one date is kept for that date", async () => {
    expect((await takes("google")).taken).toEqual([
      "Fiona Galbraith: apologies on Thursday 25 February 2027, 1pm to 3pm",
    ]);
    expect((await takes("apple")).taken).toEqual(["Fiona Galbraith: perhaps on Thursday 25 March 2027, 1pm to 3pm"]);
    expect(await answered()).toEqual([null, "declined", "tentative"]);
  });

  it("to a date that moved is known by where the series had it, once it answers the new time", async () => {
    await moved("2027-02-25", "2027-03-01");
    const { message } = await problemFrom(takes("google"));
    expect(message).toBe(
      "This reply answers an earlier date: since then the meeting was changed. It is now on Monday 1 March 2027, 2pm to 4pm",
    );
    await takes("google", (text) => text.replace("SEQUENCE:0", "SEQUENCE:1"));
    expect(await answered()).toEqual([null, "declined", null]);
  });

  it("to the whole series leaves out a date that changed since, and says so", async () => {
    await moved("2027-02-25", "2027-03-01");
    const { taken } = await takes("outlook");
    expect(taken).toHaveLength(3);
    expect(taken.at(-1)).toBe(
      "Not taken for 1 date that changed since the reply was written: Monday 1 March 2027, 2pm to 4pm",
    );
    expect(await answered()).toEqual(["accepted", null, "accepted"]);
  });

  it("leaves what is past alone", async () => {
    world.clock.set("2027-01-29T09:00:00.000Z");
    await takes("outlook");
    expect(await answered()).toEqual([null, "accepted", "accepted"]);
  });

  it("to a single meeting is kept for it", async () => {
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    await world.being("operator").invitations.takeReply({ text: written("outlook").replace("{uid}", meetingId) });
    const row = await world.database
      .selectFrom("reply")
      .select("reply")
      .where("meeting_id", "=", meetingId)
      .where("staff_id", "=", await world.idOf("st-04"))
      .executeTakeFirst();
    expect(row?.reply).toBe("accepted");
  });

  it.each<[string, (text: string) => string, string]>([
    [
      "of nobody here",
      (text) => text.replaceAll(/fiona\.galbrai\r?\n th/gi, "ann.other"),
      "The address that answers is of nobody",
    ],
    [
      "to a date that never was",
      (text) => text.replace("ID:20270225", "ID:20270226"),
      "about a date that the series does not have",
    ],
    ["that is an invitation", (text) => text.replace("METHOD:REPLY", "METHOD:REQUEST"), "so this is no answer"],
  ])("%s is refused in words", async (_, change, words) => {
    const program = change(written("outlook")) === written("outlook") ? "google" : "outlook";
    expect((await problemFrom(takes(program, change))).message).toContain(words);
    expect(await answered()).toEqual([null, null, null]);
  });

  it("to something that is not ours is missing", async () => {
    const attempt = world.being("operator").invitations.takeReply({ text: written("google") });
    expect((await problemFrom(attempt)).kind).toBe("missing");
  });

  it("is taken from nobody but the operator", async () => {
    const attempt = (await world.as("st-03")).invitations.takeReply(replyOf("outlook"));
    expect((await problemFrom(attempt)).kind).toBe("missing");
  });
});

describe("an invitation that the operator prints", () => {
  inAPracticeWithASeries();

  const print = async (staff: string) => {
    const { id: meetingId } = await meetingOn("2027-02-25");
    const { mail } = await world.being("operator").invitations.print({ meetingId, staffId: await world.idOf(staff) });
    return { ...mail, token: /\/answer\/([\w-]+)/.exec(mail.text)?.[1] ?? "" };
  };

  it("is the mail of all dates of the series, with a link of its own that answers", async () => {
    const mailed = await world.database
      .selectFrom("message")
      .select(["subject", "text", "calendar"])
      .where("staff_id", "=", await world.idOf("st-04"))
      .executeTakeFirstOrThrow();
    const printed = await print("st-04");
    expect(printed).toMatchObject({ subject: mailed.subject, calendar: { method: "REQUEST", text: mailed.calendar } });
    expect(printed.text.replace(/http:\/\/localhost\/answer\/[\w-]+/, "{answer}")).toBe(mailed.text);
    await world.being("stranger").invitations.answer({ token: printed.token, reply: "accepted" });
    expect(await answered()).toEqual(["accepted", "accepted", "accepted"]);
  });

  it("loses its link to the next mail of the same", async () => {
    const { token } = await print("st-04");
    const open = () => world.being("stranger").invitations.open({ token });
    expect(await open()).toMatchObject({ isSeries: true });
    world.clock.pass(1);
    const { id: meetingId, version } = await meetingOn("2027-01-28");
    const change = {
      meetingId,
      version,
      scope: "all",
      start: "14:00",
      minutes: 120,
      day: "2027-01-28",
      reason: "Room",
    };
    const coordinator = await world.as("st-03");
    await coordinator.meetings.move(change as Parameters<typeof coordinator.meetings.move>[0]);
    const system = world.being("system").messages;
    for (const messageId of await system.due()) {
      const { tries } = await system.take({ messageId });
      await system.settle({ messageId, tries: tries ?? 1, fault: null });
    }
    expect(await open()).toBeNull();
  });
});

const folder = mkdtempSync(join(tmpdir(), "shipmate-replies-"));
afterAll(() => rmSync(folder, { recursive: true }));

const places: [string, () => Promise<{ url: string; drop: () => Promise<void> }>][] = [
  ["SQLite", () => Promise.resolve({ url: `sqlite:${join(folder, "mdt.db")}`, drop: () => Promise.resolve() })],
];
if (process.env.SHIPMATE_TEST_DATABASE === "postgres") places.push(["PostgreSQL", freshPostgres]);

describe.each(places)("an administrator on %s", (_, place) => {
  let url: string;
  let drop: () => Promise<void>;
  const mdt = (...argv: string[]) =>
    run(argv, { ...readConfig({} as NodeJS.ProcessEnv), databaseUrl: url, mode: "demo" });
  const onDatabase = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const database = connect(url);
    return work(database).finally(() => database.destroy());
  };
  const changed = (set: Updateable<MeetingTable>) =>
    onDatabase((database) =>
      database.updateTable("meeting").set(set).where("reference", "=", "mtg-2026-11-26").execute(),
    );
  const given = (text: string) => {
    const path = join(folder, "reply.ics");
    writeFileSync(path, text);
    return path;
  };

  /** By the clock of the machine, whatever it says, the meeting is to come. */
  beforeAll(async () => {
    ({ url, drop } = await place());
    await mdt("import", fileURLToPath(casesPath));
    await changed({ starts_at: "2097-11-28T13:00:00.000Z" as Instant, ends_at: "2097-11-28T15:00:00.000Z" as Instant });
  });
  afterAll(() => drop());

  it("is told what was taken of a reply, or why not", async () => {
    const { id } = await onDatabase((database) =>
      database.selectFrom("meeting").select("id").where("reference", "=", "mtg-2026-11-26").executeTakeFirstOrThrow(),
    );
    expect(await mdt("reply", given(written("apple").replace("{uid}", id)))).toEqual({
      exitCode: 0,
      out: "Fiona Galbraith: perhaps on Thursday 28 November 2097, 1pm to 3pm",
      err: "",
    });
    expect(await mdt("reply", given("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"))).toMatchObject({
      exitCode: 2,
      err: "This reply names no meeting. Give it as the calendar program sent it",
    });
    expect((await mdt("reply", given(written("google")))).exitCode).toBe(4);
    expect((await mdt("reply", join(folder, "none.ics"))).exitCode).toBe(2);
    expect((await mdt("reply")).exitCode).toBe(2);
  });

  it("prints an invitation as it would be sent, with a link that was made for it", async () => {
    const printed = await mdt("invite", "mtg-2026-11-26", "--to", "st-14");
    expect(printed).toMatchObject({ exitCode: 0, err: "" });
    expect(printed.out).toMatch(/^To: Lorna Whyte <lorna\.whyte@clydeside-carers-centre\.example>\r$/m);
    expect(printed.out).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r$/m);
    const text = printed.out.replaceAll("=\r\n", "");
    expect(text).not.toMatch(/Auchterlonie|Kilgour|Wierzbicki|Pollock|case/i);
    const token = /\/answer\/([\w-]+)/.exec(text)?.[1] ?? "";
    const links = await onDatabase((database) => database.selectFrom("answer_link").select("token_hash").execute());
    expect(links.map((link) => link.token_hash)).toContain(createHash("sha256").update(token).digest("hex"));
    expect((await mdt("verify")).exitCode).toBe(0);
  });

  it("is told why an invitation cannot be printed", async () => {
    expect((await mdt("invite", "mtg-2026-11-26", "--to", "st-06")).exitCode).toBe(3);
    expect((await mdt("invite", "mtg-none", "--to", "st-01")).exitCode).toBe(4);
    expect((await mdt("invite", "mtg-2026-11-26", "--to", "st-99")).exitCode).toBe(4);
    expect((await mdt("invite", "mtg-2026-11-26")).exitCode).toBe(2);
    expect(await mdt("invite", "mtg-2026-10-29", "--to", "st-01")).toMatchObject({
      exitCode: 2,
      err: "The meeting is closed",
    });
    await onDatabase(async (database) => {
      const meeting = await database
        .selectFrom("meeting")
        .select(["id as meeting_id", "practice_id"])
        .where("reference", "=", "mtg-2026-11-26")
        .executeTakeFirstOrThrow();
      const needed = {
        id: "0198f2a0-0000-7000-8000-000000000001",
        ...meeting,
        discipline: "gp",
        need: "needed" as const,
      };
      await database.insertInto("meeting_discipline").values(needed).execute();
    });
    expect(await mdt("invite", "mtg-2026-11-26", "--to", "st-14")).toMatchObject({
      exitCode: 2,
      err: "Lorna Whyte is not invited to this meeting",
    });
    await changed({ cancelled_at: "2026-11-24T09:00:00.000Z" as Instant, cancelled_reason: "Snow" });
    expect(await mdt("invite", "mtg-2026-11-26", "--to", "st-01")).toMatchObject({
      exitCode: 2,
      err: "The meeting was cancelled",
    });
  });
});
