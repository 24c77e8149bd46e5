/** Who is here, where the room is and for how long, and closing it. */
import { z } from "zod";
import { say } from "#db/queries/actions.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import {
  peopleOfMeeting,
  agendaItemById,
  agendaOf,
  changeAgendaItem,
  changeMeeting,
  keepClock,
  keepReply,
  meetingById,
  rollForward,
} from "#db/queries/meetings.ts";
import { toReview } from "#db/queries/reviewing.ts";
import { beginStays, endStays, removeStays, staysOf } from "#db/queries/stays.ts";
import type { Writer } from "#db/database.ts";
import type { Instant } from "#db/schema.ts";
import { id } from "../../domain/inputs.ts";
import { usualMinutes, attendMeeting, carryInWords, closeMeeting, goToItem, mayBeDone } from "../../domain/meetings.ts";
import { deputiesOf } from "../../domain/quorum.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { hasVerdict } from "../../domain/reviewing.ts";
import { seeActions } from "../../domain/sight.ts";
import { giveTime, moreMinutes, usedSeconds } from "../../domain/stays.ts";
import { router, signedIn, write } from "../../trpc.ts";

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
      const of = { practice_id: meeting.practice_id, meeting_id: meeting.id };
      const stays = await staysOf(ctx.db, meeting.id);
      // Whoever came and went was there, and is not back by being ticked.
      await beginStays(
        ctx,
        of,
        input.present.filter((id) => !stays.some(({ staffId }) => staffId === id)),
      );
      // Who is not ticked was never there: somebody who goes is recorded as going.
      await removeStays(
        ctx.db,
        meeting.id,
        people.map((person) => person.id).filter((staffId) => !input.present.includes(staffId)),
      );
      for (const person of people) {
        const here = input.present.includes(person.id);
        const wasExpected = person.reply !== null || person.presence !== null || deputies.has(person.id);
        if (!here && !wasExpected) continue;
        const row = { id: ctx.newId(), ...of, staff_id: person.id };
        const presence = here ? "attended" : person.reply === "declined" ? "apologies" : "absent";
        await keepReply(ctx.db, row, {
          presence,
          arrived_at: here ? (person.arrivedAt ?? ctx.at) : null,
          ...(here ? {} : { left_at: null }),
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
      const before = agenda.find((candidate) => candidate.id === meeting.current_item_id);
      if (before && before.id !== item?.id) await stopClock(ctx.db, before, ctx.at);
      if (item && item.id !== before?.id) {
        const called = { opened_at: item.opened_at ?? ctx.at, entered_at: ctx.at };
        await keepClock(ctx.db, item.id, called);
      }
      const change = { current_item_id: item?.id ?? null };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, change))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  giveTime: write("meeting.giveTime")
    .input(giveTime)
    .mutation(async ({ ctx, input }) => {
      const item = found(await agendaItemById(ctx.db, input.itemId));
      mayBeDone("goTo", found(await meetingById(ctx.db, item.meeting_id)));
      const more = { extra_minutes: item.extra_minutes + moreMinutes };
      if (!(await changeAgendaItem(ctx.db, item.id, input.version, more))) throw changedMeanwhile();
      ctx.changed(`meeting:${item.meeting_id}`);
      return { itemId: item.id };
    }),

  /** Closes the room; what was not finished goes to the top of the next meeting by itself. */
  close: write("meeting.close")
    .input(closeMeeting)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("close", meeting);
      const { staff } = signedIn(ctx);
      const who = { staffId: staff.id, discipline: staff.discipline };
      const { open, linesOf } = await toReview(ctx.db, meeting, { who, today: ctx.today }, (rows) =>
        seeActions(rows, staff, ctx.today),
      );
      const unreviewed = open.filter(({ id }) => !hasVerdict(linesOf(id), meeting.id));
      if (unreviewed.length > 0 && !input.carry) refuse(carryInWords(unreviewed.length), "carry");
      for (const action of unreviewed) {
        const of = { ...action, practiceId: meeting.practice_id };
        await say(ctx, of, { kind: "carried", by: staff.id, meetingId: meeting.id });
      }
      const last = (await agendaOf(ctx.db, meeting.id)).find((item) => item.id === meeting.current_item_id);
      if (last) await stopClock(ctx.db, last, ctx.at);
      await endStays(ctx.db, meeting.id, ctx.at);
      await changeMeeting(ctx.db, meeting.id, null, { closed_at: ctx.at, current_item_id: null });
      const next = await rollForward(ctx.db, meeting.practice_id, meeting.starts_at, {
        minutes: usualMinutes,
        newId: ctx.newId,
      });
      await settleDeputies(ctx, meeting.practice_id);
      ctx.changed(`meeting:${meeting.id}`, ...(next ? [`meeting:${next}` as const] : []));
      return { meetingId: meeting.id };
    }),
});

/** Keeps how long the room was at a case that it now leaves; it may come back to it. */
async function stopClock(
  db: Writer,
  item: { id: string; used_seconds: number; entered_at: Instant | null },
  now: Instant,
): Promise<void> {
  const used = usedSeconds({ usedSeconds: item.used_seconds, enteredAt: item.entered_at }, now);
  await keepClock(db, item.id, { used_seconds: used, entered_at: null });
}
