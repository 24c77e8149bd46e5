/** Running the room: who comes and goes, the time of a case, conflicts of interest, the shared screen, the pulse. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { casesJson } from "../support/cases.ts";
import { caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let meetingId: string;

const at = (time: string) => world.clock.set(`2026-11-26T${time}:00.000Z`);
const chair = () => world.as("st-01");
const room = async (reader: string) => (await world.as(reader)).discussions.room({ meetingId });
const screen = async (reader: string, names = false) => (await world.as(reader)).meetings.screen({ meetingId, names });

async function itemOf(reference: string) {
  return world.database
    .selectFrom("agenda_item")
    .selectAll()
    .where("meeting_id", "=", meetingId)
    .where("case_id", "=", await caseNamed(world, reference))
    .executeTakeFirstOrThrow();
}

async function goTo(reference: string): Promise<void> {
  const { version } = await room("st-01");
  await (await chair()).meetings.goTo({ meetingId, itemId: (await itemOf(reference)).id, version });
}

async function comes(...people: string[]): Promise<void> {
  for (const one of people) await (await chair()).meetings.arrive({ meetingId, staffId: await world.idOf(one) });
}

async function goes(person: string): Promise<void> {
  await (await chair()).meetings.leave({ meetingId, staffId: await world.idOf(person) });
}

/** The room opens at 1pm on 26 November. */
beforeAll(async () => {
  world = await aWorld();
  await world.being("operator").imports.caseFile({ file: casesJson() });
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  at("13:00");
  await (await chair()).meetings.start({ meetingId });
});
afterAll(() => world.end());

describe("people come and go", () => {
  it("all who said yes at once, and again without doubling anybody", async () => {
    const said = (await room("st-01")).people.filter(({ expected }) => expected);
    expect(said.length).toBeGreaterThan(3);
    const { logged, signals } = await doing(world, async () => (await chair()).meetings.arrive({ meetingId }));
    expect(logged).toMatchObject([{ verb: "meeting.arrive", outcome: "done" }]);
    expect(signals).toEqual([`meeting:${meetingId}`]);
    await (await chair()).meetings.arrive({ meetingId });

    const { people, isMarked } = await room("st-01");
    expect(isMarked).toBe(true);
    expect(people.filter(({ isHere }) => isHere).map(({ id }) => id)).toEqual(said.map(({ id }) => id));
    const stays = await world.database.selectFrom("stay").select("staff_id").execute();
    expect(stays).toHaveLength(said.length);
  });

  it("one goes and comes back, each with its time", async () => {
    at("13:20");
    await goes("st-04");
    const person = async () => (await room("st-01")).people.find(({ name }) => name === "Fiona Galbraith");
    expect(await person()).toMatchObject({ isHere: false, stays: "1pm to 1:20pm" });
    expect((await room("st-01")).present).not.toContain("Fiona Galbraith");
    at("13:40");
    await comes("st-04");
    expect(await person()).toMatchObject({ isHere: true, stays: "1pm to 1:20pm, since 1:40pm" });
  });

  it("nobody goes who is not here, and only chair and coordinator record it", async () => {
    const staffId = await world.idOf("st-12");
    expect(await problemFrom((await chair()).meetings.leave({ meetingId, staffId }))).toMatchObject({
      fields: { staffId: "This person is not here" },
    });
    const problem = await problemFrom((await world.as("st-04")).meetings.arrive({ meetingId, staffId }));
    expect(problem.kind).toBe("forbidden");
    expect((await room("st-04")).people).toEqual([]);
  });

  it("who came and went is not back by being ticked with the others", async () => {
    await goes("st-05");
    const present = (await room("st-01")).people.filter(({ isHere }) => isHere).map(({ id }) => id);
    const callum = await world.idOf("st-05");
    await (await chair()).meetings.attend({ meetingId, present: [...present, callum] });
    expect((await room("st-01")).people.find(({ id }) => id === callum)).toMatchObject({
      isHere: false,
      stays: "1pm to 1:40pm",
    });
  });

  it("who was ticked by mistake was never there", async () => {
    await comes("st-12");
    const present = (await room("st-01")).people.filter(({ isHere }) => isHere).map(({ id }) => id);
    const mistaken = await world.idOf("st-12");
    await (await chair()).meetings.attend({ meetingId, present: present.filter((id) => id !== mistaken) });
    expect((await room("st-01")).people.find(({ id }) => id === mistaken)).toMatchObject({ isHere: false, stays: "" });
    expect((await room("st-01")).people.find(({ name }) => name === "Fiona Galbraith")?.stays).toBe(
      "1pm to 1:20pm, since 1:40pm",
    );
  });
});

