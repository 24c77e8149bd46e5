/** What is said of an action and changes it: its owner's answers, the team's verdicts, taking back, opening again. */
import { actionById, changeAction, keepAction, say, type Said } from "#db/queries/actions.ts";
import { caseFileOf, sharingRow } from "#db/queries/casefiles.ts";
import { meetingById } from "#db/queries/meetings.ts";
import { sayDifferent } from "#db/queries/owning.ts";
import { saidOf, splitsOf } from "#db/queries/reviewing.ts";
import { isAttached, presentStaff, staffById } from "#db/queries/staff.ts";
import type { Reader, Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { isUnchanged, rowsOf, type SeenInLog } from "../domain/actionlines.ts";
import { accept, acceptAction, decline, isOpen, report, reportAction, type Change } from "../domain/actions.ts";
import { mayBeDone } from "../domain/meetings.ts";
import {
  closeAsDuplicate,
  declineAction,
  declinedInWords,
  duplicate,
  duplicateWords,
  takeOn,
  takeOver,
} from "../domain/owning.ts";
import { changedMeanwhile, found, refuse } from "../domain/refusal.ts";
import {
  codeOf,
  kindOf,
  mayBeParts,
  partsOf,
  reopen,
  reopenAction,
  review,
  reviewAction,
  stepToUndo,
  timesMoved,
  undoStep,
  verdictInWords,
  type Review,
} from "../domain/reviewing.ts";
import { hasLeft, seeAction, viewFor } from "../domain/sight.ts";
import { router, signedIn, write, writerOf } from "../trpc.ts";

export const deciding = router({
  accept: write("action.accept")
    .input(acceptAction)
    .mutation(async ({ ctx, input }) => {
      const { id } = await changed(ctx, input, (action) => ({ kind: "accepted", change: accept(action, ctx.at) }));
      return { actionId: id };
    }),

  decline: write("action.decline")
    .input(declineAction)
    .mutation(async ({ ctx, input }) => {
      const { id } = await changed(ctx, input, (action) => ({
        kind: "declined",
        text: declinedInWords(input),
        coded: input.as,
        change: decline(action, ctx.at),
      }));
      return { actionId: id };
    }),

  /** Whoever reads the case and sees the action takes it on: one that was given back, or that is somebody else's. */
  takeOver: write("action.takeOver")
    .input(takeOver)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const { id } = await changed(ctx, input, (action) => ({
        kind: "handed-over",
        text: `from ${action.owner.name} to ${staff.name}`,
        change: takeOn(action, staff.id, ctx.at),
      }));
      return { actionId: id };
    }),

  report: write("action.report")
    .input(reportAction)
    .mutation(async ({ ctx, input }) => {
      const { kind, text } = input;
      const { id } = await changed(ctx, input, (action) => ({ kind, text, change: report(action, input, ctx.at) }));
      return { actionId: id };
    }),

  /** What is closed keeps its history; whoever owned it reads there why, without a word of the other. */
  closeAsDuplicate: write("action.closeAsDuplicate")
    .input(closeAsDuplicate)
    .mutation(async ({ ctx, input }) => {
      const { caseId } = await seen(ctx, input.actionId);
      const view = viewFor(await caseFileOf(ctx.db, caseId), signedIn(ctx).staff, ctx.today);
      const other = found(view.actions.find((candidate) => candidate.id === input.otherId));
      if (other.id === input.actionId || !isOpen(other)) {
        refuse("Choose another open action that goes on instead", "otherId");
      }
      const action = await changed(ctx, input, (seenOne) => ({
        kind: "superseded",
        text: duplicateWords,
        change: duplicate(seenOne, other.id, ctx.at),
      }));
      return { actionId: action.id };
    }),

  /** A verdict in the action review. */
  judge: write("action.review")
    .input(reviewAction)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      if (meeting.practice_id !== ctx.stood.practiceId) found(null);
      mayBeDone("write", meeting);
      const isHere = input.ownerId !== null && (await isAttached(ctx.db, meeting.practice_id, input.ownerId));
      const owner = isHere ? ((await staffById(ctx.db, input.ownerId ?? "")) ?? null) : null;
      const times = timesMoved(await saidOf(ctx.db, [input.actionId]));
      if (input.verdict === "split") await mayBeSplit(ctx, meeting.practice_id, input);
      const action = await changed(ctx, input, (seen) => ({
        kind: kindOf[input.verdict],
        text: verdictInWords(input, { owner: seen.owner.name }, owner),
        change: review(seen, input, { owner, times, now: ctx.at, today: ctx.today }),
        meetingId: meeting.id,
        coded: codeOf(input, times),
      }));
      if (input.verdict === "split") await split(ctx, action, meeting.id, input);
      ctx.changed(`meeting:${meeting.id}`);
      return { actionId: action.id };
    }),

  /** Takes the last step back: what it changed is again as it was, and both lines stay. */
  undo: write("action.undo")
    .input(undoStep)
    .mutation(async ({ ctx, input }) => {
      const { staff } = writerOf(ctx);
      const action = await seen(ctx, input.actionId);
      const lines = await saidOf(ctx.db, [action.id]);
      const step = stepToUndo(lines, staff.id, input.meetingId);
      // Taking back what others said at a meeting is for who reads the case.
      if (input.meetingId !== null && action.case === null) found(null);
      if (!step?.was) refuse("There is nothing of yours to take back: something else was said of it since");
      if (step.meetingId) await mayBeTakenBack(ctx.db, step.meetingId, input.meetingId);
      if (step.was.owner_id) await mayOwnAgain(ctx, action.practiceId, step.was.owner_id);
      if (step.kind === "superseded") await undoParts(ctx, action);
      if (!(await changeAction(ctx.db, action.id, action.version, step.was))) throw changedMeanwhile();
      const { text } = found(lines.find((line) => line.id === step.id));
      await say(ctx, action, { kind: "undone", by: staff.id, text, meetingId: input.meetingId, undoes: step.id });
      ctx.changed(`case:${action.caseId}`, ...(input.meetingId ? [`meeting:${input.meetingId}` as const] : []));
      return { actionId: action.id };
    }),

  /** What was closed goes on after all. */
  reopen: write("action.reopen")
    .input(reopenAction)
    .mutation(async ({ ctx, input }) => {
      const { practiceId, id: actionId } = await seen(ctx, input.actionId);
      if ((await splitsOf(ctx.db, actionId)).into.length > 0) refuse("It was split: its parts go on in its place");
      const isHere = input.ownerId !== null && (await isAttached(ctx.db, practiceId, input.ownerId));
      const owner = isHere ? ((await staffById(ctx.db, input.ownerId ?? "")) ?? null) : null;
      if (input.ownerId && !owner) refuse("Choose somebody who is here", "ownerId");
      const change = (seen: SeenInLog) => reopen(seen, input, owner, ctx.today);
      const action = await changed(ctx, input, (seen) => ({
        kind: "reopened",
        text: input.reason,
        change: change(seen),
      }));
      return { actionId: action.id };
    }),
});

