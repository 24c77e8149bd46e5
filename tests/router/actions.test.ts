/** Actions: one owner, the owner's answers, the review that opens a meeting, and the log in all its lists. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toJson } from "#db/queries/json.ts";
import { keep } from "#db/queries/rows.ts";
import type { Day, Instant } from "#db/schema.ts";
import { readCsv } from "#server/domain/csv.ts";
import type { Api } from "#server/router.ts";
import { actionNamed, caseNamed, doing, meetingNamed, problemFrom, problemsFrom } from "../support/doing.ts";
import { aPracticeNextDoor } from "../support/nextDoor.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Review = Parameters<Api["actions"]["judge"]>[0];

let world: TestWorld;
let practiceId: string;

async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld());
}

function inAPracticeOfItsOwn(): void {
  beforeAll(begin);
  afterAll(() => world.end());
}

/** A new action of case-01, recorded by the chair. */
async function recorded(owner = "st-09", over: { text?: string; due?: string; goal?: string } = {}): Promise<string> {
  const { actionId } = await (
    await world.as("st-01")
  ).actions.record({
    caseId: await caseNamed(world, "case-01"),
    text: "Look at the stairs",
    ownerId: await world.idOf(owner),
    due: "2026-12-03",
    ...over,
  });
  return actionId;
}

async function rowOf(actionId: string) {
  return world.database.selectFrom("action").selectAll().where("id", "=", actionId).executeTakeFirstOrThrow();
}

async function historyOf(actionId: string): Promise<[string, string | null][]> {
  const rows = await world.database
    .selectFrom("action_update")
    .select(["kind", "text"])
    .where("action_id", "=", actionId)
    .orderBy("at")
    .orderBy("id")
    .execute();
  return rows.map((row) => [row.kind, row.text]);
}

/** The verbs of an owner, on the action as it stands. */
async function by(owner: string, actionId: string) {
  const { actions } = await world.as(owner);
  const named = async () => ({ actionId, version: (await rowOf(actionId)).version });
  return {
    accept: async () => actions.accept(await named()),
    decline: async (reason = "On leave") => actions.decline({ ...(await named()), as: "other", reason }),
    report: async (kind: "done" | "blocked" | "started" | "note", text?: string) =>
      actions.report({
        ...(await named()),
        kind,
        ...(text ? { text } : {}),
        ...(kind === "done" ? { outcome: "achieved" as const } : {}),
      }),
  };
}

async function stateFor(reader: string, actionId: string): Promise<string> {
  return (await (await world.as(reader)).actions.open({ actionId })).state;
}

const idsIn = (answer: { actions: { id: string }[] }) => answer.actions.map((action) => action.id);

