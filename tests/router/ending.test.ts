/** How a case ends: what stops with it, what is asked of who ends it, and what is left open. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keep } from "#db/queries/rows.ts";
import type { Day, Instant } from "#db/schema.ts";
import { newId } from "#server/context.ts";
import { actionNamed, caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { linesTo, passAt } from "../support/passing.ts";
import { settleAll } from "../support/settling.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;
let meetingId: string;
let caseId: string;

/** An occupational therapist, on one case only, who owes a contribution and has an action that is due. */
const owen = { reference: "st-18", name: "Owen Farrell" };

function inAPracticeOfItsOwn(reference = "case-01", at = "2026-11-18T07:00:00.000Z"): void {
  beforeAll(async () => {
    ({ world, practiceId } = await anImportedWorld({ start: at }));
    meetingId = await meetingNamed(world, "mtg-2026-11-26");
    caseId = await caseNamed(world, reference);
  });
  afterAll(() => world.end());
}

const extraMeeting = {
  day: "2026-12-03",
  start: "13:00",
  minutes: 60,
  place: "Room 1",
  isExtra: true,
  reason: "Urgent",
};

const opened = async (reader = "st-01") => (await world.as(reader)).cases.open({ caseId });
const versionOf = async () => (await opened()).version;
const rowOf = () =>
  world.database.selectFrom("mdt_case").selectAll().where("id", "=", caseId).executeTakeFirstOrThrow();
const agendaOf = async () =>
  (await (await world.as("st-03")).meetings.open({ meetingId })).agenda.map((item) => item.caseId);

describe("while a case is open", () => {
  inAPracticeOfItsOwn();

  it("people are asked and reminded: the control of all that stops below", async () => {
    const { mails } = await passAt(world, "2026-11-18T08:00:00.000Z");
    expect(linesTo(mails, owen.name)).toEqual([
      "For you, at Harland Cross Medical Practice:",
      "1 contribution is still to come for the meeting of Thursday 26 November, by Friday 20 November.",
      "1 action is due on Thursday 19 November.",
      "Have you copied what was agreed on Thursday 29 October to your own records?",
    ]);
  });
});

