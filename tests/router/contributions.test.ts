/** What each discipline gives: drafts, sending, amending, taking back; requests and their answers. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Day } from "#db/schema.ts";
import { passesModulus10 } from "#server/domain/identifiers.ts";
import { addDays } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";
import { caseNamed, doing, meetingNamed, problemFrom, problemsFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

type Form = Parameters<Api["contributions"]["submit"]>[0];

let world: TestWorld;
let practiceId: string;
const ids = new Map<string, string>();
const idOf = (reference: string) => ids.get(reference) ?? "";
let numbersTaken = 0;

async function begin(): Promise<void> {
  ({ world, practiceId } = await anImportedWorld());
  for (let number = 1; number <= 20; number += 1) {
    const reference = `st-${String(number).padStart(2, "0")}`;
    ids.set(reference, await world.idOf(reference));
  }
}
beforeAll(begin);
afterAll(() => world.end());

function nextNumber(): string {
  for (;;) {
    numbersTaken += 1;
    const chi = `3113${String(numbersTaken).padStart(6, "0")}`;
    if (passesModulus10(chi)) return chi;
  }
}

/** A case on the agenda of 26 November that nobody has written in: housing's, with a GP, social work and a nurse. */
async function freshCase(team = ["st-02", "st-04", "st-09"]): Promise<string> {
  const chi = nextNumber();
  const { caseId } = await (
    await world.as("st-13")
  ).cases.nominate({
    practiceId,
    chi,
    givenName: "Nan",
    familyName: "Docherty",
    birthDate: addDays("1930-01-01" as Day, numbersTaken),
    team: team.map(idOf),
    criteria: ["frailty"],
    reason: "Third fall this month",
    question: "Who can look in on her at night?",
    informed: "yes",
  });
  const coordinator = await world.as("st-03");
  const { nomination } = await coordinator.cases.open({ caseId });
  await coordinator.cases.triage({
    caseId,
    nominationId: nomination?.id ?? "",
    version: nomination?.version ?? 0,
    verdict: "accepted",
  });
  return caseId;
}

async function sent(by: string, form: Form & { basedOn?: string }): Promise<string> {
  const { contributionId } = await (await world.as(by)).contributions.submit(form);
  return contributionId;
}

/** Everything the page of the case tells this reader, in one text. */
async function pageFor(reader: string, caseId: string): Promise<string> {
  return JSON.stringify(await (await world.as(reader)).cases.open({ caseId }));
}

async function entriesOf(contributionId: string) {
  return world.database
    .selectFrom("entry")
    .selectAll()
    .where("contribution_id", "=", contributionId)
    .orderBy("position")
    .execute();
}

describe("a nurse begins a contribution and is called away", () => {
  it("what was typed is kept as it was typed, and only she finds it again", async () => {
    const caseId = await freshCase();
    const typed = { headline: "  Half a sen", "facts.0.value": "<b>", strengths: ["one", "two"], odd: "" };
    const nurse = await world.as("st-09");
    const { answer, logged, signals } = await doing(world, () =>
      nurse.contributions.saveDraft({ caseId, typed, version: 0 }),
    );
    expect(answer).toEqual({ caseId, version: 1 });
    expect(logged).toMatchObject([{ verb: "contribution.saveDraft", actor: idOf("st-09"), caseId, outcome: "done" }]);
    expect(signals).toEqual([]);
    expect((await nurse.contributions.open({ caseId })).draft).toEqual({
      typed,
      savedAt: "2026-11-24T09:00:00.000Z",
      version: 1,
    });
    for (const colleague of ["st-02", "st-13", "st-03"]) {
      expect((await (await world.as(colleague)).contributions.open({ caseId })).draft, colleague).toBeNull();
      expect(await pageFor(colleague, caseId)).not.toContain("Half a sen");
    }
    const home = await nurse.home.open();
    expect(home.contributions.find((row) => row.caseId === caseId)).toMatchObject({ begun: true });
  });

  it("in two tabs: the second is shown the other's text, and neither is lost", async () => {
    const caseId = await freshCase();
    const nurse = await world.as("st-09");
    await nurse.contributions.saveDraft({ caseId, typed: { body: "first", strengths: ["a", "b"] }, version: 0 });
    const { problem, logged } = await doing(world, () =>
      nurse.contributions.saveDraft({ caseId, typed: { body: "second" }, version: 0 }),
    );
    expect(problem?.kind).toBe("stale");
    expect(problem?.theirs).toEqual({ body: "first", strengths: "a\nb" });
    expect(logged).toMatchObject([{ verb: "contribution.saveDraft", outcome: "stale" }]);
    expect((await nurse.contributions.open({ caseId })).draft?.typed).toEqual({ body: "first", strengths: ["a", "b"] });

    const again = await nurse.contributions.saveDraft({ caseId, typed: { body: "both" }, version: 1 });
    expect(again.version).toBe(2);
    const late = await problemFrom(nurse.contributions.saveDraft({ caseId, typed: { body: "old tab" }, version: 1 }));
    expect(late.theirs).toEqual({ body: "both" });
  });

  it("and the draft goes when it is sent", async () => {
    const caseId = await freshCase();
    const nurse = await world.as("st-09");
    await nurse.contributions.saveDraft({ caseId, typed: { headline: "Legs" }, version: 0 });
    await sent("st-09", { caseId, headline: "Legs are healing" });
    expect((await nurse.contributions.open({ caseId })).draft).toBeNull();
  });
});

