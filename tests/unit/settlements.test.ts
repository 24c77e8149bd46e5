import { describe, expect, test } from "vitest";
import type { CaseFile, EntryOnFile, SettlementOnFile, StaffRef } from "#db/casefile.ts";
import { seal } from "#db/sealed.ts";
import type { Instant } from "#db/schema.ts";
import { Refusal } from "#server/domain/refusal.ts";
import {
  ask,
  disputesIn,
  mayBeConcluded,
  samenessesIn,
  same,
  settle,
  unsettledIn,
} from "#server/domain/settlements.ts";
import { onPaper, see, whoSeesAll, type SeenCase } from "#server/domain/sight.ts";
import {
  actionOnFile,
  caseOnFile,
  contributionOnFile,
  day,
  entryOnFile,
  noon,
  staffOnFile,
} from "../support/onFile.ts";

const gp = staffOnFile("gp", "gp");
const link = staffOnFile("link", "link-worker");
const housing = staffOnFile("housing", "housing");
const police = staffOnFile("police", "police");
const everybody = [gp, link, housing, police];
const key = "household.partner";

const fact = (id: string, text: string, rest: Partial<EntryOnFile> = {}) =>
  entryOnFile(id, { name: key, text, norm: text, ...rest });
const given = (author: StaffRef, submittedAt: Instant, ...entries: EntryOnFile[]) =>
  contributionOnFile(author, { id: `${author.id} ${submittedAt}`, submittedAt, meetingId: submittedAt, entries });
const settlement = (entryIds: string[], rest: Partial<SettlementOnFile> = {}): SettlementOnFile => ({
  id: "settled",
  key,
  entryIds,
  at: noon("2027-02-12"),
  by: gp.id,
  value: "Kyle",
  norm: "Kyle",
  reason: "She said so",
  undoneAt: null,
  ...rest,
});
const inquiry = { id: "asked", key, entryIds: ["k", "n"], at: noon("2027-02-12"), by: gp.id, actionId: "find out" };

const kyle = given(gp, noon("2027-02-10"), fact("k", "Kyle"));
const nobody = given(link, noon("2027-02-11"), fact("n", "nobody"));
const restricted = given(housing, noon("2027-02-11"), fact("r", "Dougal", { audience: "named", namedStaff: [gp.id] }));

function view(rest: Partial<CaseFile>, reader = gp, on = "2027-02-25"): SeenCase {
  const file = fileOf(rest);
  const sight = see(seal(file), reader, day(on));
  if (sight.may !== "see") throw new Error("Nothing is seen.");
  return sight.seen;
}
const fileOf = (rest: Partial<CaseFile>) =>
  caseOnFile({
    invited: ["gp", "link-worker", "housing"],
    team: everybody.map(({ id }) => id),
    staff: Object.fromEntries(everybody.map((one) => [one.id, one])),
    contributions: [kyle, nobody],
    ...rest,
  });
const stateOf = (seen: SeenCase) =>
  disputesIn(seen).map(({ settled, settledBefore, asked, values }) => ({
    values: values.map(({ id }) => id).sort(),
    settled: settled?.value ?? null,
    settledBefore: settledBefore?.value ?? null,
    asked: asked?.action.owner.id ?? null,
  }));
const open = { values: ["k", "n"], settled: null, settledBefore: null, asked: null };

