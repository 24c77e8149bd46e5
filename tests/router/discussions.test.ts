/** The room: lines and their questions, taking back, the one outcome, escalations, and who must leave. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomes } from "#db/vocabulary.ts";
import { casesJson } from "../support/cases.ts";
import { actionNamed, caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { settleAll } from "../support/settling.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let meetingId: string;

/** The room is open at 1pm on 26 November, and another meeting is planned for 17 December unless said otherwise. */
async function begin(options: { next?: boolean; file?: unknown } = {}): Promise<void> {
  ({ world, practiceId } = await anImportedWorld({ file: options.file }));
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
  if (options.next ?? true) {
    await (
      await world.as("st-03")
    ).meetings.plan({
      practiceId,
      pattern: "weekly",
      weekday: 4,
      from: "2026-12-17",
      start: "13:00",
      minutes: 120,
      place: "Meeting room",
      count: 1,
      nation: "scotland",
      chairId: await world.idOf("st-01"),
    });
  }
  world.clock.set("2026-11-26T13:00:00.000Z");
  await (await world.as("st-01")).meetings.start({ meetingId });
  await settleAll(world, ["st-01", "st-03"]);
}

function inARoomOfItsOwn(options: Parameters<typeof begin>[0] = {}): void {
  beforeAll(() => begin(options));
  afterAll(() => world.end());
}

async function itemOf(reference: string): Promise<string> {
  const row = await world.database
    .selectFrom("agenda_item")
    .select("id")
    .where("meeting_id", "=", meetingId)
    .where("case_id", "=", await caseNamed(world, reference))
    .executeTakeFirstOrThrow();
  return row.id;
}

async function goTo(reference: string): Promise<string> {
  const chair = await world.as("st-01");
  const itemId = await itemOf(reference);
  const { version } = await chair.discussions.room({ meetingId });
  await chair.meetings.goTo({ meetingId, itemId, version });
  return itemId;
}

/** What the room shows this reader of the item it is at. */
async function itemFor(reader: string) {
  const { item } = await (await world.as(reader)).discussions.room({ meetingId });
  return item?.forYou ? item : null;
}

async function written(reader: string, reference: string, line: string, ownerId?: string) {
  return (await world.as(reader)).discussions.write({
    itemId: await itemOf(reference),
    line,
    ...(ownerId ? { ownerId } : {}),
  });
}

async function rowOfItem(reference: string) {
  return world.database
    .selectFrom("agenda_item")
    .selectAll()
    .where("id", "=", await itemOf(reference))
    .executeTakeFirstOrThrow();
}

async function concludedAs(reference: string, over: Record<string, unknown>, reader = "st-01") {
  const { id: itemId, version } = await rowOfItem(reference);
  return (await world.as(reader)).discussions.conclude({ itemId, version, ...over } as never);
}

