/** A case file is taken whole or not at all, and every fault is named in plain words. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import type { Day } from "#db/schema.ts";
import { casesByReference, staffByReference } from "#db/queries/imports.ts";
import { problemOf } from "#server/domain/problem.ts";
import { casesJson } from "../support/cases.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

type Json = Record<string, unknown>;
interface Contribution extends Json {
  facts: Json[];
  risks: Json[];
  details: Json;
}
interface File extends Json {
  practice: Json;
  staff: Json[];
  meetings: (Json & { agenda: Json[] })[];
  cases: (Json & {
    person: Json;
    team: string[];
    invited: string[];
    notice: Json & { objections: Json[] };
    contributions: Contribution[];
    actions: Json[];
  })[];
}

const fixture = () => JSON.parse(readFileSync(new URL("../fixtures/sight.json", import.meta.url), "utf8")) as File;

let world: TestWorld;
beforeAll(async () => {
  world = await aWorld();
});
/** What was refused leaves nothing behind, so the next may begin in the same world. */
afterEach(async () => {
  if ((await rows()).practice === 0) return;
  await world.end();
  world = await aWorld();
});
afterAll(() => world.end());

const importing = (file: unknown, mode: "demo" | "live" = "demo") =>
  world.being("operator", { mode }).imports.caseFile({ file });

async function refusedWith(file: unknown, mode: "demo" | "live" = "demo"): Promise<string[]> {
  const problem = problemOf(await importing(file, mode).catch((error: unknown) => error));
  return problem?.kind === "refused" ? problem.message.split("\n") : [];
}

/** How many rows each table holds, but for the log, which also keeps what was refused. */
async function rows(): Promise<Record<string, number>> {
  const tables = await world.database.introspection.getTables();
  const counts = tables
    .filter(({ name }) => !["audit", "audit_head", "opened"].includes(name))
    .map(async ({ name }) => {
      const counted = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(world.database);
      return [name, Number(counted.rows[0]?.n)] as const;
    });
  return Object.fromEntries(await Promise.all(counts));
}

const first = <Row>(list: readonly Row[]): Row => {
  const [row] = list;
  if (row === undefined) throw new Error("The fixture has none of these.");
  return row;
};
const firstCase = (file: File) => first(file.cases);
const given = (file: File, index: number) => {
  const found = firstCase(file).contributions[index];
  if (!found) throw new Error(`The fixture has no contribution ${index}.`);
  return found;
};

describe("the same file again", () => {
  it("changes nothing", async () => {
    expect(await importing(fixture())).toMatchObject({
      staff: 11,
      meetings: 3,
      cases: 3,
      contributions: 14,
      actions: 11,
    });
    const before = await rows();
    expect(await importing(fixture())).toMatchObject({ staff: 0, meetings: 0, cases: 0, contributions: 0, actions: 0 });
    expect(await rows()).toEqual(before);
    expect(before.entry).toBeGreaterThan(30);
  });

  it("brings only what is new when somebody has written since", async () => {
    await importing(fixture());
    const file = fixture();
    firstCase(file).contributions.push({
      ...given(file, 5),
      id: "u-case-01-c11",
      facts: [],
      writtenAt: "2027-02-24T09:00:00Z",
    });
    expect(await importing(file)).toMatchObject({ staff: 0, cases: 0, contributions: 1, facts: 0 });
  });

  it.each<[string, (file: File) => void, string]>([
    ["the practice", (file) => (file.practice.name = "Another name"), "practice"],
    ["somebody's job", (file) => (first(file.staff).role = "Locum"), "staff[0]"],
    ["a meeting's place", (file) => (first(file.meetings).place = "Downstairs"), "meetings[0]"],
    ["a person's address", (file) => (firstCase(file).person.recordedAddress = "Elsewhere"), "cases[0]"],
    ["what was written", (file) => (given(file, 1).headline = "Rewritten"), "cases[0].contributions[1]"],
    ["what was agreed", (file) => (first(firstCase(file).actions).due = "2027-04-01"), "cases[0].actions[0]"],
  ])("is refused when %s differs, naming it, and stores nothing", async (_, change, path) => {
    await importing(fixture());
    const before = await rows();
    const file = fixture();
    change(file);
    expect(await refusedWith(file)).toEqual([`${path}: was imported before with other content`]);
    expect(await rows()).toEqual(before);
  });

  it("names the first difference only, and keeps nothing of what came before it", async () => {
    await importing(fixture());
    const before = await rows();
    const file = fixture();
    file.staff.push({ ...first(file.staff), id: "u-20", name: "Dr Ada Rae", email: "ada.rae@saltmarsh-road.example" });
    given(file, 0).headline = "One";
    given(file, 1).headline = "Two";
    expect(await refusedWith(file)).toEqual(["cases[0].contributions[0]: was imported before with other content"]);
    expect(await rows()).toEqual(before);
  });
});

