/** Actions: one named owner, a day, an answer; states with append-only history; nothing agreed gets lost. */
import { z } from "zod";
import type { ActionOnFile, StaffRef } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import { deadlineKinds, logShows, logWhoses, personOutcomes } from "#db/vocabulary.ts";
import { day, id, oneOf, optionalOneOf, optionalWords, version, words } from "./inputs.ts";
import { Refusal, refuse } from "./refusal.ts";
import { hasLeft } from "./sight.ts";
import { daysBetween } from "./time.ts";

export const actionStates = [
  "open",
  "accepted",
  "in-progress",
  "blocked",
  "declined",
  "done",
  "cancelled",
  "superseded",
] as const;
export type ActionState = (typeof actionStates)[number];

export const actionStateWords: Record<ActionState, string> = {
  open: "Proposed",
  accepted: "Accepted",
  "in-progress": "In progress",
  blocked: "Blocked",
  declined: "Declined: needs an owner",
  done: "Done",
  cancelled: "Cancelled",
  superseded: "Replaced",
};

type StateFacts = Pick<
  ActionOnFile,
  "acceptedAt" | "declinedAt" | "startedAt" | "blockedAt" | "closedAt" | "closedAs" | "due"
>;

/** The word for what the facts say. */
export function stateOf(action: StateFacts): ActionState {
  if (action.closedAt !== null) return action.closedAs ?? "done";
  // Without an owner comes before held up.
  if (action.declinedAt !== null) return "declined";
  if (action.blockedAt !== null) return "blocked";
  if (action.startedAt !== null) return "in-progress";
  return action.acceptedAt === null ? "open" : "accepted";
}

export function isOpen(action: Pick<StateFacts, "closedAt">): boolean {
  return action.closedAt === null;
}

/** Open and due before the day of reading; blocked ones count as well. */
export function isOverdue(action: Pick<StateFacts, "closedAt" | "due">, on: Day): boolean {
  return isOpen(action) && action.due < on;
}

/** Open, and its owner has left. */
export function isOrphaned(action: Pick<StateFacts, "closedAt">, owner: Pick<StaffRef, "leftOn">, on: Day): boolean {
  return isOpen(action) && hasLeft(owner, on);
}

/** The order of the log: overdue, blocked, without an owner, then by day. */
export function logOrder<Action extends StateFacts & { owner: Pick<StaffRef, "leftOn"> }>(
  actions: readonly Action[],
  on: Day,
): Action[] {
  const lacksOwner = (action: Action) => isOrphaned(action, action.owner, on) || stateOf(action) === "declined";
  const rank = (action: Action) =>
    isOverdue(action, on) ? 0 : stateOf(action) === "blocked" ? 1 : lacksOwner(action) ? 2 : 3;
  return [...actions].sort((a, b) => rank(a) - rank(b) || a.due.localeCompare(b.due));
}

/** "35 days overdue", "due in 3 days" */
export function dueInWords(action: Pick<StateFacts, "closedAt" | "due">, on: Day): string {
  const days = daysBetween(on, action.due);
  if (!isOpen(action)) return "";
  if (days < 0) return `${-days} ${days === -1 ? "day" : "days"} overdue`;
  return days === 0 ? "due today" : `due in ${days} ${days === 1 ? "day" : "days"}`;
}

/** Words that carry no meaning when two actions are compared. */
const fillers = new Set(
  "about after again before could from have into must need needs please should that their them then there they this when where which will with would your".split(
    " ",
  ),
);

/**
 * Pairs of open actions that may be the same work: the same goal, or two content words in common where one has no
 * goal (rulings 13). A suggestion, never a merge.
 */
export function possibleDuplicates<Action extends Pick<ActionOnFile, "text" | "goal" | "closedAt">>(
  actions: readonly Action[],
): [Action, Action][] {
  const open = actions.filter(isOpen);
  return open.flatMap((first, index) =>
    open
      .slice(index + 1)
      .filter((second) => looksTheSame(first, second))
      .map((second): [Action, Action] => [first, second]),
  );
}

function looksTheSame(a: Pick<ActionOnFile, "text" | "goal">, b: Pick<ActionOnFile, "text" | "goal">): boolean {
  if (a.goal !== null && b.goal !== null) return a.goal === b.goal;
  return haveWordsInCommon(a.text, b.text);
}

/** Two content words that both hold. */
export function haveWordsInCommon(a: string, b: string): boolean {
  const theirs = contentWords(b);
  return [...contentWords(a)].filter((word) => theirs.has(word)).length >= 2;
}

