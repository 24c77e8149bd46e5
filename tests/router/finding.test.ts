/** Finding a time: what everybody said and what is in their calendars, and nothing of what is not the practice's. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#server/context.ts";
import type { Api } from "#server/router.ts";
import { doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Search = NonNullable<Parameters<Api["meetings"]["findTimes"]>[0]["search"]>;

let world: TestWorld;
let practiceId: string;
let nextDoor: string;

function inAWorldOfItsOwn(): void {
  beforeAll(async () => {
    ({ world, practiceId } = await anImportedWorld());
    nextDoor = await aPracticeNextDoor(world, "st-04");
  });
  afterAll(() => world.end());
}

/** The Thursday of the meeting next door, 3 December 2026, and the day after it; from 10am to 2pm. */
const days = (over: Partial<Search> = {}): Search => ({
  from: "2026-12-03",
  to: "2026-12-04",
  earliest: "10:00",
  latest: "14:00",
  minutes: 120,
  step: 60,
  ...over,
});

async function find(over: Partial<Search> = {}, meetingId?: string) {
  return (await world.as("st-03")).meetings.findTimes({ practiceId, meetingId, search: days(over) });
}

async function foundFor(over: Partial<Search> = {}, meetingId?: string) {
  const { found } = await find(over, meetingId);
  if (!found) throw new Error("Nothing was looked for.");
  return found;
}

const needing = async (...references: string[]) => ({
  needed: await Promise.all(references.map((reference) => world.idOf(reference))),
});

async function saysWeek(reference: string, usual: object, showsReasons = false): Promise<void> {
  const { availability } = await world.as(reference);
  const { version } = await availability.open();
  await availability.setWeek({ usual, showsReasons, version });
}

const everyMorning = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday"].map((day) => [day, ["morning"]]),
);

