/** Around an owner: a question back, helpers, the other agency's record, and actions that look alike. */
import { actionById, changeAction, say } from "#db/queries/actions.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { addHelper, endHelp, sayDifferent } from "#db/queries/owning.ts";
import { saidOf } from "#db/queries/reviewing.ts";
import { staffById } from "#db/queries/staff.ts";
import type { Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { ActionUpdateKind } from "#db/vocabulary.ts";
import { mayBe } from "../domain/actions.ts";
import { answerBack, askBack, helper, markCopied, mayHelp, openQuestion, pair } from "../domain/owning.ts";
import { changedMeanwhile, found, refuse } from "../domain/refusal.ts";
import { standing } from "../domain/reviewing.ts";
import { seeAction, viewFor, whoMayHelp } from "../domain/sight.ts";
import { router, signedIn, write, writerOf } from "../trpc.ts";

export const owning = router({
  /** The owner asks back; the action stays theirs, and the question stands at the review. */
  ask: write("action.ask")
    .input(askBack)
    .mutation(async ({ ctx, input }) => {
      const action = await seen(ctx, input.actionId);
      mayBe("report", action);
      return says(ctx, action, "asked", input.text);
    }),

  answer: write("action.answer")
    .input(answerBack)
    .mutation(async ({ ctx, input }) => {
      const { action } = await inCase(ctx, input.actionId);
      const lines = standing(await saidOf(ctx.db, [action.id]));
      if (!openQuestion(lines)) refuse("There is no question to answer any more", "text");
      return says(ctx, action, "answered", input.text);
    }),

  help: write("action.help")
    .input(helper)
    .mutation(async ({ ctx, input }) => {
      const { action, box, view } = await inCase(ctx, input.actionId);
      const person = mayHelp(action, input.staffId, whoMayHelp(box, action, ctx.today));
      const added = await addHelper(ctx.db, {
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: action.caseId,
        action_id: action.id,
        staff_id: person.id,
        added_at: ctx.at,
        added_by: signedIn(ctx).staff.id,
      });
      if (!added) refuse(`${person.name} helps already`, "staffId");
      return says(ctx, action, "helped", `${person.name} helps`);
    }),

  endHelp: write("action.endHelp")
    .input(helper)
    .mutation(async ({ ctx, input }) => {
      const { action } = await inCase(ctx, input.actionId);
      const person = found(await staffById(ctx.db, input.staffId));
      if (!(await endHelp(ctx.db, action.id, person.id, ctx.at))) throw changedMeanwhile();
      return says(ctx, action, "helped", `${person.name} helps no more`);
    }),

  /** That it stands in the owner's own agency's record as well; also of what is done, and can be taken back. */
  markCopied: write("action.markCopied")
    .input(markCopied)
    .mutation(async ({ ctx, input }) => {
      const action = await seen(ctx, input.actionId);
      const by = signedIn(ctx).staff.id;
      const change = input.copied ? { copied_at: ctx.at, copied_by: by } : { copied_at: null, copied_by: null };
      if (!(await changeAction(ctx.db, action.id, action.version, change))) throw changedMeanwhile();
      return says(ctx, action, "copied", input.copied ? null : "No: taken back");
    }),

  /** Two that look alike are two pieces of work: not suggested again. */
  sayDifferent: write("action.sayDifferent")
    .input(pair)
    .mutation(async ({ ctx, input }) => {
      const { action, view } = await inCase(ctx, input.actionId);
      const other = found(view.actions.find((candidate) => candidate.id === input.otherId));
      await sayDifferent(ctx.db, {
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: action.caseId,
        ids: [action.id, other.id],
        said_at: ctx.at,
        said_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${action.caseId}`);
      return { actionId: action.id };
    }),
});

interface Acting {
  db: Writer;
  at: Instant;
  today: Day;
  newId: () => string;
  actor: Parameters<typeof signedIn>[0]["actor"];
  changed: (subject: `case:${string}`) => void;
}

/** The owner's action, of whose case they may know no more than that. */
async function seen(ctx: Acting, actionId: string) {
  return found(seeAction(await actionById(ctx.db, actionId), writerOf(ctx).staff, ctx.today));
}

/** An action within its case, for a reader of the case. */
async function inCase(ctx: Acting, actionId: string) {
  const { caseId, practiceId } = await seen(ctx, actionId);
  const box = found(await caseFileOf(ctx.db, caseId));
  const view = viewFor(box, signedIn(ctx).staff, ctx.today);
  const action = found(view.actions.find((candidate) => candidate.id === actionId));
  return { box, view, action: { ...action, practiceId } };
}

async function says(
  ctx: Acting,
  action: { id: string; caseId: string; practiceId: string },
  kind: ActionUpdateKind,
  text: string | null,
): Promise<{ actionId: string }> {
  await say(ctx, action, { kind, by: writerOf(ctx).staff.id, text });
  ctx.changed(`case:${action.caseId}`);
  return { actionId: action.id };
}
