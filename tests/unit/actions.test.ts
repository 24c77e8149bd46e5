import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import {
  accept,
  actionStates,
  decline,
  dueInWords,
  isOpen,
  isOrphaned,
  isOverdue,
  logOrder,
  mayBe,
  possibleDuplicates,
  record,
  report,
  reportAction,
  stateOf,
  type ActionState,
} from "#server/domain/actions.ts";
import { review, reviewAction, standing, stepToUndo, timesMoved, type Step } from "#server/domain/reviewing.ts";
import type { Verdict } from "#server/domain/verdicts.ts";
import { Refusal } from "#server/domain/refusal.ts";

const today = "2027-02-25" as Day;
const now = "2027-02-25T13:00:00.000Z" as Instant;
const day = (text: string) => text as Day;
const blank = {
  acceptedAt: null,
  declinedAt: null,
  startedAt: null,
  blockedAt: null,
  closedAt: null,
  closedAs: null,
  due: today,
};
const inState: Record<ActionState, typeof blank | Parameters<typeof stateOf>[0]> = {
  open: blank,
  accepted: { ...blank, acceptedAt: now },
  "in-progress": { ...blank, acceptedAt: now, startedAt: now },
  blocked: { ...blank, acceptedAt: now, startedAt: now, blockedAt: now },
  declined: { ...blank, declinedAt: now },
  done: { ...blank, closedAt: now, closedAs: "done" },
  cancelled: { ...blank, blockedAt: now, closedAt: now, closedAs: "cancelled" },
  superseded: { ...blank, closedAt: now, closedAs: "superseded" },
};
const person = (id: string, leftOn: Day | null = null) => ({
  id,
  reference: id,
  name: `Somebody ${id}`,
  discipline: "gp",
  job: "",
  leftOn,
});
function refusalOf(attempt: () => unknown): Refusal | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe("what state an action is in", () => {
  test.each(actionStates)("%s", (state) => {
    expect(stateOf(inState[state])).toBe(state);
  });

  test("open, accepted, in progress, blocked and declined ones are still open", () => {
    expect(actionStates.filter((state) => isOpen(inState[state]))).toEqual(actionStates.slice(0, 5));
  });
});

describe("an action is late", () => {
  test.each([
    ["2027-02-24", true],
    ["2027-02-25", false],
    ["2027-02-26", false],
  ])("when it was due on %s: %s", (due, late) => {
    expect(isOverdue({ closedAt: null, due: day(due) }, today)).toBe(late);
  });

  test("when it is blocked as well, and never once it is closed", () => {
    expect(isOverdue({ ...inState.blocked, due: day("2027-02-01") }, today)).toBe(true);
    expect(isOverdue({ ...inState.done, due: day("2027-02-01") }, today)).toBe(false);
  });

  test.each([
    ["2027-02-24", "1 day overdue"],
    ["2027-02-20", "5 days overdue"],
    ["2027-02-25", "due today"],
    ["2027-02-26", "due in 1 day"],
    ["2027-03-02", "due in 5 days"],
  ])("in words: due on %s is %s", (due, words) => {
    expect(dueInWords({ closedAt: null, due: day(due) }, today)).toBe(words);
  });

  test("and nothing is said of one that is closed", () => {
    expect(dueInWords({ closedAt: now, due: day("2027-02-01") }, today)).toBe("");
  });
});

describe("an action has lost its owner", () => {
  test.each([
    [null, false],
    ["2027-02-25", false],
    ["2027-02-24", true],
  ])("who left on %s: %s", (leftOn, orphaned) => {
    expect(isOrphaned({ closedAt: null }, { leftOn: leftOn as Day | null }, today)).toBe(orphaned);
  });

  test("not when it is closed", () => {
    expect(isOrphaned({ closedAt: now }, { leftOn: day("2027-01-01") }, today)).toBe(false);
  });
});

test("the log shows late ones first, then blocked ones, then those without an owner, then by day", () => {
  const owner = { leftOn: null };
  const actions = [
    { id: "later", ...blank, due: day("2027-03-09"), owner },
    { id: "soon", ...blank, due: day("2027-03-01"), owner },
    { id: "orphaned", ...blank, due: day("2027-04-01"), owner: { leftOn: day("2027-01-01") } },
    { id: "blocked", ...inState.blocked, due: day("2027-05-01"), owner },
    { id: "late and blocked", ...inState.blocked, due: day("2027-02-02"), owner },
    { id: "late", ...blank, due: day("2027-02-01"), owner },
  ];
  expect(logOrder(actions, today).map(({ id }) => id)).toEqual([
    "late",
    "late and blocked",
    "blocked",
    "orphaned",
    "soon",
    "later",
  ]);
});

