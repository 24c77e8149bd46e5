import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { coordinatingLines, type ToCoordinate } from "#server/domain/coordinating.ts";
import { addressed, digestOf, isTimeForDigests } from "#server/domain/digests.ts";
import type { Comer } from "#server/domain/quorum.ts";
import { nearness, personalLines, toldOn, type MeetingToRemind, type Waiting } from "#server/domain/reminders.ts";

const day = (text: string) => text as Day;
const instant = (text: string) => text as Instant;
/** Nine in the morning of a winter's day. */
const morning = (text: string) => instant(`${text}T09:00:00.000Z`);

/** Thursday 26 November 2026, 1pm, at a practice in Scotland. */
const meeting: MeetingToRemind = {
  id: "m1",
  chair_id: "chair",
  starts_at: instant("2026-11-26T13:00:00.000Z"),
  ends_at: instant("2026-11-26T15:00:00.000Z"),
  opened_at: null,
  cancelled_at: null,
  extra_reason: null,
  nominations_close: day("2026-11-12"),
  contributions_due: day("2026-11-20"),
  pack_freezes: day("2026-11-23"),
  nation: "scotland",
  cycle: null,
};

const waitingOf = (change: Partial<Waiting> = {}): Waiting => ({
  nation: "scotland",
  people: [
    { id: "ann", name: "Ann Baird", role: "member", away: null },
    { id: "chair", name: "Dr Chair", role: "member", away: null },
    { id: "morag", name: "Morag Tennant", role: "coordinator", away: null },
  ],
  meetings: [meeting],
  unanswered: [],
  polls: [],
  awaited: [],
  actions: [],
  absences: [],
  held: [],
  outcomes: [],
  ...change,
});

const textsOf = (waiting: Waiting, now: string) => personalLines(waiting, morning(now)).map(({ text }) => text);
const keysOf = (waiting: Waiting, now: string) => personalLines(waiting, morning(now)).flatMap(({ keys }) => keys);

describe("what falls on a day off is told on the last working day before", () => {
  test.each([
    ["2026-11-26", "2026-11-26"],
    ["2026-11-28", "2026-11-27"],
    // St Andrew's Day is a Monday.
    ["2026-11-30", "2026-11-27"],
    ["2026-12-26", "2026-12-24"],
  ])("%s on %s", (on, told) => expect(toldOn(day(on), "scotland")).toBe(told));

  test("and so is asking again seven and two days before", () => {
    const near = (today: string, meets: string) => nearness(day(meets), day(today), "scotland");
    expect([near("2026-11-18", "2026-11-26"), near("2026-11-19", "2026-11-26")]).toEqual([null, 7]);
    expect([near("2026-11-23", "2026-11-26"), near("2026-11-24", "2026-11-26")]).toEqual([7, 2]);
    // Two days before Wednesday 2 December is St Andrew's Day.
    expect([near("2026-11-26", "2026-12-02"), near("2026-11-27", "2026-12-02")]).toEqual([7, 2]);
  });
});

describe("an invitation that is not answered", () => {
  const waiting = waitingOf({ unanswered: [{ meetingId: "m1", staffId: "ann" }] });

  test("is told of seven and two days before, each once", () => {
    expect(textsOf(waiting, "2026-11-18")).toEqual([]);
    expect(textsOf(waiting, "2026-11-19")).toEqual([
      "Are you coming on Thursday 26 November, 1pm? You have not answered yet.",
    ]);
    expect(keysOf(waiting, "2026-11-20")).toEqual(keysOf(waiting, "2026-11-19"));
    expect(keysOf(waiting, "2026-11-24")).not.toEqual(keysOf(waiting, "2026-11-19"));
  });

  test("is told of again when the meeting was moved, and not once it has begun", () => {
    const moved = { ...meeting, starts_at: instant("2026-11-26T14:00:00.000Z") };
    expect(keysOf({ ...waiting, meetings: [moved] }, "2026-11-19")).not.toEqual(keysOf(waiting, "2026-11-19"));
    expect(textsOf({ ...waiting, meetings: [{ ...meeting, opened_at: meeting.starts_at }] }, "2026-11-26")).toEqual([]);
    expect(personalLines(waiting, meeting.starts_at)).toEqual([]);
  });

  test("of a poll is told in the same way", () => {
    const poll = { pollId: "p1", firstStartsAt: meeting.starts_at, staffId: "ann" };
    const polled = waitingOf({ polls: [poll] });
    expect(textsOf(polled, "2026-11-18")).toEqual([]);
    expect(textsOf(polled, "2026-11-19")).toEqual([
      "Which time suits you? The first is on Thursday 26 November. You have not answered yet.",
    ]);
    expect(keysOf(polled, "2026-11-24")).not.toEqual(keysOf(polled, "2026-11-23"));
  });
});