describe("somebody in the room writes a line", () => {
  inARoomOfItsOwn();
  beforeAll(() => goTo("case-02"));

  it("which is a note, and all readers of the case see it with who wrote it", async () => {
    const { answer, logged, signals } = await doing(world, () => written("st-11", "case-02", "He rings on Fridays"));
    const caseId = await caseNamed(world, "case-02");
    const itemId = await itemOf("case-02");
    expect(answer).toMatchObject({ itemId, kind: "note" });
    expect(logged).toEqual([
      { verb: "discussion.write", actor: await world.idOf("st-11"), subject: itemId, caseId, outcome: "done" },
    ]);
    expect(signals.sort()).toEqual([`case:${caseId}`, `meeting:${meetingId}`]);
    expect((await itemFor("st-19"))?.notes).toMatchObject([
      { kind: "note", text: "He rings on Fridays", name: "Stephen Drummond" },
    ]);
  });

  it("which begins with = and is a decision", async () => {
    expect(await written("st-01", "case-02", "= One address: his sister's")).toMatchObject({ kind: "decision" });
    expect((await itemFor("st-02"))?.notes.at(-1)).toMatchObject({
      kind: "decision",
      text: "One address: his sister's",
    });
  });

  it("which begins with @ and is an action of one person, by a day", async () => {
    const { written: actionId } = await written("st-01", "case-02", "@stephen send Patrick the letters by 3 dec");
    expect(await (await world.as("st-11")).actions.open({ actionId })).toMatchObject({
      text: "send Patrick the letters",
      owner: "Stephen Drummond",
      due: "2026-12-03",
      state: "open",
      mine: true,
      history: [{ kind: "recorded", name: "Dr Catriona Bell" }],
    });
    expect((await itemFor("st-02"))?.actions).toMatchObject([
      { id: actionId, text: "send Patrick the letters", owner: "Stephen Drummond" },
    ]);
    expect((await (await world.as("st-11")).home.open()).actions.map((action) => action.id)).toContain(actionId);
  });

  it("and without a day it is due at the next meeting", async () => {
    const { written: actionId } = await written("st-01", "case-02", "@zofia ask for a room");
    expect(await (await world.as("st-19")).actions.open({ actionId })).toMatchObject({ due: "2026-12-17" });
  });

  it.each([
    ["@gp ring him", "case-02", "Who of General practice?"],
    ["@nobodyhere ring him", "case-02", "Nobody called nobodyhere on this case"],
    ["@gordon ring him", "case-02", "Nobody called gordon on this case"],
    ["@team ring him", "case-02", "An action needs one person, not “team”"],
    ["@aileen book the bus", "case-01", "Aileen Strachan left on 31 October 2026"],
    ["@stephen ring him by 31 nov", "case-02", "There is no 31 Nov. By when?"],
    ["@stephen ring him by 20 november 2026", "case-02", "is past. By when?"],
    ["@stephen", "case-02", "What will Stephen Drummond do?"],
    ["=", "case-02", "What was decided?"],
  ])("“%s” is asked about, and nothing is kept", async (line, reference, question) => {
    const before = await countsOf();
    const { problem, logged, signals } = await doing(world, () => written("st-01", reference, line));
    expect([problem?.kind, Object.keys(problem?.fields ?? {})]).toEqual(["refused", ["line"]]);
    expect(problem?.fields.line).toContain(question);
    expect(logged).toMatchObject([{ verb: "discussion.write", outcome: "refused" }]);
    expect(signals).toEqual([]);
    expect(await countsOf()).toEqual(before);
  });

  it("and somebody who left is answered with who does that work now", async () => {
    const { fields } = await problemFrom(written("st-01", "case-01", "@aileen book the bus"));
    expect(fields.line).toContain("Community link worker is Jamie Okafor now");
  });

  it("and who of two is meant can be chosen", async () => {
    const ownerId = await world.idOf("st-02");
    const { written: actionId } = await written("st-01", "case-02", "@gp ring him", ownerId);
    expect(await (await world.as("st-02")).actions.open({ actionId })).toMatchObject({
      owner: "Dr Imran Sadiq",
      text: "ring him",
    });
  });

  it("not an empty one", async () => {
    expect(Object.keys((await problemFrom(written("st-01", "case-02", "   "))).fields)).toEqual(["line"]);
  });

  it("not somebody who does not read the case: to them there is no such item", async () => {
    expect((await problemFrom(written("st-09", "case-02", "I know nothing of this"))).kind).toBe("missing");
    expect((await problemFrom(written("st-16", "case-02", "I know nothing of this"))).kind).toBe("missing");
  });

  it("not somebody who may only contribute, who knows that the case is on the agenda", async () => {
    expect((await problemFrom(written("st-15", "case-02", "He is known to us"))).kind).toBe("forbidden");
  });

  async function countsOf() {
    const notes = await world.database.selectFrom("discussion_note").select("id").execute();
    const actions = await world.database.selectFrom("action").select("id").execute();
    return [notes.length, actions.length];
  }
});

