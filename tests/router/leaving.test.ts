/** Somebody leaves: one step hands over all they answer for, ends their access everywhere, and leaves nothing to nobody. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorOf } from "#server/session.ts";
import { casesJson } from "../support/cases.ts";
import { actionNamed, caseNamed, doing, problemFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;

function inAPracticeOfItsOwn(): void {
  beforeAll(async () => {
    world = await aWorld();
    ({ practiceId } = await world.being("operator").imports.caseFile({ file: casesJson() }));
  });
  afterAll(() => world.end());
}

const one = async (reference: string) => ({ practiceId, staffId: await world.idOf(reference) });

async function successor(discipline = "link-worker"): Promise<string> {
  const { staffId } = await (
    await world.as("st-03")
  ).staff.invite({
    practiceId,
    name: "Kim Adair",
    email: "kim.adair@links.example",
    discipline,
    job: "Community link worker",
    organisation: "Clydeside Links",
    role: "member",
  });
  return staffId;
}

async function openOwnedBy(staffId: string): Promise<number> {
  const rows = await world.database
    .selectFrom("action")
    .select("id")
    .where("owner_id", "=", staffId)
    .where("closed_at", "is", null)
    .execute();
  return rows.length;
}

describe("a link worker leaves", () => {
  inAPracticeOfItsOwn();
  let kim = "";
  let jamie = "";
  let token = "";
  let stream: AsyncIterator<unknown>;

  it("and what they hold is listed for the coordinator and for themselves, and for nobody else", async () => {
    kim = await successor();
    jamie = await world.idOf("st-07");
    const caseId = await caseNamed(world, "case-02");
    const { contributions, meetings, home, handovers } = await world.as("st-07");
    await contributions.saveDraft({ caseId, typed: { body: ["Half a thought"] }, version: 0 });
    const [meeting] = (await home.open()).meetings;
    await meetings.reply({ meetingId: meeting?.id ?? "", reply: "accepted" });
    await handovers.write({
      caseId,
      staffId: jamie,
      version: 0,
      note: "He opens the door to two knocks",
      visitOn: "2026-12-01",
    });
    await world.database.updateTable("mdt_case").set({ lead_id: jamie }).where("id", "=", caseId).execute();

    const asked = await one("st-07");
    for (const reader of ["st-03", "st-07"]) {
      const held = await (await world.as(reader)).staff.prepareLeaving(asked);
      expect(held.actions.map(({ text }) => text)).toEqual([expect.stringMatching(/./)]);
      expect(held.cases.filter(({ isLead, isNoted }) => isLead && isNoted).map((row) => row.id)).toEqual([caseId]);
      expect([held.drafts.length, held.meetings.coming, held.proposed]).toEqual([1, 1, kim]);
      expect(held.may.includes("staff.leave")).toBe(reader === "st-03");
    }
    expect((await problemFrom((await world.as("st-01")).staff.prepareLeaving(asked))).kind).toBe("missing");
    expect((await problemFrom((await world.as("st-07")).staff.leave(asked))).kind).toBe("forbidden");
  });

  it("the coordinator who is not on a case's team is told which case and when it is due, and no word of it", async () => {
    const members = world.database.updateTable("case_member").where("staff_id", "=", await world.idOf("st-03"));
    await members.set({ ended_at: world.clock.now() }).execute();
    const { actions } = await (await world.as("st-03")).staff.prepareLeaving(await one("st-07"));
    expect(actions).toMatchObject([{ text: null, due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string }]);
    expect((await (await world.as("st-03")).handovers.open(await one("st-07"))).cases).toEqual([]);
    await members.set({ ended_at: null }).execute();
  });

  it("and nothing happens while an action, a case or a draft is left to nobody", async () => {
    const { staff } = await world.as("st-03");
    const leaving = await one("st-07");
    const actionId = await actionNamed(world, "case-02-act-04");
    const police = await world.idOf("st-15");
    const refused: [object, string][] = [
      [{}, `actions.${actionId}`],
      [{ successorId: jamie }, `actions.${actionId}`],
      [{ successorId: kim }, `actions.${actionId}`],
      [{ successorId: kim, joins: true, actions: { [actionId]: police } }, `actions.${actionId}`],
      [{ successorId: kim, joins: true }, "endsDrafts"],
      [{ actions: { [actionId]: await world.idOf("st-08") } }, `cases.${await caseNamed(world, "case-02")}`],
    ];
    for (const [over, field] of refused) {
      const problem = await problemFrom(staff.leave({ ...leaving, ...over }));
      expect([problem.kind, Object.keys(problem.fields)], JSON.stringify(over)).toEqual(["refused", [field]]);
    }
    expect(await openOwnedBy(jamie)).toBe(1);
    expect((await staff.list({ practiceId })).people.find(({ id }) => id === jamie)?.leftOn).toBeNull();
  });

  it("one step hands over actions, cases and the lead, ends drafts, answers and access, on open pages too", async () => {
    const caseId = await caseNamed(world, "case-02");
    ({ token } = await world.being("stranger", { key: null }).session.beginAs({ staffId: jamie }));
    const watching = (await (await world.as("st-07")).cases.watch({ caseId })) as unknown as AsyncIterable<unknown>;
    stream = watching[Symbol.asyncIterator]();
    await stream.next();
    const cut = expect(stream.next()).rejects.toThrow("You have left");

    const { answer, logged, signals } = await doing(world, async () =>
      (await world.as("st-03")).staff.leave({
        ...(await one("st-07")),
        successorId: kim,
        joins: true,
        endsDrafts: true,
      }),
    );
    expect(answer).toMatchObject({ actions: 1, drafts: 1 });
    expect(logged).toMatchObject([{ verb: "staff.leave", subject: jamie, outcome: "done" }]);
    expect(signals).toEqual(expect.arrayContaining([`staff:${jamie}`, `case:${caseId}`]));

    expect(await openOwnedBy(jamie)).toBe(0);
    const { lead_id } = await world.database
      .selectFrom("mdt_case")
      .select("lead_id")
      .where("id", "=", caseId)
      .executeTakeFirstOrThrow();
    expect(lead_id).toBe(kim);
    expect(await world.database.selectFrom("draft").select("id").where("author_id", "=", jamie).execute()).toEqual([]);
    const replies = await world.database.selectFrom("reply").select("reply").where("staff_id", "=", jamie).execute();
    expect(replies.filter(({ reply }) => reply === "accepted")).toHaveLength(0);

    const { actor } = await actorOf(world.database, token, world.clock.now());
    expect(actor).toEqual({ kind: "stranger", hasLeft: true });
    expect((await problemFrom(world.being("stranger").session.beginAs({ staffId: jamie }))).message).toContain("left");
    expect((await problemFrom((await world.as("st-07")).cases.open({ caseId }))).message).toContain("You have left");
    await cut;
  });

  it("the successor reads the cases, finds the action offered, and why it came", async () => {
    const { actions, cases } = await world.as(kim);
    const actionId = await actionNamed(world, "case-02-act-04");
    const { state, history } = await actions.open({ actionId });
    expect(state).toBe("open");
    expect(history.at(-1)).toMatchObject({
      kind: "handed-over",
      text: "From Jamie Okafor to Kim Adair: Jamie Okafor has left",
    });
    expect((await cases.list({})).map((row) => row.id)).toContain(await caseNamed(world, "case-05"));
  });

  it("the pack says it case by case, to who took over and who arranged it", async () => {
    const asked = await one("st-07");
    for (const reader of [kim, "st-03"]) {
      const { cases } = await (await world.as(reader)).handovers.open(asked);
      const darren = cases.find(({ note }) => note !== null);
      expect(darren).toMatchObject({ note: "He opens the door to two knocks", visitOn: "2026-12-01", to: "Kim Adair" });
      expect(darren?.actions).toHaveLength(1);
    }
    expect((await problemFrom((await world.as("st-02")).handovers.open(asked))).kind).toBe("missing");
    const members = world.database.updateTable("case_member").where("staff_id", "=", kim);
    const caseId = await caseNamed(world, "case-02");
    await members.where("case_id", "=", caseId).set({ ended_at: world.clock.now() }).execute();
    const { cases } = await (await world.as(kim)).handovers.open(asked);
    expect(cases.map(({ id }) => id)).not.toContain(caseId);
    await members.where("case_id", "=", caseId).set({ ended_at: null }).execute();
  });

  it("and comes back by a new link, to their cases if that is asked for, not to what was handed over", async () => {
    const { staff } = await world.as("st-03");
    expect((await problemFrom(staff.comeBack(await one("st-02")))).kind).toBe("refused");
    const { link } = await staff.comeBack({ ...(await one("st-07")), teams: true });
    expect(link).toContain("/join/");
    expect((await actorOf(world.database, token, world.clock.now())).actor.kind).toBe("stranger");
    expect((await (await world.as("st-07")).cases.list({})).length).toBeGreaterThan(0);
    expect(await openOwnedBy(jamie)).toBe(0);
    expect((await problemFrom(staff.comeBack(await one("st-07")))).kind).toBe("refused");
  });
});

describe("somebody had left before it was recorded here", () => {
  inAPracticeOfItsOwn();

  it("and their action, which had no owner, gets one in the same way", async () => {
    const { staff, actions } = await world.as("st-03");
    const orphans = async () => (await actions.list({ whose: "team", show: "no-owner" })).actions.length;
    expect(await orphans()).toBe(1);
    const held = await staff.prepareLeaving(await one("st-06"));
    expect([held.left?.on, held.actions.length]).toEqual(["2026-10-31", 1]);
    await staff.leave({ ...(await one("st-06")), successorId: await world.idOf("st-07") });
    expect(await orphans()).toBe(0);
    const again = await problemFrom(staff.leave({ ...(await one("st-06")), successorId: await world.idOf("st-07") }));
    expect(again.message).toContain("has left already");
  });

  it("an action that nobody else may see is ended unread, and only such a one", async () => {
    const { staff } = await world.as("st-03");
    const owned = await actionNamed(world, "case-01-act-05");
    const owner = await world.idOf("st-18");
    const named = { audience: "named", named_staff: JSON.stringify([owner]), raised_by: owner } as never;
    await world.database.updateTable("action").set(named).where("id", "=", owned).execute();
    const { actions } = await staff.prepareLeaving(await one("st-18"));
    expect(actions).toMatchObject([{ id: owned, text: null, takers: [], joining: [] }]);
    const away = { ...(await one("st-18")), successorId: await world.idOf("st-09"), joins: true };
    expect(Object.keys((await problemFrom(staff.leave(away))).fields)).toEqual([`actions.${owned}`]);
    await staff.leave({ ...away, actions: { [owned]: "nobody" } });
    const row = await world.database.selectFrom("action").selectAll().where("id", "=", owned).executeTakeFirstOrThrow();
    expect([row.closed_as, row.outcome_text]).toEqual([
      "cancelled",
      "Closed unread: Owen Farrell has left, and nobody else may see it",
    ]);
  });

  it("and a practice keeps a coordinator", async () => {
    const { staff } = await world.as("st-03");
    const problem = await problemFrom(staff.leave({ ...(await one("st-03")), successorId: await world.idOf("st-01") }));
    expect(problem.message).toContain("is the only coordinator here");
  });
});

describe("somebody leaves one of two practices", () => {
  inAPracticeOfItsOwn();

  it("and has nothing of it any more, not even what they wrote, and goes on at the other", async () => {
    const next = await aPracticeNextDoor(world, "st-04");
    const fiona = await world.idOf("st-04");
    const caseId = await caseNamed(world, "case-01");
    await (
      await world.as("st-03")
    ).staff.leave({ ...(await one("st-04")), successorId: await world.idOf("st-05"), joins: true });
    const { cases, home, staff } = await world.as("st-04");
    expect((await problemFrom(cases.open({ caseId }))).kind).toBe("missing");
    expect((await cases.list({})).length).toBe(0);
    expect((await home.open()).meetings.map(({ practice }) => practice)).toEqual(["Next Door"]);
    expect((await staff.list({ practiceId: next })).people.map(({ id }) => id)).toContain(fiona);
    const { people, gone } = await (await world.as("st-03")).staff.list({ practiceId });
    expect(people.map(({ id }) => id)).not.toContain(fiona);
    expect(gone.map(({ id }) => id)).toEqual([fiona]);
    expect((await (await world.as("st-03")).staff.comeBack(await one("st-04"))).link).toBeNull();
  });
});
