/** Changing what was planned: moving and cancelling dates, who is invited and needed. */
import { changeMeeting, meetingById, replaceDisciplines, rollForward } from "#db/queries/meetings.ts";
import { isAttached, practiceById } from "#db/queries/staff.ts";
import { cycleDays } from "../../domain/cycle.ts";
import {
  cancelMeetings,
  foreignChair,
  mayBeDone,
  moveMeetings,
  needsOf,
  setNeeds,
  usualMinutes,
} from "../../domain/meetings.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { readTimes } from "../../domain/series.ts";
import { router, write } from "../../trpc.ts";

export const changing = router({
  move: write("meeting.move")
    .input(moveMeetings)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("move", meeting);
      const times = readTimes(input.day, input.start, input.minutes);
      if (times.startsAt < ctx.at) refuse("Enter a day and time that are not past", "day");
      const cycle = cycleDays(input.day, meeting.nation, meeting.cycle);
      const moved = await changeMeeting(ctx.db, meeting.id, input.version, {
        starts_at: times.startsAt,
        ends_at: times.endsAt,
        place: input.place ?? meeting.place,
        nominations_close: cycle.nominationsClose,
        contributions_due: cycle.contributionsDue,
        pack_freezes: cycle.packFreezes,
      });
      if (!moved) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  cancel: write("meeting.cancel")
    .input(cancelMeetings)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("cancel", meeting);
      const change = { cancelled_at: ctx.at, cancelled_reason: input.reason };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, change))) throw changedMeanwhile();
      const next = await rollForward(ctx.db, meeting.practice_id, ctx.at, {
        minutes: usualMinutes,
        newId: ctx.newId,
      });
      ctx.changed(`meeting:${meeting.id}`, ...(next ? [`meeting:${next}` as const] : []));
      return { meetingId: meeting.id };
    }),

  setNeeds: write("meeting.setNeeds")
    .input(setNeeds)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("setNeeds", meeting);
      const practice = found(await practiceById(ctx.db, meeting.practice_id));
      const needs = needsOf(
        input,
        practice.policy.disciplines.map(({ code }) => code),
      );
      if (input.chairId && !(await isAttached(ctx.db, practice.id, input.chairId))) refuse(foreignChair, "chairId");
      const base = { practice_id: practice.id, meeting_id: meeting.id };
      await replaceDisciplines(
        ctx.db,
        meeting.id,
        needs.map((need) => ({ id: ctx.newId(), ...base, ...need })),
      );
      const change = { chair_id: input.chairId };
      if (!(await changeMeeting(ctx.db, meeting.id, input.version, change))) throw changedMeanwhile();
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),
});