describe("a note becomes an action, at any age", () => {
  inARoomOfItsOwn();

  it("with the note's words, an owner who is asked for, and a link back", async () => {
    const itemId = await goTo("case-02");
    const chair = await world.as("st-01");
    const { written: noteId } = await written("st-11", "case-02", "Stephen has the old number");
    // A name that begins the note is no owner yet.
    const asked = await problemFrom(chair.discussions.write({ itemId, noteId, line: "@ Stephen has the old number" }));
    expect(asked.fields.line).toMatch(/^Who will do it\? Type a name after @ .*Stephen Drummond/);
    const line = "@zofia Stephen has the old number by 3 dec";
    const { written: actionId } = await chair.discussions.write({ itemId, noteId, line });
    expect(await chair.actions.open({ actionId })).toMatchObject({
      text: "Stephen has the old number",
      owner: "Zofia Lis",
      note: { text: "Stephen has the old number" },
    });
    const item = await itemFor("st-01");
    expect(item?.notes).toMatchObject([{ id: noteId, actionId }]);
    expect(item?.actions).toMatchObject([{ id: actionId, note_id: noteId }]);
    const twice = await problemFrom(chair.discussions.write({ itemId, noteId, line }));
    expect(twice.fields.line).toBe("There is an action from this note already");
    await chair.discussions.undo({ itemId, actionId });
    expect((await itemFor("st-01"))?.notes).toMatchObject([{ id: noteId, actionId: null }]);
  });

  it("also at the next meeting, but not a note of another case, a decision, or one that was taken back", async () => {
    const { written: noteId } = await written("st-11", "case-02", "He would like a bus pass");
    const { written: decisionId } = await written("st-01", "case-02", "= A bus pass");
    const { written: foreign } = await written("st-01", "case-05", "Another case");
    const { written: gone } = await written("st-01", "case-02", "Wrong room");
    const chair = await world.as("st-01");
    await chair.discussions.undo({ itemId: await itemOf("case-02"), noteId: gone });
    await chair.meetings.close({ meetingId, carry: true });
    const next = await world.database
      .selectFrom("meeting")
      .select("id")
      .where("closed_at", "is", null)
      .executeTakeFirstOrThrow();
    const closed = meetingId;
    meetingId = next.id;
    world.clock.set("2026-12-17T13:00:00.000Z");
    await chair.meetings.start({ meetingId });
    const itemId = await goTo("case-02");
    expect((await itemFor("st-01"))?.earlierNotes.map((note) => note.id)).toContain(noteId);
    for (const wrong of [decisionId, foreign, gone]) {
      const problem = await problemFrom(
        chair.discussions.write({ itemId, noteId: wrong, line: "@zofia do it by 31 dec" }),
      );
      expect(problem.kind).toBe("missing");
    }
    await chair.discussions.write({ itemId, noteId, line: "@zofia He would like a bus pass by 31 dec" });
    expect((await itemFor("st-01"))?.earlierNotes.map((note) => note.id)).not.toContain(noteId);
    meetingId = closed;
  });
});

