/** What a practice asks its disciplines is its own data: added and ended in the app, never losing what was given. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PracticePolicy } from "#db/casefile.ts";
import { problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let practiceId: string;

beforeAll(async () => {
  ({ world, practiceId } = await anImportedWorld({ start: "2026-11-16T09:00:00.000Z" }));
});
afterAll(() => world.end());

async function opened(discipline?: string, reader = "st-03") {
  return (await world.as(reader)).practices.open({ practiceId, discipline });
}

async function policy(): Promise<PracticePolicy> {
  const row = await world.database
    .selectFrom("practice")
    .select("policy")
    .where("id", "=", practiceId)
    .executeTakeFirstOrThrow();
  return JSON.parse(row.policy as string) as PracticePolicy;
}

const field = {
  discipline: "police",
  label: "Calls in a month",
  kind: "number" as const,
  choices: "",
  columns: "",
  unit: "calls",
  meaning: "",
};

async function addField(over: Record<string, unknown> = {}, reader = "st-03") {
  const { version } = await opened();
  return (await world.as(reader)).practices.addField({ practiceId, version, ...field, ...over } as never);
}

describe("a discipline is added", () => {
  const added = { label: "Podiatry & Feet", sector: "nhs" as const, reads: ["health" as const] };
  const add = async (over: Partial<typeof added> & { version?: number } = {}, reader = "st-03") => {
    const { version } = await opened();
    return (await world.as(reader)).practices.addDiscipline({ practiceId, version, ...added, ...over });
  };

  it("with a code of its own, and reads what the coordinator says and no more", async () => {
    expect(await add()).toMatchObject({ discipline: "podiatry-feet" });
    const { disciplines, audiences } = await policy();
    expect(disciplines.at(-1)).toEqual({
      code: "podiatry-feet",
      label: "Podiatry & Feet",
      membership: "extended",
      sector: "nhs",
      fields: [],
    });
    const reads = Object.entries(audiences).filter(([, group]) => group.disciplines.includes("podiatry-feet"));
    expect(reads.map(([audience]) => audience).sort()).toEqual(["health", "health-and-social-work", "team"]);
  });

  it("and somebody of it can be invited, asked and send", async () => {
    expect((await opened("podiatry-feet")).asked).toMatchObject({ label: "Podiatry & Feet", fields: [], prompts: [] });
    const { disciplines } = await (await world.as("st-03")).staff.list({ practiceId });
    expect(disciplines.map(({ code }) => code)).toContain("podiatry-feet");
  });

  it.each([
    ["twice", { label: "podiatry & feet" }, "label"],
    ["without a name", { label: " " }, "label"],
    ["for nobody", { sector: "" as "nhs" }, "sector"],
  ])("but not %s", async (_, over, name) => {
    expect(Object.keys((await problemFrom(add(over))).fields)).toEqual([name]);
  });

  it("but not over somebody else's change, nor by a member", async () => {
    const { version } = await opened();
    expect((await problemFrom(add({ label: "Dentist", version: version - 1 }))).kind).toBe("stale");
    expect((await problemFrom(add({ label: "Dentist" }, "st-01"))).kind).toBe("forbidden");
  });
});

describe("a question is added", () => {
  it("with its unit, and stands on the form of that discipline", async () => {
    await addField();
    const { asked } = await opened("police");
    expect(asked?.fields.at(-1)).toMatchObject({ name: "callsInAMonth", label: "Calls in a month" });
    expect(asked?.fields.at(-1)?.words).toContain("calls");
  });

  it("with rows, choices or a day that does not move", async () => {
    await addField({ label: "Calls", kind: "rows", columns: "When\nWhat for\nWhen " });
    await addField({ label: "Day", kind: "choice", choices: "often\nnever\n" });
    await addField({ label: "Bail ends", kind: "day", deadline: "court", audience: "protection", needed: "on" });
    const police = (await policy()).disciplines.find(({ code }) => code === "police")?.fields.slice(-3);
    expect(police).toEqual([
      {
        name: "calls",
        label: "Calls",
        kind: "rows",
        columns: [
          { name: "when", label: "When", kind: "text" },
          { name: "whatFor", label: "What for", kind: "text" },
        ],
      },
      // A box named `day` would be taken as a part of a date.
      { name: "day2", label: "Day", kind: "choice", choices: ["often", "never"] },
      { name: "bailEnds", label: "Bail ends", kind: "day", needed: true, deadline: "court", audience: "protection" },
    ]);
  });

  it.each([
    ["twice", { label: "calls in a MONTH" }, "label"],
    ["without words", { label: "" }, "label"],
    ["with one answer to choose from", { label: "A", kind: "choice", choices: "yes" }, "choices"],
    ["with no column", { label: "B", kind: "rows", columns: " " }, "columns"],
    ["with nine columns", { label: "C", kind: "rows", columns: "1\n2\n3\n4\n5\n6\n7\n8\n9" }, "columns"],
    ["that stands fast and is no date", { label: "D", deadline: "court" }, "deadline"],
    ["of no kind", { label: "E", kind: "" }, "kind"],
  ])("but not %s", async (_, over, name) => {
    expect(Object.keys((await problemFrom(addField(over))).fields)).toEqual([name]);
  });

  it("but not for a discipline that is not there, nor by a member", async () => {
    expect((await problemFrom(addField({ label: "F", discipline: "none" }))).kind).toBe("missing");
    expect((await problemFrom(addField({ label: "F" }, "st-01"))).kind).toBe("forbidden");
  });
});

describe("a question is not asked any more", () => {
  const press = async (verb: "endField" | "askAgain") => {
    const { version } = await opened();
    return (await world.as("st-03")).practices[verb]({ practiceId, version, discipline: "gp", name: "gpStillDoing" });
  };

  it("and what was given in it keeps its label, until it is asked again", async () => {
    const caseId = (
      await world.database.selectFrom("mdt_case").select("id").where("number", "=", 1).executeTakeFirstOrThrow()
    ).id;
    const doctor = await world.as("st-01");
    const { current, discipline } = await doctor.contributions.open({ caseId });
    expect(discipline.code).toBe("gp");
    const details = { gpStillDoing: "Bloods each month" };
    await doctor.contributions.submit({ caseId, headline: "Steady", details, basedOn: current?.id ?? "" });

    await press("endField");
    const asked = (await opened("gp")).asked;
    expect(asked?.fields.map(({ name }) => name)).not.toContain("gpStillDoing");
    expect(asked?.ended.map(({ name }) => name)).toEqual(["gpStillDoing"]);
    expect((await doctor.contributions.open({ caseId })).fields.map(({ name }) => name)).not.toContain("gpStillDoing");
    const { summary } = await doctor.cases.open({ caseId });
    const lines = summary.disciplines.flatMap((line) => line.details);
    expect(lines).toContainEqual({ label: "What I am still doing", text: "Bloods each month" });

    await press("askAgain");
    expect((await opened("gp")).asked?.fields.map(({ name }) => name)).toContain("gpStillDoing");
  });
});

describe("the questions over the box", () => {
  it("are the practice's own, five short ones at most", async () => {
    const set = async (prompts: string) => {
      const { version } = await opened();
      return (await world.as("st-03")).practices.setPrompts({ practiceId, version, discipline: "gp", prompts });
    };
    await set("What is new?\n\nWhat next?");
    expect((await opened("gp")).asked?.prompts).toEqual(["What is new?", "What next?"]);
    expect(Object.keys((await problemFrom(set("a\nb\nc\nd\ne\nf"))).fields)).toEqual(["prompts"]);
    expect(Object.keys((await problemFrom(set("a".repeat(81)))).fields)).toEqual(["prompts"]);
  });
});
