/** Polls for a time: what is asked, who may answer what until when, and the mail that asks. */
import { z } from "zod";
import type { Instant } from "#db/schema.ts";
import { replies } from "#db/vocabulary.ts";
import { id, listOf, oneOf, optionalWords, wholeNumber, words } from "./inputs.ts";
import { answerPlace, mailText, type Message } from "./messages.ts";
import { refuse } from "./refusal.ts";
import { addMinutes, counted, parseInstant, spanInWords } from "./time.ts";

export const mostTimes = 20;

const startsAt = z.string().transform((text, context): Instant => {
  const instant = parseInstant(text);
  if (instant) return instant;
  context.addIssue("Choose times of the list");
  return z.NEVER;
});

const askFirst = z.object({
  practiceId: id,
  ask: z.literal("times"),
  /** When each of the times begins; all take equally long. */
  times: listOf(startsAt, 1000),
  minutes: wholeNumber("Enter how long it takes, from 15 minutes to 8 hours", 15, 480),
  place: words("Enter where you would meet: a room or a link", 200),
  staffIds: listOf(id, 200),
  /** Those of them without whom the meeting cannot be. */
  needed: listOf(id, 200),
});
/** Asks those of a poll who have answered nothing once more. */
const askAgain = z.object({ practiceId: id, ask: z.literal("again"), pollId: id });
export const askPoll = z.discriminatedUnion("ask", [askFirst, askAgain], {
  error: "Choose times to ask about, or a poll to ask again",
});
export type AskPoll = z.output<typeof askPoll>;

/** An answer to one time of a poll, or with no time to all that are still to come. */
export const pollAnswer = z.object({
  timeId: optionalWords(64),
  answer: oneOf(replies, "Choose yes, perhaps or no"),
});
export type PollAnswer = z.output<typeof pollAnswer>;

export const answerPoll = pollAnswer.extend({ practiceId: id, pollId: id });

/** The times of a poll, each once, in order. */
export function timesToAsk(input: { times: readonly Instant[]; minutes: number }, now: Instant) {
  const times = [...new Set(input.times)].sort();
  if (times.length === 0) refuse("Tick at least one time", "times");
  if (times.length > mostTimes) refuse(`Tick at most ${mostTimes} times`, "times");
  const past = times.find((time) => time <= now);
  if (past) refuse(`Untick ${spanOf(past, input.minutes)}: it is past`, "times");
  return times.map((time) => ({ startsAt: time, endsAt: addMinutes(time, input.minutes) }));
}

/** Whom a poll asks, each once: people of the practice who are still there. */
export function peopleToAsk<Person extends { id: string }>(staffIds: readonly string[], present: readonly Person[]) {
  const asked = present.filter((person) => staffIds.includes(person.id));
  if (staffIds.length === 0) refuse("Tick at least one person", "staffIds");
  if (asked.length < new Set(staffIds).size) refuse("Ask people of this practice who have not left", "staffIds");
  return asked;
}

/** Whom a poll is asked of again: those still there who have answered nothing, while a time is still to come. */
export function silentOf<Person extends { id: string }>(
  people: readonly Person[],
  answers: readonly { staff_id: string }[],
  present: readonly { id: string }[],
  timesToCome: readonly unknown[],
): Person[] {
  if (timesToCome.length === 0) refuse("All times of this poll are past. Find other times to ask about");
  const silent = people.filter(
    ({ id }) => present.some((person) => person.id === id) && !answers.some((answer) => answer.staff_id === id),
  );
  if (silent.length === 0) refuse("Everybody has answered this poll");
  return silent;
}

interface Asked {
  id: string;
  starts_at: Instant;
}

/** The times that an answer is about. Refused when the poll is closed, or the time is past or of another poll. */
export function timesAnswered(
  poll: { closed_at: Instant | null },
  times: readonly Asked[],
  said: PollAnswer,
  now: Instant,
): string[] {
  if (poll.closed_at !== null) refuse("This poll is closed. Ask who sent it to you whether a time was chosen");
  const open = times.filter((time) => time.starts_at > now);
  const meant = said.timeId === null ? open : open.filter((time) => time.id === said.timeId);
  if (meant.length === 0) refuse("This time is past, or not one of this poll. Open the page again");
  return meant.map((time) => time.id);
}

interface Poll {
  id: string;
  practiceId: string;
  practice: string;
  place: string;
  askedBy: string;
  times: readonly { startsAt: Instant; endsAt: Instant }[];
}

/** The mail to one person. `again` is a day when they are asked a further time: at most once on it. */
export function pollMail(poll: Poll, person: { id: string; name: string }, again?: string): Message {
  const times = poll.times.map((time) => `- ${spanInWords(time.startsAt, time.endsAt)}`);
  return {
    practiceId: poll.practiceId,
    staffId: person.id,
    kind: "poll",
    once: [`poll:${poll.id}:${person.id}`, ...(again ? [again] : [])].join(":"),
    subject: `${again ? "Still open: which" : "Which"} time suits you? Team meeting, ${poll.practice}`,
    text: mailText(
      `Hello ${person.name},`,
      `${poll.askedBy} asks which of these times would suit you for a team meeting of ${poll.practice}, at ${poll.place}.`,
      times.join("\n"),
      `Answer here. You do not need to sign in:\n${answerPlace}`,
      "Each press is saved at once. You can change your answer until the poll is closed.",
    ),
    pollId: poll.id,
  };
}

/** "3 of 8 have answered" */
export function answeredInWords(answered: number, asked: number): string {
  if (answered === 0) return `Nobody of ${counted(asked, "person", "people")} has answered`;
  return `${answered} of ${counted(asked, "person", "people")} ${answered === 1 ? "has" : "have"} answered`;
}

function spanOf(startsAt: Instant, minutes: number): string {
  return spanInWords(startsAt, addMinutes(startsAt, minutes));
}