describe("more is said of a decision", () => {
  inARoomOfItsOwn();

  it("why, who agreed and who did not, and who tells the person by when; what was said before is kept", async () => {
    const itemId = await goTo("case-02");
    const { written: noteId } = await written("st-01", "case-02", "= One address");
    const [bell, stephen] = [await world.idOf("st-01"), await world.idOf("st-11")];
    const chair = await world.as("st-01");
    const telling = { tellerId: stephen, tellBy: "2026-11-30", tellHow: "in-person" } as const;
    const first = { itemId, noteId, why: "Post goes astray", agreedBy: [bell, stephen], ...telling };
    const { logged, signals } = await doing(world, () => chair.discussions.explain(first));
    expect(logged).toMatchObject([{ verb: "discussion.explain", subject: itemId, outcome: "done" }]);
    expect(signals).toContain(`meeting:${meetingId}`);
    const decision = (await itemFor("st-19"))?.notes[0]?.decision;
    expect(decision).toMatchObject({
      why: "Post goes astray",
      agreedBy: [{ name: "Dr Catriona Bell" }, { name: "Stephen Drummond" }],
      dissent: null,
      teller: "Stephen Drummond",
      tellBy: "2026-11-30",
      tellHow: "in-person",
    });

    expect((await problemFrom(chair.discussions.explain({ ...first, dissent: "Zofia: not yet" }))).kind).toBe("stale");
    await chair.discussions.explain({ ...first, seen: decision?.id ?? null, dissent: "Zofia: not yet" });
    expect((await itemFor("st-19"))?.notes[0]?.decision).toMatchObject({ dissent: "Zofia: not yet" });
    expect(await world.database.selectFrom("decision").select("dissent").orderBy("id").execute()).toEqual([
      { dissent: null },
      { dissent: "Zofia: not yet" },
    ]);
  });

  it("not half of it, not by somebody else's hand, and not in a way that is not safe", async () => {
    const itemId = await itemOf("case-02");
    const { written: noteId } = await written("st-01", "case-02", "= Another");
    const { written: note } = await written("st-01", "case-02", "No decision");
    const tellerId = await world.idOf("st-11");
    const chair = await world.as("st-01");
    await chair.cases.recordSafeContact({
      caseId: await caseNamed(world, "case-02"),
      noLetters: true,
      noVoicemail: true,
    });
    const wrong: [Record<string, unknown>, string][] = [
      [{}, "why"],
      [{ agreedBy: [await world.idOf("st-20")] }, "agreedBy"],
      [{ tellBy: "2026-11-30" }, "tellerId"],
      [{ tellerId: await world.idOf("st-20") }, "tellerId"],
      [{ tellerId }, "tellBy"],
      [{ tellerId, tellBy: "2026-11-20" }, "tellBy"],
      [{ tellerId, tellBy: "2026-11-30" }, "tellHow"],
      [{ tellerId, tellBy: "2026-11-30", tellHow: "letter" }, "tellHow"],
    ];
    for (const [over, field] of wrong) {
      const problem = await problemFrom(chair.discussions.explain({ itemId, noteId, ...over } as never));
      expect(Object.keys(problem.fields), JSON.stringify(over)).toEqual([field]);
    }
    expect((await itemFor("st-01"))?.safeContact).toEqual(["No letters", "No voicemail"]);
    expect((await problemFrom(chair.discussions.explain({ itemId, noteId: note, why: "x" } as never))).kind).toBe(
      "missing",
    );
    const outsider = (await world.as("st-09")).discussions.explain({ itemId, noteId, why: "x" } as never);
    expect((await problemFrom(outsider)).kind).toBe("missing");
  });
});

describe("somebody takes back what they wrote, step by step", () => {
  inARoomOfItsOwn();

  it("the newest first, across cases, twenty of them, and nobody else's", async () => {
    await goTo("case-02");
    for (let number = 1; number <= 21; number += 1) {
      await written(
        "st-01",
        number % 2 ? "case-02" : "case-05",
        number % 3 ? `Note ${number}` : `@gp ring ${number}`,
        await world.idOf("st-01"),
      );
      world.clock.pass(1);
    }
    await written("st-11", "case-02", "Somebody else's");
    const chair = await world.as("st-01");
    const stepsNow = async () => (await chair.discussions.room({ meetingId })).steps;
    expect(await stepsNow()).toHaveLength(20);
    for (let number = 21; number >= 20; number -= 1) {
      const [step] = await stepsNow();
      expect(step?.itemId).toBe(await itemOf(number % 2 ? "case-02" : "case-05"));
      expect(step?.[number % 3 ? "noteId" : "actionId"]).toBeTruthy();
      await chair.discussions.undo({ itemId: step?.itemId ?? "", noteId: step?.noteId, actionId: step?.actionId });
    }
    expect(await stepsNow()).toHaveLength(19);
    expect((await itemFor("st-01"))?.notes.map((note) => note.text)).toContain("Somebody else's");
    expect((await (await world.as("st-09")).discussions.room({ meetingId })).steps).toEqual([]);
  });
});