describe("contributions that are still to come", () => {
  const awaited = ["c1", "c2"].map((caseId) => ({ meetingId: "m1", caseId, staffId: "ann" }));
  const waiting = waitingOf({ awaited });

  test.each([
    ["2026-11-12", []],
    ["2026-11-13", ["2 contributions are asked for the meeting of Thursday 26 November, by Friday 20 November."]],
    [
      "2026-11-18",
      ["2 contributions are still to come for the meeting of Thursday 26 November, by Friday 20 November."],
    ],
    ["2026-11-20", ["2 contributions are due today for the meeting of Thursday 26 November."]],
    ["2026-11-23", ["2 contributions for the meeting of Thursday 26 November were due on Friday 20 November."]],
    ["2026-11-27", []],
  ])("on %s", (now, texts) => expect(textsOf(waiting, now)).toEqual(texts));

  test("are told once a step, once more for a case that was added, and again when the day moves", () => {
    expect(keysOf(waiting, "2026-11-16")).toEqual(keysOf(waiting, "2026-11-13"));
    const more = { ...waiting, awaited: [...awaited, { meetingId: "m1", caseId: "c3", staffId: "ann" }] };
    expect(keysOf(more, "2026-11-16")).toEqual([...keysOf(waiting, "2026-11-13"), expect.stringContaining("c3")]);
    const moved = { ...meeting, contributions_due: day("2026-11-19") };
    expect(keysOf({ ...waiting, meetings: [moved] }, "2026-11-13")).not.toEqual(keysOf(waiting, "2026-11-13"));
  });

  test("of an extra meeting are asked for and due, without a reminder between", () => {
    const extra = { ...meeting, extra_reason: "Cannot wait" };
    expect(keysOf({ ...waiting, meetings: [extra] }, "2026-11-18")).toEqual(keysOf(waiting, "2026-11-13"));
    expect(textsOf({ ...waiting, meetings: [extra] }, "2026-11-20")[0]).toContain("due today");
  });
});

describe("an action", () => {
  const actionDue = (due: string, id = "a1") => ({ id, ownerId: "ann", due: day(due) });
  const of = (...dues: string[]) => waitingOf({ actions: dues.map((due, index) => actionDue(due, `a${index}`)) });

  test.each([
    ["2026-11-20", []],
    // Three days before a Thursday.
    ["2026-11-23", ["1 action is due on Thursday 26 November."]],
    ["2026-11-26", ["1 action is due today."]],
    ["2026-11-27", ["1 action is late."]],
    ["2026-12-01", ["1 action is late."]],
  ])("that is due on Thursday 26 November, on %s", (now, texts) => {
    expect(textsOf(of("2026-11-26"), now)).toEqual(texts);
  });

  test("is told of on the day and then once a week: its key changes only then", () => {
    const days = ["2026-11-26", "2026-11-27", "2026-12-01", "2026-12-04", "2026-12-07", "2026-12-11"];
    const keys = days.map((now) => keysOf(of("2026-11-26"), now)[0]);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[3]).toBe(keys[2]);
    expect(keys[5]).toBe(keys[4]);
    expect(new Set(keys).size).toBe(3);
  });

  test("that is due on a Saturday is told of on the Friday", () => {
    expect(textsOf(of("2026-11-28"), "2026-11-27")).toEqual(["1 action is due on Saturday 28 November."]);
  });

  test("is counted with those of its day, and all late ones together, however long they are", () => {
    const many = of("2026-11-26", "2026-11-26", "2026-11-27", "2026-11-02", "2024-01-31");
    expect(textsOf(many, "2026-11-26")).toEqual([
      "2 actions are due today.",
      "1 action is due on Friday 27 November.",
      "2 actions are late.",
    ]);
  });

  test("whose day was moved is told of again", () => {
    expect(keysOf(of("2026-11-26"), "2026-11-26")).not.toEqual(keysOf(of("2026-11-27"), "2026-11-27"));
  });
});

test("people are told what of a meeting is theirs, and asked about their own records, each once", () => {
  const held = { ...meeting, opened_at: meeting.starts_at };
  const waiting = waitingOf({ meetings: [held], held: [{ meetingId: "m1", staffId: "ann", actions: 0 }] });
  const was = "The meeting of Thursday 26 November was held.";
  expect(textsOf(waiting, "2026-11-26")).toEqual([]);
  expect(textsOf(waiting, "2026-11-27")).toEqual([`${was} No open action agreed there is yours.`]);
  const owns = (actions: number) => ({ ...waiting, held: [{ meetingId: "m1", staffId: "ann", actions }] });
  expect(textsOf(owns(35), "2026-11-27")).toEqual([
    `${was} 35 actions agreed there are yours. Please say within 3 working days whether you take them.`,
  ]);
  expect(keysOf(owns(35), "2026-11-27")).toEqual(keysOf(owns(1), "2026-11-30"));
  expect(textsOf(waiting, "2026-12-04")).toContain(
    "Have you copied what was agreed on Thursday 26 November to your own records?",
  );
  expect(keysOf(waiting, "2026-12-14")).toEqual(["confirm:m1"]);
  expect(textsOf(waiting, "2027-01-29")).toEqual([]);
  expect(textsOf({ ...waiting, meetings: [meeting] }, "2026-12-04")).toEqual([]);
});

