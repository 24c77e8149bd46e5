/** Texts of a case for other records, and that they were copied. */
import { z } from "zod";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { copiesOf } from "#db/queries/copies.ts";
import { keep } from "#db/queries/rows.ts";
import type { CaseFile } from "#db/casefile.ts";
import type { Sealed } from "#db/sealed.ts";
import { copyTextInWords, copyTexts, markCopied } from "../../domain/copyblocks.ts";
import { id } from "../../domain/inputs.ts";
import { Refusal } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { composeSummary } from "../../domain/summaries.ts";
import { fingerprint, read, router, signedIn, write } from "../../trpc.ts";

export const copying = router({
  copies: read("case.copies")
    .input(z.object({ caseId: id }))
    .query(async ({ ctx, input }) => {
      const view = viewOf(ctx, await caseFileOf(ctx.db, input.caseId));
      const copied = await copiesOf(ctx.db, input.caseId);
      const summary = composeSummary(view);
      return {
        number: summary.number,
        banner: summary.banner,
        texts: textsOf(view).map(({ checksum, ...text }) => {
          const last = copied.get(text.block);
          return {
            ...text,
            checksum,
            copied: last ? { by: last.by, at: last.at, isSame: last.checksum === checksum } : null,
          };
        }),
        may: ctx.may(["case.markCopied"]),
      };
    }),

  markCopied: write("case.markCopied")
    .input(markCopied)
    .mutation(async ({ ctx, input }) => {
      const view = viewOf(ctx, await caseFileOf(ctx.db, input.caseId));
      const now = textsOf(view).find(({ block }) => block === input.block);
      if (now?.checksum !== input.checksum) {
        throw new Refusal("stale", "The text has changed since you opened this page. Copy it again, then press again.");
      }
      await keep(ctx.db, "copied_block", {
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: input.caseId,
        block: input.block,
        checksum: input.checksum,
        copied_at: ctx.at,
        copied_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),
});

type Asking = Parameters<typeof signedIn>[0] & { today: Parameters<typeof viewFor>[2] };

function viewOf(ctx: Asking, box: Sealed<CaseFile> | null) {
  return viewFor(box, signedIn(ctx).staff, ctx.today);
}

function textsOf(view: ReturnType<typeof viewFor>) {
  return copyTexts(view).map((text) => {
    const words = copyTextInWords(text);
    return {
      block: text.block,
      isEmpty: text.lines.length === 0,
      check: text.check,
      words,
      checksum: fingerprint(words),
    };
  });
}
