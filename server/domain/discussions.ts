/** The discussion of one case in the room: lines, and exactly one outcome (domain.md 5). */
import { z } from "zod";
import type { StaffRef } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import { outcomes, tellings, type Outcome, type Telling } from "#db/vocabulary.ts";
import { id, listOf, oneOf, optionalDay, optionalOneOf, optionalWords, version, words } from "./inputs.ts";
import { caseEnds, end, isWithoutChange, lead, unchangedInWords } from "./lifecycle.ts";
import { refuse } from "./refusal.ts";
import { addMinutes } from "./time.ts";

export const outcomeWords: Record<Outcome, string> = {
  "new-plan": "New plan",
  "plan-continued": "Plan continued",
  "plan-changed": "Plan changed",
  escalated: "Escalated",
  "referred-on": "Referred on",
  "list-only": "List only",
  deferred: "Deferred",
  "stepped-down": "Stepped down",
  closed: "Closed",
};

/** Outcomes that explain themselves only with a reason (domain.md 5; R23: when a decision is changed, document why). */
const needsReason: readonly Outcome[] = [
  "plan-changed",
  "escalated",
  "referred-on",
  "deferred",
  "stepped-down",
  "closed",
];

export const escalations = ["adult-protection", "child-protection", "marac", "other"] as const;
export const escalationWords: Record<(typeof escalations)[number], string> = {
  "adult-protection": "Adult support and protection",
  "child-protection": "Child protection",
  marac: "MARAC",
  other: "Other",
};

/** A referral under adult protection is sent within 24 hours (guidance for general practice, domain.md 5). */
export const hoursToSend = 24;

export function mustBeSentBy(concludedAt: Instant): Instant {
  return addMinutes(concludedAt, hoursToSend * 60);
}

export const writeLine = z.object({
  itemId: id,
  line: words("Enter a note, = decision, or @name action", 1000),
  ownerId: optionalWords(64),
  /** The note that becomes this action. */
  noteId: optionalWords(64),
});
/** A line as it would be read at a case; without the day of the next meeting that of the practice. */
export const readOneLine = z.object({ caseId: id, line: z.string().max(1000), nextMeeting: optionalDay });
/** `seen`: what was recorded of the decision before, as the one who changes it saw it. */
export const explainDecision = z.object({
  itemId: id,
  noteId: id,
  seen: optionalWords(64),
  why: optionalWords(500),
  agreedBy: listOf(z.string().max(64)),
  dissent: optionalWords(500),
  tellerId: optionalWords(64),
  tellBy: optionalDay,
  tellHow: optionalOneOf(tellings),
});

export const tellingWords: Record<Telling, string> = {
  "in-person": "In person",
  telephone: "By telephone",
  letter: "By letter",
};

type SafeContact = { noLetters: boolean; noVoicemail: boolean } | null;

/** Whoever tells the person is of the team, by a day to come, in a way that is safe; it may be said later. */
export function explain(
  input: z.output<typeof explainDecision>,
  { team, safe, today }: { team: readonly StaffRef[]; safe: SafeContact; today: Day },
): void {
  const isOfTeam = (staffId: string) => team.some((person) => person.id === staffId);
  const telling = [input.tellerId, input.tellBy, input.tellHow];
  if (![input.why, input.dissent, ...input.agreedBy, ...telling].some(Boolean)) {
    refuse("Enter why, who agreed, or who tells the person", "why");
  }
  if (!input.agreedBy.every(isOfTeam)) refuse("Choose people of this case's team", "agreedBy");
  if (!telling.some(Boolean)) return;
  if (!input.tellerId || !isOfTeam(input.tellerId)) refuse("Choose somebody of this case's team", "tellerId");
  if (!input.tellBy) refuse("Enter the day by which the person is told", "tellBy");
  if (input.tellBy < today) refuse("Enter a day that is not past", "tellBy");
  if (!input.tellHow) refuse("Choose how the person is told, so that it is safe", "tellHow");
  if (input.tellHow === "letter" && safe?.noLetters) {
    refuse("No letters may be sent to this person. Choose another way", "tellHow");
  }
}

export const undoLine = z.object({ itemId: id, noteId: optionalWords(64), actionId: optionalWords(64) });

export const concludeDiscussion = z.object({
  itemId: id,
  version,
  outcome: oneOf(outcomes, "Choose one outcome"),
  reason: optionalWords(500),
  escalatedTo: optionalOneOf(escalations),
  toldBy: optionalWords(64),
  toldDue: optionalDay,
  leadId: optionalWords(64),
  reviewTrigger: optionalWords(300),
});

export const sendOn = z.object({ itemId: id, version, reason: optionalWords(300) });

/**
 * Exactly one outcome, with its reason where one is due; who tells the person is one of the team. `unchanged` is how
 * often in a row the team saw the case without a change.
 */
export function conclude(
  input: z.output<typeof concludeDiscussion>,
  { team, unchanged, today }: { team: readonly StaffRef[]; unchanged: number; today: Day },
): void {
  if (needsReason.includes(input.outcome) && !input.reason) {
    refuse(`Say why: “${outcomeWords[input.outcome]}” needs a reason`, "reason");
  }
  const question = unchangedInWords(unchanged);
  if (question && isWithoutChange(input.outcome) && !input.reason) refuse(`${question} Say why not`, "reason");
  if (input.outcome === "escalated" && !input.escalatedTo) refuse("Choose where it is escalated to", "escalatedTo");
  if (input.toldBy && !team.some((person) => person.id === input.toldBy)) {
    refuse("Choose somebody of this case's team", "toldBy");
  }
  const ends = caseEnds.find((end) => end === input.outcome);
  if (ends) end(ends, input, team, today);
  else lead(input.leadId, team, today);
}

/** Sent later than a day after it was decided, it needs the reason of the delay. */
export function send(concludedAt: Instant, now: Instant, reason: string | null): void {
  if (now > mustBeSentBy(concludedAt) && !reason) {
    refuse(`More than ${hoursToSend} hours have passed. Say why it was late`, "reason");
  }
}