describe("a nurse sends a contribution", () => {
  const whole = (caseId: string): Form => ({
    caseId,
    headline: "Legs are healing",
    body: "Dressings twice a week.",
    lastContactOn: "2026-11-23",
    lastContactMode: "home visit",
    whatMatters: "To be left in peace at night",
    strengths: ["Laughs at everything", " "],
    facts: [
      { key: "careplan.dnacpr", value: "Not in place", asOf: "2026-11-23", source: "record" },
      { key: "", value: "" } as never,
    ],
    risks: [{ type: "Falls", level: "high", text: "The stairs are dark" }],
    requests: [{ toDiscipline: "housing", text: "Can the stair light be mended?" }],
    proposedActions: [{ text: "Mend the light", ownerDiscipline: "housing", due: "2026-12-04" }],
    sensitiveItems: [{ text: "The grandson takes her money", reason: "He visits", audience: "protection" }],
    details: {},
  });

  it("and the team reads every part of it, each with its source", async () => {
    const caseId = await freshCase();
    const { answer, logged, signals } = await doing(world, async () =>
      (await world.as("st-09")).contributions.submit(whole(caseId)),
    );
    expect(logged).toEqual([
      {
        verb: "contribution.submit",
        actor: idOf("st-09"),
        subject: answer?.contributionId,
        caseId,
        outcome: "done",
      },
    ]);
    expect(signals).toEqual([`case:${caseId}`]);
    const { summary } = await (await world.as("st-04")).cases.open({ caseId });
    expect(summary.disciplines).toMatchObject([
      {
        code: "district-nurse",
        line: "Legs are healing",
        body: "Dressings twice a week.",
        lastContact: "last contact 23 Nov 2026, home visit",
        source: { author: "Ruth MacAulay", on: "2026-11-24" },
      },
    ]);
    expect(summary.whatMatters.map((row) => row.text)).toEqual(["To be left in peace at night"]);
    expect(summary.strengths.map((row) => row.text)).toEqual(["Laughs at everything"]);
    expect(summary.glance.map((row) => [row.key, row.value, row.asOf])).toEqual([
      ["careplan.dnacpr", "Not in place", "2026-11-23"],
    ]);
    expect(summary.risks.map((row) => [row.type, row.level, row.text])).toEqual([
      ["Falls", "high", "The stairs are dark"],
    ]);
    expect(summary.requests.map((row) => [row.toCode, row.text, row.answer])).toEqual([
      ["housing", "Can the stair light be mended?", null],
    ]);
    expect(summary.proposals.map((row) => [row.text, row.due])).toEqual([["Mend the light", "2026-12-04"]]);
    expect(summary.sensitive.map((row) => row.text)).toEqual(["The grandson takes her money"]);
  });

  it("and what only the protection group may read, others do not even see the edge of", async () => {
    const caseId = await freshCase();
    await sent("st-09", whole(caseId));
    for (const reader of ["st-13", "st-03"]) {
      const page = await pageFor(reader, caseId);
      expect(page, reader).not.toContain("grandson");
      expect(page, reader).toContain("Legs are healing");
    }
    expect(await pageFor("st-02", caseId)).toContain("grandson");
    expect(await pageFor("st-09", caseId)).toContain("grandson");
  });

  it("and the readiness of the next meeting says that it is in", async () => {
    const caseId = await freshCase();
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const cell = async () => {
      const { agenda } = await (await world.as("st-03")).meetings.open({ meetingId });
      return agenda.find((item) => item.caseId === caseId)?.cells.find(({ code }) => code === "district-nurse");
    };
    expect((await cell())?.state).toBe("waiting");
    await (await world.as("st-09")).contributions.saveDraft({ caseId, typed: {}, version: 0 });
    expect((await cell())?.state).toBe("started");
    await sent("st-09", whole(caseId));
    expect((await cell())?.state).toBe("in");
    expect((await (await world.as("st-09")).home.open()).contributions.map((row) => row.caseId)).not.toContain(caseId);
  });

  const refused: [string, Partial<Form>, "invalid" | "refused", string][] = [
    ["nothing at all", { headline: "" }, "refused", "headline"],
    ["a body without its one line", { headline: "", body: "Much" }, "refused", "headline"],
    ["a line that is too long", { headline: "x".repeat(161) }, "invalid", "headline"],
    ["a text that is too long", { body: "x".repeat(1201) }, "invalid", "body"],
    ["a contact tomorrow", { lastContactOn: "2026-11-25" }, "refused", "lastContactOn"],
    ["less than the team, and no line for the team", { audience: "health" }, "refused", "teamHeadline"],
    ["only for named people, and nobody named", { audience: "named", teamHeadline: "Ask" }, "refused", "audience"],
    [
      "a fact from the future",
      { facts: [{ key: "carer.main", value: "Ann", asOf: "2026-11-25", source: "record" }] },
      "refused",
      "facts.0.asOf",
    ],
    [
      "the second of two facts without a day",
      {
        facts: [
          { key: "carer.main", value: "Ann", asOf: "2026-11-24", source: "record" },
          { key: "carer.main", value: "Bob", asOf: "", source: "record" },
        ],
      },
      "invalid",
      "facts.1.asOf",
    ],
    [
      "a risk without its level",
      { risks: [{ type: "Fire", level: "", text: "!" } as never] },
      "invalid",
      "risks.0.level",
    ],
    [
      "a request to nobody known",
      { requests: [{ toDiscipline: "wizards", text: "Help" }] },
      "refused",
      "requests.0.toDiscipline",
    ],
    [
      "a restricted part that everybody may read",
      { sensitiveItems: [{ text: "x", reason: "y", audience: "team" }] },
      "refused",
      "sensitiveItems.0.audience",
    ],
    [
      "a restricted part for named people, and nobody named",
      { sensitiveItems: [{ text: "x", reason: "y", audience: "named" }] },
      "refused",
      "sensitiveItems.0.audience",
    ],
    [
      "a restricted part without a word why",
      { sensitiveItems: [{ text: "x", reason: "", audience: "health" }] },
      "invalid",
      "sensitiveItems.0.reason",
    ],
  ];

  it.each(refused)("but not %s", async (_, over, kind, field) => {
    const caseId = await freshCase();
    const { problem, signals } = await doing(world, async () =>
      (await world.as("st-09")).contributions.submit({ caseId, headline: "Legs", ...over }),
    );
    expect([problem?.kind, Object.keys(problem?.fields ?? {})]).toEqual([kind, [field]]);
    expect(signals).toEqual([]);
    const kept = await world.database.selectFrom("contribution").select("id").where("case_id", "=", caseId).execute();
    expect(kept).toEqual([]);
  });

  it("and nobody who is not on the case's team can be named", async () => {
    const caseId = await freshCase();
    const item = { text: "x", reason: "y", audience: "named" as const, namedStaff: [idOf("st-08")] };
    const problem = await problemFrom(sent("st-09", { caseId, headline: "Legs", sensitiveItems: [item] }));
    expect(problem.fields).toEqual({ namedStaff: "Only people on this case's team can be named" });
  });
});

