/** The record of a meeting in words. For loaders. */
import { updateWords } from "#app/actions/words.ts";
import { outcomeWords } from "#server/domain/discussions.ts";
import { timeUsedInWords } from "#server/domain/stays.ts";
import { dayInWords, instantInWords, shortDay, timeInWords, wallTimeOf } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["meetings"]["record"]>>;
type OpenedCase = Opened["cases"][number];

export type RecordPage = ReturnType<typeof recordPageOf>;
export type RecordedCase = RecordPage["cases"][number];

export function recordPageOf({ cases, approvedAt, correctedUntil, present, today, ...record }: Opened) {
  const isOpen = record.state === "closed" && approvedAt === null && correctedUntil !== null && today <= correctedUntil;
  return {
    ...record,
    standing: standingOf(
      record.state,
      approvedAt && instantInWords(approvedAt),
      correctedUntil && `${isOpen ? "can" : "could"} be put right until ${dayInWords(correctedUntil)}`,
    ),
    isOpen,
    mayApprove: record.may.includes("meeting.approveRecord") && record.state === "closed" && approvedAt === null,
    present: present.map(({ name, times }) => (times === "" ? name : `${name} (${times})`)),
    cases: cases.map(caseOf),
  };
}

function standingOf(state: Opened["state"], approved: string | null, putRight: string | null): string {
  if (state !== "closed") return "The meeting is not closed: this is what was written so far.";
  if (approved !== null) return `Approved by the chair, ${approved}.`;
  return `Not approved yet. It ${putRight ?? ""}.`;
}

function caseOf({
  outcome,
  toldDue,
  toDate,
  update,
  nextSteps,
  amendments,
  minutes,
  usedSeconds,
  ...rest
}: OpenedCase) {
  return {
    ...rest,
    time: usedSeconds > 0 ? timeUsedInWords(usedSeconds, minutes) : null,
    outcome: outcome && outcomeWords[outcome],
    told: rest.toldBy && `${rest.toldBy} tells the person${toldDue ? ` by ${shortDay(toldDue)}` : ""}`,
    toDate: toDate.map(({ id, text, owner, said }) => ({
      id,
      text,
      owner,
      said: said.map(({ kind, text: why, by }) => `${updateWords[kind]} by ${by}${why ? `: ${why}` : ""}`).join("; "),
    })),
    update: update.map(({ at, ...note }) => ({ ...note, at: timeInWords(wallTimeOf(at)) })),
    nextSteps: nextSteps.map(({ due, ...action }) => ({ ...action, due: dayInWords(due) })),
    amendments: amendments.map(({ at, ...amendment }) => ({ ...amendment, at: instantInWords(at) })),
  };
}