describe("an action is given to somebody who is out of the room", () => {
  inARoomOfItsOwn();

  it("and that is said, once it was marked who is here", async () => {
    await goTo("case-02");
    await written("st-01", "case-02", "@stephen ring him");
    expect((await itemFor("st-01"))?.actions).toMatchObject([{ isOwnerAway: false }]);
    await (await world.as("st-01")).meetings.attend({ meetingId, present: [await world.idOf("st-01")] });
    expect((await itemFor("st-01"))?.actions).toMatchObject([{ isOwnerAway: true }]);
  });
});

describe("when no meeting is to come", () => {
  inARoomOfItsOwn({ next: false });

  it("an action without a day is asked for its day", async () => {
    const problem = await problemFrom(written("st-01", "case-02", "@stephen ring him"));
    expect(problem.fields).toEqual({ line: "By when?" });
  });
});

describe("a line is taken back", () => {
  inARoomOfItsOwn();
  beforeAll(() => goTo("case-02"));

  it("a note is out of sight and kept with who took it back", async () => {
    const { written: noteId } = await written("st-11", "case-02", "Wrong room");
    const itemId = await itemOf("case-02");
    const chair = await world.as("st-01");
    const { logged, signals } = await doing(world, () => chair.discussions.undo({ itemId, noteId }));
    expect(logged).toMatchObject([{ verb: "discussion.undo", subject: itemId, outcome: "done" }]);
    expect(signals).toContain(`meeting:${meetingId}`);
    expect((await itemFor("st-11"))?.notes).toEqual([]);
    const kept = await world.database.selectFrom("discussion_note").selectAll().where("id", "=", noteId).execute();
    expect(kept).toMatchObject([
      { text: "Wrong room", undone_at: world.clock.now(), undone_by: await world.idOf("st-01") },
    ]);
    expect((await problemFrom(chair.discussions.undo({ itemId, noteId }))).kind).toBe("missing");
  });

  it("an action is out of every list, and its history says so", async () => {
    const { written: actionId } = await written("st-11", "case-02", "@stephen ring him by 3 dec");
    const itemId = await itemOf("case-02");
    await (await world.as("st-11")).discussions.undo({ itemId, actionId });
    const owner = await world.as("st-11");
    expect((await problemFrom(owner.actions.open({ actionId }))).kind).toBe("missing");
    expect((await owner.actions.list({})).actions.map((action) => action.id)).not.toContain(actionId);
    expect((await itemFor("st-11"))?.actions).toEqual([]);
    const history = await world.database
      .selectFrom("action_update")
      .select(["kind", "by"])
      .where("action_id", "=", actionId)
      .orderBy("id")
      .execute();
    expect(history.map((row) => row.kind)).toEqual(["recorded", "undone"]);
  });

  it("not a line of another item, nor an action of an earlier meeting", async () => {
    const { written: noteId } = await written("st-01", "case-05", "Another case");
    const itemId = await itemOf("case-02");
    const chair = await world.as("st-01");
    expect((await problemFrom(chair.discussions.undo({ itemId, noteId }))).kind).toBe("missing");
    const actionId = await actionNamed(world, "case-02-act-03");
    expect((await problemFrom(chair.discussions.undo({ itemId, actionId }))).kind).toBe("missing");
  });

  it("not by somebody who does not read the case; once the meeting is closed it is struck out of the record, until that is approved", async () => {
    const { written: noteId } = await written("st-11", "case-02", "Stays");
    const itemId = await itemOf("case-02");
    const nurse = (await world.as("st-09")).discussions.undo({ itemId, noteId });
    expect((await problemFrom(nurse)).kind).toBe("missing");
    const { written: other } = await written("st-11", "case-02", "Stands");
    const { written: first } = await written("st-11", "case-02", "@jamie ring by friday");
    const { written: second } = await written("st-11", "case-02", "@jamie write by friday");
    const chair = await world.as("st-01");
    await chair.meetings.close({ meetingId, carry: true });
    const { version } = await chair.meetings.record({ meetingId });
    const writer = await world.as("st-11");
    await writer.discussions.undo({ itemId, noteId });
    await writer.discussions.undo({ itemId, actionId: first });
    const record = await chair.meetings.record({ meetingId });
    const item = record.cases.find((one) => one.itemId === itemId);
    expect(item?.update.map(({ text }) => text)).toContain("Stands");
    expect(item?.update.map(({ text }) => text)).not.toContain("Stays");
    expect(item?.nextSteps.map(({ id }) => id)).not.toContain(first);
    expect(item?.amendments.map(({ text }) => text)).toEqual(["Struck out: “Stays”", "Struck out: “ring”"]);
    // what its owner has answered goes on, and the chair does not approve what they have not read
    await (await world.as("st-07")).actions.accept({ actionId: second, version: 1 });
    const answered = await problemFrom(writer.discussions.undo({ itemId, actionId: second }));
    expect(answered.message).toContain("Somebody has answered this action already");
    expect((await problemFrom(chair.meetings.approveRecord({ meetingId, version }))).kind).toBe("stale");
    await chair.meetings.approveRecord({ meetingId, version: record.version });
    const late = await problemFrom(writer.discussions.undo({ itemId, noteId: other }));
    expect(late.message).toContain("The chair has approved this record");
  });
});

