/** Invitations and the changes to them: one mail for each person and change, with its calendar part (RFC 5546). */
import type { Need, Reply } from "#db/vocabulary.ts";
import { cancelDates, requestAll, requestDates, type CalendarDate, type CalendarMeetings } from "./ics.ts";
import {
  cancellationMail,
  invitationMail,
  moveMail,
  noDeputyMail,
  noLongerInvitedMail,
  type MailDate,
  type MailOccasion,
  type Standing,
} from "./letters.ts";
import type { Message } from "./messages.ts";
import { seriesRule } from "./series.ts";
import { dayOf, type Instant } from "./time.ts";

export interface Invited {
  id: string;
  name: string;
  email: string;
  discipline: string;
  isChair: boolean;
  need: Need;
  reply: Reply | null;
  /** Names of those in whose place they are to come, and of who comes in theirs. */
  standsInFor: readonly string[];
  deputies: readonly string[];
  /** Invited in somebody's place only. */
  isOnlyDeputy: boolean;
}

export interface InvitedMeeting extends MailDate {
  id: string;
  /** Where the series itself has this date. */
  recursAt: Instant | null;
  extraReason: string | null;
  sequence: number;
  version: number;
  isCancelled: boolean;
  /** Running or closed: nothing changes it any more. */
  hasBegun: boolean;
  people: readonly Invited[];
}

/** All that is known of one calendar object: a series, or a meeting that is in none. */
export interface InvitationFacts {
  practice: { id: string; name: string };
  series: { id: string; sequence: number; rule: unknown } | null;
  organizer: { name: string; email: string };
  /** In order, with those that were cancelled. */
  meetings: readonly InvitedMeeting[];
}

export interface Sending {
  at: Instant;
  /** The address people use. */
  origin: string;
}

/** To everybody who is invited to a date to come: all of these dates. */
export function invitationsFor(facts: InvitationFacts, sending: Sending): Message[] {
  return newcomersFor(facts, () => true, sending);
}

/** The same to those who know nothing of it yet. */
export function newcomersFor(facts: InvitationFacts, isNew: (staffId: string) => boolean, sending: Sending): Message[] {
  return everybody(facts)
    .filter(isNew)
    .flatMap((staffId) => {
      const dates = facts.meetings.filter((meeting) => isAhead(meeting, sending) && isInvited(staffId, meeting));
      return dates.length === 0 ? [] : [invitation(facts, staffId, dates, dates, sending)];
    });
}

/**
 * What a change means to each person, in one mail however many dates it changed: new dates, other times or places,
 * dates that are cancelled or to which they are not invited any more.
 */
export function changesFor(
  before: InvitationFacts,
  after: InvitationFacts,
  reason: string | null,
  sending: Sending,
): Message[] {
  const earlier = new Map(before.meetings.map((meeting) => [meeting.id, meeting]));
  const pairs = after.meetings.map((now) => ({ was: earlier.get(now.id) ?? now, now }));
  return [...new Set([...everybody(before), ...everybody(after)])].flatMap((staffId) => {
    const had = ({ was }: Pair) => stands(was) && isInvited(staffId, was);
    const has = ({ now }: Pair) => stands(now) && isInvited(staffId, now);
    const added = pairs.filter((pair) => !had(pair) && has(pair) && isAhead(pair.now, sending));
    const moved = pairs.filter((pair) => had(pair) && has(pair) && isMoved(pair));
    const gone = pairs.filter((pair) => had(pair) && !has(pair) && isAhead(pair.was, sending));

    if (added.length > 0) {
      const knewNone = !pairs.some(had);
      const theirs = after.meetings.filter(
        (meeting) => stands(meeting) && isInvited(staffId, meeting) && (!knewNone || isAhead(meeting, sending)),
      );
      const dates = added.map(({ now }) => now);
      return [invitation(after, staffId, dates, theirs, sending)];
    }
    if (moved.length > 0) return [move(after, staffId, moved, reason, sending)];
    if (gone.length > 0) return [cancellation(before, after, staffId, gone, reason, sending)];
    return [];
  });
}

