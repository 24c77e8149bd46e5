/** The pack of a meeting: frozen, read under the rights of now, taken away in numbered copies. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "#db/schema.ts";
import { caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let meetingId: string;

beforeEach(async () => {
  ({ world } = await anImportedWorld({ start: "2026-11-20T09:00:00.000Z" }));
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
});
afterEach(() => world.end());

const coordinator = () => world.as("st-03");
const packOf = async (reader: string, rest: object = {}) =>
  (await world.as(reader)).meetings.pack({ meetingId, ...rest });
const kept = () =>
  world.database
    .selectFrom("pack_case")
    .innerJoin("pack", "pack.id", "pack_case.pack_id")
    .select(["pack.number", "pack.frozen_at", "pack.checksum as whole", "pack_case.content", "pack_case.checksum"])
    .where("pack.number", "=", 1)
    .orderBy("pack_case.position")
    .execute();
const shown = async (reader: string, rest: object = {}) => {
  const { pages } = await packOf(reader, rest);
  return pages.filter(({ cameAfter }) => !cameAfter).map(({ summary }) => summary);
};
/** In the place of what the author sent before. */
const write = async (author: string, caseReference: string, rest: object) => {
  const caseId = await caseNamed(world, caseReference);
  const earlier = await world.database
    .selectFrom("contribution")
    .select("id")
    .where("case_id", "=", caseId)
    .where("author_id", "=", await world.idOf(author))
    .where("replaced_at", "is", null)
    .executeTakeFirst();
  const form = { caseId, basedOn: earlier?.id, ...rest };
  return (await world.as(author)).contributions.submit(form as never);
};

describe("freezing", () => {
  it("is the coordinator's, at any time; each time under the next number", async () => {
    expect((await packOf("st-09")).pack).toBeNull();
    const { answer, logged, signals } = await doing(world, async () =>
      (await coordinator()).meetings.freeze({ meetingId }),
    );
    expect(answer?.number).toBe(1);
    expect(logged).toMatchObject([{ verb: "meeting.freeze", subject: meetingId, outcome: "done" }]);
    expect(signals).toEqual([`meeting:${meetingId}`]);
    expect((await packOf("st-09")).pack).toMatchObject({ number: 1, frozenAt: "2026-11-20T09:00:00.000Z" });
    expect((await (await coordinator()).meetings.open({ meetingId })).packFrozen).toBe("2026-11-20");

    await (await coordinator()).meetings.freeze({ meetingId });
    expect((await packOf("st-09")).packs.map(({ number }) => number)).toEqual([2, 1]);
    expect((await problemFrom((await world.as("st-09")).meetings.freeze({ meetingId }))).kind).toBe("forbidden");
    expect((await problemFrom(packOf("st-09", { number: 3 }))).kind).toBe("missing");
  });

  it("is done by the timer on its day, and not again on a day on which somebody did it", async () => {
    const timer = world.being("system");
    const due = async () => (await timer.cycle.due()).filter(({ step }) => step === "freeze");
    world.clock.set("2026-11-23T06:30:00.000Z");
    await (await coordinator()).meetings.freeze({ meetingId });
    world.clock.set("2026-11-23T09:00:00.000Z");
    expect(await due()).toEqual([]);

    await world.database
      .updateTable("meeting")
      .set({ pack_freezes: "2026-11-25" as never })
      .where("id", "=", meetingId)
      .execute();
    world.clock.set("2026-11-25T09:00:00.000Z");
    expect(await due()).toEqual([{ meetingId, step: "freeze" }]);
    await timer.cycle.take({ meetingId, step: "freeze" });
    expect((await packOf("st-01")).pack).toMatchObject({ number: 2, frozenAt: "2026-11-25T09:00:00.000Z" });
  });

  it("is not done once the meeting is over", async () => {
    const api = await coordinator();
    await world.database
      .updateTable("meeting")
      .set({ cancelled_at: world.clock.now() })
      .where("id", "=", meetingId)
      .execute();
    expect((await problemFrom(api.meetings.freeze({ meetingId }))).message).toBe("The meeting was cancelled");
  });
});

