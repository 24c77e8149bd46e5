/** Who comes into the room and goes, and what people say of the meeting at its end. */
import { beginStays, endStays, keepPulse, staysOf } from "#db/queries/stays.ts";
import { keepReply, meetingById, peopleOfMeeting } from "#db/queries/meetings.ts";
import { mayBeDone, meetingStateOf } from "../../domain/meetings.ts";
import { answerPulse, takesPulse } from "../../domain/pulse.ts";
import { comes, deputiesOf } from "../../domain/quorum.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { arrive, hereNow, leave } from "../../domain/stays.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const attending = router({
  /** One person is here, or all at once who said that they come. */
  arrive: write("meeting.arrive")
    .input(arrive)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("attend", meeting);
      const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);
      const deputies = deputiesOf(people);
      const arriving = people.filter((person) =>
        input.staffId ? person.id === input.staffId : person.presence === null && comes(person, deputies),
      );
      if (arriving.length === 0 && input.staffId) refuse("Choose people of this practice", "staffId");

      const of = { practice_id: meeting.practice_id, meeting_id: meeting.id };
      const here = hereNow(await staysOf(ctx.db, meeting.id));
      for (const person of arriving) {
        const row = { id: ctx.newId(), ...of, staff_id: person.id };
        await keepReply(ctx.db, row, { presence: "attended", arrived_at: person.arrivedAt ?? ctx.at, left_at: null });
      }
      await beginStays(
        ctx,
        of,
        arriving.map(({ id }) => id).filter((id) => !here.has(id)),
      );
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  /** Somebody goes, for an item or for good; they may come back. */
  leave: write("meeting.leave")
    .input(leave)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("attend", meeting);
      if (!hereNow(await staysOf(ctx.db, meeting.id)).has(input.staffId)) refuse("This person is not here", "staffId");
      await endStays(ctx.db, meeting.id, ctx.at, [input.staffId]);
      const row = {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        meeting_id: meeting.id,
        staff_id: input.staffId,
      };
      await keepReply(ctx.db, row, { left_at: ctx.at });
      ctx.changed(`meeting:${meeting.id}`);
      return { meetingId: meeting.id };
    }),

  /** Asked of those who were there, while the meeting runs and until its day is over; a second answer replaces the first. */
  answerPulse: write("meeting.answerPulse")
    .input(answerPulse)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      if (!["running", "closed"].includes(meetingStateOf(meeting))) refuse("The meeting has not begun");
      if (!takesPulse(meeting.closed_at, ctx.today)) refuse("This was asked until the end of the day of the meeting");
      const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);
      if (people.find(({ id }) => id === staff.id)?.presence !== "attended") {
        refuse("Only who was at the meeting is asked. The coordinator can say that you were there");
      }
      const of = { id: ctx.newId(), practice_id: meeting.practice_id, meeting_id: meeting.id, staff_id: staff.id };
      await keepPulse(ctx.db, of, {
        worth: input.worth === "yes" ? 1 : 0,
        heard: input.heard,
        obstacle: input.obstacle,
        answered_at: ctx.at,
      });
      return { meetingId: meeting.id };
    }),
});
