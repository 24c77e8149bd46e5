/** A year of a case in words. For loaders. */
import { outcomeInWords, updateWords } from "#app/actions/words.ts";
import { actionStateWords } from "#server/domain/actions.ts";
import { outcomeWords } from "#server/domain/discussions.ts";
import { dayInWords, dayOf, instantInWords, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["cases"]["year"]>>;
type OpenedMeeting = Opened["meetings"][number];
type OpenedAction = OpenedMeeting["agreed"][number];

export type YearPage = ReturnType<typeof yearPageOf>;
export type YearMeeting = YearPage["meetings"][number];
export type YearAction = YearPage["others"][number];

export function yearPageOf({ from, to, year, years, meetings, changedSince, others, ...rest }: Opened) {
  return {
    ...rest,
    period: `${shortDay(from)} to ${shortDay(to)}`,
    periods: [
      { href: `/cases/${rest.caseId}/year`, text: "Last 12 months", isThis: year === null },
      ...years.map((one) => ({
        href: `/cases/${rest.caseId}/year?year=${one}`,
        text: String(one),
        isThis: one === year,
      })),
    ],
    meetings: meetings.map(meetingOf),
    changedSince: changedSince.map(actionOf),
    others: others.map(actionOf),
  };
}

function meetingOf({ startsAt, outcome, notes, amendments, changed, reviewed, agreed, ...rest }: OpenedMeeting) {
  return {
    ...rest,
    day: dayInWords(dayOf(startsAt)),
    outcome: outcome && outcomeWords[outcome],
    changed: changed.map(actionOf),
    reviewed: reviewed.map(({ said, ...action }) => ({
      ...actionOf(action),
      said: said.map(({ kind, text, by }) => `${updateWords[kind]} by ${by}${text ? `: ${text}` : ""}`).join("; "),
    })),
    notes: notes.map(({ id, kind, text, by }) => ({ id, text, by, isDecision: kind === "decision" })),
    agreed: agreed.map(actionOf),
    amendments: amendments.map(({ id, text, by, at }) => ({ id, text, by, at: instantInWords(at) })),
  };
}

function actionOf({ due, state, closedOn, closedAs: _, outcome, outcomeText, ...action }: OpenedAction) {
  return {
    ...action,
    due: shortDay(due),
    ended: closedOn ? `${actionStateWords[state]} ${shortDay(closedOn)}` : actionStateWords[state],
    brought: [outcomeInWords(outcome), outcomeText].filter(Boolean).join(": "),
  };
}
