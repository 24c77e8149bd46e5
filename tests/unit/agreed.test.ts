/** What the person is given on paper: plain, and nothing that anybody restricted or flagged. */
import { expect, it } from "vitest";
import { seal } from "#db/sealed.ts";
import { handlingFlags } from "#db/vocabulary.ts";
import { agreedFor, firstName } from "#server/domain/agreed.ts";
import { see } from "#server/domain/sight.ts";
import type { CaseFile } from "#db/casefile.ts";
import { actionOnFile, caseOnFile, day, noon, staffOnFile } from "../support/onFile.ts";

const gp = { ...staffOnFile("gp", "gp"), name: "Dr Catriona Bell" };
const police = staffOnFile("police", "police");

function agreed(rest: Partial<CaseFile>, reader = gp) {
  const file = caseOnFile({ team: ["gp", "police"], invited: ["gp"], staff: { gp, police }, ...rest });
  const sight = see(seal(file), reader, day("2027-02-25"));
  return sight.may === "see" ? agreedFor(sight.seen) : null;
}

it("has open actions for the whole team, by first name and day, soonest first, and no flagged one", () => {
  const actions = [
    actionOnFile("later", "gp", { due: day("2027-03-09") }),
    actionOnFile("sooner", "gp", { due: day("2027-03-02") }),
    actionOnFile("done", "gp", { closedAt: noon("2027-02-20"), closedAs: "done" }),
    actionOnFile("for health", "gp", { audience: "health" }),
    actionOnFile("named", "gp", { audience: "named", namedStaff: ["gp"] }),
    ...handlingFlags.map((flag) => actionOnFile(flag, "gp", { handling: [flag] })),
  ];
  expect(agreed({ actions })?.actions).toEqual([
    { id: "sooner", text: "sooner", due: "2027-03-02", who: "Catriona (General practice)" },
    { id: "later", text: "later", due: "2027-03-09", who: "Catriona (General practice)" },
  ]);
});

it("has the decisions of the last discussion, and says when they may still change", () => {
  const discussion = (on: string, text: string, missing: string[]) => ({
    ...{ itemId: on, meetingId: on, startsAt: noon(on), concludedAt: noon(on), outcome: null, outcomeReason: null },
    ...{ missing, decisions: [{ id: on, text, by: "gp", at: noon(on) }] },
  });
  const discussions = [discussion("2027-02-20", "Day care", ["social-work"]), discussion("2027-01-20", "Old", [])];
  expect(agreed({ discussions })).toMatchObject({
    discussedOn: "2027-02-20",
    isProvisional: true,
    decisions: [{ text: "Day care" }],
  });
  expect(agreed({})).toMatchObject({ discussedOn: null, isProvisional: false, decisions: [] });
});

it("warns who hands it over of what must not happen, and is not there for who may only contribute", () => {
  const safeContact = { ringFirst: null, neverRing: "the son", noLetters: true, noVoicemail: false };
  expect(agreed({ safeContact })?.beforeGiving).toEqual(["Never ring: the son", "No letters"]);
  expect(agreed({}, police)).toBeNull();
});

it("calls people by their first name, whatever stands before it", () => {
  expect(["Dr Catriona Bell", "PC Alan Mowat", "Jamie Okafor", "Drew Hay"].map(firstName)).toEqual([
    "Catriona",
    "Alan",
    "Jamie",
    "Drew",
  ]);
});