describe("two actions may be the same work", () => {
  const pairsAmong = (...actions: { text: string; goal?: string | null; closedAt?: Instant | null }[]) =>
    possibleDuplicates(actions.map((one) => ({ goal: null, closedAt: null, ...one }))).map((pair) =>
      pair.map(({ text }) => text),
    );

  test("when they have the same goal, whatever they say", () => {
    expect(pairsAmong({ text: "Ring", goal: "rent" }, { text: "Write", goal: "rent" })).toEqual([["Ring", "Write"]]);
  });

  test("not when their goals differ, whatever they say", () => {
    const text = "Arrange the psychology appointment";
    expect(pairsAmong({ text, goal: "sleep" }, { text, goal: "rent" })).toEqual([]);
  });

  test("when two words that mean something are in both, where one has no goal", () => {
    const pair = ["Arrange a psychology appointment", "Psychology: arrange it"];
    expect(pairsAmong({ text: pair[0] ?? "" }, { text: pair[1] ?? "", goal: "sleep" })).toEqual([pair]);
  });

  test("not when they share one word, a word of no meaning, or a word twice", () => {
    expect(pairsAmong({ text: "Arrange transport" }, { text: "Arrange surgery" })).toEqual([]);
    expect(
      pairsAmong({ text: "They should have this with them" }, { text: "This should have been with them" }),
    ).toEqual([]);
    expect(pairsAmong({ text: "Arrange, arrange!" }, { text: "Arrange and arrange" })).toEqual([]);
  });

  test("not when one is closed", () => {
    expect(pairsAmong({ text: "Ring", goal: "rent" }, { text: "Write", goal: "rent", closedAt: now })).toEqual([]);
  });

  test("in pairs, each once, when there are three", () => {
    const three = ["a", "b", "c"].map((text) => ({ text, goal: "rent" }));
    expect(pairsAmong(...three)).toEqual([
      ["a", "b"],
      ["a", "c"],
      ["b", "c"],
    ]);
  });
});

describe("somebody records an action", () => {
  const team = [person("here"), person("gone", day("2027-02-24"))];

  test("for one person of the team who is here, by a day that is not past", () => {
    expect(record({ text: "Ring", ownerId: "here", due: today }, team, today).id).toBe("here");
  });

  test.each([
    ["for somebody who has left", "gone", "2027-03-01", "ownerId"],
    ["for somebody who is not on the team", "else", "2027-03-01", "ownerId"],
    ["by yesterday", "here", "2027-02-24", "due"],
  ])("but not %s", (_, ownerId, due, field) => {
    expect(refusalOf(() => record({ text: "Ring", ownerId, due: day(due) }, team, today))?.field).toBe(field);
  });
});

describe("what may be said of an action in each state", () => {
  const allowed = (verb: Parameters<typeof mayBe>[0]) =>
    actionStates.filter((state) => refusalOf(() => mayBe(verb, inState[state])) === null);

  test("it can be accepted when it is proposed or was declined", () => {
    expect(allowed("accept")).toEqual(["open", "declined"]);
  });

  test("it can be declined while it is open", () => {
    expect(allowed("decline")).toEqual(["open", "accepted", "in-progress", "blocked"]);
  });

  test("its owner reports, and the team gives a verdict, on anything that is not closed", () => {
    expect(allowed("report")).toEqual(actionStates.slice(0, 5));
    expect(allowed("review")).toEqual(actionStates.slice(0, 5));
  });

  test("and who tries is told what it is", () => {
    expect(refusalOf(() => mayBe("review", inState.done))?.message).toBe("This action is already done.");
  });
});

