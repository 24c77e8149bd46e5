/** Saved views of the log: whoever uses one sees by it what they may see without it. */
import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { isAttached } from "#db/queries/staff.ts";
import { changeView, keepView, removeView, viewsFor } from "#db/queries/views.ts";
import { casesWithin } from "#db/queries/visible.ts";
import { id } from "../domain/inputs.ts";
import { found, missing } from "../domain/refusal.ts";
import { changeSavedView, mayBeNamed, saveView } from "../domain/views.ts";
import { read, router, signedIn, write } from "../trpc.ts";

export const views = router({
  list: read("view.list").query(async ({ ctx }) => {
    const { staff } = signedIn(ctx);
    return (await viewsOf(ctx)).map(({ staff_id, owner_id, case_id, shared, ...view }) => ({
      ...view,
      ownerId: owner_id,
      caseId: case_id,
      shared: shared === 1,
      mine: staff_id === staff.id,
    }));
  }),

  save: write("view.save")
    .input(saveView)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      mayBeNamed(input.name, await ownViews(ctx));
      await mayBeAskedFor(ctx, input);
      const viewId = ctx.newId();
      await keepView(ctx.db, {
        id: viewId,
        staff_id: staff.id,
        name: input.name,
        whose: input.whose,
        show: input.show,
        owner_id: input.ownerId,
        discipline: input.discipline,
        case_id: input.caseId,
        shared: input.shared ? 1 : 0,
        saved_at: ctx.at,
      });
      return { viewId, name: input.name };
    }),

  change: write("view.change")
    .input(changeSavedView)
    .mutation(async ({ ctx, input }) => {
      mayBeNamed(input.name, await ownViews(ctx), input.viewId);
      const change = { name: input.name, shared: input.shared ? 1 : 0 };
      if (!(await changeView(ctx.db, input.viewId, signedIn(ctx).staff.id, change))) missing();
      return { viewId: input.viewId };
    }),

  /** Answers with what it was, so that it can be saved again. */
  remove: write("view.remove")
    .input(z.object({ viewId: id }))
    .mutation(async ({ ctx, input }) => {
      const view = found(await removeView(ctx.db, input.viewId, signedIn(ctx).staff.id));
      return {
        viewId: view.id,
        name: view.name,
        whose: view.whose,
        show: view.show,
        ownerId: view.owner_id,
        discipline: view.discipline,
        caseId: view.case_id,
        shared: view.shared === 1,
      };
    }),
});

type Asked = { db: Reader; actor: Parameters<typeof signedIn>[0]["actor"] };

function viewsOf(ctx: Asked) {
  const { staff, roles } = signedIn(ctx);
  const who = { staffId: staff.id, discipline: staff.discipline };
  return viewsFor(
    ctx.db,
    who,
    roles.map(({ practiceId }) => practiceId),
  );
}

async function ownViews(ctx: Asked) {
  const { staff } = signedIn(ctx);
  return (await viewsOf(ctx)).filter(({ staff_id }) => staff_id === staff.id);
}

/** A case one reads and a colleague; what is neither is not there. */
async function mayBeAskedFor(ctx: Asked, { caseId, ownerId }: { caseId: string | null; ownerId: string | null }) {
  const { staff, roles } = signedIn(ctx);
  const who = { staffId: staff.id, discipline: staff.discipline };
  if (caseId !== null && !(await casesWithin(ctx.db, who, [caseId])).readable.has(caseId)) missing();
  if (ownerId === null) return;
  const attached = await Promise.all(roles.map(({ practiceId }) => isAttached(ctx.db, practiceId, ownerId)));
  if (!attached.includes(true)) missing();
}
