/** Quorum of each case at a meeting, what is provisional, the order that is suggested, leaving a case for later. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Instant } from "#db/schema.ts";
import { caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { settleAll } from "../support/settling.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let meetingId: string;

const begin = async () => {
  ({ world, practiceId } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
};
const end = () => world.end();

async function opened(reader = "st-03", id = meetingId) {
  return (await world.as(reader)).meetings.open({ meetingId: id });
}

async function itemOf(reference: string, reader = "st-03", id = meetingId) {
  const caseId = await caseNamed(world, reference);
  const item = (await opened(reader, id)).agenda.find((candidate) => candidate.caseId === caseId);
  if (!item) throw new Error(`${reference} is not on this agenda.`);
  return item;
}

async function need(...needed: string[]): Promise<void> {
  const { version, chair } = await opened();
  const coordinator = await world.as("st-03");
  await coordinator.meetings.setNeeds({ meetingId, version, chairId: chair?.id ?? null, needed, invited: [] });
}

const reply = async (who: string, answer: "accepted" | "tentative" | "declined") =>
  (await world.as(who)).meetings.reply({ meetingId, reply: answer });

describe("while the agenda is built", () => {
  beforeAll(begin);
  afterAll(end);

  it("each case says who of those it needs does not come", async () => {
    await need("gp", "social-work", "pharmacy");
    const gaps = async (reference: string) => (await itemOf(reference)).quorum?.gaps;
    // The imported meeting has answers of some; pharmacy is invited to case-01 and not to case-02.
    await reply("st-01", "declined");
    await reply("st-02", "accepted");
    await reply("st-04", "accepted");
    await reply("st-16", "declined");
    expect(await gaps("case-02")).toEqual([]);
    // Dr Sadiq comes, and is not on the team of case-01: he may not hear it.
    expect(await gaps("case-01")).toEqual(["General practice cannot come", "Pharmacy cannot come"]);
    await reply("st-01", "tentative");
    await reply("st-16", "accepted");
    expect(await gaps("case-01")).toEqual(["General practice has not said yes"]);
  });

  it("a case can need others than its meeting, of those invited to it", async () => {
    const coordinator = await world.as("st-03");
    const before = await itemOf("case-02");
    expect(before.quorum?.needs).toEqual(["gp", "social-work"]);
    const set = (needs: string[], version = before.version) =>
      coordinator.meetings.setCaseNeeds({ itemId: before.itemId, version, needs });
    const { logged, signals } = await doing(world, () => set(["addictions", "mental-health"]));
    expect(logged).toMatchObject([{ verb: "meeting.setCaseNeeds", subject: before.itemId, outcome: "done" }]);
    expect(signals).toEqual([`meeting:${meetingId}`]);
    expect((await itemOf("case-02")).quorum?.needs).toEqual(["addictions", "mental-health"]);
    expect((await itemOf("case-01")).quorum?.needs).toEqual(["gp", "social-work", "pharmacy"]);

    expect((await problemFrom(set(["gp"]))).kind).toBe("stale");
    const { version } = await itemOf("case-02");
    expect((await problemFrom(set(["police"], version))).fields).toEqual({
      needs: "Choose disciplines that are invited to this case",
    });
    const member = (await world.as("st-02")).meetings.setCaseNeeds({ itemId: before.itemId, version, needs: [] });
    expect((await problemFrom(member)).kind).toBe("forbidden");
    await (await world.as("st-01")).meetings.setCaseNeeds({ itemId: before.itemId, version, needs: [] });
    expect((await itemOf("case-02")).quorum).toMatchObject({ needs: [], gaps: [] });
  });

  it("is told to readers and to who makes the agenda, not to who only contributes", async () => {
    expect((await itemOf("case-02", "st-15")).quorum).toBeNull();
    expect((await itemOf("case-02", "st-11")).quorum).not.toBeNull();
  });

  it("leaves out a discipline the person objects to, for nobody of it may hear the case", async () => {
    const chair = await world.as("st-01");
    const caseId = await caseNamed(world, "case-05");
    expect((await itemOf("case-05")).quorum?.needs).toContain("pharmacy");
    await chair.cases.object({ caseId, againstDiscipline: "pharmacy", text: "Knows the family" });
    const { quorum } = await itemOf("case-05");
    expect(quorum?.needs).toEqual(["gp", "social-work"]);
    expect(quorum?.invited.map(({ code }) => code)).not.toContain("pharmacy");
  });
});

describe("an agenda in time", () => {
  beforeAll(begin);
  afterAll(end);

  const partOf = async (who: string, part: { from_at?: Instant; until_at?: Instant }) => {
    await reply(who, "accepted");
    await world.database
      .updateTable("reply")
      .set(part)
      .where("meeting_id", "=", meetingId)
      .where("staff_id", "=", await world.idOf(who))
      .execute();
  };

  it("says when each case comes and who has left by then", async () => {
    const { agenda } = await opened();
    expect(agenda.map((item) => item.at)).toEqual(["1:25pm", "1:45pm", "2pm", "2:12pm"]);
    expect(agenda.map((item) => item.number)).toEqual([2, 4, 1, 3]);
    await partOf("st-09", { until_at: "2026-11-26T14:05:00.000Z" as Instant });
    expect((await itemOf("case-01")).quorum?.absences).toEqual(["Ruth MacAulay leaves at 2:05pm"]);
    expect((await itemOf("case-02")).quorum?.absences).toEqual([]);
  });

  it("is put into an order in which nobody misses their case, once, and not over a change in between", async () => {
    const chair = await world.as("st-01");
    const { version } = await opened();
    const { logged } = await doing(world, () => chair.meetings.arrange({ meetingId, version, move: "suggested" }));
    expect(logged).toMatchObject([{ verb: "meeting.arrange", outcome: "done" }]);
    const after = await opened();
    expect(after.agenda.flatMap((item) => item.quorum?.absences ?? [])).toEqual([]);
    expect(after.agenda).toHaveLength(4);
    const again = chair.meetings.arrange({ meetingId, version, move: "suggested" });
    expect((await problemFrom(again)).kind).toBe("stale");
    await chair.meetings.arrange({ meetingId, version: after.version, move: "suggested" });
    expect((await opened()).agenda.map((item) => item.number)).toEqual(after.agenda.map((item) => item.number));
  });

  it("keeps what was called already where it is", async () => {
    const chair = await world.as("st-01");
    await chair.meetings.start({ meetingId });
    const before = await opened();
    const last = before.agenda.at(-1)?.itemId ?? "";
    await chair.meetings.goTo({ meetingId, itemId: last, version: before.version });
    await chair.meetings.arrange({ meetingId, version: (await opened()).version, move: "suggested" });
    expect((await opened()).agenda[0]?.itemId).toBe(last);
  });
});

describe("when the case is called", () => {
  beforeEach(begin);

  async function call(reference: string) {
    const chair = await world.as("st-01");
    await chair.meetings.start({ meetingId });
    const { itemId } = await itemOf(reference);
    await chair.meetings.goTo({ meetingId, itemId, version: (await opened()).version });
    await settleAll(world, ["st-01"]);
    return { chair, itemId };
  }

  const atItem = async (reader = "st-01") => {
    const { item } = await (await world.as(reader)).discussions.room({ meetingId });
    if (!item?.forYou) throw new Error("The room is at no item of theirs.");
    return item;
  };

  it("who is not here is said, and what is decided then is provisional for good", async () => {
    await need("gp", "addictions");
    const { chair, itemId } = await call("case-02");
    const present = await Promise.all(["st-01", "st-04"].map(world.idOf));
    await chair.meetings.attend({ meetingId, present });
    expect((await atItem()).gaps).toEqual(["Alcohol and drug recovery is not here"]);

    await chair.discussions.conclude({ itemId, version: (await atItem()).version, outcome: "new-plan" });
    const words = "Discussed, not quorate: without Alcohol and drug recovery. Decisions are provisional.";
    expect(await atItem()).toMatchObject({ gaps: [], provisional: words });
    expect((await itemOf("case-02")).quorum?.provisional).toBe(words);

    // Who comes in afterwards changes nothing of it; concluding it again with them does.
    await chair.meetings.attend({ meetingId, present: [...present, await world.idOf("st-11")] });
    expect((await atItem()).provisional).toBe(words);
    await chair.discussions.conclude({ itemId, version: (await atItem()).version, outcome: "new-plan" });
    expect((await atItem()).provisional).toBeNull();
    await end();
  });

  it("a quorate case says nothing", async () => {
    await need("gp");
    const { chair, itemId } = await call("case-02");
    await chair.meetings.attend({ meetingId, present: [await world.idOf("st-01")] });
    expect((await atItem()).gaps).toEqual([]);
    await chair.discussions.conclude({ itemId, version: (await atItem()).version, outcome: "new-plan" });
    expect((await atItem()).provisional).toBeNull();
    await end();
  });
});

describe("a case is left for the next meeting", () => {
  beforeAll(begin);
  afterAll(end);

  it("only when there is one", async () => {
    const coordinator = await world.as("st-03");
    const { itemId, version } = await itemOf("case-04");
    const attempt = coordinator.meetings.postponeCase({ itemId, version });
    expect((await problemFrom(attempt)).message).toBe("There is no later meeting yet. Plan one first");
  });

  it("where it comes first, with the minutes it had; once, by who makes the agenda, before it is called", async () => {
    const coordinator = await world.as("st-03");
    await coordinator.meetings.plan({
      practiceId,
      pattern: "every-n-weeks",
      interval: 2,
      weekday: 4,
      from: "2026-12-17",
      start: "13:00",
      minutes: 120,
      place: "Meeting room",
      count: 1,
      nation: "scotland",
    });
    const { meetings } = await coordinator.meetings.list();
    const next = meetings.find((meeting) => meeting.startsAt.startsWith("2026-12-17"))?.id ?? "";
    const { itemId, version } = await itemOf("case-04");
    const member = (await world.as("st-02")).meetings.postponeCase({ itemId, version });
    expect((await problemFrom(member)).kind).toBe("forbidden");

    const { logged, signals } = await doing(world, () => coordinator.meetings.postponeCase({ itemId, version }));
    expect(logged).toMatchObject([{ verb: "meeting.postponeCase", subject: itemId, outcome: "done" }]);
    expect(signals).toEqual([`meeting:${meetingId}`, `meeting:${next}`]);
    expect((await opened()).agenda.map((item) => item.number)).toEqual([2, 4, 1]);
    expect((await opened("st-03", next)).agenda.map((item) => [item.number, item.minutes])).toEqual([[3, 12]]);
    expect((await problemFrom(coordinator.meetings.postponeCase({ itemId, version }))).kind).toBe("missing");

    const chair = await world.as("st-01");
    await chair.meetings.start({ meetingId });
    const called = await itemOf("case-02");
    await chair.meetings.goTo({ meetingId, itemId: called.itemId, version: (await opened()).version });
    const now = await itemOf("case-02");
    const late = chair.meetings.postponeCase({ itemId: now.itemId, version: now.version });
    expect((await problemFrom(late)).message).toContain("was called already");
  });
});
