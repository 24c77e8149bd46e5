/** What somebody who leaves hands over, case by case, for whoever takes it over. */
import { caseFileOf, caseFilesOf } from "#db/queries/casefiles.ts";
import {
  casesOfMember,
  colleague,
  departuresFrom,
  handedOverBy,
  handoversFrom,
  keepHandover,
} from "#db/queries/leaving.ts";
import { practiceById } from "#db/queries/staff.ts";
import { isOpen } from "../domain/actions.ts";
import { isGoingOn, oneColleague, writeHandover } from "../domain/leaving.ts";
import { changedMeanwhile, found, missing, refuse } from "../domain/refusal.ts";
import { onPaper, seeEach, viewFor } from "../domain/sight.ts";
import { dayOf } from "../domain/time.ts";
import { read, router, signedIn, write } from "../trpc.ts";

export const handovers = router({
  /** What is handed over, case by case: each computed for this reader, who is the leaver, their successor or arranges it. */
  open: read("handover.open")
    .input(oneColleague)
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const person = found(await colleague(ctx.db, input.practiceId, input.staffId));
      const isSelf = person.id === staff.id;
      const mayWrite = isSelf || ctx.stood.role === "coordinator";
      const [departure] = await departuresFrom(ctx.db, input.practiceId, person.id);
      const rows = (await handoversFrom(ctx.db, input.practiceId, person.id)).filter(
        (row) => row.departure_id === (departure?.id ?? null),
      );
      const memberOf = departure ? [] : (await casesOfMember(ctx.db, input.practiceId, person.id)).filter(isGoingOn);
      const mine = rows.filter((row) => mayWrite || row.to_id === staff.id);
      if (!mayWrite && mine.length === 0) missing();
      const given = await handedOverBy(
        ctx.db,
        mine.map((row) => row.id),
      );
      const caseIds = [...new Set([...mine.map((row) => row.case_id), ...memberOf.map((row) => row.id)])];
      const views = seeEach(await caseFilesOf(ctx.db, caseIds), staff, ctx.today).filter(
        ({ scope }) => scope === "case",
      );
      return {
        practice: { id: practice.id, name: practice.name },
        person: { id: person.id, name: person.name, isSelf },
        leftOn: departure ? dayOf(departure.left_at) : null,
        mayWrite: mayWrite && departure === undefined,
        madeAt: ctx.at,
        cases: views
          .map((view) => {
            const row = mine.find((one) => one.case_id === view.file.id);
            const actionIds = given.filter((one) => one.handover_id === row?.id).map((one) => one.action_id);
            const isTheirs = (action: { id: string; ownerId: string }) =>
              departure ? actionIds.includes(action.id) : action.ownerId === person.id;
            return {
              id: view.file.id,
              number: view.file.number,
              person: view.person ? `${view.person.familyName.toUpperCase()}, ${view.person.givenName}` : "",
              question: view.file.nominations[0]?.question ?? "",
              isLead: !departure && view.file.leadId === person.id,
              note: row?.note ?? null,
              visitOn: row?.visit_on ?? null,
              to: row?.to ?? null,
              version: row?.version ?? 0,
              actions: onPaper(view)
                .actions.filter((action) => isTheirs(action) && isOpen(action))
                .map((action) => ({
                  id: action.id,
                  text: action.text,
                  due: action.due,
                  owner: action.owner.name,
                  blockedReason: action.blockedReason,
                })),
            };
          })
          .sort((a, b) => a.number - b.number),
      };
    }),

  /** What whoever takes a case over must know, written by the one who leaves, or for them by the coordinator. */
  write: write("handover.write")
    .input(writeHandover)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      if (input.staffId !== staff.id && ctx.stood.role !== "coordinator") missing();
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      if (!view.file.team.includes(input.staffId)) refuse("They are not on the team of this case", "note");
      if (input.visitOn !== null && input.visitOn < ctx.today) refuse("Enter a day that is today or later", "visitOn");
      const kept = await keepHandover(
        ctx.db,
        {
          id: ctx.newId(),
          practice_id: view.file.practice.id,
          case_id: input.caseId,
          from_id: input.staffId,
          note: input.note,
          visit_on: input.visitOn,
          written_at: ctx.at,
          written_by: staff.id,
        },
        input.version,
      );
      if (!kept) throw changedMeanwhile();
      return { caseId: input.caseId };
    }),
});
