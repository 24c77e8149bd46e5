/** Laws of a frozen pack: its words never change, whatever is written later; who may read them is judged by now. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseFile, Sharing, StaffRef } from "#db/casefile.ts";
import { underRightsOfNow } from "#db/queries/packs.ts";
import { seal } from "#db/sealed.ts";
import { audiences, handlingFlags } from "#db/vocabulary.ts";
import { see, type SeenCase } from "#server/domain/sight.ts";
import { composeSummary } from "#server/domain/summaries.ts";
import {
  actionOnFile,
  caseOnFile,
  contributionOnFile,
  day,
  entryOnFile,
  noon,
  staffOnFile,
} from "../support/onFile.ts";

const runs = 300;
const frozenOn = day("2027-02-22");
const readOn = day("2027-02-25");
const disciplines = ["gp", "social-work", "housing", "police", "practice-manager"];
const people: StaffRef[] = disciplines.map((discipline, index) => staffOnFile(`p${index}`, discipline));
const ids = people.map(({ id }) => id);
const some = <T>(list: readonly T[], minLength = 0) => fc.uniqueArray(fc.constantFrom(...list), { minLength });
const sharing: fc.Arbitrary<Sharing> = fc.record({
  audience: fc.constantFrom(...audiences),
  namedStaff: some(ids),
  excludedDisciplines: some(disciplines),
  handling: some(handlingFlags),
});
const entry = fc.record({ kind: fc.constantFrom("fact" as const, "risk" as const, "sensitive" as const), sharing });
const file: fc.Arbitrary<CaseFile> = fc
  .record({
    team: some(ids, 2),
    invited: some(disciplines, 1),
    given: fc.array(fc.record({ by: fc.nat({ max: 4 }), sharing, entries: fc.array(entry, { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    actions: fc.array(fc.record({ owner: fc.constantFrom(...ids), sharing }), { maxLength: 3 }),
  })
  .map(({ team, invited, given, actions }) =>
    caseOnFile({
      team,
      invited,
      staff: Object.fromEntries(people.map((person) => [person.id, person])),
      contributions: given.map((one, index) =>
        contributionOnFile(people[one.by] as StaffRef, {
          id: `c${index}`,
          reference: `c${index}`,
          meetingId: `meeting ${index}`,
          headline: `c${index} says`,
          ...one.sharing,
          entries: one.entries.map((item, position) =>
            entryOnFile(`c${index}-e${position}`, { kind: item.kind, name: `key ${position}`, ...item.sharing }),
          ),
        }),
      ),
      actions: actions.map((one, index) => actionOnFile(`a${index}`, one.owner, one.sharing)),
    }),
  );

/** What may happen to a case after its pack froze, but for rights and for what is taken back. */
const words = fc.record({
  written: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
  closed: fc.boolean(),
  asked: fc.string(),
});
type Words = typeof words extends fc.Arbitrary<infer Value> ? Value : never;

function later(frozen: CaseFile, { written, closed, asked }: Words): CaseFile {
  return {
    ...frozen,
    closedAt: closed ? noon("2027-02-24") : null,
    nominations: [{ ...nomination, question: asked }],
    person: { ...frozen.person, familyName: "Married" },
    contributions: [
      ...frozen.contributions,
      ...written.map((by, index) => {
        const author = people[by] as StaffRef;
        const id = `later ${index}`;
        return contributionOnFile(author, {
          ...{ id, reference: id, meetingId: id, headline: id, submittedAt: noon("2027-02-24") },
          entries: [entryOnFile(`${id}-e`, { name: "key 0" })],
        });
      }),
    ],
    actions: [
      ...frozen.actions.map((action) => (closed ? { ...action, closedAt: noon("2027-02-24"), text: "done" } : action)),
      actionOnFile("later action", "p0", { raisedAt: noon("2027-02-24") }),
    ],
  };
}
const nomination = {
  ...{ id: "n", at: noon("2027-02-24"), by: "p0", criteria: [], reason: "", kind: "", version: 1 },
  ...{ verdict: null, verdictReason: null, triagedAt: null, triagedBy: null },
};

