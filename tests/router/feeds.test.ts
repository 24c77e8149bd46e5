/** A feed of one's own meetings: who may read it, what stands in it, and what ends it. */
import ICAL from "ical.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Day } from "#db/schema.ts";
import { doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { lastThursdays } from "../support/plans.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let meetingId: string;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
});
afterAll(() => world.end());

const tokenOf = (address: string) => /\/calendar\/([\w-]{43})\.ics$/.exec(address)?.[1] ?? "";
const made = async (who: string) => tokenOf((await (await world.as(who)).feeds.make()).address);
const readAt = (token: string) => world.being("stranger").feeds.read({ token });
const refused = async (token: string) => (await problemFrom(readAt(token))).kind;

function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((event) => ({
    uid: event.getFirstPropertyValue("uid"),
    start: (event.getFirstPropertyValue("dtstart") as ICAL.Time).toString(),
    place: event.getFirstPropertyValue("location"),
  }));
}

it("holds the meetings that somebody is invited to, in London time, and no video link or name", async () => {
  const coordinator = await world.as("st-03");
  const over = { place: "Room 3", videoLink: "https://video.example/room", count: 2, needed: ["gp"] };
  await coordinator.meetings.plan(lastThursdays(practiceId, over));
  const { text } = await readAt(await made("st-01"));
  const events = eventsIn(text);
  expect(events.map(({ start }) => start)).toEqual([
    "2026-10-29T13:00:00",
    "2026-11-26T13:00:00",
    "2027-03-25T13:00:00",
    "2027-04-29T13:00:00",
  ]);
  expect(events[1]?.uid).toBe(meetingId);
  expect(events[2]?.place).toBe("Room 3");
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(4);
  expect(text).toContain("DTSTART;TZID=Europe/London:20270429T130000");
  expect(text).not.toMatch(/video\.example|Tennant|Bell|ATTENDEE|ORGANIZER/);
  // Who is not invited has no such dates; the coordinator has them all.
  expect(eventsIn((await readAt(await made("st-16"))).text)).toHaveLength(2);
  expect(eventsIn((await readAt(await made("st-03"))).text)).toHaveLength(4);
});

it("is told apart from no address that was never made, ended, replaced, too old, or of somebody who left", async () => {
  expect(await refused("no-such-token")).toBe("missing");

  const first = await made("st-09");
  const second = await made("st-09");
  expect(await refused(first)).toBe("missing");
  await readAt(second);
  const nurse = await world.as("st-09");
  expect((await nurse.availability.open()).feedSince).toBe("Tuesday 24 November");
  const { logged } = await doing(world, () => nurse.feeds.revoke());
  expect(logged).toMatchObject([{ verb: "feed.revoke", outcome: "done" }]);
  expect(await refused(second)).toBe("missing");
  expect((await problemFrom(nurse.feeds.revoke())).kind).toBe("missing");
  expect((await nurse.availability.open()).feedSince).toBeNull();

  const leaver = await made("st-12");
  await world.database
    .updateTable("staff")
    .set({ left_on: "2026-11-01" as Day })
    .where("id", "=", await world.idOf("st-12"))
    .execute();
  expect(await refused(leaver)).toBe("missing");

  const old = await made("st-14");
  world.clock.set("2027-11-25T09:00:00.000Z");
  expect(await refused(old)).toBe("missing");
});

it("leaves no token behind, in the log or anywhere", async () => {
  const token = await made("st-01");
  const tables = ["audit", "calendar_feed"] as const;
  for (const table of tables) {
    expect(JSON.stringify(await world.database.selectFrom(table).selectAll().execute())).not.toContain(token);
  }
});
