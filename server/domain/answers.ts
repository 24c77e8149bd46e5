/** How people answer: whether they come, for a part, or somebody in their place; by sign-in, by a mailed link. */
import { z } from "zod";
import type { Instant } from "#db/schema.ts";
import { replies, type Reply } from "#db/vocabulary.ts";
import { id, oneOf, optionalWords } from "./inputs.ts";
import { mayBeDone, meetingStateOf } from "./meetings.ts";
import type { Comer } from "./quorum.ts";
import { refuse } from "./refusal.ts";
import { dayOf, parseWallTime, readWallTime, timeInWords, wallTimeOf } from "./time.ts";

const longestReason = 300;

/** Not mentioned is not the same as empty: what is not mentioned stays, what is empty goes. */
const ifSaid = (longest: number) => z.union([z.undefined(), optionalWords(longest)]);

export const replyToMeeting = z.object({
  meetingId: id,
  reply: oneOf(replies, "Choose whether you are coming"),
  /** Why somebody cannot come, if they want to say. */
  reason: ifSaid(longestReason),
  deputyId: ifSaid(64),
  /** Wall times, for who can only come for a part. */
  from: ifSaid(20),
  until: ifSaid(20),
  /** Whose answer a coordinator records, who was told on the telephone. */
  staffId: optionalWords(64),
});

type Said = z.output<typeof replyToMeeting>;
type Answering = Pick<Said, "reply"> & Partial<Pick<Said, "reason" | "deputyId" | "from" | "until">>;

export interface Answer {
  reply: Reply;
  reason: string | null;
  deputyId: string | null;
  fromAt: Instant | null;
  untilAt: Instant | null;
}

interface AnsweredMeeting {
  starts_at: Instant;
  ends_at: Instant;
  opened_at: Instant | null;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
}

/** Whether an answer still means anything to a meeting. */
export function isAnswerable(meeting: AnsweredMeeting, at: Instant): boolean {
  const state = meetingStateOf(meeting);
  return (state === "planned" || state === "running") && meeting.ends_at > at;
}

/** Refuses an answer to a meeting that was cancelled or is over. */
function mayBeAnswered(meeting: AnsweredMeeting, at: Instant): void {
  mayBeDone("reply", meeting);
  if (meeting.ends_at <= at) refuse("This meeting is over");
}

/**
 * What an answer comes to. `people` are all who may come to the meeting, among them the one who answers; what they
 * said before stays as long as they say the same.
 */
export function answerTo(
  input: Answering,
  {
    meeting,
    at,
    people,
    staffId,
  }: { meeting: AnsweredMeeting; at: Instant; people: readonly Person[]; staffId: string },
): Answer {
  mayBeAnswered(meeting, at);
  const person = people.find(({ id }) => id === staffId);
  if (!person) refuse("Choose somebody of this practice", "staffId");
  const before = person.reply === input.reply ? person : null;
  const { reply } = input;
  const reason = input.reason === undefined ? (before?.reason ?? null) : input.reason;
  const deputyId = input.deputyId === undefined ? (before?.deputyId ?? null) : input.deputyId;
  const part = partOf(input, meeting) ?? { fromAt: before?.fromAt ?? null, untilAt: before?.untilAt ?? null };
  if (reply === "declined") {
    if (part.fromAt !== null || part.untilAt !== null) refuse("Choose “I’m coming” to come for a part", "from");
    if (deputyId !== null && deputyId !== before?.deputyId) mayStandIn(deputyId, person, people);
    return { reply, reason, deputyId, fromAt: null, untilAt: null };
  }
  if (deputyId !== null) refuse("Only somebody who cannot come can send a deputy", "deputyId");
  if (reason !== null) refuse("A reason goes with “Apologies” only", "reason");
  return { reply, reason: null, deputyId: null, ...part };
}

/** Somebody who may come, with why not. */
export interface Person extends Comer {
  reason: string | null;
}