describe("the chair concludes a discussion", () => {
  inARoomOfItsOwn();
  const needReason = ["plan-changed", "escalated", "referred-on", "deferred", "stepped-down", "closed"];

  it("with exactly one outcome, who tells the person, and by when", async () => {
    const caseId = await caseNamed(world, "case-01");
    const toldBy = await world.idOf("st-09");
    const { logged, signals } = await doing(world, () =>
      concludedAs("case-01", { outcome: "plan-continued", toldBy, toldDue: "2026-11-30" }),
    );
    expect(logged).toMatchObject([{ verb: "discussion.conclude", caseId, outcome: "done" }]);
    expect(signals.sort()).toEqual([`case:${caseId}`, `meeting:${meetingId}`]);
    expect(await rowOfItem("case-01")).toMatchObject({
      outcome: "plan-continued",
      concluded_at: world.clock.now(),
      concluded_by: await world.idOf("st-01"),
      told_by: toldBy,
      told_due: "2026-11-30",
    });
    await goTo("case-01");
    expect(await itemFor("st-09")).toMatchObject({ outcome: "plan-continued", toldBy });
  });

  it.each(outcomes.map((outcome) => [outcome]))("%s with its reason where one is due", async (outcome) => {
    const over = {
      outcome,
      ...(outcome === "escalated" ? { escalatedTo: "marac" } : {}),
      ...(outcome === "closed" ? { reviewTrigger: "A new fall" } : {}),
      ...(outcome === "stepped-down" ? { leadId: await world.idOf("st-01") } : {}),
    };
    if (!needReason.includes(outcome)) {
      await concludedAs("case-04", over);
    } else {
      expect(Object.keys((await problemFrom(concludedAs("case-04", over))).fields)).toEqual(["reason"]);
      await concludedAs("case-04", { ...over, reason: "Because" });
    }
    expect((await rowOfItem("case-04")).outcome).toBe(outcome);
    const { closedAt } = await (await world.as("st-01")).cases.open({ caseId: await caseNamed(world, "case-04") });
    expect(closedAt !== null).toBe(["stepped-down", "closed"].includes(outcome));
  });

  it("not with none, with two, with somebody who is not on the team to tell, or escalated to nowhere", async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{}, "outcome"],
      [{ outcome: ["closed", "deferred"], reason: "x" }, "outcome"],
      [{ outcome: "finished" }, "outcome"],
      [{ outcome: "new-plan", toldBy: await world.idOf("st-20") }, "toldBy"],
      [{ outcome: "escalated", reason: "x" }, "escalatedTo"],
      [{ outcome: "stepped-down", reason: "x" }, "leadId"],
      [{ outcome: "stepped-down", reason: "x", leadId: await world.idOf("st-20") }, "leadId"],
      [{ outcome: "new-plan", leadId: await world.idOf("st-20") }, "leadId"],
      [{ outcome: "closed", reason: "x" }, "reviewTrigger"],
    ];
    for (const [over, field] of wrong) {
      expect(Object.keys((await problemFrom(concludedAs("case-05", over))).fields)).toEqual([field]);
    }
    expect((await rowOfItem("case-05")).outcome).toBeNull();
  });

  it("and of two who conclude at once the second sees what the first recorded", async () => {
    const { id: itemId, version } = await rowOfItem("case-05");
    await (await world.as("st-01")).discussions.conclude({ itemId, version, outcome: "new-plan" });
    const { problem, signals } = await doing(world, async () =>
      (await world.as("st-03")).discussions.conclude({ itemId, version, outcome: "list-only" }),
    );
    const theirs = { outcome: "new-plan", version: String(version + 1) };
    expect([problem?.kind, problem?.theirs, signals]).toEqual(["stale", theirs, []]);
    expect((await rowOfItem("case-05")).outcome).toBe("new-plan");
  });

  it("and a member does not, nor does whoever knows nothing of it", async () => {
    expect((await problemFrom(concludedAs("case-02", { outcome: "new-plan" }, "st-11"))).kind).toBe("forbidden");
    expect((await problemFrom(concludedAs("case-02", { outcome: "new-plan" }, "st-09"))).kind).toBe("missing");
  });
});

