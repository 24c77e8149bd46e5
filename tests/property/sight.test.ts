/** Laws of sight, over case files of every kind: whatever a team writes and shares, these hold for each reader. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ActionOnFile, CaseFile, ContributionOnFile, Sharing, StaffRef } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import { seal } from "#db/sealed.ts";
import { audiences, entryKinds, handlingFlags, type Audience } from "#db/vocabulary.ts";
import { disagreementsAmong } from "#server/domain/disagreements.ts";
import { currentFacts } from "#server/domain/facts.ts";
import { startingPolicy as policy } from "#server/domain/practices.ts";
import { disputesIn } from "#server/domain/settlements.ts";
import { onPaper, see, type SeenCase } from "#server/domain/sight.ts";
import { composeSummary, summaryAsText, summaryForMachines, type Summary } from "#server/domain/summaries.ts";
import { actionOnFile, caseOnFile, entryOnFile, forTheTeam } from "../support/onFile.ts";

const runs = 300;
const today = "2027-02-25" as Day;
const disciplines = [
  "gp",
  "gp",
  "social-work",
  "link-worker",
  "police",
  "housing",
  "practice-manager",
  "health-visitor",
];
const people = disciplines.map((discipline, index) => ({ id: `p${index}`, discipline }));
const ids = people.map(({ id }) => id);
const days = ["2026-09-01", "2026-11-26", "2026-11-27", "2027-02-01", "2027-02-20"] as Day[];

const day = fc.constantFrom(...days);
const instant = fc
  .constantFrom("2027-02-01", "2027-02-10", "2027-02-20", "2027-02-26")
  .map((date) => `${date}T12:00:00.000Z` as Instant);
const sharing: fc.Arbitrary<Sharing> = fc.record({
  audience: fc.constantFrom(...audiences),
  namedStaff: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 2 }),
  excludedDisciplines: fc.uniqueArray(fc.constantFrom(...disciplines), { maxLength: 2 }),
  handling: fc.uniqueArray(fc.constantFrom(...handlingFlags), { maxLength: 2 }),
});
const entryDraft = fc.record({
  kind: fc.constantFrom("fact", "fact", ...entryKinds),
  name: fc.constantFrom("address.current", "contact.mobile", "garden.gate"),
  norm: fc.constantFrom("a", "b", null),
  asOf: day,
  sharing: fc.oneof(sharing, fc.constant(forTheTeam)),
});
const contributionDraft = fc.record({
  authorId: fc.constantFrom(...ids),
  submittedAt: instant,
  isReplaced: fc.constantFrom(false, false, false, true),
  meetingId: fc.constantFrom("earlier", "next"),
  hasTeamLine: fc.boolean(),
  kind: fc.constantFrom("full" as const, "nothing-to-add" as const, "speak-to-me" as const),
  sharing,
  entries: fc.array(entryDraft, { maxLength: 4 }),
});
const actionDraft = fc.record({
  ownerId: fc.constantFrom(...ids),
  raisedBy: fc.constantFrom(...ids),
  raisedAt: instant,
  due: day,
  goal: fc.constantFrom("rent", "sleep", null),
  isBlocked: fc.boolean(),
  sharing,
});

/** What somebody said of facts that differ; which facts, by their place among those of the key. */
const saidDraft = fc.record({
  kind: fc.constantFrom("settlement" as const, "inquiry" as const, "same" as const),
  key: fc.constantFrom("address.current", "contact.mobile"),
  places: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 2, maxLength: 3 }),
  by: fc.constantFrom(...ids),
  at: instant,
  isEnded: fc.constantFrom(false, false, true),
});

