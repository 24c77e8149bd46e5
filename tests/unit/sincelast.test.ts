import { describe, expect, test } from "vitest";
import type { CaseFile, StaffRef } from "#db/casefile.ts";
import { seal } from "#db/sealed.ts";
import { see } from "#server/domain/sight.ts";
import { mostChanges, sinceLastTime } from "#server/domain/sincelast.ts";
import {
  actionOnFile,
  caseOnFile,
  contributionOnFile,
  day,
  entryOnFile,
  forTheTeam,
  noon,
  staffOnFile,
} from "../support/onFile.ts";

const gp = staffOnFile("gp", "gp");
const link = staffOnFile("link", "link-worker");
const before = noon("2027-01-20");
const after = noon("2027-02-20");
const last = {
  itemId: "item",
  meetingId: "january",
  startsAt: noon("2027-01-28"),
  concludedAt: noon("2027-01-28"),
  outcome: null,
  outcomeReason: null,
  missing: [],
  decisions: [],
};

const given = (author: StaffRef, submittedAt: typeof before, ...entries: ReturnType<typeof entryOnFile>[]) =>
  contributionOnFile(author, { id: `${author.id} ${submittedAt}`, submittedAt, meetingId: submittedAt, entries });

function changes(rest: Partial<CaseFile>, reader = gp) {
  const staff = Object.fromEntries([gp, link].map((one) => [one.id, one]));
  const file = caseOnFile({
    invited: ["gp", "link-worker"],
    team: [gp.id, link.id],
    staff,
    discussions: [last],
    ...rest,
  });
  const sight = see(seal(file), reader, day("2027-02-25"));
  return sight.may === "see" ? sinceLastTime(sight.seen) : null;
}
const texts = (rest: Partial<CaseFile>, reader = gp) => changes(rest, reader)?.lines.map(({ text }) => text);
const address = (id: string, text: string, rest = {}) => entryOnFile(id, { text, norm: text, ...rest });

describe("since last time", () => {
  test("a case that was never discussed has none", () => {
    expect(changes({ discussions: [] })).toBeNull();
  });

  test("a value that its author changed stands beside the one before", () => {
    const contributions = [
      given(gp, before, address("old", "Ash Street")),
      given(gp, after, address("new", "a hostel")),
    ];
    expect(changes({ contributions })).toEqual({
      on: "2027-01-28",
      lines: [
        {
          id: "new",
          reference: "new",
          text: "Current address: now a hostel, before Ash Street",
          source: { id: expect.any(String) as string, discipline: "General practice", author: "gp", on: "2027-02-20" },
        },
      ],
    });
  });

  test("a new value of somebody else does not put the other out of the way", () => {
    const contributions = [
      given(gp, before, address("old", "Ash Street")),
      given(link, after, address("new", "a hostel")),
    ];
    expect(texts({ contributions })).toEqual(["Current address: a hostel; another source has Ash Street"]);
  });

  test("a value that was only confirmed is no change", () => {
    const contributions = [
      given(gp, before, address("old", "Ash Street")),
      given(link, after, address("new", "Ash Street")),
    ];
    expect(texts({ contributions })).toEqual([]);
  });

  test("the value before is not told to whoever may not see it", () => {
    const hidden = { ...forTheTeam, audience: "health" as const };
    const contributions = [
      given(gp, before, address("old", "Ash Street", hidden)),
      given(gp, after, address("new", "a hostel")),
    ];
    expect(texts({ contributions }, link)).toEqual(["Current address: a hostel"]);
  });

  test("actions say what became of them since, and not what was so already", () => {
    const done = { closedAs: "done" as const, outcomeText: "The heating works." };
    const actions = [
      actionOnFile("Ring housing", link.id, { ...done, closedAt: after }),
      actionOnFile("Ring the GP", link.id, { ...done, closedAt: before }),
      actionOnFile("Visit", link.id, { due: day("2027-02-20") }),
      actionOnFile("Write", link.id, { due: day("2027-01-10") }),
      actionOnFile("Ask", link.id, { blockedAt: after, blockedReason: "no answer" }),
      actionOnFile("Wait", link.id),
    ];
    expect(texts({ actions })).toEqual([
      "Visit: 5 days overdue",
      "Done: Ring housing. The heating works.",
      "Blocked: Ask, no answer",
    ]);
  });

  test("there are five lines at most, and what may hurt somebody is among them", () => {
    const news = ["a", "b", "c", "d", "e", "f"].map((name) => entryOnFile(name, { name: `household.${name}` }));
    const poa = (id: string) => entryOnFile(id, { name: "legal.poa" });
    const contributions = [given(gp, before, poa("none")), given(gp, after, ...news, poa("aunt"))];
    const lines = texts({ contributions });
    expect(lines).toHaveLength(mostChanges);
    expect(lines?.[0]).toBe("Power of attorney / guardianship: now aunt, before none");
  });

  test("a risk is told when it is new or its level is another", () => {
    const risk = (id: string, level: "medium" | "high") =>
      entryOnFile(id, { kind: "risk", name: "falls", level, text: "on the stairs" });
    expect(
      texts({ contributions: [given(gp, before, risk("r1", "medium")), given(gp, after, risk("r2", "high"))] }),
    ).toEqual(["Risk, falls high: on the stairs"]);
    expect(
      texts({ contributions: [given(gp, before, risk("r1", "high")), given(gp, after, risk("r2", "high"))] }),
    ).toEqual([]);
  });
});