describe("a settlement", () => {
  test("settles the values it was made of; all of them stay", () => {
    expect(stateOf(view({}))).toEqual([open]);
    expect(stateOf(view({ settlements: [settlement(["k", "n"])] }))).toEqual([{ ...open, settled: "Kyle" }]);
  });

  test("may be one that nobody had given", () => {
    const settlements = [settlement(["k", "n"], { value: "Sam", norm: "sam" })];
    expect(stateOf(view({ settlements }))).toEqual([{ ...open, settled: "Sam" }]);
  });

  test("taken back settles nothing from that day, and did before", () => {
    const settlements = [settlement(["k", "n"], { undoneAt: noon("2027-02-20") })];
    expect(stateOf(view({ settlements }))).toEqual([open]);
    expect(stateOf(view({ settlements }, gp, "2027-02-19"))).toEqual([{ ...open, settled: "Kyle" }]);
    expect(stateOf(view({ settlements }, gp, "2027-02-11"))).toEqual([open]);
  });

  test("stands while what comes agrees with it", () => {
    const again = given(housing, noon("2027-02-20"), fact("k2", "Kyle"));
    const seen = view({ contributions: [kyle, nobody, again], settlements: [settlement(["k", "n"])] });
    expect(stateOf(seen)).toEqual([{ ...open, values: ["k", "k2", "n"], settled: "Kyle" }]);
  });

  test("opens again when a newer fact differs, even one that was there before and was found true again", () => {
    const again = given(link, noon("2027-02-20"), fact("n2", "nobody", { asOf: day("2027-02-20") }));
    const seen = view({
      contributions: [kyle, given(link, noon("2027-02-11"), fact("n", "nobody", { asOf: day("2027-02-11") })), again],
      settlements: [settlement(["k", "n"])],
    });
    expect(stateOf(seen)).toEqual([{ ...open, values: ["k", "n2"], settledBefore: "Kyle" }]);
  });

  test("stands when its author amends another part and leaves the fact as it was", () => {
    const before = { ...nobody, replacedAt: noon("2027-02-20") };
    const amended = { ...given(link, noon("2027-02-20"), fact("n2", "nobody")), meetingId: nobody.meetingId };
    const seen = view({ contributions: [kyle, before, amended], settlements: [settlement(["k", "n"])] });
    expect(stateOf(seen)).toEqual([{ ...open, values: ["k", "n2"], settled: "Kyle" }]);
  });

  test("the newest counts", () => {
    const later = settlement(["k", "n"], { id: "later", at: noon("2027-02-15"), value: "nobody", norm: "nobody" });
    expect(stateOf(view({ settlements: [settlement(["k", "n"]), later] }))).toEqual([{ ...open, settled: "nobody" }]);
  });
});

describe("who may not see one of the values", () => {
  const contributions = [kyle, nobody, restricted];
  const settlements = [settlement(["k", "n", "r"])];

  test("is told nothing of the settlement: for them the others still differ", () => {
    expect(stateOf(view({ contributions, settlements }))).toEqual([
      { ...open, values: ["k", "n", "r"], settled: "Kyle" },
    ]);
    expect(view({ contributions, settlements }, link).settlements).toEqual([]);
    expect(stateOf(view({ contributions, settlements }, link))).toEqual([open]);
  });

  test("settles what they see, which leaves it open for those who see more", () => {
    const theirs = settlement(["k", "n"], { id: "theirs", by: link.id, at: noon("2027-02-15") });
    const both = [...settlements, theirs];
    expect(stateOf(view({ contributions, settlements: both }, link))).toEqual([{ ...open, settled: "Kyle" }]);
    expect(stateOf(view({ contributions, settlements: both }))).toEqual([
      { ...open, values: ["k", "n", "r"], settledBefore: "Kyle" },
    ]);
  });

  test("is not told either when a value is kept from them later, or dropped: the two look alike", () => {
    const before = { ...nobody, replacedAt: noon("2027-02-20") };
    const hidden = given(link, noon("2027-02-20"), fact("n2", "nobody", { audience: "named" }));
    const dropped = given(link, noon("2027-02-20"));
    const others = [given(housing, noon("2027-02-11"), fact("h", "Sam")), kyle, before];
    for (const newer of [hidden, dropped]) {
      const seen = view({ contributions: [...others, newer], settlements: [settlement(["k", "n", "h"])] });
      expect(seen.settlements).toEqual([]);
      expect(stateOf(seen)).toEqual([{ ...open, values: ["h", "k"] }]);
    }
  });

  test("nor on paper, where a value must not be printed", () => {
    const secret = given(link, noon("2027-02-11"), fact("n", "nobody", { handling: ["do-not-print"] }));
    const third = given(housing, noon("2027-02-11"), fact("h", "Sam"));
    const seen = view({ contributions: [kyle, secret, third], settlements: [settlement(["k", "n", "h"])] });
    expect(stateOf(seen)[0]?.settled).toBe("Kyle");
    expect(stateOf(onPaper(seen))).toEqual([{ ...open, values: ["h", "k"] }]);
  });

  test("and whoever only contributes is told nothing at all", () => {
    const wrote = given(police, noon("2027-02-10"), fact("p", "Kyle"));
    const seen = view({ contributions: [...contributions, wrote], settlements: [settlement(["p"])] }, police);
    expect([seen.settlements, seen.inquiries, seen.sameValues]).toEqual([[], [], []]);
  });

  test("cannot be asked to find out", () => {
    const box = seal(fileOf({ contributions }));
    const facts = view({ contributions }).entries;
    expect(whoSeesAll(box, facts, day("2027-02-25")).map(({ id }) => id)).toEqual(["gp", "housing"]);
    expect(
      whoSeesAll(
        box,
        facts.filter(({ id }) => id !== "r"),
        day("2027-02-25"),
      ).map(({ id }) => id),
    ).toEqual(["gp", "link", "housing"]);
  });
});