describe("the typed fields of a discipline are checked", () => {
  it.each([
    ["repeatMedicineCount", "many", "enter a number"],
    ["kisUpdatedOn", "last week", "enter a real date"],
    ["kisUpdatedOn", "2026-02-31", "enter a real date"],
    ["frailty", "10", "choose one of the list"],
  ])("a GP's %s cannot be “%s”", async (name, value, sentence) => {
    const caseId = await freshCase();
    const problem = await problemFrom(sent("st-02", { caseId, headline: "Frail", details: { [name]: value } }));
    expect(problem.kind).toBe("refused");
    expect(problem.fields[`details.${name}`]).toContain(sentence);
  });

  it("an adviser's money is pounds", async () => {
    const caseId = await freshCase(["st-02", "st-08"]);
    const details = { gainConfirmed: "£640" };
    const problem = await problemFrom(sent("st-08", { caseId, headline: "Check done", details }));
    expect(problem.fields["details.gainConfirmed"]).toContain("enter pounds");
    await sent("st-08", { caseId, headline: "Check done", details: { gainConfirmed: "640.50" } });
    const { summary } = await (await world.as("st-02")).cases.open({ caseId });
    expect(summary.disciplines[0]?.details).toEqual([
      { label: "Financial gain confirmed, a year (£)", text: "£640.50" },
    ]);
  });

  it("a field of another discipline is refused, and lists are kept line by line", async () => {
    const caseId = await freshCase();
    const foreign = await problemFrom(sent("st-02", { caseId, headline: "x", details: { gainConfirmed: "1" } }));
    expect([foreign.kind, foreign.fields]).toEqual(["refused", {}]);
    const details = { allergies: ["Penicillin", "Latex"], activeProblems: "" };
    const [detail, ...others] = await entriesOf(await sent("st-02", { caseId, headline: "x", details }));
    expect(detail).toMatchObject({ kind: "detail", name: "allergies", text: "Penicillin\nLatex" });
    expect(others).toEqual([]);
  });
});

describe("an adviser gives rows and days that do not move", () => {
  const claim = { benefit: "Adult Disability Payment", status: "redetermination", deadline: "2026-12-11" };
  const given = {
    headline: "Challenge due",
    details: { claims: [{ benefit: "", status: "" }, claim] },
    deadlines: [{ kind: "court" as const, text: "Hearing on the arrears", due: "2026-12-08" }],
  };

  it("each row and each day is an entry, shared as the contribution is", async () => {
    const caseId = await freshCase(["st-02", "st-08", "st-05"]);
    await sent("st-08", { caseId, ...given, audience: "health", teamHeadline: "Ask me" });
    const { entries } = (await (await world.as("st-08")).contributions.open({ caseId })).current ?? { entries: [] };
    const shown = entries.map(({ kind, name, text, due, value, audience }) => [kind, name, text, due, value, audience]);
    const words = "Adult Disability Payment, stage: redetermination, last day to claim or challenge: 11 December 2026";
    expect(shown).toEqual([
      ["detail", "claims", words, null, claim, "health"],
      [
        "deadline",
        "redetermination",
        "Redetermination: Adult Disability Payment",
        "2026-12-11",
        { field: "claims" },
        "health",
      ],
      ["deadline", "court", "Hearing on the arrears", "2026-12-08", null, "health"],
    ]);
  });

  it.each([
    ["a day that is past", { due: "2020-12-08" }, "deadlines.0.due", "Enter a day to come"],
    ["no day", { due: "" }, "deadlines.0.due", "Enter the day"],
    ["no words", { text: "" }, "deadlines.0.text", "Say what happens"],
    ["no kind", { kind: "" as "court" }, "deadlines.0.kind", "Choose what kind of day"],
  ])("but not with %s", async (_, over, field, sentence) => {
    const caseId = await freshCase(["st-02", "st-08"]);
    const deadlines = given.deadlines.map((deadline) => ({ ...deadline, ...over }));
    const problem = await problemFrom(sent("st-08", { caseId, ...given, deadlines }));
    expect(problem.fields[field]).toContain(sentence);
  });

  it("what is for a few by its field is for them only, though the rest is for all", async () => {
    const caseId = await freshCase(["st-09", "st-02", "st-08"]);
    await sent("st-09", {
      caseId,
      headline: "Legs",
      details: { accessNote: "Key under the mat", woundStatus: "worse" },
    });
    const seenBy = async (person: string) => JSON.stringify(await (await world.as(person)).cases.open({ caseId }));
    expect(await seenBy("st-02")).toContain("Key under the mat");
    expect(await seenBy("st-08")).toContain("worse");
    expect(await seenBy("st-08")).not.toContain("Key under the mat");
  });
});

