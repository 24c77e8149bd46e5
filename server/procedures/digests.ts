/** The timer's verbs: the one digest of a day for each person for whom something new waits. */
import { z } from "zod";
import { actionsById } from "#db/queries/actions.ts";
import { awayOf } from "#db/queries/availability.ts";
import { nominationsWaiting } from "#db/queries/cases.ts";
import { meetingsInCycle, peopleAfterMeeting } from "#db/queries/cycle.ts";
import {
  actionsToRemind,
  actionsWithoutOwner,
  awaitedOf,
  casesOnAgendas,
  invitationsSince,
  keepReminders,
  missingContributions,
  practicesToTell,
  queuedOf,
  reviewedSince,
  toldBefore,
  unansweredPolls,
} from "#db/queries/digests.ts";
import { disciplinesOfMeeting, invitedTo, peopleOfMeeting } from "#db/queries/meetings.ts";
import { queueMessages } from "#db/queries/messages.ts";
import { answeredOf, concludedOf } from "#db/queries/outcomes.ts";
import { practiceById, staffOfPractice } from "#db/queries/staff.ts";
import { practicesOf } from "#db/queries/standing.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { coordinatingLines, nextOf, type Reach, type ToCoordinate } from "../domain/coordinating.ts";
import { cycleReach, isInWindow } from "../domain/cycle.ts";
import { addressed, digestOf, digestOnce, isTimeForDigests, type ToldLine } from "../domain/digests.ts";
import { id } from "../domain/inputs.ts";
import { queued } from "../domain/messages.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { found } from "../domain/refusal.ts";
import { askedBy, isAhead, longestAway, nearness, personalLines, type Waiting } from "../domain/reminders.ts";
import { hasLeft, seeActions } from "../domain/sight.ts";
import { addDays, addMinutes, dayOf, instantAt } from "../domain/time.ts";
import { read, router, write } from "../trpc.ts";

const minutesOfDay = 24 * 60;
/** The farthest an action may lie ahead to be told of: three days, and the longest holidays before them. */
const actionsAhead = 10;

/** Within how many days what was said in a review is told of. */
const reviewedFor = 30;
/** The least number of days that an action is late when the chair hears of it: three weeks, less the longest holidays. */
const chairHearsFrom = 10;

/** For how many days it is news what became of something. */
const toldOfOutcomes = 30;

type Practice = Awaited<ReturnType<typeof practicesToTell>>[number];
interface Asking {
  db: Reader;
  at: Instant;
  today: Day;
}

export const digests = router({
  /** Those for whom something new waits today and who had no digest yet. */
  due: read("digest.due").query(async ({ ctx }) => {
    const parts = await partsOf(ctx, await practicesToTell(ctx.db));
    const had = await queuedOf(
      ctx.db,
      [...parts.keys()].map((staffId) => digestOnce(staffId, ctx.today)),
    );
    return [...parts.keys()].filter((staffId) => !had.has(digestOnce(staffId, ctx.today)));
  }),

  /** Makes the digest of one person and remembers what it told; with nothing new, or one made today, nothing. */
  make: write("digest.make")
    .input(z.object({ staffId: id }))
    .mutation(async ({ ctx, input }) => {
      const { staffId } = input;
      const practices = await practicesOf(ctx.db, staffId);
      const inThem = await practicesToTell(
        ctx.db,
        practices.map((practice) => practice.id),
      );
      const parts = (await partsOf(ctx, inThem, staffId)).get(staffId) ?? [];
      const digest = digestOf(staffId, parts, { today: ctx.today, origin: ctx.origin });
      const queuedIds = digest && (await queueMessages(ctx.db, [queued(digest, ctx.newId(), ctx.at)]));
      if (!queuedIds?.length) return { staffId, queued: false };
      const told = await toldTo(
        ctx.db,
        parts.flatMap((part) => part.lines),
      );
      const keys = new Set(parts.flatMap((part) => part.lines.flatMap((line) => line.keys)));
      await keepReminders(
        ctx.db,
        [...keys]
          .filter((key) => !told(staffId, key))
          .map((about) => ({ id: ctx.newId(), staff_id: staffId, about, on_day: ctx.today })),
      );
      ctx.changed("outbox");
      return { staffId, queued: true };
    }),
});

