/**
 * The record of a meeting, built from what was typed: situation, action to date, update, next steps (minutes format of
 * domain.md 5). For three working days everybody who reads a case may put something right beside it; the chair approves.
 */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import type { ActionUpdateKind, DiscussionNoteKind, Nation } from "#db/vocabulary.ts";
import { stateOf, type ActionState } from "./actions.ts";
import { addWorkingDays } from "./holidays.ts";
import { id, version, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import type { SeenCase } from "./sight.ts";
import { dayOf, dayInWords } from "./time.ts";

export const readRecord = z.object({ meetingId: id });
export const approveRecord = z.object({ meetingId: id, version });
export const amendRecord = z.object({ itemId: id, text: words("Say what is to be put right", 1000) });

/** Working days after the meeting in which its record can be put right. */
export const correctionDays = 3;

interface Closed {
  closed_at: Instant | null;
  record_approved_at: Instant | null;
  nation: Nation;
}

/** The last day on which something can be put right. */
export function correctedUntil({ closed_at, nation }: Pick<Closed, "closed_at" | "nation">): Day | null {
  return closed_at && addWorkingDays(dayOf(closed_at), correctionDays, nation);
}

export function mayBeAmended(meeting: Closed, today: Day): void {
  const until = correctedUntil(meeting);
  if (until === null) refuse("The meeting is still running: write a line instead");
  if (meeting.record_approved_at !== null) {
    refuse("The chair has approved this record. Raise it at the next meeting");
  }
  if (today > until) refuse(`This record could be put right until ${dayInWords(until)}. Raise it at the next meeting`);
}

/** After the meeting only what nobody has answered yet: what its owner goes on with ends at a review. */
export function mayBeStruck(action: { version: number }): void {
  if (action.version > 1) refuse("Somebody has answered this action already: drop it at the next review instead");
}

export function struckInWords(text: string): string {
  return `Struck out: “${text}”`;
}

export function mayBeApproved(meeting: Closed): void {
  if (meeting.closed_at === null) refuse("Close the meeting first");
  if (meeting.record_approved_at !== null) refuse("This record is approved already");
}

interface Note {
  id: string;
  kind: DiscussionNoteKind;
  text: string;
  at: Instant;
  by: string;
}

interface Verdict {
  actionId: string;
  kind: ActionUpdateKind;
  text: string | null;
  by: string;
}

export interface CaseRecord {
  situation: string[];
  /** Actions that were there before, with what was said of them. */
  toDate: {
    id: string;
    text: string;
    owner: string;
    due: Day;
    state: ActionState;
    said: Omit<Verdict, "actionId">[];
  }[];
  update: Note[];
  nextSteps: { id: string; text: string; owner: string; due: Day }[];
}

/** One case's part, of what this reader sees of it. */
export function recordOf(
  view: SeenCase,
  meeting: { id: string; closed_at: Instant | null },
  { notes, verdicts }: { notes: readonly Note[]; verdicts: readonly Verdict[] },
): CaseRecord {
  const [nomination] = view.file.nominations.filter(({ at }) => meeting.closed_at === null || at <= meeting.closed_at);
  const raisedHere = view.actions.filter(({ meetingId }) => meetingId === meeting.id);
  const saidOf = (actionId: string) =>
    verdicts.filter((verdict) => verdict.actionId === actionId).map(({ kind, text, by }) => ({ kind, text, by }));
  return {
    situation: [nomination?.question ?? "", nomination?.reason ?? ""].filter((text) => text !== ""),
    toDate: view.actions
      .filter((action) => !raisedHere.includes(action))
      .map((action) => ({
        id: action.id,
        text: action.text,
        owner: action.owner.name,
        due: action.due,
        state: stateOf(action),
        said: saidOf(action.id),
      }))
      .filter(({ said }) => said.length > 0),
    update: [...notes],
    nextSteps: raisedHere.map(({ id, text, owner, due }) => ({ id, text, owner: owner.name, due })),
  };
}
