/** How a case ends: the team's own end, what stops it from outside, and closing what is left open. */
import { changeAction, keepUpdate } from "#db/queries/actions.ts";
import { changeCase } from "#db/queries/cases.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { endPlans } from "#db/queries/endings.ts";
import { drop } from "../../domain/actions.ts";
import {
  closeActions,
  closeCase,
  closeTogether,
  end,
  follow,
  stopCase,
  tickedActions,
} from "../../domain/lifecycle.ts";
import { changedMeanwhile, found } from "../../domain/refusal.ts";
import { teamOf, viewFor } from "../../domain/sight.ts";
import { router, signedIn, write } from "../../trpc.ts";

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

      const stopped = await changeCase(ctx.db, input.caseId, input.version, {
        closed_at: ctx.at,
        closed_by: staff.id,
        closed_as: input.as,
        closed_reason: input.reason,
        review_trigger: null,
      });
      if (!stopped) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`, ...(await endPlans(ctx, view.file.practice.id, input.caseId)));
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
