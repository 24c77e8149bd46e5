/**
 * Writes the calendar texts of our meetings (RFC 5545, 5546). Times, places, staff and an address; nothing of what a
 * meeting is about. Lines end in CRLF and hold at most 75 octets.
 */
import type { Reply } from "#db/vocabulary.ts";
import { folded, quoted, text } from "./contentlines.ts";
import { daysOf } from "./patterns.ts";
import type { SeriesRule } from "./series.ts";
import {
  addMinutes,
  dayOf,
  minutesBetween,
  readWallTime,
  wallTimeOf,
  zone,
  type Day,
  type Instant,
  type WallTime,
} from "./time.ts";

export interface CalendarPerson {
  name: string;
  email: string;
  role: "CHAIR" | "REQ-PARTICIPANT" | "OPT-PARTICIPANT";
  reply: Reply | null;
}

export interface CalendarDate {
  /** Where the series itself has this date; null for a meeting outside a series. */
  recursAt: Instant | null;
  startsAt: Instant;
  endsAt: Instant;
  sequence: number;
  place: string;
  videoLink: string | null;
  isCancelled: boolean;
}

/** One calendar object: a series with all its dates, or one meeting. */
export interface CalendarMeetings {
  /** The id of the series, or of the meeting: calendars know it by nothing else. */
  uid: string;
  rule: SeriesRule | null;
  sequence: number;
  /** Every date that was kept, in order, also those cancelled since. */
  dates: readonly CalendarDate[];
  practice: string;
  organizer: { name: string; email: string };
  people: readonly CalendarPerson[];
  /** The address of the meetings page, without any secret. */
  link: string;
  at: Instant;
}

export interface FeedMeeting {
  uid: string;
  startsAt: Instant;
  endsAt: Instant;
  sequence: number;
  place: string;
  practice: string;
}

/** METHOD:REQUEST with everything as it now stands: for somebody whose calendar knows nothing of it yet. */
export function requestAll(meetings: CalendarMeetings): string {
  const { rule, dates } = meetings;
  if (!rule) return requestDates(meetings, dates);

  const standing = dates.filter((date) => !date.isCancelled);
  const usual = standing.find((date) => date.startsAt === date.recursAt) ?? standing[0];
  if (!usual) throw new Error("A series of which no date stands cannot be asked to.");
  return calendar("REQUEST", [
    event(meetings, { ...usual, sequence: meetings.sequence }, recurrence(dates, rule, usual)),
    ...standing
      .filter((date) => !isAsRuled(date, rule, usual))
      .map((date) => event(meetings, date, occurrence(meetings, date))),
  ]);
}

/** METHOD:REQUEST with these dates only: the others stay as calendars have them. */
export function requestDates(meetings: CalendarMeetings, changed: readonly CalendarDate[]): string {
  return calendar(
    "REQUEST",
    changed.map((date) => event(meetings, date, occurrence(meetings, date))),
  );
}

/** METHOD:CANCEL for these dates, or for the whole object when no other date stands. */
export function cancelDates(meetings: CalendarMeetings, cancelled: readonly CalendarDate[]): string {
  const gone = new Set(cancelled.map(seriesInstant));
  const isOver = meetings.dates.every((date) => date.isCancelled || gone.has(seriesInstant(date)));
  const [first] = meetings.dates;
  if (isOver && first) {
    const whole = { ...first, sequence: meetings.sequence, isCancelled: true };
    return calendar("CANCEL", [event(meetings, whole, span(first))]);
  }
  return calendar(
    "CANCEL",
    cancelled.map((date) => event(meetings, { ...date, isCancelled: true }, occurrence(meetings, date))),
  );
}

/** How long a feed's address lasts, and how long it shows a meeting that is past. */
export const feedDays = { lasts: 365, shows: 30 };

/** One person's meetings to subscribe to. Names nobody and no way to join from afar: its address may get about. */
export function feedOf(feed: { meetings: readonly FeedMeeting[]; link: string; at: Instant }): string {
  const events = feed.meetings.map((meeting) => [
    "BEGIN:VEVENT",
    `UID:${text(meeting.uid)}`,
    `DTSTAMP:${utc(feed.at)}`,
    `SEQUENCE:${meeting.sequence}`,
    ...span(meeting),
    `SUMMARY:${text(title(meeting.practice))}`,
    `DESCRIPTION:${text(whereToRead(feed.link))}`,
    // Some practices type the way to join as the place.
    ...(meeting.place.includes("://") ? [] : [`LOCATION:${text(meeting.place)}`]),
    "CLASS:PRIVATE",
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    "END:VEVENT",
  ]);
  // Without a METHOD, which would demand that an organiser is named.
  return calendar(null, events, ["NAME:Team meetings", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]);
}

