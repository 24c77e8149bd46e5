/** Somebody without an account owns one action: they see it and answer for it by a mailed link, and are told nothing else. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { begun, linkMailedTo, maggie, mailTo, withSession, type LinkOfGuest } from "../support/guests.ts";
import { secretsIn } from "../support/secrets.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let chair: Api;
let caseId: string;

/** The world stands on Tuesday 24 November 2026. */
beforeEach(async () => {
  ({ world } = await anImportedWorld());
  chair = await world.as("st-01");
  caseId = await caseNamed(world, "case-01");
});
afterEach(() => world.end());

const text = "Send the tenancy file";
const words = async (id: string) => (await chair.actions.open({ actionId: id })).history.map(({ text }) => text);

async function recorded(over: { text?: string; due?: string } = {}): Promise<string> {
  const owner = { caseId, ownerId: await world.idOf("st-01"), text, due: "2026-12-01", ...over };
  return (await chair.actions.record(owner as Parameters<Api["actions"]["record"]>[0])).actionId;
}

async function given(actionId: string, over: Partial<typeof maggie> = {}): Promise<void> {
  await chair.guests.give({ actionId, version: 1, ...maggie, ...over });
}

async function asOwner(link: LinkOfGuest): Promise<Api> {
  return withSession(world, link, await begun(world, link));
}

const passMorning = async () => {
  const due = await world.being("system").guests.due();
  for (const staffId of due) await world.being("system").guests.remind({ staffId });
  return due.length;
};

describe("an action in the hands of somebody outside", () => {
  it("is given by the chair, told of by mail, opened by link and code, and answered until it is done", async () => {
    const actionId = await recorded();
    // What the owner before asked is not for whoever owns it next.
    await chair.actions.ask({ actionId, text: "Is her daughter still there?" });
    const { logged } = await doing(world, async () => given(actionId));
    expect(logged).toMatchObject([{ verb: "guest.give", subject: actionId, caseId, outcome: "done" }]);
    expect(await words(actionId)).toContain("from Dr Catriona Bell to Maggie Orr, who answers by a mailed link");
    const mailed = await mailTo(world, maggie.email);
    expect(mailed).toContain("asks you to do something that was agreed with the team");
    expect(mailed).not.toContain(text);
    expect(secretsIn(mailed)).toEqual([]);
    const shown = await chair.actions.open({ actionId });
    expect(shown).toMatchObject({ owner: "Maggie Orr", around: { outside: { isOpened: false } } });

    // the newest link opens, and shows nothing without the code
    await chair.guests.mailOwner({ actionId });
    const link = await linkMailedTo(world, maggie.email);
    const stranger = world.being("stranger", { via: "guest" });
    expect(await stranger.guests.open(link)).toMatchObject({ isForAction: true, actionId: null, caseId: null });
    const owner = await asOwner(link);
    expect(await owner.guests.open(link)).toMatchObject({ actionId, caseId: null });
    const page = await owner.guests.openAction({ actionId });
    expect(page).toMatchObject({ text, due: "2026-12-01", state: "open", asked: [] });
    expect(Object.keys(page)).not.toContain("case");
    expect(await chair.actions.open({ actionId })).toMatchObject({ around: { outside: { isOpened: true } } });

    // asked, answered, blocked, done
    await owner.actions.accept({ actionId, version: 2 });
    await owner.actions.ask({ actionId, text: "Which years?" });
    await (await world.as("st-04")).actions.answer({ actionId, text: "The last three" });
    expect((await owner.guests.openAction({ actionId })).asked).toMatchObject([
      { kind: "asked", text: "Which years?", name: "Maggie Orr" },
      { kind: "answered", text: "The last three", name: "Fiona Galbraith" },
    ]);
    await owner.actions.report({ actionId, version: 3, kind: "blocked", text: "The archive is shut" });
    expect(await owner.guests.openAction({ actionId })).toMatchObject({ blockedReason: "The archive is shut" });
    await owner.actions.report({ actionId, version: 4, kind: "done", text: "Sent", outcome: "achieved" });
    expect(await chair.actions.open({ actionId })).toMatchObject({ state: "done", outcomeText: "Sent" });

    // done: the link with it, and the session that it began
    expect(await stranger.guests.open(link)).toBeNull();
    expect((await problemFrom(owner.guests.openAction({ actionId }))).kind).toBe("signed-out");
    const logs = world.database.selectFrom("audit").select(["via", "verb"]).where("subject", "=", actionId);
    const verbs = (await logs.where("via", "=", "guest").where("outcome", "=", "done").execute()).map(
      (row) => row.verb,
    );
    expect(new Set(verbs)).toEqual(new Set(["guest.openAction", "action.accept", "action.ask", "action.report"]));
  });

  it("opens nothing else: neither another action, nor the case, nor a contribution", async () => {
    const [own, other] = [await recorded(), await recorded({ text: "Another" })];
    await given(own);
    const owner = await asOwner(await linkMailedTo(world, maggie.email));
    const tries = [
      () => owner.guests.openAction({ actionId: other }),
      () => owner.actions.accept({ actionId: other, version: 1 }),
      () => owner.actions.open({ actionId: own }),
      () => owner.contributions.open({ caseId }),
      () => owner.contributions.answer({ caseId, kind: "nothing-to-add" }),
      () => owner.cases.open({ caseId }),
      () => owner.actions.list({}),
    ];
    for (const one of tries) expect((await problemFrom(one())).kind).toBe("signed-out");
  });

  it("is not among those who contribute: neither on the case's list nor awaited by the meeting", async () => {
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const cells = async () =>
      (await (await world.as("st-03")).meetings.open({ meetingId })).agenda.find((item) => item.caseId === caseId)
        ?.cells;
    const before = await cells();
    expect(before?.find(({ code }) => code === maggie.discipline)?.state).toBe("not asked");
    await given(await recorded());
    expect((await chair.guests.list({ caseId })).guests).toEqual([]);
    expect(await cells()).toEqual(before);
  });

  it("ends with the link as soon as somebody of the team takes it over", async () => {
    const actionId = await recorded();
    await given(actionId);
    const link = await linkMailedTo(world, maggie.email);
    const owner = await asOwner(link);
    await (await world.as("st-04")).actions.takeOver({ actionId, version: 2 });
    expect(await world.being("stranger", { via: "guest" }).guests.open(link)).toBeNull();
    expect((await problemFrom(owner.actions.accept({ actionId, version: 3 }))).kind).toBe("signed-out");
    expect(await chair.actions.open({ actionId })).toMatchObject({
      owner: "Fiona Galbraith",
      state: "accepted",
      around: { outside: null },
    });
    expect((await problemFrom(chair.guests.mailOwner({ actionId }))).message).toContain(
      "does not answer by a mailed link",
    );
    const again = (await world.as("st-04")).actions.takeOver({ actionId, version: 3 });
    expect((await problemFrom(again)).message).toContain("yours already");
  });
});

