/**
 * What a stream tells its reader: that something on the page they have open changed. What is written and kept from them
 * is no change, and neither is time that passes (docs/decisions/0026).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import type { Subject } from "#server/signals.ts";
import { actionNamed, caseNamed, meetingNamed } from "../support/doing.ts";
import { maggie } from "../support/guests.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Page = "case" | "sharing" | "meeting" | "actions" | "room" | "record" | "screen" | "availability";
type Write = () => Promise<unknown>;

let world: TestWorld;
let caseId: string;
let meetingId: string;

const as = async (reader: string, run: (api: Api) => Promise<unknown>) => run(await world.as(reader));

beforeAll(async () => {
  ({ world } = await anImportedWorld({ start: "2026-11-26T13:00:00.000Z" }));
  caseId = await caseNamed(world, "case-02");
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  await as("st-01", ({ meetings }) => meetings.start({ meetingId }));
  await as("st-01", async ({ meetings }) =>
    meetings.goTo({
      meetingId,
      itemId: await itemNamed("case-02"),
      version: (await meetings.open({ meetingId })).version,
    }),
  );
});
afterAll(() => world.end());

async function itemNamed(reference: string): Promise<string> {
  const row = await world.database
    .selectFrom("agenda_item")
    .select("id")
    .where("meeting_id", "=", meetingId)
    .where("case_id", "=", await caseNamed(world, reference))
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Pages are closed after each test. */
let closed = new AbortController();
let streams: Promise<void>[] = [];
const listenForNow = (subjects: readonly Subject[]) => world.signals.listen(subjects, closed.signal);
afterEach(async () => {
  closed.abort();
  await Promise.all(streams);
  closed = new AbortController();
  streams = [];
});

async function streamOf(reader: string, page: Page): Promise<AsyncIterable<string>> {
  const api = await world.as(reader, { signals: { ...world.signals, listen: listenForNow } });
  const staffId = await world.idOf(reader);
  const stream = {
    case: () => api.cases.watch({ caseId }),
    sharing: () => api.cases.watch({ caseId, page: "sharing" }),
    meeting: () => api.meetings.watch({ meetingId }),
    actions: () => api.meetings.watch({ meetingId, page: "actions" }),
    room: () => api.meetings.watch({ meetingId, page: "room" }),
    record: () => api.meetings.watch({ meetingId, page: "record" }),
    screen: () => api.meetings.watch({ meetingId, page: "screen" }),
    availability: () => api.availability.watch({ staffId }),
  }[page];
  return (await stream()) as unknown as AsyncIterable<string>;
}

/** What somebody who opened that page is told, as it comes. */
async function followed(reader: string, page: Page): Promise<string[]> {
  const told: string[] = [];
  const stream = await streamOf(reader, page);
  const listening = async () => {
    for await (const word of stream) told.push(word);
  };
  streams.push(listening());
  await expect.poll(() => told).toEqual(["hello"]);
  return told;
}

const subjectOf = (page: Page): Subject =>
  page === "case" || page === "sharing" ? `case:${caseId}` : `meeting:${meetingId}`;

const takenBack = (author: string, entry: string) => async () => {
  const { id: entryId } = await world.database
    .selectFrom("entry")
    .select("id")
    .where("reference", "=", entry)
    .executeTakeFirstOrThrow();
  return as(author, ({ contributions }) => contributions.withdrawEntry({ entryId, reason: "Of another person" }));
};
const note = (line: string) => () =>
  as("st-11", async ({ discussions }) => discussions.write({ itemId: await itemNamed("case-02"), line }));
const neverRings = (neverRing: string) => () =>
  as("st-04", ({ cases }) => cases.recordSafeContact({ caseId, neverRing }));
const arrives = (person: string) => () =>
  as("st-01", async ({ meetings }) => meetings.arrive({ meetingId, staffId: await world.idOf(person) }));
const verdictOn = (action: string) => () =>
  as("st-01", async ({ actions }) =>
    actions.judge({ actionId: await actionNamed(world, action), meetingId, version: 1, verdict: "on-track" }),
  );
const guestAsked = () => as("st-03", ({ guests }) => guests.ask({ caseId, ...maggie }));

interface Row {
  page: Page;
  reader: string;
  /** Told to somebody else, and where. */
  hidden: Write;
  insider: [string, Page];
  shown: Write;
}

