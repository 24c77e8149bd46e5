import { describe, expect, test } from "vitest";
import type { Instant } from "#db/schema.ts";
import {
  ageOf,
  currentFacts,
  fold,
  freshDays,
  isOnCriticalList,
  labelOf,
  mustBeSettled,
} from "#server/domain/facts.ts";
import { startingPolicy as policy } from "#server/domain/practices.ts";
import type { SeenEntry } from "#server/domain/sight.ts";
import { day, entryOnFile, staffOnFile } from "../support/onFile.ts";

const fact = (id: string, author: string, name: string, sent: string, kind: SeenEntry["kind"] = "fact"): SeenEntry => ({
  ...entryOnFile(id, { kind, name, asOf: day("2027-02-01") }),
  author: staffOnFile(author, "gp"),
  givenFor: "gp",
  contributionId: "c",
  contributionReference: "c",
  meetingId: null,
  submittedAt: `${sent}T12:00:00.000Z` as Instant,
});

describe("a fact that its author ended", () => {
  const given = (id: string, author: string, text: string, sent: string, kind: SeenEntry["kind"] = "fact") => ({
    ...fact(id, author, "pets", sent, kind),
    text,
    norm: null,
  });
  const before = [given("cat", "nurse", "A cat", "2027-01-01"), given("dog", "nurse", "A dog", "2027-01-01")];
  const current = (...after: SeenEntry[]) => currentFacts([...before, ...after]).map(({ id }) => id);

  test("counts no more, whatever its spelling, and the other of its key goes on counting", () => {
    expect(current(given("end", "nurse", "a CAT.", "2027-02-01", "fact-ended"))).toEqual(["dog"]);
  });

  test("was not ended by somebody else, nor by what came before it", () => {
    expect(current(given("end", "doctor", "A cat", "2027-02-01", "fact-ended"))).toEqual(["cat", "dog"]);
    expect(current(given("end", "nurse", "A cat", "2026-12-01", "fact-ended"))).toEqual(["cat", "dog"]);
  });

  test("counts again when its author says it again", () => {
    const end = given("end", "nurse", "A cat", "2027-02-01", "fact-ended");
    expect(current(end, given("again", "nurse", "A cat", "2027-02-02"))).toEqual(["again"]);
  });
});

describe("how long a fact stays fresh", () => {
  const on = day("2027-02-25");
  const age = (name: string, asOf: string) => ageOf(policy, { name, asOf: day(asOf) }, on);

  test("on the very day of the threshold it is fresh, one day over it is old", () => {
    expect(age("housing.tenure", "2026-11-27")).toEqual({ ageDays: 90, thresholdDays: 90, stale: false });
    expect(age("housing.tenure", "2026-11-26")).toEqual({ ageDays: 91, thresholdDays: 90, stale: true });
  });

  test("the first part of the key decides, dots or none", () => {
    expect(freshDays(policy, "pregnancy.edd.scan")).toBe(60);
    expect(freshDays(policy, "pregnancy")).toBe(60);
  });

  test("of a kind that nobody knows it never grows old", () => {
    expect(age("garden.gate", "1990-01-01")).toMatchObject({ thresholdDays: null, stale: false });
    expect(freshDays(policy, "")).toBeNull();
  });

  test("a threshold of no days makes it old the next morning", () => {
    const strict = { ...policy, stalenessDays: { risk: 0 } };
    expect(ageOf(strict, { name: "risk.asp", asOf: on }, on).stale).toBe(false);
    expect(ageOf(strict, { name: "risk.asp", asOf: day("2027-02-24") }, on).stale).toBe(true);
  });

  test("from after the day of reading it is not old, and without a day it has no age", () => {
    expect(age("housing.tenure", "2027-02-26")).toMatchObject({ ageDays: -1, stale: false });
    expect(ageOf(policy, { name: "housing.tenure", asOf: null }, on)).toMatchObject({ ageDays: 0, stale: false });
  });

  test("the night the clocks change has no day of its own", () => {
    expect(ageOf(policy, { name: "x", asOf: day("2027-03-27") }, day("2027-03-29")).ageDays).toBe(2);
  });
});

describe("what a fact is called", () => {
  test("by the practice's words, or else by its key", () => {
    expect(labelOf(policy, "legal.poa")).toBe("Power of attorney / guardianship");
    expect(labelOf(policy, "garden.gate")).toBe("garden.gate");
  });
});

describe("facts that may hurt somebody", () => {
  test.each(["allergy.latex", "medication.insulin", "capacity.finance", "contact.safe_contact", "legal.poa"])(
    "%s must be settled, whether or not the practice lists it",
    (key) => {
      expect(mustBeSettled({ ...policy, safetyCriticalKeys: [] }, key)).toBe(true);
    },
  );

  test("others need not, unless the practice lists them", () => {
    expect(mustBeSettled(policy, "address.current")).toBe(false);
    expect(mustBeSettled({ ...policy, safetyCriticalKeys: ["address.current"] }, "address.current")).toBe(true);
    expect(isOnCriticalList(policy, "allergy.latex")).toBe(false);
  });
});

describe("two wordings of one value", () => {
  test.each([
    ["Lives alone", "lives  ALONE."],
    ["0141 496 0114", "0141-496-0114"],
    ["Ｃare of Mrs O’Neil", "care of mrs o'neil"],
  ])("%s is %s", (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });

  test.each([
    ["2 visits", "3 visits"],
    ["Zoë", "Zoe"],
    ["none", ""],
  ])("%s is not %s", (a, b) => {
    expect(fold(a)).not.toBe(fold(b));
  });
});

describe("of one author and kind only the newest counts", () => {
  const ids = (entries: SeenEntry[]) => currentFacts(entries).map(({ id }) => id);

  test("an older one is history", () => {
    const old = fact("old", "a", "benefit.uc", "2027-02-01");
    const fresh = fact("fresh", "a", "benefit.uc", "2027-02-02");
    expect([ids([old, fresh]), ids([fresh, old])]).toEqual([["fresh"], ["fresh"]]);
  });

  test("those of other authors and of other kinds stay", () => {
    const facts = [
      fact("one", "a", "benefit.uc", "2027-02-01"),
      fact("two", "b", "benefit.uc", "2027-02-02"),
      fact("three", "a", "debt.total", "2027-02-03"),
    ];
    expect(ids(facts)).toEqual(["one", "two", "three"]);
  });

  test("two in one submission both stand, in the order they were given", () => {
    const facts = [fact("one", "a", "contact.mobile", "2027-02-01"), fact("two", "a", "contact.mobile", "2027-02-01")];
    expect(ids(facts)).toEqual(["one", "two"]);
  });

  test("a risk of the same name is no fact", () => {
    expect(ids([fact("risk", "a", "falls", "2027-02-02", "risk"), fact("fact", "a", "falls", "2027-02-01")])).toEqual([
      "fact",
    ]);
  });
});
