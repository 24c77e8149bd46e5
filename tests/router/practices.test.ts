/** How a practice works: its own cycle, which moves the days of meetings to come, and the days it would not meet. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usualCycle } from "#server/domain/cycle.ts";
import { doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
/** The meeting of Thursday 26 November 2026. */
let meetingId: string;

async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld({ start: "2026-11-16T09:00:00.000Z" }));
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
}

/** Each describe has a practice of its own. */
function inAPracticeOfItsOwn(): void {
  beforeAll(begin);
  afterAll(() => world.end());
}

async function opened(reader = "st-03") {
  return (await world.as(reader)).practices.open({ practiceId });
}

async function setCycle(change: Partial<typeof usualCycle>, version?: number) {
  const coordinator = await world.as("st-03");
  const now = version ?? (await opened()).version;
  return coordinator.practices.setCycle({ practiceId, version: now, cycle: { ...usualCycle, ...change } });
}

async function daysOf(id: string) {
  return world.database
    .selectFrom("meeting")
    .select(["nominations_close", "contributions_due", "pack_freezes"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

async function takeAllSteps(): Promise<void> {
  const system = world.being("system");
  for (const step of await system.cycle.due()) await system.cycle.take(step);
}

describe("the cycle of a practice", () => {
  inAPracticeOfItsOwn();

  it("is shown in words, with the days of the next meeting", async () => {
    const { next, steps, may } = await opened();
    expect(next).toBe("Thursday 26 November");
    expect(steps.map(({ step, days, next }) => [step, days, next])).toEqual([
      ["nominations-open", 15, "Thursday 5 November"],
      ["nominations-close", 10, "Thursday 12 November"],
      ["ask", 9, "Friday 13 November"],
      ["remind", 6, "Wednesday 18 November"],
      ["due", 4, "Friday 20 November"],
      ["freeze", 3, "Monday 23 November"],
      ["issue", 1, "Friday 27 November"],
      ["confirm", 5, "Friday 4 December"],
    ]);
    expect(may).toEqual(["practice.setCycle", "practice.addDays", "practice.removeDays", "practice.addDiscipline"]);
    expect((await opened("st-02")).may).toEqual([]);
  });

  it("moves the days of meetings that have not begun, but for steps that were taken", async () => {
    await takeAllSteps();
    await (
      await world.as("st-03")
    ).meetings.plan({
      practiceId,
      pattern: "every-n-weeks",
      interval: 4,
      weekday: 4,
      from: "2027-02-25",
      start: "13:00",
      minutes: 120,
      place: "Meeting room",
      count: 2,
      nation: "scotland",
    } as never);
    const { answer, logged, signals } = await doing(world, () =>
      setCycle({ "nominations-close": 12, due: 5, freeze: 2 }),
    );
    expect(answer).toEqual({ practiceId, meetings: 3 });
    expect(logged).toMatchObject([{ verb: "practice.setCycle", subject: practiceId, outcome: "done" }]);
    expect(signals).toHaveLength(3);
    // Nominations had closed already.
    expect(await daysOf(meetingId)).toEqual({
      nominations_close: "2026-11-12",
      contributions_due: "2026-11-19",
      pack_freezes: "2026-11-24",
    });
    const closed = await meetingNamed(world, "mtg-2026-10-29");
    expect(await daysOf(closed)).toMatchObject({ contributions_due: "2026-10-23" });
    expect((await opened()).steps.map(({ days }) => days)).toEqual([15, 12, 9, 6, 5, 2, 1, 5]);
  });

  it("holds for what is planned and moved afterwards", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.move({ meetingId, version, day: "2026-12-03", start: "13:00", minutes: 120 } as never);
    expect(await daysOf(meetingId)).toEqual({
      nominations_close: "2026-11-16",
      contributions_due: "2026-11-25",
      pack_freezes: "2026-12-01",
    });
  });

  it("goes back to the usual one", async () => {
    await setCycle({});
    const row = await world.database
      .selectFrom("practice")
      .select("cycle")
      .where("id", "=", practiceId)
      .executeTakeFirstOrThrow();
    expect(row.cycle).toBeNull();
    expect((await opened()).steps.every(({ days, usual }) => days === usual)).toBe(true);
  });

  it("is not changed over somebody else's change, nor by a member", async () => {
    const { version } = await opened();
    expect((await problemFrom(setCycle({ due: 5 }, version - 1))).kind).toBe("stale");
    const member = (await world.as("st-01")).practices.setCycle({ practiceId, version, cycle: usualCycle });
    expect((await problemFrom(member)).kind).toBe("forbidden");
    expect((await opened()).version).toBe(version);
  });

  it.each([
    ["asks before nominations close", { ask: 10 }, ["cycle.ask"]],
    ["is due before the reminder", { due: 6 }, ["cycle.due"]],
    ["freezes on the day contributions are due", { due: 3 }, ["cycle.freeze"]],
    ["asks about records before actions are told", { issue: 5 }, ["cycle.confirm"]],
    ["has two steps in the wrong place", { "nominations-close": 5, due: 7 }, ["cycle.ask", "cycle.due"]],
    [
      "is nothing",
      { remind: "" as never, issue: 0, "nominations-open": 41 },
      ["cycle.issue", "cycle.nominations-open", "cycle.remind"],
    ],
    ["is due on the day of the meeting", { due: 0 }, ["cycle.due"]],
  ])("is refused at each wrong box when it %s", async (_, change, fields) => {
    const problem = await problemFrom(setCycle(change));
    expect(Object.keys(problem.fields).sort()).toEqual(fields);
    expect(Object.values(problem.fields).join()).toMatch(/^Enter/);
  });
});

describe("days to avoid", () => {
  inAPracticeOfItsOwn();
  const holidays = { label: "School holidays", fromDay: "2026-12-21", toDay: "2027-01-01" };

  it("are added, listed and removed, and what was removed can be named again", async () => {
    const coordinator = await world.as("st-03");
    const { answer, logged } = await doing(world, () => coordinator.practices.addDays({ practiceId, ...holidays }));
    const dayId = answer?.dayId ?? "";
    expect(logged).toMatchObject([{ verb: "practice.addDays", subject: dayId, outcome: "done" }]);
    await coordinator.practices.addDays({ practiceId, label: "Training", fromDay: "2026-12-02", toDay: "" });
    expect((await opened("st-02")).avoid.map(({ label, words }) => `${label}: ${words}`)).toEqual([
      "Training: Wednesday 2 December",
      "School holidays: Monday 21 December to Friday 1 January 2027",
    ]);
    const removed = await coordinator.practices.removeDays({ practiceId, dayId });
    expect(removed).toEqual({
      dayId,
      words: "School holidays: Monday 21 December to Friday 1 January 2027",
      ...holidays,
    });
    expect((await opened()).avoid.map(({ label }) => label)).toEqual(["Training"]);
    expect((await problemFrom(coordinator.practices.removeDays({ practiceId, dayId }))).kind).toBe("missing");
  });

  it.each([
    ["end before they begin", { toDay: "2026-12-20" }, "toDay"],
    ["are past", { fromDay: "2026-11-01", toDay: "2026-11-02" }, "toDay"],
    ["are one day that is past", { fromDay: "2026-11-01", toDay: "" }, "fromDay"],
    ["last for a year", { toDay: "2027-12-21" }, "toDay"],
    ["are no day", { fromDay: "2026-12-32" }, "fromDay"],
    ["have no name", { label: " " }, "label"],
    ["are there already", { fromDay: "2026-12-02", toDay: "" }, "fromDay"],
  ])("are refused when they %s", async (_, change, field) => {
    const adding = (await world.as("st-03")).practices.addDays({ practiceId, ...holidays, ...change });
    expect(Object.keys((await problemFrom(adding)).fields)).toEqual([field]);
  });

  it("of another practice are not there, and a member may not change them", async () => {
    const other = await aPracticeNextDoor(world);
    const dayId = (await opened()).avoid[0]?.id ?? "";
    const neighbour = await world.as("nd-01");
    expect((await problemFrom(neighbour.practices.removeDays({ practiceId: other, dayId }))).kind).toBe("missing");
    expect((await problemFrom(neighbour.practices.open({ practiceId }))).kind).toBe("missing");
    const member = (await world.as("st-02")).practices.removeDays({ practiceId, dayId });
    expect((await problemFrom(member)).kind).toBe("forbidden");
    expect((await opened()).avoid).toHaveLength(1);
  });
});
