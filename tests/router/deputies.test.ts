/** Who comes in somebody's place reads their cases for that meeting: those, no others, and no longer. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { caseNamed, doing, meetingNamed, problemFrom } from "../support/doing.ts";
import { oneThursday } from "../support/plans.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Reply = Parameters<Api["meetings"]["reply"]>[0];

let world: TestWorld;
let practiceId: string;
/** Thursday 26 November 2026, 1pm to 3pm: the cases 1, 2, 4 and 5. */
let meetingId: string;

beforeEach(async () => {
  ({ world, practiceId } = await anImportedWorld());
  meetingId = await meetingNamed(world, "mtg-2026-11-26");
});
afterEach(() => world.end());

async function answers(staff: string, reply: Partial<Reply>, by = staff) {
  const staffId = by === staff ? undefined : await world.idOf(staff);
  return (await world.as(by)).meetings.reply({ meetingId, reply: "declined", staffId, ...reply } as Reply);
}

/** The social worker of every case cannot come, and sends a colleague who is on none. */
async function sendsDeputy(staff = "st-04", deputy = "st-05") {
  await answers(staff, { deputyId: await world.idOf(deputy) });
}

/** The references of the cases that somebody opens. */
async function casesReadBy(staff: string): Promise<string[]> {
  const api = await world.as(staff);
  const rows = await world.database.selectFrom("mdt_case").select(["id", "reference"]).orderBy("reference").execute();
  const read = await Promise.all(
    rows.map((row) =>
      api.cases.open({ caseId: row.id }).then(
        (page) => (page.summary.banner ? row.reference : null),
        () => null,
      ),
    ),
  );
  return read.filter((reference) => reference !== null);
}

async function planned(day: string): Promise<string> {
  await (await world.as("st-03")).meetings.plan(oneThursday(practiceId, day));
  const rows = await world.database.selectFrom("meeting").select(["id", "starts_at"]).execute();
  return rows.find((row) => row.starts_at.startsWith(day))?.id ?? "";
}

async function mailsTo(staff: string) {
  return world.database
    .selectFrom("message")
    .select(["kind", "subject", "text", "meeting_id", "method", "calendar"])
    .where("staff_id", "=", await world.idOf(staff))
    .orderBy("id")
    .execute();
}

function sequenceOf(mail: { calendar: string | null } | undefined): number {
  return Number(/^SEQUENCE:(\d+)/m.exec(mail?.calendar ?? "")?.[1] ?? Number.NaN);
}

async function itemOf(reference: string) {
  const caseId = await caseNamed(world, reference);
  const { agenda } = await (await world.as("st-03")).meetings.open({ meetingId });
  const item = agenda.find((candidate) => candidate.caseId === caseId);
  if (!item) throw new Error(`${reference} is not on this agenda.`);
  return item;
}

