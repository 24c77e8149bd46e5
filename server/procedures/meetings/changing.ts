/** Changing what was planned, one date or several of a series, and telling people: one mail each for every change. */
import { settleDeputies } from "#db/queries/deputies.ts";
import { clearReplies, invitationFacts, raiseSequence, toldOf } from "#db/queries/invitations.ts";
import { changeMeeting, meetingById, replaceDisciplines, rollForward } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { isAttached, practiceById } from "#db/queries/staff.ts";
import type { Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import {
  afterCancelling,
  afterMoves,
  changedSinceRead,
  datesInScope,
  movesOf,
  refuseUnseen,
  typedInMove,
} from "../../domain/changes.ts";
import { cycleDays } from "../../domain/cycle.ts";
import { changesFor, newcomersFor, withSequence } from "../../domain/invitations.ts";
import { refuseNames } from "../../domain/mailnames.ts";
import {
  cancelMeetings,
  foreignChair,
  inviteNewcomers,
  mayBeDone,
  moveMeetings,
  needsOf,
  setNeeds,
  usualMinutes,
} from "../../domain/meetings.ts";
import { queued, type Message } from "../../domain/messages.ts";
import { changedMeanwhile, found, refuse } from "../../domain/refusal.ts";
import { readTimes } from "../../domain/series.ts";
import { dayOf } from "../../domain/time.ts";
import { router, signedIn, write } from "../../trpc.ts";

interface Changing {
  db: Writer;
  at: Instant;
  today: Day;
  origin: string;
  newId: () => string;
  changed: (...subjects: (`meeting:${string}` | "outbox")[]) => void;
}

export const changing = router({
  move: write("meeting.move")
    .input(moveMeetings)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("move", meeting);
      if (meeting.version !== input.version) {
        throw changedSinceRead(meeting, "day", readTimes(input.day, input.start, input.minutes));
      }
      refuseNames(typedInMove(input, meeting), await namesKnownTo(ctx.db, signedIn(ctx).staff.id, meeting.practice_id));
      const facts = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      const dates = datesInScope(facts, meeting.id, input.scope, ctx.at);
      refuseUnseen(input.shown, dates);
      const moves = movesOf(dates, meeting.id, input, ctx.at);

      for (const { meeting: date, to } of moves) {
        const days = cycleDays(dayOf(to.startsAt), meeting.nation, meeting.cycle, plannedOn(meeting, ctx.today));
        const moved = await changeMeeting(ctx.db, date.id, date.version, {
          starts_at: to.startsAt,
          ends_at: to.endsAt,
          place: to.place,
          video_link: to.videoLink,
          nominations_close: days.nominationsClose,
          contributions_due: days.contributionsDue,
          pack_freezes: days.packFreezes,
        });
        if (!moved) throw changedMeanwhile();
      }
      const ids = moves.map((move) => move.meeting.id);
      const sequence = await raiseSequence(ctx.db, meeting, ids);
      await clearReplies(
        ctx.db,
        moves.filter((move) => move.isTimed).map((move) => move.meeting.id),
      );
      await settleDeputies(ctx, meeting.practice_id);
      const told = await send(ctx, changesFor(facts, afterMoves(facts, moves, sequence), input.reason, ctx));
      ctx.changed(...ids.map((id) => `meeting:${id}` as const));
      return { meetingId: meeting.id, dates: ids.length, told };
    }),

  cancel: write("meeting.cancel")
    .input(cancelMeetings)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("cancel", meeting);
      if (meeting.version !== input.version) throw changedSinceRead(meeting, "reason");
      refuseNames({ reason: input.reason }, await namesKnownTo(ctx.db, signedIn(ctx).staff.id, meeting.practice_id));
      const facts = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      const dates = datesInScope(facts, meeting.id, input.scope, ctx.at);
      refuseUnseen(input.shown, dates);

      for (const date of dates) {
        const change = { cancelled_at: ctx.at, cancelled_reason: input.reason };
        if (!(await changeMeeting(ctx.db, date.id, date.version, change))) throw changedMeanwhile();
      }
      const ids = dates.map(({ id }) => id);
      const sequence = await raiseSequence(ctx.db, meeting, ids);
      const told = await send(ctx, changesFor(facts, afterCancelling(facts, dates, sequence), input.reason, ctx));
      const next = await rollForward(ctx.db, meeting.practice_id, ctx.at, {
        minutes: usualMinutes,
        newId: ctx.newId,
      });
      await settleDeputies(ctx, meeting.practice_id);
      ctx.changed(...[...ids, ...(next ? [next] : [])].map((id) => `meeting:${id}` as const));
      return { meetingId: meeting.id, dates: ids.length, told };
    }),

  setNeeds: write("meeting.setNeeds")
    .input(setNeeds)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("setNeeds", meeting);
      if (meeting.version !== input.version) throw changedSinceRead(meeting, "chairId");
      const practice = found(await practiceById(ctx.db, meeting.practice_id));
      const needs = needsOf(
        input,
        practice.policy.disciplines.map(({ code }) => code),
      );
      if (input.chairId && !(await isAttached(ctx.db, practice.id, input.chairId))) refuse(foreignChair, "chairId");
      const before = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      const dates = datesInScope(before, meeting.id, input.scope, ctx.at);
      refuseUnseen(input.shown, dates);

      for (const date of dates) {
        const base = { practice_id: practice.id, meeting_id: date.id };
        await replaceDisciplines(
          ctx.db,
          date.id,
          needs.map((need) => ({ id: ctx.newId(), ...base, ...need })),
        );
        if (!(await changeMeeting(ctx.db, date.id, date.version, { chair_id: input.chairId }))) {
          throw changedMeanwhile();
        }
      }
      const ids = dates.map(({ id }) => id);
      const after = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      ctx.changed(...ids.map((id) => `meeting:${id}` as const));
      if (changesFor(before, after, null, ctx).length === 0)
        return { meetingId: meeting.id, dates: ids.length, told: 0 };

      const sequence = await raiseSequence(ctx.db, meeting, ids);
      const told = await send(ctx, changesFor(before, withSequence(after, ids, sequence), null, ctx));
      return { meetingId: meeting.id, dates: ids.length, told };
    }),

  /** Invites those who are to come and whom nobody has told yet, such as colleagues who joined since. */
  invite: write("meeting.invite")
    .input(inviteNewcomers)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("setNeeds", meeting);
      const told = await toldOf(ctx.db, meeting);
      const facts = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      const mails = newcomersFor(facts, (staffId) => !told.has(staffId), ctx);
      if (mails.length === 0) refuse("Everybody who is invited knows of it already");
      const invited = await send(ctx, mails);
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id, told: invited };
    }),
});

/** Answers how many people are told. */
async function send(ctx: Changing, mails: readonly Message[]): Promise<number> {
  if (mails.length === 0) return 0;
  await queueMessages(
    ctx.db,
    mails.map((mail) => queued(mail, ctx.newId(), ctx.at)),
  );
  ctx.changed("outbox");
  return mails.length;
}

/** The days of an extra meeting are squeezed between the day it was planned, at the latest today, and itself. */
function plannedOn(meeting: { extra_reason: string | null }, today: Day): Day | undefined {
  return meeting.extra_reason === null ? undefined : today;
}
