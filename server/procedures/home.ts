/** "Needed from me": one list for each person, over all their practices, ordered by time and then by weight. */
import { actionsSeen, openRequestsTo, type CaseOfItem, type LogRow } from "#db/queries/actions.ts";
import { nominationsBy, nominationsWaiting } from "#db/queries/cases.ts";
import { awaitedFrom } from "#db/queries/contributions.ts";
import { deadlinesWithin } from "#db/queries/deadlines.ts";
import {
  agendaOf,
  answersOf,
  meetingsInviting,
  nextMeetings,
  readinessOf,
  unansweredOf,
} from "#db/queries/meetings.ts";
import { stuckMessages } from "#db/queries/messages.ts";
import { answeredOf, concludedOf } from "#db/queries/outcomes.ts";
import { pollsWaitingFor } from "#db/queries/polls.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Reader } from "#db/database.ts";
import type { Day } from "#db/schema.ts";
import { actionStateWords, dueInWords, isOverdue, logOrder, stateOf } from "../domain/actions.ts";
import { deadlineLine, standing, standsAtHome } from "../domain/deadlines.ts";
import { verdictWords } from "../domain/cases.ts";
import { outcomeWords } from "../domain/discussions.ts";
import { meetingStateOf } from "../domain/meetings.ts";
import { seeActions, seeItems } from "../domain/sight.ts";
import { addMinutes, dayOf, spanInWords } from "../domain/time.ts";
import { askedOnce } from "../domain/waiting.ts";
import { read, router, signedIn } from "../trpc.ts";

/** How long the answer to a nomination, and a mail that failed, stays on somebody's list, in days. */
const answerDays = 30;
const mostActions = 100;