describe("a deputy", () => {
  it("reads the cases on the agenda that the person they stand in for reads, and no others", async () => {
    expect(await casesReadBy("st-05")).toEqual([]);
    await sendsDeputy();
    expect(await casesReadBy("st-05")).toEqual(["case-01", "case-02", "case-04", "case-05"]);

    // The housing officer reads one case of the agenda; the homelessness caseworker another, as one of its team.
    await sendsDeputy("st-13", "st-19");
    expect(await casesReadBy("st-19")).toEqual(["case-02", "case-04"]);
  });

  it("sees them in their lists, on the agenda and in the pack", async () => {
    await sendsDeputy();
    const api = await world.as("st-05");
    expect((await api.cases.list({})).map((row) => row.number)).toHaveLength(4);
    expect((await api.meetings.open({ meetingId })).agenda).toHaveLength(4);
    expect((await api.meetings.pack({ meetingId })).pages).toHaveLength(4);
  });

  it("does not see what is only for the person they stand in for by name", async () => {
    const caseId = await caseNamed(world, "case-01");
    const seenBy = async (staff: string) => {
      const { summary } = await (await world.as(staff)).cases.open({ caseId });
      return { items: summary.visibleItems, page: JSON.stringify(summary) };
    };
    const { summary } = await (await world.as("st-01")).cases.open({ caseId });
    const named = summary.sensitive.find((item) => item.reference === "case-01-con-06-s1");
    expect(named).toBeDefined();

    await sendsDeputy("st-01", "st-02");
    const deputy = await seenBy("st-02");
    expect(deputy.items).toContain("case-01-con-06");
    expect(deputy.items).not.toContain("case-01-con-06-s1");
    expect(deputy.page).not.toContain(named?.text ?? "");
    expect((await seenBy("st-01")).items).toContain("case-01-con-06-s1");
  });

  it("is told by mail, without a word of any case, and can say no, which ends it", async () => {
    await sendsDeputy();
    expect(await mailsTo("st-05")).toMatchObject([
      {
        kind: "invitation",
        subject: "Can you stand in? Team meeting, Thursday 26 November 2026, 1pm to 3pm",
        meeting_id: meetingId,
        method: "REQUEST",
      },
    ]);
    await answers("st-05", { reply: "declined" });
    expect(await casesReadBy("st-05")).toEqual([]);
    const { people } = await (await world.as("st-03")).meetings.open({ meetingId });
    expect(people.find((person) => person.name === "Fiona Galbraith")).toMatchObject({ reply: "declined" });
  });

  it("stands beside the team where it is listed, and is none of it", async () => {
    await sendsDeputy();
    const page = await (await world.as("st-01")).cases.open({ caseId: await caseNamed(world, "case-04") });
    expect(page.team.map((member) => member.name)).not.toContain("Callum Reyes");
    expect(page.deputies).toMatchObject([
      {
        name: "Callum Reyes",
        discipline: "social-work",
        standsInFor: "Fiona Galbraith",
        meeting: "Thursday 26 November 2026, 1pm to 3pm",
      },
    ]);
  });

  it("counts for their discipline", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.setNeeds({ meetingId, version, chairId: null, needed: ["social-work"], invited: [] });
    await answers("st-05", { reply: "tentative" });
    await answers("st-20", { reply: "declined" });
    await answers("st-04", {});
    const gaps = async () => (await itemOf("case-04")).quorum?.gaps;
    expect(await gaps()).toEqual(["Social work cannot come"]);
    await answers("st-05", { reply: "accepted" });
    expect(await gaps()).toEqual(["Social work cannot come"]);
    await sendsDeputy();
    expect(await gaps()).toEqual([]);
  });

  it("never beats an objection, which ends it at once, nor a discipline that is not invited", async () => {
    await sendsDeputy("st-13", "st-19");
    const caseId = await caseNamed(world, "case-04");
    await (
      await world.as("st-01")
    ).cases.object({ caseId, againstDiscipline: "housing", text: "Owes rent and is afraid of the landlord" });
    expect(await casesReadBy("st-19")).toEqual(["case-02"]);
    const deputy = await world.as("st-19");
    expect((await problemFrom(deputy.contributions.open({ caseId }))).kind).toBe("missing");
  });

  it("who has left reads nothing", async () => {
    await sendsDeputy();
    await world.database
      .updateTable("staff")
      .set({ left_on: "2026-11-23" as never })
      .where("id", "=", await world.idOf("st-05"))
      .execute();
    const caseId = await caseNamed(world, "case-04");
    const deputy = await world.as("st-05");
    expect((await problemFrom(deputy.cases.open({ caseId }))).kind).toBe("forbidden");
  });
});

