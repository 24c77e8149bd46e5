/** Who is on a case, what the person was told and objects to, taking a case back. */
import {
  addMembers,
  changeCase,
  decideObjectionRow,
  endInvitation,
  endMembership,
  meetingsHolding,
} from "#db/queries/cases.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { endPlans } from "#db/queries/endings.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import { keep } from "#db/queries/rows.ts";
import { practiceById, presentStaff } from "#db/queries/staff.ts";
import { recusedAmong } from "#db/queries/stays.ts";
import {
  changeTeam,
  decideObjection,
  recordNotice,
  recordObjection,
  recordSafeContact,
  tell,
  withdrawCase,
} from "../../domain/cases.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const sharing = router({
  changeTeam: write("case.changeTeam")
    .input(changeTeam)
    .mutation(async ({ ctx, input }) => {
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), signedIn(ctx).staff, ctx.today);
      const { file } = view;
      const people = await presentStaff(ctx.db, file.practice.id, ctx.today);

      const strangers = input.team.filter((member) => !people.some((person) => person.id === member));
      if (strangers.length > 0) refuse("Choose people who are at this practice now", "team");
      const codes = file.practice.policy.disciplines.map(({ code }) => code);
      if (input.disciplines.some((code) => !codes.includes(code)))
        refuse("Choose disciplines of the list", "disciplines");

      const of = { practice_id: file.practice.id, case_id: input.caseId };
      const leaving = file.team.filter((member) => !input.team.includes(member));
      await endMembership(ctx.db, "team", input.caseId, leaving, ctx.at);
      await endInvitation(
        ctx.db,
        input.caseId,
        file.invited.filter((code) => !input.disciplines.includes(code)),
        ctx.at,
      );
      const joining = input.team.filter((member) => !file.team.includes(member));
      const [recused] = await recusedAmong(
        ctx.db,
        joining.map((staffId) => ({ case_id: input.caseId, staff_id: staffId })),
      );
      if (recused) refuse(`${recused.name} has a conflict of interest here. Only they can take that back`, "team");
      await endMembership(ctx.db, "deputy", input.caseId, joining, ctx.at);
      await addMembers(
        ctx,
        of,
        joining,
        input.disciplines.filter((code) => !file.invited.includes(code)),
        file.invited.length,
      );
      await settleDeputies(ctx, file.practice.id);
      if (!(await changeCase(ctx.db, input.caseId, input.version, {}))) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`, ...(await meetingsHolding(ctx.db, input.caseId)));
      return { caseId: input.caseId };
    }),

  recordNotice: write("case.recordNotice")
    .input(recordNotice)
    .mutation(async ({ ctx, input }) => {
      tell(input, ctx.today);
      await keep(ctx.db, "notice", {
        id: ctx.newId(),
        practice_id: ctx.stood.practiceId ?? "",
        case_id: input.caseId,
        informed: input.informed,
        informed_on: input.informedOn,
        informed_by: signedIn(ctx).staff.id,
        reason: input.notInformedReason,
        views: input.views ?? "",
        capacity: input.capacity,
        recorded_at: ctx.at,
        recorded_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  recordSafeContact: write("case.recordSafeContact")
    .input(recordSafeContact)
    .mutation(async ({ ctx, input }) => {
      await keep(ctx.db, "safe_contact", {
        id: ctx.newId(),
        practice_id: ctx.stood.practiceId ?? "",
        case_id: input.caseId,
        ring_first: input.ringFirst,
        never_ring: input.neverRing,
        no_letters: input.noLetters ? 1 : 0,
        no_voicemail: input.noVoicemail ? 1 : 0,
        recorded_at: ctx.at,
        recorded_by: signedIn(ctx).staff.id,
      });
      ctx.changed(`case:${input.caseId}`);
      return { caseId: input.caseId };
    }),

  /** Counts at once: a pending objection is upheld until it is decided. */
  object: write("case.object")
    .input(recordObjection)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, ctx.stood.practiceId ?? ""));
      if (!practice.policy.disciplines.some(({ code }) => code === input.againstDiscipline)) {
        refuse("Choose who should not hear it", "againstDiscipline");
      }
      await keep(ctx.db, "objection", {
        id: ctx.newId(),
        practice_id: practice.id,
        case_id: input.caseId,
        against_discipline: input.againstDiscipline,
        text: input.text,
        recorded_at: ctx.at,
        recorded_by: signedIn(ctx).staff.id,
      });
      await settleDeputies(ctx, practice.id);
      ctx.changed(`case:${input.caseId}`, ...(await meetingsHolding(ctx.db, input.caseId)));
      return { caseId: input.caseId };
    }),

  decideObjection: write("case.decideObjection")
    .input(decideObjection)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      found(view.objections.find((objection) => objection.id === input.objectionId));
      const decided = await decideObjectionRow(ctx.db, input.objectionId, input.version, {
        decision: input.decision,
        decision_text: input.text,
        decided_at: ctx.at,
        decided_by: staff.id,
      });
      if (!decided) throw changedMeanwhile();
      await settleDeputies(ctx, view.file.practice.id);
      ctx.changed(`case:${input.caseId}`, ...(await meetingsHolding(ctx.db, input.caseId)));
      return { caseId: input.caseId };
    }),

  withdraw: write("case.withdraw")
    .input(withdrawCase)
    .mutation(async ({ ctx, input }) => {
      const gone = {
        withdrawn_at: ctx.at,
        withdrawn_by: signedIn(ctx).staff.id,
        withdrawn_reason: input.reason,
      };
      if (!(await changeCase(ctx.db, input.caseId, input.version, gone))) throw changedMeanwhile();
      ctx.changed(`case:${input.caseId}`, ...(await endPlans(ctx, ctx.stood.practiceId ?? "", input.caseId)));
      return { caseId: input.caseId };
    }),
});