describe("a discussion is escalated", () => {
  inARoomOfItsOwn();

  async function escalated(reference: string) {
    await concludedAs(reference, { outcome: "escalated", escalatedTo: "adult-protection", reason: "Bruises" });
    return rowOfItem(reference);
  }
  const sent = async (reference: string, reason?: string, reader = "st-04") => {
    const { id: itemId, version } = await rowOfItem(reference);
    return (await world.as(reader)).discussions.sendOn({ itemId, version, ...(reason ? { reason } : {}) });
  };

  it("which must be sent within 24 hours, also after the meeting, and the time it was sent is kept", async () => {
    await goTo("case-05");
    const { concluded_at: at } = await escalated("case-05");
    expect(at).toBe("2026-11-26T13:00:00.000Z");
    expect(await itemFor("st-04")).toMatchObject({
      escalatedTo: "adult-protection",
      escalationSentAt: null,
      sendBy: "2026-11-27T13:00:00.000Z",
    });
    await (await world.as("st-01")).meetings.close({ meetingId, carry: true });
    world.clock.set("2026-11-27T13:00:00.000Z");
    const { logged, signals } = await doing(world, () => sent("case-05"));
    expect(logged).toMatchObject([{ verb: "discussion.sendOn", outcome: "done" }]);
    expect(signals).toContain(`meeting:${meetingId}`);
    expect((await rowOfItem("case-05")).escalation_sent_at).toBe("2026-11-27T13:00:00.000Z");
  });

  it("and once it is sent, that time does not change", async () => {
    world.clock.pass(60 * 24);
    const again = await problemFrom(sent("case-05", "Once more"));
    expect(again.kind).toBe("refused");
    expect((await rowOfItem("case-05")).escalation_sent_at).toBe("2026-11-27T13:00:00.000Z");
  });

  it("not what was not escalated", async () => {
    expect((await problemFrom(sent("case-02"))).message).toBe("This discussion was not escalated");
  });
});