describe.each(["died", "transferred", "moved-away"] as const)("a person %s", (as) => {
  inAPracticeOfItsOwn();

  it("and from that moment no mail, no reminder, no list at home and no agenda asks for anything", async () => {
    const home = async () => (await world.as(owen.reference)).home.open();
    expect((await home()).contributions.map((row) => row.caseId)).toEqual([caseId]);
    expect((await home()).actions).toHaveLength(1);
    expect(await agendaOf()).toContain(caseId);

    const { answer, logged, signals } = await doing(world, async () =>
      (await world.as("st-09")).cases.stop({ caseId, version: await versionOf(), as }),
    );
    expect(answer).toEqual({ caseId });
    expect(logged.filter((row) => row.verb === "case.stop")).toMatchObject([{ subject: caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`, `meeting:${meetingId}`]);

    expect(await rowOf()).toMatchObject({ closed_as: as, closed_by: await world.idOf("st-09") });
    expect(await agendaOf()).not.toContain(caseId);
    expect((await home()).contributions).toEqual([]);
    expect((await home()).actions).toEqual([]);
    const { mails } = await passAt(world, "2026-11-18T08:00:00.000Z");
    // What was agreed on other days belongs in their own records all the same.
    expect(linesTo(mails, owen.name).filter((line) => /contribution|action/.test(line))).toEqual([]);
    for (const day of ["2026-11-19", "2026-11-23", "2026-11-25"]) {
      const later = linesTo((await passAt(world, `${day}T08:00:00.000Z`)).mails, owen.name);
      expect(later.filter((line) => /contribution|action/.test(line))).toEqual([]);
    }
  });

  it("and it does not roll to the next meeting, nor can it be put on one", async () => {
    const coordinator = await world.as("st-03");
    const problem = await problemFrom(coordinator.meetings.addCase({ meetingId, caseId }));
    expect(problem.message).toBe("This case has ended. Nominate it again if that is wrong.");
    const extra = coordinator.meetings.planExtra({ ...extraMeeting, practiceId, caseIds: [caseId] } as never);
    expect(Object.keys((await problemFrom(extra)).fields)).toEqual(["caseIds"]);
    world.clock.set("2026-11-26T15:00:00.000Z");
    await coordinator.meetings.planExtra({ ...extraMeeting, practiceId, isExtra: false, reason: null } as never);
    await coordinator.meetings.start({ meetingId });
    await coordinator.meetings.close({ meetingId, carry: true });
    const next = await world.database
      .selectFrom("agenda_item")
      .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
      .select("agenda_item.case_id")
      .where("meeting.starts_at", ">", world.clock.now())
      .execute();
    expect(next.length).toBeGreaterThan(0);
    expect(next.map((row) => row.case_id)).not.toContain(caseId);
  });

  it("which can be put right: nominated again, it waits for triage and says how it had ended", async () => {
    const nurse = await world.as("st-09");
    await nurse.cases.nominateAgain({
      caseId,
      version: await versionOf(),
      criteria: ["frailty"],
      reason: "It was somebody else",
      question: "And now?",
    });
    const { lifecycle } = await opened();
    expect(lifecycle).toMatchObject({ state: "reopened", closedAt: null, closedAs: as });
    expect((await (await world.as("st-03")).home.open()).triage.map((row) => row.caseId)).toContain(caseId);
  });
});

describe("a case that was stopped by mistake", () => {
  inAPracticeOfItsOwn();

  const stop = async (as: "died" | "moved-away") =>
    (await world.as("st-09")).cases.stop({ caseId, version: await versionOf(), as });
  const undo = async (over: Record<string, unknown> = {}, reader = "st-09") =>
    (await world.as(reader)).cases.undoStop({
      caseId,
      version: await versionOf(),
      reason: "Her neighbour has the same name",
      ...over,
    } as never);

  it("stands again as it stood before, with why; what was stopped does not come back by itself", async () => {
    const before = await rowOf();
    await stop("died");
    world.clock.set("2026-11-18T07:05:00.000Z");
    const { logged, signals } = await doing(world, () => undo());
    expect(logged.filter((row) => row.verb === "case.undoStop")).toMatchObject([{ subject: caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`]);
    expect(await rowOf()).toEqual({ ...before, version: before.version + 2 });
    expect(await world.database.selectFrom("case_stop").selectAll().execute()).toMatchObject([
      {
        undone_at: "2026-11-18T07:05:00.000Z",
        undone_by: await world.idOf("st-09"),
        undone_reason: "Her neighbour has the same name",
      },
    ]);
    expect(await agendaOf()).not.toContain(caseId);
    expect((await (await world.as(owen.reference)).home.open()).actions).toHaveLength(1);
    await (await world.as("st-03")).meetings.addCase({ meetingId, caseId });
    expect(await agendaOf()).toContain(caseId);
  });

  it("one that the team had closed is closed again, step by step", async () => {
    const chair = await world.as("st-01");
    const closing = { as: "closed", reason: "It is done", reviewTrigger: "A fall" } as const;
    await chair.cases.close({ caseId, version: await versionOf(), ...closing } as never);
    const { version, ...closed } = await rowOf();
    await stop("moved-away");
    world.clock.set("2026-11-18T07:10:00.000Z");
    await stop("died");
    await undo();
    expect(await rowOf()).toMatchObject({ closed_as: "moved-away" });
    await undo();
    expect(await rowOf()).toEqual({ ...closed, version: version + 4 });
  });

  it("nobody opens what was not stopped, without a word why, twice, or without knowing the case", async () => {
    expect((await problemFrom(undo())).message).toBe("This case was not stopped, or is open again already");
    await stop("died");
    expect(Object.keys((await problemFrom(undo({ reason: " " }))).fields)).toEqual(["reason"]);
    expect((await problemFrom(undo({ version: 1 }))).kind).toBe("stale");
    const foreign = (await world.as("st-20")).cases.undoStop({ caseId, version: 1, reason: "?" });
    expect((await problemFrom(foreign)).kind).toBe("missing");
  });

  it("one that was stopped before that was noted is taken to have been open", async () => {
    await world.database.deleteFrom("case_stop").execute();
    await undo();
    expect((await opened()).lifecycle).toMatchObject({ closedAt: null });
    expect(await world.database.selectFrom("case_stop").select("undone_reason").execute()).toHaveLength(1);
  });
});

describe("a guest who was asked about a case that ends", () => {
  inAPracticeOfItsOwn();

  it("may give nothing more from then on", async () => {
    const guest = {
      id: newId(),
      practice_id: practiceId,
      case_id: caseId,
      meeting_id: meetingId,
      staff_id: await world.idOf("st-20"),
      discipline: "police",
      asked_at: world.clock.now(),
      asked_by: await world.idOf("st-03"),
      code_tries: 0,
    };
    await world.database.transaction().execute((db) => keep(db, "guest", guest));
    await (await world.as("st-01")).cases.stop({ caseId, version: await versionOf(), as: "died" });
    const rows = await world.database.selectFrom("guest").select("revoked_at").execute();
    expect(rows).toEqual([{ revoked_at: world.clock.now() }]);
  });
});

describe("the team ends its work on a case", () => {
  inAPracticeOfItsOwn("case-05");

  const closing = async (over: Record<string, unknown>, reader = "st-03") =>
    (await world.as(reader)).cases.close({
      caseId,
      version: await versionOf(),
      reason: "It is done",
      ...over,
    } as never);

  it("stepping down names who goes on as lead, closing says what would bring it back, both say why", async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ as: "stepped-down" }, "leadId"],
      [{ as: "stepped-down", leadId: await world.idOf("st-20") }, "leadId"],
      [{ as: "closed" }, "reviewTrigger"],
      [{ as: "closed", reviewTrigger: "A fall", reason: " " }, "reason"],
      [{ as: "died" }, "as"],
      [{}, "as"],
    ];
    for (const [over, field] of wrong) {
      expect(Object.keys((await problemFrom(closing(over))).fields), JSON.stringify(over)).toEqual([field]);
    }
    expect((await rowOf()).closed_at).toBeNull();
  });

  it("which a member may not, and of which somebody who does not know the case learns nothing", async () => {
    const over = { as: "closed", reviewTrigger: "A fall" };
    expect((await problemFrom(closing(over, "st-09"))).kind).toBe("forbidden");
    expect((await problemFrom(closing(over, "st-20"))).kind).toBe("missing");
    const foreign = (await world.as("st-20")).cases.stop({ caseId, version: 1, as: "died" });
    expect((await problemFrom(foreign)).kind).toBe("missing");
  });

  it("and the case shows who leads, why, and what would bring it back", async () => {
    const leadId = await world.idOf("st-09");
    await closing({ as: "stepped-down", leadId, reviewTrigger: "His son goes back to work" }, "st-01");
    expect((await opened("st-04")).lifecycle).toMatchObject({
      state: "stepped-down",
      lead: "Ruth MacAulay",
      closedReason: "It is done",
      reviewTrigger: "His son goes back to work",
    });
    expect(await agendaOf()).not.toContain(caseId);
  });

  it("not twice at once", async () => {
    const { version } = await opened();
    const over = { caseId, version: version - 1, as: "closed", reason: "Again", reviewTrigger: "A fall" } as const;
    expect((await problemFrom((await world.as("st-03")).cases.close(over))).kind).toBe("stale");
  });
});