describe("the chair records an action", () => {
  inAPracticeOfItsOwn();

  it("for one person of the team, who finds it at home with its day", async () => {
    const caseId = await caseNamed(world, "case-01");
    const { answer, logged, signals } = await doing(world, async () =>
      (await world.as("st-01")).actions.record({
        caseId,
        text: "Look at the stairs",
        goal: "falls",
        ownerId: await world.idOf("st-09"),
        due: "2026-12-03",
      }),
    );
    const actionId = answer?.actionId ?? "";
    expect(logged).toEqual([
      { verb: "action.record", actor: await world.idOf("st-01"), subject: actionId, caseId, outcome: "done" },
    ]);
    expect(signals).toEqual([`case:${caseId}`]);
    const nurse = await world.as("st-09");
    expect((await nurse.home.open()).actions.find((action) => action.id === actionId)).toMatchObject({
      text: "Look at the stairs",
      dueWords: "due in 9 days",
      state: "open",
      initials: "GA",
    });
    expect(await nurse.actions.open({ actionId })).toMatchObject({
      owner: "Ruth MacAulay",
      goal: "falls",
      mine: true,
      may: [
        "action.accept",
        "action.decline",
        "action.report",
        "action.ask",
        "action.answer",
        "action.help",
        "action.markCopied",
        "action.reopen",
        "action.takeOver",
      ],
      history: [{ kind: "recorded", name: "Dr Catriona Bell" }],
    });
  });

  it("for herself, and has accepted it with that", async () => {
    expect(await stateFor("st-01", await recorded("st-01"))).toBe("accepted");
  });

  const wrong: [string, Record<string, string>, "invalid" | "refused", string][] = [
    ["for somebody who has left", { ownerId: "st-06" }, "refused", "ownerId"],
    ["for somebody who is not on the team", { ownerId: "st-12" }, "refused", "ownerId"],
    ["for a discipline", { ownerId: "district-nurse" }, "refused", "ownerId"],
    ["for nobody", { ownerId: "" }, "invalid", "ownerId"],
    ["by yesterday", { due: "2026-11-23" }, "refused", "due"],
    ["by no day", { due: "" }, "invalid", "due"],
    ["to do nothing", { text: " " }, "invalid", "text"],
  ];
  it.each(wrong)("not %s", async (_, over, kind, field) => {
    const ownerId = over.ownerId?.startsWith("st-") ? await world.idOf(over.ownerId) : over.ownerId;
    const action = { caseId: await caseNamed(world, "case-01"), text: "Ring", due: "2026-12-03", ...over };
    const { problem, signals } = await doing(world, async () =>
      (await world.as("st-01")).actions.record({ ...action, ownerId: ownerId ?? (await world.idOf("st-09")) }),
    );
    expect([problem?.kind, Object.keys(problem?.fields ?? {})]).toEqual([kind, [field]]);
    expect(signals).toEqual([]);
  });

  it("and today is not too late", async () => {
    expect((await rowOf(await recorded("st-09", { due: "2026-11-24" }))).due).toBe("2026-11-24");
  });

  it("but nobody does who only contributes, or knows nothing of the case", async () => {
    const action = {
      caseId: await caseNamed(world, "case-02"),
      text: "Ring",
      ownerId: await world.idOf("st-11"),
      due: "2026-12-03",
    };
    expect((await problemFrom((await world.as("st-15")).actions.record(action))).kind).toBe("forbidden");
    expect((await problemFrom((await world.as("st-09")).actions.record(action))).kind).toBe("missing");
  });
});