function calendar(method: "REQUEST" | "CANCEL" | null, events: readonly string[][], about: string[] = []): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Shipmate//Shipmate//EN",
    "CALSCALE:GREGORIAN",
    ...(method ? [`METHOD:${method}`] : []),
    ...about,
    ...london,
    ...events.flat(),
    "END:VCALENDAR",
  ]
    .map(folded)
    .join("");
}

/** The rules of London's clock since 1996. */
const london = [
  "BEGIN:VTIMEZONE",
  `TZID:${zone}`,
  "BEGIN:DAYLIGHT",
  "TZNAME:BST",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0100",
  "DTSTART:19960331T010000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZNAME:GMT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0000",
  "DTSTART:19961027T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
];

function event(meetings: CalendarMeetings, date: CalendarDate, when: readonly string[]): string[] {
  const { organizer, people, practice, link } = meetings;
  return [
    "BEGIN:VEVENT",
    `UID:${text(meetings.uid)}`,
    `DTSTAMP:${utc(meetings.at)}`,
    `SEQUENCE:${date.sequence}`,
    ...when,
    `SUMMARY:${text(title(practice))}`,
    `DESCRIPTION:${text(date.videoLink ? `${whereToRead(link)}\nJoin by video: ${date.videoLink}` : whereToRead(link))}`,
    `LOCATION:${text(date.place)}`,
    "CLASS:PRIVATE",
    `STATUS:${date.isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    `TRANSP:${date.isCancelled ? "TRANSPARENT" : "OPAQUE"}`,
    `ORGANIZER;CN=${quoted(organizer.name)}:${mailTo(organizer.email)}`,
    ...people.map(
      ({ name, email, role, reply }) =>
        `ATTENDEE;CUTYPE=INDIVIDUAL;CN=${quoted(name)};ROLE=${role};PARTSTAT=${statusOf(reply)};RSVP=TRUE:${mailTo(email)}`,
    ),
    "END:VEVENT",
  ];
}

function title(practice: string): string {
  return `Team meeting, ${practice}`;
}

function whereToRead(link: string): string {
  return `Sign in to read more: ${link}`;
}

/** PARTSTAT */
function statusOf(reply: Reply | null): string {
  return reply?.toUpperCase() ?? "NEEDS-ACTION";
}

function occurrence({ rule }: CalendarMeetings, date: CalendarDate): string[] {
  return rule ? [`RECURRENCE-ID;${atWall(wallOf(seriesInstant(date)))}`, ...span(date)] : span(date);
}

/** By the wall clock as everybody reads it; in UTC where an hour comes twice and the clock does not tell which. */
function span({ startsAt, endsAt }: { startsAt: Instant; endsAt: Instant }): string[] {
  return comesOnce(startsAt) && comesOnce(endsAt)
    ? [`DTSTART;${atWall(wallOf(startsAt))}`, `DTEND;${atWall(wallOf(endsAt))}`]
    : [`DTSTART:${utc(startsAt)}`, `DTEND:${utc(endsAt)}`];
}

/**
 * The times of a series as a whole: its first date, how the pattern goes on to the last, and the days between that are
 * left out. Dates that the pattern does not know, moved before it was kept where from, are added one by one.
 */
function recurrence(dates: readonly CalendarDate[], rule: SeriesRule, usual: CalendarDate): string[] {
  const kept = new Map(dates.map((date) => [seriesInstant(date), date]));
  const pattern = patternThrough(rule, [...kept.keys()].map(dayOf).sort().at(-1));
  const isKept = ({ instant }: PatternDay) => instant !== null && kept.has(instant);
  const stands = (instant: Instant | null) => instant !== null && kept.get(instant)?.isCancelled === false;
  const ruled = pattern.some(isKept) ? pattern.slice(pattern.findIndex(isKept), pattern.findLastIndex(isKept) + 1) : [];
  const known = new Set(ruled.map(({ wall }) => wall));

  const begins = ruled[0]?.instant ?? seriesInstant(usual);
  const ends = addMinutes(begins, rule.minutes);
  const first = wallOf(begins);
  const last = ruled.at(-1)?.instant;
  const leftOut = ruled.filter(({ instant }) => !stands(instant)).map(({ wall }) => wall);
  const added = [...kept.keys()].filter(stands).map(wallOf);
  return [
    `DTSTART;${atWall(first)}`,
    // All dates last as long as the first: on a night when the clocks change its end does not tell how long.
    isPlain(begins, ends) ? `DTEND;${atWall(wallOf(ends))}` : `DURATION:PT${rule.minutes}M`,
    // An hour beyond the last start, for those who take the later of an hour that comes twice.
    ...(last ? [`RRULE:${frequencyOf(rule)};UNTIL=${utc(addMinutes(last, 60))}`] : []),
    ...leftOut.map((wall) => `EXDATE;${atWall(wall)}`),
    ...added.filter((wall) => wall !== first && !known.has(wall)).map((wall) => `RDATE;${atWall(wall)}`),
  ];
}

/** Null where the clocks go forward over that time. */
interface PatternDay {
  wall: Wall;
  instant: Instant | null;
}

function patternThrough(rule: SeriesRule, last: Day | undefined): PatternDay[] {
  const pattern: PatternDay[] = [];
  for (const day of daysOf(rule)) {
    if (!last || day > last) break;
    pattern.push({ wall: `${day}T${rule.start}`, instant: readWallTime(day, rule.start).instant });
  }
  return pattern;
}

const dayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

function frequencyOf(rule: SeriesRule): string {
  switch (rule.pattern) {
    case "nth-weekday":
      return `FREQ=MONTHLY;BYDAY=${rule.nth === "last" ? -1 : rule.nth}${dayCodes[rule.weekday - 1]}`;
    case "weekly":
      return `FREQ=WEEKLY;BYDAY=${dayCodes[rule.weekday - 1]}`;
    case "every-n-weeks":
      return `FREQ=WEEKLY;INTERVAL=${rule.interval};BYDAY=${dayCodes[rule.weekday - 1]}`;
    case "day-of-month":
      return `FREQ=MONTHLY;BYMONTHDAY=${rule.dayOfMonth}`;
  }
}

/** Whether the series as a whole tells everything of this date. */
function isAsRuled(date: CalendarDate, rule: SeriesRule, usual: CalendarDate): boolean {
  return (
    date.startsAt === seriesInstant(date) &&
    date.place === usual.place &&
    date.videoLink === usual.videoLink &&
    minutesBetween(date.startsAt, date.endsAt) === rule.minutes &&
    isPlain(date.startsAt, date.endsAt)
  );
}

/** Whether the clock at both ends tells how long it lasts. */
function isPlain(startsAt: Instant, endsAt: Instant): boolean {
  const reads = wallAfter(wallOf(startsAt), minutesBetween(startsAt, endsAt));
  return comesOnce(startsAt) && comesOnce(endsAt) && reads === wallOf(endsAt);
}

function seriesInstant(date: CalendarDate): Instant {
  return date.recursAt ?? date.startsAt;
}

/** A London day and time, `2026-11-26T13:00`. */
type Wall = `${Day}T${WallTime}`;

function wallOf(instant: Instant): Wall {
  return `${dayOf(instant)}T${wallTimeOf(instant)}`;
}

/** By the clock, as if it were never changed. */
function wallAfter(wall: Wall, minutes: number): string {
  return addMinutes(`${wall}:00.000Z` as Instant, minutes).slice(0, 16);
}

function comesOnce(instant: Instant): boolean {
  const reading = readWallTime(dayOf(instant), wallTimeOf(instant));
  return reading.note === "once" && reading.instant === instant;
}

function atWall(wall: string): string {
  return `TZID=${zone}:${wall.replace(/[-:]/g, "")}00`;
}

function utc(instant: Instant): string {
  return `${instant.slice(0, 19).replace(/[-:]/g, "")}Z`;
}

function mailTo(email: string): string {
  return `mailto:${encodeURI(email.replace(/\p{Cs}/gu, ""))}`;
}