describe("somebody finds out", () => {
  const findOut = actionOnFile("find out", link.id, { audience: "named", namedStaff: [gp.id, link.id] });

  test("while their action is open", () => {
    expect(stateOf(view({ inquiries: [inquiry], actions: [findOut] }))).toEqual([{ ...open, asked: "link" }]);
    const done = { ...findOut, closedAt: noon("2027-02-20"), closedAs: "done" as const };
    expect(stateOf(view({ inquiries: [inquiry], actions: [done] }))).toEqual([open]);
  });

  test("which only those are told whom the action is named to", () => {
    expect(stateOf(view({ inquiries: [inquiry], actions: [findOut] }, housing))).toEqual([open]);
  });
});

describe("two wordings", () => {
  const alike = {
    id: "same",
    key,
    entryIds: ["k", "n"],
    at: noon("2027-02-12"),
    by: gp.id,
    norm: "Kyle",
    sameAs: "nobody",
    endedAt: null,
  };

  test("that mean the same do not differ, until that is taken back", () => {
    expect(stateOf(view({ sameValues: [alike] }))).toEqual([]);
    expect(stateOf(view({ sameValues: [{ ...alike, endedAt: noon("2027-02-20") }] }))).toEqual([open]);
  });

  test("are told while both stand", () => {
    expect(samenessesIn(view({ sameValues: [alike] }))).toHaveLength(1);
    const changed = given(link, noon("2027-02-20"), fact("n2", "Sam"));
    expect(samenessesIn(view({ contributions: [kyle, nobody, changed], sameValues: [alike] }))).toEqual([]);
  });

  test("that mean the same as a third mean the same, and a settlement as one is one as the other", () => {
    const third = given(housing, noon("2027-02-11"), fact("h", "no partner"));
    const fourth = given(police, noon("2027-02-11"), fact("p", "Sam"));
    const other = { ...alike, id: "other", entryIds: ["n", "h"], norm: "no partner", sameAs: "nobody" };
    const contributions = [kyle, nobody, third];
    expect(stateOf(view({ contributions, sameValues: [other, alike] }))).toEqual([]);
    const settlements = [settlement(["k", "p"], { norm: "no partner" })];
    const seen = view({ contributions: [...contributions, fourth], sameValues: [alike, other], settlements });
    expect(stateOf(seen)).toEqual([{ ...open, values: ["h", "k", "n", "p"], settled: "Kyle" }]);
  });
});

