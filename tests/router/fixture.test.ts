/**
 * Our own cases (tests/fixtures/sight.json), for what the shown ones do not exercise: every reader gets what the rules
 * give, and nothing in any answer depends on what was withheld (rulings 4).
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Day } from "#db/schema.ts";
import { casesByReference } from "#db/queries/imports.ts";
import { problemOf } from "#server/domain/problem.ts";
import { summaryForMachines } from "#server/domain/summaries.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

interface Item {
  id: string;
}
interface Contribution extends Item {
  authorId: string;
  facts?: Item[];
  risks?: Item[];
  sensitiveItems?: Item[];
  requests?: Item[];
  proposedActions?: Item[];
  details?: Record<string, unknown>;
  [field: string]: unknown;
}
interface Expected {
  conflicts: Record<string, string[]>;
  staleFacts: unknown[];
  visibleItems: string[];
  inFull: string[];
  teamLines: string[];
  details: string[];
  invitedWithoutContribution: string[];
  openActions: string[];
  overdueActions: string[];
  orphanedActions: string[];
  blockedActions: string[];
  possibleDuplicateActions: [string, string][];
  safetyMarkers: string[];
  printedPackConflictKeys: string[];
  onlyOwn: boolean;
}
interface Case {
  id: string;
  person: { familyName: string };
  household?: unknown[];
  referral: Record<string, unknown>;
  notice?: unknown;
  safeContact?: unknown;
  contributions: Contribution[];
  actions: Item[];
  expected: {
    asOf: string;
    conflicts: { key: string; values: { factId: string; norm?: string }[] }[];
    byReader: Record<string, Expected>;
    missingFor: string[];
    leftFor: string[];
  };
}
interface File {
  cases: Case[];
}

const itemLists = ["facts", "risks", "sensitiveItems", "requests", "proposedActions"] as const;
const read = () => JSON.parse(readFileSync(new URL("../fixtures/sight.json", import.meta.url), "utf8")) as File;
const file = read();
const readings = file.cases.flatMap((entry) =>
  Object.entries(entry.expected.byReader).map(([reader, expected]) => ({ id: entry.id, reader, entry, expected })),
);

let world: TestWorld;

/** After the meeting: what was written since then has to be held back by the day of reading. */
async function aWorldWith(content: unknown): Promise<TestWorld> {
  const made = await aWorld("2027-03-05T09:00:00.000Z");
  await made.being("operator").imports.caseFile({ file: content });
  return made;
}

beforeAll(async () => {
  world = await aWorldWith(file);
});
afterAll(() => world.end());

async function open(where: TestWorld, reference: string, reader: string, day = "2027-02-25", paper = false) {
  const [subject] = await casesByReference(where.database, reference);
  const api = await where.as(reader, { readingDay: day as Day });
  const answer = await api.cases.open({ caseId: subject?.id ?? "", paper });
  return { answer, machine: summaryForMachines(answer.summary, reader, answer.text) };
}

/** Ids differ from import to import; what they name must not. */
function normalised(answer: unknown): string {
  const known = new Map<string, number>();
  return JSON.stringify(answer).replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, (id) => {
    if (!known.has(id)) known.set(id, known.size);
    return `id ${known.get(id)}`;
  });
}

function tokensIn(content: unknown): string[] {
  return JSON.stringify(content).match(/kw\.\w+\./g) ?? [];
}

const itemsOf = (contribution: Contribution) => itemLists.flatMap((name) => contribution[name] ?? []);

/** The tokens of all that this reader may be shown on the screen, by the expectations alone. */
function allowedTokens(entry: Case, reader: string, expected: Expected): Set<string> {
  const isOwn = ({ id, authorId }: Contribution) => authorId === reader && expected.inFull.includes(id);
  const readable = entry.contributions.flatMap((contribution) => {
    const { headline, body, whatMatters, strengths, lastContact, teamHeadline, teamBody } = contribution;
    return [
      ...(expected.inFull.includes(contribution.id) ? [headline, body, whatMatters, strengths, lastContact] : []),
      ...(expected.teamLines.includes(contribution.id) ? [teamHeadline, teamBody] : []),
      ...itemsOf(contribution).filter((item) => isOwn(contribution) || expected.visibleItems.includes(item.id)),
    ];
  });
  const actions = entry.actions.filter((action) => !isHiddenAction(action, entry, expected));
  const { referral, household, notice } = entry;
  const ofCase = expected.onlyOwn ? [] : [referral, household, notice];
  return new Set([...tokensIn([readable, actions, ofCase]), ...expected.details.map((detail) => `kw.${detail}.`)]);
}

