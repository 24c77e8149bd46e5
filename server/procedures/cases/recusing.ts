/** Declaring a conflict of interest: somebody who is related or a neighbour leaves the case at once (domain.md 7). */
import { z } from "zod";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { addMembers, endMembership, meetingsHolding } from "#db/queries/cases.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import { keep } from "#db/queries/rows.ts";
import { endRecusal, recusalById, wasOfTeam } from "#db/queries/stays.ts";
import { id, optionalWords } from "../../domain/inputs.ts";
import { found } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { router, signedIn, write } from "../../trpc.ts";

const declareConflict = z.object({ caseId: id, meetingId: optionalWords(64) });
const takeConflictBack = z.object({ recusalId: id });

export const recusing = router({
  declareConflict: write("case.declareConflict")
    .input(declareConflict)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const { file } = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      await endMembership(ctx.db, "team", input.caseId, [staff.id], ctx.at);
      await endMembership(ctx.db, "deputy", input.caseId, [staff.id], ctx.at);
      await keep(ctx.db, "recusal", {
        id: ctx.newId(),
        practice_id: file.practice.id,
        case_id: input.caseId,
        staff_id: staff.id,
        meeting_id: input.meetingId,
        declared_at: ctx.at,
      });
      await settleDeputies(ctx, file.practice.id);
      ctx.changed(`case:${input.caseId}`, ...(await meetingsHolding(ctx.db, input.caseId)));
      return { caseId: input.caseId };
    }),

  /** Only whoever declared it: nobody else can know that there is none. */
  takeConflictBack: write("case.takeConflictBack")
    .input(takeConflictBack)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const recusal = found(await recusalById(ctx.db, input.recusalId));
      if (recusal.staff_id !== staff.id) found(null);
      await endRecusal(ctx.db, recusal.id, ctx.at);
      // As what they were: whoever only stood in for somebody does not become one of the team.
      if (await wasOfTeam(ctx.db, recusal)) {
        await addMembers(ctx, { practice_id: recusal.practice_id, case_id: recusal.case_id }, [staff.id], []);
      }
      await settleDeputies(ctx, recusal.practice_id);
      ctx.changed(`case:${recusal.case_id}`, ...(await meetingsHolding(ctx.db, recusal.case_id)));
      return { caseId: recusal.case_id };
    }),
});