/** What is new in these practices, by whom to tell it: to everybody, or `only` to one. Nothing by night, nor on a day off of the practice. */
async function partsOf(ctx: Asking, practices: readonly Practice[], only?: string) {
  const parts = new Map<string, { practice: Practice; lines: ToldLine[] }[]>();
  for (const practice of practices) {
    if (!isTimeForDigests(ctx.at, practice.nation)) continue;
    const scene = await sceneOf(ctx, practice);
    const waiting = await waitingIn(ctx, scene);
    const leads = leadingIn(scene).filter(({ id: staffId }) => only === undefined || staffId === only);
    const toCoordinate = leads.length > 0 && (await toCoordinateIn(ctx, scene, leads));
    const lines = [
      ...personalLines(waiting, ctx.at),
      ...(toCoordinate ? coordinatingLines(waiting, toCoordinate, ctx.at) : []),
    ];
    const toTell = addressed(lines, waiting.people).filter(({ to }) => only === undefined || to === only);
    const told = await toldTo(ctx.db, toTell);
    const isNew = ({ to, keys }: ToldLine) => keys.some((key) => !told(to, key));
    for (const line of toTell.filter(isNew)) {
      const own = parts.get(line.to) ?? [];
      const part = own.find((one) => one.practice.id === practice.id);
      if (part) part.lines.push(line);
      else parts.set(line.to, [...own, { practice, lines: [line] }]);
    }
  }
  return parts;
}

function toldTo(db: Reader, lines: readonly ToldLine[]) {
  return toldBefore(db, [...new Set(lines.map(({ to }) => to))], [...new Set(lines.flatMap(({ keys }) => keys))]);
}

type Meeting = Awaited<ReturnType<typeof meetingsInCycle>>[number];
type Guest = Awaited<ReturnType<typeof guestsOf>>[number];

/** What both those for whom something waits and those who coordinate it need to be told. */
interface Scene {
  practice: Practice;
  staff: Awaited<ReturnType<typeof staffOfPractice>>;
  meetings: Meeting[];
  /** Those that have not begun. */
  ahead: Meeting[];
  /** Those of them that ask for contributions already. */
  asking: string[];
  actions: Awaited<ReturnType<typeof actionsToRemind>>;
  /** What was said of actions at the meetings of late. */
  reviewed: Awaited<ReturnType<typeof reviewedSince>>;
  /** Who is invited, to the next meeting and to those that are near. */
  guests: Map<string, Guest[]>;
}

async function sceneOf(ctx: Asking, practice: Practice): Promise<Scene> {
  const { db, at, today } = ctx;
  const staff = (await staffOfPractice(db, practice.id)).filter((row) => !hasLeft({ leftOn: row.left_on }, today));
  const meetings = await meetingsInCycle(
    db,
    addMinutes(at, -cycleReach.before * minutesOfDay),
    addMinutes(at, cycleReach.after * minutesOfDay),
    [practice.id],
  );
  const ahead = meetings.filter((meeting) => isAhead(meeting, at));
  const next = nextOf(meetings, at);
  const guests = new Map<string, Guest[]>();
  for (const meeting of ahead.filter((one) => one === next || isNear(one, today))) {
    guests.set(meeting.id, await guestsOf(ctx, meeting));
  }
  return {
    practice,
    staff,
    meetings,
    ahead,
    asking: ahead.filter((meeting) => askedBy(meeting, at) !== null).map((meeting) => meeting.id),
    actions: await actionsToRemind(db, practice.id, addDays(today, actionsAhead)),
    reviewed: await reviewedSince(db, practice.id, addMinutes(at, -reviewedFor * minutesOfDay)),
    guests,
  };
}

async function waitingIn({ db, at, today }: Asking, scene: Scene): Promise<Waiting> {
  const { practice, staff, meetings, ahead, guests } = scene;
  const midnight = instantAt(today, "00:00");
  const away = await awayOf(
    db,
    staff.map((row) => row.id),
    today,
    today,
  );
  const sent = await invitationsSince(db, practice.id, midnight);
  const isSentToday = (meeting: Meeting, staffId: string) =>
    sent.some(
      (row) =>
        row.staff_id === staffId &&
        (row.meeting_id === meeting.id || (row.series_id !== null && row.series_id === meeting.series_id)),
    );
  const held: Waiting["held"][number][] = [];
  for (const meeting of meetings.filter((one) => isInWindow("issue", one, at) || isInWindow("confirm", one, at))) {
    const people = await peopleAfterMeeting(db, meeting);
    held.push(...people.map(({ id: staffId, actions }) => ({ meetingId: meeting.id, staffId, actions })));
  }
  return {
    nation: practice.nation,
    people: staff.map((row) => ({
      id: row.id,
      name: row.name,
      role: row.role,
      away: longestAway(away.filter((one) => one.staff_id === row.id)),
    })),
    meetings,
    unanswered: ahead
      .filter((meeting) => isNear(meeting, today))
      .flatMap((meeting) =>
        (guests.get(meeting.id) ?? [])
          .filter((person) => person.reply === null && !isSentToday(meeting, person.id))
          .map((person) => ({ meetingId: meeting.id, staffId: person.id })),
      ),
    polls: await unansweredPolls(db, practice.id, midnight),
    awaited: await awaitedOf(db, scene.asking),
    actions: scene.actions.filter((action) => !action.isDeclined),
    absences: scene.reviewed.filter((one) => one.isOwnerAbsent),
    held,
    outcomes: await outcomesIn(db, practice.id, staff, addMinutes(at, -toldOfOutcomes * minutesOfDay)),
  };
}