/** Closed actions are in no list, but readers see them. */
function isHiddenAction(action: Item & { status?: string }, entry: Case, expected: Expected): boolean {
  if (expected.onlyOwn) return true;
  const isClosed = action.status === "done";
  return !isClosed && entry.actions.includes(action) && !expected.openActions.includes(action.id);
}

/** The file as it were had nobody ever written what this reader may not see. */
function withoutHidden(reader: string): File {
  const bare = read();
  for (const [index, entry] of bare.cases.entries()) {
    const original = file.cases[index];
    const expected = original?.expected.byReader[reader];
    if (!original || !expected) continue;
    entry.contributions = entry.contributions.flatMap((contribution) => {
      const isOwn = contribution.authorId === reader && expected.inFull.includes(contribution.id);
      for (const name of itemLists) {
        contribution[name] = (contribution[name] ?? []).filter(
          (item) => isOwn || expected.visibleItems.includes(item.id),
        );
      }
      contribution.details = Object.fromEntries(
        Object.entries(contribution.details ?? {}).filter(([, detail]) =>
          tokensIn(detail).every((token) => expected.details.includes(token.slice(3, -1))),
        ),
      );
      if (!expected.inFull.includes(contribution.id)) {
        for (const field of ["lastContact", "whatMatters", "strengths"]) delete contribution[field];
        Object.assign(contribution, { headline: "", body: "" });
        const hasTeamLine = expected.teamLines.includes(contribution.id);
        if (!hasTeamLine && itemsOf(contribution).length === 0) return [];
      }
      return [contribution];
    });
    entry.actions = entry.actions.filter((_, at) => {
      const action = original.actions[at];
      return action !== undefined && !isHiddenAction(action, original, expected);
    });
    if (expected.onlyOwn) {
      entry.household = [];
      Object.assign(entry.referral, { reason: "", question: "" });
    }
  }
  return bare;
}

describe.each(readings)("$reader reads $id", ({ id, reader, entry, expected }) => {
  it("shows what differs among what they may see, newest first, and no value more", async () => {
    const { machine } = await open(world, id, reader);
    const conflicts = Object.entries(expected.conflicts).map(([key, factIds]) => {
      const whole = entry.expected.conflicts.find((conflict) => conflict.key === key);
      const values = factIds.map((factId) => {
        const { norm: _, ...value } = whole?.values.find((candidate) => candidate.factId === factId) ?? {};
        return value;
      });
      return { ...whole, values };
    });
    expect(machine.conflicts).toEqual(conflicts);
  });

  it("shows exactly the items they may see", async () => {
    const { machine } = await open(world, id, reader);
    expect([...machine.visibleItems].sort()).toEqual([...expected.visibleItems].sort());
  });

  it("counts ages, gaps, markers and actions from what they may see", async () => {
    const { machine } = await open(world, id, reader);
    for (const name of [
      "staleFacts",
      "invitedWithoutContribution",
      "openActions",
      "overdueActions",
      "orphanedActions",
      "blockedActions",
      "possibleDuplicateActions",
      "safetyMarkers",
    ] as const) {
      expect(machine[name], name).toEqual(expected[name]);
    }
  });

  it("prints only what differs among what may be on paper", async () => {
    const { machine } = await open(world, id, reader, entry.expected.asOf, true);
    expect(machine.conflicts.map((conflict) => conflict.key)).toEqual(expected.printedPackConflictKeys);
  });

  it("answers with every text they may read and with no word of any other", async () => {
    const { answer, machine } = await open(world, id, reader);
    const allowed = allowedTokens(entry, reader, expected);
    expect(tokensIn([answer, machine]).filter((token) => !allowed.has(token))).toEqual([]);

    const history = entry.contributions
      .flatMap(itemsOf)
      .filter((item) => !expected.visibleItems.includes(item.id))
      .flatMap(tokensIn);
    const inText = new Set(tokensIn(answer.text));
    const itemTokens = [...entry.contributions.flatMap(itemsOf)]
      .filter((item) => expected.visibleItems.includes(item.id))
      .flatMap(tokensIn);
    expect(itemTokens.filter((token) => !inText.has(token))).toEqual([]);
    expect(history.filter((token) => inText.has(token))).toEqual([]);
    expect(expected.details.filter((detail) => !inText.has(`kw.${detail}.`))).toEqual([]);
  });

  it("tells whoever may only contribute nothing of whose case it is", async () => {
    const { answer } = await open(world, id, reader);
    const isNamed = JSON.stringify(answer).toLowerCase().includes(entry.person.familyName.toLowerCase());
    expect(isNamed).toBe(!expected.onlyOwn);
    expect(answer.objections.length > 0 && expected.onlyOwn).toBe(false);
  });
});

