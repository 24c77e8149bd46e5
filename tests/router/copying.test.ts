/** Texts for other records hold what is agreed and may leave; linked cases show to those who may see both. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { casesJson } from "../support/cases.ts";
import { caseNamed, doing, problemFrom } from "../support/doing.ts";
import { anImportedWorld, type TestWorld } from "../support/world.ts";

let world: TestWorld;
let greta: string;
let archie: string;
let darren: string;

beforeAll(async () => {
  ({ world } = await anImportedWorld());
  greta = await caseNamed(world, "case-01");
  archie = await caseNamed(world, "case-05");
  darren = await caseNamed(world, "case-02");
});
afterAll(() => world.end());

async function textFor(reader: string, caseId: string, block: string) {
  const { texts } = await (await world.as(reader)).cases.copies({ caseId });
  const text = texts.find((one) => one.block === block);
  if (!text) throw new Error(`There is no text called ${block}.`);
  return text;
}

describe("a text for another record", () => {
  it("says where sources differ instead of choosing one", async () => {
    const { words } = await textFor("st-01", greta, "special-note");
    expect(words).toMatch(/Left out because sources differ: .*DNACPR status/);
    expect(words).not.toMatch(/^- DNACPR status:/m);
    expect(words).toMatch(/^- .+ \[.+, .+\]$/m);
  });

  it("codes a referral only where the link worker says that one came", async () => {
    for (const caseId of [greta, darren, archie]) {
      const referrals = await world.database
        .selectFrom("entry")
        .select("id")
        .where("case_id", "=", caseId)
        .where("name", "=", "referralReceived")
        .execute();
      const { words } = await textFor("st-01", caseId, "gp-record");
      expect(words.includes("871731000000106"), caseId).toBe(referrals.length > 0);
      expect(words).toMatch(/\[General practice \(SNOMED CT 62247001\), Dr /);
    }
  });

  it("holds nothing that only some of the team may read, whoever asks for it", async () => {
    const file = casesJson() as {
      cases: {
        id: string;
        contributions: { sensitiveItems: { text: string }[]; headline: string; audience: string }[];
      }[];
    };
    for (const [id, caseId] of [
      ["case-01", greta],
      ["case-02", darren],
      ["case-05", archie],
    ] as const) {
      const contributions = file.cases.find((one) => one.id === id)?.contributions ?? [];
      const restricted = [
        ...contributions.flatMap(({ sensitiveItems }) => sensitiveItems.map(({ text }) => text)),
        ...contributions.filter(({ audience }) => audience !== "team").map(({ headline }) => headline),
      ];
      const { texts } = await (await world.as("st-01")).cases.copies({ caseId });
      const words = texts.map((text) => text.words).join("\n");
      expect(words.length, id).toBeGreaterThan(200);
      for (const secret of restricted) expect(words, id).not.toContain(secret);
    }
  });

  it("warns its reader alone of a value that differs and may not leave", async () => {
    const before = await textFor("st-04", archie, "special-note");
    const doctor = await world.as("st-01");
    const opened = await doctor.contributions.open({ caseId: archie });
    const fact = {
      asOf: "2026-11-20",
      source: "observed" as const,
      namedStaff: [],
      excludedDisciplines: [],
      handling: [],
    };
    await doctor.contributions.submit({
      caseId: archie,
      basedOn: opened.current?.id ?? "",
      headline: "Seen at home",
      facts: [{ ...fact, key: "household.pets", value: "Two dogs", audience: "team" }],
    });
    await (
      await world.as("st-09")
    ).contributions.submit({
      caseId: archie,
      basedOn: (await (await world.as("st-09")).contributions.open({ caseId: archie })).current?.id ?? "",
      headline: "Seen at home too",
      facts: [{ ...fact, key: "household.pets", value: "No dogs, he sold them", audience: "health" }],
    });
    const forDoctor = await textFor("st-01", archie, "special-note");
    const forAdviser = await textFor("st-08", archie, "special-note");
    expect(forDoctor.words).toContain("Pets: Two dogs");
    expect(forDoctor.words).toBe(forAdviser.words);
    expect(forDoctor.check).toContain("Pets");
    expect(forAdviser.check).not.toContain("Pets");
    expect(before.words).not.toContain("Two dogs");
  });

  it("is noted as copied in the wording that was shown, and says when that has changed since", async () => {
    const doctor = await world.as("st-01");
    const { checksum } = await textFor("st-01", greta, "gp-record");
    const { logged } = await doing(world, () =>
      doctor.cases.markCopied({ caseId: greta, block: "gp-record", checksum }),
    );
    expect(logged).toMatchObject([{ verb: "case.markCopied", caseId: greta, outcome: "done" }]);
    expect((await textFor("st-04", greta, "gp-record")).copied).toMatchObject({ by: "Dr Catriona Bell", isSame: true });

    await doctor.actions.record({
      caseId: greta,
      text: "Ring the heart nurse",
      ownerId: await world.idOf("st-01"),
      due: "2026-12-03",
    });
    expect((await textFor("st-01", greta, "gp-record")).copied).toMatchObject({ isSame: false });
    const stale = await problemFrom(doctor.cases.markCopied({ caseId: greta, block: "gp-record", checksum }));
    expect(stale.kind).toBe("stale");
  });

  it("is not there for somebody who only contributes, nor for a stranger to the case", async () => {
    expect((await problemFrom((await world.as("st-15")).cases.copies({ caseId: darren }))).kind).toBe("forbidden");
    expect((await problemFrom((await world.as("st-15")).cases.copies({ caseId: greta }))).kind).toBe("missing");
  });
});

describe("two cases of one household", () => {
  it("show as linked to whoever may see both, and to nobody else", async () => {
    // Occupational therapy is on Greta's case and on Archie's; the carers' centre as well; the nurse too.
    const doctor = await world.as("st-01");
    const { logged } = await doing(world, () =>
      doctor.cases.link({ caseId: greta, otherId: archie, relation: "same-address" }),
    );
    expect(logged).toMatchObject([{ verb: "case.link", caseId: greta, outcome: "done" }]);
    const linksFor = async (reader: string, caseId: string) =>
      (await (await world.as(reader)).cases.open({ caseId })).links.map((link) => link.caseId);
    expect(await linksFor("st-09", greta)).toEqual([archie]);
    expect(await linksFor("st-09", archie)).toEqual([greta]);
    // She is on Greta's case alone.
    expect(await linksFor("st-18", greta)).toEqual([]);
    const page = JSON.stringify(await (await world.as("st-18")).cases.open({ caseId: greta }));
    expect(page).not.toContain(archie);
  });

  it("cannot be linked by somebody who may not see the other, in the words for one that does not exist", async () => {
    const one = await problemFrom(
      (await world.as("st-18")).cases.link({ caseId: greta, otherId: darren, relation: "other" }),
    );
    const none = await problemFrom(
      (await world.as("st-18")).cases.link({ caseId: greta, otherId: "no-such-case", relation: "other" }),
    );
    expect([one.kind, one.message]).toEqual([none.kind, none.message]);
    expect(one.kind).toBe("missing");
  });

  it("are linked once, not with themselves, and part again", async () => {
    const doctor = await world.as("st-01");
    const twice = await problemFrom(doctor.cases.link({ caseId: archie, otherId: greta, relation: "partners" }));
    expect(twice.message).toBe("These cases are linked already");
    const itself = await problemFrom(doctor.cases.link({ caseId: greta, otherId: greta, relation: "partners" }));
    expect(itself.message).toBe("Choose another case than this one");
    const [link] = (await doctor.cases.open({ caseId: archie })).links;
    await doctor.cases.unlink({ caseId: archie, linkId: link?.id ?? "" });
    expect((await doctor.cases.open({ caseId: greta })).links).toEqual([]);
  });
});