describe("the owner answers", () => {
  inAPracticeOfItsOwn();

  it("accepts, starts, is held up, goes on, and is done; each step stays on record", async () => {
    const actionId = await recorded();
    const caseId = await caseNamed(world, "case-01");
    const nurse = await by("st-09", actionId);
    const states = ["open"];
    const steps = [
      () => nurse.accept(),
      () => nurse.report("started"),
      () => nurse.report("blocked", "The lift is out"),
      () => nurse.report("started", "The lift works"),
      () => nurse.report("note", "Two steps are loose"),
      () => nurse.report("done", "Rail fitted"),
    ];
    for (const step of steps) {
      world.clock.pass(1);
      const { logged, signals } = await doing(world, step);
      expect(logged).toMatchObject([{ actor: await world.idOf("st-09"), subject: actionId, caseId, outcome: "done" }]);
      expect(signals).toEqual([`case:${caseId}`]);
      states.push(await stateFor("st-01", actionId));
    }
    expect(states).toEqual(["open", "accepted", "in-progress", "blocked", "in-progress", "in-progress", "done"]);
    expect(await historyOf(actionId)).toEqual([
      ["recorded", null],
      ["accepted", null],
      ["started", null],
      ["blocked", "The lift is out"],
      ["started", "The lift works"],
      ["note", "Two steps are loose"],
      ["done", "Rail fitted"],
    ]);
    expect(await rowOf(actionId)).toMatchObject({
      closed_as: "done",
      outcome: "achieved",
      outcome_text: "Rail fitted",
    });
    for (const step of [() => nurse.accept(), () => nurse.decline(), () => nurse.report("note", "More")]) {
      const { problem, logged } = await doing(world, step);
      expect([problem?.kind, problem?.message]).toEqual(["refused", "This action is already done."]);
      expect(logged).toMatchObject([{ outcome: "refused" }]);
    }
    expect(await historyOf(actionId)).toHaveLength(7);
  });

  it("declines with why, and the action needs an owner; takes it after all", async () => {
    const actionId = await recorded();
    const nurse = await by("st-09", actionId);
    expect(Object.keys((await problemFrom(nurse.decline(" "))).fields)).toEqual(["reason"]);
    await nurse.decline("On leave until January");
    expect(await stateFor("st-01", actionId)).toBe("declined");
    const log = await (await world.as("st-01")).actions.list({ whose: "team", show: "no-owner" });
    expect(idsIn(log)).toContain(actionId);
    expect((await problemFrom(nurse.decline())).kind).toBe("refused");
    await nurse.accept();
    expect(await stateFor("st-01", actionId)).toBe("accepted");
    expect(await historyOf(actionId)).toContainEqual(["declined", "On leave until January"]);
  });

  it("declines what is held up: then it needs an owner, and is not merely held up", async () => {
    const actionId = await recorded();
    const nurse = await by("st-09", actionId);
    await nurse.report("blocked", "No key");
    await nurse.decline();
    expect(await stateFor("st-01", actionId)).toBe("declined");
  });

  it("says that a declined one is begun or held up, and holds it again with that", async () => {
    const begun = await recorded();
    const nurse = await by("st-09", begun);
    await nurse.decline();
    await nurse.report("started");
    expect(await stateFor("st-01", begun)).toBe("in-progress");
    await nurse.decline();
    await nurse.report("blocked", "No key");
    await nurse.report("started");
    expect(await stateFor("st-01", begun)).toBe("in-progress");
  });

  it.each([
    ["blocked", "text", "Say what it is waiting for"],
    ["note", "text", "Enter the note"],
  ] as const)("a %s without words is asked for them", async (kind, field, sentence) => {
    const actionId = await recorded();
    const problem = await problemFrom((await by("st-09", actionId)).report(kind));
    expect([problem.kind, problem.fields]).toEqual(["invalid", { [field]: sentence }]);
  });

  it("and what is done says what it brought for the person", async () => {
    const actionId = await recorded();
    const attempt = (await world.as("st-09")).actions.report({ actionId, version: 1, kind: "done" });
    expect(Object.keys((await problemFrom(attempt)).fields)).toEqual(["outcome"]);
  });

  it("in two tabs: the second is told what it is now, and changes nothing", async () => {
    const actionId = await recorded();
    const nurse = await world.as("st-09");
    await nurse.actions.accept({ actionId, version: 1 });
    const { problem, logged, signals } = await doing(world, () =>
      nurse.actions.report({ actionId, version: 1, kind: "started" }),
    );
    expect(problem?.kind).toBe("stale");
    expect(problem?.message).toContain("it is now accepted");
    expect(logged).toMatchObject([{ verb: "action.report", outcome: "stale" }]);
    expect(signals).toEqual([]);
    expect(await stateFor("st-09", actionId)).toBe("accepted");
  });

  it("and nobody answers for the owner, not even the chair; others do not know the action", async () => {
    const actionId = await recorded();
    for (const [reader, kind] of [
      ["st-01", "forbidden"],
      ["st-03", "forbidden"],
      ["st-12", "missing"],
    ] as const) {
      const { actions } = await world.as(reader);
      const problems = await problemsFrom(
        actions.accept({ actionId, version: 1 }),
        actions.decline({ actionId, version: 1, as: "no-time" }),
        actions.report({ actionId, version: 1, kind: "note", text: "No" }),
      );
      expect(
        problems.map((problem) => problem.kind),
        reader,
      ).toEqual(Array(3).fill(kind));
    }
    expect((await (await world.as("st-01")).actions.open({ actionId })).may).toEqual([
      "action.answer",
      "action.help",
      "action.reopen",
      "action.takeOver",
      "guest.give",
      "guest.mailOwner",
    ]);
  });
});