/** Every text is a word of its own, so that it can be found wherever it comes out. */
const files: fc.Arbitrary<CaseFile> = fc
  .record({
    left: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 1 }),
    team: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2 }),
    deputies: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 1 }),
    invited: fc.uniqueArray(fc.constantFrom(...disciplines), { minLength: 1 }),
    objections: fc.array(
      fc.record({ against: fc.constantFrom(...disciplines), decision: fc.constantFrom("upheld", "refused", null) }),
      { maxLength: 2 },
    ),
    contributions: fc.array(contributionDraft, { minLength: 1, maxLength: 5 }),
    actions: fc.array(actionDraft, { maxLength: 4 }),
    said: fc.array(saidDraft, { maxLength: 5 }),
  })
  .map(({ left, team, deputies, invited, objections, contributions, actions, said }): CaseFile => {
    const given = contributions.map((draft, index) => contributionOf(draft, index));
    const staff = people.map(({ id, discipline }): StaffRef => ({
      id,
      reference: id,
      name: `Person ${id}`,
      discipline,
      job: "",
      leftOn: left.includes(id) ? ("2027-02-24" as Day) : null,
    }));
    return caseOnFile({
      practice: { id: "practice", code: "88888", name: "A practice", nation: "scotland", policy },
      invited,
      team,
      deputies: deputies.filter((id) => !team.includes(id)),
      staff: Object.fromEntries(staff.map((person) => [person.id, person])),
      objections: objections.map(({ against, decision }, index) => ({
        id: `o${index}`,
        againstDiscipline: against,
        text: "",
        decision,
        decisionText: null,
        decidedAt: null,
        decidedBy: null,
        version: 1,
      })),
      contributions: given,
      actions: actions.map((draft, index) => actionOf(draft, index)),
      ...saidOf(said, given, actions.length),
    });
  });

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

function contributionOf(draft: Drawn<typeof contributionDraft>, index: number): ContributionOnFile {
  const id = `c${index}`;
  return {
    id,
    reference: id,
    meetingId: draft.meetingId,
    authorId: draft.authorId,
    guestId: null,
    discipline: people.find((person) => person.id === draft.authorId)?.discipline ?? "",
    kind: draft.kind,
    submittedAt: draft.submittedAt,
    replacedAt: draft.isReplaced ? draft.submittedAt : null,
    lastContactOn: "2027-02-01" as Day,
    lastContactMode: `<${id} mode>`,
    headline: `<${id} headline>`,
    body: `<${id} body>`,
    teamHeadline: draft.hasTeamLine ? `<${id} team line>` : null,
    teamBody: null,
    whatMatters: `<${id} wish>`,
    strengths: [`<${id} strength>`],
    ...draft.sharing,
    entries: draft.entries.map(({ kind, name, norm, asOf, sharing }, position) =>
      entryOnFile(`${id}-e${position}`, {
        kind,
        position,
        name,
        text: `<${id}-e${position}>`,
        norm,
        asOf,
        discipline: "gp",
        ...sharing,
      }),
    ),
  };
}

function actionOf(draft: Drawn<typeof actionDraft>, index: number): ActionOnFile {
  const id = `a${index}`;
  return actionOnFile(id, draft.ownerId, {
    text: `<${id}>`,
    goal: draft.goal,
    due: draft.due,
    raisedAt: draft.raisedAt,
    raisedBy: draft.raisedBy,
    blockedAt: draft.isBlocked ? draft.raisedAt : null,
    blockedReason: draft.isBlocked ? `<${id} reason>` : null,
    ...draft.sharing,
  });
}

function saidOf(
  drafts: readonly Drawn<typeof saidDraft>[],
  contributions: readonly ContributionOnFile[],
  actions: number,
): Pick<CaseFile, "settlements" | "inquiries" | "sameValues"> {
  const said = drafts.flatMap(({ kind, key, places, by, at, isEnded }, index) => {
    const facts = contributions
      .flatMap(({ entries }) => entries)
      .filter((entry) => entry.kind === "fact" && entry.name === key);
    const chosen = [...new Set(places.flatMap((place) => facts[place % facts.length] ?? []))];
    const [first, ...others] = chosen.map((fact) => fact.norm ?? fact.text.replace(/[<>]/g, ""));
    if (first === undefined) return [];
    const of = { id: `s${index}`, key, entryIds: chosen.map(({ id }) => id), at, by };
    return [{ kind, of, norm: first, sameAs: others[0] ?? first, ended: isEnded ? at : null }];
  });
  const ofKind = (kind: "settlement" | "inquiry" | "same") => said.filter((one) => one.kind === kind);
  return {
    settlements: ofKind("settlement").map(({ of, norm, ended }) => ({
      ...of,
      value: `<${of.id} value>`,
      norm,
      reason: `<${of.id} reason>`,
      undoneAt: ended,
    })),
    inquiries: ofKind("inquiry").map(({ of }, index) => ({ ...of, actionId: `a${actions && index % actions}` })),
    sameValues: ofKind("same").map(({ of, norm, sameAs, ended }) => ({ ...of, norm, sameAs, endedAt: ended })),
  };
}