describe("the time of a case", () => {
  it("runs while the room is at it, is kept when it goes on, and goes on when it comes back", async () => {
    at("13:45");
    await goTo("case-01");
    at("13:52");
    expect((await room("st-01")).item).toMatchObject({ usedSeconds: 420, isRunning: true });
    await goTo("case-02");
    at("14:00");
    await goTo("case-01");
    at("14:03");
    expect((await room("st-01")).item).toMatchObject({ usedSeconds: 600, isRunning: true });
    expect(await itemOf("case-02")).toMatchObject({ used_seconds: 480, entered_at: null });
  });

  it("can be made longer, by the chair, five minutes at a press", async () => {
    const { id: itemId, version, minutes } = await itemOf("case-01");
    await (await chair()).meetings.giveTime({ itemId, version });
    expect((await room("st-01")).item).toMatchObject({ minutes: minutes + 5 });
    expect(await itemOf("case-01")).toMatchObject({ minutes, extra_minutes: 5 });
    expect((await problemFrom((await chair()).meetings.giveTime({ itemId, version }))).kind).toBe("stale");
    const other = (await world.as("st-04")).meetings.giveTime({ itemId, version: version + 1 });
    expect((await problemFrom(other)).kind).toBe("forbidden");
  });
});

describe("the shared screen", () => {
  it("shows initials, the question and what was decided, and names only when they are asked for", async () => {
    await goTo("case-01");
    for (const person of (await room("st-01")).people.filter(({ isHere }) => isHere)) {
      if (!["Dr Catriona Bell", "Fiona Galbraith"].includes(person.name)) {
        await (await chair()).meetings.leave({ meetingId, staffId: person.id });
      }
    }
    const { id: itemId } = await itemOf("case-01");
    await (await chair()).discussions.write({ itemId, line: "= Greta keeps her key" });
    await (await chair()).discussions.write({ itemId, line: "@fiona ring Greta’s daughter by 3 dec" });

    const masked = await screen("st-01");
    expect(masked.item).toMatchObject({
      who: "G.A.",
      decided: [{ text: "G. keeps her key" }],
      actions: [{ owner: "Fiona Galbraith", text: "ring G.’s daughter" }],
    });
    expect(JSON.stringify(masked)).not.toContain("Greta");
    expect((await screen("st-01", true)).item).toMatchObject({
      who: "Greta Auchterlonie",
      decided: [{ text: "Greta keeps her key" }],
    });
  });

  it("shows nothing of the case while somebody is here who may not hear it, or opens it from elsewhere", async () => {
    await goTo("case-02");
    expect((await screen("st-01")).item).not.toBeNull();
    await comes("st-09");
    expect((await screen("st-01")).item).toBeNull();
    await goes("st-09");
    expect((await screen("st-01")).item).not.toBeNull();
    expect((await screen("st-09")).item).toBeNull();
  });
});