/** As it stands when people are told for the next time, of these dates. */
export function withSequence(facts: InvitationFacts, ids: readonly string[], sequence: number): InvitationFacts {
  return {
    ...facts,
    series: facts.series && { ...facts.series, sequence },
    meetings: facts.meetings.map((meeting) => (ids.includes(meeting.id) ? { ...meeting, sequence } : meeting)),
  };
}

interface Pair {
  was: InvitedMeeting;
  now: InvitedMeeting;
}

function invitation(
  facts: InvitationFacts,
  staffId: string,
  dates: readonly InvitedMeeting[],
  theirs: readonly InvitedMeeting[],
  sending: Sending,
): Message {
  const mail = invitationMail({ ...occasionOf(facts, staffId, dates, sending), dates });
  const calendar = requestAll(calendarOf(facts, dates, (meeting) => theirs.includes(meeting), sending));
  return messageOf(facts, staffId, dates, "invitation", mail, { method: "REQUEST", text: calendar });
}

function move(
  facts: InvitationFacts,
  staffId: string,
  moved: readonly Pair[],
  reason: string | null,
  sending: Sending,
): Message {
  const dates = moved.map(({ now }) => now);
  const isAnswered = dates.every((meeting) => personOf(staffId, meeting)?.reply);
  const mail = moveMail({
    ...occasionOf(facts, staffId, dates, sending),
    ...movesIn(moved),
    reason,
    isAnswered,
    released: releasedInWords(staffId, moved),
  });
  const calendar = calendarOf(facts, dates, (meeting) => stands(meeting) && isInvited(staffId, meeting), sending);
  // Several at once with the series they belong to: not every calendar takes more than one date by itself.
  const text = dates.length === 1 ? requestDates(calendar, dates.map(dateOf)) : requestAll(calendar);
  return messageOf(facts, staffId, dates, "moved", mail, { method: "REQUEST", text });
}

function cancellation(
  before: InvitationFacts,
  after: InvitationFacts,
  staffId: string,
  gone: readonly Pair[],
  reason: string | null,
  sending: Sending,
): Message {
  const dates = gone.map(({ was, now }) => ({ ...was, sequence: now.sequence }));
  const occasion = occasionOf(before, staffId, dates, sending);
  const isCancelled = gone.some(({ now }) => now.isCancelled);
  const left = gone.filter(isMoved);
  const mail = isCancelled
    ? cancellationMail({ ...occasion, dates, reason })
    : left.length > 0
      ? noDeputyMail({ ...occasion, ...movesIn(left), reason, released: releasedInWords(staffId, left) })
      : noLongerInvitedMail({ ...occasion, dates });
  const ids = new Set(dates.map(({ id }) => id));
  const were = new Set(before.meetings.filter((meeting) => isInvited(staffId, meeting)).map(({ id }) => id));
  const calendar = calendarOf(
    after,
    dates,
    (meeting) => ids.has(meeting.id) || (!meeting.isCancelled && were.has(meeting.id)),
    sending,
  );
  const text = cancelDates(calendar, dates.map(dateOf));
  return messageOf(after, staffId, dates, "cancelled", mail, { method: "CANCEL", text });
}

function movesIn(pairs: readonly Pair[]) {
  return { moves: pairs.map(({ was, now }) => ({ from: was, to: now })) };
}

/** Who need not stand in for whom any more, since both are asked again; null when nobody was to. */
function releasedInWords(staffId: string, moved: readonly Pair[]): string | null {
  const before = moved.filter(isTimed).flatMap(({ was }) => personOf(staffId, was) ?? []);
  const others = new Set(before.flatMap((person) => person.standsInFor));
  const deputies = new Set(before.flatMap((person) => person.deputies));
  const lines = [
    ...[...others].map((name) => `You are no longer asked to stand in for ${name}.`),
    ...[...deputies].map((name) => `${name} is no longer asked to stand in for you, and is told so.`),
  ];
  return lines.length > 0 ? lines.join("\n") : null;
}