describe("what is decided", () => {
  const of = { caseId: "case", key, facts: ["k", "n"] };
  const refusal = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      if (error instanceof Refusal) return `${error.reason}: ${error.message}`;
      throw error;
    }
    return null;
  };

  test("one of the values, or another in words", () => {
    const other = { ...of, choice: "other", wording: "Kyle, at weekends.", reason: "r" };
    expect(settle(view({}), { ...of, choice: "n", wording: null, reason: "r" })).toEqual({
      value: "nobody",
      norm: "nobody",
    });
    expect(settle(view({}), other)).toEqual({ value: "Kyle, at weekends.", norm: "kyle at weekends" });
    expect(refusal(() => settle(view({}), { ...other, wording: null }))).toBe("rule: Enter what is right");
    expect(refusal(() => settle(view({}), { ...other, choice: "r" }))).toBe("rule: Choose which is right");
  });

  test("not unseen what came since the page was drawn, and not twice", () => {
    const input = { ...of, choice: "n", wording: null, reason: "r" };
    const third = given(housing, noon("2027-02-11"), fact("h", "Sam"));
    expect(refusal(() => settle(view({ contributions: [kyle, nobody, third] }), input))).toMatch(
      /^stale: Something new/,
    );
    expect(refusal(() => settle(view({ settlements: [settlement(["k", "n"])] }), input))).toMatch(/^stale: Somebody/);
    expect(refusal(() => settle(view({ contributions: [kyle] }), input))).toMatch(/^rule: Nothing differs here/);
  });

  test("a key of which one sees nothing is not there", () => {
    const unknown = refusal(() => settle(view({}), { ...of, key: "no.such", choice: "n", wording: null, reason: "r" }));
    const hidden = view({ contributions: [restricted] }, link);
    const kept = refusal(() => settle(hidden, { ...of, facts: ["r"], choice: "r", wording: null, reason: "r" }));
    expect(unknown).toMatch(/^missing/);
    expect(kept).toBe(unknown);
  });

  test("an action that names the key, and is handled as its values are", () => {
    const secret = given(link, noon("2027-02-11"), fact("n", "nobody", { handling: ["do-not-print"] }));
    expect(ask(view({ contributions: [kyle, secret] }), of)).toMatchObject({
      text: "Find out which is right: Partner",
      goal: "One answer: Partner",
      handling: ["do-not-print"],
    });
    expect(refusal(() => ask(view({ inquiries: [inquiry], actions: [actionOnFile("find out", link.id)] }), of))).toBe(
      "rule: link is finding out already",
    );
  });

  test("which values mean the same: two that differ, at least", () => {
    const pairs = same(view({}), { ...of, same: ["k", "n"] }).map((pair) => pair.map(({ id }) => id).sort());
    expect(pairs).toEqual([["k", "n"]]);
    expect(refusal(() => same(view({}), { ...of, same: ["k"] }))).toBe("rule: Tick two or more that mean the same");
  });

  test("a case is not concluded while something that may hurt is open, for whoever sees it", () => {
    const seen = view({});
    expect(unsettledIn(seen).map((one) => one.key)).toEqual([key]);
    expect(refusal(() => mayBeConcluded(seen))).toMatch(/^rule: Sources differ: Partner/);
    for (const handled of [
      { settlements: [settlement(["k", "n"])] },
      { inquiries: [inquiry], actions: [actionOnFile("find out", link.id)] },
    ]) {
      expect(refusal(() => mayBeConcluded(view(handled)))).toBeNull();
    }
    const kept = [kyle, restricted];
    expect(refusal(() => mayBeConcluded(view({ contributions: kept }, link)))).toBeNull();
    const harmless = [given(gp, noon("2027-02-10"), fact("k", "a", { name: "garden.gate" }), fact("n", "b"))];
    expect(refusal(() => mayBeConcluded(view({ contributions: harmless })))).toBeNull();
  });
});