function mayStandIn(deputyId: string, person: Person, people: readonly Person[]): void {
  const deputy = people.find(({ id }) => id === deputyId);
  if (!deputy || deputy.discipline !== person.discipline) {
    refuse("Choose somebody of the same discipline at this practice", "deputyId");
  }
  if (deputy.id === person.id) refuse("Choose somebody else", "deputyId");
  if (deputy.reply === "declined") refuse(`${deputy.name} cannot come either. Choose somebody else`, "deputyId");
}

/** Those who could come in somebody's place: of the same discipline, and not known to be away from the meeting. */
function whoMayStandIn(staffId: string, people: readonly Person[]): Person[] {
  const discipline = people.find(({ id }) => id === staffId)?.discipline;
  return people.filter(
    (person) => person.id !== staffId && person.discipline === discipline && person.reply !== "declined",
  );
}

/** "from 1:30pm", "until 2pm", "from 1:30pm to 2pm"; null for who can come for all of it. */
export function partInWords(answer: Pick<Comer, "fromAt" | "untilAt">): string | null {
  const [from, until] = [answer.fromAt, answer.untilAt].map((at) => at && timeInWords(wallTimeOf(at)));
  if (from) return until ? `from ${from} to ${until}` : `from ${from}`;
  return until ? `until ${until}` : null;
}

/** Who comes in somebody's place, unless they have said no, and in whose place somebody would come. */
export function deputyOf(person: Comer, people: readonly Comer[]): { deputy: string | null; standsInFor: string[] } {
  const named = person.reply === "declined" ? people.find(({ id }) => id === person.deputyId) : undefined;
  return {
    deputy: named && named.reply !== "declined" ? named.name : null,
    standsInFor: people
      .filter((other) => other.reply === "declined" && other.deputyId === person.id)
      .map((other) => other.name),
  };
}

/** Somebody's own answer as their form shows it, and whom they could send. */
export function ownAnswer(staffId: string, people: readonly Person[]) {
  const person = people.find(({ id }) => id === staffId);
  const [from, until] = [person?.fromAt, person?.untilAt].map((at) => (at ? wallTimeOf(at) : ""));
  return {
    reply: person?.reply ?? null,
    reason: person?.reason ?? null,
    part: person ? partInWords(person) : null,
    deputy: person ? deputyOf(person, people).deputy : null,
    deputyId: person?.reply === "declined" ? person.deputyId : null,
    from: from ?? "",
    until: until ?? "",
    standsInFor: person ? deputyOf(person, people).standsInFor : [],
    couldSend: whoMayStandIn(staffId, people).map(({ id, name }) => ({ id, name })),
  };
}

/** The part of the meeting that was said; null when nothing was said of one. */
function partOf(
  input: Pick<Answering, "from" | "until">,
  meeting: Pick<AnsweredMeeting, "starts_at" | "ends_at">,
): { fromAt: Instant | null; untilAt: Instant | null } | null {
  if (input.from === undefined && input.until === undefined) return null;
  const fromAt = input.from ? instantWithin(input.from, "from", meeting) : null;
  const untilAt = input.until ? instantWithin(input.until, "until", meeting) : null;
  if (fromAt !== null && fromAt >= (untilAt ?? meeting.ends_at)) {
    refuse("Enter a time to leave that is after the time to come", "until");
  }
  if (untilAt !== null && untilAt <= meeting.starts_at) refuse("Enter a time after the meeting has begun", "until");
  return {
    fromAt: fromAt === meeting.starts_at ? null : fromAt,
    untilAt: untilAt === meeting.ends_at ? null : untilAt,
  };
}

function instantWithin(
  text: string,
  field: "from" | "until",
  meeting: Pick<AnsweredMeeting, "starts_at" | "ends_at">,
): Instant {
  const time = parseWallTime(text);
  if (!time) refuse("Enter a time, such as 1:30pm", field);
  const { instant } = readWallTime(dayOf(meeting.starts_at), time);
  if (instant === null || instant < meeting.starts_at || instant > meeting.ends_at) {
    refuse("Enter a time between the beginning and the end of the meeting", field);
  }
  return instant;
}