const rights = fc.record({
  team: some(ids),
  invited: some(disciplines),
  against: some(disciplines),
  isWithdrawn: fc.boolean(),
  takenBack: some(["c0", "c1", "c0-e0", "c1-e1", "a0"]),
});
type Rights = typeof rights extends fc.Arbitrary<infer Value> ? Value : never;

function underRights(now: CaseFile, { team, invited, against, isWithdrawn, takenBack }: Rights): CaseFile {
  const stands = ({ id }: { id: string }) => !takenBack.includes(id);
  return {
    ...now,
    team,
    invited,
    withdrawnAt: isWithdrawn ? noon("2027-02-24") : null,
    objections: against.map((againstDiscipline) => ({
      ...{ id: againstDiscipline, againstDiscipline, text: "", version: 1 },
      ...{ decision: null, decisionText: null, decidedAt: null, decidedBy: null },
    })),
    contributions: now.contributions
      .filter(stands)
      .map((contribution) => ({ ...contribution, entries: contribution.entries.filter(stands) })),
    actions: now.actions.filter(stands),
  };
}

const reader = fc.constantFrom(...people);
const seenBy = (one: CaseFile, who: StaffRef, on = frozenOn): SeenCase | null => {
  const sight = see(seal(one), who, on);
  return sight.may === "see" ? sight.seen : null;
};
const shownIn = (view: SeenCase | null) =>
  view ? [...view.contributions, ...view.entries, ...view.actions].map(({ id }) => id) : [];

test("whatever is written later, a reader finds the same words in it, byte for byte", () => {
  fc.assert(
    fc.property(file, words, reader, (frozen, since, who) => {
      const [then, now] = [frozen, underRightsOfNow(frozen, later(frozen, since))].map((one) => seenBy(one, who));
      expect(JSON.stringify(now && composeSummary(now))).toBe(JSON.stringify(then && composeSummary(then)));
    }),
    { numRuns: runs },
  );
});

test("it survives being kept as text", () => {
  fc.assert(
    fc.property(file, (frozen) => {
      expect(JSON.parse(JSON.stringify(frozen))).toEqual(frozen);
    }),
    { numRuns: 50 },
  );
});

test("it shows nobody what they may not see now, and nothing that was taken back", () => {
  fc.assert(
    fc.property(file, words, rights, reader, (frozen, since, changed, who) => {
      const now = underRights(later(frozen, since), changed);
      const inPack = shownIn(seenBy(underRightsOfNow(frozen, now), who));
      const live = shownIn(seenBy(now, who, readOn));
      expect(inPack.filter((id) => !live.includes(id))).toEqual([]);
      expect(inPack.filter((id) => changed.takenBack.includes(id))).toEqual([]);
      if (changed.isWithdrawn) expect(inPack).toEqual([]);
    }),
    { numRuns: runs },
  );
});

test("what its author has since shared with fewer is not in it for the others", () => {
  fc.assert(
    fc.property(file, sharing, reader, (frozen, narrower, who) => {
      const [first] = frozen.contributions;
      if (!first) return;
      const amended = {
        ...{ ...first, ...narrower, id: "amended", submittedAt: noon("2027-02-24"), headline: "amended" },
        entries: first.entries.map((item) => ({ ...item, ...narrower, id: `amended ${item.id}` })),
      };
      const now = {
        ...frozen,
        contributions: [{ ...first, replacedAt: noon("2027-02-24") }, ...frozen.contributions.slice(1), amended],
      };
      const pack = seenBy(underRightsOfNow(frozen, now), who);
      const live = seenBy(now, who, readOn);
      const wordsOf = (view: SeenCase | null) =>
        view?.contributions.find(({ id, restricted }) => id === first.id && !restricted);
      const stillFor = live?.contributions.some(({ id, restricted }) => id === "amended" && !restricted);
      if (wordsOf(pack)) expect(stillFor).toBe(true);
      for (const item of first.entries) {
        if (shownIn(pack).includes(item.id)) expect(shownIn(live)).toContain(`amended ${item.id}`);
      }
    }),
    { numRuns: runs },
  );
});
