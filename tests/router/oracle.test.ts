/** Every case, every reader: the summary, its page and the file of the pack agree with what the case file expects. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Day } from "#db/schema.ts";
import { casesByReference } from "#db/queries/imports.ts";
import { summaryForMachines } from "#server/domain/summaries.ts";
import { problemOf } from "#server/domain/problem.ts";
import { canaryOf, casesWithCanaries, itemsOf } from "../support/canaries.ts";
import { casesFile } from "../support/cases.ts";
import { caseNamed, meetingNamed } from "../support/doing.ts";
import { readPdf } from "../support/pdfs.ts";
import { aSite, type Site } from "../support/site.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const file = casesFile();

/** The flag on the item itself is the rule; the file's `doNotPrint` is not kept for risks. */
function mustNotBePrinted(itemId: string): boolean {
  const items = file.cases
    .flatMap((entry) => entry.contributions)
    .flatMap((given) => [...given.facts, ...given.risks, ...given.sensitiveItems, ...given.proposedActions]);
  return items.find((item) => item.id === itemId)?.handling?.includes("do-not-print") ?? false;
}

let world: TestWorld;

beforeAll(async () => {
  ({ world } = await anImportedWorld());
});
afterAll(() => world.end());

async function summaryFor(caseReference: string, reader: string, day: string, paper = false) {
  const [subject] = await casesByReference(world.database, caseReference);
  const api = await world.as(reader, { readingDay: day as Day });
  const { summary, text } = await api.cases.open({ caseId: subject?.id ?? "", paper });
  return summaryForMachines(summary, reader, text);
}

async function problemFor(caseReference: string, reader: string, day: string) {
  return problemOf(await summaryFor(caseReference, reader, day).catch((error: unknown) => error));
}