describe("the actions of a case that ended", () => {
  inAPracticeOfItsOwn();
  const open = async (reader = "st-01") => (await opened(reader)).lifecycle?.openActions ?? [];
  const closed = async (ticked: readonly { id: string; version: number }[], reader = "st-01") =>
    (await world.as(reader)).cases.closeActions({
      caseId,
      actions: ticked.map(({ id, version }) => `${id}:${version}`),
      reason: "She died",
    });

  it("are not closed together while it is open", async () => {
    const { message } = await problemFrom(closed(await open()));
    expect(message).toBe("This case is open. Close an action by itself, or end the case first");
  });

  it("are offered for closing to those who see them, and closed in one press, each with its line", async () => {
    await (await world.as("st-01")).cases.stop({ caseId, version: await versionOf(), as: "died" });
    const before = await open();
    expect(before).toHaveLength(3);
    await closed(before.slice(0, 2));
    expect(await open()).toEqual(before.slice(2));
    for (const { id: actionId } of before.slice(0, 2)) {
      const action = await (await world.as("st-01")).actions.open({ actionId });
      expect(action).toMatchObject({ state: "cancelled", outcomeText: "She died" });
      expect(action.history.at(-1)).toMatchObject({ kind: "cancelled", text: "She died", name: "Dr Catriona Bell" });
    }
  });

  it("not those of another case, not twice, and not by somebody who does not see them", async () => {
    const other = await actionNamed(world, "case-02-act-03");
    expect((await problemFrom(closed([{ id: other, version: 1 }]))).kind).toBe("missing");
    const [last] = await open();
    if (!last) throw new Error("One is left.");
    expect((await problemFrom(closed([{ ...last, version: last.version + 1 }]))).kind).toBe("stale");
    expect((await problemFrom(closed([last], "st-20"))).kind).toBe("missing");
    expect((await problemFrom(closed([]))).fields).toEqual({ actions: "Tick at least one action" });
    await closed([last]);
    expect((await problemFrom(closed([last]))).message).toBe("This action is already cancelled.");
  });
});

