/** What was agreed about a case, for the person it is about. */
import { z } from "zod";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { agreedFor } from "../../domain/agreed.ts";
import { id } from "../../domain/inputs.ts";
import { found } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { read, router, signedIn } from "../../trpc.ts";

export const agreeing = router({
  agreed: read("case.agreed")
    .input(z.object({ caseId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      return found(agreedFor(viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today)));
    }),
});