describe("a nurse amends what she sent", () => {
  const fact = (value: string) => ({ key: "carer.main", value, asOf: "2026-11-20", source: "observed" as const });

  it("the new text is shown, the old one kept with the time it was replaced, and the newest fact counts", async () => {
    const caseId = await freshCase();
    const first = await sent("st-09", { caseId, headline: "Legs are worse", facts: [fact("Her sister Ann")] });
    world.clock.pass(30);
    const second = await sent("st-09", {
      caseId,
      headline: "Legs are healing",
      facts: [fact("Her niece Bea")],
      basedOn: first,
    });
    const rows = await world.database
      .selectFrom("contribution")
      .select(["id", "headline", "replaces_id", "replaced_at"])
      .where("case_id", "=", caseId)
      .orderBy("submitted_at")
      .execute();
    expect(rows).toEqual([
      { id: first, headline: "Legs are worse", replaces_id: null, replaced_at: world.clock.now() },
      { id: second, headline: "Legs are healing", replaces_id: first, replaced_at: null },
    ]);
    for (const reader of ["st-04", "st-09"]) {
      const page = await pageFor(reader, caseId);
      expect(page, reader).toContain("Legs are healing");
      expect(page, reader).not.toMatch(/Legs are worse|sister Ann/);
    }
    const { summary } = await (await world.as("st-04")).cases.open({ caseId });
    expect(summary.glance.map((row) => row.value)).toEqual(["Her niece Bea"]);
    expect(summary.disagreements).toEqual([]);
  });

  it("in two tabs: the second is shown what the first sent, and nothing is replaced", async () => {
    const caseId = await freshCase();
    const first = await sent("st-09", { caseId, headline: "One" });
    await sent("st-09", { caseId, headline: "Two", body: "of the first tab", basedOn: first });
    const { problem, logged, signals } = await doing(world, () =>
      sent("st-09", { caseId, headline: "Three", basedOn: first }),
    );
    expect([problem?.kind, problem?.theirs]).toEqual(["stale", { headline: "Two", body: "of the first tab" }]);
    expect(logged).toMatchObject([{ verb: "contribution.submit", outcome: "stale" }]);
    expect(signals).toEqual([]);
    expect(await pageFor("st-04", caseId)).toContain("Two");
  });

  it("a first text sent from two tabs is not sent twice", async () => {
    const caseId = await freshCase();
    await sent("st-09", { caseId, headline: "One" });
    expect((await problemFrom(sent("st-09", { caseId, headline: "Other" }))).kind).toBe("stale");
  });

  it("narrowing who may read it takes the text out of sight of the others at once", async () => {
    const caseId = await freshCase();
    const first = await sent("st-09", {
      caseId,
      headline: "He hits her",
      body: "Bruises on both arms",
      facts: [fact("Her violent nephew")],
    });
    const housing = () => pageFor("st-13", caseId);
    expect(await housing()).toContain("He hits her");
    await sent("st-09", {
      caseId,
      headline: "He hits her",
      body: "Bruises on both arms",
      facts: [{ ...fact("Her violent nephew"), audience: "protection" }],
      audience: "health-and-social-work",
      teamHeadline: "Please speak to me",
      teamBody: "before the visit",
      basedOn: first,
    });
    const page = await housing();
    expect(page).not.toMatch(/hits her|Bruises|violent/);
    expect(page).toContain("Please speak to me");
    expect(page).toContain("before the visit");
    expect(await pageFor("st-04", caseId)).toMatch(/hits her.*violent|violent.*hits her/);
    const { summary } = await (await world.as("st-13")).cases.open({ caseId });
    expect(summary.disciplines[0]).toMatchObject({ restricted: true, line: "Please speak to me" });
  });

  it("her form offers what she sent, to go on from", async () => {
    const caseId = await freshCase();
    const id = await sent("st-09", { caseId, headline: "Legs", facts: [fact("Ann")] });
    const { current, before } = await (await world.as("st-09")).contributions.open({ caseId });
    expect(current).toMatchObject({ id, headline: "Legs", entries: [{ kind: "fact", text: "Ann" }] });
    expect(before).toBeNull();
  });
});

describe("somebody has nothing to write", () => {
  it.each([
    ["nothing-to-add", "nothing to add", "Nothing to add"],
    ["speak-to-me", "speak to me", "Please speak to me: I know something that I cannot share here"],
  ] as const)("%s counts as given", async (kind, state, line) => {
    const caseId = await freshCase();
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const nurse = await world.as("st-09");
    const { answer, logged, signals } = await doing(world, () => nurse.contributions.answer({ caseId, kind }));
    expect(logged).toMatchObject([
      { verb: "contribution.answer", subject: answer?.contributionId, caseId, outcome: "done" },
    ]);
    expect(signals).toEqual([`case:${caseId}`]);
    expect((await nurse.home.open()).contributions.map((row) => row.caseId)).not.toContain(caseId);
    const { agenda } = await (await world.as("st-03")).meetings.open({ meetingId });
    const cell = agenda.find((item) => item.caseId === caseId)?.cells.find(({ code }) => code === "district-nurse");
    expect([cell?.state, cell?.speakTo]).toEqual([state, kind === "speak-to-me" ? ["Ruth MacAulay"] : []]);
    const { summary } = await (await world.as("st-04")).cases.open({ caseId });
    expect(summary.disciplines.map((row) => row.line)).toEqual([line]);
    expect(summary.invitedWithoutContribution).not.toContain("district-nurse");
  });

  it("and may write later after all", async () => {
    const caseId = await freshCase();
    const { contributionId } = await (await world.as("st-09")).contributions.answer({ caseId, kind: "nothing-to-add" });
    await sent("st-09", { caseId, headline: "After all", basedOn: contributionId });
    const { summary } = await (await world.as("st-04")).cases.open({ caseId });
    expect(summary.disciplines.map((row) => row.line)).toEqual(["After all"]);
  });
});

