/** Planning a series: all its dates with the mail that tells of them, or none. */
import { settleDeputies } from "#db/queries/deputies.ts";
import { invitationFacts } from "#db/queries/invitations.ts";
import { toJson } from "#db/queries/json.ts";
import { inviteesAmong, rollForward } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { meetingsBetween } from "#db/queries/planning.ts";
import { keep } from "#db/queries/rows.ts";
import { isAttached, practiceById, staffOfPractice } from "#db/queries/staff.ts";
import { refuseUnseenSeries } from "../../domain/confirming.ts";
import { cycleDays } from "../../domain/cycle.ts";
import { invitationsFor } from "../../domain/invitations.ts";
import { refuseNames } from "../../domain/mailnames.ts";
import { foreignChair, needsOf, planMeetings, usualMinutes } from "../../domain/meetings.ts";
import { queued } from "../../domain/messages.ts";
import { spanOf } from "../../domain/planning.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { expand } from "../../domain/series.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const planning = router({
  plan: write("meeting.plan")
    .input(planMeetings)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const { place, videoLink } = input;
      refuseNames({ place, videoLink }, await namesKnownTo(ctx.db, signedIn(ctx).staff.id, practice.id));
      const { disciplines } = practice.policy;
      const needs = needsOf(
        input,
        disciplines.map(({ code }) => code),
      );
      if (input.chairId && !(await isAttached(ctx.db, practice.id, input.chairId))) refuse(foreignChair, "chairId");
      const dates = expand(input).filter((date) => date.skipped === null);
      if (dates.length === 0) refuse("Every date is left out. Keep at least one", "skip");
      const span = spanOf(dates);
      const meetings = await meetingsBetween(ctx.db, practice.id, span.from, span.until);
      const people = inviteesAmong(await staffOfPractice(ctx.db, practice.id), needs, input.chairId, ctx.today);
      const { chairId: _, needed: __, invited: ___, practiceId: ____, shown, ...rule } = input;
      refuseUnseenSeries(shown, { rule: input, dates, people, needs, disciplines, meetings }, ctx.at);

      const seriesId = ctx.newId();
      const base = { practice_id: practice.id };
      await keep(ctx.db, "series", {
        id: seriesId,
        ...base,
        rule: toJson<unknown>(rule),
        planned_at: ctx.at,
        planned_by: signedIn(ctx).staff.id,
      });
      for (const date of dates) {
        const meetingId = ctx.newId();
        const cycle = cycleDays(date.day, practice.nation, practice.cycle);
        await keep(ctx.db, "meeting", {
          id: meetingId,
          ...base,
          series_id: seriesId,
          recurs_at: date.startsAt,
          starts_at: date.startsAt,
          ends_at: date.endsAt,
          place: input.place,
          video_link: input.videoLink,
          chair_id: input.chairId,
          nominations_close: cycle.nominationsClose,
          contributions_due: cycle.contributionsDue,
          pack_freezes: cycle.packFreezes,
        });
        const rows = needs.map((need) => ({ id: ctx.newId(), ...base, meeting_id: meetingId, ...need }));
        await keep(ctx.db, "meeting_discipline", ...rows);
      }
      await rollForward(ctx.db, practice.id, ctx.at, { minutes: usualMinutes, newId: ctx.newId });
      await settleDeputies(ctx, practice.id);
      const facts = found(await invitationFacts(ctx.db, { seriesId }, ctx.today));
      await queueMessages(
        ctx.db,
        invitationsFor(facts, ctx).map((mail) => queued(mail, ctx.newId(), ctx.at)),
      );
      ctx.changed("outbox");
      return { seriesId, practiceId: practice.id, count: dates.length };
    }),
});