describe("a file with a fault is refused in one line that names it", () => {
  it.each<[string, (file: File) => void, string]>([
    ["no practice", (file) => delete (file as Json).practice, "practice: is missing"],
    ["nobody on the staff", (file) => delete (file as Json).staff, "staff: is missing"],
    ["no family name", (file) => delete firstCase(file).person.familyName, "cases[0].person.familyName: is missing"],
    ["no e-mail address", (file) => delete first(file.staff).email, "staff[0].email: is missing"],
    ["a name that is a number", (file) => (first(file.staff).name = 7), "staff[0].name: must be text"],
    ["a name that is empty", (file) => (first(file.staff).name = ""), "staff[0].name: is empty"],
    ["cases that are no list", (file) => ((file as Json).cases = {}), "cases: must be a list"],
    [
      "a person that is a text",
      (file) => ((firstCase(file) as Json).person = "A."),
      "cases[0].person: must be an object",
    ],
    ["a list size in words", (file) => (file.practice.listSize = "many"), "practice.listSize: must be a number"],
    ["half a patient", (file) => (file.practice.listSize = 3100.5), "practice.listSize: must be a whole number"],
    [
      "an impossible decile",
      (file) => (firstCase(file).person.simdDecile = 11),
      "cases[0].person.simdDecile: must be at most 10",
    ],
    [
      "days below nought",
      (file) => (file.stalenessPolicyDays = { risk: -1 }),
      "stalenessPolicyDays.risk: must be at least 0",
    ],
    [
      "an odd interpreter",
      (file) => (firstCase(file).person.interpreter = 3),
      "cases[0].person.interpreter: must be text, or true or false",
    ],
    ["an odd address", (file) => (first(file.staff).email = "isla"), "staff[0].email: must be an e-mail address"],
    [
      "a day there is not",
      (file) => (first(firstCase(file).actions).due = "2027-02-30"),
      "cases[0].actions[0].due: must be a day such as 2026-11-26, and is “2027-02-30”",
    ],
    [
      "a time without a zone",
      (file) => (given(file, 0).writtenAt = "2027-02-10 10:00"),
      "cases[0].contributions[0].writtenAt: must be a time with its zone such as 2026-11-26T13:00:00Z, and is “2027-02-10 10:00”",
    ],
    [
      "a start at 25 o'clock",
      (file) => (first(file.meetings).start = "25:00"),
      "meetings[0].start: must be a time such as 13:00",
    ],
    [
      "an end before the start",
      (file) => (first(file.meetings).end = "12:00"),
      "meetings[0].end: is not after the start",
    ],
    [
      "a wrong CHI",
      (file) => (firstCase(file).person.chi = "3113814023"),
      "cases[0].person.chi: is no CHI number: This is not a CHI number: one of its digits is wrong. Check the number",
    ],
    [
      "an unknown audience",
      (file) => (first(given(file, 0).facts).audience = "everybody"),
      "cases[0].contributions[0].facts[0].audience: must be one of: team, health-and-social-work, health, protection, named",
    ],
    [
      "an unknown flag",
      (file) => (first(given(file, 0).facts).handling = ["hush"]),
      "cases[0].contributions[0].facts[0].handling[0]: must be one of: third-party, serious-harm, do-not-print, safe-contact, staff-safety",
    ],
    [
      "an unknown status",
      (file) => (given(file, 0).status = "sent"),
      "cases[0].contributions[0].status: must be one of: submitted, draft, withdrawn",
    ],
    [
      "a detail with an unknown audience",
      (file) => (given(file, 0).details.frailty = { value: "6", audience: "all" }),
      "cases[0].contributions[0].details.frailty.audience: must be one of: team, health-and-social-work, health, protection, named",
    ],
    [
      "a discipline nobody has",
      (file) => (firstCase(file).invited[0] = "vets"),
      "cases[0].invited[0]: “vets” is not among the file's disciplines",
    ],
    [
      "a stranger on the team",
      (file) => (firstCase(file).team[0] = "u-99"),
      "cases[0].team[0]: “u-99” is not among the file's staff",
    ],
    [
      "a stranger who wrote",
      (file) => (given(file, 0).authorId = "u-99"),
      "cases[0].contributions[0].authorId: “u-99” is not among the file's staff",
    ],
    [
      "a stranger who is named",
      (file) => (given(file, 0).namedStaff = ["u-99"]),
      "cases[0].contributions[0].namedStaff[0]: “u-99” is not among the file's staff",
    ],
    [
      "a stranger named on an action",
      (file) => (first(firstCase(file).actions).namedStaff = ["u-99"]),
      "cases[0].actions[0].namedStaff[0]: “u-99” is not among the file's staff",
    ],
    [
      "an exclusion that excludes nobody",
      (file) => (given(file, 0).excludeDisciplines = ["polis"]),
      "cases[0].contributions[0].excludeDisciplines[0]: “polis” is not among the file's disciplines",
    ],
    [
      "an exclusion on a detail that excludes nobody",
      (file) => (given(file, 0).details.frailty = { value: "6", excludeDisciplines: ["polis"] }),
      "cases[0].contributions[0].details.frailty.excludeDisciplines[0]: “polis” is not among the file's disciplines",
    ],
    [
      "an owner nobody knows",
      (file) => (first(firstCase(file).actions).ownerId = "u-99"),
      "cases[0].actions[0].ownerId: “u-99” is not among the file's staff",
    ],
    [
      "a meeting nobody held",
      (file) => (first(firstCase(file).actions).raisedAtMeeting = "u-m"),
      "cases[0].actions[0].raisedAtMeeting: “u-m” is not among the file's meetings",
    ],
    [
      "a case on the agenda that is not there",
      (file) => (first(first(file.meetings).agenda).caseId = "u-x"),
      "meetings[0].agenda[0].caseId: “u-x” is not among the file's cases",
    ],
    [
      "an objection to nobody",
      (file) => firstCase(file).notice.objections.push({ againstDiscipline: "vets" }),
      "cases[0].notice.objections[0].againstDiscipline: “vets” is not among the file's disciplines",
    ],
    [
      "the same fact id twice",
      (file) => (first(given(file, 1).facts).id = "u-case-01-c1-f1"),
      "cases[0].contributions[1].facts[0].id: “u-case-01-c1-f1” stands twice",
    ],
    [
      "the same case id twice",
      (file) => file.cases.push({ ...firstCase(file), contributions: [], actions: [] }),
      "cases[3].id: “u-case-01” stands twice",
    ],
    [
      "the same address twice",
      (file) => file.staff.push({ ...first(file.staff), id: "u-20" }),
      "staff[11].email: “isla.farquhar@saltmarsh-road.example” stands twice",
    ],
    [
      "two drafts of one author",
      (file) => firstCase(file).contributions.push({ ...given(file, 6), id: "u-second", facts: [] }),
      "cases[0].contributions[10]: is a second draft of “u-04”",
    ],
  ])("%s", async (_, change, line) => {
    const file = fixture();
    change(file);
    expect(await refusedWith(file)).toEqual([line]);
    const stored = await rows();
    expect([stored.practice, stored.staff, stored.import_record]).toEqual([0, 0, 0]);
  });

  it("each fault has its line, and none speaks the words of a library", async () => {
    const file = fixture();
    delete firstCase(file).person.givenName;
    given(file, 0).status = 4;
    first(file.staff).name = null;
    const lines = await refusedWith(file);
    expect(lines).toEqual([
      "staff[0].name: must be text",
      "cases[0].person.givenName: is missing",
      "cases[0].contributions[0].status: must be one of: submitted, draft, withdrawn",
    ]);
  });

  it.each<[unknown, string]>([
    [[], "$: must be an object"],
    ["case", "$: must be an object"],
    [null, "$: must be an object"],
    [undefined, "$: is missing"],
  ])("%j is no file at all", async (content, line) => {
    expect(await refusedWith(content)).toEqual([line]);
  });
});

