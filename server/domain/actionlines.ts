/** An action between its rule, its row and its page: what is shown of it, what changes, and who was first. */
import type { ActionOnFile } from "#db/casefile.ts";
import type { ActionBefore, Day, Instant } from "#db/schema.ts";
import type { ActionUpdateKind } from "#db/vocabulary.ts";
import { actionStateWords, dueInWords, isOrphaned, isOverdue, stateOf, type Change } from "./actions.ts";
import { deadlineWords } from "./deadlines.ts";
import { Refusal } from "./refusal.ts";
import { dayOf, instantInWords, timeInWords, wallTimeOf } from "./time.ts";

/** An action of the log as its reader sees it; of its case nothing, if they do not read that. */
export type SeenInLog = Omit<ActionOnFile, "updates"> & {
  owner: { name: string; leftOn: Day | null };
  case: { number: number; initials: string; practice: { name: string } } | null;
};

export function lineOf(action: SeenInLog, today: Day, readerId: string) {
  const state = stateOf(action);
  return {
    id: action.id,
    text: action.text,
    owner: action.owner.name,
    due: action.due,
    // Of what kind the day is tells of the case.
    deadline: action.case && action.deadline && deadlineWords[action.deadline],
    dueWords: dueInWords(action, today),
    isOverdue: isOverdue(action, today),
    isOrphaned: isOrphaned(action, action.owner, today),
    state,
    stateWords: actionStateWords[state],
    blockedReason: action.blockedReason,
    outcomeWords: action.outcomeText,
    case: action.case
      ? {
          id: action.caseId,
          number: action.case.number,
          initials: action.case.initials,
          practice: action.case.practice.name,
        }
      : null,
    mine: action.ownerId === readerId,
    version: action.version,
  };
}

const columnOf = {
  acceptedAt: "accepted_at",
  declinedAt: "declined_at",
  startedAt: "started_at",
  blockedAt: "blocked_at",
  blockedReason: "blocked_reason",
  closedAt: "closed_at",
  closedAs: "closed_as",
  outcome: "outcome",
  outcomeText: "outcome_text",
  due: "due",
  ownerId: "owner_id",
  duplicateOf: "duplicate_of",
} as const satisfies Record<keyof Change, keyof ActionBefore>;

/** What is written of a change, and what the same columns held before it. */
export function rowsOf(change: Change, action: SeenInLog): { row: ActionBefore; was: ActionBefore } {
  const names = Object.keys(change) as (keyof Change)[];
  const columns = (values: Change): ActionBefore =>
    Object.fromEntries(names.map((name) => [columnOf[name], values[name]]));
  return { row: columns(change), was: columns({ ...action, duplicateOf: null }) };
}

interface Line {
  name: string;
  kind: ActionUpdateKind;
  at: Instant;
}

/**
 * Nobody else changed it since the version that was named. Whoever did is named to those who read its history: "Patrick
 * Lennox marked this done at 1:04pm".
 */
export function isUnchanged(action: SeenInLog, version: number, lines: readonly Line[], today: Day): void {
  if (action.version === version) return;
  const last = action.case ? lines.at(-1) : undefined;
  const who = last ? lineInWords(last, today) : "Somebody changed this action meanwhile";
  const state = actionStateWords[stateOf(action)].toLowerCase();
  const theirs = { version: String(action.version) };
  throw new Refusal("stale", `${who}: it is now ${state}. Nothing else was saved.`, undefined, theirs);
}

function lineInWords({ name, kind, at }: Line, today: Day): string {
  const when = dayOf(at) === today ? `at ${timeInWords(wallTimeOf(at))}` : `on ${instantInWords(at)}`;
  return `${name} ${changedWords[kind]} ${when}`;
}

const changedWords: Record<ActionUpdateKind, string> = {
  recorded: "wrote this down",
  accepted: "accepted this",
  declined: "gave this back",
  started: "started this",
  note: "noted something on this",
  blocked: "marked this blocked",
  unblocked: "marked this free again",
  done: "marked this done",
  cancelled: "dropped this",
  superseded: "closed this, as something else goes on",
  moved: "gave this a new date",
  "handed-over": "gave this another owner",
  reviewed: "reviewed this",
  undone: "took back what was said of this",
  asked: "asked something about this",
  answered: "answered a question about this",
  helped: "changed who helps with this",
  copied: "said whether this is copied",
  carried: "carried this on",
  reopened: "opened this again",
};
