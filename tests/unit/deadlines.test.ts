import { describe, expect, it } from "vitest";
import type { Day, Instant } from "#db/schema.ts";
import { standing, standsAtHome, standsOnAgenda } from "#server/domain/deadlines.ts";

const day = (text: string) => text as Day;
const given = (id: string, rest: Partial<Parameters<typeof standing>[0][number]> = {}) => ({
  id,
  kind: "eviction" as const,
  due: day("2026-12-05"),
  authorId: "housing",
  submittedAt: "2026-11-20T12:00:00.000Z" as Instant,
  contributionId: "first" as string | null,
  case: { id: "case" },
  ...rest,
});
const later = { submittedAt: "2026-11-22T12:00:00.000Z" as Instant, contributionId: "second" };

describe("days that do not move", () => {
  it("given again by the same author take the place of what they gave before, those of others and of actions not", () => {
    const all = [
      given("old"),
      given("new", { ...later, due: day("2026-12-19") }),
      given("by another", { authorId: "social work" }),
      given("of another kind", { kind: "appeal" }),
      given("of another case", { case: { id: "other" } }),
      given("of an action", { contributionId: null }),
    ];
    const ids = standing(all).map(({ id }) => id);
    expect(ids).toEqual(["by another", "of another kind", "of another case", "of an action", "new"]);
    expect(standing([...all].reverse()).map(({ id }) => id)).toContain("new");
    expect(standing([...all].reverse()).map(({ id }) => id)).not.toContain("old");
  });

  it("given two at once by one author all count", () => {
    expect(standing([given("one"), given("two", { due: day("2026-12-01") })]).map(({ id }) => id)).toEqual([
      "two",
      "one",
    ]);
  });

  const agenda = { on: day("2026-11-26"), isNext: true, next: day("2026-12-17"), today: day("2026-11-24") };
  it.each([
    ["2026-11-23", false],
    ["2026-11-24", true],
    ["2026-11-26", true],
    ["2026-12-16", true],
    ["2026-12-17", false],
  ])("%s stands on the agenda of the next meeting: %s", (due, stands) => {
    expect(standsOnAgenda(day(due), agenda)).toBe(stands);
  });

  it("of a later meeting only from its day on, and of the last one without an end", () => {
    const last = { on: day("2026-12-17"), isNext: false, next: null, today: day("2026-11-24") };
    expect(standsOnAgenda(day("2026-12-16"), last)).toBe(false);
    expect(standsOnAgenda(day("2026-12-17"), last)).toBe(true);
    expect(standsOnAgenda(day("2028-01-01"), last)).toBe(true);
  });

  it.each([
    ["2026-11-23", false],
    ["2026-11-24", true],
    ["2027-01-05", true],
    ["2027-01-06", false],
  ])("%s stands at home: %s", (due, stands) => {
    expect(standsAtHome(day(due), day("2026-11-24"))).toBe(stands);
  });
});
