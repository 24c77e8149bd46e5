/** Planning, moving, answering, arranging, opening and closing meetings; what each reader sees of them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Outcome } from "#db/vocabulary.ts";
import { caseNamed, doing, meetingNamed, problemFrom, problemsFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { lastThursdays, oneThursday, type Plan } from "../support/plans.ts";
import { settleAll } from "../support/settling.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
/** The meeting of Thursday 26 November 2026. */
let meetingId: string;

async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
}

/** Each describe has a practice of its own: what one does to a meeting does not reach the next. */
function inAPracticeOfItsOwn(): void {
  beforeAll(begin);
  afterAll(() => world.end());
}

async function meetingsOfSeries(seriesId: string) {
  return world.database
    .selectFrom("meeting")
    .selectAll()
    .where("series_id", "=", seriesId)
    .orderBy("starts_at")
    .execute();
}

async function idOfMeetingOn(day: string): Promise<string> {
  const rows = await world.database.selectFrom("meeting").select(["id", "starts_at"]).execute();
  return rows.find((row) => row.starts_at.startsWith(day))?.id ?? "";
}

async function opened(reader = "st-03", id = meetingId) {
  return (await world.as(reader)).meetings.open({ meetingId: id });
}

/** The agenda as case numbers, in order, as the coordinator sees it. */
async function agendaOf(id = meetingId): Promise<number[]> {
  return (await opened("st-03", id)).agenda.map((item) => item.number);
}

async function itemOf(reference: string, id = meetingId) {
  const caseId = await caseNamed(world, reference);
  const item = (await opened("st-03", id)).agenda.find((candidate) => candidate.caseId === caseId);
  if (!item) throw new Error(`${reference} is not on this agenda.`);
  return item;
}

async function concluded(reference: string, outcome: Outcome, reason?: string): Promise<void> {
  await settleAll(world, ["st-03"]);
  const { itemId } = await itemOf(reference);
  await (
    await world.as("st-03")
  ).discussions.conclude({
    itemId,
    version: await versionOf(itemId),
    outcome,
    reason,
    ...(outcome === "closed" ? { reviewTrigger: "He asks for it" } : {}),
    ...(outcome === "stepped-down" ? { leadId: await world.idOf("st-11") } : {}),
  });
}

async function versionOf(itemId: string): Promise<number> {
  const row = await world.database
    .selectFrom("agenda_item")
    .select("version")
    .where("id", "=", itemId)
    .executeTakeFirstOrThrow();
  return row.version;
}

