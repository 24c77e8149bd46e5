/** "Needed from me": what each person finds on their one list, and what leaves it when it is done. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actionNamed, caseNamed, meetingNamed, problemFrom } from "../support/doing.ts";
import { passAt } from "../support/passing.ts";
import { settleAll } from "../support/settling.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let meetingId: string;

function inAPracticeOfItsOwn(): void {
  beforeAll(async () => {
    ({ world } = await anImportedWorld());
    meetingId = await meetingNamed(world, "mtg-2026-11-26");
  });
  afterAll(() => world.end());
}

const homeOf = async (reader: string) => (await world.as(reader)).home.open();

describe("the next meeting", () => {
  inAPracticeOfItsOwn();

  it("stands on everybody's list with the answer they gave", async () => {
    expect((await homeOf("st-14")).meetings).toMatchObject([{ id: meetingId, state: "planned", reply: null }]);
    expect((await homeOf("st-12")).meetings).toMatchObject([{ id: meetingId, reply: "declined" }]);
  });

  it("stays while it runs, and gives way to the one after it when it is closed", async () => {
    const chair = await world.as("st-01");
    world.clock.set("2026-11-26T13:00:00.000Z");
    await chair.meetings.start({ meetingId });
    world.clock.set("2026-11-26T16:30:00.000Z");
    expect((await homeOf("st-14")).meetings).toMatchObject([{ id: meetingId, state: "running" }]);
    await chair.meetings.close({ meetingId, carry: true });
    expect((await homeOf("st-14")).meetings).toEqual([]);
  });
});

describe("an invitation", () => {
  inAPracticeOfItsOwn();

  it("asks for an answer only those whom it invites", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    expect((await homeOf("st-14")).meetings[0]?.isInvited).toBe(true);
    const chairId = await world.idOf("st-15");
    await coordinator.meetings.setNeeds({ meetingId, version, chairId, needed: ["gp"], invited: ["social-work"] });
    const invited = async (who: string) => (await homeOf(who)).meetings[0]?.isInvited;
    expect(await Promise.all(["st-01", "st-05", "st-15", "st-03", "st-14"].map(invited))).toEqual([
      ...[true, true, true, true],
      false,
    ]);
    expect((await homeOf("st-03")).toCoordinate[0]?.unanswered).not.toContain("Lorna Whyte");
  });
});

describe("what I still have to write", () => {
  inAPracticeOfItsOwn();

  it("is the cases of the next meeting that my discipline has given nothing for", async () => {
    expect((await homeOf("st-18")).contributions).toEqual([
      {
        meetingId,
        caseId: await caseNamed(world, "case-01"),
        number: 1,
        initials: "GA",
        question: "What combined plan keeps Greta safely at home this winter, and who is actually caring for her?",
        begun: false,
      },
    ]);
    expect((await homeOf("st-09")).contributions).toEqual([]);
  });

  it("is nothing for the coordinator, whom nobody asked to write", async () => {
    expect((await homeOf("st-03")).contributions).toEqual([]);
  });

  it("comes back when what was sent, and sent again, is taken back", async () => {
    const caseId = await caseNamed(world, "case-01");
    const therapist = await world.as("st-18");
    const first = await therapist.contributions.submit({ caseId, headline: "Seven weeks" });
    expect((await homeOf("st-18")).contributions).toEqual([]);
    const second = await therapist.contributions.submit({
      caseId,
      headline: "Six weeks",
      basedOn: first.contributionId,
    });
    await therapist.contributions.withdraw({ contributionId: second.contributionId, reason: "Another patient" });
    expect((await homeOf("st-18")).contributions.map((row) => row.caseId)).toEqual([caseId]);
  });
});

describe("what others ask of me", () => {
  inAPracticeOfItsOwn();

  it("is the open requests to my discipline in cases that I read", async () => {
    const texts = (await homeOf("st-04")).requests.map((row) => row.number).sort();
    expect(texts).toEqual([1, 3, 4]);
    expect((await homeOf("st-20")).requests).toEqual([]);
    expect((await homeOf("st-13")).requests).toEqual([]);
    expect((await homeOf("st-19")).requests.map((row) => row.number)).toEqual([2]);
  });
});

describe("my actions", () => {
  inAPracticeOfItsOwn();

  it("are the open ones that I own, the longest overdue first, and leave the list when they are done", async () => {
    const before = (await homeOf("st-01")).actions;
    expect(before.map((action) => [action.number, action.isOverdue])).toEqual([
      [1, true],
      [4, true],
    ]);
    const actionId = await actionNamed(world, "case-01-act-03");
    await (
      await world.as("st-01")
    ).actions.report({ actionId, version: before[0]?.version ?? 0, kind: "done", outcome: "achieved" });
    expect((await homeOf("st-01")).actions.map((action) => action.id)).toEqual([
      await actionNamed(world, "case-05-act-02"),
    ]);
  });
});

describe("polls for a time", () => {
  inAPracticeOfItsOwn();

  it("wait on the list of whoever was asked, until each time that is still to come is answered", async () => {
    const coordinator = await world.as("st-03");
    const [{ id: practiceId } = { id: "" }] = (await coordinator.session.me())?.practices ?? [];
    const { pollId } = await coordinator.polls.ask({
      practiceId,
      ask: "times",
      times: ["2026-11-25T09:00:00.000Z", "2026-12-03T13:00:00.000Z"],
      minutes: 120,
      place: "Room 3",
      staffIds: [await world.idOf("st-04"), await world.idOf("st-07")],
    });
    const waiting = async (reader: string) => (await homeOf(reader)).polls.map(({ id, times }) => [id, times]);
    expect(await waiting("st-04")).toEqual([[pollId, 2]]);
    expect(await waiting("st-01")).toEqual([]);

    const worker = await world.as("st-04");
    const [, second] = (await worker.polls.open({ practiceId, pollId })).times;
    await worker.polls.answer({ practiceId, pollId, timeId: second?.id, answer: "tentative" });
    expect(await waiting("st-04")).toEqual([[pollId, 1]]);
    expect(await waiting("st-07")).toEqual([[pollId, 2]]);
    world.clock.set("2026-11-25T10:00:00.000Z");
    expect(await waiting("st-04")).toEqual([]);
    expect(await waiting("st-07")).toEqual([[pollId, 1]]);
    await coordinator.polls.close({ practiceId, pollId });
    expect(await waiting("st-07")).toEqual([]);
  });
});

describe("the coordinator's list", () => {
  inAPracticeOfItsOwn();

  it("says how far the meeting is: who has not answered, and how much is still to come", async () => {
    const [stand] = (await homeOf("st-03")).toCoordinate;
    expect(stand).toMatchObject({ meetingId, cases: 4, unanswered: ["Lorna Whyte", "Owen Farrell"] });
    // Every discipline asked in four cases, the police among them, less those that have given something.
    expect([stand?.asked, stand?.waiting]).toEqual([32, 2]);
    await (await world.as("st-14")).meetings.reply({ meetingId, reply: "accepted" });
    const caseId = await caseNamed(world, "case-01");
    await (await world.as("st-18")).contributions.answer({ caseId, kind: "nothing-to-add" });
    const [after] = (await homeOf("st-03")).toCoordinate;
    expect([after?.unanswered, after?.waiting]).toEqual([["Owen Farrell"], 1]);
  });

  it("is nobody else's", async () => {
    for (const reader of ["st-01", "st-02"]) expect((await homeOf(reader)).toCoordinate).toEqual([]);
  });
});

describe("who is not let in", () => {
  inAPracticeOfItsOwn();

  it("a stranger signs in first; somebody who has left is told so", async () => {
    expect((await problemFrom(world.being("stranger").home.open())).kind).toBe("signed-out");
    const gone = await problemFrom((await world.as("st-06")).home.open());
    expect([gone.kind, gone.message]).toEqual([
      "forbidden",
      "You have left this team, so you can no longer read its cases.",
    ]);
  });
});

describe("what became of what I put forward", () => {
  inAPracticeOfItsOwn();

  it("is the outcome of a case I nominated and the answer to what I asked, in the list and once in the mail of a day", async () => {
    const chair = await world.as("st-01");
    const nominated = await world.database
      .selectFrom("nomination")
      .select(["case_id", "nominated_by"])
      .where("case_id", "=", await caseNamed(world, "case-01"))
      .executeTakeFirstOrThrow();
    const nominator = await readerOf(nominated.nominated_by);
    expect((await homeOf(nominator)).outcomes).toEqual([]);

    world.clock.set("2026-11-26T13:00:00.000Z");
    await chair.meetings.start({ meetingId });
    const { agenda, version } = await chair.meetings.open({ meetingId });
    const itemId = agenda.find((item) => item.caseId === nominated.case_id)?.itemId ?? "";
    await chair.meetings.goTo({ meetingId, itemId, version });
    await settleAll(world, ["st-01", "st-02"]);
    const row = await world.database
      .selectFrom("agenda_item")
      .select("version")
      .where("id", "=", itemId)
      .executeTakeFirst();
    const toldBy = await world.idOf("st-09");
    const outcome = { outcome: "plan-continued", toldBy, toldDue: "2026-11-30" } as const;
    await chair.discussions.conclude({ itemId, version: row?.version ?? 0, ...outcome } as never);
    expect((await homeOf(nominator)).outcomes).toMatchObject([
      { caseId: nominated.case_id, number: 1, initials: "GA", what: "Plan continued", on: "2026-11-26", meetingId },
    ]);

    const { mails } = await passAt(world, "2026-11-27T09:00:00.000Z");
    const told = mails.filter((mail) => mail.text.includes("1 case that you nominated was discussed."));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).not.toContain("Plan continued");
    const again = await passAt(world, "2026-11-30T09:00:00.000Z");
    expect(again.mails.filter((mail) => mail.text.includes("that you nominated"))).toEqual([]);
  });

  it("is not told to who does not read the case any more", async () => {
    const answered = await world.database
      .selectFrom("entry")
      .innerJoin("contribution", "contribution.id", "entry.contribution_id")
      .select(["entry.id", "entry.discipline", "entry.case_id", "contribution.author_id"])
      .where("entry.kind", "=", "request")
      .where("entry.case_id", "=", await caseNamed(world, "case-01"))
      .orderBy("entry.id")
      .executeTakeFirstOrThrow();
    const answerer = await world.database
      .selectFrom("case_member")
      .innerJoin("staff", "staff.id", "case_member.staff_id")
      .select("staff.id")
      .where("case_member.case_id", "=", answered.case_id)
      .where("staff.discipline", "=", answered.discipline)
      .executeTakeFirstOrThrow();
    const asker = await readerOf(answered.author_id);
    const api = await world.as(await readerOf(answerer.id));
    await api.requests.answer({ entryId: answered.id, kind: "answered", text: "It is paid" } as never);
    const requests = async () => (await homeOf(asker)).outcomes.filter(({ request }) => request !== null);
    expect(await requests()).toMatchObject([{ what: expect.stringContaining("It is paid") as string }]);
    await world.database
      .updateTable("case_discipline")
      .set({ ended_at: world.clock.now() })
      .where("case_id", "=", answered.case_id)
      .execute();
    expect(await requests()).toEqual([]);
  });
});

/** How the cases call the person of that id. */
async function readerOf(staffId: string): Promise<string> {
  const row = await world.database
    .selectFrom("attachment")
    .select("reference")
    .where("staff_id", "=", staffId)
    .where("reference", "is not", null)
    .executeTakeFirstOrThrow();
  return row.reference ?? "";
}
