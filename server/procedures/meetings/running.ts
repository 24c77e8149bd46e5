/** Who is here, where the room is, and closing it. */
import { z } from "zod";
import { settleDeputies } from "#db/queries/deputies.ts";
import {
  peopleOfMeeting,
  agendaOf,
  changeAgendaItem,
  changeMeeting,
  keepReply,
  meetingById,
  rollForward,
} from "#db/queries/meetings.ts";
import { id } from "../../domain/inputs.ts";
import { usualMinutes, attendMeeting, goToItem, mayBeDone } from "../../domain/meetings.ts";
import { deputiesOf } from "../../domain/quorum.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { router, watch, write } from "../../trpc.ts";

export const running = router({
  /** Who is here, all at once; who is not said here sent apologies or is absent. */
  attend: write("meeting.attend")
    .input(attendMeeting)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("attend", meeting);
      const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);
      if (input.present.some((staffId) => !people.some((person) => person.id === staffId))) {
        refuse("Choose people of this practice", "present");
      }
      const deputies = deputiesOf(people);
      for (const person of people) {
        const here = input.present.includes(person.id);
        const wasExpected = person.reply !== null || person.presence !== null || deputies.has(person.id);
        if (!here && !wasExpected) continue;
        const row = {
          id: ctx.newId(),
          practice_id: meeting.practice_id,
          meeting_id: meeting.id,
          staff_id: person.id,
        };
        const presence = here ? "attended" : person.reply === "declined" ? "apologies" : "absent";
        await keepReply(ctx.db, row, {
          presence,
          arrived_at: here ? (person.arrivedAt ?? ctx.at) : null,
        });
      }
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  start: write("meeting.start")
    .input(z.object({ meetingId: id }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("start", meeting);
      await changeMeeting(ctx.db, meeting.id, null, { opened_at: ctx.at, current_item_id: null });
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  /** Goes to an item of the agenda, or back to the action review when none is named. */
  goTo: write("meeting.goTo")
    .input(goToItem)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("goTo", meeting);
      const agenda = await agendaOf(ctx.db, meeting.id);
      const item = input.itemId ? found(agenda.find((candidate) => candidate.id === input.itemId)) : null;
      if (item && item.opened_at === null) await changeAgendaItem(ctx.db, item.id, null, { opened_at: ctx.at });
      const change = { current_item_id: item?.id ?? null };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, change))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  /** Closes the room; what was not finished goes to the top of the next meeting by itself. */
  close: write("meeting.close")
    .input(z.object({ meetingId: id }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("close", meeting);
      await changeMeeting(ctx.db, meeting.id, null, { closed_at: ctx.at, current_item_id: null });
      const next = await rollForward(ctx.db, meeting.practice_id, meeting.starts_at, {
        minutes: usualMinutes,
        newId: ctx.newId,
      });
      await settleDeputies(ctx, meeting.practice_id);
      ctx.changed(`meeting:${meeting.id}`, ...(next ? [`meeting:${next}` as const] : []));
      return { meetingId: meeting.id };
    }),

  watch: watch("meeting.watch")
    .input(z.object({ meetingId: id }))
    .subscription(async function* ({ ctx, input, signal }) {
      yield "hello";
      yield* ctx.signals.listen([`meeting:${input.meetingId}`], signal ?? new AbortController().signal);
    }),
});