describe("the coordinator plans a series", () => {
  inAPracticeOfItsOwn();

  it("at 1pm by the clock on the wall, before and after it changes, with the cycle's days and who is needed", async () => {
    const chairId = await world.idOf("st-01");
    const plan = lastThursdays(practiceId, { chairId, needed: ["gp", "social-work"], invited: ["gp", "housing"] });
    const { answer, logged } = await doing(world, async () => (await world.as("st-03")).meetings.plan(plan));
    expect(answer?.count).toBe(3);
    const meetings = await meetingsOfSeries(answer?.seriesId ?? "");
    expect(meetings.map((row) => [row.starts_at, row.ends_at, row.place, row.chair_id])).toEqual([
      ["2027-03-25T13:00:00.000Z", "2027-03-25T15:00:00.000Z", "Meeting room", chairId],
      ["2027-04-29T12:00:00.000Z", "2027-04-29T14:00:00.000Z", "Meeting room", chairId],
      ["2027-05-27T12:00:00.000Z", "2027-05-27T14:00:00.000Z", "Meeting room", chairId],
    ]);
    expect(meetings[0]).toMatchObject({
      nominations_close: "2027-03-11",
      contributions_due: "2027-03-19",
      pack_freezes: "2027-03-22",
    });
    const { needs } = await opened("st-03", meetings[0]?.id);
    expect(needs.map((row) => `${row.discipline} ${row.need}`).sort()).toEqual([
      "gp needed",
      "housing invited",
      "social-work needed",
    ]);
    expect(logged).toMatchObject([
      { verb: "meeting.plan", actor: await world.idOf("st-03"), subject: answer?.seriesId, outcome: "done" },
    ]);
  });

  it("on no bank holiday where those are left out", async () => {
    const mondays = {
      ...oneThursday(practiceId, "2026-12-21"),
      pattern: "weekly",
      weekday: 1,
      count: 2,
      skipHolidays: "on",
    } as unknown as Plan;
    const coordinator = await world.as("st-03");
    const preview = await coordinator.meetings.preview(mondays);
    expect(preview.dates.map((date) => [date.day, date.skipped])).toEqual([
      ["2026-12-21", null],
      ["2026-12-28", "holiday"],
      ["2027-01-04", "holiday"],
      ["2027-01-11", null],
    ]);
    const { seriesId } = await coordinator.meetings.plan(mondays);
    expect((await meetingsOfSeries(seriesId)).map((row) => row.starts_at.slice(0, 10))).toEqual([
      "2026-12-21",
      "2027-01-11",
    ]);
  });

  it("and sees before saving which dates are taken", async () => {
    const preview = await (await world.as("st-03")).meetings.preview(oneThursday(practiceId, "2026-11-26"));
    expect(preview.dates.map((date) => [date.words, date.notes])).toEqual([
      [
        "Thursday 26 November 2026, 1pm to 3pm",
        [
          {
            kind: "clash",
            words: "with the team meeting, 1pm to 3pm, Meeting room, Harland Cross Medical Practice, or secure video",
          },
        ],
      ],
    ]);
  });

  it("but not in the hour that the clocks leave out", async () => {
    const sunday = {
      ...oneThursday(practiceId, "2027-03-28"),
      pattern: "weekly",
      weekday: 7,
      start: "01:30",
    } as unknown as Plan;
    const { problem, logged } = await doing(world, async () => (await world.as("st-03")).meetings.plan(sunday));
    expect(problem?.kind).toBe("refused");
    expect(problem?.fields.start).toContain("The clocks go forward on Sunday 28 March 2027");
    expect(logged).toMatchObject([{ verb: "meeting.plan", outcome: "refused" }]);
    const night = await world.database
      .selectFrom("meeting")
      .select("id")
      .where("starts_at", ">", "2027-03-28T00:00:00.000Z" as never)
      .where("starts_at", "<", "2027-03-28T23:00:00.000Z" as never)
      .execute();
    expect(night).toEqual([]);
  });

  const wrong: [string, Partial<Record<keyof Plan | "count" | "needed" | "chairId", unknown>>, string][] = [
    ["none at all", { count: 0 }, "count"],
    ["ten minutes long", { minutes: 10 }, "minutes"],
    ["at 25 o'clock", { start: "25:00" }, "start"],
    ["nowhere", { place: "" }, "place"],
    ["with a discipline that is not there", { needed: ["wizards"] }, "invited"],
    ["with a chair from elsewhere", { chairId: "nobody" }, "chairId"],
  ];
  it.each(wrong)("nor %s", async (_, over, field) => {
    const plan = { ...lastThursdays(practiceId), ...over } as Plan;
    const problem = await problemFrom((await world.as("st-03")).meetings.plan(plan));
    expect(Object.keys(problem.fields)).toEqual([field]);
  });

  it("and a member may not, and at a practice that is not theirs nobody may", async () => {
    const member = await world.as("st-02");
    expect((await problemFrom(member.meetings.plan(lastThursdays(practiceId)))).kind).toBe("forbidden");
    expect((await problemFrom(member.meetings.preview(lastThursdays(practiceId)))).kind).toBe("forbidden");
    await aPracticeNextDoor(world);
    const neighbour = await world.as("nd-01");
    expect((await problemFrom(neighbour.meetings.plan(lastThursdays(practiceId)))).kind).toBe("missing");
    expect((await problemFrom(neighbour.meetings.open({ meetingId }))).kind).toBe("missing");
    const here = (await neighbour.meetings.list()).meetings.map(({ practice }) => practice);
    expect(here).toEqual(["Next Door"]);
  });
});

