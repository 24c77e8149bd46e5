/** What each person of a practice is to be reminded of on a day: counts, dates and where to see to it, nothing else. */
import type { Day, Instant } from "#db/schema.ts";
import type { CycleStep, Nation, StaffRole } from "#db/vocabulary.ts";
import { dayOfStep, isInWindow, stepsOf, type MeetingInCycle } from "./cycle.ts";
import { addWorkingDays, isWorkingDay } from "./holidays.ts";
import { addDays, counted, dayInWordsFrom, dayOf, timeInWords, wallTimeOf, weekdayOf } from "./time.ts";

export interface PersonToRemind {
  id: string;
  name: string;
  role: StaffRole;
  /** The last day of the time they are away now, and who gets their reminders meanwhile. */
  away: { until: Day; coverId: string | null } | null;
}

/** Of times away that overlap, the one that ends last. */
export function longestAway(away: readonly { to_day: Day; cover_id: string | null }[]): PersonToRemind["away"] {
  const [last] = [...away].sort((a, b) => (a.to_day < b.to_day ? 1 : -1));
  return last ? { until: last.to_day, coverId: last.cover_id } : null;
}

export type MeetingToRemind = MeetingInCycle & { id: string; chair_id: string | null };

/** What is waiting in one practice, over all its people. Cases and actions that were closed or taken back are not in it. */
export interface Waiting {
  nation: Nation;
  people: readonly PersonToRemind[];
  /** Those that may have a step, by time; none of them cancelled. */
  meetings: readonly MeetingToRemind[];
  /** Who is invited and has not answered; those who were sent the invitation today are left out. */
  unanswered: readonly { meetingId: string; staffId: string }[];
  polls: readonly { pollId: string; firstStartsAt: Instant; staffId: string }[];
  /** Who has not given what they were asked for, case by case. */
  awaited: readonly { meetingId: string; caseId: string; staffId: string }[];
  actions: readonly { id: string; ownerId: string; due: Day }[];
  /** Verdicts of late that the owner of an action was not there, each once. */
  absences: readonly { id: string; ownerId: string }[];
  /** Who was at a meeting or owns something agreed there, and how many open actions of it are theirs. */
  held: readonly { meetingId: string; staffId: string; actions: number }[];
  /** Cases they nominated that were discussed, and requests of theirs that were answered; of cases they read. */
  outcomes: readonly { id: string; staffId: string; of: "case" | "request" }[];
}

/** A line of somebody's digest. */
export interface Line {
  staffId: string;
  /** All it tells of, each with the date it counts from. It is told when one of them was not told before. */
  keys: string[];
  text: string;
  path: string;
  /** Where somebody who covers for them finds it; null for what only they themselves can see to. */
  coverPath: string | null;
}

/** The day on which something is told: its own, or the last working day before. */
export function toldOn(day: Day, nation: Nation): Day {
  return isWorkingDay(day, nation) ? day : addWorkingDays(day, -1, nation);
}

/** What waits for each person themselves, whatever else they do for the practice. */
export function personalLines(waiting: Waiting, now: Instant): Line[] {
  return [
    ...invitations(waiting, now),
    ...polls(waiting, now),
    ...contributions(waiting, now),
    ...ownedLines(waiting.actions, waiting.nation, dayOf(now)),
    ...absences(waiting),
    ...agreed(waiting, now),
    ...outcomes(waiting),
    ...ownRecords(waiting, now),
  ];
}

/** "Thursday 26 November" */
export function dayOfMeeting(meeting: Pick<MeetingInCycle, "starts_at">, today: Day): string {
  return dayInWordsFrom(dayOf(meeting.starts_at), today);
}

export function isAhead(meeting: MeetingInCycle, now: Instant): boolean {
  return meeting.starts_at > now && meeting.opened_at === null;
}

/** Days before the day at which those are asked again who have not answered. */
const askedAgain = [7, 2] as const;