describe("who may contribute", () => {
  it("the police send and do not read, and the GP reads what they sent", async () => {
    const caseId = await caseNamed(world, "case-02");
    const police = await world.as("st-15");
    const { current, requests, invited, team } = await police.contributions.open({ caseId });
    expect([requests, invited, team]).toEqual([[], [], []]);
    await sent("st-15", {
      caseId,
      headline: "Seen near the bridge at night",
      sensitiveItems: [{ text: "Second call this week", reason: "Open enquiry", audience: "protection" }],
      basedOn: current?.id ?? "",
    });
    const own = await police.cases.open({ caseId });
    expect(own.summary.disciplines.map((row) => row.line)).toEqual(["Seen near the bridge at night"]);
    expect([own.summary.banner, own.summary.actions, own.summary.question, own.nomination]).toEqual([
      null,
      [],
      "",
      null,
    ]);
    expect(await pageFor("st-02", caseId)).toContain("Second call this week");
    expect(await pageFor("st-19", caseId)).not.toContain("Second call this week");
  });

  it("not somebody who is not on the team: to them there is no such case", async () => {
    const caseId = await freshCase();
    const stranger = await world.as("st-16");
    const problems = await problemsFrom(
      stranger.contributions.open({ caseId }),
      stranger.contributions.saveDraft({ caseId, typed: {}, version: 0 }),
      stranger.contributions.submit({ caseId, headline: "x" }),
      stranger.contributions.answer({ caseId, kind: "nothing-to-add" }),
    );
    expect(problems.map((problem) => problem.kind)).toEqual(Array(4).fill("missing"));
  });

  it("not somebody who was taken off it, who still reads what they wrote and nothing else", async () => {
    const caseId = await freshCase();
    await sent("st-09", { caseId, headline: "Legs are healing" });
    await sent("st-04", { caseId, headline: "Night care refused" });
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.cases.open({ caseId });
    const team = ["st-03", "st-01", "st-13", "st-04"].map(idOf);
    await coordinator.cases.changeTeam({ caseId, version, team, disciplines: ["gp", "housing", "social-work"] });
    expect((await problemFrom(sent("st-09", { caseId, headline: "Again" }))).kind).toBe("forbidden");
    const page = await pageFor("st-09", caseId);
    expect(page).toContain("Legs are healing");
    expect(page).not.toContain("Night care refused");
  });
});

describe("a part for named people", () => {
  it("is read by those named and its author, not by the chair or the coordinator", async () => {
    const caseId = await freshCase();
    await sent("st-09", {
      caseId,
      headline: "Legs",
      sensitiveItems: [
        { text: "She is leaving him", reason: "Safety", audience: "named", namedStaff: [idOf("st-04")] },
      ],
    });
    const readers = [];
    for (const reader of ["st-01", "st-02", "st-03", "st-04", "st-09", "st-13"]) {
      if ((await pageFor(reader, caseId)).includes("She is leaving him")) readers.push(reader);
    }
    expect(readers).toEqual(["st-04", "st-09"]);
  });
});

describe("before it is sent its author sees it as somebody else will", () => {
  const form = (): Omit<Form, "caseId"> => ({
    headline: "Preview-line",
    body: "Preview-body",
    whatMatters: "Preview-matters",
    strengths: ["Preview-strength"],
    lastContactOn: "2026-11-23",
    lastContactMode: "Preview-contact",
    audience: "health",
    teamHeadline: "Preview-please-speak-to-me",
    details: { visitFrequency: "Preview-visits" },
    facts: [
      { key: "carer.main", value: "Preview-carer", asOf: "2026-11-20", source: "record", audience: "team" },
      {
        ...{ key: "household.pets", value: "Preview-pets", asOf: "2026-11-20", source: "record" },
        ...{ audience: "team", excludedDisciplines: ["housing"] },
      },
    ],
    risks: [{ type: "Fire", level: "high", text: "Preview-risk", audience: "health-and-social-work" }],
    requests: [{ toDiscipline: "gp", text: "Preview-request" }],
    proposedActions: [{ text: "Preview-proposal", ownerDiscipline: "gp", due: "2026-12-04", audience: "team" }],
    sensitiveItems: [{ text: "Preview-secret", reason: "Safety", audience: "named", namedStaff: [idOf("st-04")] }],
    deadlines: [{ kind: "court", text: "Preview-court", due: "2026-12-08" }],
  });
  const words = (told: unknown) => [...new Set(JSON.stringify(told).match(/Preview-[\w-]+/g))].sort();

  it("to the letter what each of the team then reads, and nothing is kept for it", async () => {
    const caseId = await freshCase();
    const nurse = await world.as("st-09");
    const previewed = new Map<string, string[]>();
    const { logged, signals } = await doing(world, async () => {
      for (const reader of ["st-02", "st-03", "st-04", "st-13"]) {
        const preview = await nurse.contributions.preview({ caseId, ...form(), readerId: idOf(reader) });
        expect(preview.footer).toBe("Some items may be withheld from you.");
        previewed.set(reader, words(preview.parts));
      }
    });
    expect([logged, signals]).toEqual([[], []]);
    expect((await nurse.contributions.open({ caseId })).current).toBeNull();

    await sent("st-09", { caseId, ...form() });
    for (const [reader, seen] of previewed) {
      const api = await world.as(reader);
      // The days that do not move stand on home.
      const read = [await api.cases.open({ caseId }), (await api.home.open()).deadlines];
      expect(seen, reader).toEqual(words(read));
    }
    // Each of them sees another part of it, so that no preview is right by chance.
    expect(new Set([...previewed.values()].map((seen) => seen.join())).size).toBe(4);
    expect(previewed.get("st-13")).toContain("Preview-please-speak-to-me");
    expect(previewed.get("st-13")).not.toContain("Preview-pets");
    expect(previewed.get("st-04")).toContain("Preview-secret");
  });

  it("says so of somebody who gets nothing of it", async () => {
    const caseId = await freshCase();
    const coordinator = await world.as("st-03");
    const { version } = await coordinator.cases.open({ caseId });
    const team = ["st-03", "st-01", "st-13", "st-04", "st-09", "st-15"].map(idOf);
    const disciplines = ["gp", "housing", "social-work", "district-nurse"];
    await coordinator.cases.changeTeam({ caseId, version, team, disciplines });
    const nurse = await world.as("st-09");
    const { parts } = await nurse.contributions.preview({ caseId, ...form(), readerId: idOf("st-15") });
    expect(parts).toEqual([]);
    const { team: told } = await nurse.contributions.open({ caseId });
    expect(told.filter(({ reads }) => !reads).map(({ name }) => name)).toEqual(["PC Alan Mowat"]);
  });

  it("refuses what may not be sent either, and tells nobody who else is on the team", async () => {
    const caseId = await freshCase();
    const nurse = await world.as("st-09");
    const unready = nurse.contributions.preview({ caseId, ...form(), teamHeadline: "", readerId: idOf("st-02") });
    expect(Object.keys((await problemFrom(unready)).fields)).toEqual(["teamHeadline"]);
    const nobody = nurse.contributions.preview({ caseId, ...form(), readerId: "" });
    expect(Object.keys((await problemFrom(nobody)).fields)).toEqual(["readerId"]);

    // Police may only contribute, and so learn of nobody whether they read the case or are on it.
    const darren = await caseNamed(world, "case-02");
    const police = await world.as("st-15");
    const problems = await problemsFrom(
      ...["st-02", "st-09", "st-15"].map((reader) =>
        police.contributions.preview({ caseId: darren, headline: "Seen", readerId: idOf(reader) }),
      ),
      nurse.contributions.preview({ caseId, headline: "Legs", readerId: idOf("st-08") }),
    );
    expect(problems.map(({ kind }) => kind)).toEqual(Array(4).fill("missing"));
  });
});