describe("the action review gives verdicts", () => {
  inAPracticeOfItsOwn();
  let meetingId: string;
  beforeAll(async () => {
    meetingId = await meetingNamed(world, "mtg-2026-11-26");
  });

  const judged = async (actionId: string, over: Omit<Partial<Review>, "actionId">, reader = "st-01") =>
    (await world.as(reader)).actions.judge({
      actionId,
      meetingId,
      version: (await rowOf(actionId)).version,
      ...over,
    } as Review);

  it("not before the meeting has begun", async () => {
    const actionId = await recorded();
    const problem = await problemFrom(judged(actionId, { verdict: "on-track" }));
    expect(problem.message).toBe("The meeting has not begun. Open the room first");
    world.clock.set("2026-11-26T13:00:00.000Z");
    await (await world.as("st-01")).meetings.start({ meetingId });
  });

  it("done, on track, held up, another day, another owner, dropped: each with its line of history", async () => {
    const verdicts: [Omit<Partial<Review>, "actionId">, string, [string, string | null]][] = [
      [{ verdict: "done", outcome: "achieved", text: "Rail fitted" }, "done", ["done", "Done: Rail fitted"]],
      [{ verdict: "on-track" }, "accepted", ["reviewed", "On track"]],
      [{ verdict: "blocked", text: "No key" }, "blocked", ["blocked", "Blocked: No key"]],
      [{ verdict: "new-date", due: "2027-01-14" }, "accepted", ["moved", "New date: 14 Jan 2027"]],
      [
        { verdict: "new-owner", ownerId: await world.idOf("st-07") },
        "open",
        ["handed-over", "New owner: from Ruth MacAulay to Jamie Okafor"],
      ],
      [{ verdict: "drop", text: "She moved" }, "cancelled", ["cancelled", "Drop: She moved"]],
    ];
    for (const [verdict, state, line] of verdicts) {
      const actionId = await recorded();
      await (await by("st-09", actionId)).accept();
      const { logged, signals } = await doing(world, () => judged(actionId, verdict));
      expect(logged).toMatchObject([{ verb: "action.review", subject: actionId, outcome: "done" }]);
      expect(signals.sort()).toEqual([`case:${await caseNamed(world, "case-01")}`, `meeting:${meetingId}`]);
      expect(await stateFor("st-01", actionId)).toBe(state);
      expect((await historyOf(actionId)).at(-1)).toEqual(line);
    }
  });

  it("a new owner of what was begun is asked whether they take it", async () => {
    const actionId = await recorded();
    await (await by("st-09", actionId)).report("started");
    await judged(actionId, { verdict: "new-owner", ownerId: await world.idOf("st-07") });
    expect(await stateFor("st-07", actionId)).toBe("open");
    await (await by("st-07", actionId)).accept();
    expect(await stateFor("st-01", actionId)).toBe("accepted");
    expect((await problemFrom((await by("st-09", actionId)).accept())).kind).toBe("forbidden");
  });

  it("an action whose owner has left gets one who is here", async () => {
    const actionId = await actionNamed(world, "case-01-act-04");
    const { actions } = await (await world.as("st-01")).actions.list({ whose: "team", show: "no-owner" });
    expect(actions.find((action) => action.id === actionId)?.isOrphaned).toBe(true);
    const gone = await problemFrom(judged(actionId, { verdict: "new-owner", ownerId: await world.idOf("st-06") }));
    expect(gone.fields).toEqual({ ownerId: "Choose somebody who is here" });
    await judged(actionId, { verdict: "new-owner", ownerId: await world.idOf("st-07") });
    expect(idsIn(await (await world.as("st-07")).actions.list({ whose: "mine" }))).toContain(actionId);
  });

  it("an owner who is not on the case's team sees that one action, and nothing of its case", async () => {
    const actionId = await recorded("st-09", { text: "Ask about aftercare", goal: "home" });
    await judged(actionId, { verdict: "new-owner", ownerId: await world.idOf("st-20"), text: "Knows the flat" });
    const owner = await world.as("st-20");
    const action = await owner.actions.open({ actionId });
    expect(action).toMatchObject({ text: "Ask about aftercare", due: "2026-12-03", state: "open", case: null });
    expect([action.goal, action.history, action.meeting]).toEqual([null, [], null]);
    const seen = JSON.stringify([action, await owner.actions.list({}), await owner.home.open()]);
    expect(seen).not.toMatch(/"GA"|Auchterlonie|AUCHTERLONIE|Knows the flat/);
    const caseId = await caseNamed(world, "case-01");
    expect(seen).not.toContain(caseId);
    expect((await problemFrom(owner.cases.open({ caseId }))).kind).toBe("missing");
    await owner.actions.accept({ actionId, version: (await rowOf(actionId)).version });
    expect(await stateFor("st-01", actionId)).toBe("accepted");
  });

  it("the new owner is of this practice, and so is the meeting", async () => {
    await aPracticeNextDoor(world);
    const actionId = await recorded();
    const stranger = judged(actionId, { verdict: "new-owner", ownerId: await world.idOf("nd-01") });
    expect((await problemFrom(stranger)).fields).toEqual({ ownerId: "Choose somebody who is here" });
    const elsewhere = judged(actionId, { verdict: "on-track", meetingId: await meetingNamed(world, "nd-mtg") });
    expect((await problemFrom(elsewhere)).kind).toBe("missing");
    expect(await historyOf(actionId)).toEqual([["recorded", null]]);
  });

  const lacking: [Omit<Partial<Review>, "actionId">, string][] = [
    [{ verdict: "blocked" }, "text"],
    [{ verdict: "drop" }, "text"],
    [{ verdict: "new-date" }, "due"],
    [{ verdict: "new-date", due: "2026-11-25" }, "due"],
    [{ verdict: "new-owner" }, "ownerId"],
    [{ verdict: "perhaps" as never }, "verdict"],
  ];
  it.each(lacking)("%o lacks its %s", async (over, field) => {
    const actionId = await recorded();
    expect(Object.keys((await problemFrom(judged(actionId, over))).fields)).toEqual([field]);
  });

  it("is shown to each reader with their open actions, overdue first, and the verdicts so far", async () => {
    const actionId = await actionNamed(world, "case-01-act-03");
    await judged(actionId, { verdict: "on-track", text: "She rang the daughter" });
    const { answer: review, logged } = await doing(world, async () =>
      (await world.as("st-01")).actions.review({ meetingId }),
    );
    expect(logged).toMatchObject([{ verb: "meeting.review", subject: meetingId, outcome: "done" }]);
    expect(review?.actions[0]).toMatchObject({ id: actionId, isOverdue: true, verdict: { kind: "reviewed" } });
    const overdue = review?.actions.map((action) => action.isOverdue && action.state !== "done") ?? [];
    expect(overdue.lastIndexOf(true)).toBeLessThan(overdue.indexOf(false));
    const nurse = await (await world.as("st-09")).actions.review({ meetingId });
    expect(new Set(nurse.actions.map((action) => action.case?.number))).toEqual(new Set([1, 4]));
    expect(nurse.runs).toBe(false);
  });

  it("not by somebody who does not read the case", async () => {
    const actionId = await recorded();
    expect((await problemFrom(judged(actionId, { verdict: "on-track" }, "st-12"))).kind).toBe("missing");
  });
});

