/** What people paste and mistype: each is kept as it was meant, or refused in words that name the box. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "#server/router.ts";
import { passesModulus10 } from "#server/domain/identifiers.ts";
import { casesJson } from "../support/cases.ts";
import { caseNamed, problemFrom } from "../support/doing.ts";
import { aWorld, type TestWorld } from "../support/world.ts";

type Nomination = Parameters<Api["cases"]["nominate"]>[0];
type Contribution = Parameters<Api["contributions"]["submit"]>[0];

let world: TestWorld;
let caseId: string;
let nomination: Nomination;

beforeAll(async () => {
  world = await aWorld();
  const { practiceId } = await world.being("operator").imports.caseFile({ file: casesJson() });
  caseId = await caseNamed(world, "case-04");
  nomination = {
    practiceId,
    chi: "3113000000",
    givenName: "Nan",
    familyName: "Docherty",
    birthDate: "1930-01-01",
    team: [await world.idOf("st-02")],
    criteria: ["frailty"],
    reason: "Third fall this month",
    question: "Who can look in on her at night?",
    informed: "yes",
  };
});
afterAll(() => world.end());

const texts: [what: string, typed: string, kept: string][] = [
  ["an emoji", "Tired 😟 👩‍👧", "Tired 😟 👩‍👧"],
  ["right-to-left text", "שלום, مرحبا بك (12)", "שלום, مرحبا بك (12)"],
  [
    "an apostrophe, quotes and markup",
    "O'Hara’s \"<b>'); drop table staff; --",
    "O'Hara’s \"<b>'); drop table staff; --",
  ],
  ["a NUL byte and other controls", " fal\u0000l\u0007s ", "falls"],
  ["Windows line ends", "one\r\ntwo", "one\ntwo"],
  ["half a character", "torn \ud83d", "torn \ufffd"],
];

const pasted = "Word ".repeat(10_000);

/** Boxes of each form, and how the text comes back out of what is kept. */
const boxes: Record<string, (text: string) => Partial<Contribution>> = {
  headline: (text) => ({ headline: text }),
  body: (text) => ({ body: text }),
  whatMatters: (text) => ({ whatMatters: text }),
  "strengths.0": (text) => ({ strengths: [text] }),
  "facts.0.value": (text) => ({ facts: [{ key: "carer.main", value: text, asOf: "2026-11-20", source: "record" }] }),
  "risks.0.text": (text) => ({ risks: [{ type: "Falls", level: "high", text }] }),
  "sensitiveItems.0.text": (text) => ({ sensitiveItems: [{ text, reason: "Safety", audience: "health" }] }),
  "details.repairs": (text) => ({ details: { repairs: text } }),
};

async function give(over: Partial<Contribution>) {
  const housing = await world.as("st-13");
  const { current } = await housing.contributions.open({ caseId });
  await housing.contributions.submit({ caseId, headline: "Arrears", ...over, basedOn: current?.id ?? "" });
  return (await housing.contributions.open({ caseId })).current;
}

