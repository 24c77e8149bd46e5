/** One's own work on paper: what its writer gave last, over the cases they still read, and nothing of anybody else. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld({ start: "2026-11-24T09:00:00.000Z" }));
});
afterAll(() => world.end());

async function mine(reader: string) {
  return (await world.as(reader)).contributions.mine({ practiceId });
}

describe("an adviser's own work", () => {
  it("has each claim and debt, and sums that are never added to one another", async () => {
    const { heading, groups, totals } = await mine("st-08");
    expect(heading).toBe("Claims, debts and gains");
    const texts = groups.flatMap(({ cases }) => cases.flatMap(({ details }) => details.map(({ text }) => text)));
    expect(texts.join()).toContain("former tenant arrears");
    expect(totals).toEqual([
      { label: "Claims and challenges: Gain estimated, a year (£)", text: "£13,000" },
      { label: "Claims and challenges: Gain estimated, once (£)", text: "£1,900" },
      { label: "Debts: Amount (£)", text: "£4,130" },
      { label: "Financial gain confirmed, a year (£)", text: "£120" },
    ]);
  });

  it("has the days to come that do not move, by the day", async () => {
    const { deadlines } = await mine("st-08");
    expect(deadlines).toMatchObject([{ due: "2026-12-11", text: "Redetermination: Adult Disability Payment" }]);
  });

  it("leaves out what may not stand on paper", async () => {
    const { contributions } = await world.as("st-08");
    const [first] = (await mine("st-08")).groups.flatMap(({ cases }) => cases);
    const caseId = first?.caseId ?? "";
    const details = { benefitsInPayment: "x", claims: [{ benefit: "Hidden from paper" }] };
    const handling = ["do-not-print" as const];
    const { current } = await contributions.open({ caseId });
    await contributions.submit({ caseId, headline: "x", details, handling, basedOn: current?.id ?? "" });
    expect(JSON.stringify(await mine("st-08"))).not.toContain("Hidden from paper");
  });
});

describe("a version that was replaced", () => {
  it("is not printed any more", async () => {
    const { contributions } = await world.as("st-07");
    const [first] = (await mine("st-07")).groups.flatMap(({ cases }) => cases);
    const caseId = first?.caseId ?? "";
    const [offered] = /Community transport|Wednesday cafe|Men's shed|Dementia cafe/.exec(JSON.stringify(first)) ?? [];
    expect(offered).toBeDefined();
    const { current } = await contributions.open({ caseId });
    const details = { level: "patient", sessions: "9" };
    await contributions.submit({ caseId, headline: "x", details, basedOn: current?.id ?? "" });
    const after = (await mine("st-07")).groups.flatMap(({ cases }) => cases).filter((one) => one.caseId === caseId);
    expect(after).toHaveLength(1);
    expect(JSON.stringify(after)).not.toContain(offered);
  });
});

describe("a link worker's own work", () => {
  it("is grouped by level", async () => {
    const groups = (await mine("st-07")).groups.map(({ heading }) => heading);
    expect(groups).toEqual(["Level of this work: patient", "Level of this work: community"]);
  });
});

describe("of others", () => {
  it("nobody learns anything: not of a practice they do not work for, and not who gave nothing", async () => {
    expect((await mine("st-03")).groups).toEqual([]);
    const problem = await problemFrom(
      (await world.as("st-08")).contributions.mine({ practiceId: "0198f2a0-0000-7000-8000-000000000000" }),
    );
    expect(problem.kind).toBe("missing");
  });

  it("each look is in the log before it is answered", async () => {
    await mine("st-08");
    const rows = await world.database.selectFrom("audit").selectAll().where("verb", "=", "contribution.mine").execute();
    expect(rows.length).toBeGreaterThan(0);
  });
});
