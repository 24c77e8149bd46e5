/** The action review: its verdicts and their reasons, taking one back, and opening again what was closed. */
import { z } from "zod";
import type { ActionOnFile, StaffRef } from "#db/casefile.ts";
import type { ActionBefore, Day, Instant } from "#db/schema.ts";
import {
  blockedReasons,
  dropReasons,
  personOutcomes,
  type ActionUpdateKind,
  type BlockedReason,
  type DropReason,
  type UpdateCode,
} from "#db/vocabulary.ts";
import { drop, isOpen, mayBe, type Change } from "./actions.ts";
import { day, id, listOf, oneOf, optionalDay, optionalOneOf, optionalWords, version, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { hasLeft } from "./sight.ts";
import { counted, dayInWords, shortDay } from "./time.ts";
import { verdicts, verdictWords, type Verdict } from "./verdicts.ts";

/** What each verdict is in the history of its action. */
export const kindOf: Record<Verdict, ActionUpdateKind> = {
  done: "done",
  "on-track": "reviewed",
  "owner-absent": "reviewed",
  blocked: "blocked",
  "new-date": "moved",
  "new-owner": "handed-over",
  drop: "cancelled",
  split: "superseded",
};

export const blockedReasonWords: Record<BlockedReason, string> = {
  "waits-for-person": "waiting for the person",
  "waits-for-service": "waiting for another service",
  "waits-for-information": "waiting for information",
  "waits-for-consent": "waiting for consent",
  "waits-for-funding": "waiting for funding",
  "no-time-this-month": "no time this month",
  "waits-for-appointment": "waiting for an appointment",
  "waits-for-action": "waiting for another action",
};

export const dropReasonWords: Record<DropReason, string> = {
  "not-needed": "no longer needed",
  "not-wanted": "the person does not want it",
  "done-by-another": "done by somebody else",
  "same-as-another": "the same as another action",
  "not-possible": "not possible",
  "moved-away": "the person has moved away",
  died: "the person has died",
  "agreed-in-error": "agreed in error",
};

/** Parts that a form offers; what is left without words is no part. */
export const mostParts = 4;
const part = z.object({ text: optionalWords(500), ownerId: optionalWords(64), due: optionalDay });

export const reviewAction = z
  .object({
    actionId: id,
    meetingId: id,
    version,
    verdict: oneOf(verdicts, "Choose a verdict"),
    because: optionalOneOf([...blockedReasons, ...dropReasons]),
    text: optionalWords(500),
    due: day("Enter the new day")
      .nullish()
      .or(z.literal("").transform(() => null)),
    ownerId: optionalWords(64),
    outcome: optionalOneOf(personOutcomes),
    parts: listOf(part, mostParts),
  })
  .superRefine((review, context) => {
    const lacking = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const why = review.because ?? review.text;
    if (review.verdict === "blocked" && !why) lacking(["text"], "Say what it is waiting for");
    if (review.verdict === "drop" && !why) lacking(["text"], "Say why it is dropped");
    if (review.verdict === "new-date" && !review.due) lacking(["due"], "Enter the new day");
    if (review.verdict === "new-owner" && !review.ownerId) lacking(["ownerId"], "Choose the new owner");
    if (review.verdict === "split") {
      const named = partsOf(review);
      if (named.length < 2) lacking(["parts", named.length, "text"], "Enter at least two parts");
      review.parts.forEach(({ text, ownerId, due }, index) => {
        if (text && !ownerId) lacking(["parts", index, "ownerId"], "Choose one person who will do it");
        if (text && !due) lacking(["parts", index, "due"], "Enter the day it will be done by");
      });
    }
  });

export type Review = z.output<typeof reviewAction>;

export interface Part {
  text: string;
  ownerId: string;
  due: Day;
}

/** Those parts that say something. */
export function partsOf({ parts }: Pick<Review, "parts">): Part[] {
  return parts.flatMap(({ text, ownerId, due }) =>
    text ? [{ text, ownerId: ownerId ?? "", due: due ?? ("" as Day) }] : [],
  );
}

/** From which new date on a reason is asked for, and the chair is told. */
export const datesWithoutReason = 2;

/** Why it waits or was put off or dropped, in one line. */
export function reasonInWords({ because, text }: Pick<Review, "because" | "text">): string | null {
  const coded = blockedReasons.find((reason) => reason === because);
  const dropped = dropReasons.find((reason) => reason === because);
  const chosen = coded ? blockedReasonWords[coded] : dropped ? dropReasonWords[dropped] : null;
  return [chosen, text].filter(Boolean).join(": ") || null;
}

/** The word by which the verdict is counted; `times` is how often the date was moved before. */
export function codeOf({ verdict, because }: Pick<Review, "verdict" | "because">, times: number): UpdateCode | null {
  if (verdict === "owner-absent") return "owner-absent";
  const isAsked =
    verdict === "blocked" || verdict === "drop" || (verdict === "new-date" && times >= datesWithoutReason);
  return isAsked ? (because ?? "other") : null;
}

/**
 * What a verdict changes; `owner` is the new one when that is the verdict, `times` how often the date was moved before.
 */
export function review(
  action: Parameters<typeof mayBe>[1],
  input: Review,
  { owner, times, now, today }: { owner: StaffRef | null; times: number; now: Instant; today: Day },
): Change {
  mayBe("review", action);
  const why = reasonInWords(input);
  switch (input.verdict) {
    case "done":
      return { closedAt: now, closedAs: "done", outcome: input.outcome, outcomeText: input.text, blockedAt: null };
    case "drop":
      return drop(action, why, now);
    case "blocked":
      // Held up is what somebody owns; otherwise nobody would look for an owner any more.
      if (action.declinedAt !== null) refuse("It was given back, so nobody owns it: choose a new owner first");
      return { blockedAt: now, blockedReason: why };
    case "on-track":
      return { blockedAt: null, blockedReason: null };
    case "owner-absent":
      return {};
    case "new-date":
      if (!input.due || input.due < today) refuse("Enter a day that is today or later", "due");
      if (times >= datesWithoutReason && why === null) {
        refuse(`It was given ${counted(times, "new date")} before. Choose why it is put off again`, "because");
      }
      return { due: input.due };
    case "new-owner":
      if (!owner || hasLeft(owner, today)) refuse("Choose somebody who is here", "ownerId");
      return { ownerId: owner.id, acceptedAt: null, declinedAt: null, startedAt: null };
    case "split": {
      const number = partsOf(input).length;
      return { closedAt: now, closedAs: "superseded", outcomeText: `Split into ${number} actions`, blockedAt: null };
    }
  }
}

/** Each part has one owner who is here, and a day that is not past. */
export function mayBeParts(parts: readonly Part[], people: readonly StaffRef[], today: Day): void {
  parts.forEach(({ ownerId, due }, index) => {
    const owner = people.find((person) => person.id === ownerId);
    if (!owner || hasLeft(owner, today)) refuse("Choose somebody who is here", `parts.${index}.ownerId`);
    if (due < today) refuse("Enter a day that is today or later", `parts.${index}.due`);
  });
}

/** "New date: 14 Jan 2027: waiting for funding", as it stands in the history. */
export function verdictInWords(input: Review, action: { owner: string }, owner: StaffRef | null): string {
  const due = input.verdict === "new-date" && input.due ? shortDay(input.due) : null;
  const hands = input.verdict === "new-owner" && owner ? `from ${action.owner} to ${owner.name}` : null;
  const parts = input.verdict === "split" ? `into ${partsOf(input).length}` : null;
  return [verdictWords[input.verdict], due, hands, parts, reasonInWords(input)].filter(Boolean).join(": ");
}

/** A line of an action's history, as far as it matters what it did. */
export interface Step {
  id: string;
  kind: ActionUpdateKind;
  by: string;
  meetingId: string | null;
  was: ActionBefore | null;
  undoes: string | null;
}

/** What says something of an action and leaves it as it was. */
const quiet: readonly ActionUpdateKind[] = ["note", "asked", "answered", "helped", "copied", "carried"];

/** The lines that still hold: without those that were taken back, and the taking back itself. */
export function standing<Line extends Pick<Step, "id" | "undoes">>(history: readonly Line[]): Line[] {
  const undone = new Set(history.map(({ undoes }) => undoes));
  return history.filter(({ id, undoes }) => undoes === null && !undone.has(id));
}

/** A verdict given in that meeting. */
export function isVerdictAt(line: Pick<Step, "kind" | "meetingId">, meetingId: string): boolean {
  return line.meetingId === meetingId && line.kind !== "recorded" && line.kind !== "carried";
}

export function hasVerdict(history: readonly Pick<Step, "id" | "undoes" | "kind" | "meetingId">[], meetingId: string) {
  return standing(history).some((line) => isVerdictAt(line, meetingId));
}

/** How often the date was moved. */
export function timesMoved(history: readonly Pick<Step, "id" | "undoes" | "kind">[]): number {
  return standing(history).filter(({ kind }) => kind === "moved").length;
}

/**
 * The last step, which can be taken back by whoever took it; in the room by everybody who runs the review, for as long
 * as the meeting it was said in is going on.
 */
export function stepToUndo(history: readonly Step[], by: string, meetingId: string | null): Step | null {
  const last = standing(history)
    .filter(({ kind }) => !quiet.includes(kind))
    .at(-1);
  if (!last?.was) return null;
  return (meetingId === null ? last.by === by : last.meetingId === meetingId) ? last : null;
}

export const undoStep = z.object({ actionId: id, meetingId: optionalWords(64) });
export const reopenAction = z.object({
  actionId: id,
  version,
  reason: words("Say why it is opened again", 500),
  due: optionalDay,
  ownerId: optionalWords(64),
});

/** Open again, with an owner who is here and a day that is to come. */
export function reopen(
  action: Pick<ActionOnFile, "closedAt" | "due"> & { owner: { name: string; leftOn: Day | null } },
  input: z.output<typeof reopenAction>,
  owner: StaffRef | null,
  today: Day,
): Change {
  if (isOpen(action)) refuse("This action is open already");
  if (owner === null && hasLeft(action.owner, today)) {
    refuse(`${action.owner.name} has left. Choose who takes it on`, "ownerId");
  }
  if (owner && hasLeft(owner, today)) refuse("Choose somebody who is here", "ownerId");
  const due = input.due ?? action.due;
  if (due < today) {
    refuse(
      input.due ? "Enter a day that is today or later" : `It was due on ${dayInWords(due)}. Enter a new day`,
      "due",
    );
  }
  return {
    closedAt: null,
    closedAs: null,
    outcome: null,
    outcomeText: null,
    duplicateOf: null,
    due,
    ...(owner ? { ownerId: owner.id, acceptedAt: null, declinedAt: null, startedAt: null } : {}),
  };
}

export const reviewViews = ["overdue", "blocked", "no-owner", "carried", "not-reviewed"] as const;
/** Meetings after which an action is one that was carried on and on. */
export const carriedOften = 3;

/** Through how many meetings it was carried since the one it was raised at. */
export function timesCarried(
  action: Pick<ActionOnFile, "raisedAt" | "meetingId">,
  meetings: readonly { id: string; starts_at: Instant }[],
): number {
  return meetings.filter(({ id: held, starts_at }) => held !== action.meetingId && starts_at > action.raisedAt).length;
}
