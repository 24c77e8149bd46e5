/** A meeting in no series: an extra one that cannot wait, or a single one whose time was found to suit. */
import { settleDeputies } from "#db/queries/deputies.ts";
import { invitationFacts } from "#db/queries/invitations.ts";
import { putOnAgenda, rollForward } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { keep } from "#db/queries/rows.ts";
import { isAttached, practiceById } from "#db/queries/staff.ts";
import { openCasesReadBy } from "#db/queries/visible.ts";
import { cycleDays } from "../../domain/cycle.ts";
import { invitationsFor } from "../../domain/invitations.ts";
import { refuseNames } from "../../domain/mailnames.ts";
import { foreignChair, needsOf, planExtra, usualMinutes } from "../../domain/meetings.ts";
import { queued } from "../../domain/messages.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { readTimes } from "../../domain/series.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const extra = router({
  planExtra: write("meeting.planExtra")
    .input(planExtra)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const { staff } = signedIn(ctx);
      if (input.isExtra && !input.reason) refuse("Say why it cannot wait for the next meeting", "reason");
      refuseNames(
        { place: input.place, videoLink: input.videoLink, reason: input.reason },
        await namesKnownTo(ctx.db, staff.id, practice.id),
      );
      const times = readTimes(input.day, input.start, input.minutes);
      if (times.startsAt < ctx.at) refuse("Enter a day and time that are not past", "day");
      const needs = needsOf(
        input,
        practice.policy.disciplines.map(({ code }) => code),
      );
      if (input.chairId && !(await isAttached(ctx.db, practice.id, input.chairId))) refuse(foreignChair, "chairId");
      const who = { staffId: staff.id, discipline: staff.discipline };
      const cases = new Set((await openCasesReadBy(ctx.db, who, [practice.id])).map((row) => row.id));
      if (input.caseIds.some((caseId) => !cases.has(caseId))) refuse("Choose cases of the list", "caseIds");

      const meetingId = ctx.newId();
      const base = { practice_id: practice.id, meeting_id: meetingId };
      const days = cycleDays(input.day, practice.nation, practice.cycle, ctx.today);
      await keep(ctx.db, "meeting", {
        id: meetingId,
        practice_id: practice.id,
        starts_at: times.startsAt,
        ends_at: times.endsAt,
        place: input.place,
        video_link: input.videoLink,
        extra_reason: input.reason,
        chair_id: input.chairId,
        nominations_close: days.nominationsClose,
        contributions_due: days.contributionsDue,
        pack_freezes: days.packFreezes,
      });
      await keep(ctx.db, "meeting_discipline", ...needs.map((need) => ({ id: ctx.newId(), ...base, ...need })));
      for (const caseId of new Set(input.caseIds)) {
        await putOnAgenda(ctx.db, { id: ctx.newId(), ...base, case_id: caseId, minutes: usualMinutes }, "end");
      }
      await rollForward(ctx.db, practice.id, ctx.at, { minutes: usualMinutes, newId: ctx.newId });
      await settleDeputies(ctx, practice.id);
      const facts = found(await invitationFacts(ctx.db, { meetingId }, ctx.today));
      await queueMessages(
        ctx.db,
        invitationsFor(facts, ctx).map((mail) => queued(mail, ctx.newId(), ctx.at)),
      );
      ctx.changed("outbox");
      return { meetingId, practiceId: practice.id };
    }),
});
