/** How a case goes, from nomination to its end and back: one table says what leads where. */
import { z } from "zod";
import type { CaseFile, DiscussionOnFile, StaffRef } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import type { CaseClosing, Outcome, TriageVerdict } from "#db/vocabulary.ts";
import { isOpen } from "./actions.ts";
import { id, listOf, oneOf, optionalWords, version, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { hasLeft, type SeenCase } from "./sight.ts";

export const caseStates = [
  "nominated",
  "reopened",
  "listed",
  "discussed",
  "stepped-down",
  "closed",
  "ended",
  "withdrawn",
] as const;
export type CaseState = (typeof caseStates)[number];

export const caseStateWords: Record<CaseState, string> = {
  nominated: "Waiting for triage",
  reopened: "Nominated again, waiting for triage",
  listed: "Accepted, not discussed yet",
  discussed: "With the team",
  "stepped-down": "Stepped down",
  closed: "Closed",
  ended: "Ended",
  withdrawn: "Taken back",
};

/** What happens to a case. `stop` is a death, a transfer or a move away. */
export const caseEvents = [
  "nominate-again",
  "put-on-agenda",
  "accept",
  "keep-waiting",
  "send-elsewhere",
  "discuss",
  "step-down",
  "close",
  "stop",
  "withdraw",
] as const;
export type CaseEvent = (typeof caseEvents)[number];

const fromAnywhere = { "nominate-again": "reopened", stop: "ended", withdraw: "withdrawn" } as const;
/** Putting a case on an agenda by hand and discussing it accepts it; so does the room that corrects its outcome. */
const fromTheRoom = { discuss: "discussed", "step-down": "stepped-down", close: "closed" } as const;
const fromTriage = { accept: "listed", "send-elsewhere": "closed" } as const;

export const transitions: Record<CaseState, Partial<Record<CaseEvent, CaseState>>> = {
  nominated: {
    ...fromAnywhere,
    ...fromTheRoom,
    ...fromTriage,
    "keep-waiting": "nominated",
    "put-on-agenda": "nominated",
  },
  reopened: {
    ...fromAnywhere,
    ...fromTheRoom,
    ...fromTriage,
    "keep-waiting": "reopened",
    "put-on-agenda": "reopened",
  },
  listed: { ...fromAnywhere, ...fromTheRoom, "put-on-agenda": "listed" },
  discussed: { ...fromAnywhere, ...fromTheRoom, "put-on-agenda": "discussed" },
  "stepped-down": { ...fromAnywhere, ...fromTheRoom },
  closed: { ...fromAnywhere, ...fromTheRoom },
  ended: fromAnywhere,
  withdrawn: {},
};

export const eventOfVerdict: Record<TriageVerdict, CaseEvent> = {
  accepted: "accept",
  "asked-for-more": "keep-waiting",
  deferred: "keep-waiting",
  "sent-elsewhere": "send-elsewhere",
};

export const eventOfOutcome: Record<Outcome, CaseEvent> = {
  "new-plan": "discuss",
  "plan-continued": "discuss",
  "plan-changed": "discuss",
  escalated: "discuss",
  "referred-on": "discuss",
  "list-only": "discuss",
  deferred: "discuss",
  "stepped-down": "step-down",
  closed: "close",
};

/** The last three stop everything at once (rulings 33). */
export const caseStops = ["died", "transferred", "moved-away"] as const satisfies readonly CaseClosing[];
/** What a team decides. */
export const caseEnds = ["stepped-down", "closed"] as const satisfies readonly CaseClosing[];

export const caseClosingWords: Record<CaseClosing, string> = {
  "stepped-down": "Stepped down",
  closed: "Closed",
  died: "The person died",
  transferred: "The person is now with another practice",
  "moved-away": "The person moved away",
};

type StateFacts = Pick<CaseFile, "withdrawnAt" | "closedAt" | "closedAs" | "acceptedAt"> & {
  nominations: readonly unknown[];
  discussions: readonly Pick<DiscussionOnFile, "concludedAt">[];
};

/** The word for what the facts say. */
export function caseStateOf(file: StateFacts): CaseState {
  const { acceptedAt, closedAs } = file;
  if (file.withdrawnAt !== null) return "withdrawn";
  if (file.closedAt !== null) return stateOfClosing(closedAs);
  if (acceptedAt === null) return file.nominations.length > 1 ? "reopened" : "nominated";
  return file.discussions.some(({ concludedAt }) => concludedAt >= acceptedAt) ? "discussed" : "listed";
}

function stateOfClosing(closedAs: CaseClosing | null): CaseState {
  // Null for a case that was closed before it was recorded how.
  if (closedAs === null || closedAs === "closed") return "closed";
  return closedAs === "stepped-down" ? "stepped-down" : "ended";
}

const refusals: Partial<Record<CaseState, string>> = {
  listed: "This nomination was accepted already.",
  discussed: "This nomination was accepted already.",
  "stepped-down": "The team has stepped down from this case. Nominate it again to go on.",
  closed: "This case is closed. Nominate it again to go on.",
  ended: "This case has ended. Nominate it again if that is wrong.",
};

/** Where an event leads; refused in words where the table leads nowhere. */
export function follow(file: StateFacts, event: CaseEvent): CaseState {
  const state = caseStateOf(file);
  return transitions[state][event] ?? refuse(refusals[state] ?? "This case was taken back.");
}

/** Outcomes after which everything is as it was before. */
const withoutChange: readonly (Outcome | null)[] = ["plan-continued", "list-only", "deferred"];
/** As often as that, the team is asked whether to close or to change (domain.md 5, R25). */
const mostWithoutChange = 3;

/** How often in a row, and until now, the team has seen the case without a change. */
export function timesWithoutChange(discussions: CaseFile["discussions"]): number {
  const changed = discussions.findIndex(({ outcome }) => !withoutChange.includes(outcome));
  return changed === -1 ? discussions.length : changed;
}

/** "Seen 3 times without change: close or change?" */
export function unchangedInWords(times: number): string | null {
  return times >= mostWithoutChange ? `Seen ${times} times without change: close or change?` : null;
}

export function isWithoutChange(outcome: Outcome): boolean {
  return withoutChange.includes(outcome);
}

export interface Ending {
  reason: string | null;
  /** What would bring it back. */
  reviewTrigger: string | null;
  leadId: string | null;
}

/** Nobody is let go in silence: one named professional goes on, or it is written what would bring the case back. */
export function end(as: (typeof caseEnds)[number], ending: Ending, team: readonly StaffRef[], today: Day): void {
  if (!ending.reason) refuse("Say why, so that everybody understands it later", "reason");
  if (as === "closed" && !ending.reviewTrigger) {
    refuse("Say what would bring the case back to the team", "reviewTrigger");
  }
  lead(ending.leadId, team, today);
  if (as === "stepped-down" && !ending.leadId) refuse("Choose the one person who goes on as lead", "leadId");
}

/** The lead professional is one of the team who is still here. */
export function lead(leadId: string | null, team: readonly StaffRef[], today: Day): void {
  if (leadId === null) return;
  const person = team.find((member) => member.id === leadId);
  if (!person) refuse("Choose somebody of this case’s team", "leadId");
  if (hasLeft(person, today)) refuse(`${person.name} has left. Choose somebody who is here`, "leadId");
}

export const closeCase = z.object({
  caseId: id,
  version,
  as: oneOf(caseEnds, "Choose how the team ends its work"),
  reason: words("Say why, so that everybody understands it later", 500),
  reviewTrigger: optionalWords(300),
  leadId: optionalWords(64),
});

export const stopCase = z.object({
  caseId: id,
  version,
  as: oneOf(caseStops, "Choose what happened"),
  reason: optionalWords(500),
});

export const undoStop = z.object({
  caseId: id,
  version,
  reason: words("Say what was wrong, so that everybody understands it later", 500),
});

/** Only what stopped a case from outside is a mistake that somebody takes back; for what a team decided there is nominating again. */
export function takeBackStop(file: StateFacts): void {
  if (caseStateOf(file) !== "ended") refuse("This case was not stopped, or is open again already");
}

export const closeActions = z.object({
  caseId: id,
  /** `id:version` of each that was ticked. */
  actions: listOf(z.string().regex(/^[^:]+:\d+$/), 300).pipe(z.array(z.string()).min(1, "Tick at least one action")),
  reason: words("Say why they are closed", 500),
});

/** What a ticked box says: which action, and which version of it was read. */
export function tickedActions(actions: readonly string[]): { id: string; version: number }[] {
  return actions.map((ticked) => {
    const [actionId = "", version] = ticked.split(":");
    return { id: actionId, version: Number(version) };
  });
}

/** Actions are closed together only when their case is. */
export function closeTogether(file: Pick<CaseFile, "closedAt">): void {
  if (file.closedAt === null) refuse("This case is open. Close an action by itself, or end the case first");
}

/** How a case stands, for who reads it: its state, its lead, how it ended, what is still open. */
export function lifecycleOf(view: SeenCase) {
  const { file } = view;
  const nameOf = (staffId: string | null) => (staffId === null ? null : (file.staff[staffId]?.name ?? null));
  return {
    state: caseStateOf(file),
    lead: nameOf(file.leadId),
    leadId: file.leadId,
    closedAt: file.closedAt,
    closedAs: file.closedAs,
    closedReason: file.closedReason,
    reviewTrigger: file.reviewTrigger,
    unchanged: file.closedAt === null ? unchangedInWords(timesWithoutChange(file.discussions)) : null,
    openActions: view.actions
      .filter(isOpen)
      .map(({ id: actionId, version, text, owner, due }) => ({ id: actionId, version, text, owner: owner.name, due })),
  };
}
