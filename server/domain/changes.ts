/** Changing dates that people know of: which are meant, where each goes, and whether that is what was shown. */
import { withSequence, type InvitationFacts, type Invited, type InvitedMeeting } from "./invitations.ts";
import type { ChangeScope } from "./meetings.ts";
import { Refusal, refuse } from "./refusal.ts";
import { readTimes, type Times } from "./series.ts";
import {
  addDays,
  dayInWords,
  dayOf,
  daysBetween,
  minutesBetween,
  spanInWords,
  wallTimeOf,
  type Day,
  type Instant,
  type WallTime,
} from "./time.ts";

export interface MoveInput {
  day: Day;
  start: WallTime;
  minutes: number;
  /** Null leaves it as it is. */
  place: string | null;
  /** Undefined leaves it as it is; null takes it away. */
  videoLink?: string | null | undefined;
}

export interface Move {
  meeting: InvitedMeeting;
  to: Times & { place: string; videoLink: string | null };
  /** Whether the time changes, so that people are asked again. */
  isTimed: boolean;
}

/** The dates that a change is for, in order: the one it was said of, and of its series those that have not begun. */
export function datesInScope(
  { meetings }: Pick<InvitationFacts, "meetings">,
  meetingId: string,
  scope: ChangeScope,
  at: Instant,
): InvitedMeeting[] {
  const said = meetings.find(({ id }) => id === meetingId);
  if (!said) return [];
  const isMeant = (meeting: InvitedMeeting) =>
    !meeting.isCancelled &&
    !meeting.hasBegun &&
    meeting.startsAt > at &&
    (scope === "all" || (scope === "later" && meeting.startsAt > said.startsAt));
  return meetings.filter((meeting) => meeting === said || isMeant(meeting));
}

/** What of a move people read in their mail and did not before, by its field. */
export function typedInMove(
  input: Pick<MoveInput, "place" | "videoLink"> & { reason: string | null },
  now: { place: string; video_link: string | null },
) {
  return {
    place: input.place === now.place ? null : input.place,
    videoLink: input.videoLink === now.video_link ? null : input.videoLink,
    reason: input.reason,
  };
}

/**
 * Where each date goes: as many days on or back as the one it was said of. What stays the same there, such as the
 * start, stays as it is on every date.
 */
export function movesOf(dates: readonly InvitedMeeting[], meetingId: string, input: MoveInput, at: Instant): Move[] {
  const said = dates.find(({ id }) => id === meetingId);
  if (!said) return [];
  const days = daysBetween(dayOf(said.startsAt), input.day);
  const start = input.start === wallTimeOf(said.startsAt) ? null : input.start;
  const minutes = input.minutes === minutesBetween(said.startsAt, said.endsAt) ? null : input.minutes;
  const place = input.place === said.place ? null : input.place;
  const videoLink = input.videoLink === said.videoLink ? undefined : input.videoLink;
  const isTimed = days !== 0 || start !== null || minutes !== null;

  const moves = dates
    .map((meeting): Move => {
      const now = { startsAt: meeting.startsAt, endsAt: meeting.endsAt, note: "once" as const };
      const times = isTimed
        ? readTimes(
            addDays(dayOf(meeting.startsAt), days),
            start ?? wallTimeOf(meeting.startsAt),
            minutes ?? minutesBetween(meeting.startsAt, meeting.endsAt),
          )
        : now;
      return {
        meeting,
        to: {
          ...times,
          place: place ?? meeting.place,
          videoLink: videoLink === undefined ? meeting.videoLink : videoLink,
        },
        isTimed: times.startsAt !== meeting.startsAt || times.endsAt !== meeting.endsAt,
      };
    })
    .filter(({ meeting, to, isTimed }) => isTimed || to.place !== meeting.place || to.videoLink !== meeting.videoLink);
  if (moves.length === 0) refuse("That is when and where it is already. Change the day, the time or the place", "day");
  refusePast(moves, at);
  return moves;
}

