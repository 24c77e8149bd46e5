/** Who does what with an action beside its owner's answers: asking back, helping, likeness, the other agency's record. */
import { z } from "zod";
import type { StaffRef } from "#db/casefile.ts";
import type { Instant } from "#db/schema.ts";
import { declineReasons, type ActionUpdateKind, type DeclineReason } from "#db/vocabulary.ts";
import { haveWordsInCommon, isOpen, mayBe, possibleDuplicates, type Change } from "./actions.ts";
import { id, oneOf, optionalWords, tick, version, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import type { SeenAction, SeenCase, SeenEntry } from "./sight.ts";

export const declineReasonWords: Record<DeclineReason, string> = {
  "outside-remit": "Outside my remit",
  "no-time": "No time before that day",
  "somebody-else": "Somebody else should do it",
  "cannot-be-done": "It cannot be done",
  other: "Something else",
};

export const declineAction = z
  .object({
    actionId: id,
    version,
    as: oneOf(declineReasons, "Choose why it is not for you"),
    reason: optionalWords(500),
  })
  .superRefine(({ as, reason }, context) => {
    if (as === "other" && !reason) {
      context.addIssue({
        code: "custom",
        path: ["reason"],
        message: "Say why, so that the team can find somebody else",
      });
    }
  });

/** "Outside my remit: we do not assess stairs" */
export function declinedInWords({ as, reason }: { as: DeclineReason; reason: string | null }): string {
  return [as === "other" ? null : declineReasonWords[as], reason].filter(Boolean).join(": ");
}

export const askBack = z.object({ actionId: id, text: words("Enter the question", 500) });
export const answerBack = z.object({ actionId: id, text: words("Enter the answer", 500) });
export const helper = z.object({ actionId: id, staffId: words("Choose who helps", 64) });
export const markCopied = z.object({ actionId: id, copied: tick });
export const pair = z.object({ actionId: id, otherId: id });
export const takeOver = z.object({ actionId: id, version });
export const closeAsDuplicate = z.object({ actionId: id, version, otherId: id });

/** Whoever takes an action on accepts it with that. */
export function takeOn(action: Parameters<typeof mayBe>[1] & { ownerId: string }, staffId: string, now: Instant) {
  mayBe("review", action);
  if (action.ownerId === staffId) refuse("It is yours already");
  return { ownerId: staffId, acceptedAt: now, declinedAt: null, startedAt: null };
}

export const duplicateWords = "Another action of this case is the same work and goes on";

/** Closed for another that goes on: its owner reads why, without a word of the other. */
export function duplicate(action: Parameters<typeof mayBe>[1], otherId: string, now: Instant): Change {
  mayBe("review", action);
  return { closedAt: now, closedAs: "superseded", duplicateOf: otherId, outcomeText: duplicateWords, blockedAt: null };
}

/** What ends a question: an answer, or a verdict after it. */
const ends: readonly ActionUpdateKind[] = [
  "answered",
  "reviewed",
  "moved",
  "handed-over",
  "done",
  "cancelled",
  "superseded",
];

interface Said {
  kind: ActionUpdateKind;
  text: string | null;
  at: Instant;
  name: string;
}

/** The owner's question that nobody has answered yet. */
export function openQuestion(history: readonly Said[]): Said | null {
  const last = history.filter(({ kind }) => kind === "asked" || ends.includes(kind)).at(-1);
  return last?.kind === "asked" ? last : null;
}

/** What passed between this owner and the team, oldest first: what an owner before asked is not theirs to read. */
export function askedAndAnswered(
  history: readonly Said[],
): { kind: "asked" | "answered"; text: string; name: string }[] {
  const since = history.findLastIndex(({ kind }) => kind === "handed-over" || kind === "reopened") + 1;
  return history
    .slice(since)
    .flatMap(({ kind, text, name }) =>
      (kind === "asked" || kind === "answered") && text !== null ? [{ kind, text, name }] : [],
    );
}

/** In other hands: what the owner before had accepted or begun, or waited for, is not the new one's. */
export function ownedBy(staffId: string) {
  return {
    owner_id: staffId,
    accepted_at: null,
    declined_at: null,
    started_at: null,
    blocked_at: null,
    blocked_reason: null,
  };
}

/** Helpers are of the case's team and see the action; its owner owns it already. */
export function mayHelp(action: SeenAction, staffId: string, candidates: readonly StaffRef[]): StaffRef {
  if (!isOpen(action)) refuse("This action is closed already", "staffId");
  if (staffId === action.ownerId) refuse(`${action.owner.name} owns it already`, "staffId");
  const found = candidates.find((person) => person.id === staffId);
  return found ?? refuse("Choose somebody of this case’s team who may see the action", "staffId");
}

/** Pairs of open actions that look like the same work, but for those of which somebody said that they are not. */
export function alike({ actions, file }: Pick<SeenCase, "actions" | "file">): [SeenAction, SeenAction][] {
  const different = (file.differentWork ?? []).map(({ one, other }) => pairOf(one, other));
  return possibleDuplicates(actions).filter(([a, b]) => !different.includes(pairOf(a.id, b.id)));
}

/** The same for both orders. */
export function pairOf(a: string, b: string): string {
  return [a, b].sort().join(" ");
}

export interface Offer {
  by: string;
  text: string;
}

/**
 * What somebody offers that answers an open request: a proposal for the discipline that is asked, or an open action of
 * it, with two content words in common. A suggestion, never an answer.
 */
export function offersFor(request: SeenEntry, view: Pick<SeenCase, "entries" | "actions">): Offer[] {
  if (request.kind !== "request" || request.answer !== null) return [];
  const proposed = view.entries
    .filter(
      ({ kind, discipline, author }) =>
        kind === "proposal" && discipline === request.discipline && author.id !== request.author.id,
    )
    .map(({ text, author }) => ({ text, by: author.name }));
  const underWay = view.actions
    .filter((action) => isOpen(action) && action.owner.discipline === request.discipline)
    .map(({ text, owner }) => ({ text, by: owner.name }));
  return [...proposed, ...underWay].filter(({ text }) => haveWordsInCommon(text, request.text));
}