describe("a conflict of interest", () => {
  it("takes its case from whoever declares it, at once, until they take it back", async () => {
    const caseId = await caseNamed(world, "case-02");
    await goTo("case-02");
    const fiona = await world.as("st-04");
    expect((await room("st-04")).item?.forYou).toBe(true);

    const { signals } = await doing(world, async () => fiona.cases.declareConflict({ caseId, meetingId }));
    expect(signals).toEqual(expect.arrayContaining([`case:${caseId}`, `meeting:${meetingId}`]));
    // What she wrote herself she still has.
    expect(await fiona.cases.open({ caseId })).toMatchObject({ summary: { scope: "own" } });
    const after = await room("st-04");
    expect([after.item?.forYou, after.recusals]).toMatchObject([false, [{ isCurrent: true }]]);
    const item = (await room("st-01")).item;
    expect(item?.forYou && item.leave).toContain("Fiona Galbraith");

    const recusalId = after.recusals[0]?.recusalId ?? "";
    const other = (await world.as("st-11")).cases.takeConflictBack({ recusalId });
    expect((await problemFrom(other)).kind).toBe("missing");
    await fiona.cases.takeConflictBack({ recusalId });
    expect((await room("st-04")).item?.forYou).toBe(true);
    expect((await problemFrom(fiona.cases.takeConflictBack({ recusalId }))).kind).toBe("missing");
  });

  it("takes it from a deputy as well, who stands in again afterwards and is no more than that", async () => {
    const caseId = await caseNamed(world, "case-04");
    const [away, deputyId] = [await world.as("st-13"), await world.idOf("st-19")];
    await away.meetings.reply({ meetingId, reply: "declined", deputyId });
    const deputy = await world.as("st-19");
    expect(await deputy.cases.open({ caseId })).toMatchObject({ summary: { scope: "case" } });

    await deputy.cases.declareConflict({ caseId, meetingId });
    expect((await problemFrom(deputy.cases.open({ caseId }))).kind).toBe("missing");
    const [recusal] = (await room("st-19")).recusals;
    await deputy.cases.takeConflictBack({ recusalId: recusal?.recusalId ?? "" });
    expect(await deputy.cases.open({ caseId })).toMatchObject({ summary: { scope: "case" } });
    const rows = await world.database
      .selectFrom("case_member")
      .select("deputy_at")
      .where("case_id", "=", caseId)
      .where("staff_id", "=", deputyId)
      .where("ended_at", "is", null)
      .execute();
    expect(rows).toEqual([{ deputy_at: meetingId }]);
  });

  it("is no way back for somebody who is not at the practice any more", async () => {
    const caseId = await caseNamed(world, "case-01");
    const therapist = await world.as("st-18");
    await therapist.cases.declareConflict({ caseId, meetingId });
    const [recusal] = (await room("st-18")).recusals;
    const attachment = world.database.updateTable("attachment").where("staff_id", "=", await world.idOf("st-18"));
    await attachment.set({ ended_at: world.clock.now() }).execute();
    const back = therapist.cases.takeConflictBack({ recusalId: recusal?.recusalId ?? "" });
    expect((await problemFrom(back)).kind).toBe("missing");
    await attachment.set({ ended_at: null }).execute();
  });

  it("and nobody else puts them back on the case", async () => {
    const caseId = await caseNamed(world, "case-02");
    const before = await (await chair()).cases.open({ caseId });
    await (await world.as("st-04")).cases.declareConflict({ caseId, meetingId });
    const team = before.team.map(({ id }) => id);
    const again = (await chair()).cases.changeTeam({
      caseId,
      version: before.version,
      team,
      disciplines: before.invited,
    });
    expect((await problemFrom(again)).fields.team).toContain("Fiona Galbraith has a conflict of interest");
  });
});

describe("the end of a meeting", () => {
  it("stops the clocks, and asks each who was there what they thought, of which counts are read", async () => {
    at("15:00");
    await (await chair()).meetings.close({ meetingId, carry: true });
    expect(await itemOf("case-02")).toMatchObject({ entered_at: null });
    const open = await world.database.selectFrom("stay").select("id").where("went_at", "is", null).execute();
    expect(open).toEqual([]);

    const answer = { meetingId, worth: "yes", heard: "for-some", obstacle: "no-time" } as const;
    expect((await room("st-04")).pulse).toEqual({ asks: true, words: null });
    const there = ["st-01", "st-04", "st-02", "st-11", "st-13"];
    for (const person of there) await (await world.as(person)).meetings.answerPulse(answer);
    await (await world.as("st-04")).meetings.answerPulse({ ...answer, worth: "no" });
    // Not on the same day: each further answer would show in the counts.
    expect((await room("st-04")).pulse).toEqual({ asks: false, words: null });
    const absent = (await world.as("st-12")).meetings.answerPulse(answer);
    expect((await problemFrom(absent)).kind).toBe("refused");

    world.clock.set("2026-11-27T09:00:00.000Z");
    expect((await room("st-04")).pulse).toEqual({
      asks: false,
      words: "5 answered. Worth their time: 4. The person’s view was heard: for some 5. In the way: too little time 5.",
    });
    const late = (await world.as("st-04")).meetings.answerPulse(answer);
    expect((await problemFrom(late)).message).toContain("until the end of the day of the meeting");
    at("15:00");
  });
});

