/** One meeting as its page shows it: its agenda, who is coming and who is missing, and how to join. */
import { z } from "zod";
import { teamsOf, type CaseTeam } from "#db/queries/cases.ts";
import { caseFilesOf } from "#db/queries/casefiles.ts";
import { deadlinesWithin } from "#db/queries/deadlines.ts";
import { queuedOf } from "#db/queries/digests.ts";
import { datesAhead, toldOf } from "#db/queries/invitations.ts";
import { fromJson } from "#db/queries/json.ts";
import {
  agendaOf,
  disciplinesOfMeeting,
  invitedTo,
  meetingAfter,
  meetingById,
  nextMeetingOf,
  peopleOfMeeting,
  readinessOf as readinessRows,
  unansweredOf,
} from "#db/queries/meetings.ts";
import { practiceById } from "#db/queries/staff.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { StaffRef } from "#db/casefile.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { absenceInWords, agendaInWords, comesFor, minutesOutside, orderedItem, timesOf } from "../../domain/agendas.ts";
import { deputyOf, ownAnswer, partInWords } from "../../domain/answers.ts";
import { frozenOn } from "../../domain/cycle.ts";
import { deadlineLine, standing, standsOnAgenda } from "../../domain/deadlines.ts";
import { id } from "../../domain/inputs.ts";
import { meetingStateOf } from "../../domain/meetings.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { gapInWords, gapsOf, needsOfCase, provisionalWords } from "../../domain/quorum.ts";
import { cellOf, cutOffsOf, disciplinesIn, readinessSeen, type CaseReadiness } from "../../domain/readiness.ts";
import { found } from "../../domain/refusal.ts";
import { offeredReminder, reminderOnce } from "../../domain/reminding.ts";
import { seeEach, seeItems, type SeenCase } from "../../domain/sight.ts";
import { dayOf, minutesBetween, spanInWords, timeInWords, wallTimeOf } from "../../domain/time.ts";
import { read, router, signedIn } from "../../trpc.ts";

const verbsOnMeeting = [
  "meeting.move",
  "meeting.cancel",
  "meeting.setNeeds",
  "meeting.invite",
  "meeting.arrange",
  "meeting.addCase",
  "meeting.attend",
  "meeting.start",
  "meeting.close",
  "meeting.setCaseNeeds",
  "meeting.postponeCase",
  "meeting.remind",
  "meeting.chase",
  "meeting.freeze",
] as const;

type Meeting = NonNullable<Awaited<ReturnType<typeof meetingById>>>;
type Loaded = Awaited<ReturnType<typeof load>>;
type Item = Loaded["agenda"][number];

interface Opening {
  db: Reader;
  at: Instant;
  today: Day;
}

export const opening = router({
  open: read("meeting.open")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const coordinates = ctx.stood.role === "coordinator";
      const loaded = await load(ctx, meeting, { ...staff, coordinates });
      return {
        ...meetingView(meeting),
        ...agendaView(loaded),
        ...peopleView(loaded),
        ...needsView(loaded),
        ...(await invitationOf(ctx, meeting, { staffId: staff.id, coordinates })),
        practice: { id: loaded.practice.id, name: loaded.practice.name },
        toRemind: coordinates ? await toRemind(ctx, meeting, staff.name) : null,
        deadlines: await deadlinesBefore(ctx, meeting, staff, loaded.agenda),
        mine: ownAnswer(staff.id, loaded.people),
        mayAnswerForOthers: coordinates,
        may: ctx.may(verbsOnMeeting),
      };
    }),
});

type Opener = StaffRef & { coordinates: boolean };

/** All that the views are made of, as far as this reader may know of it. */
async function load({ db, today }: Opening, meeting: Meeting, reader: Opener) {
  const practice = found(await practiceById(db, meeting.practice_id));
  const agenda = await agendaOf(db, meeting.id);
  const caseIds = agenda.map((item) => item.case_id);
  const within = await casesWithin(db, { staffId: reader.id, discipline: reader.discipline }, caseIds);
  // Whoever neither reads a case nor coordinates does not know that it stands here.
  const listed = agenda.filter((item) => reader.coordinates || within.onTeam.has(item.case_id));
  const idsWhere = (isMeant: (caseId: string) => boolean) => listed.map((item) => item.case_id).filter(isMeant);
  const seen = seeEach(
    await caseFilesOf(
      db,
      idsWhere((caseId) => within.onTeam.has(caseId)),
    ),
    reader,
    today,
  );
  const needs = await disciplinesOfMeeting(db, meeting.id);
  return {
    meeting,
    practice,
    reader,
    within,
    agenda,
    listed,
    needs,
    seen: seen.filter(({ scope }) => scope === "case"),
    readiness: await readinessIn(db, meeting, { listed, seen, reader, today }),
    teams: await teamsOf(db, caseIds),
    people: await peopleOfMeeting(db, meeting.practice_id, meeting.id, today),
    needed: needs.filter(({ need }) => need === "needed").map(({ discipline }) => discipline),
    times: timesOf(
      { startsAt: meeting.starts_at, endsAt: meeting.ends_at },
      agenda.map((item) => item.minutes),
    ),
    labelOf: (code: string) => disciplineLabel(practice.policy, code),
  };
}

