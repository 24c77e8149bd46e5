/** Whom a case needs at a meeting, and leaving a case for the next one because somebody it needs cannot come. */
import { teamsOf } from "#db/queries/cases.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import { toJson } from "#db/queries/json.ts";
import {
  agendaItemById,
  changeAgendaItem,
  meetingAfter,
  meetingById,
  putOnAgenda,
  takeOffAgenda,
} from "#db/queries/meetings.ts";
import { mayBeDone } from "../../domain/meetings.ts";
import { checkNeeds, postponeCase, setCaseNeeds } from "../../domain/quorum.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { router, write } from "../../trpc.ts";

export const quorum = router({
  setCaseNeeds: write("meeting.setCaseNeeds")
    .input(setCaseNeeds)
    .mutation(async ({ ctx, input }) => {
      const item = found(await agendaItemById(ctx.db, input.itemId));
      mayBeDone("arrange", found(await meetingById(ctx.db, item.meeting_id)));
      const teams = await teamsOf(ctx.db, [item.case_id]);

      const needs = checkNeeds(input.needs, teams.get(item.case_id)?.invited ?? []);

      if (!(await changeAgendaItem(ctx.db, item.id, input.version, { needs: toJson(needs) }))) throw changedMeanwhile();
      ctx.changed(`meeting:${item.meeting_id}`);
      return { itemId: item.id };
    }),

  /** Takes a case that was not called yet off this agenda and puts it on top of the next. */
  postponeCase: write("meeting.postponeCase")
    .input(postponeCase)
    .mutation(async ({ ctx, input }) => {
      const item = found(await agendaItemById(ctx.db, input.itemId));
      mayBeDone("arrange", found(await meetingById(ctx.db, item.meeting_id)));
      if (item.opened_at !== null) refuse("This case was called already. Record the outcome “Deferred” instead");
      const next = await meetingAfter(ctx.db, item.practice_id, item.starts_at);
      if (!next) refuse("There is no later meeting yet. Plan one first");

      if (!(await takeOffAgenda(ctx.db, item.id, input.version))) throw changedMeanwhile();
      const row = {
        id: ctx.newId(),
        practice_id: item.practice_id,
        meeting_id: next.id,
        case_id: item.case_id,
        minutes: item.minutes,
      };
      await putOnAgenda(ctx.db, row, "top");
      await settleDeputies(ctx, item.practice_id);
      ctx.changed(`meeting:${item.meeting_id}`, `meeting:${next.id}`);
      return { itemId: item.id, meetingId: item.meeting_id };
    }),
});
