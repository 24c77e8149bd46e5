/** One's own work over all one's cases of a practice, to take along on paper. */
import { z } from "zod";
import { caseFilesOf } from "#db/queries/casefiles.ts";
import { openCasesReadBy } from "#db/queries/visible.ts";
import { id } from "../domain/inputs.ts";
import { ownWork } from "../domain/ownwork.ts";
import { seeEach } from "../domain/sight.ts";
import { read, router, signedIn } from "../trpc.ts";

export const mine = router({
  mine: read("contribution.mine")
    .input(z.object({ practiceId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const who = { staffId: staff.id, discipline: staff.discipline };
      const cases = await openCasesReadBy(ctx.db, who, [input.practiceId]);
      const files = await caseFilesOf(
        ctx.db,
        cases.map((row) => row.id),
      );
      const views = seeEach(files, staff, ctx.today).filter((view) => view.scope === "case");
      return {
        practiceId: input.practiceId,
        reader: staff.name,
        madeAt: ctx.at,
        ...ownWork(views, staff.discipline),
      };
    }),
});