/** How far each listed case is: who coordinates knows every state, everybody else what follows from what they see. */
async function readinessIn(
  db: Reader,
  meeting: Meeting,
  about: { listed: readonly { case_id: string }[]; seen: readonly SeenCase[]; reader: Opener; today: Day },
): Promise<Map<string, CaseReadiness>> {
  const { listed, seen, reader, today } = about;
  const ids = listed.map((item) => item.case_id);
  const rows = await readinessRows(db, meeting.id, ids, today);
  const of = (caseId: string) => (row: { case_id: string }) => row.case_id === caseId;
  if (reader.coordinates) {
    return new Map(
      ids.map((caseId) => [
        caseId,
        {
          asked: rows.asked.filter(of(caseId)).map(({ discipline }) => discipline),
          given: rows.given.filter(of(caseId)).map(({ name, submitted_at, ...row }) => ({
            discipline: row.discipline,
            kind: row.kind,
            author: name,
            submittedAt: submitted_at,
          })),
          begun: rows.begun.filter(of(caseId)).map(({ discipline }) => discipline),
          only: null,
        },
      ]),
    );
  }
  const hasDraft = (caseId: string) => rows.begun.filter(of(caseId)).some((row) => row.author_id === reader.id);
  return new Map(seen.map((view) => [view.file.id, readinessSeen(view, meeting.id, hasDraft(view.file.id))]));
}

function meetingView(meeting: Meeting) {
  return {
    id: meeting.id,
    words: spanInWords(meeting.starts_at, meeting.ends_at),
    startsAt: meeting.starts_at,
    endsAt: meeting.ends_at,
    place: meeting.place,
    state: meetingStateOf(meeting),
    cancelledReason: meeting.cancelled_reason,
    extraReason: meeting.extra_reason,
    chair: meeting.chair_id ? { id: meeting.chair_id, name: meeting.chair ?? "" } : null,
    cycle: {
      nominationsClose: meeting.nominations_close,
      contributionsDue: meeting.contributions_due,
      packFreezes: meeting.pack_freezes,
    },
    packFrozen: frozenOn(meeting),
    version: meeting.version,
  };
}

/** The cases in their order, and for who makes the agenda how it fits the meeting. */
function agendaView(loaded: Loaded) {
  const { meeting, practice, reader, agenda, listed, readiness, teams, people } = loaded;
  const present = disciplinesIn([...readiness.values()]);
  const columns = practice.policy.disciplines
    .filter(({ code }) => present.has(code))
    .map(({ code, label }) => ({ code, label }));
  const planned = agenda.reduce((sum, item) => sum + item.minutes, 0);
  const ordered = agenda.map((item) => orderedItem(item, teams.get(item.case_id), people));
  return {
    agendaWords: reader.coordinates ? agendaInWords(planned, minutesBetween(meeting.starts_at, meeting.ends_at)) : null,
    minutesOutside: reader.coordinates ? minutesOutside(ordered) : 0,
    agenda: listed.map((item) => ({ ...itemView(loaded, item), cells: cellsOf(loaded, item, columns) })),
    columns,
  };
}

function itemView(loaded: Loaded, item: Item) {
  const view = loaded.seen.find((candidate) => candidate.file.id === item.case_id);
  return {
    itemId: item.id,
    caseId: item.case_id,
    number: item.number,
    initials: view?.person ? `${view.person.givenName[0] ?? ""}${view.person.familyName[0] ?? ""}` : null,
    question: view?.file.nominations[0]?.question ?? null,
    reads: view?.scope === "case",
    onTeam: loaded.within.onTeam.has(item.case_id),
    minutes: item.minutes,
    at: timeInWords(wallTimeOf(timeOf(loaded, item)?.startsAt ?? loaded.meeting.starts_at)),
    version: item.version,
    opened: item.opened_at !== null,
    quorum: quorumOf(loaded, item),
    outcome: view ? item.outcome : null,
    concluded: item.concluded_at !== null,
  };
}

function timeOf({ agenda, times }: Loaded, item: Item) {
  return times[agenda.indexOf(item)];
}

/** What each discipline has given to a case so far, as far as this reader may know. */
function cellsOf({ meeting, readiness }: Loaded, item: Item, columns: readonly { code: string; label: string }[]) {
  const known = readiness.get(item.case_id);
  return columns.flatMap(({ code, label }) => {
    const cell = known && cellOf(code, known, cutOffsOf(meeting));
    return cell ? [{ code, label, ...cell }] : [];
  });
}