describe("the record", () => {
  const record = async (reader: string) => (await world.as(reader)).meetings.record({ meetingId });
  const caseOf = async (reader: string, number: number) =>
    (await record(reader)).cases.find((one) => one.number === number);

  it("is what was typed, for those who read each case", async () => {
    const { number } = await world.database
      .selectFrom("mdt_case")
      .select("number")
      .where("id", "=", await caseNamed(world, "case-01"))
      .executeTakeFirstOrThrow();
    expect(await caseOf("st-01", number)).toMatchObject({
      initials: "GA",
      usedSeconds: expect.any(Number) as number,
      update: [{ kind: "decision", text: "Greta keeps her key", by: "Dr Catriona Bell" }],
      nextSteps: [{ text: "ring Greta’s daughter", owner: "Fiona Galbraith", due: "2026-12-03" }],
      amendments: [],
    });
    expect((await caseOf("st-01", number))?.situation.length).toBeGreaterThan(0);
    // The pharmacist reads this case, the police none.
    expect(await caseOf("st-16", number)).toBeDefined();
    expect((await record("st-15")).cases).toEqual([]);
    expect((await record("st-15")).present.map(({ name }) => name)).toContain("Dr Catriona Bell");
  });

  it("is put right beside what was written, by who reads the case, for three working days", async () => {
    const { id: itemId } = await itemOf("case-01");
    const amend = async (reader: string, text: string) => (await world.as(reader)).discussions.amend({ itemId, text });
    const { signals } = await doing(world, () => amend("st-16", "She has two keys"));
    expect(signals).toContain(`meeting:${meetingId}`);
    expect((await problemFrom(amend("st-15", "No"))).kind).toBe("missing");
    expect((await record("st-16")).cases.find((one) => one.itemId === itemId)).toMatchObject({
      update: [{ text: "Greta keeps her key" }],
      amendments: [{ text: "She has two keys", by: "Helen Quigley" }],
    });
    // Thursday, then the weekend and Saint Andrew's Day.
    expect((await record("st-16")).correctedUntil).toBe("2026-12-02");
    world.clock.set("2026-12-03T09:00:00.000Z");
    expect((await problemFrom(amend("st-16", "Three"))).message).toContain("until Wednesday 2 December 2026");
    world.clock.set("2026-12-01T09:00:00.000Z");
  });

  it("is not approved with what the chair has not read", async () => {
    const { version } = await record("st-01");
    const { id } = await itemOf("case-01");
    await (await world.as("st-16")).discussions.amend({ itemId: id, text: "One key is lost" });
    const unread = (await chair()).meetings.approveRecord({ meetingId, version });
    expect((await problemFrom(unread)).kind).toBe("stale");
  });

  it("is approved by the chair, once, and then stands", async () => {
    const { version } = await record("st-01");
    const approve = async (reader: string) => (await world.as(reader)).meetings.approveRecord({ meetingId, version });
    expect((await problemFrom(approve("st-03"))).kind).toBe("forbidden");
    await approve("st-01");
    expect((await record("st-01")).approvedAt).toBe("2026-12-01T09:00:00.000Z");
    expect((await problemFrom(approve("st-01"))).kind).toBe("refused");
    const { id: itemId } = await itemOf("case-01");
    const late = (await world.as("st-16")).discussions.amend({ itemId, text: "Four keys" });
    expect((await problemFrom(late)).message).toContain("The chair has approved this record");
  });
});

describe("a year of a case", () => {
  const year = async (reader: string, over = {}) =>
    (await world.as(reader)).cases.year({ caseId: await caseNamed(world, "case-01"), ...over });

  it("has each meeting's minutes, what was agreed and how it ended, and what changed for the person", async () => {
    const { meetings } = await year("st-01");
    expect(meetings[0]).toMatchObject({
      meetingId,
      notes: [{ kind: "decision", text: "Greta keeps her key" }],
      agreed: [{ text: "ring Greta’s daughter", owner: "Fiona Galbraith", due: "2026-12-03", closedAs: null }],
      amendments: [{ text: "She has two keys" }, { text: "One key is lost" }],
    });
    const startsAt = meetings.map((meeting) => meeting.startsAt);
    expect(startsAt).toEqual([...startsAt].sort().reverse());

    const { actions } = await world.as("st-04");
    const actionId = meetings[0]?.agreed[0]?.id ?? "";
    const said = { kind: "done", outcome: "achieved", text: "She rings on Sundays" } as const;
    await actions.report({ actionId, version: (await actions.open({ actionId })).version, ...said });
    const after = await year("st-01");
    const brought = { outcome: "achieved", outcomeText: "She rings on Sundays", closedOn: "2026-12-01" };
    expect(after.changedSince).toMatchObject([brought]);
    expect(after.meetings[0]?.agreed).toMatchObject([brought]);
  });

  it("is that of its readers, of the calendar year that is asked for, and logged", async () => {
    const { logged } = await doing(world, () => year("st-16"));
    expect(logged).toMatchObject([{ verb: "case.year", caseId: await caseNamed(world, "case-01") }]);
    expect((await problemFrom(year("st-15"))).kind).toBe("missing");
    expect((await year("st-01", { year: 2025 })).meetings).toEqual([]);
    expect((await year("st-01", { year: 2026 })).meetings[0]?.meetingId).toBe(meetingId);
  });
});