describe("what a deputy may read ends", () => {
  const none: string[] = [];
  const all = ["case-01", "case-02", "case-04", "case-05"];
  beforeEach(async () => {
    await sendsDeputy();
    expect(await casesReadBy("st-05")).toEqual(all);
  });

  it("when another is sent instead, who is told, and so is the first", async () => {
    await sendsDeputy("st-04", "st-20");
    expect(await casesReadBy("st-05")).toEqual(none);
    expect(await casesReadBy("st-20")).toEqual(all);
    expect((await mailsTo("st-05")).map((mail) => mail.kind)).toEqual(["invitation", "cancelled"]);
    expect((await mailsTo("st-20")).map((mail) => mail.kind)).toEqual(["invitation"]);
  });

  it("when the deputy is taken back", async () => {
    await answers("st-04", { deputyId: "" });
    expect(await casesReadBy("st-05")).toEqual(none);
  });

  it("when the person comes after all", async () => {
    await answers("st-04", { reply: "accepted" });
    expect(await casesReadBy("st-05")).toEqual(none);
  });

  it("not when they only add a reason", async () => {
    await answers("st-04", { reason: "At court" });
    expect(await casesReadBy("st-05")).toEqual(all);
    expect(await mailsTo("st-05")).toHaveLength(1);
  });

  it("when the meeting closes, though the cases go on to the next", async () => {
    await planned("2026-12-31");
    const chair = await world.as("st-01");
    await chair.meetings.start({ meetingId });
    expect(await casesReadBy("st-05")).toEqual(all);
    await chair.meetings.close({ meetingId, carry: true });
    expect(await casesReadBy("st-05")).toEqual(none);
  });

  it("when the meeting is cancelled", async () => {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    await coordinator.meetings.cancel({ meetingId, version, reason: "Nobody can come" });
    expect(await casesReadBy("st-05")).toEqual(none);
  });

  it("for a case that leaves the agenda, and begins for one that joins it", async () => {
    const next = await planned("2026-12-31");
    const { itemId, version } = await itemOf("case-05");
    await (await world.as("st-03")).meetings.postponeCase({ itemId, version });
    expect(await casesReadBy("st-05")).toEqual(["case-01", "case-02", "case-04"]);
    await (await world.as("st-01")).meetings.addCase({ meetingId, caseId: await caseNamed(world, "case-05") });
    expect(await casesReadBy("st-05")).toEqual(all);
    expect(next).not.toBe("");
  });

  it("for a case whose team the person leaves", async () => {
    const caseId = await caseNamed(world, "case-04");
    const chair = await world.as("st-01");
    const page = await chair.cases.open({ caseId });
    const away = await world.idOf("st-04");
    await chair.cases.changeTeam({
      caseId,
      version: page.version,
      team: page.team.map((member) => member.id).filter((member) => member !== away),
      disciplines: page.invited,
    });
    expect(await casesReadBy("st-05")).toEqual(["case-01", "case-02", "case-05"]);
  });

  it("with the step after the meeting at the latest, where nobody closed it", async () => {
    await world.database
      .insertInto("cycle_step")
      .values({
        id: "0198f2a0-0000-7000-8000-000000000001",
        practice_id: practiceId,
        meeting_id: meetingId,
        step: "issue",
        taken_at: world.clock.now(),
      })
      .execute();
    await (await world.as("st-09")).meetings.reply({ meetingId, reply: "tentative" });
    expect(await casesReadBy("st-05")).toEqual(none);
  });

  it("a week after the meeting with whatever happens next, where the program was off and nobody closed it", async () => {
    const next = await planned("2027-01-14");
    await sendsDeputy();
    world.clock.set("2026-12-30T09:00:00.000Z");
    await (await world.as("st-03")).meetings.reply({ meetingId: next, reply: "accepted" } as Reply);
    expect(await casesReadBy("st-05")).toEqual([]);
  });
});

describe("when the date moves", () => {
  const where = "Dr Sadiq's room";
  async function moves(to: { start?: string; place?: string }) {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    const day = to.start ? "2026-11-27" : "2026-11-26";
    const change = { day, start: "13:00", minutes: 120, place: "", reason: "The hall is let", ...to };
    await coordinator.meetings.move({ meetingId, version, ...change });
  }
  async function onlySocialWorkersByName() {
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.meetings.open({ meetingId });
    const chairId = await world.idOf("st-04");
    await coordinator.meetings.setNeeds({ meetingId, version, chairId, needed: ["gp"], invited: [] });
  }
  const movedTo = "Moved: Thursday 26 November 2026, 1pm to 3pm -> Friday 27 November 2026, 1pm to 3pm";

  it("deputies hear in the one mail of it that they are not asked any more, and so do those they stood in for", async () => {
    await sendsDeputy();
    await moves({ start: "13:00" });
    const deputy = (await mailsTo("st-05")).slice(1);
    expect(deputy).toMatchObject([{ kind: "moved", method: "REQUEST" }]);
    expect(deputy[0]?.text).toContain(`${movedTo}\n`);
    expect(deputy[0]?.text).toContain("You are no longer asked to stand in for Fiona Galbraith.");
    expect(deputy[0]?.text).toContain("Answer again with one button");
    const person = await mailsTo("st-04");
    expect(person).toMatchObject([{ kind: "moved" }]);
    expect(person[0]?.text).toContain("Callum Reyes is no longer asked to stand in for you, and is told so.");
    expect((await mailsTo("st-14"))[0]?.text).not.toContain("stand in");
    expect(await casesReadBy("st-05")).toEqual([]);
  });

  it("who was invited as a deputy only is not asked to answer, and their calendar drops it", async () => {
    await onlySocialWorkersByName();
    await sendsDeputy();
    await moves({ start: "13:00" });
    const [asked, released, ...more] = (await mailsTo("st-05")).filter(
      (mail) => mail.text.includes("stand in") || mail.kind === "invitation",
    );
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ kind: "invitation", method: "REQUEST" });
    expect(released).toMatchObject({
      kind: "cancelled",
      method: "CANCEL",
      subject: "You need not stand in: team meeting on Thursday 26 November 2026, Harland Cross Medical Practice",
    });
    for (const words of [movedTo, "Why: The hall is let", "no longer asked to stand in for Fiona Galbraith"]) {
      expect(released?.text).toContain(words);
    }
    expect(released?.text).not.toContain("{answer}");
    expect(sequenceOf(released)).toBeGreaterThan(sequenceOf(asked));
  });

  it("they still stand in where only the place changes", async () => {
    await sendsDeputy();
    await moves({ place: where });
    expect((await mailsTo("st-05")).at(-1)?.text).not.toContain("no longer");
    expect(await casesReadBy("st-05")).toContain("case-04");
  });

  it("a deputy who is released and was invited as nothing else has it cancelled by a higher number", async () => {
    await onlySocialWorkersByName();
    await sendsDeputy();
    await answers("st-04", { deputyId: "" });
    world.clock.pass(1);
    await sendsDeputy();
    const [asked, released, again] = (await mailsTo("st-05")).filter(
      (mail) => mail.text.includes("stand in") || mail.subject.includes("stand in"),
    );
    expect([asked?.method, released?.method, again?.method]).toEqual(["REQUEST", "CANCEL", "REQUEST"]);
    expect(sequenceOf(released)).toBeGreaterThan(sequenceOf(asked));
    expect(sequenceOf(again)).toBeGreaterThanOrEqual(sequenceOf(released));
  });
});