const rows: Row[] = [
  {
    ...{ page: "case", reader: "st-07", insider: ["st-11", "case"] },
    ...{ hidden: takenBack("st-02", "case-02-con-01-s1"), shown: neverRings("the landline") },
  },
  {
    ...{ page: "sharing", reader: "st-19", insider: ["st-12", "case"] },
    ...{ hidden: takenBack("st-04", "case-02-con-06-s1"), shown: guestAsked },
  },
  {
    // May only contribute, and is told nothing of the case.
    ...{ page: "case", reader: "st-15", insider: ["st-07", "case"] },
    ...{ hidden: neverRings("the mobile"), shown: takenBack("st-15", "case-02-con-07-s1") },
  },
  // Of the practice, and not of the case that the room is at.
  {
    ...{ page: "meeting", reader: "st-09", insider: ["st-04", "room"] },
    ...{
      hidden: note("He rings on Fridays"),
      shown: () => as("st-14", ({ meetings }) => meetings.reply({ meetingId, reply: "accepted" })),
    },
  },
  {
    ...{ page: "actions", reader: "st-09", insider: ["st-04", "actions"] },
    ...{ hidden: verdictOn("case-02-act-04"), shown: verdictOn("case-01-act-05") },
  },
  {
    ...{ page: "room", reader: "st-09", insider: ["st-04", "room"] },
    ...{ hidden: note("He rings on Mondays"), shown: arrives("st-04") },
  },
  {
    ...{ page: "record", reader: "st-09", insider: ["st-04", "record"] },
    ...{ hidden: note("He rings on Sundays"), shown: arrives("st-07") },
  },
  {
    ...{ page: "screen", reader: "st-01", insider: ["st-11", "room"] },
    ...{ hidden: note("He never rings"), shown: arrives("st-12") },
  },
];

describe("an open page is told of what it shows, and of nothing that is kept from its reader", () => {
  it.each(rows)("$page, for $reader", async ({ page, reader, hidden, insider, shown }) => {
    const told = await followed(reader, page);
    const inside = await followed(...insider);
    world.clock.pass(7);
    await hidden();
    await expect.poll(() => inside).toEqual(["hello", "changed"]);
    world.signals.announce([subjectOf(page)]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toEqual(["hello"]);
    await shown();
    await expect.poll(() => told).toEqual(["hello", "changed"]);
  });
});

it("the review hears of cases on no agenda, and a page of a case that came to its agenda since it was opened", async () => {
  const offAgenda = await caseNamed(world, "case-01");
  const item = world.database.selectFrom("agenda_item").selectAll().where("case_id", "=", offAgenda);
  const taken = await item.where("meeting_id", "=", meetingId).executeTakeFirstOrThrow();
  await world.database.deleteFrom("agenda_item").where("id", "=", taken.id).execute();
  const owned = await world.database
    .selectFrom("action")
    .innerJoin("attachment", "attachment.staff_id", "action.owner_id")
    .select(["action.id as actionId", "action.version", "attachment.reference"])
    .where("action.id", "=", await actionNamed(world, "case-01-act-05"))
    .executeTakeFirstOrThrow();
  const { actionId } = owned;
  const report = (version: number) =>
    as(owned.reference ?? "", ({ actions }) =>
      actions.report({ actionId, version, kind: "blocked", text: `${version}` }),
    );

  const [review, meeting] = [await followed("st-01", "actions"), await followed("st-01", "meeting")];
  await report(owned.version);
  await expect.poll(() => review).toEqual(["hello", "changed"]);

  await world.database
    .insertInto("agenda_item")
    .values(taken as never)
    .execute();
  world.signals.announce([`meeting:${meetingId}`]);
  await expect.poll(() => meeting).toEqual(["hello", "changed"]);
  await world.database
    .updateTable("case_discipline")
    .set({ ended_at: world.clock.now() })
    .where("case_id", "=", offAgenda)
    .where("discipline", "=", "occupational-therapy")
    .execute();
  world.signals.announce([`case:${offAgenda}`]);
  await expect.poll(() => meeting).toEqual(["hello", "changed", "changed"]);
});

it("whoever follows their own calendar is told of it, and nobody else may listen", async () => {
  const told = await followed("st-09", "availability");
  world.signals.announce([`staff:${await world.idOf("st-09")}`]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toEqual(["hello"]);
  await as("st-09", ({ availability }) => availability.setCalendar({ address: "https://calendar.example/ruth.ics" }));
  await expect.poll(() => told).toEqual(["hello", "changed"]);
  const staffId = await world.idOf("st-09");
  await expect(as("st-04", ({ availability }) => availability.watch({ staffId }))).rejects.toThrow("may not see it");
});

it("a page that stands open over midnight is told of the new day, when what it shows is of the day", async () => {
  const told = await followed("st-04", "case");
  world.clock.pass(24 * 60);
  world.signals.announce(["day"]);
  await expect.poll(() => told).toEqual(["hello", "changed"]);
  world.signals.announce(["day"]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toEqual(["hello", "changed"]);
});