test("people hear what became of what they put forward", () => {
  const outcomes = (["case", "case", "request"] as const).map((of, index) => ({ id: `o${index}`, staffId: "ann", of }));
  expect(textsOf(waitingOf({ outcomes }), "2026-11-26")).toEqual([
    "2 cases that you nominated were discussed.",
    "1 request of yours was answered.",
  ]);
});

describe("who leads is told", () => {
  const comer = (id: string, name: string, discipline: string, reply: Comer["reply"]): Comer => ({
    ...{ id, name, discipline, reply },
    presence: null,
    deputyId: null,
    fromAt: null,
    untilAt: null,
  });
  const stateOf = (change: Partial<ToCoordinate> = {}): ToCoordinate => ({
    agenda: [],
    nominations: [],
    missing: [],
    actions: [],
    unowned: [],
    putOff: [],
    coming: { people: [], needed: new Map() },
    reach: new Map([
      ["chair", { readable: new Set(["c1"]), onTeam: new Set(["c1", "c2"]), actions: new Set(["a1", "a2"]) }],
      ["morag", { readable: new Set(["c2"]), onTeam: new Set(["c2"]), actions: new Set<string>() }],
    ]),
    ...change,
  });
  const told = (state: ToCoordinate, now: string, waiting = waitingOf()) =>
    coordinatingLines(waiting, state, morning(now)).map(({ staffId, text }) => `${staffId}: ${text}`);

  test("when nominations open and close, with the cases that they may know of", () => {
    const agenda = ["c1", "c2", "c3"].map((caseId) => ({ meetingId: "m1", caseId }));
    expect(told(stateOf(), "2026-11-04")).toEqual([]);
    const open = "Nominations for the meeting of Thursday 26 November are open until Thursday 12 November.";
    expect(told(stateOf({ agenda }), "2026-11-05")).toEqual([`chair: ${open}`, `morag: ${open}`]);
    expect(told(stateOf({ agenda }), "2026-11-12")).toEqual([
      "chair: Nominations for the meeting of Thursday 26 November close today. 2 cases on the agenda.",
      "morag: Nominations for the meeting of Thursday 26 November close today. 3 cases on the agenda.",
    ]);
    expect(told(stateOf(), "2026-11-13")[1]).toContain("have closed. 0 cases");
  });

  test("of nominations that wait, if they read the case", () => {
    const nominations = ["c1", "c2", "c2"].map((caseId, index) => ({ id: `n${index}`, caseId }));
    expect(told(stateOf({ nominations }), "2026-11-03")).toEqual([
      "chair: 1 nomination waits for your answer.",
      "morag: 2 nominations wait for your answer.",
    ]);
  });

  test("who cannot come as soon as it is known, and who is missing when the meeting is near", () => {
    const people = [
      comer("1", "Fiona Galbraith", "social-work", "declined"),
      comer("2", "Alan Mowat", "police", null),
      comer("3", "Dr Bell", "gp", "accepted"),
    ];
    const needed = new Map([
      ["gp", "General practice"],
      ["social-work", "Social work"],
    ]);
    const state = stateOf({ coming: { people, needed } });
    const sentence =
      "Meeting of Thursday 26 November. Cannot come: Fiona Galbraith. 1 has not answered. Needed, and nobody comes: Social work.";
    expect(told(state, "2026-11-03")).toEqual([`chair: ${sentence}`, `morag: ${sentence}`]);
    const keys = (now: string) => coordinatingLines(waitingOf(), state, morning(now))[0]?.keys;
    expect(keys("2026-11-03")).toHaveLength(1);
    const all = stateOf({ coming: { people: [comer("3", "Dr Bell", "gp", "accepted")], needed: new Map() } });
    expect(told(all, "2026-11-24").filter((line) => line.includes("Meeting of"))).toEqual([]);
  });

  test("of contributions that are overdue, from the next working day", () => {
    const missing = ["c1", "c2", "c2"].map((caseId) => ({ meetingId: "m1", caseId }));
    const overdue = (now: string) => told(stateOf({ missing }), now).filter((line) => line.includes("overdue"));
    expect(overdue("2026-11-20")).toEqual([]);
    expect(overdue("2026-11-23")).toEqual([
      "chair: 1 contribution is overdue for the meeting of Thursday 26 November.",
      "morag: 3 contributions are overdue for the meeting of Thursday 26 November.",
    ]);
  });

  test("if they chair, of actions that are three weeks late", () => {
    // a3 is of a case that the chair reads, and kept from them
    const actions = ["a1", "a3"].map((id) => ({ id, due: day("2026-10-13") }));
    expect(told(stateOf({ actions }), "2026-11-02")).toEqual([]);
    expect(told(stateOf({ actions }), "2026-11-03")).toEqual(["chair: 1 action is 3 weeks late or more."]);
  });

  test("of actions that nobody owns, and if they chair of those that are put off again and again, as far as they see them", () => {
    const unowned = ["a1", "a2", "a3"].map((id) => ({ id, ownerId: "gone" }));
    const putOff = [
      { id: "u1", actionId: "a1" },
      { id: "u2", actionId: "a1" },
      { id: "u3", actionId: "a3" },
    ];
    expect(told(stateOf({ unowned, putOff }), "2026-11-03")).toEqual([
      "chair: 1 action was put off for the third time or more.",
      "chair: 2 actions need an owner.",
    ]);
  });

  test("nothing of a cancelled or extra meeting's nominations, and nothing while they are away", () => {
    const extra = waitingOf({ meetings: [{ ...meeting, extra_reason: "Cannot wait" }] });
    expect(told(stateOf(), "2026-11-12", extra)).toEqual([]);
    const people = waitingOf().people.map((one) => ({ ...one, away: { until: day("2026-12-05"), coverId: "ann" } }));
    expect(told(stateOf(), "2026-11-12", waitingOf({ people }))).toEqual([]);
  });
});

