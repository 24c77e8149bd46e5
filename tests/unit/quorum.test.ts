/** Whom a case needs, who of them comes, and what it makes of its decisions. */
import { describe, expect, it } from "vitest";
import { checkNeeds, gapInWords, gapsOf, needsOfCase, provisionalWords, type Comer } from "#server/domain/quorum.ts";

const labels: Record<string, string> = { gp: "General practice", "social-work": "Social work" };
const labelOf = (code: string) => labels[code] ?? code;

function somebody(id: string, discipline: string, over: Partial<Comer> = {}): Comer {
  const blank = { reply: null, presence: null, deputyId: null, fromAt: null, untilAt: null };
  return { id, name: id.toUpperCase(), discipline, ...blank, ...over };
}

describe("what a case needs", () => {
  it("is what its meeting needs, of those invited to the case, until it is set for the case", () => {
    expect(needsOfCase(null, ["gp", "social-work", "housing"], ["housing", "gp"])).toEqual(["housing", "gp"]);
    expect(needsOfCase(["police"], ["gp"], ["gp", "police"])).toEqual(["police"]);
    expect(needsOfCase([], ["gp"], ["gp"])).toEqual([]);
    // Somebody objected to since it was set can no longer be needed.
    expect(needsOfCase(["police"], ["gp"], ["gp"])).toEqual([]);
  });

  it("can only be somebody who is invited to it", () => {
    expect(checkNeeds(["gp", "gp"], ["gp", "housing"])).toEqual(["gp"]);
    expect(() => checkNeeds(["police"], ["gp"])).toThrow("Choose disciplines that are invited to this case");
  });
});

describe("quorum of a case", () => {
  const team = new Set(["anna", "bert", "cleo"]);

  it.each([
    ["somebody of it on the team comes", [somebody("anna", "gp", { reply: "accepted" })], []],
    [
      "one of two comes",
      [somebody("anna", "gp", { reply: "declined" }), somebody("bert", "gp", { reply: "accepted" })],
      [],
    ],
    ["nobody has answered", [somebody("anna", "gp")], ["General practice has not said yes"]],
    ["they come perhaps", [somebody("anna", "gp", { reply: "tentative" })], ["General practice has not said yes"]],
    ["all have said no", [somebody("anna", "gp", { reply: "declined" })], ["General practice cannot come"]],
    [
      "one said no and one nothing",
      [somebody("anna", "gp", { reply: "declined" }), somebody("bert", "gp")],
      ["General practice has not said yes"],
    ],
    [
      "who comes is not on the team of the case",
      [somebody("dora", "gp", { reply: "accepted" })],
      ["General practice: nobody is on the case’s team"],
    ],
  ])("when %s", (_, people, gaps) => {
    expect(gapsOf(["gp"], people, team).map((gap) => gapInWords(gap, labelOf))).toEqual(gaps);
  });

  it("counts a deputy who was named, unless the deputy says no", () => {
    const principal = somebody("anna", "gp", { reply: "declined", deputyId: "bert" });
    expect(gapsOf(["gp"], [principal, somebody("bert", "gp")], team)).toEqual([]);
    expect(gapsOf(["gp"], [principal, somebody("bert", "gp", { reply: "declined" })], team)).toHaveLength(1);
    // Whoever comes after all needs no deputy.
    const changed = { ...principal, reply: "tentative" as const };
    expect(gapsOf(["gp"], [changed, somebody("bert", "gp")], team)).toHaveLength(1);
  });

  it("counts who is here once somebody is marked as here, and no longer what was answered", () => {
    const people = [
      somebody("anna", "gp", { reply: "accepted", presence: "absent" }),
      somebody("cleo", "social-work", { reply: "declined", presence: "attended" }),
    ];
    expect(gapsOf(["gp", "social-work"], people, team).map((gap) => gapInWords(gap, labelOf))).toEqual([
      "General practice is not here",
    ]);
  });

  it("is nothing to speak of where a case needs nobody", () => {
    expect(gapsOf([], [somebody("anna", "gp")], team)).toEqual([]);
    expect(provisionalWords([], labelOf)).toBeNull();
    expect(provisionalWords(["gp", "social-work"], labelOf)).toBe(
      "Discussed, not quorate: without General practice, Social work. Decisions are provisional.",
    );
  });
});