describe("the team of a case that a deputy reads", () => {
  it("can be changed without ending or doubling them, and can take them in for good", async () => {
    await sendsDeputy();
    const caseId = await caseNamed(world, "case-04");
    const chair = await world.as("st-01");
    const saved = async (change: (team: string[]) => string[]) => {
      const page = await chair.cases.open({ caseId });
      const team = change(page.team.map((member) => member.id));
      await chair.cases.changeTeam({ caseId, version: page.version, team, disciplines: page.invited });
    };
    await saved((team) => team);
    expect(await casesReadBy("st-05")).toContain("case-04");

    const deputyId = await world.idOf("st-05");
    await saved((team) => [...team, deputyId]);
    await answers("st-04", { reply: "accepted" });
    expect(await casesReadBy("st-05")).toEqual(["case-04"]);

    await saved((team) => team.filter((member) => member !== deputyId));
    expect(await casesReadBy("st-05")).toEqual([]);
  });
});

describe("an answer", () => {
  it.each<[string, Partial<Reply> & { deputy?: string }, string]>([
    ["of another discipline", { deputy: "st-09" }, "Choose somebody of the same discipline at this practice"],
    ["themselves", { deputy: "st-04" }, "Choose somebody else"],
    ["while coming", { reply: "accepted", deputy: "st-05" }, "Only somebody who cannot come can send a deputy"],
  ])("cannot name a deputy %s", async (_, { deputy = "", ...rest }, words) => {
    const problem = await problemFrom(answers("st-04", { ...rest, deputyId: await world.idOf(deputy) }));
    expect(problem.fields).toEqual({ deputyId: words });
  });

  it("cannot name somebody who cannot come either", async () => {
    await answers("st-05", {});
    expect((await problemFrom(sendsDeputy())).fields["deputyId"]).toBe(
      "Callum Reyes cannot come either. Choose somebody else",
    );
  });

  it("may be for a part, by the clock on the wall, within the meeting", async () => {
    await answers("st-09", { reply: "accepted", from: "1:30pm", until: "2pm" });
    const { people } = await (await world.as("st-03")).meetings.open({ meetingId });
    expect(people.find((person) => person.name === "Ruth MacAulay")).toMatchObject({
      reply: "accepted",
      part: "from 1:30pm to 2pm",
    });
    for (const part of [{ from: "12pm" }, { until: "4pm" }, { from: "2pm", until: "1:30pm" }, { from: "soon" }]) {
      expect((await problemFrom(answers("st-09", { reply: "accepted", ...part }))).kind).toBe("refused");
    }
  });

  it("can be recorded by a coordinator for somebody who rang, on record; by nobody else", async () => {
    const { logged } = await doing(world, () => answers("st-14", { reply: "accepted" }, "st-03"));
    expect(logged).toMatchObject([{ verb: "meeting.reply", actor: await world.idOf("st-03"), subject: meetingId }]);
    const entry = await world.database
      .selectFrom("audit")
      .select("reason")
      .where("verb", "=", "meeting.reply")
      .executeTakeFirstOrThrow();
    expect(entry.reason).toBe(`for ${await world.idOf("st-14")}`);
    expect((await problemFrom(answers("st-14", { reply: "accepted" }, "st-09"))).kind).toBe("forbidden");
    expect((await world.being("operator").audit.verify()).length).toBe(0);
  });

  it("to a meeting that is over is refused in words", async () => {
    world.clock.set("2026-11-26T15:00:00.000Z");
    expect((await problemFrom(answers("st-09", { reply: "accepted" }))).message).toBe("This meeting is over");
  });
});
