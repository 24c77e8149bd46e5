/** What the operator of the machine does with invitations: prints one, and takes the answer that a calendar wrote. */
import { keepAnswer, meetingsOfCalendar } from "#db/queries/answers.ts";
import { invitationFacts } from "#db/queries/invitations.ts";
import { invitedToEach, meetingById, peopleOfMeeting } from "#db/queries/meetings.ts";
import { endOfAnswered, queueMessages } from "#db/queries/messages.ts";
import { keep } from "#db/queries/rows.ts";
import { staffById } from "#db/queries/staff.ts";
import { answerTo } from "../../domain/answers.ts";
import { answererOf, datesAnswered, takenInWords, takeReply } from "../../domain/calendarreplies.ts";
import { readReply } from "../../domain/calendars.ts";
import { deputyChange, deputyMails } from "../../domain/deputies.ts";
import { invitationToPrint, printInvitation } from "../../domain/links.ts";
import { answerPlace, queued, type Message } from "../../domain/messages.ts";
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

  /** Keeps what somebody's calendar program answered for them, all of it or nothing. */
  takeReply: write("invitation.takeReply")
    .input(takeReply)
    .mutation(async ({ ctx, input }) => {
      const taken: string[] = [];
      const mails: Message[] = [];
      let whose: { staffId: string; practiceId: string } | null = null;
      for (const reply of readReply(input.text)) {
        const meetings = await meetingsOfCalendar(ctx.db, reply.uid);
        const practiceId = found(meetings[0]).practice_id;
        const invited = await invitedToEach(ctx.db, practiceId, meetings, ctx.today);
        const person = answererOf(reply, [...invited.values()].flat());
        const theirs = meetings.filter(({ id }) => invited.get(id)?.some((one) => one.id === person.id));

        const dates = datesAnswered(reply, theirs, ctx.at);

        for (const meeting of dates.answered) {
          const people = await peopleOfMeeting(ctx.db, practiceId, meeting.id, ctx.today);
          const answer = answerTo(reply, { meeting, at: ctx.at, people, staffId: person.id });
          const change = deputyChange(person.id, people, answer);
          const invitations = await keepAnswer(ctx, meeting, person.id, answer, change !== null);
          mails.push(...deputyMails(meeting, change, invitations, ctx));
          ctx.changed(`meeting:${meeting.id}`);
        }
        taken.push(...takenInWords(person.name, reply.reply, dates));
        whose = { staffId: person.id, practiceId };
      }
      await queueMessages(
        ctx.db,
        mails.map((mail) => queued(mail, ctx.newId(), ctx.at)),
      );
      if (mails.length > 0) ctx.changed("outbox");
      const { staffId, practiceId } = found(whose);
      return { staffId, practiceId, onBehalfOf: staffId, taken };
    }),
});