/** How near a day is, counted in the days on which people are asked again; null when it is farther than all. */
export function nearness(day: Day, today: Day, nation: Nation): number | null {
  return askedAgain.findLast((days) => toldOn(addDays(day, -days), nation) <= today) ?? null;
}

function invitations({ nation, meetings, unanswered }: Waiting, now: Instant): Line[] {
  const today = dayOf(now);
  return meetings
    .filter((meeting) => isAhead(meeting, now))
    .flatMap((meeting) => {
      const near = nearness(dayOf(meeting.starts_at), today, nation);
      if (near === null) return [];
      const time = timeInWords(wallTimeOf(meeting.starts_at));
      return unanswered
        .filter((row) => row.meetingId === meeting.id)
        .map(({ staffId }) => ({
          staffId,
          keys: [`invitation:${meeting.id}:${meeting.starts_at}:${near}`],
          text: `Are you coming on ${dayOfMeeting(meeting, today)}, ${time}? You have not answered yet.`,
          path: `/meetings/${meeting.id}`,
          coverPath: null,
        }));
    });
}

function polls({ nation, polls }: Waiting, now: Instant): Line[] {
  const today = dayOf(now);
  return polls
    .filter((poll) => poll.firstStartsAt > now)
    .flatMap(({ pollId, firstStartsAt, staffId }) => {
      const first = dayOf(firstStartsAt);
      const near = nearness(first, today, nation);
      if (near === null) return [];
      return {
        staffId,
        keys: [`poll:${pollId}:${firstStartsAt}:${near}`],
        text: `Which time suits you? The first is on ${dayInWordsFrom(first, today)}. You have not answered yet.`,
        path: `/polls/${pollId}`,
        coverPath: null,
      };
    });
}

const askingSteps = ["ask", "remind", "due"] as const satisfies readonly CycleStep[];

/** The step up to which contributions to a meeting have been asked for; null before the first and once it began. */
export function askedBy(meeting: MeetingInCycle, now: Instant): (typeof askingSteps)[number] | null {
  const today = dayOf(now);
  const steps = stepsOf(meeting);
  if (!isAhead(meeting, now)) return null;
  return (
    askingSteps.findLast((step) => steps.includes(step) && toldOn(dayOfStep(step, meeting), meeting.nation) <= today) ??
    null
  );
}

function contributions({ meetings, awaited }: Waiting, now: Instant): Line[] {
  const today = dayOf(now);
  return meetings.flatMap((meeting) => {
    const step = askedBy(meeting, now);
    if (step === null) return [];
    const due = meeting.contributions_due;
    const by = dayInWordsFrom(due, today);
    const meant = `the meeting of ${dayOfMeeting(meeting, today)}`;
    const words = {
      ask: (n: number) => `${areContributions(n)} asked for ${meant}, by ${by}.`,
      remind: (n: number) => `${areContributions(n)} still to come for ${meant}, by ${by}.`,
      due: (n: number) =>
        due < today
          ? `${counted(n, "contribution")} for ${meant} ${n === 1 ? "was" : "were"} due on ${by}.`
          : `${areContributions(n)} due ${due === today ? "today" : `on ${by}`} for ${meant}.`,
    };
    const ofMeeting = awaited.filter((row) => row.meetingId === meeting.id);
    return [...grouped(ofMeeting, (row) => row.staffId)].map(([staffId, rows]) => ({
      staffId,
      keys: rows.map((row) => `contribution:${meeting.id}:${row.caseId}:${due}:${step}`),
      text: words[step](rows.length),
      path: "/",
      coverPath: "/cases",
    }));
  });
}

const areContributions = (n: number) => `${counted(n, "contribution")} ${n === 1 ? "is" : "are"}`;

/** Days before an action is due at which its owner is told. */
const toldBefore = 3;

/**
 * Where an action stands: soon, due, or late since that Monday. Those that are late are told of once a week together,
 * on its first working day, so that five late actions are not five mails.
 */
function stageOf(due: Day, today: Day, nation: Nation): string | null {
  const monday = addDays(today, 1 - weekdayOf(today));
  if (monday > due) return `late since ${monday}`;
  if (toldOn(due, nation) <= today) return "due";
  return toldOn(addDays(due, -toldBefore), nation) <= today ? "soon" : null;
}