describe.each(file.cases)("$id", ({ id, team, invited, contributions, expected }) => {
  const hasLeft = (reader: string) => {
    const { leftOn } = file.staff.find((person) => person.id === reader) ?? { leftOn: null };
    return leftOn !== null && leftOn < expected.asOf;
  };
  const disciplineOf = (reader: string) => file.staff.find((person) => person.id === reader)?.discipline ?? "";
  const entitled = team.filter(
    (reader) =>
      !hasLeft(reader) && (invited.includes(disciplineOf(reader)) || disciplineOf(reader) === "practice-manager"),
  );
  const onlyContributing = team.filter((reader) => !hasLeft(reader) && !entitled.includes(reader));

  it.each(entitled)("shows %s all that differs, with every value, newest first", async (reader) => {
    const summary = await summaryFor(id, reader, expected.asOf);
    const keys = expected.conflictKeysByReader[reader];
    expect(summary.conflicts.map((conflict) => conflict.key)).toEqual(keys);
    expect(summary.conflicts).toEqual(
      expected.conflicts
        .filter((conflict) => keys?.includes(conflict.key))
        .map((conflict) => ({
          ...conflict,
          values: conflict.values.map(({ factId, value, asOf, source, discipline, authorId, stale }) => ({
            factId,
            value,
            asOf,
            source,
            discipline,
            authorId,
            stale,
          })),
        })),
    );
  });

  it.each(entitled)("tells %s which facts are stale, which actions are open, what is missing", async (reader) => {
    const summary = await summaryFor(id, reader, expected.asOf);
    expect(summary.staleFacts).toEqual(expected.staleFacts);
    for (const name of [
      "openActions",
      "overdueActions",
      "orphanedActions",
      "blockedActions",
      "possibleDuplicateActions",
      "invitedWithoutContribution",
      "safetyMarkers",
    ] as const) {
      expect(summary[name], name).toEqual(expected[name]);
    }
  });

  it("shows each restricted item to those who may see it and to nobody else", async () => {
    for (const item of expected.visibility) {
      for (const reader of item.visibleToStaff) {
        expect((await summaryFor(id, reader, expected.asOf)).visibleItems, `${reader}`).toContain(item.itemId);
        const onPaper = await summaryFor(id, reader, expected.asOf, true);
        expect(onPaper.visibleItems.includes(item.itemId), `${reader} on paper`).toBe(!mustNotBePrinted(item.itemId));
      }
      for (const reader of item.hiddenFromStaff.filter((hidden) => !hasLeft(hidden))) {
        expect((await summaryFor(id, reader, expected.asOf)).visibleItems, `${reader}`).not.toContain(item.itemId);
      }
    }
  });

  it("never lets a forbidden phrase reach a discipline, and never prints what must not be on paper", async () => {
    for (const reader of [...entitled, ...onlyContributing]) {
      const screen = await summaryFor(id, reader, expected.asOf);
      const paper = await summaryFor(id, reader, expected.asOf, true);
      for (const phrase of expected.mustNotReachDiscipline[disciplineOf(reader)] ?? []) {
        expect(screen.text.toLowerCase(), `${reader}: ${phrase}`).not.toContain(phrase.toLowerCase());
      }
      for (const phrase of expected.packMustNeverContain) {
        expect(paper.text.toLowerCase(), `${reader}: ${phrase}`).not.toContain(phrase.toLowerCase());
      }
    }
  });

  it("mentions for the chair what the team must not overlook", async () => {
    const { text } = await summaryFor(id, "st-01", expected.asOf);
    for (const phrase of expected.summaryMustMention) {
      expect(text.toLowerCase(), phrase).toContain(phrase.toLowerCase());
    }
  });

  it("shows whoever may only contribute their own entries and nothing else", async () => {
    for (const reader of onlyContributing) {
      const summary = await summaryFor(id, reader, expected.asOf);
      const own = contributions.filter((contribution) => contribution.authorId === reader).map((given) => given.id);
      expect(summary.visibleItems.every((item) => own.some((mine) => item.startsWith(mine)))).toBe(true);
      expect(summary.visibleItems).toEqual(expect.arrayContaining(own));
      expect(summary.openActions).toEqual([]);
      expect(summary.invitedWithoutContribution).toEqual([]);
      expect(summary.conflicts).toEqual([]);
    }
  });

  it("tells those who are not on the team that there is no such case, and those who left that they left", async () => {
    for (const { id: reader } of file.staff.filter((person) => !team.includes(person.id))) {
      const expectedKind = hasLeft(reader) ? "forbidden" : "missing";
      expect((await problemFor(id, reader, expected.asOf))?.kind, reader).toBe(expectedKind);
    }
    for (const reader of team.filter(hasLeft)) {
      expect((await problemFor(id, reader, expected.asOf))?.kind, reader).toBe("forbidden");
    }
  });

  it("prints the disagreements that the file expects on paper", async () => {
    const summary = await summaryFor(id, "st-03", expected.asOf, true);
    expect(summary.conflicts.map((conflict) => conflict.key)).toEqual(expected.printedPackConflictKeys);
  });
});

