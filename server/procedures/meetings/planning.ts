/** Planning a series, moving and cancelling a date, who is needed. */
import { toJson } from "#db/queries/json.ts";
import {
  answersOf,
  changeMeeting,
  meetingById,
  meetingsOf,
  replaceDisciplines,
  rollForward,
} from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import { isAttached, practiceById } from "#db/queries/staff.ts";
import type { Reader } from "#db/database.ts";
import {
  usualMinutes,
  cancelOne,
  mayBeDone,
  meetingStateOf,
  moveOne,
  needsOf,
  planMeetings,
  previewMeetings,
  setNeeds,
} from "../../domain/meetings.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { cycleDays, expand, readTimes, ruleInWords } from "../../domain/series.ts";
import { dayInWords, dayOf, spanInWords } from "../../domain/time.ts";
import { read, router, signedIn, write } from "../../trpc.ts";

export const planning = router({
  list: read("meeting.list").query(async ({ ctx }) => {
    const { staff, roles } = signedIn(ctx);
    const rows = await meetingsOf(
      ctx.db,
      roles.map((role) => role.practiceId),
    );
    const mine = await answersOf(ctx.db, staff.id);
    return {
      practices: roles.map(({ practiceId, practiceName, role }) => ({ id: practiceId, name: practiceName, role })),
      meetings: rows.map((row) => ({
        id: row.id,
        practice: row.practice,
        words: spanInWords(row.starts_at, row.ends_at),
        startsAt: row.starts_at,
        place: row.place,
        state: meetingStateOf(row),
        isPast: row.ends_at < ctx.at,
        reply: mine.get(row.id) ?? null,
        cancelledReason: row.cancelled_reason,
      })),
    };
  }),

  /** The dates of a rule in words, before anything is saved. */
  preview: read("meeting.preview")
    .input(previewMeetings)
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const existing = await meetingsOf(ctx.db, [practice.id]);
      return {
        sentence: ruleInWords(input),
        dates: expand(input).map((date) => {
          const cycle = cycleDays(date.day, practice.nation);
          return {
            day: date.day,
            words: date.words,
            holiday: date.holiday,
            skipped: date.skipped,
            note: date.note,
            taken: existing.some((meeting) => meeting.cancelled_at === null && dayOf(meeting.starts_at) === date.day),
            nominationsClose: dayInWords(cycle.nominationsClose),
            contributionsDue: dayInWords(cycle.contributionsDue),
            packFreezes: dayInWords(cycle.packFreezes),
          };
        }),
      };
    }),

  plan: write("meeting.plan")
    .input(planMeetings)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const needs = needsOf(
        input,
        practice.policy.disciplines.map(({ code }) => code),
      );
      await refuseStranger(ctx.db, practice.id, input.chairId);
      const dates = expand(input).filter((date) => !date.skipped);

      const seriesId = ctx.newId();
      const base = { practice_id: practice.id };
      const { chairId: _, needed: __, invited: ___, practiceId: ____, ...rule } = input;
      await keep(ctx.db, "series", {
        id: seriesId,
        ...base,
        rule: toJson<unknown>(rule),
        planned_at: ctx.at,
        planned_by: signedIn(ctx).staff.id,
      });
      for (const date of dates) {
        const meetingId = ctx.newId();
        const cycle = cycleDays(date.day, practice.nation);
        await keep(ctx.db, "meeting", {
          id: meetingId,
          ...base,
          series_id: seriesId,
          starts_at: date.startsAt,
          ends_at: date.endsAt,
          place: input.place,
          chair_id: input.chairId,
          nominations_close: cycle.nominationsClose,
          contributions_due: cycle.contributionsDue,
          pack_freezes: cycle.packFreezes,
        });
        const rows = needs.map((need) => ({ id: ctx.newId(), ...base, meeting_id: meetingId, ...need }));
        await keep(ctx.db, "meeting_discipline", ...rows);
      }
      await rollForward(ctx.db, practice.id, ctx.at, { minutes: usualMinutes, newId: ctx.newId });
      return { seriesId, practiceId: practice.id, count: dates.length };
    }),

  move: write("meeting.move")
    .input(moveOne)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("move", meeting);
      const times = readTimes(input.day, input.start, input.minutes);
      if (times.startsAt < ctx.at) refuse("Enter a day and time that are not past", "day");
      const cycle = cycleDays(input.day, meeting.nation);
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
    .input(cancelOne)
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
      await refuseStranger(ctx.db, practice.id, input.chairId);
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

async function refuseStranger(db: Reader, practiceId: string, staffId: string | null): Promise<void> {
  if (staffId && !(await isAttached(db, practiceId, staffId))) refuse("Choose a chair of this practice", "chairId");
}
