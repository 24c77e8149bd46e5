/** Where sources differ: who settles it, who is asked to find out, and what those learn who may not see every value. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseNamed, doing, meetingNamed, problemFrom, problemsFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

/** `medication.ort` differs for these; of the two values the others may see one only. */
const key = "medication.ort";
const label = "Opioid substitution treatment";
const seesBoth = ["u-01", "u-06"];
const seesOne = ["u-02", "u-03", "u-04", "u-08"];
const seesNothing = ["u-07", "u-10", "u-11"];
const chair = "u-01";
const coordinator = "u-02";
const nurse = "u-06";

let world: TestWorld;
let caseId: string;
let meetingId: string;

async function begin(): Promise<void> {
  const file: unknown = JSON.parse(readFileSync(new URL("../fixtures/sight.json", import.meta.url), "utf8"));
  ({ world } = await anImportedWorld({ start: "2027-02-25T13:00:00.000Z", file }));
  caseId = await caseNamed(world, "u-case-01");
  meetingId = await meetingNamed(world, "u-mtg-2027-02-25");
}

function inAWorldOfItsOwn(): void {
  beforeAll(begin);
  afterAll(() => world.end());
}

async function opened(reader: string) {
  return (await world.as(reader)).cases.open({ caseId });
}

async function differing(reader: string, of = key) {
  return (await opened(reader)).summary.disagreements.find((one) => one.key === of);
}

async function dispute(reader: string, of = key) {
  const { values = [] } = (await differing(reader, of)) ?? {};
  return { caseId, key: of, facts: values.map(({ id }) => id) };
}

/** Settles it as the value with this norm's words in it. */
async function settled(reader: string, words: string, of = key) {
  const { values = [] } = (await differing(reader, of)) ?? {};
  const choice = values.find(({ value }) => value.includes(words))?.id ?? "";
  const input = { caseId, key: of, facts: values.map(({ id }) => id), choice, reason: "Rang the pharmacy" };
  return (await world.as(reader)).cases.settle(input);
}

/** All that a reader can ask for, in one text. The clock stands still, so that only what changed can differ. */
async function everythingFor(reader: string): Promise<string> {
  const api = await world.as(reader);
  const asks: (() => Promise<unknown>)[] = [
    () => api.cases.open({ caseId }),
    () => api.cases.open({ caseId, paper: true }),
    () => api.cases.list({}),
    () => api.contributions.open({ caseId }),
    () => api.home.open(),
    () => api.actions.list({ whose: "team" }),
    () => api.actions.list({ whose: "mine" }),
    () => api.actions.review({ meetingId }),
    () => api.meetings.open({ meetingId }),
    () => api.meetings.pack({ meetingId }),
    () => api.discussions.room({ meetingId }),
  ];
  const answers: unknown[] = [];
  for (const ask of asks) answers.push(await ask().catch((error: unknown) => String(error)));
  return JSON.stringify(answers);
}

async function everythingForEach(readers: readonly string[]) {
  const answers = new Map<string, string>();
  for (const reader of readers) answers.set(reader, await everythingFor(reader));
  return answers;
}

async function conclude(reader: string, over: { outcome?: "new-plan" | "deferred"; reason?: string } = {}) {
  const { id: itemId, version } = await world.database
    .selectFrom("agenda_item")
    .select(["id", "version"])
    .where("meeting_id", "=", meetingId)
    .where("case_id", "=", caseId)
    .executeTakeFirstOrThrow();
  return (await world.as(reader)).discussions.conclude({ itemId, version, outcome: "new-plan", ...over });
}

