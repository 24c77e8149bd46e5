/** Answering an invitation: for oneself, or as a coordinator for somebody who rang. */
import { keepAnswer } from "#db/queries/answers.ts";
import { meetingById, peopleOfMeeting } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { answerTo, replyToMeeting } from "../../domain/answers.ts";
import { deputyChange, deputyMails } from "../../domain/deputies.ts";
import { queued } from "../../domain/messages.ts";
import { found, Refusal } from "../../domain/refusal.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const answering = router({
  reply: write("meeting.reply")
    .input(replyToMeeting)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const me = signedIn(ctx).staff.id;
      const staffId = input.staffId ?? me;
      if (staffId !== me && ctx.stood.role !== "coordinator") {
        throw new Refusal("forbidden", "You can only answer for yourself. Ask the practice manager.");
      }
      const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);

      const answer = answerTo(input, { meeting, at: ctx.at, people, staffId });
      const change = deputyChange(staffId, people, answer);

      const invitations = await keepAnswer(ctx, meeting, staffId, answer, change !== null);
      // Nobody is told by mail of what they did themselves.
      const mails = deputyMails(meeting, change, invitations, ctx).filter((mail) => mail.staffId !== me);
      await queueMessages(
        ctx.db,
        mails.map((mail) => queued(mail, ctx.newId(), ctx.at)),
      );
      ctx.changed(`meeting:${meeting.id}`, ...(mails.length > 0 ? (["outbox"] as const) : []));
      return { meetingId: meeting.id, ...(staffId === me ? {} : { onBehalfOf: staffId }) };
    }),
});