describe("a frozen pack", () => {
  beforeEach(async () => {
    await (await coordinator()).meetings.freeze({ meetingId });
    world.clock.set("2026-11-24T10:00:00.000Z");
  });

  it("keeps its words and its bytes, whatever is written later; what came later is told beside it", async () => {
    const [before, bytes, checksum] = [await shown("st-01"), await kept(), (await packOf("st-01")).pack?.checksum];
    const caseId = await caseNamed(world, "case-01");
    await write("st-09", "case-01", { headline: "Wound has opened again", body: "Seen this morning" });
    const chair = await world.as("st-01");
    await chair.actions.record({
      caseId,
      text: "Ring the wound clinic",
      ownerId: await world.idOf("st-09"),
      due: "2026-12-01",
    });
    await chair.cases.recordNotice({ caseId, informed: "no", notInformedReason: "Could not be reached" } as never);

    expect(await shown("st-01")).toEqual(before);
    expect(await kept()).toEqual(bytes);
    const now = await packOf("st-01");
    expect(now.pack?.checksum).toBe(checksum);
    const added = now.pages.find(({ summary }) => summary.caseId === caseId)?.added;
    expect(added?.map(({ text }) => text)).toEqual([
      "Wound has opened again",
      "Action: Ring the wound clinic, by 1 Dec 2026",
    ]);
    expect(now.text).toContain("ADDED AFTER PACK");
  });

  it("is closed at once to those who are objected to, and to those who are taken off the team", async () => {
    const readsCase01 = async (reader: string) =>
      (await shown(reader)).some(({ reference }) => reference === "case-01");
    expect(await readsCase01("st-09")).toBe(true);
    await (
      await world.as("st-01")
    ).cases.object({
      caseId: await caseNamed(world, "case-01"),
      againstDiscipline: "district-nurse",
      text: "No nurses",
    });
    expect(await readsCase01("st-09")).toBe(false);
    expect(await readsCase01("st-01")).toBe(true);
  });

  it("loses what its author takes back as made in error, and the case that was", async () => {
    const own = await write("st-09", "case-01", { headline: "About somebody else", body: "Wrong person" });
    await (await coordinator()).meetings.freeze({ meetingId });
    const says = async () => JSON.stringify(await packOf("st-01"));
    expect(await says()).toContain("About somebody else");
    await (
      await world.as("st-09")
    ).contributions.withdraw({ contributionId: own.contributionId, reason: "Wrong person" });
    expect(await says()).not.toContain("About somebody else");
  });

  it("shows how to contact the person safely as it is now", async () => {
    const caseId = await caseNamed(world, "case-01");
    await (await world.as("st-01")).cases.recordSafeContact({ caseId, neverRing: "the son's number" } as never);
    const page = (await shown("st-01")).find((summary) => summary.caseId === caseId);
    expect(page?.banner?.safeContact).toContain("Never ring: the son's number");
  });

  it("is not shown, and is named by `mdt verify`, when its content is not what was frozen", async () => {
    expect(await world.being("operator").audit.verify()).toEqual([]);
    const [row] = await kept();
    const content = row?.content.replace(/"number":\d+/, '"number":99') as Json<unknown>;
    await world.database
      .updateTable("pack_case")
      .set({ content: content as never })
      .where("checksum", "=", row?.checksum ?? "")
      .execute();
    expect((await problemFrom(packOf("st-01"))).message).toContain("not as it was frozen");
    expect(await world.being("operator").audit.verify()).toEqual([
      `Pack 1 of meeting ${meetingId} is not as it was frozen.`,
    ]);
  });

  it("has a case that came to the agenda later as it is now, and says so", async () => {
    const others = (await packOf("st-01")).pages.length;
    await world.database.deleteFrom("pack_case").where("position", "=", 1).execute();
    const { pages } = await packOf("st-01");
    expect(pages).toHaveLength(others);
    expect(pages.filter(({ cameAfter }) => cameAfter)).toHaveLength(1);
  });

  it("tells two readers of one whole different checksums, and a coordinator who reads nothing of it nothing", async () => {
    const [one, other] = [await packOf("st-01"), await packOf("st-09")];
    expect(one.pack?.checksum).not.toBe(other.pack?.checksum);
    expect(one.pack?.checksum).not.toBe((await kept())[0]?.whole);
  });
});

describe("a copy", () => {
  const take = async (reader: string, form = "pdf") =>
    (await world.as(reader)).meetings.export({ meetingId, form } as never);

  it("is numbered and logged before it can be fetched, by nobody else, for an hour", async () => {
    await (await coordinator()).meetings.freeze({ meetingId });
    const { answer, logged } = await doing(world, () => take("st-09"));
    expect(answer).toMatchObject({ copy: 1, form: "pdf" });
    expect(logged).toMatchObject([{ verb: "meeting.export", actor: await world.idOf("st-09"), outcome: "done" }]);
    expect((await take("st-01", "print")).copy).toBe(2);
    expect((await packOf("st-09", { copy: 1 })).copy).toEqual({ number: 1, form: "pdf" });
    expect((await problemFrom(packOf("st-09", { copy: 2 }))).kind).toBe("missing");
    expect((await problemFrom(packOf("st-09", { copy: 9 }))).kind).toBe("missing");
    world.clock.pass(61);
    expect((await problemFrom(packOf("st-09", { copy: 1 }))).message).toBe(
      "This copy was made a while ago. Make a new one",
    );
  });

  it("is of the pack that it was taken of, and has its time", async () => {
    const api = await coordinator();
    await api.meetings.freeze({ meetingId });
    const { copy } = await take("st-09");
    world.clock.pass(5);
    await api.meetings.freeze({ meetingId });
    expect(await packOf("st-09", { copy })).toMatchObject({ pack: { number: 1 }, madeAt: "2026-11-20T09:00:00.000Z" });
  });

  it("is refused after ten in a day", async () => {
    for (let times = 0; times < 10; times += 1) await take("st-09");
    expect((await problemFrom(take("st-09"))).message).toContain("10 copies");
    await take("st-01");
    world.clock.pass(24 * 60 + 1);
    await take("st-09");
  });
});