it("tolerates keys that nobody here knows", async () => {
  const file = fixture();
  Object.assign(file, { colour: "blue" });
  Object.assign(first(given(file, 0).facts), { weight: 3 });
  Object.assign(firstCase(file).person, { shoeSize: 38 });
  expect(await importing(file)).toMatchObject({ cases: 3 });
});

describe("who a person is", () => {
  it("keeps a member of staff whom two practices share as one, attached to both", async () => {
    await importing(casesJson());
    await importing(fixture());
    const [shown] = await staffByReference(world.database, "st-08", null);
    const [ours] = await staffByReference(world.database, "u-05", null);
    expect(ours?.id).toBe(shown?.id);
    expect(ours?.practice_id).not.toBe(shown?.practice_id);
    const attached = world.database.selectFrom("attachment").where("staff_id", "=", ours?.id ?? "");
    expect(await attached.select("practice_id").execute()).toHaveLength(2);
  });

  it("refuses an e-mail address that belongs to somebody of another name", async () => {
    await importing(casesJson());
    const file = fixture();
    Object.assign(file.staff[4] ?? {}, { name: "Somebody Else" });
    expect(await refusedWith(file)).toEqual(["staff[4].email: belongs to somebody of another name already"]);
  });

  it("refuses to make somebody we know one of another discipline, who would then see other things", async () => {
    await importing(casesJson());
    const file = fixture();
    Object.assign(file.staff[4] ?? {}, { discipline: "gp" });
    expect(await refusedWith(file)).toEqual(["staff[4].discipline: this person is known already, as advice-worker"]);
  });

  it("lets somebody who left by one of two files read nothing from then on", async () => {
    await importing(casesJson());
    const file = fixture();
    Object.assign(file.staff[4] ?? {}, { leftOn: "2026-11-01" });
    await importing(file);
    const [subject] = await casesByReference(world.database, "case-01");
    const reading = (await world.as("st-08", { readingDay: "2026-11-26" as Day })).cases.open({
      caseId: subject?.id ?? "",
    });
    expect(problemOf(await reading.catch((error: unknown) => error))?.kind).toBe("forbidden");
  });

  it("refuses a second person with a CHI number the practice has", async () => {
    const file = fixture();
    Object.assign(file.cases[1]?.person ?? {}, { chi: firstCase(file).person.chi });
    expect(await refusedWith(file)).toEqual(["cases[1].person.chi: belongs to a person of this practice already"]);
  });
});