it.each([...new Set(readings.map(({ reader }) => reader))])(
  "answers %s the same, byte for byte, when what is hidden was never written",
  async (reader) => {
    const other = await aWorldWith(withoutHidden(reader));
    try {
      for (const { id, entry } of readings.filter((reading) => reading.reader === reader)) {
        for (const paper of [false, true]) {
          const asItIs = await open(world, id, reader, entry.expected.asOf, paper);
          const without = await open(other, id, reader, entry.expected.asOf, paper);
          expect(normalised(without)).toBe(normalised(asItIs));
        }
      }
    } finally {
      await other.end();
    }
  },
);

describe.each(file.cases)("$id", ({ id, expected }) => {
  it("does not exist for those who are neither on its team nor wrote in it", async () => {
    for (const reader of expected.missingFor) {
      const problem = problemOf(await open(world, id, reader).catch((error: unknown) => error));
      expect([reader, problem?.kind]).toEqual([reader, "missing"]);
    }
  });

  it("is closed to those who have left, on its team or not", async () => {
    for (const reader of expected.leftFor) {
      const problem = problemOf(await open(world, id, reader).catch((error: unknown) => error));
      expect([reader, problem?.kind]).toEqual([reader, "forbidden"]);
    }
  });
});

describe("the day of reading", () => {
  it("shows what was written after the meeting to whoever reads later", async () => {
    const { machine, answer } = await open(world, "u-case-01", "u-02", "2027-03-04");
    expect(machine.visibleItems).toEqual(expect.arrayContaining(["u-case-01-c10", "u-case-01-c10-f1"]));
    expect(machine.visibleItems).not.toContain("u-case-01-c3-f1");
    expect(answer.text).toContain("Chandler Court");
  });

  it("knows nothing yet of what was asked, told and agreed later", async () => {
    const { machine, answer } = await open(world, "u-case-01", "u-02", "2027-01-17");
    expect(machine.visibleItems).toEqual([]);
    expect(machine.openActions).toEqual([]);
    expect(answer.nomination).toBeNull();
    expect(answer.text).toContain("Told: not recorded yet");
  });

  it("lets nobody who has left read even what they agreed to then, and lets them read the day they go", async () => {
    const problem = problemOf(await open(world, "u-case-03", "u-09", "2027-02-01").catch((error: unknown) => error));
    expect(problem?.kind).toBe("forbidden");
    const { machine } = await open(world, "u-case-01", "u-09", "2027-01-31");
    expect(machine.visibleItems).toEqual([]);
  });
});

it("shows how to reach somebody safely to everybody who reads the case", async () => {
  for (const reader of ["u-01", "u-02", "u-07", "u-10"]) {
    const { answer } = await open(world, "u-case-03", reader);
    expect(answer.text).toContain("! Safe contact: Ring first: Her sister, 01632 960482");
    expect(answer.text).toContain("! Safe contact: Never ring: The son");
  }
});

it("labels a fact of an unknown kind with its key and never calls it old", async () => {
  const { answer } = await open(world, "u-case-01", "u-02");
  expect(answer.summary.glance.find((fact) => fact.key === "garden.gate")).toMatchObject({
    label: "garden.gate",
    thresholdDays: null,
    stale: false,
  });
});