const readerIn = (file: CaseFile, id: string): StaffRef => {
  const reader = file.staff[id];
  if (!reader) throw new Error(`Nobody is called ${id}.`);
  return reader;
};
function seenBy(file: CaseFile, id: string): SeenCase | null {
  const sight = see(seal(file), readerIn(file, id), today);
  return sight.may === "see" ? sight.seen : null;
}
/** What somebody sees, item by item; a contribution counts twice where it is whole. */
function itemsSeen(file: CaseFile, id: string): string[] {
  const seen = seenBy(file, id);
  if (!seen) return [];
  return [
    ...(seen.person ? ["the person"] : []),
    ...seen.contributions.map((contribution) => contribution.id),
    ...seen.contributions.filter(({ restricted }) => !restricted).map((contribution) => `${contribution.id} in full`),
    ...seen.entries.map((entry) => entry.id),
    ...seen.actions.map((action) => action.id),
    ...saidIn(seen).map(({ id }) => id),
  ];
}
const saidIn = (seen: SeenCase) => [...seen.settlements, ...seen.inquiries, ...seen.sameValues];
function answerOf(seen: SeenCase): string {
  const summary = composeSummary(seen);
  const text = summaryAsText(summary, { paper: seen.forPaper, reader: "somebody" });
  return JSON.stringify([seen, summary, summaryForMachines(summary, "somebody", text)]);
}

type Item = Sharing & { id: string };
const itemsOf = (file: CaseFile): Item[] => [
  ...file.contributions,
  ...file.contributions.flatMap((contribution) => contribution.entries),
  ...file.actions,
];
/** The file with one of its items shared otherwise. */
function sharedOtherwise(file: CaseFile, itemId: string, change: (item: Item) => Partial<Sharing>): CaseFile {
  const changed = <T extends Item>(item: T): T => (item.id === itemId ? { ...item, ...change(item) } : item);
  return {
    ...file,
    contributions: file.contributions.map((contribution) => ({
      ...changed(contribution),
      entries: contribution.entries.map(changed),
    })),
    actions: file.actions.map(changed),
  };
}
const narrower = (audience: Audience): Audience[] =>
  audiences.filter((other) =>
    policy.audiences[other].disciplines.every((code) => policy.audiences[audience].disciplines.includes(code)),
  );

const readers = fc.constantFrom(...ids);
const fileAndItem = files.chain((file) =>
  fc.record({ file: fc.constant(file), reader: readers, item: fc.constantFrom(...itemsOf(file)) }),
);

function holdsThatNoMoreIsSeen(before: CaseFile, after: CaseFile, reader: string) {
  const known = new Set(itemsSeen(before, reader));
  expect(itemsSeen(after, reader).filter((item) => !known.has(item))).toEqual([]);
}

