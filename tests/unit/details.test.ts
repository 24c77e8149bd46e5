import { describe, expect, test } from "vitest";

import type { Sharing, TypedField } from "#db/casefile.ts";
import { detailsOf } from "#server/domain/casedetails.ts";
import { readCaseFile, type ContributionForm } from "#server/domain/casefiles.ts";
import {
  deadlinesIn,
  detailLines,
  readDetails,
  rowInWords,
  sharingOfDetail,
  totals,
  type DetailRow,
  type Sent,
} from "#server/domain/details.ts";
import { startingDisciplines } from "#server/domain/disciplines.ts";
import { startingPolicy } from "#server/domain/practices.ts";
import { Refusal } from "#server/domain/refusal.ts";
import demo from "#server/demo/cases.json" with { type: "json" };

const fieldsOf = (code: string) => startingDisciplines.find((discipline) => discipline.code === code)?.fields ?? [];
const advice = fieldsOf("advice-worker");
const fieldNamed = (fields: readonly TypedField[], name: string) => {
  const field = fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`There is no ${name}.`);
  return field;
};
const refusalOf = (details: Sent, fields = advice) => {
  try {
    readDetails(details, fields);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.field;
    throw thrown;
  }
  return "taken";
};

describe("what each discipline is asked", () => {
  test("all fifteen have three short prompts, and all but the coordinator have fields", () => {
    expect(startingDisciplines).toHaveLength(15);
    for (const { code, prompts = [], fields } of startingDisciplines) {
      expect(prompts, code).toHaveLength(3);
      for (const prompt of prompts) expect(prompt.split(" ").length, prompt).toBeLessThanOrEqual(9);
      expect(fields.length > 0, code).toBe(code !== "practice-manager");
    }
  });

  test.each(startingDisciplines.map(({ code, fields }) => [code, fields] as const))(
    "every field of %s has a name of its own, choices where one chooses, and columns where there are rows",
    (_, fields) => {
      for (const list of [fields, ...fields.map(({ columns }) => columns ?? [])]) {
        expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
        for (const { kind, choices, columns, deadline } of list) {
          expect(kind === "choice").toBe(choices !== undefined);
          expect(kind === "rows").toBe(columns !== undefined);
          if (deadline !== undefined) expect(kind).toBe("day");
        }
      }
    },
  );
});

const claim = {
  benefit: "Adult Disability Payment",
  status: "redetermination",
  deadline: "2026-12-11",
  estimatedAnnualGain: "5000",
};

describe("a field with columns", () => {
  test("keeps each filled row as one detail, in columns and in words", () => {
    const empty = { benefit: "", status: "", deadline: "" };
    expect(readDetails({ claims: [empty, { ...claim, estimatedGain: "" }] }, advice)).toEqual([
      {
        name: "claims",
        value: claim,
        text: "Adult Disability Payment, stage: redetermination, last day to claim or challenge: 11 December 2026, gain estimated, a year (£): £5,000",
      },
    ]);
  });

  test.each([
    ["a day that does not exist", { deadline: "2026-02-31" }, "details.claims.1.deadline"],
    ["money with its sign", { estimatedAnnualGain: "£5000" }, "details.claims.1.estimatedAnnualGain"],
    ["a stage of its own", { status: "lost" }, "details.claims.1.status"],
  ])("refuses %s at the box it stands in", (_, over, field) => {
    expect(refusalOf({ claims: [{ benefit: "" }, { ...claim, ...over }] })).toBe(field);
  });

  test("holds at most 40 rows", () => {
    expect(refusalOf({ claims: Array.from({ length: 41 }, () => claim) })).toBe("details.claims");
    expect(refusalOf({ claims: Array.from({ length: 40 }, () => claim) })).toBe("taken");
  });

  test("passes over text where rows belong, and rows where text belongs", () => {
    expect(readDetails({ claims: "none", benefitsInPayment: [{ a: "b" }] }, advice)).toEqual([]);
  });

  test("never adds what is confirmed to what is estimated", () => {
    const rows: DetailRow[] = [
      { estimatedAnnualGain: "5700", confirmedAnnualGain: "120.10" },
      { estimatedAnnualGain: "1900.50" },
      { confirmedAnnualGain: "0.20" },
    ];
    const sums = totals(
      fieldNamed(advice, "claims"),
      rows.map((value) => ({ value })),
    );
    expect(sums).toEqual([
      { label: "Gain estimated, a year (£)", text: "£7,600.50" },
      { label: "Gain confirmed, a year (£)", text: "£120.30" },
    ]);
  });

  test("says what it comes to under its rows, where there are several", () => {
    const two = readDetails(
      {
        debts: [
          { type: "energy", amount: "640" },
          { type: "rent", amount: "60" },
        ],
      },
      advice,
    );
    expect(detailLines(two, advice)).toEqual([
      { label: "Debts", text: "energy, amount (£): £640\nrent, amount (£): £60\nAmount (£), in all: £700" },
    ]);
    expect(detailLines(two.slice(0, 1), advice)[0]?.text).toBe("energy, amount (£): £640");
  });

  test("says columns it does not have by their name", () => {
    expect(rowInWords(fieldNamed(advice, "debts"), { type: "energy", ownFund: "yes" })).toBe("energy, own fund: yes");
  });
});