async function mayOwnAgain({ db, today }: Pick<Acting, "db" | "today">, practiceId: string, ownerId: string) {
  const owner = found((await staffById(db, ownerId)) ?? null);
  if (hasLeft(owner, today) || !(await isAttached(db, practiceId, ownerId))) {
    refuse(`${owner.name}, who owned it before, is not here any more. Choose who takes it on`);
  }
}

interface Acting {
  db: Writer;
  at: Instant;
  today: Day;
  newId: () => string;
  actor: Parameters<typeof signedIn>[0]["actor"];
  changed: (...subjects: (`case:${string}` | `meeting:${string}`)[]) => void;
}

type Seen = Awaited<ReturnType<typeof seen>>;

/** An action as far as its reader may know of its case. */
async function seen(ctx: Pick<Acting, "db" | "today" | "actor">, actionId: string) {
  return found(seeAction(await actionById(ctx.db, actionId), writerOf(ctx).staff, ctx.today));
}

/** Loads an action the reader sees, lets the rule decide, and keeps what it decided with its line of history. */
async function changed(
  ctx: Acting,
  input: { actionId: string; version: number },
  decide: (action: SeenInLog) => Omit<Said, "by" | "was" | "undoes"> & { change: Change },
): Promise<Seen> {
  const action = await seen(ctx, input.actionId);
  isUnchanged(action, input.version, await saidOf(ctx.db, [action.id]), ctx.today);
  const { change, ...line } = decide(action);

  const { row, was } = rowsOf(change, action);
  if (!(await changeAction(ctx.db, action.id, input.version, row))) throw changedMeanwhile();
  await say(ctx, action, { ...line, by: writerOf(ctx).staff.id, was });
  ctx.changed(`case:${action.caseId}`);
  return action;
}

async function mayBeSplit(ctx: Acting, practiceId: string, input: Review): Promise<void> {
  mayBeParts(partsOf(input), await presentStaff(ctx.db, practiceId, ctx.today), ctx.today);
}

/** The parts of an action, as visible as it was; that they are different work is said with it. */
async function split(ctx: Acting, whole: Seen, meetingId: string, input: Review) {
  const of = { practice_id: whole.practiceId, case_id: whole.caseId };
  const by = signedIn(ctx).staff.id;
  const parts = partsOf(input).map((part) => ({ ...part, id: ctx.newId() }));
  for (const part of parts) {
    await keepAction(ctx.db, {
      id: part.id,
      ...of,
      meeting_id: meetingId,
      text: part.text,
      goal: whole.goal,
      owner_id: part.ownerId,
      due: part.due,
      raised_at: ctx.at,
      raised_by: by,
      accepted_at: part.ownerId === by ? ctx.at : null,
      split_from: whole.id,
      ...sharingRow(whole),
    });
    await say(ctx, { ...whole, id: part.id }, { kind: "recorded", by, meetingId });
  }
  for (const [index, one] of parts.entries()) {
    for (const other of parts.slice(index + 1)) {
      await sayDifferent(ctx.db, { id: ctx.newId(), ...of, ids: [one.id, other.id], said_at: ctx.at, said_by: by });
    }
  }
}

/** In the room while it is open; afterwards until the chair has approved its record. */
async function mayBeTakenBack(db: Reader, saidIn: string, meetingId: string | null): Promise<void> {
  const meeting = found(await meetingById(db, saidIn));
  if (meetingId !== null) mayBeDone("write", meeting);
  else if (meeting.record_approved_at !== null) {
    refuse("The chair has approved the record of that meeting. Open the action again instead");
  }
}

/** The parts end with the split, unless somebody went on with one. */
async function undoParts(ctx: Acting, whole: Seen): Promise<void> {
  for (const actionId of (await splitsOf(ctx.db, whole.id)).into) {
    const part = await seen(ctx, actionId);
    if (part.version > 1) refuse("One of its parts was changed meanwhile: go on with the parts");
    if (!(await changeAction(ctx.db, part.id, part.version, { undone_at: ctx.at }))) {
      refuse("One of its parts was changed meanwhile: go on with the parts");
    }
    await say(ctx, part, { kind: "undone", by: signedIn(ctx).staff.id });
  }
}