describe("beside the demonstration's cases", () => {
  it("stands in a practice of its own, and neither file disturbs the other", async () => {
    const counts = await importing(fixture());
    await importing(casesJson());
    expect(counts).toMatchObject({ cases: 3, facts: 31 });
    const { practice, mdt_case: cases } = await rows();
    expect([practice, cases]).toEqual([2, 7]);
    expect(await importing(casesJson())).toMatchObject({ cases: 0, contributions: 0 });
  });
});

describe("live mode", () => {
  it("takes no number that can be nobody's, and stores nothing", async () => {
    expect(await refusedWith(fixture(), "live")).toEqual([
      "cases[0].person.chi: is from the test block, which live mode does not take",
    ]);
    expect((await rows()).practice).toBe(0);
  });

  it("takes a file with real numbers", async () => {
    const file = fixture();
    // Published examples of valid numbers; the people stay invented.
    const numbers = ["0211165794", "0402070763", "0101336489"];
    file.cases.forEach((entry, index) => (entry.person.chi = numbers[index]));
    expect(await importing(file, "live")).toMatchObject({ cases: 3 });
  });
});

it("a member of staff cannot import, nor a stranger", async () => {
  await importing(fixture());
  const before = await rows();
  const asManager = (await world.as("u-02")).imports.caseFile({ file: casesJson() });
  expect(problemOf(await asManager.catch((error: unknown) => error))?.kind).toBe("missing");
  const asStranger = world.being("stranger").imports.caseFile({ file: casesJson() });
  expect(problemOf(await asStranger.catch((error: unknown) => error))?.kind).toBe("signed-out");
  expect(await rows()).toEqual(before);
});
