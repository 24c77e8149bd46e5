/** What the mails about invitations say: plain words, dates, a place; never whom or what a meeting is about. */
import { answerPlace, mailText } from "./messages.ts";
import { addDays, counted, dayInWords, dayOf, spanInWords, type Day, type Instant } from "./time.ts";

export interface MailDate {
  startsAt: Instant;
  endsAt: Instant;
  place: string;
  videoLink: string | null;
}

/** What somebody's presence means to the meeting. */
export type Standing = "chair" | "needed" | "invited";

export interface MailOccasion {
  practice: string;
  /** Who signs it. */
  organizer: string;
  standing: Standing;
  /** Why the meeting is held outside the series; null for all others. */
  extraReason: string | null;
  today: Day;
}

export interface Mail {
  subject: string;
  text: string;
}

export function invitationMail(mail: MailOccasion & { dates: readonly MailDate[] }): Mail {
  const { dates, practice, standing, extraReason } = mail;
  const name = extraReason === null ? "team meeting" : "extra team meeting";
  const [first] = dates;
  const from = first ? dayInWords(dayOf(first.startsAt)) : "";
  return {
    subject:
      dates.length === 1
        ? `${capital(name)} on ${from}, ${practice}`
        : `${counted(dates.length, name)} from ${from}, ${practice}`,
    text: mailText(
      `${standingWords[standing]} ${dates.length === 1 ? `the ${name}` : counted(dates.length, name)} of ${practice}.`,
      extraReason && `This meeting is not one of the series. Why now: ${extraReason}`,
      datesInWords(dates),
      whereInWords(dates),
      askInWords(dates, mail.today),
      signature(mail),
    ),
  };
}

/** To somebody who was invited and has not answered. */
export function reminderMail(mail: Pick<MailOccasion, "practice" | "organizer" | "today"> & { date: MailDate }): Mail {
  const { date, practice } = mail;
  return {
    subject: `Are you coming? Team meeting on ${dayInWords(dayOf(date.startsAt))}, ${practice}`,
    text: mailText(
      `You are invited to this team meeting of ${practice}, and have not answered yet.`,
      datesInWords([date]),
      whereInWords([date]),
      askInWords([date], mail.today),
      signature(mail),
    ),
  };
}

export function moveMail(
  mail: MailOccasion & {
    moves: readonly { from: MailDate; to: MailDate }[];
    reason: string | null;
    /** Whether they answered for all of these dates, and their answer still stands. */
    isAnswered: boolean;
    /** Who need not stand in for whom any more; null when nobody was to. */
    released?: string | null;
  },
): Mail {
  const { moves, practice, standing, reason, isAnswered, released = null } = mail;
  const dates = moves.map(({ to }) => to);
  const timed = moves.filter(({ from, to }) => from.startsAt !== to.startsAt || from.endsAt !== to.endsAt);
  const only = moves.length === 1 ? dates[0] : undefined;
  const change =
    timed.length > 0 ? "Moved" : moves.some(({ from, to }) => from.place !== to.place) ? "New place" : "New video link";
  return {
    subject: only
      ? `${change}: team meeting on ${dayInWords(dayOf(only.startsAt))}, ${practice}`
      : `${change}: ${counted(moves.length, "team meeting")}, ${practice}`,
    text: mailText(
      `${only ? "A team meeting" : counted(moves.length, "team meeting")} of ${practice} ${only ? "was" : "were"} changed.`,
      moves.map((one) => `${moveInWords(one, timed.includes(one))}${ownPlace(one.to, dates)}`).join("\n"),
      whereInWords(
        dates,
        moves.map(({ from }) => from),
      ),
      reason && `Why: ${reason}`,
      released,
      standingAlone[standing],
      timed.length === 0 && isAnswered
        ? `Your answer still stands. Change it with one button: ${answerPlace}`
        : askInWords(dates, mail.today, timed.length > 0),
      signature(mail),
    ),
  };
}

export function cancellationMail(mail: MailOccasion & { dates: readonly MailDate[]; reason: string | null }): Mail {
  const { dates, practice, reason } = mail;
  return {
    subject: `Cancelled: ${meetingsInWords(dates)}, ${practice}`,
    text: mailText(
      dates.length === 1
        ? `This team meeting of ${practice} is cancelled:`
        : `These ${dates.length} team meetings of ${practice} are cancelled:`,
      datesInWords(dates),
      reason && `Why: ${reason}`,
      "You need not do anything.",
      signature(mail),
    ),
  };
}

