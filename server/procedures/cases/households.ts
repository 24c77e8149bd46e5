/** Linking the cases of one household. A link is shown to those who may see both cases; no fact crosses by it. */
import { caseFileOf } from "#db/queries/casefiles.ts";
import { casesLinkedWith, endLink } from "#db/queries/households.ts";
import { keep } from "#db/queries/rows.ts";
import { casesWithin } from "#db/queries/visible.ts";
import { linkCases, unlinkCases } from "../../domain/households.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const households = router({
  link: write("case.link")
    .input(linkCases)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      const other = viewFor(await caseFileOf(ctx.db, input.otherId), staff, ctx.today);
      if (other.scope !== "case") found(null);
      if (input.otherId === input.caseId) refuse("Choose another case than this one", "otherId");
      if (other.file.practice.id !== view.file.practice.id) refuse("Choose a case of the same practice", "otherId");
      const linked = await casesLinkedWith(ctx.db, input.caseId);
      if (linked.some(({ caseId }) => caseId === input.otherId)) refuse("These cases are linked already", "otherId");

      await keep(ctx.db, "case_link", {
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: input.caseId,
        other_id: input.otherId,
        relation: input.relation,
        linked_at: ctx.at,
        linked_by: staff.id,
      });
      ctx.changed(`case:${input.caseId}`, `case:${input.otherId}`);
      return { caseId: input.caseId };
    }),

  unlink: write("case.unlink")
    .input(unlinkCases)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const linked = await casesLinkedWith(ctx.db, input.caseId);
      const link = found(linked.find(({ id }) => id === input.linkId));
      const who = { staffId: staff.id, discipline: staff.discipline };
      const { readable } = await casesWithin(ctx.db, who, [link.caseId]);
      if (!readable.has(link.caseId)) found(null);
      if (!(await endLink(ctx.db, link.id, ctx.at))) refuse("This link was ended already");
      ctx.changed(`case:${input.caseId}`, `case:${link.caseId}`);
      return { caseId: input.caseId };
    }),
});
