/** Opens a case for one reader: sees first, then computes. */
import { z } from "zod";
import { caseFileOf } from "#db/queries/casefiles.ts";
import type { Sealed } from "#db/sealed.ts";
import type { CaseFile, StaffRef } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import { id } from "../domain/inputs.ts";
import { found, missing } from "../domain/refusal.ts";
import { onPaper, see, type SeenCase } from "../domain/sight.ts";
import { composeSummary, summaryAsText } from "../domain/summaries.ts";
import { read, signedIn } from "../trpc.ts";
import type { Verb } from "../policy.ts";

const verbsOnCase: readonly Verb[] = [
  "case.nominateAgain",
  "case.triage",
  "case.changeTeam",
  "case.recordNotice",
  "case.recordSafeContact",
  "case.object",
  "case.decideObjection",
  "case.withdraw",
  "contribution.submit",
  "action.record",
];

/** The view of a case for a reader, or `missing` for whoever may know nothing of it. */
export function viewFor(box: Sealed<CaseFile> | null, reader: StaffRef, on: Day): SeenCase {
  const sight = see(found(box), reader, on);
  return sight.may === "see" ? sight.seen : missing();
}

export const openCase = read("case.open")
  .input(z.object({ caseId: id, paper: z.boolean().default(false) }))
  .query(async ({ ctx, input }) => {
    const { staff } = signedIn(ctx);
    const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
    const summary = composeSummary(input.paper ? onPaper(view) : view);
    return {
      summary,
      text: summaryAsText(summary, { paper: input.paper, reader: staff.name }),
      practice: { id: view.file.practice.id, name: view.file.practice.name, code: view.file.practice.code },
      nomination: view.file.nominations[0] ?? null,
      notice: view.file.notice,
      objections: view.objections,
      safeContact: view.file.safeContact,
      team: view.file.team.flatMap((member) => view.file.staff[member] ?? []),
      invited: view.file.invited,
      disciplines: view.file.practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
      own: view.contributions
        .filter((contribution) => contribution.own)
        .map(({ id: own, headline }) => ({ id: own, headline })),
      acceptedAt: view.file.acceptedAt,
      closedAt: view.file.closedAt,
      version: view.file.version,
      discipline: staff.discipline,
      may: ctx.may(verbsOnCase),
    };
  });
