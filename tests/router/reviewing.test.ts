/** The review of actions at its edges: taking back, splitting, opening again, two at once, and closing the meeting. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { actionNamed, caseNamed, meetingNamed, problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Verdict = Omit<Partial<Parameters<Api["actions"]["judge"]>[0]>, "actionId" | "meetingId">;

let world: TestWorld;
let meetingId: string;
let chair: Api;
let nurse: Api;

beforeAll(async () => {
  ({ world } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  [chair, nurse] = [await world.as("st-01"), await world.as("st-09")];
  world.clock.set("2026-11-26T13:00:00.000Z");
});
afterAll(() => world.end());

async function recorded(text = "Look at the stairs", owner = "st-09"): Promise<string> {
  const { actionId } = await chair.actions.record({
    caseId: await caseNamed(world, "case-01"),
    text,
    ownerId: await world.idOf(owner),
    due: "2026-12-03",
  });
  return actionId;
}

const rowOf = (actionId: string) =>
  world.database.selectFrom("action").selectAll().where("id", "=", actionId).executeTakeFirstOrThrow();

async function judged(actionId: string, over: Verdict, by = chair) {
  const { version } = await rowOf(actionId);
  return by.actions.judge({ actionId, meetingId, version, ...over } as Parameters<Api["actions"]["judge"]>[0]);
}

const lineFor = async (actionId: string, reader = chair) =>
  (await reader.actions.review({ meetingId })).actions.find(({ id }) => id === actionId);

const historyOf = async (actionId: string) =>
  (await chair.actions.open({ actionId })).history.map(({ kind, text }) => [kind, text]);

describe("before the meeting", () => {
  let long: string;

  it("what was carried, and how old it is, stands in the review", async () => {
    long = await actionNamed(world, "case-01-act-03");
    const line = await lineFor(long);
    const held = await world.database
      .selectFrom("meeting")
      .select("id")
      .where("closed_at", "is not", null)
      .where("starts_at", ">", (await rowOf(long)).raised_at)
      .where("id", "!=", (await rowOf(long)).meeting_id ?? "")
      .execute();
    expect(line).toMatchObject({ carried: held.length, moved: 0 });
    expect(line?.age).toBeGreaterThan(20);
  });

  it("the owner takes back what they said last, and nobody else does", async () => {
    const actionId = await recorded();
    await nurse.actions.accept({ actionId, version: 1 });
    await nurse.actions.report({ actionId, version: 2, kind: "done", outcome: "achieved", text: "Rail fitted" });
    expect((await nurse.actions.open({ actionId })).mayUndo).toBe(true);
    expect((await chair.actions.open({ actionId })).mayUndo).toBe(false);
    expect((await problemFrom(chair.actions.undo({ actionId }))).message).toContain("nothing of yours to take back");

    await nurse.actions.undo({ actionId });
    expect(await nurse.actions.open({ actionId })).toMatchObject({ state: "accepted", outcomeText: null });
    await nurse.actions.undo({ actionId });
    expect((await nurse.actions.open({ actionId })).state).toBe("open");
    expect(await historyOf(actionId)).toEqual([
      ["recorded", null],
      ["accepted", null],
      ["done", "Rail fitted"],
      ["undone", "Rail fitted"],
      ["undone", null],
    ]);
    expect((await nurse.actions.open({ actionId })).mayUndo).toBe(false);
  });

  it("what is done is opened again with a reason, a day to come and an owner who is here", async () => {
    const actionId = await recorded();
    const reopened = async (over: { reason?: string; due?: string; ownerId?: string }, by = chair) =>
      by.actions.reopen({ actionId, version: (await rowOf(actionId)).version, reason: "It broke again", ...over });
    expect((await problemFrom(reopened({}))).message).toBe("This action is open already");
    await nurse.actions.report({ actionId, version: 1, kind: "done", outcome: "achieved" });
    expect(Object.keys((await problemFrom(reopened({ reason: " " }))).fields)).toEqual(["reason"]);
    expect(Object.keys((await problemFrom(reopened({ due: "2026-11-20" }))).fields)).toEqual(["due"]);
    expect(Object.keys((await problemFrom(reopened({ ownerId: await world.idOf("st-06") }))).fields)).toEqual([
      "ownerId",
    ]);
    expect((await problemFrom(reopened({}, await world.as("st-12")))).kind).toBe("missing");
    await reopened({});
    expect(await chair.actions.open({ actionId })).toMatchObject({ state: "open", outcome: null, due: "2026-12-03" });
    expect((await historyOf(actionId)).at(-1)).toEqual(["reopened", "It broke again"]);

    // closed while its day passed: it needs another
    await nurse.actions.report({ actionId, version: 3, kind: "done", outcome: "achieved" });
    world.clock.set("2026-12-07T09:00:00.000Z");
    expect((await problemFrom(reopened({}))).fields).toEqual({
      due: "It was due on Thursday 3 December 2026. Enter a new day",
    });
    world.clock.set("2026-11-26T13:00:00.000Z");
  });

  it("one closed as a duplicate goes on after all", async () => {
    const [one, other] = [await recorded("Ring the housing office"), await recorded("Ring the housing office again")];
    await chair.actions.closeAsDuplicate({ actionId: one, otherId: other, version: 1 });
    await chair.actions.undo({ actionId: one });
    expect(await rowOf(one)).toMatchObject({
      closed_at: null,
      closed_as: null,
      duplicate_of: null,
      outcome_text: null,
    });
  });
});

describe("in the room", () => {
  const agreedBefore = new Map<string, string>();
  beforeAll(async () => {
    const texts = ["the lift", "the ramp", "the bath", "the flat", "the garden", "the key", "the gate"];
    for (const text of texts) agreedBefore.set(text, await recorded(`Ask about ${text}`));
    await chair.meetings.start({ meetingId });
  });
  const about = (text: string) => agreedBefore.get(text) ?? "";

  it("a verdict is taken back by everybody who reviews, one after the other, and counts no more", async () => {
    const actionId = about("the lift");
    await judged(actionId, { verdict: "new-date", due: "2027-01-14" });
    await judged(actionId, { verdict: "blocked", because: "waits-for-funding", text: "Grant" });
    expect(await lineFor(actionId)).toMatchObject({
      moved: 1,
      blockedReason: "waiting for funding: Grant",
      verdict: { kind: "blocked" },
      mayUndo: true,
    });
    await nurse.actions.undo({ actionId, meetingId });
    expect(await lineFor(actionId)).toMatchObject({ state: "open", due: "2027-01-14", verdict: { kind: "moved" } });
    await nurse.actions.undo({ actionId, meetingId });
    expect(await lineFor(actionId)).toMatchObject({ due: "2026-12-03", verdict: null, moved: 0, mayUndo: false });
    expect((await problemFrom(nurse.actions.undo({ actionId, meetingId }))).kind).toBe("refused");
    // nor does the record tell of it
    const { cases } = await chair.meetings.record({ meetingId });
    expect(cases.flatMap(({ toDate }) => toDate).filter(({ id }) => id === actionId)).toEqual([]);
  });

  it("an owner who is not there is counted, and the day stays", async () => {
    const actionId = about("the ramp");
    await judged(actionId, { verdict: "owner-absent" });
    expect(await lineFor(actionId)).toMatchObject({ due: "2026-12-03", verdict: { text: "Owner absent" } });
    const coded = await world.database
      .selectFrom("action_update")
      .select("coded")
      .where("action_id", "=", actionId)
      .where("coded", "is not", null)
      .execute();
    expect(coded).toEqual([{ coded: "owner-absent" }]);
  });

  it("the third new date says why", async () => {
    const actionId = about("the bath");
    await judged(actionId, { verdict: "new-date", due: "2026-12-10" });
    await judged(actionId, { verdict: "new-date", due: "2026-12-17" });
    expect((await problemFrom(judged(actionId, { verdict: "new-date", due: "2027-01-07" }))).fields).toEqual({
      because: "It was given 2 new dates before. Choose why it is put off again",
    });
    await judged(actionId, { verdict: "new-date", due: "2027-01-07", because: "waits-for-service" });
    expect((await historyOf(actionId)).at(-1)).toEqual(["moved", "New date: 7 Jan 2027: waiting for another service"]);
  });

  it("one becomes several, each with its owner and day, linked both ways, and can become one again", async () => {
    const actionId = about("the flat");
    const [ruth, jamie] = [await world.idOf("st-09"), await world.idOf("st-07")];
    const part = (text: string, ownerId: string, due = "2026-12-10") => ({ text, ownerId, due });
    const lacking = judged(actionId, { verdict: "split", parts: [part("Heating", ruth), part("Door", "")] });
    expect((await problemFrom(lacking)).fields).toEqual({ "parts.1.ownerId": "Choose one person who will do it" });
    const gone = judged(actionId, {
      verdict: "split",
      parts: [part("Heating", ruth), part("Door", await world.idOf("st-06"))],
    });
    expect((await problemFrom(gone)).fields).toEqual({ "parts.1.ownerId": "Choose somebody who is here" });

    const parts = [part("Heating", ruth), part("Door", jamie, "2026-12-17"), { text: "", ownerId: ruth, due: "" }];
    await judged(actionId, { verdict: "split", parts });
    const whole = await chair.actions.open({ actionId });
    expect([whole.state, whole.outcomeText]).toEqual(["superseded", "Split into 2 actions"]);
    const into = whole.around ? whole.around.splitInto : [];
    expect(into.map(({ text, owner }) => [text, owner])).toEqual([
      ["Heating", "Ruth MacAulay"],
      ["Door", "Jamie Okafor"],
    ]);
    const first = await chair.actions.open({ actionId: into[0]?.id ?? "" });
    expect(first.around ? first.around.splitFrom : null).toEqual([{ id: actionId, text: "Ask about the flat" }]);
    expect(await lineFor(into[0]?.id ?? "")).toBeUndefined();
    const again = chair.actions.reopen({ actionId, version: whole.version, reason: "No" });
    expect((await problemFrom(again)).message).toBe("It was split: its parts go on in its place");

    await nurse.actions.accept({ actionId: into[0]?.id ?? "", version: 1 });
    const changed = await problemFrom(chair.actions.undo({ actionId, meetingId }));
    expect(changed.message).toBe("One of its parts was changed meanwhile: go on with the parts");
    const other = about("the garden");
    await judged(other, { verdict: "split", parts: parts.slice(0, 2) });
    const opened = await chair.actions.open({ actionId: other });
    await chair.actions.undo({ actionId: other, meetingId });
    expect((await chair.actions.open({ actionId: other })).state).toBe("open");
    const part1 = opened.around ? opened.around.splitInto[0] : undefined;
    expect((await problemFrom(chair.actions.open({ actionId: part1?.id ?? "" }))).kind).toBe("missing");
  });

  it("of two verdicts at once the second is told who was first, also on what has another owner now", async () => {
    const actionId = about("the key");
    const { version } = await rowOf(actionId);
    await nurse.actions.report({ actionId, version, kind: "done", outcome: "achieved" });
    const late = { actionId, meetingId, version, verdict: "on-track" } as const;
    expect(await problemFrom(chair.actions.judge(late))).toMatchObject({
      kind: "stale",
      message: "Ruth MacAulay marked this done at 1pm: it is now done. Nothing else was saved.",
    });

    const given = about("the gate");
    await judged(given, { verdict: "new-owner", ownerId: await world.idOf("st-07") }, nurse);
    const problem = await problemFrom(
      chair.actions.judge({ actionId: given, meetingId, version: 1, verdict: "blocked", because: "waits-for-person" }),
    );
    expect(problem.message).toBe(
      "Ruth MacAulay gave this another owner at 1pm: it is now proposed. Nothing else was saved.",
    );
    // the verdict stays a question: it can be given on what it is now
    expect(problem.theirs).toEqual({ version: "2" });
    await judged(given, { verdict: "blocked", because: "waits-for-person" });
    expect((await lineFor(given))?.owner).toBe("Jamie Okafor");
  });
});

describe("at the end", () => {
  it("what had no verdict is asked about once, and that it was carried on is recorded", async () => {
    const before = await chair.actions.review({ meetingId });
    const open = before.actions.filter(({ verdict, state }) => verdict === null && state !== "done");
    const left = open.filter(({ state }) => !["cancelled", "superseded"].includes(state)).length;
    const asked = await problemFrom(chair.meetings.close({ meetingId }));
    expect(asked.fields).toEqual({
      carry: `${left} actions had no verdict. Carry ${left} as not reviewed?`,
    });
    await chair.meetings.close({ meetingId, carry: true });
    const [unreviewed] = open;
    expect((await historyOf(unreviewed?.id ?? "")).at(-1)).toEqual(["carried", null]);
    expect((await problemFrom(chair.meetings.close({ meetingId, carry: true }))).message).toBe("The meeting is closed");
    const late = judged(unreviewed?.id ?? "", { verdict: "done", outcome: "achieved" });
    expect((await problemFrom(late)).message).toBe("The meeting is closed");
  });

  it("a verdict can be taken back by whoever gave it until the chair approves the record", async () => {
    const verdict = await world.database
      .selectFrom("action")
      .select("id")
      .where("text", "=", "Ask about the ramp")
      .executeTakeFirstOrThrow();
    await chair.meetings.approveRecord({
      meetingId,
      version: (await chair.meetings.record({ meetingId })).version,
    });
    expect((await problemFrom(chair.actions.undo({ actionId: verdict.id }))).message).toBe(
      "The chair has approved the record of that meeting. Open the action again instead",
    );
  });
});