describe("a digest", () => {
  const sending = { today: day("2026-11-26"), origin: "https://shipmate.example" };
  const practice = { id: "p1", name: "Harland Cross" };
  const away = (coverId: string | null) =>
    waitingOf({
      actions: [{ id: "a1", ownerId: "ann", due: day("2026-11-26") }],
      unanswered: [{ meetingId: "m1", staffId: "ann" }],
      people: waitingOf().people.map((one) =>
        one.id === "ann" ? { ...one, away: { until: day("2026-12-05"), coverId } } : one,
      ),
    });
  const linesTo = (waiting: Waiting) => addressed(personalLines(waiting, morning("2026-11-26")), waiting.people);

  test("goes by working day, from half past seven in London", () => {
    const at = (text: string) => isTimeForDigests(instant(text), "scotland");
    expect([at("2026-11-26T07:29:00.000Z"), at("2026-11-26T07:30:00.000Z")]).toEqual([false, true]);
    expect([at("2026-07-30T06:29:00.000Z"), at("2026-07-30T06:30:00.000Z")]).toEqual([false, true]);
    expect([at("2026-11-28T09:00:00.000Z"), at("2026-11-30T09:00:00.000Z")]).toEqual([false, false]);
    expect(isTimeForDigests(instant("2026-11-30T09:00:00.000Z"), "england-and-wales")).toBe(true);
  });

  test("of somebody away goes to who covers for them, with what these can see to", () => {
    expect(linesTo(away("morag"))).toMatchObject([
      { to: "morag", text: "1 action is due today.", path: "/actions?whose=team", instead: { name: "Ann Baird" } },
    ]);
    expect(linesTo(away("morag"))[0]?.keys[0]).toMatch(/^for ann:/);
  });

  test("of somebody away goes nowhere without a cover, or with one from elsewhere, or one who is away as well", () => {
    expect(linesTo(away(null))).toEqual([]);
    expect(linesTo(away("stranger"))).toEqual([]);
    expect(linesTo(away("ann"))).toEqual([]);
  });

  test("says in counts, dates and links what waits, by practice and for whom", () => {
    const lines = [
      ...addressed(
        personalLines(
          waitingOf({ actions: [{ id: "a2", ownerId: "morag", due: day("2026-11-20") }] }),
          morning("2026-11-26"),
        ),
        waitingOf().people,
      ),
      ...linesTo(away("morag")),
    ];
    const mail = digestOf(
      "morag",
      [
        { practice, lines },
        { practice: { id: "p2", name: "Next Door" }, lines: [] },
      ],
      sending,
    );
    expect(mail).toEqual({
      practiceId: "p1",
      staffId: "morag",
      kind: "digest",
      once: "digest:morag:2026-11-26",
      subject: "2 things wait for you",
      text: `For you, at Harland Cross:

- 1 action is late.
  https://shipmate.example/actions

For Ann Baird, away until Saturday 5 December, at Harland Cross:

- 1 action is due today.
  https://shipmate.example/actions?whose=team

You get at most one such mail a day, and none when nothing is new.
`,
    });
  });

  test("is none when there is nothing to tell", () => {
    expect(digestOf("morag", [{ practice, lines: [] }], sending)).toBeNull();
  });
});
