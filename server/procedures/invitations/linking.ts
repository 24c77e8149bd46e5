/** Answering by the link in a mail: a stranger may do so, and is taken for the person whose link it is. */
import {
  answerLinkByHash,
  keepAnswer,
  keepSuccessor,
  meetingsOfLink,
  ownReplies,
  spendAnswerLink,
  type AnswerLink,
} from "#db/queries/answers.ts";
import { invitedToEach, peopleOfMeeting } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { keepPollAnswer, pollAnswersOf, pollById, pollPeopleOf, pollTimesOf } from "#db/queries/polls.ts";
import type { Reader, Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { Reply } from "#db/vocabulary.ts";
import { answerTo, isAnswerable, ownAnswer, partInWords } from "../../domain/answers.ts";
import { deputyChange, deputyMails } from "../../domain/deputies.ts";
import { answerByLink, goneWords, linkStateOf, newLinkMail, oneLink, spentWords } from "../../domain/links.ts";
import { meetingStateOf } from "../../domain/meetings.ts";
import { queued } from "../../domain/messages.ts";
import { timesAnswered } from "../../domain/polls.ts";
import { found, refuse } from "../../domain/refusal.ts";
import { counted, spanInWords } from "../../domain/time.ts";
import { read, router, secrets, write } from "../../trpc.ts";

export const linking = router({
  /** What a link is for and what was answered. Reads only: programs that scan mail open links. */
  open: read("invitation.open")
    .input(oneLink)
    .query(async ({ ctx, input }) => {
      const link = await answerLinkByHash(ctx.db, secrets.hashOfToken(input.token));
      const state = linkStateOf(link, ctx.at, ctx.today);
      if (!link || state === "gone") return null;
      const about = link.poll_id ? await pollPage(ctx, link, link.poll_id) : await meetingsPage(ctx, link);
      if (!about) return null;
      const reader = ctx.actor.kind === "staff" ? ctx.actor.staff : null;
      return {
        isSpent: state === "spent",
        name: link.name,
        practice: link.practice,
        /** Whoever else is signed in in this browser: the answer is not theirs. */
        signedInAs: reader && reader.id !== link.staff_id ? reader.name : null,
        ...about,
      };
    }),

  /** Takes one press: the link is used up, and its successor can change the answer. */
  answer: write("invitation.answer")
    .input(answerByLink)
    .mutation(async ({ ctx, input }) => {
      const link = await answerLinkByHash(ctx.db, secrets.hashOfToken(input.token));
      const state = linkStateOf(link, ctx.at, ctx.today);
      if (!link || state === "gone") refuse(goneWords);
      if (state === "spent" || !(await spendAnswerLink(ctx.db, link.id, ctx.at))) refuse(spentWords);

      const answeredId = link.poll_id
        ? await answerPoll(ctx, link, link.poll_id, input)
        : await answerMeetings(ctx, link, input);

      const token = secrets.newToken();
      await keepSuccessor(ctx, link, secrets.hashOfToken(token));
      return { answeredId, practiceId: link.practice_id, onBehalfOf: link.staff_id, token };
    }),

  /** Mails a new link for one that was used up. Says the same whether or not it did. */
  sendAgain: write("invitation.sendAgain")
    .input(oneLink)
    .mutation(async ({ ctx, input }) => {
      const link = await answerLinkByHash(ctx.db, secrets.hashOfToken(input.token));
      if (!link || linkStateOf(link, ctx.at, ctx.today) === "gone") return { staffId: "nobody" };
      const about = await aboutInWords(ctx.db, link);
      await queueMessages(ctx.db, [queued(newLinkMail(link, about, ctx.at), ctx.newId(), ctx.at)]);
      ctx.changed("outbox");
      return { staffId: link.staff_id, practiceId: link.practice_id };
    }),
});

interface Reading {
  db: Reader;
  at: Instant;
  today: Day;
}
interface Writing extends Reading {
  db: Writer;
  origin: string;
  newId: () => string;
  changed: (...subjects: (`meeting:${string}` | "outbox")[]) => void;
}

/** The meetings of a link to which its owner is invited, also those that were cancelled; null when there is none. */
async function meetingsPage(ctx: Reading, link: AnswerLink) {
  const meetings = await invitedMeetings(ctx, link);
  if (meetings.length === 0) return null;
  const replies = await ownReplies(
    ctx.db,
    link.staff_id,
    meetings.map((meeting) => meeting.id),
  );
  const shown = meetings.filter((meeting) => link.meeting_id !== null || meeting.ends_at > ctx.at);
  return {
    kind: "meetings" as const,
    isSeries: link.series_id !== null,
    /** Whether anybody could come instead, which is said of one date; who it is takes signing in. */
    couldSendDeputy: shown.length === 1 && (await couldSendDeputy(ctx, link, shown[0]?.id ?? "")),
    dates: shown.map((meeting) => {
      const said = replies.get(meeting.id);
      return {
        id: meeting.id,
        startsAt: meeting.starts_at,
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        place: meeting.place,
        videoLink: meeting.video_link,
        state: meetingStateOf(meeting),
        cancelledReason: meeting.cancelled_reason,
        mayAnswer: isAnswerable(meeting, ctx.at),
        reply: said?.reply ?? null,
        reason: said?.reason ?? null,
        part: said ? partInWords({ fromAt: said.from_at, untilAt: said.until_at }) : null,
      };
    }),
  };
}

async function couldSendDeputy(ctx: Reading, link: AnswerLink, meetingId: string): Promise<boolean> {
  const people = await peopleOfMeeting(ctx.db, link.practice_id, meetingId, ctx.today);
  return ownAnswer(link.staff_id, people).couldSend.length > 0;
}

async function invitedMeetings(ctx: Reading, link: AnswerLink) {
  const meetings = await meetingsOfLink(ctx.db, link);
  const invited = await invitedToEach(ctx.db, link.practice_id, meetings, ctx.today);
  return meetings.filter((meeting) => invited.get(meeting.id)?.some((person) => person.id === link.staff_id));
}

async function pollPage(ctx: Reading, link: AnswerLink, pollId: string) {
  const poll = found(await pollById(ctx.db, pollId));
  const people = await pollPeopleOf(ctx.db, poll.id);
  if (!people.some((person) => person.id === link.staff_id)) return null;
  const times = await pollTimesOf(ctx.db, poll.id);
  const answers = (await pollAnswersOf(ctx.db, poll.id)).filter((row) => row.staff_id === link.staff_id);
  return {
    kind: "poll" as const,
    askedBy: poll.asked_by_name,
    place: poll.place,
    isClosed: poll.closed_at !== null,
    times: times.map((time) => ({
      id: time.id,
      words: spanInWords(time.starts_at, time.ends_at),
      isPast: time.starts_at <= ctx.at,
      answer: answers.find((row) => row.poll_time_id === time.id)?.answer ?? null,
    })),
  };
}

interface Said {
  reply: Reply;
  meetingId: string | null;
  reason?: string | null | undefined;
  timeId: string | null;
}

/** Answers for the date that was named, or for all of the link that are still to come. */
async function answerMeetings(ctx: Writing, link: AnswerLink, said: Said): Promise<string> {
  const invited = await invitedMeetings(ctx, link);
  if (invited.length === 0) refuse(goneWords);
  const named = said.meetingId ?? link.meeting_id;
  const meant = named
    ? [found(invited.find((meeting) => meeting.id === named))]
    : invited.filter((meeting) => isAnswerable(meeting, ctx.at) && meeting.opened_at === null);
  if (meant.length === 0) refuse("There is no date left to answer for");

  const mails = [];
  for (const meeting of meant) {
    const people = await peopleOfMeeting(ctx.db, meeting.practice_id, meeting.id, ctx.today);
    const answer = answerTo(said, { meeting, at: ctx.at, people, staffId: link.staff_id });
    const change = deputyChange(link.staff_id, people, answer);
    const invitations = await keepAnswer(ctx, meeting, link.staff_id, answer, change !== null);
    mails.push(...deputyMails(meeting, change, invitations, ctx));
    ctx.changed(`meeting:${meeting.id}`);
  }
  await queueMessages(
    ctx.db,
    mails.map((mail) => queued(mail, ctx.newId(), ctx.at)),
  );
  if (mails.length > 0) ctx.changed("outbox");
  return named ?? link.series_id ?? "";
}

async function answerPoll(ctx: Writing, link: AnswerLink, pollId: string, said: Said): Promise<string> {
  const poll = found(await pollById(ctx.db, pollId));
  const people = await pollPeopleOf(ctx.db, poll.id);
  if (!people.some((person) => person.id === link.staff_id)) refuse(goneWords);
  const timeIds = timesAnswered(
    poll,
    await pollTimesOf(ctx.db, poll.id),
    { timeId: said.timeId, answer: said.reply },
    ctx.at,
  );
  await keepPollAnswer(ctx.db, {
    practiceId: poll.practice_id,
    pollId: poll.id,
    staffId: link.staff_id,
    timeIds,
    answer: said.reply,
    at: ctx.at,
    newId: ctx.newId,
  });
  return poll.id;
}

/** "the meeting on …", "12 meetings", "which time suits you" */
async function aboutInWords(db: Reader, link: AnswerLink): Promise<string> {
  if (link.poll_id) return "the question which time suits you";
  const [first, ...rest] = await meetingsOfLink(db, link);
  if (!first || rest.length > 0) return counted(rest.length + 1, "meeting");
  return `the meeting on ${spanInWords(first.starts_at, first.ends_at)}`;
}
