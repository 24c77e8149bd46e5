/** The agenda of a meeting: its order, and another case on it. */
import { z } from "zod";
import { teamsOf } from "#db/queries/cases.ts";
import { caseFileOf } from "#db/queries/casefiles.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import {
  agendaOf,
  changeAgendaItem,
  changeMeeting,
  isOnAgenda,
  meetingById,
  peopleOfMeeting,
  putOnAgenda,
} from "#db/queries/meetings.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { orderedItem, suggestedOrder } from "../../domain/agendas.ts";
import { id } from "../../domain/inputs.ts";
import { follow } from "../../domain/lifecycle.ts";
import { arrangeAgenda, mayBeDone, reordered, usualMinutes } from "../../domain/meetings.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { viewFor } from "../../domain/sight.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const agenda = router({
  arrange: write("meeting.arrange")
    .input(arrangeAgenda)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("arrange", meeting);
      const agenda = await agendaOf(ctx.db, meeting.id);
      const order =
        input.move === "suggested"
          ? await suggestedFor(ctx, meeting, agenda)
          : reordered(
              agenda.map((item) => item.id),
              input.move,
            );
      for (const [index, itemId] of order.entries()) {
        const minutes = input.items.find((item) => item.itemId === itemId)?.minutes;
        await changeAgendaItem(ctx.db, itemId, null, { position: index + 1, ...(minutes ? { minutes } : {}) });
      }
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, {}))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  addCase: write("meeting.addCase")
    .input(z.object({ meetingId: id, caseId: id }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("arrange", meeting);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), signedIn(ctx).staff, ctx.today);
      if (view.scope !== "case" || view.file.practice.id !== meeting.practice_id) found(null);
      follow(view.file, "put-on-agenda");
      if (await isOnAgenda(ctx.db, meeting.id, input.caseId)) refuse("This case is on the agenda already", "caseId");
      const row = {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        meeting_id: meeting.id,
        case_id: input.caseId,
        minutes: usualMinutes,
      };
      await putOnAgenda(ctx.db, row, "end");
      await settleDeputies(ctx, meeting.practice_id);
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),
});

type Agenda = Awaited<ReturnType<typeof agendaOf>>;

/** What was opened or concluded stays where it is; the rest comes in the order in which few wait. */
async function suggestedFor(
  ctx: { db: Reader; today: Day },
  meeting: { id: string; practice_id: string; starts_at: Instant; ends_at: Instant },
  agenda: Agenda,
): Promise<string[]> {
  const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);
  const teams = await teamsOf(
    ctx.db,
    agenda.map((item) => item.case_id),
  );
  const begun = agenda.filter((item) => item.opened_at !== null);
  const begunMinutes = begun.reduce((sum, item) => sum + item.minutes, 0);
  const ahead = agenda
    .filter((item) => item.opened_at === null)
    .map((item) => orderedItem(item, teams.get(item.case_id), people));
  const order = suggestedOrder(ahead, people, {
    startsAt: meeting.starts_at,
    endsAt: meeting.ends_at,
    minutesBefore: begunMinutes,
  });
  return [...begun.map((item) => item.id), ...order];
}