describe("the log", () => {
  inAPracticeOfItsOwn();
  const references = async (reader: string, filters: Parameters<Api["actions"]["list"]>[0]) => {
    const ids = idsIn(await (await world.as(reader)).actions.list(filters));
    const rows = await world.database.selectFrom("action").select(["id", "reference"]).execute();
    return ids.map((id) => rows.find((row) => row.id === id)?.reference);
  };

  it("begins with what is mine and open, the longest due first", async () => {
    expect(await references("st-01", {})).toEqual(["case-01-act-03", "case-05-act-02"]);
  });

  it("of the team holds the actions of the cases that I read, and of no others", async () => {
    expect(await references("st-09", { whose: "team" })).toEqual([
      "case-01-act-03",
      "case-05-act-05",
      "case-01-act-04",
      "case-05-act-02",
      "case-01-act-05",
    ]);
    expect(await references("st-15", { whose: "team" })).toEqual([]);
  });

  it.each([
    ["overdue", ["case-01-act-03", "case-05-act-05", "case-01-act-04", "case-05-act-02", "case-01-act-05"]],
    ["blocked", ["case-01-act-05"]],
    ["no-owner", ["case-01-act-04"]],
    ["done", ["case-05-act-04", "case-05-act-03", "case-01-act-02", "case-01-act-01", "case-05-act-01"]],
  ] as const)("%s", async (show, expected) => {
    expect(await references("st-09", { whose: "team", show })).toEqual(expected);
  });

  it("of one owner, of one case, of one practice", async () => {
    const ownerId = await world.idOf("st-18");
    expect(await references("st-01", { whose: "team", ownerId })).toEqual(["case-01-act-05"]);
    const caseId = await caseNamed(world, "case-05");
    expect(await references("st-01", { whose: "team", caseId })).toEqual(["case-05-act-05", "case-05-act-02"]);
    expect(await references("st-01", { practiceId })).toEqual(["case-01-act-03", "case-05-act-02"]);
    expect(await references("st-01", { practiceId: "another" })).toEqual([]);
    const hidden = await caseNamed(world, "case-02");
    expect(await references("st-09", { whose: "team", caseId: hidden })).toEqual([]);
  });

  it("of one discipline, whoever of it owns them", async () => {
    expect(await references("st-09", { whose: "team", discipline: "occupational-therapy" })).toEqual([
      "case-01-act-05",
    ]);
    expect(await references("st-09", { whose: "team", discipline: "police" })).toEqual([]);
  });

  it("leaves as a sheet with the rows of the page, logged, and without what is not for paper", async () => {
    const read = async (reader: string, filters: Parameters<Api["actions"]["sheet"]>[0]) => {
      const sheet = readCsv((await (await world.as(reader)).actions.sheet(filters)).text);
      return "rows" in sheet ? sheet.rows.map(({ cells }) => cells) : [];
    };
    const { logged } = await doing(world, () => read("st-09", { whose: "team" }));
    expect(logged).toEqual([
      {
        verb: "action.export",
        actor: await world.idOf("st-09"),
        subject: await world.idOf("st-09"),
        caseId: null,
        outcome: "done",
      },
    ]);
    for (const filters of [{ whose: "team" }, { whose: "team", show: "done" }, {}] as const) {
      const { actions } = await (await world.as("st-09")).actions.list(filters);
      const [, ...rows] = await read("st-09", filters);
      expect(rows.map(([text, owner, due]) => [text, owner, due])).toEqual(
        actions.map(({ text, owner, due }) => [text, owner, due]),
      );
    }
    const blocked = (await read("st-09", { whose: "team", show: "blocked" }))[1];
    expect(blocked).toEqual([
      "Home assessment for stairs and bathroom equipment",
      "Owen Farrell",
      "2026-11-19",
      "",
      "Blocked",
      "Overdue",
      "",
      "Occupational therapy waiting list of seven weeks",
      "1",
      "GA",
      "Harland Cross Medical Practice",
    ]);

    const flagged = { handling: toJson<string[]>(["do-not-print"]) as never };
    const actionId = await actionNamed(world, "case-01-act-05");
    await world.database.updateTable("action").set(flagged).where("id", "=", actionId).execute();
    expect(await read("st-09", { whose: "team", show: "blocked" })).toHaveLength(1);
    const clear = { handling: toJson<string[]>([]) as never };
    await world.database.updateTable("action").set(clear).where("id", "=", actionId).execute();
  });

  it("is turned page by page, each action once, also where many are due on one day", async () => {
    const caseId = await caseNamed(world, "case-01");
    const owner = await world.idOf("st-16");
    const raised = { raised_at: world.clock.now(), raised_by: owner };
    const everybody = { named_staff: toJson<string[]>([]), excluded_disciplines: toJson<string[]>([]) };
    const rows = Array.from({ length: 120 }, (_, index) => ({
      id: `paged-${String((index * 37) % 120).padStart(3, "0")}`,
      practice_id: practiceId,
      case_id: caseId,
      text: `Number ${index}`,
      owner_id: owner,
      due: (index % 3 === 0 ? "2026-12-01" : "2026-12-02") as Day,
      ...raised,
      ...(index >= 110 ? { closed_at: "2026-11-20T09:00:00.000Z" as Instant, closed_as: "done" as const } : {}),
      audience: "team" as const,
      ...everybody,
      handling: toJson<string[]>([]),
    }));
    await world.database.transaction().execute((db) => keep(db, "action", ...rows));
    const pharmacist = await world.as("st-16");
    for (const [show, whole] of [
      ["open", 110],
      ["done", 11],
    ] as const) {
      const seen: { id: string; due: string }[] = [];
      const sizes = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<Api["actions"]["list"]>> = await pharmacist.actions.list({ show, after });
        seen.push(...page.actions);
        sizes.push(page.actions.length);
        after = page.after;
      } while (after !== null);
      expect(new Set(seen.map((action) => action.id)).size).toBe(whole);
      expect(seen).toHaveLength(whole);
      expect(sizes).toEqual(show === "open" ? [50, 50, 10] : [11]);
      if (show === "open") expect(seen.map((action) => action.due)).toEqual(seen.map((action) => action.due).sort());
    }
  });

  it("has pages that end where they would, were the actions that are kept from the reader not there", async () => {
    const pagesFor = async (reader: string) => {
      const { actions } = await world.as(reader);
      const pages: string[][] = [];
      const ends: (string | null)[] = [];
      do {
        const page: Awaited<ReturnType<Api["actions"]["list"]>> = await actions.list({
          whose: "team",
          after: ends.at(-1) ?? null,
        });
        pages.push(page.actions.map(({ id }) => id));
        ends.push(page.after);
      } while (ends.at(-1) !== null);
      return { pages, ends };
    };
    const kept = (hidden: string[]) =>
      world.database
        .updateTable("action")
        .set({ excluded_disciplines: toJson<string[]>(["district-nurse"]) as never })
        .where("id", "in", hidden)
        .execute();
    const { pages } = await pagesFor("st-09");
    // The last of the first page, and every third of the next.
    const hidden = [pages[0]?.at(-1) ?? "", ...(pages[1] ?? []).filter((_, place) => place % 3 === 0)];
    await kept(hidden);
    const asItIs = await pagesFor("st-09");
    await world.database
      .updateTable("action")
      .set({ undone_at: world.clock.now() })
      .where("id", "in", hidden)
      .execute();
    expect(asItIs).toEqual(await pagesFor("st-09"));
    expect(asItIs.pages.flat()).toEqual(pages.flat().filter((id) => !hidden.includes(id)));
  });

  it("at home an owner finds overdue ones first, then what is held up", async () => {
    const home = await (await world.as("st-18")).home.open();
    expect(home.actions.map((action) => [action.state, action.isOverdue, action.dueWords])).toEqual([
      ["blocked", true, "5 days overdue"],
    ]);
    const later = await (await world.as("st-01")).home.open();
    expect(later.actions.map((action) => action.dueWords)).toEqual(["33 days overdue", "12 days overdue"]);
  });
});