/** What became of what somebody put forward, where they read the case. */
async function outcomesIn(
  db: Reader,
  practiceId: string,
  staff: Scene["staff"],
  since: Instant,
): Promise<Waiting["outcomes"]> {
  const asked = { practiceIds: [practiceId], since };
  const rows = [
    ...(await concludedOf(db, asked)).map((row) => ({ ...row, of: "case" as const })),
    // A contribution that is amended takes its answers over: they are the ones that were told of.
    ...(await answeredOf(db, asked)).map((row) => ({
      ...row,
      id: `${row.case_id}:${row.answered_at}`,
      of: "request" as const,
    })),
  ];
  const told: Waiting["outcomes"][number][] = [];
  for (const { id: staffId, discipline } of staff) {
    const own = rows.filter((row) => row.staff_id === staffId);
    if (own.length === 0) continue;
    const { readable } = await casesWithin(db, { staffId, discipline }, [...new Set(own.map((row) => row.case_id))]);
    told.push(...own.filter((row) => readable.has(row.case_id)).map((row) => ({ id: row.id, staffId, of: row.of })));
  }
  return told;
}

/** Coordinators, and whoever chairs a meeting that is known of. */
function leadingIn({ staff, meetings }: Scene) {
  return staff.filter((row) => row.role === "coordinator" || meetings.some((meeting) => meeting.chair_id === row.id));
}

async function toCoordinateIn(
  { db, at, today }: Asking,
  scene: Scene,
  leads: ReturnType<typeof leadingIn>,
): Promise<ToCoordinate> {
  const { practice, ahead, actions, guests } = scene;
  const next = nextOf(scene.meetings, at);
  const agenda = await casesOnAgendas(
    db,
    ahead.map((meeting) => meeting.id),
  );
  const nominations = (await nominationsWaiting(db, [practice.id])).map((row) => ({ id: row.id, caseId: row.case_id }));
  const missing = await missingContributions(db, scene.asking);
  const caseIds = [...new Set([...agenda, ...nominations, ...missing].map((row) => row.caseId))];
  const putOff = scene.reviewed.filter((one) => !one.isOwnerAbsent);
  const unowned = await actionsWithoutOwner(db, practice.id, today);
  const late = actions.filter(({ due }) => due < addDays(today, -chairHearsFrom));
  const told = await actionsById(db, [
    ...new Set([...late, ...unowned].map((action) => action.id).concat(putOff.map(({ actionId }) => actionId))),
  ]);
  const reach = new Map<string, Reach>();
  for (const row of leads) {
    const within = await casesWithin(db, { staffId: row.id, discipline: row.discipline }, caseIds);
    const reader = { ...row, reference: row.reference ?? row.id, leftOn: row.left_on };
    const seen = seeActions(told, reader, today).filter((action) => action.case !== null);
    reach.set(row.id, { ...within, actions: new Set(seen.map((action) => action.id)) });
  }
  const coming = {
    people: next ? (guests.get(next.id) ?? []) : [],
    needed: next ? await neededIn(db, next) : new Map<string, string>(),
  };
  return { agenda, nominations, missing, actions, unowned, putOff, coming, reach };
}

function isNear(meeting: Meeting, today: Day): boolean {
  return nearness(dayOf(meeting.starts_at), today, meeting.nation) !== null;
}

async function guestsOf({ db, today }: Asking, meeting: Meeting) {
  const invited = new Set((await invitedTo(db, meeting, today)).map((person) => person.id));
  return (await peopleOfMeeting(db, meeting.practice_id, meeting.id, today)).filter((person) => invited.has(person.id));
}

/** The labels of the disciplines that a meeting needs, by code. */
async function neededIn(db: Reader, meeting: Meeting): Promise<Map<string, string>> {
  const practice = found(await practiceById(db, meeting.practice_id));
  const needed = (await disciplinesOfMeeting(db, meeting.id)).filter((row) => row.need === "needed");
  return new Map(needed.map((row) => [row.discipline, disciplineLabel(practice.policy, row.discipline)]));
}
