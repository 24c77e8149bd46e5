/** The action review as it is drawn. For loaders. */
import { outcomeChoices, withDueInWords } from "#app/actions/words.ts";
import { addDays } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Review = Awaited<ReturnType<Api["actions"]["review"]>>;

export type ReviewPage = ReturnType<typeof reviewPageOf>;
export type ReviewedAction = ReviewPage["actions"][number];

const weeks = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export function reviewPageOf({ today, nextMeeting, ...review }: Review) {
  return {
    ...review,
    actions: review.actions.map((action) => withDueInWords(action, today)),
    heading: headingFor(review.actions),
    progress: `${review.actions.filter(({ verdict }) => verdict !== null).length} of ${review.actions.length} reviewed`,
    outcomes: outcomeChoices,
    /** The day each key names after "new date": 1 to 9 weeks, or n for the next meeting. */
    newDates: {
      ...Object.fromEntries(weeks.map((number) => [String(number), addDays(today, 7 * number)])),
      ...(nextMeeting ? { n: nextMeeting } : {}),
    } as Record<string, string>,
  };
}

/** "Actions: 3 overdue, 1 blocked, 9 open"; each is counted once. */
export function headingFor(actions: Review["actions"]): string {
  const open = actions.filter(({ state }) => !["done", "cancelled", "superseded"].includes(state));
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
