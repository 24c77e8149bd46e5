/** What coordinators and chairs are told of the meetings of their practice: how far each is, and who is missing. */
import type { Day, Instant } from "#db/schema.ts";
import { dayOfStep, stepsOf } from "./cycle.ts";
import { addWorkingDays } from "./holidays.ts";
import { comes, deputiesOf, type Comer } from "./quorum.ts";
import { dayOfMeeting, isAhead, nearness, toldOn, type Line, type MeetingToRemind, type Waiting } from "./reminders.ts";
import { addDays, counted, dayInWordsFrom, dayOf } from "./time.ts";

/** Which cases somebody reads, and on the team of which they are. */
export interface Reach {
  readable: ReadonlySet<string>;
  onTeam: ReadonlySet<string>;
  /** Which of the late, ownerless and put off actions they see: not each one of a case that they read. */
  actions: ReadonlySet<string>;
}

/** How far the meetings of a practice are. Each reader is told only of what they may know. */
export interface ToCoordinate {
  agenda: readonly { meetingId: string; caseId: string }[];
  nominations: readonly { id: string; caseId: string }[];
  /** A discipline that was invited to a case of a meeting and gave nothing. */
  missing: readonly { meetingId: string; caseId: string }[];
  actions: readonly { id: string; due: Day }[];
  /** Actions that nobody owns: given back, or of somebody who has left. */
  unowned: readonly { id: string; ownerId: string }[];
  /** Actions that were given a third new date of late, or a later one. */
  putOff: readonly { id: string; actionId: string }[];
  /** Of the next meeting: who is invited, and the labels of the disciplines it needs, by code. */
  coming: { people: readonly Comer[]; needed: ReadonlyMap<string, string> };
  reach: ReadonlyMap<string, Reach>;
}

/** The next meeting of a practice, whose chair stands in for the practice's chair. */
export function nextOf<Meeting extends MeetingToRemind>(
  meetings: readonly Meeting[],
  now: Instant,
): Meeting | undefined {
  return meetings.find((meeting) => isAhead(meeting, now));
}

export function coordinatingLines(waiting: Waiting, state: ToCoordinate, now: Instant): Line[] {
  const { people, meetings } = waiting;
  const next = nextOf(meetings, now);
  // What is late is somebody's to see to also while no meeting is planned.
  const chairing = next ?? meetings.at(-1);
  return people.flatMap(({ id, role, away }) => {
    if (away !== null) return [];
    const coordinates = role === "coordinator";
    const reader: Reader = {
      ...(state.reach.get(id) ?? nothing),
      coordinates,
      today: dayOf(now),
    };
    const leads = (meeting: MeetingToRemind) => coordinates || meeting.chair_id === id;
    const own = meetings.filter((meeting) => isAhead(meeting, now) && leads(meeting));
    const told = [
      ...own.flatMap((meeting) => nominations(meeting, state, reader)),
      ...(next && leads(next) ? [...waitingNominations(state, reader), ...coming(next, state, reader)] : []),
      ...own.flatMap((meeting) => overdue(meeting, state, reader)),
      ...(chairing?.chair_id === id ? [...lateActions(chairing, state, reader), ...putOff(state, reader)] : []),
      ...(coordinates || chairing?.chair_id === id ? withoutOwner(state, reader) : []),
    ];
    return told.map((line) => ({ ...line, staffId: id, coverPath: null }));
  });
}

const nothing: Reach = { readable: new Set(), onTeam: new Set(), actions: new Set() };

type Reader = Reach & { coordinates: boolean; today: Day };
type Told = Pick<Line, "keys" | "text" | "path">;

/** That a case stands on an agenda is known to its team and to coordinators. */
const knows = (reader: Reader, caseId: string) => reader.coordinates || reader.onTeam.has(caseId);

function nominations(meeting: MeetingToRemind, { agenda }: ToCoordinate, reader: Reader): Told[] {
  const { today } = reader;
  const { nation, nominations_close: close } = meeting;
  if (!stepsOf(meeting).includes("nominations-open")) return [];
  const of = `the meeting of ${dayOfMeeting(meeting, today)}`;
  const path = `/meetings/${meeting.id}`;
  if (today >= toldOn(close, nation)) {
    const cases = agenda.filter((row) => row.meetingId === meeting.id && knows(reader, row.caseId)).length;
    const when =
      today > close ? "have closed" : today === close ? "close today" : `close on ${dayInWordsFrom(close, today)}`;
    return [
      {
        keys: [`nominations-close:${meeting.id}:${close}`],
        text: `Nominations for ${of} ${when}. ${counted(cases, "case")} on the agenda.`,
        path,
      },
    ];
  }
  if (today < toldOn(dayOfStep("nominations-open", meeting), nation)) return [];
  return [
    {
      keys: [`nominations-open:${meeting.id}:${close}`],
      text: `Nominations for ${of} are open until ${dayInWordsFrom(close, today)}.`,
      path,
    },
  ];
}