describe("somebody who sees all values settles which is right", () => {
  inAWorldOfItsOwn();
  let before: Map<string, string>;

  it("and the others who see them are shown it, with the values that lost", async () => {
    before = await everythingForEach([...seesOne, ...seesNothing]);
    const { answer, logged, signals } = await doing(world, () => settled(nurse, "Buprenorphine"));
    expect(answer).toEqual({ caseId });
    expect(logged.filter(({ verb }) => verb !== "case.open")).toEqual([
      { verb: "case.settle", actor: await world.idOf(nurse), subject: caseId, caseId, outcome: "done" },
    ]);
    expect(signals).toEqual([`case:${caseId}`]);

    for (const reader of seesBoth) {
      const { summary, text } = await opened(reader);
      expect(summary.disagreements.map((one) => one.key)).not.toContain(key);
      expect(summary.settled).toMatchObject([
        { key, label, value: "Buprenorphine injection kw.01c4f1.", by: "Priya Raman", reason: "Rang the pharmacy" },
      ]);
      expect(summary.settled[0]?.values).toHaveLength(2);
      expect(text).toContain("OPIOID SUBSTITUTION TREATMENT: SETTLED");
    }
  });

  it("and to those who may not see one of them no answer changes by a byte", async () => {
    const after = await everythingForEach([...seesOne, ...seesNothing]);
    for (const [reader, answer] of before) expect(after.get(reader), reader).toBe(answer);
  });

  it("once: it is not settled again before it is open again", async () => {
    const input = { ...(await dispute(nurse)), choice: "other", wording: "Neither", reason: "x" };
    const { values = [] } = (await opened(nurse)).summary.settled[0] ?? {};
    const again = (await world.as(chair)).cases.settle({ ...input, facts: values.map(({ id }) => id) });
    expect((await problemFrom(again)).kind).toBe("stale");
  });

  it("and those alone take it back; for the others it does not exist", async () => {
    const { settlementId = "" } = (await opened(chair)).summary.settled[0] ?? {};
    for (const reader of seesOne) {
      const { cases } = await world.as(reader);
      const [hidden, never] = await problemsFrom(
        cases.undoSettlement({ caseId, settlementId }),
        cases.undoSettlement({ caseId, settlementId: "no-such-settlement" }),
      );
      expect({ ...hidden, reference: "" }).toEqual({ ...never, reference: "" });
    }
    await (await world.as(chair)).cases.undoSettlement({ caseId, settlementId });
    expect(await differing(nurse)).toMatchObject({ key, settledBefore: null });
    const taken = (await world.as(chair)).cases.undoSettlement({ caseId, settlementId });
    expect((await problemFrom(taken)).kind).toBe("missing");
  });

  it("in words of their own as well, which the next to write of it opens again", async () => {
    const { cases } = await world.as(chair);
    await cases.settle({
      ...(await dispute(chair)),
      choice: "other",
      wording: "Neither: stopped in January",
      reason: "Both clinics agree",
    });
    expect((await opened(nurse)).summary.settled).toMatchObject([{ value: "Neither: stopped in January" }]);
    const earlier = (await opened(nurse)).own.find(({ headline }) => headline.includes("Wound"));
    world.clock.set("2027-02-25T13:10:00.000Z");
    await (
      await world.as(nurse)
    ).contributions.submit({
      caseId,
      basedOn: earlier?.id ?? "",
      headline: "Seen today",
      facts: [{ key, value: "Buprenorphine weekly", asOf: "2027-02-25", source: "observed" }],
    });
    const open = await differing(chair);
    expect(open?.settledBefore).toMatchObject({ value: "Neither: stopped in January", by: "Dr Isla Farquhar" });
    expect(open?.values).toHaveLength(2);
  });

  it("of two at once one comes first, and the other is told", async () => {
    const [a, b] = await Promise.allSettled([settled(chair, "Methadone"), settled(nurse, "Buprenorphine")]);
    expect([a.status, b.status].sort()).toEqual(["fulfilled", "rejected"]);
    expect((await opened(chair)).summary.settled).toHaveLength(1);
  });
});

describe("who sees one of two values", () => {
  inAWorldOfItsOwn();

  it("cannot tell the disagreement from a key that nobody wrote about", async () => {
    const { facts } = await dispute(nurse);
    for (const reader of seesOne) {
      const { cases } = await world.as(reader);
      const own = { caseId, key, facts: facts.slice(0, 1) };
      const other = { ...own, key: "garden.gate" };
      const settle = { choice: facts[0] ?? "", reason: "x" };
      const ask = { ownerId: await world.idOf(reader), due: "2027-03-04" };
      const problems = await problemsFrom(
        cases.settle({ ...own, ...settle }),
        cases.settle({ ...other, ...settle }),
        cases.inquire({ ...own, ...ask }),
        cases.inquire({ ...other, ...ask }),
        cases.sayTheSame({ ...own, facts, same: facts }),
        cases.sayTheSame({ ...other, facts, same: facts }),
      );
      expect(new Set(problems.map(({ kind, message }) => `${kind} ${message}`)).size, reader).toBe(1);
    }
  });

  it("and whoever reads nothing of the case changes nothing of it", async () => {
    for (const reader of seesNothing) {
      const { cases } = await world.as(reader);
      const attempt = cases.settle({ caseId, key, facts: ["x"], choice: "x", reason: "x" });
      expect(["missing", "forbidden"]).toContain((await problemFrom(attempt)).kind);
    }
  });
});