describe("through the pages and the file of the pack", () => {
  const present = file.staff.filter(({ leftOn }) => leftOn === null);
  let marked: TestWorld;
  let site: Site;
  let meetingId = "";
  let numbers: Map<string | null, number>;

  beforeAll(async () => {
    // The day on which the file says who sees what; each item has a token of its own.
    ({ world: marked } = await anImportedWorld({ start: "2026-11-26T09:00:00.000Z", file: casesWithCanaries() }));
    meetingId = await meetingNamed(marked, "mtg-2026-11-26");
    const rows = await marked.database.selectFrom("mdt_case").select(["reference", "number"]).execute();
    numbers = new Map(rows.map(({ reference, number }) => [reference, number]));
    site = await aSite(marked);
    await site.signIn(...present.map(({ id }) => id));
  });
  afterAll(async () => {
    await site.end();
    await marked.end();
  });

  const items = itemsOf(file);
  const tokensIn = (text: string) => items.map(({ canary }) => canary).filter((canary) => text.includes(canary));
  const isReaderOf = (caseId: string, reader: string) => {
    const { team = [], invited = [] } = file.cases.find((entry) => entry.id === caseId) ?? {};
    const { discipline = "" } = file.staff.find((person) => person.id === reader) ?? {};
    return team.includes(reader) && (invited.includes(discipline) || discipline === "practice-manager");
  };
  const forbiddenIn = (caseId: string, discipline: string) =>
    file.cases.find((entry) => entry.id === caseId)?.expected.mustNotReachDiscipline[discipline] ?? [];

  it.each(present)("$id $discipline has on each case's page what the file says, and no more", async (reader) => {
    for (const entry of file.cases) {
      const answer = await site.ask(reader.id, `/cases/${await caseNamed(marked, entry.id)}`);
      expect(answer.status, entry.id).toBe(entry.team.includes(reader.id) ? 200 : 404);
      // Nobody reads the page of a case for one action that they own.
      const visible = items.filter(
        (item) => item.caseId === entry.id && item.visibleTo.has(reader.id) && answer.status === 200,
      );
      expect(tokensIn(answer.body)).toEqual(visible.map(({ canary }) => canary));
      for (const phrase of forbiddenIn(entry.id, reader.discipline)) {
        expect(answer.body.toLowerCase()).not.toContain(phrase.toLowerCase());
      }
    }
  });

  it.each(present)(
    "$id $discipline has in the file of the pack the same, but for what is not for paper",
    async (reader) => {
      const { body } = await site.press(reader.id, "meetings.export", { meetingId, form: "pdf" });
      const { copy } = (JSON.parse(body) as { result: { data: { copy: number } } }).result.data;
      const answer = await site.ask(reader.id, `/meetings/${meetingId}/copies/${copy}.pdf`);
      const { pages, data } = await readPdf(answer.bytes);
      const printed = items.filter(
        (item) => isReaderOf(item.caseId, reader.id) && item.visibleTo.has(reader.id) && item.printable,
      );
      expect(tokensIn(pages.join(" "))).toEqual(printed.map(({ canary }) => canary));
      expect(tokensIn(data)).toEqual([]);
      for (const { id, expected } of file.cases) {
        const text = pages
          .filter((page) => page.includes(`Case ${numbers.get(id)} ·`))
          .join(" ")
          .toLowerCase();
        expect(text !== "", id).toBe(isReaderOf(id, reader.id));
        for (const phrase of [...expected.packMustNeverContain, ...forbiddenIn(id, reader.discipline)]) {
          expect(text, id).not.toContain(phrase.toLowerCase());
        }
      }
    },
  );

  it("shows a deputy what the team reads where they stand, and of what is restricted no more than their colleague", async () => {
    const [colleague, deputy] = ["st-04", "st-05"];
    const deputyId = await marked.idOf(deputy);
    await (await marked.as(colleague)).meetings.reply({ meetingId, reply: "declined", deputyId });
    const restricted = new Set(
      file.cases.flatMap(({ expected }) => expected.visibility).map(({ itemId }) => canaryOf(itemId)),
    );
    for (const entry of file.cases) {
      const theirs = items.filter((item) => item.caseId === entry.id && item.visibleTo.has(colleague));
      const answer = await site.ask(deputy, `/cases/${await caseNamed(marked, entry.id)}`);
      const shown = tokensIn(answer.body);
      expect(answer.status, entry.id).toBe(isReaderOf(entry.id, colleague) ? 200 : 404);
      expect(shown.filter((canary) => !theirs.some((item) => item.canary === canary))).toEqual([]);
      const open = theirs.map(({ canary }) => canary).filter((canary) => !restricted.has(canary));
      expect(open.filter((canary) => answer.status === 200 && !shown.includes(canary))).toEqual([]);
    }
  });
});