describe("fewer rights never show more", () => {
  test("to somebody whose name is taken off the list", () => {
    fc.assert(
      fc.property(fileAndItem, ({ file, reader, item }) => {
        const after = sharedOtherwise(file, item.id, ({ namedStaff }) => ({
          namedStaff: namedStaff.filter((id) => id !== reader),
        }));
        holdsThatNoMoreIsSeen(file, after, reader);
      }),
      { numRuns: runs },
    );
  });

  test("to anybody when one more discipline is excluded", () => {
    fc.assert(
      fc.property(fileAndItem, fc.constantFrom(...disciplines), ({ file, reader, item }, discipline) => {
        const after = sharedOtherwise(file, item.id, ({ excludedDisciplines }) => ({
          excludedDisciplines: [...excludedDisciplines, discipline],
        }));
        holdsThatNoMoreIsSeen(file, after, reader);
      }),
      { numRuns: runs },
    );
  });

  test("to anybody when an item is kept for fewer", () => {
    fc.assert(
      fc.property(fileAndItem, fc.nat(), ({ file, reader, item }, choice) => {
        const fewer = narrower(item.audience);
        const audience = fewer[choice % fewer.length] ?? item.audience;
        holdsThatNoMoreIsSeen(
          file,
          sharedOtherwise(file, item.id, () => ({ audience })),
          reader,
        );
      }),
      { numRuns: runs },
    );
  });

  test("to anybody when an objection is upheld, or still to be decided", () => {
    fc.assert(
      fc.property(files, readers, fc.constantFrom("upheld" as const, null), (file, reader, decision) => {
        const [first] = file.objections;
        fc.pre(first !== undefined);
        const after = { ...file, objections: [{ ...first, decision }, ...file.objections.slice(1)] };
        const refused = {
          ...file,
          objections: [{ ...first, decision: "refused" as const }, ...file.objections.slice(1)],
        };
        holdsThatNoMoreIsSeen(refused, after, reader);
        expect(itemsSeen(after, reader)).toEqual(
          itemsSeen(
            { ...after, objections: after.objections.map((one) => ({ ...one, decision: one.decision ?? "upheld" })) },
            reader,
          ),
        );
      }),
      { numRuns: runs },
    );
  });

  test("to anybody when their discipline is no longer invited, or they are no longer on the team", () => {
    fc.assert(
      fc.property(files, readers, readers, (file, reader, other) => {
        const discipline = readerIn(file, other).discipline;
        holdsThatNoMoreIsSeen(file, { ...file, invited: file.invited.filter((code) => code !== discipline) }, reader);
        holdsThatNoMoreIsSeen(file, { ...file, team: file.team.filter((id) => id !== other) }, reader);
        holdsThatNoMoreIsSeen(file, { ...file, deputies: [] }, reader);
      }),
      { numRuns: runs },
    );
  });
});