describe("an author takes back what was made in error", () => {
  it("a whole contribution is out of sight at once, also for the author, and can be sent anew", async () => {
    const caseId = await freshCase();
    const contributionId = await sent("st-09", {
      caseId,
      headline: "Of another patient",
      facts: [{ key: "carer.main", value: "Somebody else", asOf: "2026-11-20", source: "record" }],
    });
    const nurse = await world.as("st-09");
    const { logged, signals } = await doing(world, () =>
      nurse.contributions.withdraw({ contributionId, reason: "Wrong person" }),
    );
    expect(logged).toMatchObject([{ verb: "contribution.withdraw", subject: contributionId, caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`]);
    for (const reader of ["st-09", "st-04", "st-03"]) {
      expect(await pageFor(reader, caseId), reader).not.toMatch(/another patient|Somebody else/);
    }
    const again = nurse.contributions.withdraw({ contributionId, reason: "Wrong person" });
    expect((await problemFrom(again)).kind).toBe("missing");
    expect((await nurse.home.open()).contributions.map((row) => row.caseId)).toContain(caseId);
    await sent("st-09", { caseId, headline: "Of this one" });
    expect(await pageFor("st-04", caseId)).toContain("Of this one");
  });

  it("one entry goes, and the rest stays", async () => {
    const caseId = await freshCase();
    const contributionId = await sent("st-09", {
      caseId,
      headline: "Legs are healing",
      risks: [{ type: "Dog", level: "low", text: "Bites visitors" }],
    });
    const [risk] = await entriesOf(contributionId);
    const entryId = risk?.id ?? "";
    const { logged, signals } = await doing(world, async () =>
      (await world.as("st-09")).contributions.withdrawEntry({ entryId, reason: "Next door's dog" }),
    );
    expect(logged).toMatchObject([{ verb: "contribution.withdrawEntry", subject: entryId, caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`]);
    const page = await pageFor("st-04", caseId);
    expect(page).not.toContain("Bites visitors");
    expect(page).toContain("Legs are healing");
  });

  it("not what somebody else wrote, not without a reason, and nobody learns of what they do not know", async () => {
    const caseId = await freshCase();
    const contributionId = await sent("st-09", { caseId, headline: "Legs" });
    const by = async (reader: string, reason = "No") =>
      (await world.as(reader)).contributions.withdraw({ contributionId, reason });
    expect((await problemFrom(by("st-04"))).kind).toBe("forbidden");
    expect((await problemFrom(by("st-03"))).kind).toBe("forbidden");
    expect((await problemFrom(by("st-16"))).kind).toBe("missing");
    expect(Object.keys((await problemFrom(by("st-09", ""))).fields)).toEqual(["reason"]);
  });
});

describe("a discipline is asked for something", () => {
  async function asked(over: Partial<Form> = {}) {
    const caseId = await freshCase();
    const requests = [{ toDiscipline: "housing", text: "Can the stair light be mended?" }];
    const contributionId = await sent("st-09", { caseId, headline: "Legs", requests, ...over });
    const entryId = (await entriesOf(contributionId)).find((row) => row.kind === "request")?.id ?? "";
    return { caseId, contributionId, entryId, requests };
  }
  const answerTo = async (reader: string, caseId: string) => {
    const { summary } = await (await world.as(reader)).cases.open({ caseId });
    return summary.requests[0]?.answer;
  };

  it("sees it at home and on the form, and answers; then all read the answer", async () => {
    const { caseId, entryId } = await asked();
    const housing = await world.as("st-13");
    expect((await housing.home.open()).requests).toContainEqual(
      expect.objectContaining({ id: entryId, text: "Can the stair light be mended?", caseId }),
    );
    expect((await housing.contributions.open({ caseId })).requests).toMatchObject([
      { id: entryId, from: "Ruth MacAulay", answer: null },
    ]);
    const { logged, signals } = await doing(world, () =>
      housing.requests.answer({ entryId, kind: "answered", text: "Done on Friday" }),
    );
    expect(logged).toMatchObject([{ verb: "request.answer", subject: entryId, caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`]);
    expect((await housing.home.open()).requests.map((row) => row.id)).not.toContain(entryId);
    expect(await answerTo("st-04", caseId)).toContain("Done on Friday");
  });

  it("or declines, with why", async () => {
    const { caseId, entryId } = await asked();
    const housing = await world.as("st-13");
    const silent = housing.requests.answer({ entryId, kind: "declined", text: "" });
    expect(Object.keys((await problemFrom(silent)).fields)).toEqual(["text"]);
    await housing.requests.answer({ entryId, kind: "declined", text: "The landlord's duty" });
    expect(await answerTo("st-04", caseId)).toContain("The landlord's duty");
  });

  it("or makes an action of it, which is linked and seen by those who saw the request", async () => {
    const { caseId, entryId } = await asked();
    const { answer, logged, signals } = await doing(world, async () =>
      (await world.as("st-13")).requests.makeAction({
        entryId,
        text: "Mend the stair light",
        ownerId: idOf("st-13"),
        due: "2026-12-04",
      }),
    );
    const actionId = answer?.actionId ?? "";
    expect(logged).toMatchObject([{ verb: "request.makeAction", subject: actionId, caseId, outcome: "done" }]);
    expect(signals).toEqual([`case:${caseId}`]);
    const kept = await world.database
      .selectFrom("request_answer")
      .select(["kind", "action_id"])
      .where("entry_id", "=", entryId)
      .execute();
    expect(kept).toEqual([{ kind: "made-action", action_id: actionId }]);
    expect(await (await world.as("st-04")).actions.open({ actionId })).toMatchObject({
      text: "Mend the stair light",
      owner: "Gordon Imrie",
      state: "accepted",
    });
  });

  it("an action of a request needs an owner of the team and a day that is not past", async () => {
    const { entryId } = await asked();
    const housing = await world.as("st-13");
    const action = { entryId, text: "Mend it", ownerId: idOf("st-13"), due: "2026-12-04" };
    const stranger = housing.requests.makeAction({ ...action, ownerId: idOf("st-08") });
    expect(Object.keys((await problemFrom(stranger)).fields)).toEqual(["ownerId"]);
    const past = housing.requests.makeAction({ ...action, due: "2026-11-23" });
    expect(Object.keys((await problemFrom(past)).fields)).toEqual(["due"]);
  });

  it("is answered once", async () => {
    const { entryId } = await asked();
    const housing = await world.as("st-13");
    await housing.requests.answer({ entryId, kind: "answered", text: "Yes" });
    const twice = await problemFrom(housing.requests.answer({ entryId, kind: "answered", text: "No" }));
    expect([twice.kind, twice.message]).toEqual(["refused", "This request was answered already."]);
    const action = { entryId, text: "Mend it", ownerId: idOf("st-13"), due: "2026-12-04" };
    expect((await problemFrom(housing.requests.makeAction(action))).kind).toBe("refused");
  });

  it("is not answered by another discipline, nor by somebody who knows nothing of the case", async () => {
    const { entryId } = await asked();
    const by = async (reader: string) =>
      (await world.as(reader)).requests.answer({ entryId, kind: "answered", text: "Yes" });
    expect((await problemFrom(by("st-04"))).kind).toBe("forbidden");
    expect((await problemFrom(by("st-19"))).kind).toBe("missing");
  });

  it("which may not see the request, and so has none to answer", async () => {
    const { caseId, entryId } = await asked({ audience: "health", teamHeadline: "Please speak to me" });
    const housing = await world.as("st-13");
    expect((await housing.home.open()).requests.map((row) => row.id)).not.toContain(entryId);
    expect((await housing.contributions.open({ caseId })).requests).toEqual([]);
    const attempt = housing.requests.answer({ entryId, kind: "answered", text: "Yes" });
    expect((await problemFrom(attempt)).kind).toBe("missing");
  });

  it("keeps its answer when the author amends something else", async () => {
    const { caseId, contributionId, entryId, requests } = await asked();
    const housing = await world.as("st-13");
    await housing.requests.answer({ entryId, kind: "answered", text: "Done on Friday" });
    await sent("st-09", { caseId, headline: "Legs are healing", requests, basedOn: contributionId });
    expect(await answerTo("st-04", caseId)).toContain("Done on Friday");
    expect((await housing.home.open()).requests.filter((row) => row.caseId === caseId)).toEqual([]);
  });

  it("cannot answer a request that its author has taken out", async () => {
    const { caseId, contributionId, entryId } = await asked();
    await sent("st-09", { caseId, headline: "Legs", basedOn: contributionId });
    const attempt = (await world.as("st-13")).requests.answer({ entryId, kind: "answered", text: "Yes" });
    expect((await problemFrom(attempt)).kind).toBe("missing");
  });
});

describe("from one case to the next", () => {
  it("tells which of those that wait it is, and which comes then, also after it was sent", async () => {
    const nurse = await world.as("st-09");
    const waiting = (await nurse.home.open()).contributions.map(({ caseId }) => caseId);
    expect(waiting.length).toBeGreaterThan(2);
    const [first = "", second = "", third = ""] = waiting;
    const place = async (caseId: string) => (await nurse.contributions.open({ caseId })).place;
    expect(await place(second)).toEqual({ number: 2, of: waiting.length, next: third });
    await nurse.contributions.answer({ caseId: second, kind: "nothing-to-add" });
    expect(await place(second)).toEqual({ number: null, of: waiting.length - 1, next: third });
    // After the last one comes the first that was passed over.
    expect((await place(waiting.at(-1) ?? "")).next).toBe(first);
  });

  it("the form shows what the writer has still to do there, and nobody else's", async () => {
    const caseId = await caseNamed(world, "case-01");
    const asked = async (by: string) => (await (await world.as(by)).contributions.open({ caseId })).actions;
    expect((await asked("st-18")).map(({ text }) => text)).toEqual([
      "Home assessment for stairs and bathroom equipment",
    ]);
    expect(await asked("st-09")).toEqual([]);
  });
});

describe("at the next meeting", () => {
  it("the nurse's facts of last time are offered: “still true” dates them anew, “no longer true” ends them", async () => {
    const caseId = await freshCase();
    const facts = [
      { key: "carer.main", value: "Her niece Bea", asOf: "2026-11-02", source: "observed" as const },
      { key: "household.pets", value: "A cat", asOf: "2026-11-02", source: "observed" as const },
      { key: "housing.tenure", value: "Sublet", asOf: "2026-11-02", source: "observed" as const },
    ];
    await sent("st-09", { caseId, headline: "Legs are worse", facts });
    await sent("st-04", {
      caseId,
      headline: "Visited",
      facts: [{ key: "housing.tenure", value: "Council", asOf: "2026-11-03", source: "observed" }],
    });
    const coordinator = await world.as("st-03");
    await coordinator.meetings.plan({
      practiceId,
      pattern: "weekly",
      weekday: 4,
      from: "2026-12-17",
      start: "13:00",
      minutes: 120,
      place: "Room 2",
      count: 1,
      nation: "scotland",
    });
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    world.clock.set("2026-11-26T13:00:00.000Z");
    await coordinator.meetings.start({ meetingId });
    await coordinator.meetings.close({ meetingId, carry: true });
    world.clock.set("2026-12-10T09:00:00.000Z");

    const nurse = await world.as("st-09");
    const opened = await nurse.contributions.open({ caseId });
    expect(opened.current).toBeNull();
    expect(opened.before?.headline).toBe("Legs are worse");
    expect(opened.factsBefore.map((fact) => [fact.text, fact.asOf])).toEqual([
      ["Her niece Bea", "2026-11-02"],
      ["A cat", "2026-11-02"],
      ["Sublet", "2026-11-02"],
    ]);
    const shown = async () => (await (await world.as("st-04")).cases.open({ caseId })).summary;
    expect((await shown()).disagreements.map(({ key }) => key)).toEqual(["housing.tenure"]);

    const [carer, , tenure] = opened.factsBefore.map(({ id }) => id);
    const answers = { stillTrue: [carer ?? ""], noLonger: [tenure ?? ""] };
    const basedOn = await sent("st-09", { caseId, headline: "Legs are healing", ...answers });
    const summary = await shown();
    expect(summary.glance.map((fact) => [fact.value, fact.asOf]).sort()).toEqual([
      ["A cat", "2026-11-02"],
      ["Council", "2026-11-03"],
      ["Her niece Bea", "2026-12-10"],
    ]);
    expect(summary.disagreements).toEqual([]);
    expect(summary.disciplines.map((row) => row.line)).toContain("Legs are healing");
    // What was given before stays on record, beside the end of it.
    expect((await entriesOf(basedOn)).map(({ kind, name, text, as_of }) => [kind, name, text, as_of])).toEqual([
      ["fact", "carer.main", "Her niece Bea", "2026-12-10"],
      ["fact-ended", "housing.tenure", "Sublet", "2026-12-10"],
    ]);
    expect((await nurse.contributions.open({ caseId })).ended).toEqual([tenure]);

    const both = sent("st-09", { caseId, headline: "x", stillTrue: [tenure ?? ""], noLonger: [tenure ?? ""], basedOn });
    expect(Object.keys((await problemFrom(both)).fields)).toEqual(["stillTrue"]);
    await sent("st-09", { caseId, headline: "Legs are healing, and she does sublet", basedOn });
    expect((await shown()).disagreements.map(({ key }) => key)).toEqual(["housing.tenure"]);
  });

  it("nobody says “still true” of what somebody else wrote", async () => {
    const caseId = await caseNamed(world, "case-01");
    const foreign = await world.database
      .selectFrom("entry")
      .select("id")
      .where("reference", "=", "case-01-con-01-f1")
      .executeTakeFirstOrThrow();
    const problem = await problemFrom(
      sent("st-09", {
        caseId,
        headline: "x",
        stillTrue: [foreign.id],
        basedOn: (await (await world.as("st-09")).contributions.open({ caseId })).current?.id ?? "",
      }),
    );
    expect(Object.keys(problem.fields)).toEqual(["stillTrue"]);
  });
});

describe("what comes late", () => {
  beforeAll(async () => {
    await world.end();
    await begin();
  });

  it("is called late, and after the freeze added after pack, where readers and coordinators see it", async () => {
    const meetingId = await meetingNamed(world, "mtg-2026-11-26");
    const caseId = await freshCase();
    const marks = async () => {
      const { summary, text } = await (await world.as("st-04")).cases.open({ caseId });
      const grids = await Promise.all(
        ["st-03", "st-04"].map(async (reader) => (await world.as(reader)).meetings.open({ meetingId })),
      );
      const cells = grids.map(({ agenda }) => agenda.find((item) => item.caseId === caseId)?.cells);
      return {
        page: summary.disciplines.map(({ code, mark }) => [code, mark]),
        text: text.split("\n").filter((line) => /\((late|added after pack)\)$/.test(line)).length,
        grids: cells.map((row) => row?.find(({ code }) => code === "district-nurse")?.mark),
      };
    };
    await world.database
      .updateTable("meeting")
      .set({ contributions_due: "2026-11-20" as Day })
      .where("id", "=", meetingId)
      .execute();
    const basedOn = await sent("st-09", { caseId, headline: "Legs are healing" });
    expect(await marks()).toEqual({ page: [["district-nurse", "late"]], text: 1, grids: ["late", "late"] });

    await (await world.as("st-03")).meetings.freeze({ meetingId });
    expect((await marks()).grids).toEqual(["late", "late"]);
    world.clock.set("2026-11-24T09:01:00.000Z");
    await sent("st-09", { caseId, headline: "Legs are healing well", basedOn });
    expect(await marks()).toEqual({
      page: [["district-nurse", "added after pack"]],
      text: 1,
      grids: ["added after pack", "added after pack"],
    });
    const { pages } = await (await world.as("st-04")).meetings.pack({ meetingId });
    const packed = pages.find(({ summary }) => summary.caseId === caseId);
    expect(packed?.summary.disciplines.map(({ line, mark }) => [line, mark])).toEqual([["Legs are healing", null]]);
    expect(packed?.added.map(({ text }) => text)).toEqual(["Legs are healing well"]);
  });
});