describe("the coordinator moves a meeting", () => {
  inAPracticeOfItsOwn();
  const to = (over: object = {}) => ({ day: "2026-12-10", start: "10:00", minutes: 90, ...over });

  it("and the days of its cycle move with it", async () => {
    const { version } = await opened();
    const { logged, signals } = await doing(world, async () =>
      (await world.as("st-03")).meetings.move({ meetingId, version, ...to() }),
    );
    const moved = await opened("st-02");
    expect([moved.startsAt, moved.endsAt, moved.place]).toEqual([
      "2026-12-10T10:00:00.000Z",
      "2026-12-10T11:30:00.000Z",
      "Meeting room, Harland Cross Medical Practice, or secure video",
    ]);
    expect(moved.cycle).toEqual({
      nominationsClose: "2026-11-25",
      contributionsDue: "2026-12-04",
      packFreezes: "2026-12-07",
    });
    expect(logged).toMatchObject([{ verb: "meeting.move", subject: meetingId, outcome: "done" }]);
    expect(signals.sort()).toEqual([`meeting:${meetingId}`, "outbox"]);
    const { contributions } = await (await world.as("st-18")).home.open();
    expect(contributions.map((row) => row.meetingId)).toContain(meetingId);
  });

  it("but not over what somebody changed meanwhile", async () => {
    const { version } = await opened();
    const { problem, signals } = await doing(world, async () =>
      (await world.as("st-03")).meetings.move({ meetingId, version: version - 1, ...to({ day: "2026-12-17" }) }),
    );
    expect([problem?.kind, signals]).toEqual(["stale", []]);
    expect((await opened()).startsAt).toBe("2026-12-10T10:00:00.000Z");
  });

  it.each([
    ["into the past", { day: "2026-11-23" }, "day"],
    ["to a day that does not exist", { day: "2026-11-31" }, "day"],
    ["into the hour that the clocks leave out", { day: "2027-03-28", start: "1:30" }, "start"],
    ["to no time at all", { start: "soon" }, "start"],
  ])("nor %s", async (_, over, field) => {
    const { version } = await opened();
    const problem = await problemFrom((await world.as("st-03")).meetings.move({ meetingId, version, ...to(over) }));
    expect(Object.keys(problem.fields)).toEqual([field]);
  });

  it("and neither the chair nor a member may", async () => {
    const { version } = await opened();
    for (const reader of ["st-01", "st-02"]) {
      const attempt = (await world.as(reader)).meetings.move({ meetingId, version, ...to() });
      expect((await problemFrom(attempt)).kind, reader).toBe("forbidden");
    }
  });

  it("and one that has begun stays where it is", async () => {
    const coordinator = await world.as("st-03");
    await coordinator.meetings.start({ meetingId });
    const { version } = await opened();
    const moving = await problemFrom(coordinator.meetings.move({ meetingId, version, ...to() }));
    const cancelling = await problemFrom(coordinator.meetings.cancel({ meetingId, version, reason: "Snow" }));
    expect([moving.message, cancelling.message]).toEqual([
      "The meeting is running already",
      "The meeting is running already",
    ]);
  });
});

