/** A year of a case: its minutes and actions in one view. */
import { caseFileOf } from "#db/queries/casefiles.ts";
import { amendmentsOf, itemsOfCase, notesOfItems, verdictsOn } from "#db/queries/records.ts";
import { itemsIn, periodOf, readYear, yearOf, yearsOf } from "../../domain/caseyears.ts";
import { found } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { read, router, signedIn } from "../../trpc.ts";

export const reviewing = router({
  year: read("case.year")
    .input(readYear)
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      const person = found(view.person);
      const year = input.year ?? null;
      const period = periodOf(year, ctx.today);
      const all = await itemsOfCase(ctx.db, input.caseId);
      const items = itemsIn(all, period);
      const itemIds = items.map(({ itemId }) => itemId);
      const [notes, amendments, verdicts] = await Promise.all([
        notesOfItems(ctx.db, itemIds),
        amendmentsOf(ctx.db, itemIds),
        verdictsOn(
          ctx.db,
          input.caseId,
          items.map(({ meetingId }) => meetingId),
        ),
      ]);
      return {
        caseId: input.caseId,
        number: view.file.number,
        initials: `${person.givenName[0] ?? ""}${person.familyName[0] ?? ""}`,
        year,
        years: yearsOf(view),
        ...period,
        ...yearOf(view, period, all, { notes, amendments, verdicts }),
      };
    }),
});