function waitingNominations({ nominations }: ToCoordinate, reader: Reader): Told[] {
  const rows = nominations.filter((row) => reader.readable.has(row.caseId));
  if (rows.length === 0) return [];
  return [
    {
      keys: rows.map((row) => `nomination:${row.id}`),
      text: `${counted(rows.length, "nomination")} ${rows.length === 1 ? "waits" : "wait"} for your answer.`,
      path: "/",
    },
  ];
}

/** Told when the meeting comes near, and before that as soon as somebody says that they cannot come. */
function coming(next: MeetingToRemind, { coming }: ToCoordinate, { today }: Reader): Told[] {
  const { people, needed } = coming;
  const declined = people.filter(({ reply }) => reply === "declined");
  const silent = people.filter(({ reply }) => reply === null);
  const deputies = deputiesOf(people);
  const gaps = [...needed].filter(
    ([code]) => !people.some((person) => person.discipline === code && comes(person, deputies)),
  );
  const near = nearness(dayOf(next.starts_at), today, next.nation);
  const isNear = near !== null && declined.length + silent.length + gaps.length > 0;
  const of = `${next.id}:${next.starts_at}`;
  const keys = [...(isNear ? [`coming:${of}:${near}`] : []), ...declined.map(({ id }) => `cannot-come:${of}:${id}`)];
  if (keys.length === 0) return [];
  const parts = [
    declined.length > 0 && `Cannot come: ${declined.map(({ name }) => name).join(", ")}.`,
    silent.length > 0 && `${silent.length} ${silent.length === 1 ? "has" : "have"} not answered.`,
    gaps.length > 0 && `Needed, and nobody comes: ${gaps.map(([, label]) => label).join(", ")}.`,
  ];
  return [
    {
      keys,
      text: [`Meeting of ${dayOfMeeting(next, today)}.`, ...parts.filter(Boolean)].join(" "),
      path: `/meetings/${next.id}`,
    },
  ];
}

/** From the working day after they were due. */
function overdue(meeting: MeetingToRemind, { missing }: ToCoordinate, reader: Reader): Told[] {
  const due = meeting.contributions_due;
  if (reader.today < addWorkingDays(due, 1, meeting.nation)) return [];
  const sees = (caseId: string) => reader.coordinates || reader.readable.has(caseId);
  const late = missing.filter((row) => row.meetingId === meeting.id && sees(row.caseId)).length;
  if (late === 0) return [];
  return [
    {
      keys: [`overdue:${meeting.id}:${due}`],
      text: `${counted(late, "contribution")} ${late === 1 ? "is" : "are"} overdue for the meeting of ${dayOfMeeting(meeting, reader.today)}.`,
      path: `/meetings/${meeting.id}`,
    },
  ];
}

/** Days after which the chair is told that an action is late. */
const chairToldAfter = 21;

function lateActions({ nation }: MeetingToRemind, { actions }: ToCoordinate, reader: Reader): Told[] {
  const late = actions.filter(
    (action) => reader.actions.has(action.id) && toldOn(addDays(action.due, chairToldAfter), nation) <= reader.today,
  );
  if (late.length === 0) return [];
  return [
    {
      keys: late.map((action) => `chair:${action.id}:${action.due}`),
      text: `${counted(late.length, "action")} ${late.length === 1 ? "is" : "are"} 3 weeks late or more.`,
      path: "/actions?whose=team&show=overdue",
    },
  ];
}

/** Also when only its reason is new: whoever chairs the next meeting asks there what keeps it. */
function putOff({ putOff: moved }: ToCoordinate, reader: Reader): Told[] {
  const seen = moved.filter(({ actionId }) => reader.actions.has(actionId));
  if (seen.length === 0) return [];
  const number = new Set(seen.map(({ actionId }) => actionId)).size;
  return [
    {
      keys: seen.map(({ id }) => `put-off:${id}`),
      text: `${counted(number, "action")} ${number === 1 ? "was" : "were"} put off for the third time or more.`,
      path: "/actions?whose=team",
    },
  ];
}

/** Each once, whoever let it go. */
function withoutOwner({ unowned }: ToCoordinate, reader: Reader): Told[] {
  const seen = unowned.filter(({ id }) => reader.actions.has(id));
  if (seen.length === 0) return [];
  return [
    {
      keys: seen.map(({ id, ownerId }) => `no-owner:${id}:${ownerId}`),
      text: `${counted(seen.length, "action")} ${seen.length === 1 ? "needs" : "need"} an owner.`,
      path: "/actions?whose=team&show=no-owner",
    },
  ];
}