describe("the coordinator cancels a meeting", () => {
  inAPracticeOfItsOwn();

  it("not without a reason, and not as a member", async () => {
    const { version } = await opened();
    const silent = (await world.as("st-03")).meetings.cancel({ meetingId, version, reason: "" });
    expect(Object.keys((await problemFrom(silent)).fields)).toEqual(["reason"]);
    const member = (await world.as("st-01")).meetings.cancel({ meetingId, version, reason: "Snow" });
    expect((await problemFrom(member)).kind).toBe("forbidden");
  });

  it("and its cases stand on the next one, and nobody can answer or open it any more", async () => {
    const coordinator = await world.as("st-03");
    await coordinator.meetings.plan(oneThursday(practiceId, "2026-12-17"));
    const next = await idOfMeetingOn("2026-12-17");
    expect(await agendaOf(next)).toEqual([]);
    const { version } = await opened();
    const { logged, signals } = await doing(world, () =>
      coordinator.meetings.cancel({ meetingId, version, reason: "Snow" }),
    );
    expect(await agendaOf(next)).toEqual([2, 4, 1, 3]);
    expect(logged).toMatchObject([{ verb: "meeting.cancel", subject: meetingId, outcome: "done" }]);
    expect(signals.sort()).toEqual([`meeting:${meetingId}`, `meeting:${next}`].sort().concat("outbox"));
    expect(await opened("st-02")).toMatchObject({ state: "cancelled", cancelledReason: "Snow" });

    const member = await world.as("st-02");
    const problems = await problemsFrom(
      member.meetings.reply({ meetingId, reply: "accepted" }),
      coordinator.meetings.start({ meetingId }),
      coordinator.meetings.arrange({ meetingId, version: version + 1 }),
      coordinator.meetings.attend({ meetingId, present: [] }),
    );
    expect(problems.map((problem) => problem.message)).toEqual(Array(4).fill("The meeting was cancelled"));
    expect((await member.home.open()).meetings.map((row) => row.id)).toEqual([next]);
  });
});

describe("people answer an invitation", () => {
  inAPracticeOfItsOwn();

  it("and change their answer as often as they like until the meeting is closed", async () => {
    const member = await world.as("st-14");
    const replies: (string | null)[] = [];
    for (const reply of ["accepted", "tentative", "declined"] as const) {
      const { logged, signals } = await doing(world, () => member.meetings.reply({ meetingId, reply }));
      expect(logged).toMatchObject([{ verb: "meeting.reply", subject: meetingId, outcome: "done" }]);
      expect(signals).toEqual([`meeting:${meetingId}`]);
      replies.push((await opened("st-14")).mine.reply);
    }
    expect(replies).toEqual(["accepted", "tentative", "declined"]);
    expect((await opened("st-03")).people.find((person) => person.name === "Lorna Whyte")?.reply).toBe("declined");
    expect((await member.meetings.list()).meetings.find((row) => row.id === meetingId)?.reply).toBe("declined");

    await (await world.as("st-03")).meetings.start({ meetingId });
    await member.meetings.reply({ meetingId, reply: "accepted" });
    await (await world.as("st-03")).meetings.close({ meetingId, carry: true });
    const late = await problemFrom(member.meetings.reply({ meetingId, reply: "declined" }));
    expect([late.kind, late.message]).toEqual(["refused", "The meeting is closed"]);
  });

  it("but not with another word", async () => {
    const attempt = (await world.as("st-14")).meetings.reply({ meetingId, reply: "perhaps" as never });
    expect(Object.keys((await problemFrom(attempt)).fields)).toEqual(["reply"]);
  });
});

describe("the coordinator says who is needed", () => {
  inAPracticeOfItsOwn();

  it("and sees of which nobody has said that they come", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await opened();
    const chairId = await world.idOf("st-02");
    const { logged, signals } = await doing(world, () =>
      coordinator.meetings.setNeeds({ meetingId, version, chairId, needed: ["gp", "midwifery"], invited: ["police"] }),
    );
    expect(logged).toMatchObject([{ verb: "meeting.setNeeds", subject: meetingId, outcome: "done" }]);
    expect(signals.sort()).toEqual([`meeting:${meetingId}`, "outbox"]);
    const after = await opened();
    expect([after.chair?.name, after.quorumGaps]).toEqual(["Dr Imran Sadiq", ["Midwifery"]]);
    await (await world.as("st-17")).meetings.reply({ meetingId, reply: "accepted" });
    expect((await opened()).quorumGaps).toEqual([]);

    const stale = coordinator.meetings.setNeeds({ meetingId, version, chairId, needed: [], invited: [] });
    expect((await problemFrom(stale)).kind).toBe("stale");
    expect((await opened()).needs).toHaveLength(3);
    const foreign = coordinator.meetings.setNeeds({ meetingId, version: after.version, chairId: "nobody" });
    expect(Object.keys((await problemFrom(foreign)).fields)).toEqual(["chairId"]);
  });
});

