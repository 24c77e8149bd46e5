import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  objectionDecisionOf,
  pathOf,
  policyOf,
  readCaseFile,
  sharingOfItem,
  type CaseFileForm,
  type ContributionForm,
} from "#server/domain/casefiles.ts";
import { detailsOf } from "#server/domain/casedetails.ts";
import { startingPolicy } from "#server/domain/practices.ts";

const smallest = () => ({
  schemaVersion: "1.0",
  practice: { name: "A practice", code: "1" },
  staff: [
    { id: "s", name: "Ada Rae", discipline: "gp", organisation: "A practice", email: "Ada.Rae@A-Practice.example" },
  ],
});
function read(json: unknown): CaseFileForm {
  const result = readCaseFile(json);
  if ("faults" in result) throw new Error(result.faults.join("\n"));
  return result.file;
}

describe("a case file", () => {
  test("needs no more than a practice and its staff; our own rules stand where it gives none", () => {
    const file = read(smallest());
    expect([file.cases, file.meetings]).toEqual([[], []]);
    expect(file.staff[0]).toMatchObject({ email: "ada.rae@a-practice.example", leftOn: null, registered: false });
    expect(policyOf(file)).toEqual(startingPolicy);
  });

  test("may have rules of its own, and keeps our audiences where it names only some", () => {
    const policy = policyOf(
      read({
        ...smallest(),
        stalenessPolicyDays: { risk: 5 },
        safetyCriticalKeys: ["risk.dog"],
        factLabels: { "risk.dog": "The dog" },
        audiences: { health: { label: "Doctors", disciplines: ["gp"] } },
        disciplines: [{ code: "gp", label: "Doctor" }],
      }),
    );
    expect(policy.stalenessDays).toEqual({ risk: 5 });
    expect(policy.audiences.health.disciplines).toEqual(["gp"]);
    expect(policy.audiences.protection).toEqual(startingPolicy.audiences.protection);
    expect(policy.disciplines[0]).toMatchObject({ code: "gp", membership: "extended", sector: "other" });
    expect(policy.disciplines[0]?.fields.length).toBeGreaterThan(0);
  });

  test.each(["cases.json", "sight.json"])("%s is read without a fault", (name) => {
    const folder = name === "cases.json" ? "../../server/demo/" : "../fixtures/";
    const file = read(JSON.parse(readFileSync(new URL(`${folder}${name}`, import.meta.url), "utf8")));
    expect(file.cases.length).toBeGreaterThan(2);
  });

  test("with faults names each by its path, in plain words", () => {
    const result = readCaseFile({ ...smallest(), practice: { name: 1 }, staff: [null], meetings: "none" });
    expect(result).toEqual({
      faults: [
        "practice.name: must be text",
        "practice.code: is missing",
        "staff[0]: must be an object",
        "meetings: must be a list",
      ],
    });
  });

  test("with an audience nobody knows in its table says so", () => {
    const audiences = { everybody: { label: "", disciplines: [] } };
    expect(readCaseFile({ ...smallest(), audiences })).toEqual({
      faults: ["audiences: names what is not known: everybody"],
    });
  });

  test("whose text is too long says how long it may be", () => {
    const result = readCaseFile({ ...smallest(), practice: { name: "a".repeat(20_001), code: "a".repeat(101) } });
    expect(result).toEqual({
      faults: ["practice.name: is longer than 20,000 characters", "practice.code: is longer than 100 characters"],
    });
  });
});

test("a path reads as it is written in the file", () => {
  expect([pathOf(["cases", 0, "person", "chi"]), pathOf([]), pathOf([3])]).toEqual(["cases[0].person.chi", "$", "[3]"]);
});

const whole = {
  audience: "health",
  namedStaff: ["s"],
  excludeDisciplines: ["police"],
  handling: ["third-party"],
  details: {},
} as unknown as ContributionForm;
const inherited = {
  audience: "health",
  namedStaff: ["s"],
  excludedDisciplines: ["police"],
  handling: ["third-party"],
};

describe("an item of a contribution", () => {
  test("that says nothing is for those the contribution is for", () => {
    expect(sharingOfItem({}, whole)).toEqual(inherited);
    expect(sharingOfItem({ namedStaff: [], excludeDisciplines: [] }, whole)).toEqual(inherited);
  });

  test("that names more people or excludes more disciplines adds them", () => {
    expect(sharingOfItem({ namedStaff: ["t"], excludeDisciplines: ["gp"] }, whole)).toMatchObject({
      namedStaff: ["s", "t"],
      excludedDisciplines: ["police", "gp"],
    });
  });

  test("that says whom it is for is for those alone", () => {
    expect(sharingOfItem({ audience: "team", namedStaff: [], excludeDisciplines: [] }, whole)).toMatchObject({
      audience: "team",
      namedStaff: [],
      excludedDisciplines: [],
    });
  });

  test("keeps the contribution's flags until it gives its own", () => {
    expect(sharingOfItem({ audience: "team" }, whole).handling).toEqual(["third-party"]);
    expect(sharingOfItem({ audience: "team", handling: [] }, whole).handling).toEqual([]);
  });
});

describe("a typed detail", () => {
  const filed = (raw: unknown) => detailsOf({ ...whole, details: { note: raw } });

  test.each([
    ["a word", "none", "none"],
    ["a number", 13, "13"],
    ["nought", 0, "0"],
    ["yes", true, "yes"],
    ["no", false, "no"],
    ["a list", ["one", "", "two"], "one\ntwo"],
    ["an object", { emergencyDepartment: 4, practice: [1, 2] }, "emergency department: 4, practice: 1, 2"],
    ["an object with a value of its own", { value: 3, unit: "mg" }, "value: 3, unit: mg"],
  ])("that is %s reads as words", (_, raw, text) => {
    expect(filed(raw)).toEqual([{ name: "note", text, value: null, sharing: inherited }]);
  });

  test.each([[null], [""], [[]], [{}], [{ note: null }], [{ value: "", audience: "team" }]])(
    "that is %j says nothing and is not kept",
    (raw) => {
      expect(filed(raw)).toEqual([]);
    },
  );

  test.each([
    [
      { value: "6", audience: "named", namedStaff: ["t"] },
      { audience: "named", namedStaff: ["t"] },
    ],
    [
      { value: "6", handling: ["do-not-print"] },
      { audience: "health", handling: ["do-not-print"] },
    ],
    [{ value: "6", excludeDisciplines: ["gp"] }, { excludedDisciplines: ["police", "gp"] }],
    [
      { value: "6", namedStaff: ["t"] },
      { audience: "health", namedStaff: ["s", "t"] },
    ],
  ])("that says itself whom it is for, %j, shows its value and no more", (raw, sharing) => {
    expect(filed(raw)).toMatchObject([{ text: "6", sharing }]);
  });
});

describe("the words for a decision on an objection", () => {
  test.each([
    [null, null],
    ["", null],
    ["to be discussed", null],
    ["not decided", null],
    ["upheld: police leave for this item", "upheld"],
    ["Accepted", "upheld"],
    ["agreed by all", "upheld"],
    ["refused: the risk is too high", "refused"],
    ["Not upheld", "refused"],
    ["overruled", "refused"],
  ] as const)("%j means %j", (words, decision) => {
    expect(objectionDecisionOf(words)).toBe(decision);
  });
});