export function noLongerInvitedMail(mail: MailOccasion & { dates: readonly MailDate[] }): Mail {
  const { dates, practice } = mail;
  return {
    subject: `No longer invited: ${meetingsInWords(dates)}, ${practice}`,
    text: mailText(
      dates.length === 1
        ? `You need not come to this team meeting of ${practice} any more:`
        : `You need not come to these ${dates.length} team meetings of ${practice} any more:`,
      datesInWords(dates),
      "Who is invited was changed. The meeting goes on without you.",
      signature(mail),
    ),
  };
}

/** To somebody who was to come in another's place only, when the time moved and that other is asked again. */
export function noDeputyMail(
  mail: MailOccasion & {
    moves: readonly { from: MailDate; to: MailDate }[];
    reason: string | null;
    released: string | null;
  },
): Mail {
  const { moves, practice, reason, released } = mail;
  return {
    subject: `You need not stand in: ${meetingsInWords(moves.map(({ from }) => from))}, ${practice}`,
    text: mailText(
      `${moves.length === 1 ? "A team meeting" : counted(moves.length, "team meeting")} of ${practice} ${moves.length === 1 ? "was" : "were"} changed.`,
      moves.map((one) => moveInWords(one, true)).join("\n"),
      reason && `Why: ${reason}`,
      released,
      "You need not do anything.",
      signature(mail),
    ),
  };
}

const standingWords: Record<Standing, string> = {
  chair: "You chair",
  needed: "You are needed at",
  invited: "You are invited to",
};
const standingAlone: Record<Standing, string> = {
  chair: "You chair it.",
  needed: "You are needed.",
  invited: "You are invited.",
};

/** As many dates as are read at a glance; a calendar has the rest. */
const mostDates = 15;

function datesInWords(dates: readonly MailDate[]): string {
  const shown = dates.length > mostDates ? dates.slice(0, mostDates - 1) : dates;
  const last = dates.at(-1);
  return [
    ...shown.map((date) => `${spanInWords(date.startsAt, date.endsAt)}${ownPlace(date, dates)}`),
    ...(last && shown.length < dates.length
      ? [`and ${dates.length - shown.length} more, the last on ${dayInWords(dayOf(last.startsAt))}`]
      : []),
  ].join("\n");
}

/** Where this one is, when not all of them are at one place and one link. */
function ownPlace({ place, videoLink }: MailDate, dates: readonly MailDate[]): string {
  const differs = (of: (date: MailDate) => string | null) => new Set(dates.map(of)).size > 1;
  return [
    ...(differs((date) => date.place) ? [`, ${place}`] : []),
    ...(differs((date) => date.videoLink) && videoLink !== null ? [`, by video: ${videoLink}`] : []),
  ].join("");
}

/** Where all of them are, said once; null where each says it for itself. */
function whereInWords(dates: readonly MailDate[], before: readonly MailDate[] = dates): string | null {
  const says = (label: string, of: (date: MailDate) => string | null, none: string | null) => {
    const [now, ...others] = new Set(dates.map(of));
    if (now === undefined || others.length > 0) return null;
    const isNew = before.some((date) => of(date) !== now);
    if (now === null) return isNew ? none : null;
    return `${isNew ? `${label} now` : label}: ${now}`;
  };
  return [
    says("Where", ({ place }) => place, null),
    says("By video", ({ videoLink }) => videoLink, "Not by video any more."),
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** "Moved: Thursday 26 November 2026, 1pm to 3pm -> Friday 27 November 2026, 2pm to 4pm" */
function moveInWords({ from, to }: { from: MailDate; to: MailDate }, isTimed: boolean): string {
  const now = spanInWords(to.startsAt, to.endsAt);
  return isTimed ? `Moved: ${spanInWords(from.startsAt, from.endsAt)} -> ${now}` : now;
}

/** A week before the first date, so that somebody can still be found in their place; later when that is past. */
function askInWords(dates: readonly MailDate[], today: Day, again = false): string {
  const days = dates.map(({ startsAt }) => dayOf(startsAt)).sort();
  const first = days[0] ?? today;
  const week = addDays(first, -7);
  const tomorrow = addDays(today, 1);
  const latest = week > tomorrow ? week : tomorrow;
  const by = latest < first ? latest : first;
  return `Answer ${again ? "again " : ""}with one button: ${answerPlace}\nPlease answer by ${dayInWords(by)}.`;
}

function meetingsInWords(dates: readonly MailDate[]): string {
  const [first] = dates;
  return dates.length === 1 && first
    ? `team meeting on ${dayInWords(dayOf(first.startsAt))}`
    : counted(dates.length, "team meeting");
}

function signature({ organizer, practice }: Pick<MailOccasion, "organizer" | "practice">): string {
  return `${organizer}\n${practice}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