describe("a number", () => {
  const nurse = fieldsOf("district-nurse");
  test.each([
    ["0", "taken"],
    ["6", "taken"],
    ["7", "details.nutritionScore"],
    ["-1", "details.nutritionScore"],
  ])("of %s is held to its limits", (nutritionScore, field) => {
    expect(refusalOf({ nutritionScore }, nurse)).toBe(field);
  });
});

describe("a field that is not asked any more", () => {
  const fields: TypedField[] = [{ name: "old", label: "Old question", kind: "text", endedOn: "2026-11-01" as never }];
  test("takes nothing new, and what was given keeps its label", () => {
    expect(refusalOf({ old: "x" }, fields)).toBeUndefined();
    expect(detailLines([{ name: "old", text: "x", value: null }], fields)).toEqual([
      { label: "Old question", text: "x" },
    ]);
  });
});

describe("days that do not move", () => {
  const deadlines = (details: Sent, code: string) => deadlinesIn(readDetails(details, fieldsOf(code)), fieldsOf(code));

  test("come of a day by itself and of a day in a row, with the words of what they are for", () => {
    expect(deadlines({ earliestRemoval: "2026-12-05", arrears: "2310" }, "housing")).toEqual([
      { kind: "eviction", text: "Eviction: Earliest day of removal", due: "2026-12-05", field: "earliestRemoval" },
    ]);
    expect(deadlines({ reviewDue: "2026-12-14" }, "social-work")[0]?.text).toBe("Review due");
    expect(deadlines({ claims: [claim] }, "advice-worker")).toEqual([
      {
        kind: "redetermination",
        text: "Redetermination: Adult Disability Payment",
        due: "2026-12-11",
        field: "claims",
      },
    ]);
  });

  test("are of the kind that the row's stage names", () => {
    expect(deadlines({ claims: [{ ...claim, status: "appeal" }] }, "advice-worker")).toMatchObject([
      { kind: "appeal", text: "Appeal: Adult Disability Payment" },
    ]);
  });
});

describe("who reads a detail", () => {
  const of = (over: Partial<Sharing>): Sharing => ({
    audience: "team",
    namedStaff: [],
    excludedDisciplines: ["housing"],
    handling: ["third-party"],
    ...over,
  });
  const field = (over: Partial<TypedField>): TypedField => ({ name: "f", label: "F", kind: "text", ...over });
  const { audiences } = startingPolicy;

  test.each([
    ["its contribution's readers, where the field says nothing", {}, {}, of({})],
    [
      "those of the field, where they are fewer",
      { audience: "protection", handling: ["do-not-print"] },
      { namedStaff: ["s"] },
      of({ audience: "protection", handling: ["third-party", "do-not-print"] }),
    ],
    [
      "those of the contribution, where they are fewer",
      { audience: "health-and-social-work" },
      { audience: "health" },
      of({ audience: "health" }),
    ],
    [
      "people that were named",
      { audience: "protection" },
      { audience: "named", namedStaff: ["s"] },
      of({ audience: "named", namedStaff: ["s"] }),
    ],
    [
      "nobody but the author, where neither holds the other",
      { audience: "protection" },
      { audience: "health", namedStaff: ["s"] },
      of({ audience: "named" }),
    ],
  ] as const)("%s", (_, rest, over, expected) => {
    expect(sharingOfDetail(field(rest as never), of(over as never), audiences)).toEqual(expected);
  });
});

describe("a file's details", () => {
  const read = readCaseFile(demo);
  if (!("file" in read)) throw new Error(read.faults.join());
  const given = read.file.cases.flatMap(({ contributions }) => contributions);
  const filed = (discipline: string, details: Record<string, unknown>) => {
    const [contribution] = given;
    return detailsOf({ ...(contribution as ContributionForm), discipline, details }).map(
      ({ sharing: _, ...rest }) => rest,
    );
  };

  test("become rows where we have rows", () => {
    expect(
      filed("advice-worker", { claims: [{ ...claim, status: "re-determination", estimatedAnnualGain: 5000 }] }),
    ).toEqual(readDetails({ claims: [claim] }, advice));
    expect(filed("addictions", { substances: ["alcohol"] })).toEqual([
      { name: "substances", text: "alcohol", value: { substance: "alcohol" } },
    ]);
  });

  test("become our fields and our words, and what we have none for is kept", () => {
    const contacts = { practice: 11, admissions: 0, pharmacy: 2 };
    expect(filed("gp", { unscheduledContacts12w: contacts, shoeSize: 44 })).toEqual([
      { name: "unscheduledContacts12w.practice", text: "11", value: null },
      { name: "unscheduledContacts12w.admissions", text: "0", value: null },
      { name: "unscheduledContacts12w", text: "pharmacy: 2", value: null },
      { name: "shoeSize", text: "44", value: null },
    ]);
    expect(filed("social-work", { aspStatus: "screened-not-met" })[0]?.text).toBe("screened, not met");
    expect(filed("advice-worker", { financialGainConfirmed: 120 })[0]?.name).toBe("gainConfirmed");
  });

  test("of the demonstration have all their rows and days", () => {
    const advised = given.filter(({ discipline }) => discipline === "advice-worker").flatMap(detailsOf);
    expect(advised.filter(({ value }) => value !== null).length).toBe(10);
    const housed = given.filter(({ discipline }) => discipline === "housing").flatMap(detailsOf);
    expect(deadlinesIn(housed, fieldsOf("housing")).map(({ due }) => due)).toEqual(["2026-12-05"]);
  });
});
