/** What the operator of the machine does with invitations: prints one, and takes the answer that a calendar wrote. */
import { invitationFacts } from "#db/queries/invitations.ts";
import { meetingById } from "#db/queries/meetings.ts";
import { endOfAnswered } from "#db/queries/messages.ts";
import { keep } from "#db/queries/rows.ts";
import { staffById } from "#db/queries/staff.ts";
import { invitationToPrint, printInvitation } from "../../domain/links.ts";
import { answerPlace, queued } from "../../domain/messages.ts";
import { found } from "../../domain/refusal.ts";
import { router, secrets, write } from "../../trpc.ts";

export const operating = router({
  /** Somebody's invitation to a meeting as it would be mailed now, with a link that works. */
  print: write("invitation.print")
    .input(printInvitation)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const person = found(await staffById(ctx.db, input.staffId));
      const facts = found(await invitationFacts(ctx.db, { meetingId: meeting.id }, ctx.today));
      const message = invitationToPrint(facts, meeting, person, { ...ctx, today: ctx.today });

      const token = secrets.newToken();
      const about = queued(message, ctx.newId(), ctx.at);
      await keep(ctx.db, "answer_link", {
        id: ctx.newId(),
        practice_id: meeting.practice_id,
        token_hash: secrets.hashOfToken(token),
        staff_id: person.id,
        message_id: null,
        meeting_id: about.meeting_id,
        series_id: about.series_id,
        made_at: ctx.at,
        ends_at: (await endOfAnswered(ctx.db, about)) ?? meeting.ends_at,
      });
      return {
        meetingId: meeting.id,
        mail: {
          id: about.id,
          to: { name: person.name, address: person.email },
          subject: message.subject,
          text: message.text.replaceAll(answerPlace, `${ctx.origin}/answer/${token}`),
          calendar: message.calendar ?? null,
          queuedAt: ctx.at,
        },
      };
    }),
});