describe("a case that is seen again and again without a change", () => {
  inAPracticeOfItsOwn("case-04", "2026-11-26T13:00:00.000Z");

  async function seenBefore(outcomes: ("plan-continued" | "list-only" | "deferred" | "plan-changed")[]) {
    const items = await world.database
      .selectFrom("agenda_item")
      .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
      .select("agenda_item.id")
      .where("agenda_item.case_id", "=", caseId)
      .where("meeting.closed_at", "is not", null)
      .orderBy("meeting.starts_at", "desc")
      .execute();
    for (const [index, outcome] of outcomes.entries()) {
      const { id } = items[index] ?? { id: "" };
      await world.database.updateTable("agenda_item").set({ outcome }).where("id", "=", id).execute();
    }
  }
  async function conclude(over: Record<string, unknown>) {
    const item = await world.database
      .selectFrom("agenda_item")
      .select(["id", "version"])
      .where("case_id", "=", caseId)
      .where("meeting_id", "=", meetingId)
      .executeTakeFirstOrThrow();
    const chair = await world.as("st-01");
    return chair.discussions.conclude({ itemId: item.id, version: item.version, ...over } as never);
  }

  it("twice is nothing to ask about, and with a change between neither is more", async () => {
    await (await world.as("st-01")).meetings.start({ meetingId });
    await settleAll(world, ["st-01"]);
    await seenBefore(["plan-continued", "deferred"]);
    expect((await opened()).lifecycle?.unchanged).toBeNull();
    await seenBefore(["plan-changed", "deferred"]);
    await conclude({ outcome: "plan-continued" });
    expect((await opened()).lifecycle?.unchanged).toBeNull();
  });

  it("three times asks whether to close or to change, of whoever reads it", async () => {
    await seenBefore(["list-only", "deferred"]);
    expect((await opened()).lifecycle?.unchanged).toBe("Seen 3 times without change: close or change?");
    const problem = await problemFrom((await world.as("st-20")).cases.open({ caseId }));
    expect(problem.kind).toBe("missing");
  });

  it("and when it goes on unchanged once more, it must be said why", async () => {
    const at = "2026-11-12T13:00:00.000Z" as Instant;
    const meeting = {
      id: newId(),
      practice_id: practiceId,
      starts_at: at,
      ends_at: at,
      place: "Room 1",
      nominations_close: "2026-11-01" as Day,
      contributions_due: "2026-11-01" as Day,
      pack_freezes: "2026-11-01" as Day,
      opened_at: at,
      closed_at: at,
    };
    const item = { practice_id: practiceId, meeting_id: meeting.id, case_id: caseId, position: 1, minutes: 5 };
    await world.database.transaction().execute(async (db) => {
      await keep(db, "meeting", meeting);
      await keep(db, "agenda_item", { id: newId(), ...item, opened_at: at, concluded_at: at, outcome: "deferred" });
    });
    expect(Object.keys((await problemFrom(conclude({ outcome: "plan-continued" }))).fields)).toEqual(["reason"]);
    await conclude({ outcome: "plan-continued", reason: "She waits for the court" });
    await conclude({ outcome: "plan-changed", reason: "The court decided" });
    expect((await opened()).lifecycle?.unchanged).toBeNull();
  });
});
