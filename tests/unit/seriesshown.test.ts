import { describe, expect, test } from "vitest";
import { factOf, type PlannedDate } from "#app/meetings/shown.ts";
import { refuseUnseenSeries, seriesShownAs, type ShownSeries } from "#server/domain/confirming.ts";
import { seriesRule, expand } from "#server/domain/series.ts";
import type { Day, Instant } from "#server/domain/time.ts";

const at = "2026-11-24T09:00:00.000Z" as Instant;
const rule = (over: object = {}) =>
  seriesRule.parse({
    pattern: "weekly",
    weekday: 4,
    from: "2027-01-21",
    start: "13:00",
    minutes: 120,
    place: "Room 3",
    count: 2,
    nation: "scotland",
    ...over,
  });

const gp = { id: "a", name: "A", discipline: "gp" };
const series = (over: object = {}, more: Partial<ShownSeries> = {}): ShownSeries => ({
  rule: rule(over),
  dates: expand(rule(over)),
  people: [gp, { ...gp, id: "b" }],
  needs: [{ discipline: "gp", need: "needed" }],
  disciplines: [{ code: "gp", label: "General practice" }],
  meetings: [],
  ...more,
});
const on = (day: string) => ({
  starts_at: `${day}T14:00:00.000Z` as Instant,
  ends_at: `${day}T15:00:00.000Z` as Instant,
  place: "Hall",
});
const refusalOf = (shown: string | null, now: ShownSeries, later = at) => {
  try {
    refuseUnseenSeries(shown, now, later);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ reason: "stale" });
    return (error as Error).message;
  }
};

describe("a series is planned only as it was shown", () => {
  const shown = seriesShownAs(series(), at);

  test("what was shown is planned, also after a form has sent it", () => {
    expect(refusalOf(shown, series())).toBeNull();
    const marked = series({}, { meetings: [on("2027-01-21"), on("2027-01-28")] });
    expect(refusalOf(seriesShownAs(marked, at).replaceAll("\n", "\r\n"), marked)).toBeNull();
  });

  test("dates that were skipped since, and are fewer, were all seen", () => {
    expect(refusalOf(shown, series({ skip: ["2027-01-28"] }))).toBeNull();
  });

  test("another rule, other people or another number of them is shown first", () => {
    const sentence = "Look at the dates before you create the meetings: the series was changed";
    expect(refusalOf(shown, series({ weekday: 5 }))).toBe(sentence);
    expect(refusalOf(shown, series({}, { needs: [] }))).toBe(sentence);
    expect(refusalOf(shown, series({}, { people: [gp] }))).toBe(sentence);
    expect(refusalOf(shown, series(), "2028-01-01T09:00:00.000Z" as Instant)).toBe(sentence);
  });

  test("a clash made meanwhile is named, once; who was shown nothing has seen none", () => {
    const meanwhile = series({}, { meetings: [on("2027-01-28")] });
    const sentence = "1 of 2 dates now clashes: Thursday 28 January 2027. Skip it, or press Create again";
    expect(refusalOf(shown, meanwhile)).toBe(sentence);
    expect(refusalOf(null, meanwhile)).toBe(sentence);
    expect(refusalOf(null, series())).toBeNull();
    expect(refusalOf(seriesShownAs(meanwhile, at), meanwhile)).toBeNull();
    expect(refusalOf(shown, series({ skip: ["2027-01-28"] }, { meetings: [on("2027-01-28")] }))).toBeNull();
  });
});

test("the heading counts what is worth a look", () => {
  const date = (day: string, over: Partial<PlannedDate> = {}): PlannedDate => ({
    day: day as Day,
    words: day,
    skipped: null,
    holiday: null,
    notes: [],
    nominationsClose: "",
    contributionsDue: "",
    packFreezes: "",
    ...over,
  });
  const clash = { notes: [{ kind: "clash" as const, words: "with the team meeting" }] };
  const clear = [date("2027-01-21"), date("2027-01-28")];
  expect(factOf(clear)).toBe("2 dates, all clear");
  expect(factOf([...clear, date("2027-02-25", clash), date("2027-03-25", { skipped: "holiday" })])).toBe(
    "3 dates, 1 to look at",
  );
});
