/** Asking those again who have not answered an invitation, by hand. */
import { z } from "zod";
import { meetingById, unansweredOf } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { id } from "../../domain/inputs.ts";
import { mayBeDone } from "../../domain/meetings.ts";
import { queued } from "../../domain/messages.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { reminderFor } from "../../domain/reminding.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const reminding = router({
  remind: write("meeting.remind")
    .input(z.object({ meetingId: id }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      mayBeDone("reply", meeting);
      if (meeting.starts_at <= ctx.at) refuse("It is too late to remind anybody: the meeting was to have begun");
      const sending = { organizer: signedIn(ctx).staff.name, today: ctx.today };
      const people = await unansweredOf(ctx.db, meeting, ctx.today);
      const mails = people.map((person) => reminderFor(meeting, person.id, sending));
      const sent = await queueMessages(
        ctx.db,
        mails.map((mail) => queued(mail, ctx.newId(), ctx.at)),
      );
      if (sent.length > 0) ctx.changed("outbox");
      return { meetingId: meeting.id, reminded: sent.length };
    }),
});
