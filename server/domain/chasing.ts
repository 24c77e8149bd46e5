/** Reminding, by hand, those whose contributions to a meeting still wait: who gets a mail, in which words, once a day. */
import type { Day, Instant } from "#db/schema.ts";
import { mailText, type Message } from "./messages.ts";
import type { PersonToRemind } from "./reminders.ts";
import { counted, dayInWordsFrom, dayOf, spanInWords } from "./time.ts";

export interface MeetingToChase {
  id: string;
  practice_id: string;
  practice: string;
  starts_at: Instant;
  ends_at: Instant;
  contributions_due: Day;
}

/** Somebody from whom something is awaited, with the numbers of the cases. */
export interface Awaited {
  staffId: string;
  numbers: readonly number[];
}

export interface Recipient {
  id: string;
  name: string;
  /** The cases for which they themselves have given nothing; none for somebody who only covers. */
  numbers: readonly number[];
  covers: { id: string; name: string; until: Day }[];
}

/** What is known when somebody is to be reminded. */
export interface ToChase {
  awaited: readonly Awaited[];
  /** Everybody of the practice who has not left. */
  people: readonly PersonToRemind[];
  /** Who had such a mail today, for whichever meeting. */
  mailed: ReadonlySet<string>;
}

/** Who gets a mail, and who gets none and why. Who is away is not written to: whoever covers for them is. */
export function recipientsOf({ awaited, people, mailed }: ToChase, today: Day) {
  const personOf = new Map(people.map((person) => [person.id, person]));
  const recipients = new Map<string, Recipient>();
  const heldBack: string[] = [];
  const recipient = ({ id, name }: PersonToRemind): Recipient => {
    const one = recipients.get(id) ?? { id, name, numbers: [], covers: [] };
    recipients.set(id, one);
    return one;
  };
  for (const { staffId, numbers } of awaited) {
    const person = personOf.get(staffId);
    if (!person) continue;
    const cover = personOf.get(person.away?.coverId ?? "");
    if (person.away === null) recipient(person).numbers = numbers;
    else if (cover?.away === null) recipient(cover).covers.push({ id: person.id, name: person.name, ...person.away });
    else heldBack.push(`${person.name} is away until ${dayInWordsFrom(person.away.until, today)}, and nobody covers`);
  }
  const all = [...recipients.values()].sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
  return {
    recipients: all.filter(({ id }) => !mailed.has(id)),
    heldBack: [...heldBack, ...all.filter(({ id }) => mailed.has(id)).map(({ name }) => `${name} was reminded today`)],
  };
}

/** One such mail a day, for whichever meeting of the practice. */
export function chaseOnce(practiceId: string, staffId: string, today: Day): string {
  return `chase:${practiceId}:${staffId}:${today}`;
}

/** What is remembered of whoever was waited for, for themselves or through who covers for them. */
export function chaseAbout(meetingId: string, today: Day | ""): string {
  return `chase:${meetingId}:${today}`;
}

interface Sending {
  organizer: string;
  today: Day;
  origin: string;
  isFrozen: boolean;
}

/** The same words for everybody for whom the same is so; never about whom or how many cases. */
export function chaseFor(meeting: MeetingToChase, { id, numbers, covers }: Recipient, sending: Sending): Message {
  const { organizer, today, origin, isFrozen } = sending;
  const on = (day: Day) => dayInWordsFrom(day, today);
  const { practice, contributions_due: due } = meeting;
  return {
    practiceId: meeting.practice_id,
    staffId: id,
    kind: "chase",
    once: chaseOnce(meeting.practice_id, id, today),
    subject: `Please contribute: team meeting on ${on(dayOf(meeting.starts_at))}, ${practice}`,
    text: mailText(
      `The team meeting of ${practice} still waits for contributions.`,
      spanInWords(meeting.starts_at, meeting.ends_at),
      `They ${due < today ? "were" : "are"} due ${due === today ? "today" : `on ${on(due)}`}.${
        isFrozen ? " The pack is frozen: what comes now is marked “added after pack”." : ""
      }`,
      numbers.length > 0
        ? `What you are asked for:\n${origin}/\nIf you have nothing new, “Nothing to add” is one press.`
        : null,
      ...covers.map(
        ({ name, until }) =>
          `You cover for ${name}, who is away until ${on(until)} and was asked as well. The cases:\n${origin}/cases`,
      ),
      `${organizer}\n${practice}`,
    ),
  };
}

/** "Cases 1 and 4 · covers for Ann Baird, away until Friday 27 November · reminded Thursday 12 November" */
export function aboutRecipient({ numbers, covers }: Recipient, remindedOn: Day | null, today: Day): string {
  const on = (day: Day) => dayInWordsFrom(day, today);
  return [
    ...(numbers.length > 0 ? [`${numbers.length === 1 ? "Case" : "Cases"} ${listed(numbers.map(String))}`] : []),
    ...covers.map(({ name, until }) => `covers for ${name}, away until ${on(until)}`),
    ...(remindedOn ? [`reminded ${on(remindedOn)}`] : []),
  ].join(" · ");
}

/** What came of it: whoever was to get a mail and has given it meanwhile, or was reminded meanwhile, is named. */
export function chasedInWords(sent: number, cameIn: readonly string[], already: readonly string[]): string {
  return [
    sent === 0 ? "Nobody was mailed." : `${counted(sent, "mail is", "mails are")} on the way.`,
    ...(cameIn.length > 0 ? [`Nothing went to ${listed(cameIn)}: nothing is awaited from them any more.`] : []),
    ...(already.length > 0
      ? [`${listed(already)} ${already.length === 1 ? "was" : "were"} reminded today already.`]
      : []),
  ].join(" ");
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
