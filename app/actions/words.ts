/** Choices and days of actions in words. For loaders: the rules they stand beside carry the validator with them. */
import type { Day } from "#server/domain/time.ts";
import { declineReasons, personOutcomes, type ActionUpdateKind, type PersonOutcome } from "#db/vocabulary.ts";
import { declineReasonWords } from "#server/domain/owning.ts";
import { dayInWordsFrom } from "#server/domain/time.ts";

const outcomeWords: Record<PersonOutcome, string> = {
  achieved: "It was achieved",
  "partly-achieved": "Partly achieved",
  "not-achieved": "Not achieved",
  "no-longer-wanted": "No longer wanted",
};

export const outcomeChoices = personOutcomes.map((outcome) => ({ value: outcome, label: outcomeWords[outcome] }));

export function outcomeInWords(outcome: PersonOutcome | null): string | null {
  return outcome && outcomeWords[outcome];
}

/** An action's line with its day in words. */
export function withDueInWords<Line extends { due: Day }>({ due, ...line }: Line, today: Day) {
  return { ...line, due: dayInWordsFrom(due, today) };
}

export const declineChoices = declineReasons.map((reason) => ({ value: reason, label: declineReasonWords[reason] }));

/** Followed by who: "Handed over by Greta Bell". */
export const updateWords: Record<ActionUpdateKind, string> = {
  recorded: "Written down",
  accepted: "Accepted",
  declined: "Given back",
  started: "Started",
  note: "Noted",
  blocked: "Reported blocked",
  unblocked: "Reported free again",
  done: "Reported done",
  cancelled: "Dropped",
  superseded: "Replaced",
  moved: "Moved",
  "handed-over": "Handed over",
  reviewed: "Reviewed",
  undone: "Taken back",
  asked: "Asked back",
  answered: "Answered",
  helped: "Helpers changed",
  copied: "Copied to another record",
  carried: "Carried on without a verdict",
  reopened: "Opened again",
};
