/** What belongs to which meeting of a year, and what does not belong to the year. */
import { expect, it } from "vitest";
import { seal } from "#db/sealed.ts";
import { periodOf, yearOf, yearsOf } from "#server/domain/caseyears.ts";
import { see } from "#server/domain/sight.ts";
import { actionOnFile, caseOnFile, day, noon, staffOnFile } from "../support/onFile.ts";

const gp = staffOnFile("gp", "gp");
const onAgenda = (on: string) => ({
  ...{ itemId: `item ${on}`, meetingId: on, startsAt: noon(on), concludedAt: noon(on), outcome: null },
  ...{ outcomeReason: null, missing: [], decisions: [] },
});
const items = ["2027-02-18", "2027-01-21", "2026-01-22"].map(onAgenda);
const done = (id: string, on: string, rest = {}) =>
  actionOnFile(id, "gp", { closedAt: noon(on), closedAs: "done", raisedAt: noon("2026-01-01"), ...rest });

const sight = see(
  seal(
    caseOnFile({
      openedAt: noon("2025-06-01"),
      team: ["gp"],
      invited: ["gp"],
      staff: { gp },
      actions: [
        done("before the year", "2026-01-22"),
        done("before January", "2027-01-20", { meetingId: "2026-01-22" }),
        done("between", "2027-02-01", { meetingId: "2027-01-21", raisedAt: noon("2027-01-21") }),
        done("since", "2027-02-20", { handling: ["do-not-print"] }),
        done("dropped", "2027-02-01", { closedAs: "cancelled" }),
        actionOnFile("at no meeting", "gp", { raisedAt: noon("2027-02-02") }),
        done("for another profession", "2027-02-01", {
          raisedBy: "other",
          ownerId: "other",
          excludedDisciplines: ["gp"],
        }),
      ],
    }),
  ),
  gp,
  day("2027-02-25"),
);
if (sight.may !== "see") throw new Error("The GP reads this case.");
const view = sight.seen;
const nothing = { notes: [], amendments: [], verdicts: [] };
const ids = (actions: readonly { id: string }[]) => actions.map(({ id }) => id);

it("gives each meeting what was done since the one before it, and the rest to what came since", () => {
  const { meetings, changedSince, others } = yearOf(view, periodOf(null, day("2027-02-25")), items, nothing);
  expect(meetings.map(({ meetingId, changed, agreed }) => [meetingId, ids(changed), ids(agreed)])).toEqual([
    ["2027-02-18", ["between"], []],
    ["2027-01-21", ["before January"], ["between"]],
  ]);
  expect(changedSince.map(({ id, isForPaper }) => [id, isForPaper])).toEqual([["since", false]]);
  expect(ids(others)).toEqual(["at no meeting"]);
});

it("is the last twelve months, or one of the calendar years since the case began", () => {
  expect(periodOf(null, day("2027-02-25"))).toEqual({ from: "2026-02-25", to: "2027-02-25" });
  expect(periodOf(2026, day("2027-02-25"))).toEqual({ from: "2026-01-01", to: "2026-12-31" });
  expect(yearsOf(view)).toEqual([2027, 2026, 2025]);
  const { meetings } = yearOf(view, periodOf(2026, day("2027-02-25")), items, nothing);
  expect(meetings.map(({ meetingId, changed }) => [meetingId, ids(changed)])).toEqual([
    ["2026-01-22", ["before the year"]],
  ]);
});

it("gives a meeting its own notes, what was put right, and what was said there of earlier actions", () => {
  const { meetings } = yearOf(view, periodOf(null, day("2027-02-25")), items, {
    notes: [{ itemId: "item 2027-01-21", text: "a" }],
    amendments: [{ itemId: "item 2027-02-18", text: "b" }],
    verdicts: [
      { meetingId: "2027-02-18", actionId: "between", text: "c" },
      { meetingId: "2027-02-18", actionId: "for another profession", text: "d" },
    ],
  });
  expect(meetings[0]).toMatchObject({ notes: [], amendments: [{ text: "b" }], reviewed: [{ id: "between" }] });
  expect(meetings[0]?.reviewed).toHaveLength(1);
  expect(meetings[1]).toMatchObject({ notes: [{ text: "a" }], amendments: [], reviewed: [] });
});
