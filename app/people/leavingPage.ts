/** What somebody holds, in words for their page. */
import type { Api } from "#server/router.ts";
import { counted, dayInWords, dayInWordsFrom } from "#server/domain/time.ts";
import { nobody } from "#server/domain/leaving.ts";

type Prepared = Awaited<ReturnType<Api["staff"]["prepareLeaving"]>>;

export type LeavingPage = ReturnType<typeof leavingPageOf>;

export function leavingPageOf({ left, today, cases, actions, people, ...prepared }: Prepared) {
  const nameOf = new Map(people.map(({ id, name, discipline }) => [id, `${name}, ${discipline}`]));
  const option = (id: string) => ({ value: id, label: nameOf.get(id) ?? "" });
  const joining = (id: string) => ({ value: id, label: `${nameOf.get(id) ?? ""} (not on its team yet)` });
  return {
    ...prepared,
    left: left && { ...left, on: left.on && dayInWords(left.on) },
    rows: rowsOf({ cases, actions, ...prepared }),
    people: people.map(({ id }) => option(id)),
    chairs: prepared.chairs,
    isEmpty: actions.length + cases.length === 0,
    cases: cases
      .filter(({ id, isLead }) => isLead || actions.some(({ caseId }) => caseId === id))
      .map((one) => ({
        id: one.id,
        number: one.number,
        isLead: one.isLead,
        options: [{ value: "", label: "As chosen above" }, ...one.readers.map(option), ...one.joining.map(joining)],
        actions: actions
          .filter(({ caseId }) => caseId === one.id)
          .map((action) => ({
            id: action.id,
            label: [
              action.text ?? "Action",
              `due ${dayInWordsFrom(action.due, today)}`,
              action.isInquiry && "to find out",
            ]
              .filter(Boolean)
              .join(", "),
            options: [
              { value: "", label: "As for the case" },
              ...action.takers.map(option),
              ...action.joining.map(joining),
              ...(action.takers.length + action.joining.length === 0
                ? [{ value: nobody, label: "Nobody else may see it: end it unread" }]
                : []),
            ],
          })),
      })),
  };
}

function rowsOf(held: Pick<Prepared, "actions" | "cases" | "drafts" | "awaited" | "chairs" | "meetings"> & Rest) {
  const { actions, cases, meetings } = held;
  const leads = cases.filter(({ isLead }) => isLead).map(({ number }) => number);
  const overdue = actions.filter(({ dueWords }) => dueWords.includes("overdue")).length;
  return [
    {
      key: "Open actions",
      value: actions.length > 0 && `${actions.length}${overdue > 0 ? ` (${overdue} overdue)` : ""}`,
    },
    { key: "Cases", value: cases.map(({ number }) => number).join(", ") },
    { key: "Leads", value: leads.length > 0 && `Lead professional of ${leads.join(", ")}` },
    { key: "Asked to contribute", value: casesIn(held.awaited) },
    { key: "Drafts not sent", value: casesIn(held.drafts) },
    { key: "To tell the person", value: casesIn(held.tells) },
    { key: "Chairs", value: held.chairs.map(({ words }) => words).join("; ") },
    {
      key: "Meetings to come",
      value: [
        meetings.coming > 0 && `said yes to ${meetings.coming}`,
        meetings.deputises > 0 && `stands in at ${meetings.deputises}`,
        meetings.inSeries > 0 && `${counted(meetings.inSeries, "date")} of a series`,
      ]
        .filter(Boolean)
        .join(", "),
    },
    { key: "Covers for", value: held.covers.join(", ") },
    { key: "Polls to answer", value: held.polls > 0 && String(held.polls) },
  ].flatMap(({ key, value }) => (value ? [{ key, value }] : []));
}

type Rest = Pick<Prepared, "tells" | "covers" | "polls">;

function casesIn(numbers: readonly number[]): string {
  return numbers.length > 0 ? `In ${numbers.length === 1 ? "case" : "cases"} ${numbers.join(", ")}` : "";
}
