import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { seal } from "#db/sealed.ts";
import {
  askedOf,
  cellOf,
  cutOffsOf,
  disciplinesIn,
  markOf,
  readinessSeen,
  type CaseReadiness,
} from "#server/domain/readiness.ts";
import { viewFor } from "#server/domain/sight.ts";
import { caseOnFile, contributionOnFile, day, entryOnFile, noon, staffOnFile } from "../support/onFile.ts";

const instant = (text: string) => text as Instant;
const meeting = {
  contributions_due: "2026-11-20" as Day,
  pack_freezes: "2026-11-23" as Day,
  pack_frozen_at: instant("2026-11-23T16:00:00.000Z"),
};
const frozen = cutOffsOf(meeting);
const onTime = instant("2026-11-20T23:59:00.000Z");
const late = instant("2026-11-21T00:00:00.000Z");
const after = instant("2026-11-23T16:00:00.001Z");

const known = (change: Partial<CaseReadiness> = {}): CaseReadiness => ({
  asked: ["gp", "housing"],
  given: [],
  begun: [],
  only: null,
  ...change,
});
type Given = CaseReadiness["given"][number];
const given = (kind: Given["kind"], submittedAt = onTime, author = "Ann", discipline = "gp"): Given => ({
  ...{ discipline, kind, author, submittedAt },
});
const gp = (change: Partial<CaseReadiness>) => cellOf("gp", known(change), frozen);

describe("how late something was given", () => {
  test.each([
    ["on the last day", onTime, null],
    ["the day after", late, "late"],
    ["when the pack froze", meeting.pack_frozen_at, "late"],
    ["just after it", after, "added after pack"],
  ])("%s", (_, at, mark) => expect(markOf(at, frozen)).toBe(mark));

  test("a pack that froze for another date than the meeting has now is none", () => {
    const moved = cutOffsOf({ ...meeting, pack_freezes: "2026-11-30" as Day });
    expect(markOf(after, moved)).toBe("late");
  });

  test("before the day it is due as well, when the pack was frozen early", () => {
    const early = cutOffsOf({ ...meeting, contributions_due: "2026-11-25" as Day });
    expect(markOf(after, early)).toBe("added after pack");
  });
});

describe("a discipline's state", () => {
  test.each([
    ["nothing yet", {}, "waiting"],
    ["a draft", { begun: ["gp"] }, "started"],
    ["somebody else's draft", { begun: ["housing"] }, "waiting"],
    ["a text", { given: [given("full")], begun: ["gp"] }, "in"],
    ["nothing to add", { given: [given("nothing-to-add")] }, "nothing to add"],
    ["a text beside nothing to add", { given: [given("nothing-to-add"), given("full")] }, "in"],
    ["what cannot be written beside a text", { given: [given("full"), given("speak-to-me")] }, "speak to me"],
    ["not invited", { asked: [] }, "not asked"],
    ["not invited, and begun", { asked: [], begun: ["gp"] }, "not asked"],
    ["not invited, and given", { asked: [], given: [given("full")] }, "in"],
  ] as const)("%s", (_, change, state) => expect(gp(change)?.state).toBe(state));

  test("names everybody who must be spoken to, and nobody else", () => {
    const two = [
      given("speak-to-me", onTime, "Ann"),
      given("full", onTime, "Bob"),
      given("speak-to-me", onTime, "Cat"),
    ];
    expect(gp({ given: two })?.speakTo).toEqual(["Ann", "Cat"]);
  });

  test.each([
    [[], null],
    [[onTime], null],
    [[late], "late"],
    [[onTime, late], null],
    [[late, late], "late"],
    [[onTime, after], "added after pack"],
    [[late, after], "added after pack"],
  ])("given at %j: %s", (times, mark) => {
    expect(gp({ given: times.map((at) => given("full", at)) })?.mark).toBe(mark);
  });

  test("whoever may know of one discipline alone is shown no other", () => {
    const own = known({ asked: ["police"], only: ["police"] });
    expect([cellOf("gp", own, frozen), cellOf("police", own, frozen)?.state]).toEqual([null, "waiting"]);
  });
});

test("in the grid stand those who are asked in any case, and who gave something unasked", () => {
  const cases = [known(), known({ asked: ["gp"], given: [given("full", onTime, "Ann", "police")] })];
  expect([...disciplinesIn(cases)].sort()).toEqual(["gp", "housing", "police"]);
});

test("asked are the invited and the team, each once; who coordinates only where invited", () => {
  const team = [{ discipline: "gp" }, { discipline: "police" }, { discipline: "practice-manager" }];
  expect(askedOf(["gp", "housing"], team)).toEqual(["gp", "housing", "police"]);
  expect(askedOf(["practice-manager"], team)).toEqual(["practice-manager", "gp", "police"]);
});

describe("somebody who does not coordinate", () => {
  const [gp, nurse, police] = [
    staffOnFile("gp", "gp"),
    staffOnFile("nurse", "district-nurse"),
    staffOnFile("police", "police"),
  ];
  const gone = staffOnFile("gone", "housing", day("2027-01-31"));
  const openly = contributionOnFile(gp);
  const hidden = contributionOnFile(police, { audience: "named" });
  const earlier = contributionOnFile(nurse, { meetingId: "an earlier one" });
  const file = (...contributions: (typeof openly)[]) =>
    caseOnFile({
      invited: ["gp", "district-nurse"],
      team: ["gp", "nurse", "police", "gone"],
      staff: { gp, nurse, police, gone },
      contributions,
    });
  const seenBy = (reader: typeof gp, contributions: (typeof openly)[], hasDraft = false) =>
    readinessSeen(viewFor(seal(file(...contributions)), reader, day("2027-03-01")), "meeting", hasDraft);

  test("is told the same of a contribution that is kept from them as of none", () => {
    expect(seenBy(nurse, [openly, hidden])).toEqual(seenBy(nurse, [openly]));
    expect(cellOf("police", seenBy(nurse, [openly, hidden]), frozen)?.state).toBe("waiting");
    expect(cellOf("police", seenBy(police, [openly, hidden]), frozen)?.state).toBe("in");
  });

  test("learns from what they see of it that it is in", () => {
    const inPart = { ...hidden, entries: [entryOnFile("f")] };
    expect(cellOf("police", seenBy(nurse, [inPart]), frozen)?.state).toBe("in");
  });

  test("of what was given for another meeting, of colleagues who have left and of drafts of others: nothing", () => {
    const known = seenBy(nurse, [openly, earlier], true);
    expect(known).toEqual({
      asked: ["gp", "district-nurse", "police"],
      given: [expect.objectContaining({ discipline: "gp", author: "gp", submittedAt: noon("2027-02-10") })],
      begun: ["district-nurse"],
      only: null,
    });
  });

  test("who may only contribute knows of their own discipline", () => {
    expect(seenBy(police, [openly])).toEqual({ asked: ["police"], given: [], begun: [], only: ["police"] });
  });
});
