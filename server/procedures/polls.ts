/** Asking people which time suits, answering, looking at the answers, closing. */
import { z } from "zod";
import type { Reader, Writer } from "#db/database.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { closePoll, keepPollAnswer, pollAnswersOf, pollById, pollPeopleOf, pollTimesOf } from "#db/queries/polls.ts";
import { keep } from "#db/queries/rows.ts";
import { practiceById, presentStaff } from "#db/queries/staff.ts";
import type { Day, Instant } from "#db/schema.ts";
import { id } from "../domain/inputs.ts";
import { refuseNames } from "../domain/mailnames.ts";
import { queued } from "../domain/messages.ts";
import {
  answerPoll,
  askPoll,
  peopleToAsk,
  pollMail,
  silentOf,
  timesAnswered,
  timesToAsk,
  type AskPoll,
} from "../domain/polls.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { found, missing, refuse } from "../domain/refusal.ts";
import { spanInWords } from "../domain/time.ts";
import { read, router, signedIn, write } from "../trpc.ts";

const ofAPoll = z.object({ practiceId: id, pollId: id });
type OfAPoll = z.output<typeof ofAPoll>;

export const polls = router({
  ask: write("poll.ask")
    .input(askPoll)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const isAgain = input.ask === "again";
      const { people, ...poll } = isAgain ? await stillAsked(ctx, input) : await newlyAsked(ctx, input);
      const { name: askedBy } = signedIn(ctx).staff;
      const asked = { ...poll, practiceId: practice.id, practice: practice.name, askedBy };
      const mails = people.map((person) => pollMail(asked, person, isAgain ? ctx.today : undefined));
      await queueMessages(
        ctx.db,
        mails.map((mail) => queued(mail, ctx.newId(), ctx.at)),
      );
      ctx.changed("outbox");
      return { pollId: poll.id, practiceId: practice.id, asked: people.length };
    }),

  /** For whoever was asked, and for the coordinator, who alone sees what others said. */
  open: read("poll.open")
    .input(ofAPoll)
    .query(async ({ ctx, input }) => {
      const poll = await pollOf(ctx.db, input);
      const practice = found(await practiceById(ctx.db, poll.practice_id));
      const [times, people, answers] = await Promise.all([
        pollTimesOf(ctx.db, poll.id),
        pollPeopleOf(ctx.db, poll.id),
        pollAnswersOf(ctx.db, poll.id),
      ]);
      const { staff } = signedIn(ctx);
      const coordinates = ctx.stood.role === "coordinator";
      const isAsked = people.some((person) => person.id === staff.id);
      if (!isAsked && !coordinates) missing();
      const answerOf = (timeId: string, staffId: string) =>
        answers.find((row) => row.poll_time_id === timeId && row.staff_id === staffId)?.answer ?? null;
      return {
        id: poll.id,
        practice: { id: practice.id, name: practice.name },
        place: poll.place,
        askedBy: poll.asked_by_name,
        isClosed: poll.closed_at !== null,
        isAsked,
        times: times.map((time) => ({
          id: time.id,
          startsAt: time.starts_at,
          endsAt: time.ends_at,
          words: spanInWords(time.starts_at, time.ends_at),
          isPast: time.starts_at <= ctx.at,
          answer: answerOf(time.id, staff.id),
        })),
        people: coordinates
          ? people.map((person) => ({
              id: person.id,
              name: person.name,
              discipline: disciplineLabel(practice.policy, person.discipline),
              isNeeded: person.need === "needed",
              answers: times.map((time) => answerOf(time.id, person.id)),
            }))
          : [],
        may: ctx.may(["poll.ask", "poll.answer", "poll.close"]),
      };
    }),

  answer: write("poll.answer")
    .input(answerPoll)
    .mutation(async ({ ctx, input }) => {
      const poll = await pollOf(ctx.db, input);
      const { staff } = signedIn(ctx);
      const people = await pollPeopleOf(ctx.db, poll.id);
      if (!people.some((person) => person.id === staff.id)) missing();
      const timeIds = timesAnswered(poll, await pollTimesOf(ctx.db, poll.id), input, ctx.at);
      const said = { practiceId: poll.practice_id, pollId: poll.id, staffId: staff.id, timeIds, answer: input.answer };
      await keepPollAnswer(ctx.db, { ...said, at: ctx.at, newId: ctx.newId });
      return { pollId: poll.id, practiceId: poll.practice_id };
    }),

  close: write("poll.close")
    .input(ofAPoll)
    .mutation(async ({ ctx, input }) => {
      const poll = await pollOf(ctx.db, input);
      await closePoll(ctx.db, poll.id, ctx.at);
      return { pollId: poll.id, practiceId: poll.practice_id };
    }),
});

interface Writing {
  db: Writer;
  at: Instant;
  today: Day;
  newId: () => string;
  actor: Parameters<typeof signedIn>[0]["actor"];
}

async function newlyAsked(ctx: Writing, input: Extract<AskPoll, { ask: "times" }>) {
  const times = timesToAsk(input, ctx.at);
  refuseNames({ place: input.place }, await namesKnownTo(ctx.db, signedIn(ctx).staff.id, input.practiceId));
  const people = peopleToAsk(input.staffIds, await presentStaff(ctx.db, input.practiceId, ctx.today));
  const id = ctx.newId();
  const base = { practice_id: input.practiceId };
  const poll = { id, ...base, asked_by: signedIn(ctx).staff.id, asked_at: ctx.at, place: input.place };
  await keep(ctx.db, "poll", poll);
  const timeRows = times.map(({ startsAt, endsAt }) => ({ starts_at: startsAt, ends_at: endsAt }));
  await keep(ctx.db, "poll_time", ...timeRows.map((row) => ({ id: ctx.newId(), ...base, poll_id: id, ...row })));
  const needOf = (staffId: string) => (input.needed.includes(staffId) ? ("needed" as const) : ("invited" as const));
  const personRows = people.map((person) => ({ staff_id: person.id, need: needOf(person.id) }));
  await keep(ctx.db, "poll_person", ...personRows.map((row) => ({ id: ctx.newId(), ...base, poll_id: id, ...row })));
  return { id, place: input.place, times, people };
}

async function stillAsked(ctx: Writing, input: OfAPoll) {
  const { id, place } = await openPoll(ctx.db, input);
  const [times, people, answers, present] = await Promise.all([
    pollTimesOf(ctx.db, id),
    pollPeopleOf(ctx.db, id),
    pollAnswersOf(ctx.db, id),
    presentStaff(ctx.db, input.practiceId, ctx.today),
  ]);
  const open = times.filter((time) => time.starts_at > ctx.at);
  return {
    id,
    place,
    times: open.map((time) => ({ startsAt: time.starts_at, endsAt: time.ends_at })),
    people: silentOf(people, answers, present, open),
  };
}

/** A poll of that practice; of another one none is there. */
async function pollOf(db: Reader, { practiceId, pollId }: OfAPoll) {
  const poll = await pollById(db, pollId);
  return poll?.practice_id === practiceId ? poll : missing();
}

async function openPoll(db: Reader, which: OfAPoll) {
  const poll = await pollOf(db, which);
  if (poll.closed_at !== null) refuse("This poll is closed");
  return poll;
}