describe("an escalation is sent late", () => {
  inARoomOfItsOwn();

  it("only with the reason of the delay, which stands among the notes", async () => {
    const itemId = await goTo("case-05");
    await concludedAs("case-05", { outcome: "escalated", escalatedTo: "adult-protection", reason: "Bruises" });
    world.clock.set("2026-11-27T13:00:00.001Z");
    const social = await world.as("st-04");
    const { version } = await rowOfItem("case-05");
    const silent = await problemFrom(social.discussions.sendOn({ itemId, version }));
    expect([silent.kind, Object.keys(silent.fields)]).toEqual(["refused", ["reason"]]);
    await social.discussions.sendOn({ itemId, version, reason: "The council's line was down" });
    expect((await itemFor("st-04"))?.notes.map((note) => note.text)).toEqual([
      "Escalation sent late: The council's line was down",
    ]);

    await concludedAs("case-05", { outcome: "new-plan" });
    await concludedAs("case-05", { outcome: "escalated", escalatedTo: "marac", reason: "Threats" });
    expect((await rowOfItem("case-05")).escalation_sent_at).toBeNull();

    const outsider = (await world.as("st-13")).discussions.sendOn({ itemId, version });
    expect((await problemFrom(outsider)).kind).toBe("missing");
  });
});

describe("the room shows each reader as much as they may follow", () => {
  inARoomOfItsOwn();

  it("who must leave, by name: those who said they come and do not read the case", async () => {
    await goTo("case-02");
    const leaving = [
      "Callum Reyes",
      "Gordon Imrie",
      "Helen Quigley",
      "Joanne Petrie",
      "PC Alan Mowat",
      "Ruth MacAulay",
      "Sheila Cairns",
    ];
    expect((await itemFor("st-01"))?.leave).toEqual(leaving);
    const present = [await world.idOf("st-01"), await world.idOf("st-15"), await world.idOf("st-12")];
    await (await world.as("st-01")).meetings.attend({ meetingId, present });
    expect((await itemFor("st-01"))?.leave).toEqual(["PC Alan Mowat"]);
  });

  it("the chair is told before the next case who will have to leave then", async () => {
    const { next } = await (await world.as("st-01")).discussions.room({ meetingId });
    expect(next).toMatchObject({ number: 4, leave: ["PC Alan Mowat"] });
    expect((await (await world.as("st-02")).discussions.room({ meetingId })).next).toBeNull();
  });

  it("on the device of whoever does not read the case nothing of it opens", async () => {
    await written("st-01", "case-02", "He sleeps at his sister's");
    for (const reader of ["st-09", "st-15"]) {
      const { answer: room, logged } = await doing(world, async () =>
        (await world.as(reader)).discussions.room({ meetingId }),
      );
      expect(room?.item, reader).toEqual({ forYou: false });
      expect([room?.items, room?.next]).toEqual([null, null]);
      expect(room?.agenda.map((entry) => entry.number)).toEqual(reader === "st-09" ? [4, 1] : []);
      expect(JSON.stringify(room)).not.toMatch(/sister|Kilgour|KILGOUR|DK/);
      expect(logged).toMatchObject([{ verb: "meeting.room", subject: meetingId, outcome: "done" }]);
    }
  });

  it("and how long the item has taken", async () => {
    await goTo("case-02");
    world.clock.pass(13);
    expect(await itemFor("st-02")).toMatchObject({ minutes: 20, usedSeconds: 780, mayConclude: false });
    expect(await itemFor("st-01")).toMatchObject({ mayConclude: true });
  });
});

describe("an action that only some may see", () => {
  inARoomOfItsOwn({ file: fileWithRestrictedAction() });

  it("is shown in the room to those and to nobody else", async () => {
    await goTo("case-02");
    expect((await itemFor("st-02"))?.actions.map((action) => action.text)).toEqual(["Ask about the bruises"]);
    expect((await itemFor("st-19"))?.actions).toEqual([]);
    expect((await itemFor("st-03"))?.actions).toEqual([]);
  });
});

/** An action of today's meeting that is for health staff alone. */
function fileWithRestrictedAction(): unknown {
  const file = casesJson() as { cases: { id: string; actions: Record<string, unknown>[] }[] };
  file.cases
    .find((entry) => entry.id === "case-02")
    ?.actions.push({
      id: "case-02-act-99",
      raisedAtMeeting: "mtg-2026-11-26",
      text: "Ask about the bruises",
      ownerId: "st-02",
      due: "2026-12-03",
      status: "open",
      audience: "health",
    });
  return file;
}
