/** The action review as it is drawn. For loaders. */
import { outcomeChoices, withDueInWords } from "#app/actions/words.ts";
import { blockedReasons, dropReasons } from "#db/vocabulary.ts";
import {
  blockedReasonWords,
  carriedOften,
  datesWithoutReason,
  dropReasonWords,
  reviewViews,
} from "#server/domain/reviewing.ts";
import { addDays, counted, instantInWords, shortDay, type Day } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Review = Awaited<ReturnType<Api["actions"]["review"]>>;
type Line = Review["actions"][number];
type View = (typeof reviewViews)[number];

export type ReviewPage = ReturnType<typeof reviewPageOf>;
export type ReviewedAction = ReviewPage["actions"][number];

/** What the address asks for: one of the views, and the action whose verdicts are all shown. */
export interface AskedOfReview {
  show: string | null;
  at: string | null;
}

const weeks = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const viewWords: Record<View, string> = {
  overdue: "Overdue",
  blocked: "Blocked",
  "no-owner": "Without an owner",
  carried: `Carried ${carriedOften} times or more`,
  "not-reviewed": "Not reviewed",
};

const isIn: Record<View, (action: Line) => boolean> = {
  overdue: ({ isOverdue }) => isOverdue,
  blocked: ({ state }) => state === "blocked",
  "no-owner": ({ isOrphaned, state }) => isOrphaned || state === "declined",
  carried: (action) => isOpen(action) && action.carried >= carriedOften,
  "not-reviewed": ({ verdict }) => verdict === null,
};

export function reviewPageOf({ today, nextMeeting, actions, ...review }: Review, asked: AskedOfReview) {
  const view = reviewViews.find((candidate) => candidate === asked.show) ?? null;
  const reviewed = actions.filter(({ verdict }) => verdict !== null).length;
  return {
    ...review,
    actions: actions.map((action) => ({
      ...withDueInWords(actionOf(action, today), today),
      isInView: view === null || isIn[view](action),
    })),
    heading: headingFor(actions),
    progress: `${reviewed} of ${actions.length} reviewed`,
    view,
    at: asked.at,
    views: [
      { href: "?", label: `All ${actions.length}`, isCurrent: view === null },
      ...reviewViews.map((one) => ({
        href: `?show=${one}`,
        label: `${viewWords[one]} ${actions.filter(isIn[one]).length}`,
        isCurrent: one === view,
      })),
    ],
    nothing: view && `None ${viewWords[view].toLowerCase()}.`,
    outcomes: outcomeChoices,
    blockedReasons: blockedReasons.map((value) => ({ value, label: blockedReasonWords[value] })),
    dropReasons: dropReasons.map((value) => ({ value, label: dropReasonWords[value] })),
    /** The day each key names after "new date": 1 to 9 weeks, or n for the next meeting. */
    newDates: [
      ...(nextMeeting ? [{ key: "n", label: "Next meeting", day: nextMeeting }] : []),
      ...weeks.map((number) => ({
        key: String(number),
        label: number === 1 ? "1 week" : String(number),
        day: addDays(today, 7 * number),
      })),
    ],
  };
}

function actionOf({ raised, age, answer, moved, carried, ...action }: Line, today: Day) {
  const open = isOpen(action);
  return {
    ...action,
    isOpen: open,
    history: [
      `raised ${shortDay(raised)}`,
      counted(age, "day"),
      carried > 0 && `carried ${carried}×`,
      moved > 0 && counted(moved, "new date"),
    ]
      .filter(Boolean)
      .join(" · "),
    isCarriedOften: open && carried >= carriedOften,
    /** A further new date needs a reason. */
    needsReason: moved >= datesWithoutReason,
    answer: answer && `${action.owner}: “${answer.text ?? ""}”, ${instantInWords(answer.at)}`,
    nextDue: action.dueOn < today ? "" : action.dueOn,
  };
}

function isOpen({ state }: Pick<Line, "state">): boolean {
  return !["done", "cancelled", "superseded"].includes(state);
}

/** "Actions: 3 overdue, 1 blocked, 9 open"; each is counted once. */
export function headingFor(actions: Review["actions"]): string {
  const open = actions.filter(isOpen);
  const overdue = open.filter(({ isOverdue }) => isOverdue).length;
  const blocked = open.filter(({ isOverdue, state }) => !isOverdue && state === "blocked").length;
  const words = [
    { number: overdue, word: "overdue" },
    { number: blocked, word: "blocked" },
    { number: open.length - overdue - blocked, word: "open" },
  ]
    .filter(({ number }) => number > 0)
    .map(({ number, word }) => `${number} ${word}`);
  return `Actions: ${words.join(", ") || "none open"}`;
}