/** What owners are told of their open actions. */
export function ownedLines(actions: Waiting["actions"], nation: Nation, today: Day): Line[] {
  const staged = actions.flatMap((action) => {
    const stage = stageOf(action.due, today, nation);
    return stage === null ? [] : [{ ...action, stage }];
  });
  // Told together: those of one day to come, and all that are late.
  const together = grouped(staged, ({ ownerId, due }) => `${ownerId} ${due < today ? "late" : due}`);
  return [...together.values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    const { ownerId, due } = first;
    const is = `${counted(rows.length, "action")} ${rows.length === 1 ? "is" : "are"}`;
    const when = due === today ? "due today" : `due on ${dayInWordsFrom(due, today)}`;
    return {
      staffId: ownerId,
      keys: rows.map((row) => `action:${row.id}:${row.due}:${row.stage}`),
      text: due < today ? `${is} late.` : `${is} ${when}.`,
      path: "/actions",
      coverPath: "/actions?whose=team",
    };
  });
}

/** Whoever was not there says how it stands. */
function absences({ absences }: Waiting): Line[] {
  return [...grouped(absences, ({ ownerId }) => ownerId)].map(([staffId, rows]) => ({
    staffId,
    keys: rows.map(({ id }) => `absent:${id}`),
    text: `${counted(rows.length, "action")} of yours came up at a meeting while you were away. Say how it goes.`,
    path: "/actions",
    coverPath: "/actions?whose=team",
  }));
}

/** What follows from a meeting, once, however many of its actions are theirs. */
function agreed({ meetings, held }: Waiting, now: Instant): Line[] {
  return meetings
    .filter((meeting) => meeting.opened_at !== null && isInWindow("issue", meeting, now))
    .flatMap((meeting) =>
      held
        .filter((row) => row.meetingId === meeting.id)
        .map(({ staffId, actions }) => {
          const was = `The meeting of ${dayOfMeeting(meeting, dayOf(now))} was held.`;
          const are = actions === 1 ? "is" : "are";
          const them = actions === 1 ? "it" : "them";
          return {
            staffId,
            keys: [`after:${meeting.id}`],
            text:
              actions > 0
                ? `${was} ${counted(actions, "action")} agreed there ${are} yours. Please say within 3 working days whether you take ${them}.`
                : `${was} No open action agreed there is yours.`,
            path: actions > 0 ? "/actions" : `/meetings/${meeting.id}`,
            coverPath: actions > 0 ? "/actions?whose=team" : null,
          };
        }),
    );
}

/** Whoever put something forward hears what became of it (domain.md 10.3). */
function outcomes({ outcomes }: Waiting): Line[] {
  const words = {
    case: (n: number) => `${counted(n, "case")} that you nominated ${n === 1 ? "was" : "were"} discussed.`,
    request: (n: number) => `${counted(n, "request")} of yours ${n === 1 ? "was" : "were"} answered.`,
  };
  return [...grouped(outcomes, ({ staffId, of }) => `${of} ${staffId}`).values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    return {
      staffId: first.staffId,
      keys: rows.map(({ id }) => `outcome:${id}`),
      text: words[first.of](rows.length),
      path: "/#what-became-of-it",
      coverPath: null,
    };
  });
}

/** What was agreed belongs in each agency's own records as well, which this is not. */
function ownRecords({ meetings, held }: Waiting, now: Instant): Line[] {
  return meetings
    .filter((meeting) => isInWindow("confirm", meeting, now))
    .flatMap((meeting) =>
      held
        .filter((row) => row.meetingId === meeting.id)
        .map(({ staffId }) => ({
          staffId,
          keys: [`confirm:${meeting.id}`],
          text: `Have you copied what was agreed on ${dayOfMeeting(meeting, dayOf(now))} to your own records?`,
          path: `/meetings/${meeting.id}`,
          coverPath: null,
        })),
    );
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
