/** How a case ends: the team's own end, what stops it from outside, and closing what is left open. */
import { changeAction, keepUpdate } from "#db/queries/actions.ts";
import { changeCase } from "#db/queries/cases.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { beforeStop, endPlans, standingBefore, undoStop as markUndone } from "#db/queries/endings.ts";
import { keep } from "#db/queries/rows.ts";
import { drop } from "../../domain/actions.ts";
import {
  closeActions,
  closeCase,
  closeTogether,
  end,
  follow,
  stopCase,
  takeBackStop,
  tickedActions,
  undoStop,
} from "../../domain/lifecycle.ts";
import { changedMeanwhile, found } from "../../domain/refusal.ts";
import { teamOf, viewFor } from "../../domain/sight.ts";
import { router, signedIn, write } from "../../trpc.ts";

/** What is taken for how a case stood that was stopped before that was noted. */
const wasOpen = { closed_at: null, closed_by: null, closed_as: null, closed_reason: null, review_trigger: null };

export const ending = router({
  /** The team steps down or closes, outside a meeting. */
  close: write("case.close")
    .input(closeCase)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      follow(view.file, input.as === "closed" ? "close" : "step-down");
      end(input.as, input, teamOf(view), ctx.today);

      const ended = await changeCase(ctx.db, input.caseId, input.version, {
        closed_at: ctx.at,
        closed_by: staff.id,
        closed_as: input.as,
        closed_reason: input.reason,
        review_trigger: input.reviewTrigger,
        ...(input.leadId ? { lead_id: input.leadId } : {}),
      });
      if (!ended) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`, ...(await endPlans(ctx, view.file.practice.id, input.caseId)));
      return { caseId: input.caseId };
    }),

  /** A death, a transfer, a move away: mail, reminders and agendas stop with the commit (rulings 33). */
  stop: write("case.stop")
    .input(stopCase)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      follow(view.file, "stop");

      const before = await standingBefore(ctx.db, input.caseId);
      const stopped = await changeCase(ctx.db, input.caseId, input.version, {
        closed_at: ctx.at,
        closed_by: staff.id,
        closed_as: input.as,
        closed_reason: input.reason,
        review_trigger: null,
      });
      if (!stopped) throw changedMeanwhile();
      await keep(ctx.db, "case_stop", { id: ctx.newId(), case_id: input.caseId, stopped_at: ctx.at, ...before });
      ctx.changed(`case:${input.caseId}`, ...(await endPlans(ctx, view.file.practice.id, input.caseId)));
      return { caseId: input.caseId };
    }),

  /** It was a mistake: the case stands as it stood before. What was planned for it stays ended. */
  undoStop: write("case.undoStop")
    .input(undoStop)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const { file } = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      takeBackStop(file);

      const stoppedAt = file.closedAt ?? ctx.at;
      const before = await beforeStop(ctx.db, input.caseId, stoppedAt);
      const { id: stopId, ...standing } = before ?? { id: ctx.newId(), ...wasOpen };
      if (!(await changeCase(ctx.db, input.caseId, input.version, standing))) throw changedMeanwhile();
      if (!before) {
        const of = { practice_id: file.practice.id, case_id: input.caseId };
        await keep(ctx.db, "case_stop", { id: stopId, ...of, stopped_at: stoppedAt, ...standing });
      }
      await markUndone(ctx.db, stopId, { undone_at: ctx.at, undone_by: staff.id, undone_reason: input.reason });
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  /** Closes those of a closed case's open actions that were ticked, each with its line of history. */
  closeActions: write("case.closeActions")
    .input(closeActions)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      closeTogether(view.file);
      for (const ticked of tickedActions(input.actions)) {
        const action = found(view.actions.find((candidate) => candidate.id === ticked.id));
        const dropped = drop(action, input.reason, ctx.at);
        const change = { closed_at: dropped.closedAt, closed_as: dropped.closedAs, outcome_text: dropped.outcomeText };
        if (!(await changeAction(ctx.db, action.id, ticked.version, { ...change, blocked_at: null }))) {
          throw changedMeanwhile();
        }
        await keepUpdate(ctx.db, {
          id: ctx.newId(),
          practice_id: view.file.practice.id,
          case_id: input.caseId,
          action_id: action.id,
          kind: "cancelled",
          at: ctx.at,
          by: staff.id,
          text: input.reason,
        });
      }
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),
});