describe("before anybody has said anything", () => {
  inAWorldOfItsOwn();

  it("shows who is there, the chair needed, and what the last meeting was like", async () => {
    const frame = await (await world.as("st-03")).meetings.findTimes({ practiceId });
    expect(frame.found).toBeNull();
    expect(frame.people).toHaveLength(19);
    expect(frame.people.filter(({ isNeeded }) => isNeeded).map(({ name }) => name)).toEqual(["Dr Catriona Bell"]);
    expect(frame.like).toMatchObject({ minutes: 120, chairId: await world.idOf("st-01") });
    expect(frame).toMatchObject({ moved: null, nobodyOf: [], waiting: [], today: "2026-11-24" });
  });

  it("offers every working time as not known, the earliest first", async () => {
    const { offers, possible, impossible } = await foundFor({ from: "2026-12-07", to: "2026-12-08" });
    expect([possible, impossible]).toEqual([6, 0]);
    expect(offers.map(({ startsAt }) => startsAt)).toEqual([...offers.map(({ startsAt }) => startsAt)].sort());
    expect(offers.every(({ coming, of }) => coming === 0 && of === 19)).toBe(true);
    expect(new Set(offers.flatMap(({ cells }) => cells))).toEqual(new Set(["unknown"]));
  });

  it("leaves out weekends, bank holidays with their name, and what is past", async () => {
    const christmas = await foundFor({ from: "2026-12-24", to: "2026-12-29" });
    expect(christmas.leftOut).toEqual([
      { day: "2026-12-25", starts: [], why: ["Bank holiday: Christmas Day"] },
      { day: "2026-12-28", starts: [], why: ["Bank holiday: Boxing Day (substitute day)"] },
    ]);
    expect(new Set(christmas.offers.map(({ day }) => day))).toEqual(new Set(["2026-12-24", "2026-12-29"]));
    const today = await foundFor({ from: "2026-11-20", to: "2026-11-24", earliest: "8:00", latest: "11:00" });
    expect(today.offers.map(({ startsAt }) => startsAt)).toEqual([]);
    const later = await foundFor({ from: "2026-11-20", to: "2026-11-24", earliest: "8:00", latest: "11:30", step: 30 });
    expect(later.offers.map(({ startsAt }) => startsAt)).toEqual(["2026-11-24T09:30:00.000Z"]);
  });

  it("takes the starts that are given in place of the hours", async () => {
    const { offers } = await foundFor({ starts: ["13:00", "9am"], from: "2026-12-07", to: "2026-12-07" });
    expect(offers.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(["09:00", "13:00"]);
  });
});

describe("what is asked for", () => {
  inAWorldOfItsOwn();

  it.each<[string, Partial<Search>, string, string]>([
    ["no first day", { from: "" }, "search.from", "Enter the first day to look at"],
    ["a last day before the first", { to: "2026-12-02" }, "search.to", "Enter a last day that is not before the first"],
    [
      "only days that are past",
      { from: "2026-11-02", to: "2026-11-20" },
      "search.to",
      "Enter a last day that is still to come",
    ],
    ["more than a year", { to: "2027-12-20" }, "search.to", "Enter days that are at most a year apart"],
    ["hours too short for it", { latest: "11:00" }, "search.latest", "Enter hours that hold 2 hours"],
    ["what is no time of day", { earliest: "soon" }, "search.earliest", "Enter from what time on, such as 9:00 or 9am"],
    ["no length", { minutes: 0 }, "search.minutes", "Enter how long it takes, from 15 minutes to 8 hours"],
  ])("with %s is refused at the field", async (_, over, field, sentence) => {
    expect((await problemFrom(find(over))).fields).toEqual({ [field]: sentence });
  });

  it("is for the coordinator of that practice, and only about its own meetings", async () => {
    const search = days();
    expect((await problemFrom((await world.as("st-01")).meetings.findTimes({ practiceId, search }))).kind).toBe(
      "forbidden",
    );
    expect((await problemFrom((await world.as("nd-01")).meetings.findTimes({ practiceId, search }))).kind).toBe(
      "missing",
    );
    const foreign = await meetingNamed(world, "nd-mtg");
    expect((await problemFrom(find({}, foreign))).kind).toBe("missing");
  });
});

describe("what people said of themselves", () => {
  inAWorldOfItsOwn();

  it("counts, and what is not in their usual week is a no", async () => {
    await saysWeek("st-01", everyMorning);
    const { offers, leftOut } = await foundFor({ ...(await needing("st-01")), from: "2026-12-07", to: "2026-12-07" });
    expect(offers.map(({ startsAt, coming }) => [startsAt.slice(11, 16), coming])).toEqual([["10:00", 1]]);
    expect(leftOut).toEqual([
      {
        day: "2026-12-07",
        starts: [660, 720],
        why: ["General practice: Dr Catriona Bell not in their usual week"],
      },
    ]);
  });

  it("is told with its reason only where they let others read it", async () => {
    const away = { fromDay: "2026-12-09", toDay: "2026-12-09", reason: "Zqdentistqz" };
    await (await world.as("st-01")).availability.addAway(away);
    const day = { ...(await needing("st-01")), from: "2026-12-09", to: "2026-12-09" };
    expect((await foundFor(day)).leftOut[0]?.why).toEqual(["General practice: Dr Catriona Bell away"]);
    await saysWeek("st-01", everyMorning, true);
    expect((await foundFor(day)).leftOut[0]?.why).toEqual(["General practice: Dr Catriona Bell away: Zqdentistqz"]);
  });

  it("to a poll counts for the time it was said of, a no most of all", async () => {
    const staffIds = await Promise.all(["st-01", "st-07"].map((reference) => world.idOf(reference)));
    const { pollId } = await (
      await world.as("st-03")
    ).polls.ask({
      practiceId,
      ask: "times",
      times: ["2026-12-14T10:00:00.000Z", "2026-12-14T12:00:00.000Z"],
      minutes: 120,
      place: "Room 3",
      staffIds,
    });
    const day = { ...(await needing("st-07")), from: "2026-12-14", to: "2026-12-14", step: 60 as const };
    const canOf = (found: Awaited<ReturnType<typeof foundFor>>, start: string, name: string) =>
      found.offers.find(({ startsAt }) => startsAt.includes(`T${start}`))?.people.find((one) => one.name === name)?.why;
    const before = await foundFor(day);
    expect(canOf(before, "10:00", "Jamie Okafor")).toBe("asked, no answer yet");
    expect(canOf(before, "11:00", "Jamie Okafor")).toBe("not known");
    expect((await find(day)).waiting).toEqual([{ pollId, asked: 2, silent: ["Dr Catriona Bell", "Jamie Okafor"] }]);

    const jamie = await world.as("st-07");
    const [first, second] = (await jamie.polls.open({ practiceId, pollId })).times;
    await jamie.polls.answer({ practiceId, pollId, timeId: first?.id, answer: "declined" });
    await jamie.polls.answer({ practiceId, pollId, timeId: second?.id, answer: "tentative" });
    const chair = await world.as("st-01");
    await chair.polls.answer({ practiceId, pollId, timeId: second?.id, answer: "accepted" });
    const after = await foundFor(day);
    expect(after.offers.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(["12:00", "11:00"]);
    expect(after.leftOut).toEqual([
      { day: "2026-12-14", starts: [600], why: ["Community link worker: Jamie Okafor said no"] },
    ]);
    expect(canOf(after, "12:00", "Dr Catriona Bell")).toBe("said yes");
    expect(canOf(after, "12:00", "Jamie Okafor")).toBe("said perhaps");
    expect((await find(day)).waiting).toEqual([{ pollId, asked: 2, silent: [] }]);
  });

  it("and days that the practice avoids are said beside a time, which stays offered", async () => {
    await world.database
      .insertInto("day_to_avoid")
      .values({
        id: newId(),
        practice_id: practiceId,
        from_day: "2026-12-21" as never,
        to_day: "2026-12-31" as never,
        label: "School holiday",
      })
      .execute();
    const { offers } = await foundFor({ from: "2026-12-18", to: "2026-12-21" });
    expect(offers.filter(({ day }) => day === "2026-12-18").flatMap(({ avoid }) => avoid)).toEqual([]);
    expect(offers.filter(({ day }) => day === "2026-12-21").map(({ avoid }) => avoid)).toEqual(
      Array(2).fill(["School holiday"]),
    );
  });
});

describe("a social worker shared by two practices", () => {
  inAWorldOfItsOwn();

  it("is busy for each of them when the other meets, and neither learns more", async () => {
    // Next door meets on Thursday 3 December from 10am to 12 noon; here, on Thursday 26 November from 1pm to 3pm.
    const here = await doing(world, async () => foundFor(await needing("st-04")));
    expect(here.answer?.leftOut).toEqual([
      { day: "2026-12-03", starts: [600, 660], why: ["Social work: Fiona Galbraith busy"] },
    ]);
    expect(JSON.stringify(here.answer)).not.toMatch(/Next Door|nd-mtg|Norman/i);
    expect(JSON.stringify(here.answer)).not.toContain(nextDoor);
    expect(JSON.stringify(here.answer)).not.toContain(await meetingNamed(world, "nd-mtg"));

    const search = days({ from: "2026-11-26", to: "2026-11-26", earliest: "12:00", latest: "16:00" });
    const there = await (
      await world.as("nd-01")
    ).meetings.findTimes({ practiceId: nextDoor, search: { ...search, ...(await needing("st-04")) } });
    expect(there.people.map(({ name }) => name).sort()).toEqual(["Fiona Galbraith", "Norman Neighbour"]);
    expect(there.found?.leftOut).toEqual([
      { day: "2026-11-26", starts: [720, 780, 840], why: ["Social work: Fiona Galbraith busy"] },
    ]);
    expect(JSON.stringify(there)).not.toMatch(/Harland|mtg-2026|Morag|Meeting room/);
    expect(JSON.stringify(there)).not.toContain(practiceId);
  });

  it("who is not needed takes no time away, and is shown as one who cannot come", async () => {
    const { offers } = await foundFor({ needed: [] });
    const clash = offers.find(({ startsAt }) => startsAt === "2026-12-03T10:00:00.000Z");
    expect(clash?.people.find(({ name }) => name === "Fiona Galbraith")).toMatchObject({ can: "busy", why: "busy" });
    expect(offers.at(-1)?.day).toBe("2026-12-03");
  });

  it("who said that they cannot come to the other meeting is free for this one", async () => {
    const foreign = await meetingNamed(world, "nd-mtg");
    await (await world.as("st-04")).meetings.reply({ meetingId: foreign, reply: "declined" });
    expect((await foundFor(await needing("st-04"))).leftOut).toEqual([]);
  });
});

describe("a meeting that is to be moved", () => {
  inAWorldOfItsOwn();

  it("does not stand in its own way, while other meetings of the practice do", async () => {
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const hours = {
      from: "2026-11-26",
      to: "2026-11-26",
      earliest: "12:00",
      latest: "17:00",
      ...(await needing("st-01")),
    };
    expect((await foundFor(hours)).offers.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(["15:00"]);
    expect((await find(hours, meetingId)).moved).toMatchObject({ id: meetingId });
    expect((await foundFor(hours, meetingId)).possible).toBe(4);
  });

  it("and has begun is not moved any more", async () => {
    const meetingId = await meetingNamed(world, "mtg-2026-10-29");
    expect((await problemFrom(find({}, meetingId))).kind).toBe("refused");
  });
});

describe("a discipline that is needed", () => {
  inAWorldOfItsOwn();

  it("keeps out the times at which nobody of it can come, and makes its only member needed", async () => {
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.setNeeds({
      meetingId,
      version,
      chairId: await world.idOf("st-01"),
      needed: ["gp", "social-work", "pharmacy"],
      invited: ["housing"],
    });
    const frame = await coordinator.meetings.findTimes({ practiceId });
    expect(frame.people.filter(({ isNeeded }) => isNeeded).map(({ name }) => name)).toEqual([
      "Dr Catriona Bell",
      "Helen Quigley",
    ]);
    expect(frame.people.map(({ discipline }) => discipline)).not.toContain("Police");
    for (const reference of ["st-04", "st-05", "st-20"]) {
      await (await world.as(reference)).availability.addAway({ fromDay: "2026-12-10", toDay: "2026-12-10" });
    }
    const day = { from: "2026-12-10", to: "2026-12-10", disciplines: ["social-work"] };
    const { leftOut, possible } = await foundFor(day);
    expect(possible).toBe(0);
    expect(leftOut).toEqual([
      {
        day: "2026-12-10",
        starts: [600, 660, 720],
        why: ["Social work: nobody can come (Callum Reyes away, Fiona Galbraith away, Sheila Cairns away)"],
      },
    ]);
    expect((await foundFor({ ...day, disciplines: [] })).possible).toBe(3);
  });
});