describe("around an owner", () => {
  inAPracticeOfItsOwn();

  it("outside a remit is a reason that is counted, by discipline and never by name, in cases one reads", async () => {
    const nurse = await world.as("st-09");
    const actionId = await recorded();
    expect(
      Object.keys((await problemFrom(nurse.actions.decline({ actionId, version: 1, as: "other" }))).fields),
    ).toEqual(["reason"]);
    await nurse.actions.decline({ actionId, version: 1, as: "outside-remit", reason: "We do not assess stairs" });
    expect(await historyOf(actionId)).toContainEqual(["declined", "Outside my remit: We do not assess stairs"]);
    const countFor = async (reader: string) =>
      (await (await world.as(reader)).actions.list({ whose: "team" })).outsideRemit;
    expect(await countFor("st-01")).toEqual([{ label: "District nursing", times: 1 }]);
    expect(await countFor("st-12")).toEqual([]);
  });

  it("a question back leaves it theirs, stands at the review, and goes with the answer", async () => {
    const actionId = await recorded();
    const chair = (await world.as("st-01")).actions;
    await (await world.as("st-09")).actions.ask({ actionId, text: "Which stairs?" });
    expect((await problemFrom(chair.ask({ actionId, text: "Mine?" }))).kind).toBe("forbidden");
    const { meetings } = await (await world.as("st-01")).home.open();
    const atReview = async () =>
      (await chair.review({ meetingId: meetings[0]?.id ?? "" })).actions.find(({ id }) => id === actionId);
    expect(await atReview()).toMatchObject({ question: "Which stairs?", owner: "Ruth MacAulay" });
    await chair.answer({ actionId, text: "Those to the close" });
    expect((await atReview())?.question).toBeNull();
    expect((await problemFrom(chair.answer({ actionId, text: "Again" }))).kind).toBe("refused");
  });

  it("helpers are of the case's team, see it among their own as helping, and answer for nothing", async () => {
    const actionId = await recorded();
    const chair = (await world.as("st-01")).actions;
    for (const reference of ["st-09", "st-12", "st-06"]) {
      const staffId = await world.idOf(reference);
      expect((await problemFrom(chair.help({ actionId, staffId }))).fields, reference).toHaveProperty("staffId");
    }
    const [jamie, fiona] = [await world.idOf("st-07"), await world.idOf("st-04")];
    await chair.help({ actionId, staffId: jamie });
    await chair.help({ actionId, staffId: fiona });
    expect((await problemFrom(chair.help({ actionId, staffId: jamie }))).kind).toBe("refused");
    const helping = async () => (await (await world.as("st-07")).actions.list({})).helping.map(({ id }) => id);
    expect(await helping()).toEqual([actionId]);
    const { version } = await rowOf(actionId);
    expect((await problemFrom((await world.as("st-07")).actions.accept({ actionId, version }))).kind).toBe("forbidden");
    await chair.endHelp({ actionId, staffId: jamie });
    expect(await helping()).toEqual([]);
    const { around } = await chair.open({ actionId });
    expect([around?.raisedBy, around?.helpers.map(({ id }) => id)]).toEqual(["Dr Catriona Bell", [fiona]]);
  });

  it("its owner says that it is copied to their own agency's record, also when it is done, and takes it back", async () => {
    const actionId = await recorded();
    const nurse = await by("st-09", actionId);
    await nurse.report("done");
    const { actions } = await world.as("st-09");
    await actions.markCopied({ actionId, copied: true });
    expect(await rowOf(actionId)).toMatchObject({ copied_at: world.clock.now(), copied_by: await world.idOf("st-09") });
    await actions.markCopied({ actionId, copied: false });
    expect((await rowOf(actionId)).copied_at).toBeNull();
    const notTheirs = (await world.as("st-01")).actions.markCopied({ actionId, copied: true });
    expect((await problemFrom(notTheirs)).kind).toBe("forbidden");
  });

  it("two that look alike are suggested until somebody says that they differ, or closes one for the other", async () => {
    const ids = [
      await recorded("st-09", { text: "Arrange hospital transport for Monday" }),
      await recorded("st-08", { text: "Book hospital transport again" }),
      await recorded("st-04", { text: "Order hospital transport card" }),
    ] as const;
    const { actions, cases } = await world.as("st-01");
    const pairs = async () =>
      (await cases.open({ caseId: await caseNamed(world, "case-01") })).alike.filter(
        ({ id, otherId }) => ids.includes(id) && ids.includes(otherId),
      ).length;
    expect(await pairs()).toBe(3);
    await actions.sayDifferent({ actionId: ids[2], otherId: ids[0] });
    expect(await pairs()).toBe(2);
    const like = (await actions.open({ actionId: ids[0] })).around?.alike.map(({ id }) => id);
    expect([like?.includes(ids[1]), like?.includes(ids[2])]).toEqual([true, false]);
    const gone = { actionId: ids[1], version: 1, otherId: ids[1] };
    expect((await problemFrom(actions.closeAsDuplicate(gone))).fields).toHaveProperty("otherId");
    await actions.closeAsDuplicate({ ...gone, otherId: ids[0] });
    expect(await pairs()).toBe(0);
    expect(await rowOf(ids[1])).toMatchObject({ closed_as: "superseded", duplicate_of: ids[0] });
    expect((await problemFrom(actions.closeAsDuplicate({ ...gone, version: 2, otherId: ids[0] }))).kind).toBe(
      "refused",
    );
  });
});