describe("the chair arranges the agenda", () => {
  inAPracticeOfItsOwn();

  it("up and down, with minutes for each, and is told when it is too long", async () => {
    expect(await agendaOf()).toEqual([2, 4, 1, 3]);
    const chair = await world.as("st-01");
    const last = (await opened()).agenda.at(-1)?.itemId ?? "";
    const first = (await opened()).agenda[0]?.itemId ?? "";
    const { logged, signals } = await doing(world, async () =>
      chair.meetings.arrange({ meetingId, version: (await opened()).version, move: `up:${last}` }),
    );
    expect(logged).toMatchObject([{ verb: "meeting.arrange", subject: meetingId, outcome: "done" }]);
    expect(signals).toEqual([`meeting:${meetingId}`]);
    expect(await agendaOf()).toEqual([2, 4, 3, 1]);
    await chair.meetings.arrange({
      meetingId,
      version: (await opened()).version,
      move: `down:${first}`,
      items: [{ itemId: first, minutes: "95" }],
    });
    expect(await agendaOf()).toEqual([4, 2, 3, 1]);
    expect((await opened()).agendaWords).toBe("Agenda 134 of 80 minutes: 54 too many");
  });

  it("not over a change in between, not with no minutes, not as a member", async () => {
    const { version, agenda } = await opened();
    const item = { itemId: agenda[0]?.itemId ?? "", minutes: 20 };
    const chair = await world.as("st-01");
    const stale = chair.meetings.arrange({ meetingId, version: version - 1, items: [item] });
    expect((await problemFrom(stale)).kind).toBe("stale");
    expect((await opened()).agenda[0]?.minutes).toBe(15);
    const none = chair.meetings.arrange({ meetingId, version, items: [{ ...item, minutes: 0 }] });
    expect(Object.keys((await problemFrom(none)).fields)).toEqual(["items.0.minutes"]);
    const member = (await world.as("st-02")).meetings.arrange({ meetingId, version, items: [item] });
    expect((await problemFrom(member)).kind).toBe("forbidden");
  });

  it("puts a case on it that they read, once", async () => {
    await (await world.as("st-03")).meetings.plan(oneThursday(practiceId, "2026-12-17"));
    const next = await idOfMeetingOn("2026-12-17");
    const caseId = await caseNamed(world, "case-02");
    const coordinator = await world.as("st-03");
    const { logged, signals } = await doing(world, () => coordinator.meetings.addCase({ meetingId: next, caseId }));
    expect(logged).toMatchObject([{ verb: "meeting.addCase", subject: next, outcome: "done" }]);
    expect(signals).toEqual([`meeting:${next}`]);
    expect(await agendaOf(next)).toEqual([2]);
    const twice = await problemFrom(coordinator.meetings.addCase({ meetingId: next, caseId }));
    expect([twice.kind, Object.keys(twice.fields)]).toEqual(["refused", ["caseId"]]);
    const unknown = coordinator.meetings.addCase({ meetingId: next, caseId: "0198f2a0-0000-7000-8000-000000000000" });
    expect((await problemFrom(unknown)).kind).toBe("missing");
    const member = (await world.as("st-02")).meetings.addCase({ meetingId: next, caseId });
    expect((await problemFrom(member)).kind).toBe("forbidden");
  });
});