describe("somebody is asked to find out", () => {
  inAWorldOfItsOwn();
  let before: Map<string, string>;

  it("who must see all the values", async () => {
    before = await everythingForEach([...seesOne, ...seesNothing]);
    expect((await opened(chair)).askable[key]?.map(({ name }) => name)).toEqual(["Dr Isla Farquhar", "Priya Raman"]);
    const { cases } = await world.as(chair);
    const ask = { ...(await dispute(chair)), due: "2027-03-04" };
    for (const owner of [...seesOne, ...seesNothing]) {
      const { message } = await problemFrom(cases.inquire({ ...ask, ownerId: await world.idOf(owner) }));
      expect(message).toBe("Choose somebody who may see all of this");
    }
    const past = cases.inquire({ ...ask, due: "2027-02-24", ownerId: await world.idOf(nurse) });
    expect((await problemFrom(past)).fields).toHaveProperty("due");
  });

  it("and finds it among their actions, which those alone see who see the values", async () => {
    const ownerId = await world.idOf(nurse);
    const { answer, logged } = await doing(world, async () =>
      (await world.as(chair)).cases.inquire({ ...(await dispute(chair)), ownerId, due: "2027-03-04" }),
    );
    expect(logged.filter(({ verb }) => verb === "case.inquire")).toMatchObject([{ subject: caseId, outcome: "done" }]);
    const { actions } = await (await world.as(nurse)).actions.list({});
    expect(actions.find(({ id }) => id === answer?.actionId)?.text).toBe(`Find out which is right: ${label}`);
    for (const reader of seesBoth) expect((await differing(reader))?.asked).toMatchObject({ owner: "Priya Raman" });
    const after = await everythingForEach([...seesOne, ...seesNothing]);
    for (const [reader, text] of before) expect(after.get(reader), reader).toBe(text);
    const { actions: log } = await world.as(seesOne[0] ?? "");
    const hidden = await problemFrom(log.open({ actionId: answer?.actionId ?? "" }));
    expect(hidden.kind).toBe("missing");
  });

  it("once at a time", async () => {
    const ownerId = await world.idOf(chair);
    const again = (await world.as(nurse)).cases.inquire({ ...(await dispute(nurse)), ownerId, due: "2027-03-04" });
    expect((await problemFrom(again)).message).toBe("Priya Raman is finding out already");
  });
});

describe("wordings that mean the same", () => {
  inAWorldOfItsOwn();
  const address = "address.current";

  it("differ no more for those who see them, until that is taken back", async () => {
    const before = await everythingForEach(seesOne.filter((reader) => reader !== "u-03"));
    const ask = await dispute(chair, address);
    const aunt = (await differing(chair, address))?.values.find(({ value }) => value.includes("aunt"))?.id ?? "";
    await (await world.as(chair)).cases.sayTheSame({ ...ask, same: ask.facts });
    expect(await differing("u-03", address)).toBeUndefined();
    expect(ask.facts).toContain(aunt);

    // Each sameness is of two facts: who may see both is told of it, and of nothing else.
    const told = (await opened(coordinator)).summary.sameValues.flatMap(({ wordings }) => wordings);
    expect(told.join()).not.toContain("aunt");
    const { sameValues } = (await opened(chair)).summary;
    expect(sameValues).toHaveLength(2);
    for (const { id: sameId } of sameValues) await (await world.as("u-03")).cases.undoTheSame({ caseId, sameId });
    expect((await differing(chair, address))?.values).toHaveLength(3);
    for (const [reader, text] of before) expect(await everythingFor(reader), reader).toBe(text);
  });
});

describe("a case is concluded", () => {
  inAWorldOfItsOwn();
  beforeAll(async () => {
    await (await world.as(chair)).meetings.start({ meetingId });
  });

  it("not while what may hurt differs, and the refusal names what the one who concludes sees", async () => {
    const problem = await problemFrom(conclude(chair));
    expect(problem.message).toBe(`Sources differ: ${label}. Settle this first, or ask somebody to find out`);
    expect(problem.fields).toHaveProperty("outcome");
  });

  it("but put off until the next meeting", async () => {
    expect(await conclude(chair, { outcome: "deferred", reason: "No time" })).toHaveProperty("itemId");
  });

  it("by somebody who sees one of the values, who is not kept from it", async () => {
    expect(await conclude(coordinator)).toHaveProperty("itemId");
  });

  it("when it is settled, which the room is told without a word of it", async () => {
    const { signals } = await doing(world, () => settled(chair, "Buprenorphine"));
    expect(signals.sort()).toEqual([`case:${caseId}`, `meeting:${meetingId}`]);
    expect(await conclude(chair)).toHaveProperty("itemId");
  });

  it("or somebody is finding out", async () => {
    const { settlementId = "" } = (await opened(chair)).summary.settled[0] ?? {};
    const { cases } = await world.as(chair);
    await cases.undoSettlement({ caseId, settlementId });
    expect((await problemFrom(conclude(chair))).kind).toBe("refused");
    await cases.inquire({ ...(await dispute(chair)), ownerId: await world.idOf(chair), due: "2027-03-04" });
    expect(await conclude(chair)).toHaveProperty("itemId");
  });
});