/** Whom a case needs and who of them is missing: for its readers, and for who makes the agenda. */
function quorumOf(loaded: Loaded, item: Item) {
  const { meeting, reader, people, needed, labelOf } = loaded;
  const steers = reader.coordinates || meeting.chair_id === reader.id;
  const team: CaseTeam | undefined = loaded.teams.get(item.case_id);
  if (!team || !(steers || loaded.within.readable.has(item.case_id))) return null;
  const needs = needsOfCase(item.needs && fromJson(item.needs), needed, team.invited);
  const time = timeOf(loaded, item);
  return {
    needs,
    invited: team.invited.map((code) => ({ code, label: labelOf(code) })),
    gaps: gapsOf(needs, people, team.team).map((gap) => gapInWords(gap, labelOf)),
    absences: comesFor(people, team.team).flatMap((person) => (time && absenceInWords(person, time)) ?? []),
    provisional: provisionalWords(item.missing ? fromJson(item.missing) : [], labelOf),
  };
}

function peopleView({ people, labelOf }: Loaded) {
  return {
    people: people.map((person) => ({
      id: person.id,
      name: person.name,
      discipline: labelOf(person.discipline),
      reply: person.reply,
      reason: person.reason,
      part: partInWords(person),
      ...deputyOf(person, people),
      presence: person.presence,
    })),
  };
}

/** Which disciplines the meeting invites and needs, and of whom it needs nobody comes. */
function needsView({ practice, needs, needed, people, labelOf }: Loaded) {
  const everybody = new Set(people.map((person) => person.id));
  return {
    needs,
    disciplines: practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
    quorumGaps: gapsOf(needed, people, everybody).map((gap) => labelOf(gap.discipline)),
  };
}

/** Who has not answered and was not reminded today, and the mail they would get. */
async function toRemind({ db, at, today }: Opening, meeting: Meeting, organizer: string) {
  if (meeting.starts_at <= at || meetingStateOf(meeting) !== "planned") return { names: [], mail: null };
  const people = await unansweredOf(db, meeting, today);
  const reminded = await queuedOf(
    db,
    people.map((person) => reminderOnce(meeting.id, person.id, today)),
  );
  const left = people.filter((person) => !reminded.has(reminderOnce(meeting.id, person.id, today)));
  return offeredReminder(meeting, left, { organizer, today });
}

/** How to join, for those who are invited; for who may change it, of how many dates and who has not been told. */
async function invitationOf(ctx: Opening, meeting: Meeting, reader: { staffId: string; coordinates: boolean }) {
  const isPlanned = meetingStateOf(meeting) === "planned";
  const invited = reader.coordinates || meeting.video_link ? await invitedTo(ctx.db, meeting, ctx.today) : [];
  const joins = reader.coordinates || invited.some(({ id }) => id === reader.staffId);
  const offers = reader.coordinates && isPlanned;
  const told = offers ? await toldOf(ctx.db, meeting) : null;
  const ahead = offers && meeting.series_id ? await datesAhead(ctx.db, meeting.series_id, ctx.at) : [];
  return {
    videoLink: joins ? meeting.video_link : null,
    /** How many other dates of its series have not begun, and how many of them come after this one. */
    others: {
      all: ahead.filter((date) => date.id !== meeting.id).length,
      later: ahead.filter((date) => date.starts_at > meeting.starts_at).length,
    },
    toInvite: told && { people: invited.filter(({ id }) => !told.has(id)).length, isFirst: told.size === 0 },
  };
}

/** Days that do not move and fall before the meeting after this one, of the cases the reader reads. */
async function deadlinesBefore(
  { db, at, today }: Opening,
  meeting: Meeting,
  reader: StaffRef,
  agenda: readonly Pick<Item, "case_id">[],
) {
  if (!["planned", "running"].includes(meetingStateOf(meeting))) return [];
  const who = { staffId: reader.id, discipline: reader.discipline };
  const [boxes, coming, after] = await Promise.all([
    deadlinesWithin(db, who, [meeting.practice_id]),
    nextMeetingOf(db, meeting.practice_id, at),
    meetingAfter(db, meeting.practice_id, meeting.starts_at),
  ]);
  const isListed = (caseId: string) => agenda.some((item) => item.case_id === caseId);
  const stands = {
    on: dayOf(meeting.starts_at),
    isNext: coming?.id === meeting.id,
    next: after ? dayOf(after.starts_at) : null,
    today,
  };
  return (
    standing(seeItems(boxes, reader, today))
      .filter(({ due }) => standsOnAgenda(due, stands))
      // An extra meeting is about its own cases only.
      .filter((deadline) => meeting.extra_reason === null || isListed(deadline.case.id))
      .map((deadline) => ({ ...deadlineLine(deadline), isListed: isListed(deadline.case.id) }))
  );
}