export const home = router({
  open: read("home.open").query(async ({ ctx }) => {
    const { staff, roles } = signedIn(ctx);
    const who = { staffId: staff.id, discipline: staff.discipline };
    const practiceIds = roles.map((role) => role.practiceId);
    const meetings = await nextMeetings(ctx.db, practiceIds, ctx.at);
    const openActions = {
      practiceIds,
      who,
      show: "open",
      today: ctx.today,
      ownerId: null,
      caseId: null,
      after: null,
      most: mostActions,
    } as const;
    const inSight = (rows: readonly LogRow[]) => seeActions(rows, staff, ctx.today);
    const since = addMinutes(ctx.at, -answerDays * 24 * 60);
    const own = { practiceIds, since, staffId: staff.id };
    const [answers, awaited, rows, ended, deadlines, requests, nominated, waiting, polls, stuck, concluded, answered] =
      await Promise.all([
        answersOf(ctx.db, staff.id),
        awaitedFrom(
          ctx.db,
          staff.id,
          staff.discipline,
          meetings.map((meeting) => meeting.id),
        ),
        actionsSeen(ctx.db, { ...openActions, whose: "mine", cases: "going-on" }, inSight),
        actionsSeen(ctx.db, { ...openActions, whose: "team", cases: "ended" }, inSight),
        deadlinesWithin(ctx.db, who, practiceIds),
        openRequestsTo(ctx.db, staff.discipline, who),
        nominationsBy(ctx.db, staff.id, since),
        nominationsWaiting(ctx.db, practiceIds),
        pollsWaitingFor(ctx.db, staff.id, practiceIds, ctx.at),
        stuckMessages(
          ctx.db,
          roles.filter(({ role }) => role === "coordinator").map(({ practiceId }) => practiceId),
          {
            since,
            anHourAgo: addMinutes(ctx.at, -60),
            today: ctx.today,
          },
        ),
        concludedOf(ctx.db, own),
        answeredOf(ctx.db, own),
      ]);
    const within = await casesWithin(
      ctx.db,
      who,
      [...nominated, ...waiting, ...concluded, ...answered].map((row) => row.case_id),
    );
    const inviting = await meetingsInviting(
      ctx.db,
      who,
      meetings.map((meeting) => meeting.id),
    );
    const coordinates = (practiceId: string) =>
      roles.some((role) => role.practiceId === practiceId && role.role === "coordinator");
    const triages = (practiceId: string) =>
      coordinates(practiceId) ||
      meetings.some((meeting) => meeting.practice_id === practiceId && meeting.chair_id === staff.id);

    return {
      meetings: meetings.map((meeting) => ({
        id: meeting.id,
        practice: meeting.practice,
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        startsAt: meeting.starts_at,
        place: meeting.place,
        state: meetingStateOf(meeting),
        contributionsDue: meeting.contributions_due,
        reply: answers.get(meeting.id) ?? null,
        isInvited: inviting.has(meeting.id) || coordinates(meeting.practice_id),
      })),
      contributions: askedOnce(awaited, meetings)
        .filter(({ isGiven }) => !isGiven)
        .map((row) => ({
          meetingId: row.meeting_id,
          caseId: row.case_id,
          number: row.number,
          initials: `${row.given_name[0] ?? ""}${row.family_name[0] ?? ""}`,
          question: row.question ?? "",
          begun: Number(row.begun) > 0,
        })),
      requests: seeItems(requests, staff, ctx.today).map((request) => ({
        id: request.id,
        text: request.text,
        caseId: request.case.id,
        number: request.case.number,
        initials: request.case.initials,
        practice: request.case.practice.name,
      })),
      actions: logOrder(rows, ctx.today).map((action) => ({
        id: action.id,
        text: action.text,
        due: action.due,
        dueWords: dueInWords(action, ctx.today),
        isOverdue: isOverdue(action, ctx.today),
        state: stateOf(action),
        stateWords: actionStateWords[stateOf(action)],
        initials: action.case?.initials ?? null,
        number: action.case?.number ?? null,
        practice: action.case?.practice.name ?? null,
        version: action.version,
      })),
      deadlines: standing(seeItems(deadlines, staff, ctx.today))
        .filter(({ due }) => standsAtHome(due, ctx.today))
        .map(deadlineLine),
      ended: casesEnded(
        ended.filter((action) => action.ownerId === staff.id || coordinates(action.case?.practice.id ?? "")),
      ),
      triage: waiting
        .filter((row) => triages(row.practice_id) && within.readable.has(row.case_id))
        .map((row) => ({
          caseId: row.case_id,
          number: row.number,
          nominatedAt: row.nominated_at,
          practice: roles.find((role) => role.practiceId === row.practice_id)?.practiceName ?? "",
        })),
      answers: nominated
        .filter((row) => within.onTeam.has(row.case_id))
        .map((row) => ({
          caseId: row.case_id,
          number: row.number,
          verdict: row.verdict ? verdictWords[row.verdict] : "",
          reason: row.verdict_reason,
        })),
      /** Of what they nominated and asked for, as far as they read the case. */
      outcomes: [
        ...concluded.map((row) => ({
          ...ofCase(row),
          what: row.outcome ? outcomeWords[row.outcome] : "",
          on: row.concluded_at && dayOf(row.concluded_at),
          meetingId: row.meeting_id,
          request: null,
        })),
        ...answered.map((row) => ({
          ...ofCase(row),
          what: `${row.text} (${row.answered_by})`,
          on: null,
          meetingId: null,
          request: row.request,
        })),
      ].filter(({ caseId }) => within.readable.has(caseId)),
      polls,
      mail: stuck.map(({ practiceId, count, failed }) => ({
        practiceId,
        count,
        /** Which part of the outbox holds them all. */
        show: failed === count ? "failed" : failed === 0 ? "queued" : "",
        practice: roles.find((role) => role.practiceId === practiceId)?.practiceName ?? "",
      })),
      toCoordinate: await Promise.all(
        meetings
          .filter((meeting) => coordinates(meeting.practice_id))
          .map(async (meeting) => ({
            meetingId: meeting.id,
            practice: meeting.practice,
            ...(await standOf(ctx.db, meeting, ctx.today)),
          })),
      ),
      today: ctx.today,
    };
  }),
});

function ofCase(row: { id: string; case_id: string; number: number; given_name: string; family_name: string }) {
  const initials = `${row.given_name[0] ?? ""}${row.family_name[0] ?? ""}`;
  return { id: row.id, caseId: row.case_id, number: row.number, initials };
}

/** Cases that ended with open actions: nobody is reminded of those, so they are offered for closing. */
function casesEnded(actions: readonly { case: CaseOfItem | null }[]) {
  const cases = new Map(actions.flatMap((action) => (action.case ? [[action.case.id, action.case] as const] : [])));
  return [...cases.values()].map(({ id, number, initials, practice }) => ({
    caseId: id,
    number,
    initials,
    practice: practice.name,
    actions: actions.filter((action) => action.case?.id === id).length,
  }));
}

/** How far a meeting is: who has not answered, which contributions are still to come. States only. */
async function standOf(db: Reader, meeting: Parameters<typeof unansweredOf>[1], today: Day) {
  const [unanswered, agenda] = await Promise.all([unansweredOf(db, meeting, today), agendaOf(db, meeting.id)]);
  const ready = await readinessOf(
    db,
    meeting.id,
    agenda.map((item) => item.case_id),
    today,
  );
  const gave = (row: { case_id: string; discipline: string }) =>
    ready.given.some((given) => given.case_id === row.case_id && given.discipline === row.discipline);
  return {
    cases: agenda.length,
    asked: ready.asked.length,
    waiting: ready.asked.filter((row) => !gave(row)).length,
    unanswered: unanswered.map((person) => person.name),
  };
}
