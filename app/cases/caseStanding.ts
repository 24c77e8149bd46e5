/** Where a case stands, in words. For loaders: the rules carry the validator with them. */
import { caseClosingWords, caseEnds, caseStateWords, caseStops } from "#server/domain/lifecycle.ts";
import { dayInWords, dayOf, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["cases"]["open"]>>;
type Lifecycle = NonNullable<Opened["lifecycle"]>;

export type CaseStanding = ReturnType<typeof caseStandingOf>;
export type EndingPage = ReturnType<typeof endingPageOf>;

export function caseStandingOf(lifecycle: Lifecycle) {
  const { state, lead, unchanged, openActions, closedAt, closedAs } = lifecycle;
  const isWaiting = state === "nominated" || state === "reopened";
  return {
    isWaiting,
    isOver: closedAt !== null,
    words: state === "ended" && closedAs ? caseClosingWords[closedAs] : caseStateWords[state],
    ended: (isWaiting || closedAt !== null) && closedAs ? endedInWords(lifecycle) : null,
    lead,
    unchanged,
    openActions: openActions.length,
  };
}

/** "Thursday 26 November 2026: Housing leads on. It comes back if: he loses the flat" */
function endedInWords({ closedAt, closedAs, closedReason, reviewTrigger }: Lifecycle): string {
  const when = closedAt ? dayInWords(dayOf(closedAt)) : closedAs && caseClosingWords[closedAs];
  const comesBack = reviewTrigger && `It comes back if: ${reviewTrigger}`;
  return [[when, closedReason].filter(Boolean).join(": "), comesBack].filter(Boolean).join(". ");
}

const endHints = { "stepped-down": "One person goes on as lead", closed: "Nothing more is planned" };

export function endingPageOf(caseId: string, opened: Opened, lifecycle: Lifecycle) {
  const { summary, may, team, version } = opened;
  const isOver = lifecycle.closedAt !== null;
  const mayEnd = lifecycle.state !== "ended";
  return {
    caseId,
    number: summary.number,
    practice: opened.practice.name,
    version,
    standing: caseStandingOf(lifecycle),
    isOver,
    team: team.map(({ id, name }) => ({ value: id, label: name })),
    leadId: lifecycle.leadId ?? "",
    ends: mayEnd && !isOver && may.includes("case.close") ? choices(caseEnds) : null,
    stops: mayEnd && may.includes("case.stop") ? choices(caseStops) : null,
    actions:
      isOver && may.includes("case.closeActions")
        ? lifecycle.openActions.map(({ id, version, text, owner, due }) => ({
            value: `${id}:${version}`,
            label: text,
            hint: `${owner}, by ${shortDay(due)}`,
          }))
        : [],
    reason: lifecycle.closedAs && isOver ? caseClosingWords[lifecycle.closedAs] : "",
    mayUndoStop: lifecycle.state === "ended" && may.includes("case.undoStop"),
    mayNominateAgain: isOver && may.includes("case.nominateAgain"),
  };
}

function choices(closings: readonly (keyof typeof caseClosingWords)[]) {
  return closings.map((closing) => ({
    value: closing,
    label: caseClosingWords[closing],
    ...(closing in endHints ? { hint: endHints[closing as keyof typeof endHints] } : {}),
  }));
}