describe("for everybody and every case file", () => {
  test("an author always sees their own, unless they have left, who see nothing", () => {
    fc.assert(
      fc.property(files, readers, (file, reader) => {
        const sight = see(seal(file), readerIn(file, reader), today);
        if (readerIn(file, reader).leftOn) {
          expect(sight).toEqual({ may: "left" });
          return;
        }
        const own = file.contributions.filter(
          ({ authorId, submittedAt, replacedAt }) =>
            authorId === reader && submittedAt.slice(0, 10) <= today && replacedAt === null,
        );
        const mine = own.flatMap(({ id, entries }) => [`${id} in full`, ...entries.map((entry) => entry.id)]);
        expect(itemsSeen(file, reader)).toEqual(expect.arrayContaining(mine));
      }),
      { numRuns: runs },
    );
  });

  test("who is not on the team, not invited or objected to sees only their own", () => {
    fc.assert(
      fc.property(files, readers, (file, reader) => {
        const { discipline } = readerIn(file, reader);
        const isInvited = file.invited.includes(discipline) || discipline === "practice-manager";
        const isObjectedTo = file.objections.some(
          ({ againstDiscipline, decision }) => againstDiscipline === discipline && decision !== "refused",
        );
        fc.pre(![...file.team, ...file.deputies].includes(reader) || !isInvited || isObjectedTo);
        const seen = seenBy(file, reader);
        expect(seen?.person ?? null).toBeNull();
        expect(seen?.actions ?? []).toEqual([]);
        const authors = [...(seen?.contributions ?? []), ...(seen?.entries ?? [])].map(({ author }) => author.id);
        expect(authors.filter((author) => author !== reader)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test("a deputy sees what one of the team would in their place", () => {
    fc.assert(
      fc.property(files, readers, (file, reader) => {
        const others = { team: file.team.filter((id) => id !== reader), deputies: [] };
        const asOneOfTheTeam = itemsSeen({ ...file, ...others, team: [...others.team, reader] }, reader);
        expect(itemsSeen({ ...file, ...others, deputies: [reader] }, reader)).toEqual(asOneOfTheTeam);
      }),
      { numRuns: runs },
    );
  });

  test("nothing that must not be printed is on paper", () => {
    fc.assert(
      fc.property(files, readers, (file, reader) => {
        const seen = seenBy(file, reader);
        fc.pre(seen !== null);
        const printed = answerOf(onPaper(seen));
        const unprintable = itemsOf(file).filter((item) => item.handling.includes("do-not-print"));
        for (const { id } of unprintable) {
          for (const text of [`<${id}>`, `<${id} headline>`, `<${id} body>`, `<${id} wish>`, `<${id} reason>`]) {
            expect(printed).not.toContain(text);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test("nothing of what is hidden from a reader shows, however it is phrased, dated or counted", () => {
    fc.assert(
      fc.property(files, readers, fc.boolean(), (file, reader, paper) => {
        const seen = seenBy(file, reader);
        fc.pre(seen !== null);
        const view = (one: SeenCase | null) => one && answerOf(paper ? onPaper(one) : one);
        expect(view(seenBy(altered(file, seen), reader))).toBe(view(seen));
        expect(view(seenBy(emptied(file, seen), reader))).toBe(view(seen));
      }),
      { numRuns: runs },
    );
  });

  test("every line of a summary is from something that its reader sees", () => {
    let lines = 0;
    fc.assert(
      fc.property(files, readers, fc.boolean(), (file, reader, paper) => {
        const seen = seenBy(file, reader);
        fc.pre(seen !== null);
        const view = paper ? onPaper(seen) : seen;
        const known = new Set([
          ...view.contributions.map(({ id }) => id),
          ...view.entries.map(({ contributionId }) => contributionId),
          ...view.actions.map(({ id }) => id),
        ]);
        const sources = sourcesIn(composeSummary(view));
        lines += sources.length;
        expect(sources.filter((id) => !known.has(id))).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(lines).toBeGreaterThan(runs);
  });
});

/** Of each line the contribution or the action it is from; a list with lines that name none is a fault. */
function sourcesIn(summary: Summary): string[] {
  const { banner, disciplines, risks, strengths, sensitive, requests, proposals, whatMatters } = summary;
  const facts = [
    ...[...summary.glance, ...summary.staleFacts, ...(banner?.safetyMarkers ?? [])],
    ...[...summary.disagreements, ...summary.settled].flatMap(({ values }) => values),
  ];
  const sourced = [
    ...[disciplines, risks, strengths, sensitive, requests, proposals, whatMatters, facts].flat(),
    ...(summary.sinceLast?.lines ?? []),
  ];
  return [...sourced.map(({ source }) => source.id), ...summary.actions.map(({ id }) => id)];
}

/** The file had everything that this reader does not see been something else. */
function altered(file: CaseFile, seen: SeenCase): CaseFile {
  const shown = new Set(shownIn(seen));
  const other = <Said extends { id: string; norm: string }>(said: Said): Said =>
    shown.has(said.id) ? said : { ...said, norm: "other", value: "other", reason: "other", sameAs: "other" };
  return {
    ...file,
    settlements: file.settlements.map(other),
    sameValues: file.sameValues.map(other),
    contributions: file.contributions.map((contribution) => ({
      ...(isWhole(contribution, seen) ? contribution : { ...contribution, ...otherWords }),
      entries: contribution.entries.map((entry) =>
        shown.has(entry.id)
          ? entry
          : { ...entry, text: "other", norm: "other", asOf: days[0] ?? null, handling: ["staff-safety" as const] },
      ),
    })),
    actions: file.actions.map((action) =>
      shown.has(action.id) ? action : { ...action, text: "other", goal: "rent", due: days[0] ?? action.due },
    ),
  };
}

/** Ids of all that somebody sees; a settlement shows the facts it was made of, amended or not. */
function shownIn(seen: SeenCase): string[] {
  const said = saidIn(seen);
  return [...seen.entries, ...seen.actions, ...said, ...said.flatMap(({ facts }) => facts)].map(({ id }) => id);
}

const otherWords = {
  headline: "other",
  body: "",
  whatMatters: null,
  strengths: ["other"],
  lastContactOn: null,
  lastContactMode: null,
  handling: ["third-party" as const],
};

/** The file had nobody written what this reader does not see. */
function emptied(file: CaseFile, seen: SeenCase): CaseFile {
  const shown = new Set([...shownIn(seen), ...seen.contributions.map(({ id }) => id)]);
  const isShown = ({ id }: { id: string }) => shown.has(id);
  return {
    ...file,
    settlements: file.settlements.filter(isShown),
    inquiries: file.inquiries.filter(isShown),
    sameValues: file.sameValues.filter(isShown),
    contributions: file.contributions
      .map((contribution) => ({
        ...(isWhole(contribution, seen) ? contribution : { ...contribution, ...otherWords }),
        entries: contribution.entries.filter((entry) => shown.has(entry.id)),
      }))
      .filter((contribution) => shown.has(contribution.id) || contribution.entries.length > 0),
    actions: file.actions.filter((action) => shown.has(action.id)),
  };
}

function isWhole({ id }: ContributionOnFile, seen: SeenCase): boolean {
  return seen.contributions.some((contribution) => contribution.id === id && !contribution.restricted);
}

describe("what was said of facts that differ", () => {
  test("is told to those only who may see every one of them", () => {
    let told = 0;
    fc.assert(
      fc.property(files, readers, (file, reader) => {
        const seen = seenBy(file, reader);
        fc.pre(seen?.scope === "case");
        told += saidIn(seen).length;
        const standing = file.contributions.filter(({ replacedAt }) => replacedAt === null).map(({ id }) => id);
        const hidden = file.contributions
          .filter(({ id }) => standing.includes(id))
          .flatMap(({ entries }) => entries)
          .filter(({ id }) => !seen.entries.some((entry) => entry.id === id));
        const ofHidden = [...file.settlements, ...file.inquiries, ...file.sameValues].filter(({ entryIds }) =>
          hidden.some(({ id }) => entryIds.includes(id)),
        );
        const shown = new Set(saidIn(seen).map(({ id }) => id));
        expect(ofHidden.filter(({ id }) => shown.has(id))).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(told).toBeGreaterThan(20);
  });

  test("does not depend on the order in which facts and wordings were given", () => {
    fc.assert(
      fc.property(files, readers, fc.infiniteStream(fc.nat()), (file, reader, random) => {
        const seen = seenBy(file, reader);
        fc.pre(seen !== null);
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => [random.next().value ?? 0, item] as const)
            .sort(([a], [b]) => a - b)
            .map(([, item]) => item);
        const found = (view: SeenCase) =>
          disputesIn(view).map(({ key, values, settled, settledBefore, asked }) => ({
            key,
            values: values.map(({ id }) => id).sort(),
            said: [settled, settledBefore, asked].map((said) => said?.id ?? null),
          }));
        const again = { ...seen, entries: shuffled(seen.entries), sameValues: shuffled(seen.sameValues) };
        expect(found(again)).toEqual(found(seen));
      }),
      { numRuns: runs },
    );
  });
});

describe("disagreements", () => {
  const byText = (a: { text: string }, b: { text: string }) => (a.text < b.text ? -1 : 1);

  test("are the same in whatever order the facts were given", () => {
    fc.assert(
      fc.property(files, readers, fc.infiniteStream(fc.nat()), (file, reader, random) => {
        const facts = currentFacts(seenBy(file, reader)?.entries ?? []);
        const weighed = facts.map((fact) => [random.next().value ?? 0, fact] as const);
        const shuffled = weighed.sort(([a], [b]) => a - b).map(([, fact]) => fact);
        const asSets = (list: typeof facts) =>
          disagreementsAmong(policy, list).map((found) => ({ ...found, values: [...found.values].sort(byText) }));
        expect(asSets(shuffled)).toEqual(asSets(facts));
      }),
      { numRuns: runs },
    );
  });

  test("never choose: each shows every fact of its key, the newest first", () => {
    fc.assert(
      fc.property(files, readers, (file, reader) => {
        const facts = currentFacts(seenBy(file, reader)?.entries ?? []);
        for (const { key, values } of disagreementsAmong(policy, facts)) {
          expect([...values].sort(byText)).toEqual(facts.filter((fact) => fact.name === key).sort(byText));
          const dates = values.map(({ asOf }) => asOf ?? "");
          expect(dates).toEqual([...dates].sort().reverse());
        }
      }),
      { numRuns: runs },
    );
  });
});
