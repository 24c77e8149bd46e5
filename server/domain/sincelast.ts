/**
 * What changed since the case was last discussed, in five lines at most, as this reader sees it (domain.md 10). It
 * extracts as the page does: each line is of one item, whose source it names.
 */
import type { PracticePolicy } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import { dueInWords, isOverdue, stateOf } from "./actions.ts";
import { currentFacts, labelOf, mustBeSettled, valueOf } from "./facts.ts";
import { disciplineLabel } from "./practices.ts";
import type { SeenAction, SeenCase, SeenEntry } from "./sight.ts";
import { dayOf } from "./time.ts";

export const mostChanges = 5;

export interface ChangeLine {
  /** Of the fact, the risk or the action. */
  id: string;
  reference: string;
  text: string;
  source: { id: string; discipline: string; author: string; on: Day };
}

export interface SinceLast {
  /** When the case was last concluded. */
  on: Day;
  lines: ChangeLine[];
}

/** What matters most stands first; of one weight the newest does. */
const weights = {
  "critical fact": 0,
  "high risk": 1,
  "changed fact": 2,
  "overdue action": 3,
  "done action": 4,
  "blocked action": 5,
  "new fact": 6,
  "new risk": 7,
} as const;

interface Change extends ChangeLine {
  weight: keyof typeof weights;
  at: Instant;
}

/** Null for a case that was never discussed, and for whoever only contributes. */
export function sinceLastTime(view: SeenCase): SinceLast | null {
  const [last] = view.file.discussions;
  if (view.scope !== "case" || !last) return null;

  const since = last.concludedAt;
  const changes = [
    ...currentFacts(view.entries).flatMap((fact) => (fact.submittedAt > since ? factChange(fact, view, since) : [])),
    ...view.entries.flatMap((entry) =>
      entry.kind === "fact-ended" && entry.submittedAt > since ? factEnd(entry, view) : [],
    ),
    ...view.entries.flatMap((entry) =>
      entry.kind === "risk" && entry.submittedAt > since ? riskChange(entry, view, since) : [],
    ),
    ...view.actions.flatMap((action) => actionChange(action, view, since)),
  ].sort((a, b) => weights[a.weight] - weights[b.weight] || b.at.localeCompare(a.at) || a.id.localeCompare(b.id));
  return {
    on: dayOf(since),
    lines: changes.slice(0, mostChanges).map(({ id, reference, text, source }) => ({ id, reference, text, source })),
  };
}

function factChange(fact: SeenEntry, view: SeenCase, since: Instant): Change[] {
  const { policy } = view.file.practice;
  const before = view.entries
    .filter((entry) => entry.kind === "fact" && entry.name === fact.name && entry.submittedAt <= since)
    .sort((a, b) => b.submittedAt.localeCompare(a.submittedAt));
  if (before.some((entry) => valueOf(entry) === valueOf(fact))) return [];

  const key = fact.name ?? "";
  const own = before.find((entry) => entry.author.id === fact.author.id);
  const [other] = before;
  const words = own
    ? `now ${fact.text}, before ${own.text}`
    : other
      ? // The other still stands: that this one is newer does not make it right.
        `${fact.text}; another source has ${other.text}`
      : fact.text;
  const weight = !other ? "new fact" : mustBeSettled(policy, key) ? "critical fact" : "changed fact";
  return [entryChange(fact, policy, `${labelOf(policy, key)}: ${words}`, weight)];
}

function factEnd(end: SeenEntry, view: SeenCase): Change[] {
  const { policy } = view.file.practice;
  const key = end.name ?? "";
  const weight = mustBeSettled(policy, key) ? "critical fact" : "changed fact";
  return [entryChange(end, policy, `${labelOf(policy, key)}: no longer ${end.text}`, weight)];
}

function riskChange(risk: SeenEntry, view: SeenCase, since: Instant): Change[] {
  const wasThere = view.entries.some(
    (entry) =>
      entry.kind === "risk" &&
      entry.submittedAt <= since &&
      entry.author.id === risk.author.id &&
      entry.name === risk.name &&
      entry.level === risk.level,
  );
  if (wasThere) return [];
  const words = `Risk, ${[risk.name, risk.level].filter(Boolean).join(" ")}: ${risk.text}`;
  return [entryChange(risk, view.file.practice.policy, words, risk.level === "high" ? "high risk" : "new risk")];
}

function actionChange(action: SeenAction, view: SeenCase, since: Instant): Change[] {
  const { policy } = view.file.practice;
  const change = (weight: Change["weight"], at: Instant, on: Day, text: string): Change[] => [
    {
      id: action.id,
      reference: action.reference,
      text,
      source: {
        id: action.id,
        discipline: disciplineLabel(policy, action.owner.discipline),
        author: action.owner.name,
        on,
      },
      weight,
      at,
    },
  ];
  const { closedAt, blockedAt } = action;
  if (closedAt !== null) {
    if (closedAt <= since || stateOf(action) !== "done") return [];
    const outcome = action.outcomeText ? `. ${action.outcomeText}` : "";
    return change("done action", closedAt, dayOf(closedAt), `Done: ${action.text}${outcome}`);
  }
  if (isOverdue(action, view.on) && action.due >= dayOf(since)) {
    return change("overdue action", action.raisedAt, action.due, `${action.text}: ${dueInWords(action, view.on)}`);
  }
  if (blockedAt !== null && blockedAt > since) {
    const why = action.blockedReason ? `, ${action.blockedReason}` : "";
    return change("blocked action", blockedAt, dayOf(blockedAt), `Blocked: ${action.text}${why}`);
  }
  return [];
}

function entryChange(entry: SeenEntry, policy: PracticePolicy, text: string, weight: Change["weight"]): Change {
  return {
    id: entry.id,
    reference: entry.reference,
    text,
    source: {
      id: entry.contributionId,
      discipline: disciplineLabel(policy, entry.givenFor),
      author: entry.author.name,
      on: dayOf(entry.submittedAt),
    },
    weight,
    at: entry.submittedAt,
  };
}