function messageOf(
  facts: InvitationFacts,
  staffId: string,
  dates: readonly InvitedMeeting[],
  kind: "invitation" | "moved" | "cancelled",
  mail: { subject: string; text: string },
  calendar: Message["calendar"],
): Message {
  const { uid, sequence } = objectOf(facts);
  const [first] = dates;
  return {
    practiceId: facts.practice.id,
    staffId,
    kind,
    once: `${kind}:${uid}:${staffId}:${sequence}`,
    ...mail,
    ...(calendar ? { calendar } : {}),
    ...(facts.series && dates.length > 1 ? { seriesId: facts.series.id } : first ? { meetingId: first.id } : {}),
  };
}

/** What calendars know it by, and how often people were told of a change. */
function objectOf({ series, meetings }: InvitationFacts): { uid: string; sequence: number } {
  const [first] = meetings;
  return { uid: series?.id ?? first?.id ?? "", sequence: series?.sequence ?? first?.sequence ?? 0 };
}

function occasionOf(
  facts: InvitationFacts,
  staffId: string,
  dates: readonly InvitedMeeting[],
  sending: Sending,
): MailOccasion {
  const [first] = dates;
  return {
    practice: facts.practice.name,
    organizer: facts.organizer.name,
    standing: standingOf(first && personOf(staffId, first)),
    extraReason: first?.extraReason ?? null,
    today: dayOf(sending.at),
  };
}

function standingOf(person: Invited | undefined): Standing {
  return person?.isChair ? "chair" : (person?.need ?? "invited");
}

const roles = { chair: "CHAIR", needed: "REQ-PARTICIPANT", invited: "OPT-PARTICIPANT" } as const;

/** As it stands for somebody: what is not theirs is as if it were cancelled. The people are those of the dates told of. */
function calendarOf(
  facts: InvitationFacts,
  about: readonly InvitedMeeting[],
  isTheirs: (meeting: InvitedMeeting) => boolean,
  sending: Sending,
): CalendarMeetings {
  const people = [...new Map(about.flatMap((meeting) => meeting.people).map((person) => [person.id, person])).values()];
  const replyOf = (staffId: string) => {
    const replies = new Set(about.map((meeting) => personOf(staffId, meeting)?.reply ?? null));
    return replies.size === 1 ? ([...replies][0] ?? null) : null;
  };
  return {
    ...objectOf(facts),
    rule: facts.series ? seriesRule.parse(facts.series.rule) : null,
    dates: facts.meetings.map((meeting) => ({ ...dateOf(meeting), isCancelled: !isTheirs(meeting) })),
    practice: facts.practice.name,
    organizer: facts.organizer,
    people: people.map((person) => ({
      name: person.name,
      email: person.email,
      role: roles[standingOf(person)],
      reply: replyOf(person.id),
    })),
    link: `${sending.origin}/meetings`,
    at: sending.at,
  };
}

function dateOf({ recursAt, startsAt, endsAt, sequence, place, videoLink }: InvitedMeeting): CalendarDate {
  return { recursAt, startsAt, endsAt, sequence, place, videoLink, isCancelled: false };
}

function everybody(facts: InvitationFacts): string[] {
  return [...new Set(facts.meetings.flatMap((meeting) => meeting.people.map(({ id }) => id)))];
}

function personOf(staffId: string, meeting: InvitedMeeting): Invited | undefined {
  return meeting.people.find(({ id }) => id === staffId);
}

function isInvited(staffId: string, meeting: InvitedMeeting): boolean {
  return personOf(staffId, meeting) !== undefined;
}

function stands(meeting: InvitedMeeting): boolean {
  return !meeting.isCancelled;
}

function isAhead(meeting: InvitedMeeting, { at }: Sending): boolean {
  return stands(meeting) && !meeting.hasBegun && meeting.startsAt > at;
}

function isMoved(pair: Pair): boolean {
  const { was, now } = pair;
  return isTimed(pair) || was.place !== now.place || was.videoLink !== now.videoLink;
}

function isTimed({ was, now }: Pair): boolean {
  return was.startsAt !== now.startsAt || was.endsAt !== now.endsAt;
}
