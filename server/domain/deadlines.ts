/** Days that do not move, whoever is ready: on the agenda of the meeting before them, and at home (rulings 16). */
import type { Day, Instant } from "#db/schema.ts";
import type { DeadlineKind } from "#db/vocabulary.ts";
import { addDays } from "./time.ts";

export const deadlineWords: Record<DeadlineKind, string> = {
  eviction: "Eviction",
  redetermination: "Redetermination",
  appeal: "Appeal",
  review: "Review",
  court: "Court",
  other: "Other",
};

/** How far ahead home looks, in days: past the meeting after next where they are monthly. */
const homeDays = 42;

interface Given {
  kind: DeadlineKind;
  due: Day;
  authorId: string;
  submittedAt: Instant;
  /** Null for that of an action. */
  contributionId: string | null;
  case: { id: string };
}

/**
 * Those that count: of one author, case and kind those given last, which take the place of what they gave before
 * (rulings 10); of actions each. Of what one reader sees, by day.
 */
export function standing<Deadline extends Given>(seen: readonly Deadline[]): Deadline[] {
  const keyOf = ({ case: { id }, authorId, kind }: Deadline) => `${id} ${authorId} ${kind}`;
  const newest = new Map<string, Deadline>();
  for (const deadline of seen.filter(({ contributionId }) => contributionId !== null)) {
    const before = newest.get(keyOf(deadline));
    if (!before || before.submittedAt <= deadline.submittedAt) newest.set(keyOf(deadline), deadline);
  }
  return seen
    .filter((one) => one.contributionId === null || newest.get(keyOf(one))?.contributionId === one.contributionId)
    .sort((a, b) => a.due.localeCompare(b.due));
}

interface Agenda {
  on: Day;
  /** Whether it is the practice's next meeting, which also has what falls before it. */
  isNext: boolean;
  /** The day of the meeting after it; null when none is planned. */
  next: Day | null;
  today: Day;
}

/** From this meeting on and before the one after it. */
export function standsOnAgenda(due: Day, { on, isNext, next, today }: Agenda): boolean {
  const from = isNext && today < on ? today : on;
  return due >= from && (next === null || due < next);
}

export function standsAtHome(due: Day, today: Day): boolean {
  return due >= today && due <= addDays(today, homeDays);
}

/** As home and the agenda draw it. */
export function deadlineLine(deadline: {
  id: string;
  kind: DeadlineKind;
  text: string;
  due: Day;
  handling: readonly string[];
  case: { id: string; number: number; initials: string; practice: { name: string } };
}) {
  const { id, kind, text, due, handling, case: of } = deadline;
  return {
    id,
    what: deadlineWords[kind],
    printable: !handling.includes("do-not-print"),
    text,
    due,
    caseId: of.id,
    number: of.number,
    initials: of.initials,
    practice: of.practice.name,
  };
}
