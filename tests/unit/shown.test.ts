import { describe, expect, test } from "vitest";
import { factOf, notSeen, shownOf, type PlannedDate, type Preview } from "#app/meetings/shown.ts";

const date = (day: string, over: Partial<PlannedDate> = {}): PlannedDate => ({
  day: day as PlannedDate["day"],
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

const preview = (dates: PlannedDate[], over: Partial<Preview> = {}): Preview => ({
  sentence: "every Thursday",
  holidayLimits: null,
  dates,
  byDiscipline: [{ label: "General practice", count: 2, need: "needed" }],
  invitation: { people: 14, subject: "", text: "" },
  ...over,
});
const clear = [date("2027-01-21"), date("2027-01-28")];

describe("a series is planned only as it was shown", () => {
  const shown = shownOf(preview(clear));

  test("what was shown is planned, also after a form has sent it", () => {
    expect(notSeen(preview(clear), shown)).toBeNull();
    const marked = preview([date("2027-01-21", clash)]);
    expect(notSeen(marked, shownOf(marked).replaceAll("\n", "\r\n"))).toBeNull();
  });

  test("dates that were skipped since, and are fewer, were all seen", () => {
    expect(notSeen(preview([date("2027-01-21"), date("2027-01-28", { skipped: "by hand" })]), shown)).toBeNull();
  });

  test("another rule, other people or another number of them is shown first", () => {
    const sentence = "Look at the dates before you create the meetings: the series was changed";
    expect(notSeen(preview(clear, { sentence: "every Friday" }), shown)).toBe(sentence);
    expect(notSeen(preview(clear, { byDiscipline: [] }), shown)).toBe(sentence);
    expect(notSeen(preview(clear, { invitation: null }), shown)).toBe(sentence);
    expect(notSeen(preview(clear), "")).toBe(sentence);
  });

  test("a clash made meanwhile is named, once", () => {
    const meanwhile = preview([date("2027-01-21"), date("2027-01-28", clash)]);
    expect(notSeen(meanwhile, shown)).toBe(
      "1 of 2 dates now clashes: Thursday 28 January 2027. Skip it, or press Create again",
    );
    expect(notSeen(meanwhile, shownOf(meanwhile))).toBeNull();
    expect(
      notSeen(preview([date("2027-01-28", { ...clash, skipped: "by hand" }), date("2027-02-04")]), shown),
    ).toBeNull();
  });

  test("without any date left there is nothing to plan", () => {
    expect(notSeen(preview([date("2027-01-21", { skipped: "by hand" })]), shown)).toBe(
      "Every date is left out. Keep at least one",
    );
  });
});

test("the heading counts what is worth a look", () => {
  expect(factOf(clear)).toBe("2 dates, all clear");
  expect(factOf([...clear, date("2027-02-25", clash), date("2027-03-25", { skipped: "holiday" })])).toBe(
    "3 dates, 1 to look at",
  );
});
