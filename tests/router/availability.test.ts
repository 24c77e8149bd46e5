/** When people can meet: said by themselves, read of their calendars, and known to others as busy and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awayOf, knownOf } from "#db/queries/availability.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { Api } from "#server/router.ts";
import { doing, problemFrom } from "../support/doing.ts";
import { weirStreet } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let neighbourId: string;

const social = "st-04";
const secret = "https://calendar.example/private-3f9a/basic.ics";

function inAWorldOfItsOwn(): void {
  beforeAll(async () => {
    ({ world, practiceId } = await anImportedWorld({ start: "2026-11-24T09:12:00.000Z" }));
    ({ practiceId: neighbourId } = await world.being("operator").imports.caseFile({ file: weirStreet }));
  });
  afterAll(() => world.end());
}

type Plan = Parameters<Api["meetings"]["plan"]>[0];

const meetingOn = (practice: string, day: string, over: object = {}) =>
  ({
    practiceId: practice,
    pattern: "every-n-weeks",
    interval: 2,
    weekday: 4,
    from: day,
    start: "13:00",
    minutes: 120,
    place: "Zqplaceqz room",
    count: 1,
    nation: "scotland",
    ...over,
  }) as Plan;

const opened = async (reader = social) => (await world.as(reader)).availability.open();
const instant = (text: string) => text as Instant;
const inDecember = [instant("2026-12-01T00:00:00.000Z"), instant("2027-01-01T00:00:00.000Z")] as const;

async function known(reference: string, [from, to]: readonly [Instant, Instant] = inDecember) {
  const [one] = await knownOf(world.database, [await world.idOf(reference)], from, to);
  return one;
}

describe("a usual week", () => {
  inAWorldOfItsOwn();
  const usual = { monday: ["morning"], thursday: ["lunch", "afternoon"] };

  it("is not known before it is given", async () => {
    expect(await opened()).toMatchObject({ version: 0, showsReasons: false, away: [], calendar: null });
    expect((await known(social))?.usual).toEqual([]);
  });

  it("is kept as it was ticked, by nobody but its owner", async () => {
    const { logged } = await doing(world, async () =>
      (await world.as(social)).availability.setWeek({ usual, showsReasons: "on", version: 0 } as never),
    );
    expect(logged).toMatchObject([
      { verb: "availability.setWeek", subject: await world.idOf(social), outcome: "done" },
    ]);
    const page = await opened();
    expect(page).toMatchObject({ version: 1, showsReasons: true });
    expect(page.usual).toEqual({
      monday: ["morning"],
      tuesday: [],
      wednesday: [],
      thursday: ["lunch", "afternoon"],
      friday: [],
    });
    expect((await opened("st-01")).usual.monday).toEqual([]);
    expect((await known(social))?.usual).toHaveLength(3);
  });

  it("is not overwritten from a second window", async () => {
    const { availability } = await world.as(social);
    const late = await problemFrom(availability.setWeek({ usual: {}, version: 0 }));
    expect([late.kind, late.message]).toEqual([
      "stale",
      "You saved this in another window meanwhile. Open the page again to see it.",
    ]);
    await availability.setWeek({ usual: { friday: ["morning"] } as never, version: 1 });
    expect((await problemFrom(availability.setWeek({ usual: {}, version: 1 }))).kind).toBe("stale");
    expect((await opened()).usual.friday).toEqual(["morning"]);
  });

  it("is given once when two windows begin it at the same time", async () => {
    const { availability } = await world.as("st-09");
    const both = await Promise.allSettled([
      availability.setWeek({ usual: { monday: ["morning"] } as never, version: 0 }),
      availability.setWeek({ usual: { friday: ["lunch"] } as never, version: 0 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await known("st-09"))?.usual).toHaveLength(1);
  });

  it("has no other parts than those of the day", async () => {
    const attempt = (await world.as(social)).availability.setWeek({
      usual: { monday: ["night"] },
      version: 2,
    } as never);
    expect((await problemFrom(attempt)).kind).toBe("invalid");
  });
});

describe("days away", () => {
  inAWorldOfItsOwn();
  const leave = { fromDay: "2026-12-21", toDay: "2027-01-01", reason: "Zqreasonqz leave", coverId: "" };

  it("are kept with a cover, and others read no reason until they may", async () => {
    const coverId = await world.idOf("st-05");
    const { answer, logged } = await doing(world, async () =>
      (await world.as(social)).availability.addAway({ ...leave, coverId } as never),
    );
    expect(logged).toMatchObject([{ verb: "availability.addAway", subject: answer?.awayId, outcome: "done" }]);
    expect((await opened()).away).toEqual([
      {
        id: answer?.awayId,
        words: "Monday 21 December to Friday 1 January 2027",
        reason: "Zqreasonqz leave",
        cover: "Callum Reyes",
      },
    ]);
    const ids = [await world.idOf(social)];
    const seen = () => awayOf(world.database, ids, "2027-01-01" as Day, "2027-02-01" as Day);
    expect(await seen()).toEqual([
      {
        staff_id: ids[0],
        name: "Fiona Galbraith",
        discipline: "social-work",
        from_day: "2026-12-21",
        to_day: "2027-01-01",
        reason: null,
        cover_id: coverId,
      },
    ]);
    await (await world.as(social)).availability.setWeek({ showsReasons: true, version: 0 });
    expect((await seen())[0]?.reason).toBe("Zqreasonqz leave");
    await (await world.as(social)).availability.setWeek({ showsReasons: false, version: 1 });
    expect((await seen())[0]?.reason).toBeNull();
    expect(await awayOf(world.database, ids, "2027-01-02" as Day, "2027-02-01" as Day)).toEqual([]);
    expect((await known(social))?.away).toEqual([{ fromDay: "2026-12-21", toDay: "2027-01-01", reason: null }]);
  });

  it("of one day need no last day, and may lie within others", async () => {
    await (await world.as(social)).availability.addAway({ fromDay: "2026-12-23", toDay: "" });
    expect((await opened()).away.map((row) => row.words)).toEqual([
      "Monday 21 December to Friday 1 January 2027",
      "Wednesday 23 December",
    ]);
  });

  it.each([
    ["twice", { ...leave, reason: "" }, "fromDay", /already/],
    ["that end before they begin", { fromDay: "2026-12-10", toDay: "2026-12-09" }, "toDay", /before the first/],
    ["that are past", { fromDay: "2026-11-20", toDay: "2026-11-23" }, "toDay", /past/],
    ["that were one day", { fromDay: "2026-11-23" }, "fromDay", /past/],
    ["of another century", { fromDay: "2026-12-10", toDay: "2126-12-10" }, "toDay", /two years/],
    ["that do not exist", { fromDay: "2026-11-31" }, "fromDay", /real date/],
    ["of no day", { fromDay: "" }, "fromDay", /first day/],
  ])("not %s", async (_, input, field, words) => {
    const problem = await problemFrom((await world.as(social)).availability.addAway(input));
    expect(Object.keys(problem.fields)).toEqual([field]);
    expect(problem.fields[field]).toMatch(words);
  });

  it("that have begun are still to be named", async () => {
    await (await world.as("st-09")).availability.addAway({ fromDay: "2026-11-20", toDay: "2026-11-24" });
    expect((await opened("st-09")).away).toHaveLength(1);
  });

  it.each([
    ["of another practice", "ws-01", "st-01"],
    ["who is oneself", "st-01", "st-01"],
    ["who has left", "st-06", "st-01"],
  ])("not with a cover %s", async (_, cover, reader) => {
    const input = { fromDay: "2026-12-10", coverId: await world.idOf(cover) };
    const problem = await problemFrom((await world.as(reader)).availability.addAway(input));
    expect(problem.fields).toEqual({ coverId: "Choose a colleague of the list" });
  });

  it("with a cover of any of one's practices", async () => {
    const input = { fromDay: "2026-12-11", coverId: await world.idOf("ws-01") };
    await (await world.as(social)).availability.addAway(input);
    expect((await opened()).away.map((row) => row.cover)).toContain("Dr Angus Weir");
  });

  it("are taken back by nobody else, once, and can be named again", async () => {
    const [first] = (await opened()).away;
    const awayId = first?.id ?? "";
    const foreign = await problemFrom((await world.as("st-05")).availability.removeAway({ awayId }));
    expect(foreign.kind).toBe("missing");
    const { availability } = await world.as(social);
    const { awayId: _, reason, coverId, ...days } = await availability.removeAway({ awayId });
    expect((await opened()).away.map((row) => row.id)).not.toContain(awayId);
    expect((await problemFrom(availability.removeAway({ awayId }))).kind).toBe("missing");
    await availability.addAway({ ...days, reason, coverId });
  });
});

describe("a calendar elsewhere", () => {
  inAWorldOfItsOwn();
  const times = [
    { startsAt: "2026-12-03T13:00:00.000Z", endsAt: "2026-12-03T14:00:00.000Z" },
    { startsAt: "2027-03-12T09:00:00.000Z", endsAt: "2027-03-12T10:00:00.000Z" },
    { startsAt: "2026-11-02T09:00:00.000Z", endsAt: "2026-11-02T10:00:00.000Z" },
  ];
  const due = () => world.being("system").calendars.due();
  const dueId = async () => (await due())[0]?.id ?? "";
  const kept = (calendarId: string, over: object) =>
    world.being("system").calendars.keep({ calendarId, times, faults: [], ...over });

  it("is read at once, and shown to its owner by its place alone", async () => {
    const { logged, signals } = await doing(world, async () =>
      (await world.as(social)).availability.setCalendar({ address: ` ${secret} ` }),
    );
    const staffId = await world.idOf(social);
    expect(signals).toEqual([`staff:${staffId}`, "calendars"]);
    const [calendar] = await due();
    expect(calendar).toEqual({ id: logged[0]?.subject, staffId, address: secret });
    const page = await opened();
    expect(page.calendar).toMatchObject({ address: "calendar.example/…", isBeingRead: true, readAt: null, faults: [] });
    expect(JSON.stringify(page)).not.toContain("private-3f9a");
    expect(JSON.stringify(await opened("st-05"))).not.toContain("calendar.example");
  });

  it("is read by the timer and nobody else", async () => {
    for (const reader of [await world.as(social), world.being("operator")]) {
      expect((await problemFrom(reader.calendars.due())).kind).toBe("missing");
    }
    expect((await problemFrom(world.being("stranger").calendars.due())).kind).toBe("signed-out");
  });

  it("gives busy times, which replace those of the reading before", async () => {
    const id = await dueId();
    const { signals } = await doing(world, () => kept(id, {}));
    expect(signals).toEqual([`staff:${await world.idOf(social)}`]);
    expect((await opened()).calendar).toMatchObject({
      isBeingRead: false,
      busyCount: 2,
      until: "Friday 12 March 2027",
      readAt: "today at 9:12am",
      nextAt: "today at 3:12pm",
    });
    expect((await known(social))?.busy).toEqual([{ ...times[0], practiceId: null }]);
    expect(await due()).toEqual([]);
    world.clock.pass(6 * 60);
    await kept(await dueId(), { times: [times[1]] });
    expect((await opened()).calendar?.busyCount).toBe(1);
    expect((await known(social))?.busy).toEqual([]);
  });

  it("that cannot be read leaves what was read before, says why, and is tried again in an hour", async () => {
    world.clock.pass(6 * 60);
    await kept(await dueId(), { times: null, faults: ["The address did not answer within 10 seconds."] });
    expect((await opened()).calendar).toMatchObject({
      busyCount: 1,
      readAt: "today at 3:12pm",
      nextAt: "today at 10:12pm",
      faults: ["The address did not answer within 10 seconds."],
    });
    world.clock.pass(60);
    await kept(await dueId(), { faults: ["Line 12: this is no time."] });
    expect((await opened()).calendar).toMatchObject({ busyCount: 2, faults: ["Line 12: this is no time."] });
  });

  it("is read again when the same address is given once more, and forgotten with another", async () => {
    const { availability } = await world.as(social);
    await availability.setCalendar({ address: secret });
    expect((await opened()).calendar).toMatchObject({ isBeingRead: true, busyCount: 2 });
    const before = await dueId();
    await availability.setCalendar({ address: "webcal://other.example/c" });
    expect((await opened()).calendar).toMatchObject({ address: "other.example/…", busyCount: 0, readAt: null });
    await kept(before, {});
    expect((await opened()).calendar).toMatchObject({ busyCount: 0, readAt: null });
  });

  it("is taken back with its busy times", async () => {
    await kept(await dueId(), {});
    const { availability } = await world.as(social);
    await availability.removeCalendar();
    expect((await opened()).calendar).toBeNull();
    for (const table of ["busy_time", "busy_calendar"] as const) {
      expect(await world.database.selectFrom(table).select("id").execute()).toEqual([]);
    }
    expect((await problemFrom(availability.removeCalendar())).kind).toBe("missing");
  });

  it.each([
    ["", /Enter the address/],
    ["my outlook", /begins with https/],
    ["file:///etc/passwd", /begins with https/],
    ["ftp://calendar.example/a.ics", /begins with https/],
    ["https://me:secret@calendar.example/a.ics", /without a user name/],
    [`https://calendar.example/${"a".repeat(2000)}`, /too long/],
  ])("is no address: %s", async (address, words) => {
    const problem = await problemFrom((await world.as(social)).availability.setCalendar({ address }));
    expect(problem.fields.address).toMatch(words);
  });

  it("leaves no address and no busy time in the log", async () => {
    const rows = await world.database.selectFrom("audit").selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/private-3f9a|calendar\.example|2027-03-12/);
  });
});

describe("two practices that share a social worker", () => {
  inAWorldOfItsOwn();
  const thursday = "2026-12-03";
  const busyOf = async (reference: string) => (await known(reference))?.busy;
  const thatAfternoon = { startsAt: "2026-12-03T13:00:00.000Z", endsAt: "2026-12-03T15:00:00.000Z" };

  it("each see that she is busy, and neither sees with what", async () => {
    await (await world.as("ws-02")).meetings.plan(meetingOn(neighbourId, thursday, { needed: ["social-work"] }));
    const known = await busyOf(social);
    expect(known).toEqual([{ ...thatAfternoon, practiceId: neighbourId }]);
    const meetings = await world.database.selectFrom("meeting").select("id").execute();
    for (const told of ["Zqplaceqz", "Weir", ...meetings.map(({ id }) => id)]) {
      expect(JSON.stringify(known)).not.toContain(told);
    }

    await (await world.as("st-03")).meetings.plan(meetingOn(practiceId, "2026-12-10", { start: "10:00", minutes: 60 }));
    expect(await busyOf(social)).toEqual([
      { ...thatAfternoon, practiceId: neighbourId },
      { startsAt: "2026-12-10T10:00:00.000Z", endsAt: "2026-12-10T11:00:00.000Z", practiceId },
    ]);
  });

  it("and nobody is busy who is not invited there, but the chair and the coordinator", async () => {
    expect(await busyOf("ws-01")).toEqual([]);
    expect(await busyOf("ws-02")).toEqual([{ ...thatAfternoon, practiceId: neighbourId }]);
    const chairId = await world.idOf("ws-01");
    await (
      await world.as("ws-02")
    ).meetings.plan(meetingOn(neighbourId, "2026-12-17", { chairId, invited: ["police"] }));
    expect((await busyOf("ws-01"))?.map((busy) => busy.startsAt)).toEqual(["2026-12-17T13:00:00.000Z"]);
    expect((await busyOf(social))?.map((busy) => busy.startsAt)).not.toContain("2026-12-17T13:00:00.000Z");
  });

  it("until she declines, or the meeting is cancelled", async () => {
    const neighbour = await world.as("ws-02");
    const { id: meetingId = "" } =
      (await neighbour.meetings.list()).meetings.find((row) => row.startsAt === thatAfternoon.startsAt) ?? {};
    const { meetings } = await world.as(social);
    const isBusy = async () => (await busyOf(social))?.some((busy) => busy.startsAt === thatAfternoon.startsAt);
    for (const [reply, busy] of [
      ["declined", false],
      ["tentative", true],
      ["accepted", true],
    ] as const) {
      await meetings.reply({ meetingId, reply });
      expect(await isBusy(), reply).toBe(busy);
    }
    const { version } = await neighbour.meetings.open({ meetingId });
    await neighbour.meetings.cancel({ meetingId, version, reason: "Snow" });
    expect(await isBusy()).toBe(false);
  });

  it("and everybody asked for is in the answer, once", async () => {
    const ids = await Promise.all(["st-01", "ws-01", "st-09"].map(world.idOf));
    const asked = await knownOf(world.database, [...ids, ids[0] ?? ""], ...inDecember);
    expect(asked.map((one) => one.staffId)).toEqual(ids);
    expect(await knownOf(world.database, [], ...inDecember)).toEqual([]);
  });
});