describe("who may not be given an action", () => {
  it.each([
    ["somebody with an account", { email: "known" }, "email"],
    ["somebody called like the person", { name: "Greta Auchterlonie" }, "name"],
    ["a discipline that is none", { discipline: "astrology" }, "discipline"],
  ])("%s", async (_, over, field) => {
    const actionId = await recorded();
    const known = await world.database
      .selectFrom("staff")
      .select("email")
      .where("id", "=", await world.idOf("st-12"))
      .executeTakeFirstOrThrow();
    const who = { ...maggie, ...over, ...("email" in over ? { email: known.email } : {}) };
    const problem = await problemFrom(chair.guests.give({ actionId, version: 1, ...who }));
    expect(Object.keys(problem.fields)).toEqual([field]);
    expect(await chair.actions.open({ actionId })).toMatchObject({ owner: "Dr Catriona Bell" });
  });

  it("nobody, where the action was changed meanwhile or is closed, or by who is neither chair nor coordinator", async () => {
    const actionId = await recorded();
    expect((await problemFrom(chair.guests.give({ actionId, version: 9, ...maggie }))).kind).toBe("stale");
    const member = (await world.as("st-04")).guests.give({ actionId, version: 1, ...maggie });
    expect((await problemFrom(member)).kind).toBe("forbidden");
    await chair.actions.report({ actionId, version: 1, kind: "done", outcome: "achieved" });
    expect((await problemFrom(chair.guests.give({ actionId, version: 2, ...maggie }))).message).toContain(
      "already done",
    );
    expect(await world.database.selectFrom("guest").select("id").execute()).toEqual([]);
  });
});

describe("an owner outside is reminded", () => {
  const at = (day: string) => world.clock.set(`${day}T09:00:00.000Z`);

  it("three days before, on the day and once a week after; not twice a day, and not when it is done or given back", async () => {
    const actionId = await recorded({ due: "2026-12-03" });
    await given(actionId);
    await mailTo(world, maggie.email);
    const remindedOn = async (day: string) => {
      at(day);
      const [first, second] = [await passMorning(), await passMorning()];
      expect(second).toBe(0);
      return first === 1;
    };
    expect(await remindedOn("2026-11-26")).toBe(false);
    // Three days before is St Andrew's Day, a holiday: told on the Friday.
    expect(await remindedOn("2026-11-27")).toBe(true);
    const mail = await mailTo(world, maggie.email);
    expect(mail).toContain("1 action is due on");
    expect(mail).not.toContain(text);
    expect(secretsIn(mail)).toEqual([]);
    expect(await remindedOn("2026-12-01")).toBe(false);
    expect(await remindedOn("2026-12-03")).toBe(true);
    expect(await remindedOn("2026-12-04")).toBe(false);
    expect(await remindedOn("2026-12-07")).toBe(true);
    expect(await remindedOn("2026-12-14")).toBe(true);

    // a new date begins anew
    await world.database
      .updateTable("action")
      .set({ due: "2026-12-23" as never })
      .where("id", "=", actionId)
      .execute();
    expect(await remindedOn("2026-12-15")).toBe(false);
    expect(await remindedOn("2026-12-21")).toBe(true);
    const owner = await asOwner(await linkMailedTo(world, maggie.email));
    await owner.actions.decline({ actionId, version: 2, as: "no-time", reason: "" });
    expect(await remindedOn("2026-12-23")).toBe(false);
  });

  it("of several actions one a day, the most urgent first", async () => {
    for (const due of ["2026-11-25", "2026-11-24"]) await given(await recorded({ due, text: `By ${due}` }));
    await mailTo(world, maggie.email);
    at("2026-11-24");
    expect(await passMorning()).toBe(1);
    expect(await mailTo(world, maggie.email)).toContain("due today");
    expect(await passMorning()).toBe(0);
    at("2026-11-25");
    expect(await passMorning()).toBe(1);
    expect(await mailTo(world, maggie.email)).toContain("due today");
  });
});