describe("the room opens, goes from item to item, and closes", () => {
  inAPracticeOfItsOwn();

  it("in that order and no other", async () => {
    const chair = await world.as("st-01");
    const { itemId } = await itemOf("case-02");
    const version = async () => (await opened()).version;

    const early = [
      await problemFrom(chair.meetings.goTo({ meetingId, itemId, version: await version() })),
      await problemFrom(chair.meetings.close({ meetingId, carry: true })),
      await problemFrom(chair.discussions.write({ itemId, line: "Too early" })),
    ];
    expect(early.map((problem) => problem.message)).toEqual(
      Array(3).fill("The meeting has not begun. Open the room first"),
    );

    const started = await doing(world, () => chair.meetings.start({ meetingId }));
    expect(started.logged).toMatchObject([{ verb: "meeting.start", subject: meetingId, outcome: "done" }]);
    expect(started.signals).toEqual([`meeting:${meetingId}`]);
    expect((await opened("st-02")).state).toBe("running");
    expect((await problemFrom(chair.meetings.start({ meetingId }))).message).toBe("The meeting is running already");

    const gone = await doing(world, async () => chair.meetings.goTo({ meetingId, itemId, version: await version() }));
    expect(gone.logged.filter((row) => row.verb === "meeting.goTo")).toMatchObject([{ outcome: "done" }]);
    expect(gone.signals).toEqual([`meeting:${meetingId}`]);
    expect((await chair.discussions.room({ meetingId })).item).toMatchObject({ forYou: true, number: 2 });
    await chair.meetings.goTo({ meetingId, itemId: null, version: await version() });
    expect((await chair.discussions.room({ meetingId })).item).toBeNull();

    const closed = await doing(world, () => chair.meetings.close({ meetingId, carry: true }));
    expect(closed.logged).toMatchObject([{ verb: "meeting.close", subject: meetingId, outcome: "done" }]);
    const late = [
      await problemFrom(chair.meetings.start({ meetingId })),
      await problemFrom(chair.meetings.close({ meetingId, carry: true })),
      await problemFrom(chair.meetings.goTo({ meetingId, itemId, version: await version() })),
      await problemFrom(chair.meetings.arrange({ meetingId, version: await version() })),
      await problemFrom(chair.discussions.write({ itemId, line: "Too late" })),
    ];
    expect(late.map((problem) => problem.message)).toEqual(Array(5).fill("The meeting is closed"));
  });
});