describe.each(texts)("%s", (_, typed, kept) => {
  it("is kept in every box of a contribution, and in its draft as it was typed", async () => {
    const housing = await world.as("st-13");
    for (const [box, filled] of Object.entries(boxes)) {
      const current = await give(filled(typed));
      const said = [current?.headline, current?.body, current?.whatMatters, ...(current?.strengths ?? [])];
      expect([...said, ...(current?.entries ?? []).map(({ text }) => text)], box).toContain(kept);
    }
    const version = (await housing.contributions.open({ caseId })).draft?.version ?? 0;
    await housing.contributions.saveDraft({ caseId, typed: { body: [typed] }, version });
    const { draft } = await housing.contributions.open({ caseId });
    expect(draft?.typed).toEqual({ body: [typed] });
  });

  it("is kept in every box of a nomination", async () => {
    const number = 20 + texts.findIndex(([, text]) => text === typed);
    const chi = validNumber(number);
    const onOneLine = (text: string) => text.replaceAll(/\r?\n/g, " ");
    const nurse = await world.as("st-13");
    const birthDate = `19${number}-02-03`;
    const nominated = await nurse.cases.nominate({
      ...{ ...nomination, chi, birthDate, givenName: onOneLine(typed), familyName: onOneLine(typed) },
      ...{ reason: typed, question: typed, views: typed },
    });
    const row = await world.database
      .selectFrom("mdt_case")
      .innerJoin("person", "person.id", "mdt_case.person_id")
      .innerJoin("nomination", "nomination.case_id", "mdt_case.id")
      .select(["given_name", "family_name", "reason", "question"])
      .where("mdt_case.id", "=", nominated.caseId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({
      given_name: onOneLine(kept),
      family_name: onOneLine(kept),
      reason: kept,
      question: kept,
    });
  });
});

describe("fifty thousand characters pasted from Word", () => {
  it.each(Object.entries(boxes))("are refused in %s in words, and the draft keeps them all", async (box, filled) => {
    const housing = await world.as("st-13");
    const { fields } = await problemFrom(give(filled(pasted)));
    expect(fields[box]).toMatch(/^This is too long: the longest is [\d,]+ characters$/);
    const version = (await housing.contributions.open({ caseId })).draft?.version ?? 0;
    await housing.contributions.saveDraft({ caseId, typed: { [box]: [pasted] }, version });
    expect((await housing.contributions.open({ caseId })).draft?.typed).toEqual({ [box]: [pasted] });
  });

  it.each(["givenName", "familyName", "reason", "question", "views"])(
    "are refused in %s of a nomination",
    async (box) => {
      const attempt = (await world.as("st-13")).cases.nominate({ ...nomination, [box]: pasted });
      expect((await problemFrom(attempt)).fields[box]).toMatch(/^This is too long/);
    },
  );
});

describe("what cannot be is refused, and the box named", () => {
  const nominations: [what: string, over: Partial<Nomination>, field: string][] = [
    ["a CHI with one digit wrong", { chi: "3113000001" }, "chi"],
    ["a CHI of letters", { chi: "GRETA" }, "chi"],
    ["a birth in the future", { birthDate: "2027-01-01" }, "birthDate"],
    ["a birthday that does not exist", { birthDate: "1930-02-30" }, "birthDate"],
    ["told on a day to come", { informedOn: "2027-01-01" }, "informedOn"],
    ["a reason that is none of the list", { criteria: ["wizardry" as never] }, "criteria.0"],
  ];
  it.each(nominations)("%s", async (_, over, field) => {
    const attempt = (await world.as("st-13")).cases.nominate({ ...nomination, chi: validNumber(50), ...over });
    expect(Object.keys((await problemFrom(attempt)).fields)).toContain(field);
  });

  const fact = { key: "carer.main", value: "Ann", asOf: "2026-11-20", source: "record" as const };
  const contributions: [what: string, over: Partial<Contribution>, field: string][] = [
    ["a fact dated tomorrow", { facts: [{ ...fact, asOf: "2026-11-25" }] }, "facts.0.asOf"],
    ["a fact of a day that does not exist", { facts: [{ ...fact, asOf: "2026-02-31" }] }, "facts.0.asOf"],
    ["a fact from no known source", { facts: [{ ...fact, source: "gossip" as never }] }, "facts.0.source"],
    ["a number where a list is asked for", { details: { tenureType: "7" } }, "details.tenureType"],
    ["words where a number is asked for", { details: { arrears: "a lot" } }, "details.arrears"],
    ["a day in words", { details: { earliestRemoval: "next week" } }, "details.earliestRemoval"],
    ["an audience that does not exist", { audience: "everybody" as never }, "audience"],
  ];
  it.each(contributions)("%s", async (_, over, field) => {
    const problem = await problemFrom(give(over));
    expect(problem.fields[field]).toMatch(/^[A-Z].+/);
    expect(problem.fields[field]).not.toMatch(/invalid|expected/i);
  });
});

describe("a form sent twice", () => {
  it("is one contribution, and one nomination", async () => {
    const again = async <Result>(key: string, send: (api: Api) => Promise<Result>) => {
      const press = async () => send(await world.as("st-13", { key }));
      return [await press(), await press()];
    };
    const { current } = await (await world.as("st-13")).contributions.open({ caseId });
    const form = { caseId, headline: "Sent twice", basedOn: current?.id ?? "" };
    const sent = await again("one-press", (api) => api.contributions.submit(form));
    expect(sent[0]).toEqual(sent[1]);
    const nominated = await again("another", (api) => api.cases.nominate({ ...nomination, chi: validNumber(60) }));
    expect(nominated[0]).toEqual(nominated[1]);
  });
});

/** A number of the block that is nobody's, with the last digit that makes it right. */
function validNumber(n: number): string {
  const stem = `31139${String(n).padStart(4, "0")}`;
  for (let digit = 0; digit < 10; digit += 1) if (passesModulus10(`${stem}${digit}`)) return `${stem}${digit}`;
  throw new Error("No digit makes it right.");
}