describe("what each word changes", () => {
  const after = (state: ActionState, change: object) => stateOf({ ...inState[state], ...change });
  const reported = (state: ActionState, input: Record<string, unknown>) =>
    after(state, report(inState[state], reportAction.parse({ actionId: "a", version: 1, ...input }), now));
  const reviewed = (
    state: ActionState,
    input: { verdict: Verdict } & Record<string, unknown>,
    owner = person("new"),
    times = 0,
  ) =>
    review(inState[state], reviewAction.parse({ actionId: "a", meetingId: "m", version: 1, ...input }), {
      owner,
      times,
      now,
      today,
    });

  test("accepted again after it was declined, and declined after it was accepted", () => {
    expect(after("declined", accept(inState.declined, now))).toBe("accepted");
    expect(after("accepted", decline(inState.accepted, now))).toBe("declined");
  });

  test("an owner's reports", () => {
    expect(reported("accepted", { kind: "started" })).toBe("in-progress");
    expect(reported("blocked", { kind: "started" })).toBe("in-progress");
    expect(reported("in-progress", { kind: "blocked", text: "no answer" })).toBe("blocked");
    expect(reported("blocked", { kind: "done", outcome: "achieved" })).toBe("done");
    expect(reported("accepted", { kind: "note", text: "rang twice" })).toBe("accepted");
  });

  test("a verdict of the team", () => {
    expect(after("blocked", reviewed("blocked", { verdict: "on-track" }))).toBe("in-progress");
    expect(after("open", reviewed("open", { verdict: "drop", text: "moved away" }))).toBe("cancelled");
    expect(after("open", reviewed("open", { verdict: "done", outcome: "achieved" }))).toBe("done");
    expect(after("accepted", reviewed("accepted", { verdict: "blocked", text: "no answer" }))).toBe("blocked");
    expect(reviewed("accepted", { verdict: "new-date", due: "2027-03-03" })).toEqual({ due: "2027-03-03" });
  });

  test("a new owner has not accepted yet, and must be here", () => {
    const change = reviewed("accepted", { verdict: "new-owner", ownerId: "new" });
    expect([change.ownerId, after("accepted", change)]).toEqual(["new", "open"]);
    const gone = person("gone", day("2027-02-24"));
    expect(refusalOf(() => reviewed("accepted", { verdict: "new-owner", ownerId: "gone" }, gone))?.field).toBe(
      "ownerId",
    );
  });

  test("a new day must not be past", () => {
    expect(refusalOf(() => reviewed("open", { verdict: "new-date", due: "2027-02-24" }))?.field).toBe("due");
  });

  test("a third new day needs a reason, chosen or typed", () => {
    const moved = (over: Record<string, unknown>, times = 2) =>
      reviewed("open", { verdict: "new-date", due: "2027-03-03", ...over }, person("new"), times);
    expect(moved({}, 1)).toEqual({ due: "2027-03-03" });
    expect(refusalOf(() => moved({}))).toMatchObject({
      field: "because",
      message: "It was given 2 new dates before. Choose why it is put off again",
    });
    expect(moved({ because: "waits-for-funding" })).toEqual({ due: "2027-03-03" });
    expect(moved({ text: "Snow" })).toEqual({ due: "2027-03-03" });
  });

  test.each([
    [reportAction, { kind: "blocked" }, "text", "Say what it is waiting for"],
    [reportAction, { kind: "note" }, "text", "Enter the note"],
    [reportAction, { kind: "done" }, "outcome", "Choose what it brought for the person"],
    [reviewAction, { meetingId: "m", verdict: "blocked" }, "text", "Say what it is waiting for"],
    [reviewAction, { meetingId: "m", verdict: "drop" }, "text", "Say why it is dropped"],
    [reviewAction, { meetingId: "m", verdict: "new-date" }, "due", "Enter the new day"],
    [reviewAction, { meetingId: "m", verdict: "new-owner" }, "ownerId", "Choose the new owner"],
    [
      reviewAction,
      { meetingId: "m", verdict: "split", parts: [{ text: "Ring", ownerId: "a", due: "2027-03-03" }] },
      "parts.1.text",
      "Enter at least two parts",
    ],
  ])("%# what is lacking is asked for at its field", (form, input, field, message) => {
    const { error } = form.safeParse({ actionId: "a", version: 1, ...input });
    expect(error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[field, message]]);
  });
});

describe("what can be taken back", () => {
  const step = (id: string, kind: Step["kind"], over: Partial<Step> = {}): Step => ({
    id,
    kind,
    by: "chair",
    meetingId: "m",
    was: {},
    undoes: null,
    ...over,
  });
  const history = [step("1", "recorded", { was: null }), step("2", "accepted", { by: "owner", meetingId: null })];
  const verdict = [...history, step("3", "moved"), step("4", "note", { by: "owner", was: null })];
  const undone = [...verdict, step("5", "undone", { was: null, undoes: "3" })];

  test.each([
    ["a verdict, by whoever gave it, whatever was noted since", verdict, "chair", null, "3"],
    ["a verdict, by another in its room", verdict, "scribe", "m", "3"],
    ["no verdict of another meeting", verdict, "scribe", "n", undefined],
    ["not what somebody else said", verdict, "owner", null, undefined],
    ["after that, what came before it", undone, "owner", null, "2"],
    ["never that it was written down", history.slice(0, 1), "chair", null, undefined],
  ] as const)("%s", (_, lines, by, meetingId, expected) => {
    expect(stepToUndo(lines, by, meetingId)?.id).toBe(expected);
  });

  test("what was taken back counts no more", () => {
    expect([timesMoved(verdict), timesMoved(undone)]).toEqual([1, 0]);
    expect(standing(undone).map(({ id }) => id)).toEqual(["1", "2", "4"]);
  });
});