describe("in the open room", () => {
  inAPracticeOfItsOwn();
  beforeAll(async () => {
    world.clock.set("2026-11-26T13:00:00.000Z");
    await (await world.as("st-01")).meetings.start({ meetingId });
  });

  it("two who go on at once go on once", async () => {
    const { version } = await opened();
    const [first, second] = [await itemOf("case-02"), await itemOf("case-05")];
    await (await world.as("st-01")).meetings.goTo({ meetingId, itemId: first.itemId, version });
    const attempt = (await world.as("st-03")).meetings.goTo({ meetingId, itemId: second.itemId, version });
    expect((await problemFrom(attempt)).kind).toBe("stale");
    expect((await (await world.as("st-01")).discussions.room({ meetingId })).item).toMatchObject({ number: 2 });
  });

  it("an item of another meeting is not there, and a member does not lead", async () => {
    const earlier = await world.database
      .selectFrom("agenda_item")
      .select("id")
      .where("meeting_id", "=", await meetingNamed(world, "mtg-2026-10-29"))
      .executeTakeFirstOrThrow();
    const { version } = await opened();
    const foreign = (await world.as("st-01")).meetings.goTo({ meetingId, itemId: earlier.id, version });
    expect((await problemFrom(foreign)).kind).toBe("missing");
    const member = await world.as("st-02");
    const problems = await problemsFrom(
      member.meetings.goTo({ meetingId, version }),
      member.meetings.close({ meetingId, carry: true }),
      member.meetings.attend({ meetingId, present: [] }),
    );
    expect(problems.map((problem) => problem.kind)).toEqual(Array(3).fill("forbidden"));
  });

  it("who is here is marked, with the time of arrival kept; the others sent apologies or are absent", async () => {
    const chair = await world.as("st-01");
    const present = [await world.idOf("st-01"), await world.idOf("st-02")];
    const { logged, signals } = await doing(world, () => chair.meetings.attend({ meetingId, present }));
    expect(logged).toMatchObject([{ verb: "meeting.attend", subject: meetingId, outcome: "done" }]);
    expect(signals).toEqual([`meeting:${meetingId}`]);
    world.clock.pass(20);
    await chair.meetings.attend({ meetingId, present: [...present, await world.idOf("st-12")] });
    const { people } = await opened();
    const presence = (name: string) => people.find((person) => person.name === name)?.presence;
    expect(["Dr Catriona Bell", "Priya Nair", "Gordon Imrie", "Owen Farrell"].map(presence)).toEqual([
      "attended",
      "attended",
      "absent",
      null,
    ]);
    const arrived = await world.database
      .selectFrom("reply")
      .select(["staff_id", "arrived_at"])
      .where("meeting_id", "=", meetingId)
      .where("presence", "=", "attended")
      .execute();
    expect(arrived.map((row) => row.arrived_at).sort()).toEqual([
      "2026-11-26T13:00:00.000Z",
      "2026-11-26T13:00:00.000Z",
      "2026-11-26T13:20:00.000Z",
    ]);
    const stranger = chair.meetings.attend({ meetingId, present: ["nobody"] });
    expect(Object.keys((await problemFrom(stranger)).fields)).toEqual(["present"]);
  });

  it("those in the room are told of each change, and a stranger may not listen", async () => {
    const followed = (await (
      await world.as("st-02")
    ).meetings.watch({ meetingId })) as unknown as AsyncIterable<string>;
    const iterator = followed[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toBe("hello");
    const heard = iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await (await world.as("st-14")).meetings.reply({ meetingId, reply: "accepted" });
    expect((await heard).value).toBe("changed");
    await iterator.return?.();
    await aPracticeNextDoor(world);
    expect((await problemFrom((await world.as("nd-01")).meetings.watch({ meetingId }))).kind).toBe("missing");
  });
});

describe("when a meeting closes", () => {
  inAPracticeOfItsOwn();

  it("what was not finished is first next time, the rest follows, and what ended does not come back", async () => {
    const coordinator = await world.as("st-03");
    await coordinator.meetings.plan(oneThursday(practiceId, "2026-12-17"));
    const next = await idOfMeetingOn("2026-12-17");
    world.clock.set("2026-11-26T13:00:00.000Z");
    await coordinator.meetings.start({ meetingId });
    await concluded("case-01", "plan-continued");
    await concluded("case-05", "closed", "Moved to his son");
    world.clock.set("2026-11-26T15:00:00.000Z");
    const { signals } = await doing(world, () => coordinator.meetings.close({ meetingId, carry: true }));
    // Cases 2 and 3 were not reached; 1 was discussed; 4 was closed.
    expect(await agendaOf(next)).toEqual([2, 3, 1]);
    expect(signals.sort()).toEqual([`meeting:${meetingId}`, `meeting:${next}`].sort());
    expect((await opened("st-03", next)).agenda.map((item) => [item.minutes, item.outcome, item.concluded])).toEqual(
      Array(3).fill([15, null, false]),
    );
  });

  it("and again after that: stepped down stays away, deferred comes back", async () => {
    const coordinator = await world.as("st-03");
    await coordinator.meetings.plan(oneThursday(practiceId, "2027-01-14"));
    meetingId = await idOfMeetingOn("2026-12-17");
    world.clock.set("2026-12-17T13:00:00.000Z");
    await coordinator.meetings.start({ meetingId });
    await concluded("case-02", "stepped-down", "Housing leads on");
    await concluded("case-04", "deferred", "Interpreter missing");
    world.clock.set("2026-12-17T15:00:00.000Z");
    await coordinator.meetings.close({ meetingId, carry: true });
    expect(await agendaOf(await idOfMeetingOn("2027-01-14"))).toEqual([1, 3]);
  });
});

describe("when a meeting closes and none is to come", () => {
  inAPracticeOfItsOwn();

  it("its cases wait, and stand on the first one that is planned", async () => {
    const coordinator = await world.as("st-03");
    world.clock.set("2026-11-26T13:00:00.000Z");
    await coordinator.meetings.start({ meetingId });
    await concluded("case-02", "new-plan");
    const { signals } = await doing(world, () => coordinator.meetings.close({ meetingId, carry: true }));
    expect(signals).toEqual([`meeting:${meetingId}`]);
    await coordinator.meetings.plan({ ...oneThursday(practiceId, "2026-12-17"), count: 2 } as Plan);
    expect(await agendaOf(await idOfMeetingOn("2026-12-17"))).toEqual([4, 1, 3, 2]);
    expect(await agendaOf(await idOfMeetingOn("2026-12-31"))).toEqual([]);
  });
});

describe("what each reader sees of a meeting", () => {
  inAPracticeOfItsOwn();

  it("the coordinator who is not on a case's team: its number and states, never initials, question or outcome", async () => {
    const caseId = await caseNamed(world, "case-02");
    const chair = await world.as("st-01");
    const { version, team, invited } = await chair.cases.open({ caseId });
    const manager = await world.idOf("st-03");
    await chair.cases.changeTeam({
      caseId,
      version,
      team: team.filter((person) => person.id !== manager && person.leftOn === null).map((person) => person.id),
      disciplines: invited,
    });
    const { agenda, columns } = await opened("st-03");
    const item = agenda.find((candidate) => candidate.caseId === caseId);
    expect(item).toMatchObject({
      number: 2,
      initials: null,
      question: null,
      reads: false,
      onTeam: false,
      outcome: null,
    });
    expect(item?.cells).toHaveLength(columns.length);
    expect(item?.cells.find(({ code }) => code === "addictions")?.state).toBe("in");
    expect(item?.cells.find(({ code }) => code === "pharmacy")?.state).toBe("not asked");

    const coordinator = await world.as("st-03");
    world.clock.set("2026-11-26T13:00:00.000Z");
    await coordinator.meetings.start({ meetingId });
    await coordinator.meetings.goTo({ meetingId, itemId: item?.itemId ?? "", version: (await opened()).version });
    const room = await coordinator.discussions.room({ meetingId });
    expect(room.item).toEqual({ forYou: false });
    const all = JSON.stringify([await opened("st-03"), room, await coordinator.meetings.pack({ meetingId })]);
    expect(all).not.toMatch(/one current address|Kilgour|KILGOUR|"DK"/);
  });

  it("a member: the cases of their teams and no others; whoever only contributes: that they are asked", async () => {
    const numbers = async (reader: string) => (await opened(reader)).agenda.map((item) => [item.number, item.initials]);
    expect(await numbers("st-09")).toEqual([
      [4, "AP"],
      [1, "GA"],
    ]);
    expect(await numbers("st-15")).toEqual([[2, null]]);
    expect(await numbers("st-10")).toEqual([]);
    const police = (await opened("st-15")).agenda[0];
    expect([police?.question, police?.reads, police?.onTeam]).toEqual([null, false, true]);
    expect(police?.cells.map(({ code, state }) => [code, state])).toEqual([["police", "in"]]);
    expect((await opened("st-09")).agendaWords).toBeNull();
  });

  it("a printed pack holds the reader's cases and nothing that must not be on paper, and printing is logged", async () => {
    const nurse = await world.as("st-09");
    const { answer, logged } = await doing(world, () => nurse.meetings.pack({ meetingId }));
    expect(answer?.pages.map(({ summary }) => summary.number)).toEqual([4, 1]);
    expect(answer?.text).toContain("Ruth MacAulay");
    expect(logged).toMatchObject([
      { verb: "meeting.pack", actor: await world.idOf("st-09"), subject: meetingId, outcome: "done" },
    ]);
    const social = await (await world.as("st-04")).meetings.pack({ meetingId });
    expect(social.text).not.toContain("case-05-con-03-f2");
    expect(social.pages.flatMap(({ summary }) => summary.visibleItems)).not.toContain("case-05-con-03-f2");
    expect((await (await world.as("st-15")).meetings.pack({ meetingId })).pages).toEqual([]);
  });

  it("the list says of each meeting whether it is past, running or to come", async () => {
    const { meetings, practices } = await (await world.as("st-09")).meetings.list();
    expect(meetings.map((row) => [row.words, row.state, row.isPast])).toEqual([
      ["Thursday 24 September 2026, 1pm to 3pm", "closed", true],
      ["Thursday 29 October 2026, 1pm to 3pm", "closed", true],
      ["Thursday 26 November 2026, 1pm to 3pm", "running", false],
    ]);
    expect(practices).toMatchObject([{ id: practiceId, role: "member" }]);
  });
});
