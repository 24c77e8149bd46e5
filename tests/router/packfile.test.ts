/** The file of a pack: what its reader's summary has, on one sheet a case, and nothing that is not theirs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayWithoutWeekday } from "#server/domain/time.ts";
import { drawPack } from "#server/pdf/packfile.ts";
import { casesFile } from "../support/cases.ts";
import { meetingNamed } from "../support/doing.ts";
import { readPdf } from "../support/pdfs.ts";
import { secretsIn } from "../support/secrets.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

const file = casesFile();
const present = file.staff.filter(({ leftOn }) => leftOn === null);

async function frozenWorld(): Promise<{ world: TestWorld; meetingId: string }> {
  const { world } = await anImportedWorld();
  const meetingId = await meetingNamed(world, "mtg-2026-11-26");
  await (await world.as("st-03")).meetings.freeze({ meetingId });
  return { world, meetingId };
}

async function copyFor({ world, meetingId }: Awaited<ReturnType<typeof frozenWorld>>, reader: string) {
  const api = await world.as(reader);
  const { copy } = await api.meetings.export({ meetingId, form: "pdf" });
  const pack = await api.meetings.pack({ meetingId, copy });
  return { pack, copy, read: await readPdf(await drawPack({ ...pack, copy })) };
}

describe("for every reader", () => {
  let frozen: Awaited<ReturnType<typeof frozenWorld>>;
  beforeAll(async () => {
    frozen = await frozenWorld();
  }, 120_000);
  afterAll(() => frozen.world.end());

  it.each(present)(
    "$id $discipline: one sheet a case, with all that the summary has",
    async ({ id, name, discipline }) => {
      const { pack, copy, read } = await copyFor(frozen, id);
      const cases = pack.pages.map(({ summary }) => summary);
      expect(read.pages).toHaveLength(Math.max(1, cases.length));
      for (const [index, summary] of cases.entries()) {
        const text = read.pages[index] ?? "";
        const { banner, glance, disciplines, risks, strengths, sensitive, requests, proposals, actions } = summary;
        const words = [
          ...[
            banner?.name,
            banner?.chi,
            ...(banner?.safeContact ?? []).map((line) => line.split(": ").at(-1)),
            summary.question,
          ],
          ...[...risks, ...strengths, ...sensitive, ...requests, ...proposals, ...actions].map((item) => item.text),
          ...[...glance, ...summary.disagreements.flatMap(({ values }) => values)].map((fact) => fact.value),
          ...(summary.sinceLast?.lines ?? []).map((change) => change.text),
          ...[...disciplines.map(({ line }) => line), ...summary.whatMatters.map((item) => item.text), ...summary.gaps],
        ];
        for (const phrase of words) expect(text).toContain(phrase?.replace(/\s+/gu, " "));

        const { expected } = file.cases.find((entry) => entry.id === summary.reference) ?? {};
        const forbidden = [
          ...(expected?.packMustNeverContain ?? []),
          ...(expected?.mustNotReachDiscipline[discipline] ?? []),
        ];
        for (const phrase of forbidden) expect(text.toLowerCase()).not.toContain(phrase.toLowerCase());
      }
      const taken = `${name} · 24 Nov 2026, 9am · Copy ${copy}`;
      for (const page of read.pages) {
        expect(page.split(taken).length - 1).toBeGreaterThanOrEqual(cases.length === 0 ? 3 : 4);
        expect(page).toContain("OFFICIAL: SENSITIVE");
      }
      expect(secretsIn(read.data)).toEqual([]);
      expect(read.data).toContain(`Copy ${copy}`);
      expect(read.smallest).toBeGreaterThanOrEqual(9.5);
    },
  );
});

describe("the file", () => {
  const summaryOf = async () => {
    const frozen = await frozenWorld();
    const pack = await (await frozen.world.as("st-01")).meetings.pack({ meetingId: frozen.meetingId });
    await frozen.world.end();
    return pack;
  };

  it("is tagged, says its language and title, embeds its font, and tells of its making nothing else", async () => {
    const read = await readPdf(await drawPack({ ...(await summaryOf()), copy: 3 }));
    expect(read.isTagged).toBe(true);
    expect(read.roles).toEqual(expect.arrayContaining(["Document", "Sect", "H1", "H2", "P", "L", "LI", "LBody"]));
    expect(read.bytes).toContain("/FontFile2");
    expect(read.bytes).not.toContain("/Helvetica");
    const { info } = JSON.parse(read.data) as { info: Record<string, string> };
    expect(info).toMatchObject({
      Language: "en-GB",
      Title: "Pack for Thursday 26 November 2026, 1pm to 3pm",
      Subject: "Copy 3",
      Author: "Shipmate",
      Creator: "Shipmate",
      Producer: "Shipmate",
    });
  });

  it("has what changed since last time and what was marked as the same, on the one sheet still", async () => {
    const pack = await summaryOf();
    const page = pack.pages.find(({ summary }) => summary.disciplines.length === 8);
    const since = page?.summary.sinceLast;
    if (!page || !since) throw new Error("No case has eight contributions and was discussed before.");
    const { on, lines } = since;
    expect(lines).toHaveLength(5);
    const same = { id: "s", label: "Lives", wordings: ["with her son, 2026", "with Rory"], by: "Dr Catriona Bell", on };
    const draw = async (sinceLast: typeof since) => {
      const summary = { ...page.summary, sinceLast, sameValues: [same] };
      return (await readPdf(await drawPack({ ...pack, copy: 1, pages: [{ ...page, summary }] }))).pages;
    };

    const pages = await draw(since);
    expect(pages).toHaveLength(1);
    for (const { text } of lines) expect(pages[0]).toContain(text);
    expect(pages[0]).toContain(`Since last time, ${dayWithoutWeekday(on).replace(" 2026", "")}`);
    expect(pages[0]).toContain("Lives: “with her son, 2026” and “with Rory” mean the same (Dr Catriona Bell, ");
    expect((await draw({ on, lines: [] }))[0]).toContain("Nothing that you may see has changed.");
  });

  it("has the letters of people's names, and loses no word of whatever is written in it", async () => {
    const pack = await summaryOf();
    const [page] = pack.pages;
    if (!page) throw new Error("There is no page.");
    const names = "Łucja Żółć-Wierzbicka, Màiri NicLeòid, Zoë, Siân, Brontë, José, Ångström, Đorđe, Çelik";
    const odd = "emoji 🙂, Arabic سلام, \u0000 and a tab\there";
    const long = Array.from({ length: 3000 }, (_, index) => `w${index}`).join(" ");
    const glued = "https://example.org/".padEnd(400, "x");
    const summary = { ...page.summary, question: names, reason: `${long} ${glued} end`, gaps: [odd] };
    const { pages } = await readPdf(await drawPack({ ...pack, pages: [{ ...page, summary }], copy: 1 }));
    const text = pages.join(" ");
    expect(text).toContain(names);
    expect(text).toContain("emoji");
    const found = [...text.matchAll(/\bw(\d+)\b/g)].map(([, number]) => Number(number));
    expect(found).toEqual(Array.from({ length: 3000 }, (_, index) => index));
    expect(text.split(/[^x]+/).join("")).toContain("x".repeat(380));
  });

  it("of a reader with no case says so on one sheet", async () => {
    const { pages } = await readPdf(await drawPack({ ...(await summaryOf()), pages: [], copy: 1 }));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain("No case is yours to read.");
  });
});
