import { describe, expect, test } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { disagreementsAmong, newestFirst } from "#server/domain/disagreements.ts";
import { startingPolicy as policy } from "#server/domain/practices.ts";
import type { SeenEntry } from "#server/domain/sight.ts";
import { entryOnFile, staffOnFile } from "../support/onFile.ts";

const fact = (id: string, name: string, norm: string | null, asOf: string, text = id): SeenEntry => ({
  ...entryOnFile(id, { name, text, norm, asOf: asOf as Day }),
  author: staffOnFile("a", "gp"),
  givenFor: "gp",
  contributionId: "c",
  contributionReference: "c",
  meetingId: null,
  submittedAt: "2027-02-10T12:00:00.000Z" as Instant,
});
const ids = (facts: readonly SeenEntry[]) => facts.map(({ id }) => id);

describe("sources disagree", () => {
  test("when two facts of one key have different values", () => {
    const [found, ...others] = disagreementsAmong(policy, [
      fact("old", "legal.poa", "none", "2027-01-01"),
      fact("new", "legal.poa", "aunt", "2027-02-01"),
    ]);
    expect(found).toMatchObject({
      key: "legal.poa",
      label: "Power of attorney / guardianship",
      safetyCritical: true,
      mustBeSettled: true,
    });
    expect(ids(found?.values ?? [])).toEqual(["new", "old"]);
    expect(others).toEqual([]);
  });

  test("and then all values are shown, those that agree as well", () => {
    const [found] = disagreementsAmong(policy, [
      fact("one", "x", "a", "2027-01-01"),
      fact("two", "x", "a", "2027-01-03"),
      fact("three", "x", "b", "2027-01-02"),
    ]);
    expect(ids(found?.values ?? [])).toEqual(["two", "three", "one"]);
  });

  test("in the order of their keys, whatever came first", () => {
    const found = disagreementsAmong(policy, [
      fact("1", "risk.asp", "a", "2027-01-01"),
      fact("2", "address.current", "a", "2027-01-01"),
      fact("3", "risk.asp", "b", "2027-01-01"),
      fact("4", "address.current", "b", "2027-01-01"),
    ]);
    expect(found.map(({ key }) => key)).toEqual(["address.current", "risk.asp"]);
  });

  test("by what they say where nobody gave a norm, but for capitals and commas", () => {
    const saying = (a: string, b: string) =>
      disagreementsAmong(policy, [fact("one", "x", null, "2027-01-01", a), fact("two", "x", null, "2027-01-02", b)]);
    expect(saying("Lives alone", "lives alone.")).toEqual([]);
    expect(saying("Lives alone", "With her aunt")).toHaveLength(1);
  });
});

describe("sources do not disagree", () => {
  test.each([
    ["when there is one", [fact("one", "x", "a", "2027-01-01")]],
    ["when all say the same", [fact("one", "x", "a", "2027-01-01"), fact("two", "x", "a", "2026-01-01", "otherwise")]],
    ["when they speak of different things", [fact("one", "x", "a", "2027-01-01"), fact("two", "y", "b", "2027-01-01")]],
    ["when nothing is known", []],
  ])("%s", (_, facts) => {
    expect(disagreementsAmong(policy, facts)).toEqual([]);
  });
});

describe("newest first", () => {
  test("facts of one day keep the order they were given in", () => {
    const given = [
      fact("a", "x", "1", "2027-01-01"),
      fact("b", "x", "2", "2027-01-02"),
      fact("c", "x", "3", "2027-01-01"),
      fact("d", "x", "4", "2027-01-02"),
    ];
    expect(ids(newestFirst(given))).toEqual(["b", "d", "a", "c"]);
    expect(ids(given)).toEqual(["a", "b", "c", "d"]);
  });
});