function contentWords(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !fillers.has(word)));
}

export const recordAction = z.object({
  caseId: id,
  meetingId: id.nullish(),
  text: words("Enter what will be done, starting with a verb", 500),
  ownerId: words("Choose one person who will do it"),
  due: day("Enter the day it will be done by"),
  goal: optionalWords(120),
  /** The day is one that does not move, and what for. */
  deadline: optionalOneOf(deadlineKinds),
});

/** An action has exactly one named owner who is still here and on the case's team, and a day that is not past. */
export function record(
  input: { text: string; ownerId: string; due: Day },
  team: readonly StaffRef[],
  today: Day,
): StaffRef {
  const owner = team.find((member) => member.id === input.ownerId);
  if (!owner) refuse("Choose one person of this case's team. A team or a discipline cannot own an action", "ownerId");
  if (hasLeft(owner, today)) refuse(`${owner.name} has left. Choose somebody who is here`, "ownerId");
  if (input.due < today) refuse("Enter a day that is today or later", "due");
  return owner;
}

export const acceptAction = z.object({ actionId: id, version });
export const reportKinds = ["done", "blocked", "started", "note"] as const;
export const reportAction = z
  .object({
    actionId: id,
    version,
    kind: oneOf(reportKinds, "Choose what happened"),
    text: optionalWords(1000),
    outcome: optionalOneOf(personOutcomes),
  })
  .superRefine((report, context) => {
    if (report.kind === "blocked" && !report.text) {
      context.addIssue({ code: "custom", path: ["text"], message: "Say what it is waiting for" });
    }
    if (report.kind === "note" && !report.text) {
      context.addIssue({ code: "custom", path: ["text"], message: "Enter the note" });
    }
    if (report.kind === "done" && !report.outcome) {
      context.addIssue({ code: "custom", path: ["outcome"], message: "Choose what it brought for the person" });
    }
  });

export const logFilters = z.object({
  practiceId: optionalWords(64),
  show: optionalOneOf(logShows),
  whose: optionalOneOf(logWhoses),
  ownerId: optionalWords(64),
  caseId: optionalWords(64),
  /** Whoever owns it is of this one. */
  discipline: optionalWords(64),
  after: optionalWords(200),
});

/** What a verb changes of an action. */
export type Change = Partial<
  Pick<
    ActionOnFile,
    | "acceptedAt"
    | "declinedAt"
    | "startedAt"
    | "blockedAt"
    | "blockedReason"
    | "closedAt"
    | "closedAs"
    | "outcome"
    | "outcomeText"
    | "due"
    | "ownerId"
  >
> & { duplicateOf?: string | null };

/** Which states each verb may be said in; nothing is said of what is closed. */
const allowedIn: Record<"accept" | "decline" | "report" | "review", readonly ActionState[]> = {
  accept: ["open", "declined"],
  decline: ["open", "accepted", "in-progress", "blocked"],
  report: ["open", "accepted", "in-progress", "blocked", "declined"],
  review: ["open", "accepted", "in-progress", "blocked", "declined"],
};

export function mayBe(verb: keyof typeof allowedIn, action: StateFacts): void {
  const state = stateOf(action);
  if (!allowedIn[verb].includes(state)) {
    throw new Refusal("rule", `This action is already ${actionStateWords[state].toLowerCase()}.`);
  }
}

export function accept(action: StateFacts, now: Instant): Change {
  mayBe("accept", action);
  return { acceptedAt: now, declinedAt: null };
}

export function decline(action: StateFacts, now: Instant): Change {
  mayBe("decline", action);
  // It needs an owner before anything else.
  return { declinedAt: now, acceptedAt: null, blockedAt: null, blockedReason: null };
}

export function report(action: StateFacts, input: z.output<typeof reportAction>, now: Instant): Change {
  mayBe("report", action);
  if (input.kind === "done") {
    return { closedAt: now, closedAs: "done", outcome: input.outcome, outcomeText: input.text, blockedAt: null };
  }
  // Whoever says that it is begun or held up holds it again, declined or not.
  if (input.kind === "blocked") return { blockedAt: now, blockedReason: input.text, declinedAt: null };
  return input.kind === "started" ? { startedAt: now, blockedAt: null, blockedReason: null, declinedAt: null } : {};
}

export function drop(action: StateFacts, reason: string | null, now: Instant) {
  mayBe("review", action);
  return { closedAt: now, closedAs: "cancelled", outcomeText: reason, blockedAt: null } as const;
}