function refusePast(moves: readonly Move[], at: Instant): void {
  const past = moves.find(({ to }) => to.startsAt < at);
  if (!past) return;
  if (moves.length === 1) refuse("Enter a day and time that are not past", "day");
  const from = dayInWords(dayOf(past.meeting.startsAt));
  refuse(
    `${from} would move to ${dayInWords(dayOf(past.to.startsAt))}, which is past. Choose fewer dates or another day`,
    "day",
  );
}

/** As it stands once these dates have moved. */
export function afterMoves(facts: InvitationFacts, moves: readonly Move[], sequence: number): InvitationFacts {
  const moved = facts.meetings.map((meeting) => {
    const move = moves.find((one) => one.meeting.id === meeting.id);
    if (!move) return meeting;
    const { startsAt, endsAt, place, videoLink } = move.to;
    const people = move.isTimed ? askedAgain(meeting.people) : meeting.people;
    return { ...meeting, startsAt, endsAt, place, videoLink, people };
  });
  const ids = moves.map((move) => move.meeting.id);
  return withSequence({ ...facts, meetings: moved }, ids, sequence);
}

/** Nobody has answered yet, and nobody comes in another's place. */
function askedAgain(people: readonly Invited[]): Invited[] {
  return people
    .filter((person) => !person.isOnlyDeputy)
    .map((person) => ({ ...person, reply: null, standsInFor: [], deputies: [] }));
}

/** As it stands once these dates are cancelled. */
export function afterCancelling(
  facts: InvitationFacts,
  dates: readonly InvitedMeeting[],
  sequence: number,
): InvitationFacts {
  const ids = dates.map(({ id }) => id);
  const meetings = facts.meetings.map((meeting) =>
    ids.includes(meeting.id) ? { ...meeting, isCancelled: true } : meeting,
  );
  return withSequence({ ...facts, meetings }, ids, sequence);
}

/** As it stands once these people are invited to each of these dates, by date. */
export function afterNeeds(
  facts: InvitationFacts,
  people: ReadonlyMap<string, readonly Invited[]>,
  sequence: number,
): InvitationFacts {
  const meetings = facts.meetings.map((meeting) => ({ ...meeting, people: people.get(meeting.id) ?? meeting.people }));
  return withSequence({ ...facts, meetings }, [...people.keys()], sequence);
}

/** Who of these people is not among the others, by name. */
export function namesBeyond(people: readonly Invited[], others: readonly Invited[]): string[] {
  const known = new Set(others.map(({ id }) => id));
  return people.filter(({ id }) => !known.has(id)).map(({ name }) => name);
}

/** Which dates somebody was shown, and as what: others are shown again before they change. */
export function shownAs(dates: readonly Pick<InvitedMeeting, "id" | "version">[]): string {
  return dates.map(({ id, version }) => `${id}.${version}`).join(" ");
}

export function refuseUnseen(shown: string | null, dates: readonly Pick<InvitedMeeting, "id" | "version">[]): void {
  if (shown === null || shown === shownAs(dates)) return;
  throw new Refusal("stale", "Somebody changed one of these dates meanwhile. Nothing was saved: show the dates again");
}

/** Two changed the same date: the second is shown both, and may press again over the version that comes with it. */
export function changedSinceRead(
  meeting: { starts_at: Instant; ends_at: Instant; place: string; version: number },
  field: string,
  yours: Times | null = null,
): Refusal {
  const now = `${spanInWords(meeting.starts_at, meeting.ends_at)}, ${meeting.place}`;
  const wanted = yours ? ` You had: ${spanInWords(yours.startsAt, yours.endsAt)}.` : "";
  return new Refusal(
    "stale",
    `Somebody changed this meeting meanwhile. It is now on ${now}.${wanted} Press again to go on`,
    field,
    { version: String(meeting.version) },
  );
}
