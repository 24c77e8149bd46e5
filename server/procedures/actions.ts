/** The action log, one action, the owner's answers, and the review that opens every meeting. */
import { z } from "zod";
import {
  actionById,
  actionsById,
  actionsSeen,
  changeAction,
  keepAction,
  keepUpdate,
  noteOfAction,
  questionsOn,
  reviewedIn,
  updatesOf,
  type LogQuestion,
  type LogRow,
} from "#db/queries/actions.ts";
import { caseFileOf, seenByTeam } from "#db/queries/casefiles.ts";
import { guestOfAction } from "#db/queries/guests.ts";
import { agendaOf, meetingAfter, meetingById, nextMeetings } from "#db/queries/meetings.ts";
import { helpedBy, helpersOf, outsideRemitSince, saidDifferent } from "#db/queries/owning.ts";
import { isAttached, practiceById, staffById, staffOfPractice } from "#db/queries/staff.ts";
import { openCasesReadBy } from "#db/queries/visible.ts";
import type { StaffRef } from "#db/casefile.ts";
import type { Reader, Writer } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import type { ActionUpdateKind, DeclineReason } from "#db/vocabulary.ts";
import {
  accept,
  acceptAction,
  actionStateWords,
  decline,
  dueInWords,
  isOrphaned,
  isOverdue,
  logFilters,
  logOrder,
  possibleDuplicates,
  record,
  recordAction,
  report,
  reportAction,
  review,
  reviewAction,
  stateOf,
  verdictWords,
  type Change,
} from "../domain/actions.ts";
import { alike, askedAndAnswered, declineAction, declinedInWords, openQuestion, pairOf } from "../domain/owning.ts";
import { deadlineWords } from "../domain/deadlines.ts";
import { id } from "../domain/inputs.ts";
import { mayBeDone, meetingStateOf } from "../domain/meetings.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { mostSheetRows, sheetOf } from "../domain/logsheets.ts";
import { found, Refusal, refuse } from "../domain/refusal.ts";
import { hasLeft, mayBePrinted, seeActions, viewFor, whoMayHelp } from "../domain/sight.ts";
import { addMinutes, dayOf, shortDay, spanInWords } from "../domain/time.ts";
import { read, router, signedIn, write, writerOf } from "../trpc.ts";

const pageLength = 50;
/** The most open actions a review shows at once; a practice carries some dozens. */
const reviewLength = 200;

const aYear = 365 * 24 * 60;

const changedMeanwhile = (state: string) =>
  new Refusal("stale", `Somebody changed this action meanwhile: it is now ${state}. Open the page again to go on.`);

export const actions = router({
  list: read("action.list")
    .input(logFilters)
    .query(async ({ ctx, input }) => {
      const { staff, roles } = signedIn(ctx);
      const question = questionOf(ctx, input, pageLength + 1);
      const { practiceIds } = question;
      const seen = await actionsSeen(ctx.db, question, (rows) => inSight(rows, staff, ctx.today));
      const shown = seen.slice(0, pageLength);
      return {
        actions: shown.map((action) => lineOf(action, ctx.today, staff.id)),
        after: seen.length > pageLength ? (shown.at(-1)?.after ?? null) : null,
        helping: (await helpingWith(ctx.db, question, staff, ctx.today)).map((action) =>
          lineOf(action, ctx.today, staff.id),
        ),
        outsideRemit:
          question.whose === "team"
            ? await outsideRemits(ctx.db, question.who, practiceIds, addMinutes(ctx.at, -aYear))
            : [],
        cases: await openCasesReadBy(ctx.db, question.who, practiceIds),
        practices: roles.map(({ practiceId, practiceName }) => ({ id: practiceId, name: practiceName })),
        today: ctx.today,
      };
    }),

  /** The log as the page has it, whole and as a file; what is not for paper is not for a file either. */
  sheet: read("action.export")
    .input(logFilters.omit({ after: true }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const question = questionOf(ctx, { ...input, after: null }, mostSheetRows + 1);
      const seen = await actionsSeen(ctx.db, question, (rows) => inSight(rows, staff, ctx.today).filter(mayBePrinted));
      if (seen.length > mostSheetRows) {
        const most = mostSheetRows.toLocaleString("en-GB");
        refuse(`This is more than ${most} actions, the most that one file holds. Choose one case or one owner first`);
      }
      const helping = await helpingWith(ctx.db, question, staff, ctx.today);
      const lines = [...seen, ...helping.filter(mayBePrinted)].map((action) => lineOf(action, ctx.today, staff.id));
      return { staffId: staff.id, day: ctx.today, text: sheetOf(lines) };
    }),

  open: read("action.open")
    .input(z.object({ actionId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const row = found(await actionById(ctx.db, input.actionId));
      const action = found(inSight([row], staff, ctx.today)[0]);
      // An owner who is not on the team sees the action, nothing of its case (rulings 2).
      const updates = await updatesOf(ctx.db, action.id);
      const history = action.case ? updates : [];
      const around = action.case && (await aroundOf(ctx, action.caseId, action.id));
      return {
        ...lineOf(action, ctx.today, staff.id),
        goal: action.case ? action.goal : null,
        outcome: action.outcome,
        outcomeText: action.outcomeText,
        history,
        question: openQuestion(history),
        /** For an owner who is not on the team: what they asked, and the answer. */
        asked: action.case ? [] : askedAndAnswered(updates),
        /** Beside the owner: who raised it, who helps and may, what looks alike; for a reader of the case. */
        around,
        copied: action.copiedAt,
        meeting: action.meetingId && action.case ? await meetingWords(ctx.db, action.meetingId) : null,
        note: action.case ? ((await noteOfAction(ctx.db, action.id)) ?? null) : null,
        mine: action.ownerId === staff.id,
        may: ctx.may([
          "action.accept",
          "action.decline",
          "action.report",
          "action.ask",
          "action.answer",
          "action.help",
          "action.markCopied",
          "action.takeOver",
          "guest.give",
          "guest.mailOwner",
        ]),
        today: ctx.today,
      };
    }),

  record: write("action.record")
    .input(recordAction)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      const team = view.file.team.flatMap((member) => view.file.staff[member] ?? []);
      const owner = record(input, team, ctx.today);

      const actionId = ctx.newId();
      const of = { practice_id: view.file.practice.id, case_id: input.caseId };
      await keepAction(ctx.db, {
        id: actionId,
        ...of,
        meeting_id: await runningMeeting(ctx, view.file.practice.id),
        text: input.text,
        goal: input.goal,
        owner_id: owner.id,
        due: input.due,
        deadline: input.deadline,
        raised_at: ctx.at,
        raised_by: staff.id,
        accepted_at: owner.id === staff.id ? ctx.at : null,
        ...seenByTeam,
      });
      await said(ctx, of, actionId, "recorded", null);
      ctx.changed(`case:${input.caseId}`);
      return { actionId, caseId: input.caseId };
    }),

  accept: write("action.accept")
    .input(acceptAction)
    .mutation(({ ctx, input }) => changed(ctx, input, "accepted", null, (action) => accept(action, ctx.at))),

  decline: write("action.decline")
    .input(declineAction)
    .mutation(({ ctx, input }) =>
      changed(ctx, input, "declined", declinedInWords(input), (action) => decline(action, ctx.at), { coded: input.as }),
    ),

  report: write("action.report")
    .input(reportAction)
    .mutation(({ ctx, input }) =>
      changed(ctx, input, input.kind, input.text, (action) => report(action, input, ctx.at)),
    ),

  /** The action review: open actions of the practice this reader sees, overdue first, with the verdicts given so far. */
  review: read("meeting.review")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const question: LogQuestion = {
        practiceIds: [meeting.practice_id],
        who: { staffId: staff.id, discipline: staff.discipline },
        whose: "team",
        show: "open",
        today: ctx.today,
        ownerId: null,
        caseId: null,
        after: null,
        most: reviewLength,
      };
      const verdicts = await reviewedIn(ctx.db, meeting.id);
      const open = (await actionsSeen(ctx.db, question, (rows) => inSight(rows, staff, ctx.today))).filter(
        (action) => action.meetingId !== meeting.id,
      );
      const settledIds = [...new Set(verdicts.map((row) => row.action_id))].filter(
        (actionId) => !open.some((action) => action.id === actionId),
      );
      const settled = inSight(await actionsById(ctx.db, settledIds), staff, ctx.today);
      const likeness = await likenessOf(ctx.db, open);
      const questions = await questionsOn(
        ctx.db,
        open.map((action) => action.id),
      );
      const verdictOn = (actionId: string) => verdicts.filter((row) => row.action_id === actionId).at(-1) ?? null;
      const people = await staffOfPractice(ctx.db, meeting.practice_id);
      const agenda = await agendaOf(ctx.db, meeting.id);
      const next = await meetingAfter(ctx.db, meeting.practice_id, meeting.starts_at);
      return {
        meetingId: meeting.id,
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        state: meetingStateOf(meeting),
        version: meeting.version,
        actions: [...logOrder(open, ctx.today), ...settled].map((action) => ({
          ...lineOf(action, ctx.today, staff.id),
          verdict: verdictOn(action.id),
          looksLike: likeness.get(action.id) ?? null,
          question: openQuestion(questions.filter((row) => row.action_id === action.id))?.text ?? null,
        })),
        owners: people
          .filter((person) => !hasLeft({ leftOn: person.left_on }, ctx.today))
          .map((person) => ({ id: person.id, name: person.name })),
        runs: ctx.may(["meeting.goTo"]).length > 0,
        firstItemId: agenda.find((item) => item.concluded_at === null)?.id ?? null,
        today: ctx.today,
        nextMeeting: next ? dayOf(next.starts_at) : null,
      };
    }),

  /** A verdict in the action review. */
  judge: write("action.review")
    .input(reviewAction)
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      if (meeting.practice_id !== ctx.stood.practiceId) found(null);
      mayBeDone("write", meeting);
      const isHere = input.ownerId !== null && (await isAttached(ctx.db, meeting.practice_id, input.ownerId));
      const owner = isHere ? ((await staffById(ctx.db, input.ownerId ?? "")) ?? null) : null;
      const kinds = {
        done: "done",
        drop: "cancelled",
        blocked: "blocked",
        "on-track": "reviewed",
        "new-date": "moved",
        "new-owner": "handed-over",
      } as const;
      const due = input.due && shortDay(input.due);
      const hands = (action: SeenAction) => owner && `from ${action.owner.name} to ${owner.name}`;
      const words = (action: SeenAction) =>
        [verdictWords[input.verdict], due, hands(action), input.text].filter(Boolean).join(": ");
      const done = await changed(
        ctx,
        input,
        kinds[input.verdict],
        words,
        (action) => review(action, input, owner, ctx.at, ctx.today),
        { meetingId: input.meetingId },
      );
      ctx.changed(`meeting:${input.meetingId}`);
      return done;
    }),
});

/** What is asked of the log by these filters. */
function questionOf(
  ctx: { actor: Parameters<typeof signedIn>[0]["actor"]; today: Day },
  filters: z.output<typeof logFilters>,
  most: number,
): LogQuestion {
  const { staff, roles } = signedIn(ctx);
  return {
    practiceIds: roles
      .map((role) => role.practiceId)
      .filter((practiceId) => !filters.practiceId || practiceId === filters.practiceId),
    who: { staffId: staff.id, discipline: staff.discipline },
    whose: filters.whose ?? "mine",
    show: filters.show ?? "open",
    today: ctx.today,
    ownerId: filters.ownerId,
    caseId: filters.caseId,
    discipline: filters.discipline,
    after: filters.after,
    most,
  };
}

/** What one helps with, in the list of one's own open actions. */
async function helpingWith(db: Reader, question: LogQuestion, staff: StaffRef, today: Day) {
  if (question.whose !== "mine" || question.show !== "open" || question.after !== null) return [];
  const among = await helpedBy(db, question.who.staffId, question.practiceIds);
  if (among.length === 0) return [];
  const helped = { ...question, whose: "team", among } as const;
  return actionsSeen(db, helped, (rows) => inSight(rows, staff, today));
}

/** Of actions that may be the same work as another of their case, the words of that other. */
async function likenessOf(db: Reader, open: readonly SeenAction[]): Promise<Map<string, string>> {
  const inCases = open.filter((action) => action.case !== null);
  const caseIds = [...new Set(inCases.map((action) => action.caseId))];
  const pairs = caseIds.flatMap((caseId) => possibleDuplicates(inCases.filter((action) => action.caseId === caseId)));
  if (pairs.length === 0) return new Map();
  const different = (await saidDifferent(db, caseIds)).map(({ one_id, other_id }) => pairOf(one_id, other_id));
  return new Map(
    pairs
      .filter(([one, other]) => !different.includes(pairOf(one.id, other.id)))
      .flatMap(([one, other]) => [[one.id, other.text] as const, [other.id, one.text] as const]),
  );
}

/** Which discipline gave back how much: no list of people. */
async function outsideRemits(db: Reader, who: LogQuestion["who"], practiceIds: readonly string[], since: Instant) {
  const rows = await outsideRemitSince(db, who, practiceIds, since);
  const practice = rows.length > 0 ? await practiceById(db, practiceIds[0] ?? "") : undefined;
  return rows.map(({ discipline, times }) => ({
    label: practice ? disciplineLabel(practice.policy, discipline) : discipline,
    times,
  }));
}

async function aroundOf(
  ctx: { db: Reader; today: Day; actor: Parameters<typeof signedIn>[0]["actor"] },
  caseId: string,
  actionId: string,
) {
  const box = found(await caseFileOf(ctx.db, caseId));
  const view = viewFor(box, signedIn(ctx).staff, ctx.today);
  const action = found(view.actions.find((candidate) => candidate.id === actionId));
  const helpers = await helpersOf(ctx.db, actionId);
  const guest = await guestOfAction(ctx.db, actionId);
  const others = alike(view).filter((two) => two.some(({ id: one }) => one === actionId));
  return {
    raisedBy: view.file.staff[action.raisedBy]?.name ?? null,
    helpers,
    /** Of an owner without an account, whether they opened the link. */
    outside: guest?.staff_id === action.ownerId ? { isOpened: guest.session_hash !== null } : null,
    disciplines: view.file.practice.policy.disciplines.map(({ code, label }) => ({ code, label })),
    mayHelp: whoMayHelp(box, action, ctx.today)
      .filter((person) => !helpers.some(({ id: helperId }) => helperId === person.id))
      .map((person) => ({ id: person.id, name: person.name })),
    alike: others
      .flat()
      .filter(({ id: one }) => one !== actionId)
      .map((other) => ({ id: other.id, text: other.text, owner: other.owner.name })),
  };
}

type SeenAction = ReturnType<typeof inSight>[number];
function inSight(rows: readonly LogRow[], reader: Parameters<typeof seeActions>[1], on: Day) {
  return seeActions(rows, reader, on);
}

function lineOf(action: SeenAction, today: Day, readerId: string) {
  const state = stateOf(action);
  return {
    id: action.id,
    text: action.text,
    owner: action.owner.name,
    due: action.due,
    // Of what kind the day is tells of the case.
    deadline: action.case && action.deadline && deadlineWords[action.deadline],
    dueWords: dueInWords(action, today),
    isOverdue: isOverdue(action, today),
    isOrphaned: isOrphaned(action, action.owner, today),
    state,
    stateWords: actionStateWords[state],
    blockedReason: action.blockedReason,
    outcomeWords: action.outcomeText,
    case: action.case
      ? {
          id: action.caseId,
          number: action.case.number,
          initials: action.case.initials,
          practice: action.case.practice.name,
        }
      : null,
    mine: action.ownerId === readerId,
    version: action.version,
  };
}

type WriteContext = {
  db: Writer;
  at: Instant;
  today: Day;
  newId: () => string;
  actor: Parameters<typeof signedIn>[0]["actor"];
  changed: (...subjects: (`case:${string}` | `meeting:${string}`)[]) => void;
};

/** The meeting it was said in, and the word by which it is counted. */
type Also = { meetingId?: string | null; coded?: DeclineReason | null };

/** Loads an action the reader sees, lets the rule decide, and keeps what it decided with its line of history. */
async function changed(
  ctx: WriteContext,
  input: { actionId: string; version: number },
  kind: ActionUpdateKind,
  words: string | null | ((action: SeenAction) => string),
  decide: (action: SeenAction) => Change,
  also: Also = {},
): Promise<{ actionId: string; caseId: string }> {
  const row = found(await actionById(ctx.db, input.actionId));
  const action = found(inSight([row], writerOf(ctx).staff, ctx.today)[0]);

  const change = decide(action);

  if (!(await changeAction(ctx.db, action.id, input.version, rowOf(change)))) {
    throw changedMeanwhile(actionStateWords[stateOf(action)].toLowerCase());
  }
  const of = { practice_id: row.practiceId, case_id: action.caseId };
  await said(ctx, of, action.id, kind, typeof words === "function" ? words(action) : words, also);
  ctx.changed(`case:${action.caseId}`);
  return { actionId: action.id, caseId: action.caseId };
}

const columnOf = {
  acceptedAt: "accepted_at",
  declinedAt: "declined_at",
  startedAt: "started_at",
  blockedAt: "blocked_at",
  blockedReason: "blocked_reason",
  closedAt: "closed_at",
  closedAs: "closed_as",
  outcome: "outcome",
  outcomeText: "outcome_text",
  due: "due",
  ownerId: "owner_id",
} as const satisfies Record<keyof Change, string>;

function rowOf(change: Change): Parameters<typeof changeAction>[3] {
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [columnOf[name as keyof Change], value]));
}

function said(
  ctx: WriteContext,
  of: { practice_id: string; case_id: string },
  actionId: string,
  kind: ActionUpdateKind,
  text: string | null,
  { meetingId = null, coded = null }: Also = {},
): Promise<void> {
  return keepUpdate(ctx.db, {
    id: ctx.newId(),
    ...of,
    action_id: actionId,
    kind,
    at: ctx.at,
    by: writerOf(ctx).staff.id,
    text,
    meeting_id: meetingId,
    coded,
  });
}

async function meetingWords(db: Reader, meetingId: string): Promise<string | null> {
  const meeting = await meetingById(db, meetingId);
  return meeting ? spanInWords(meeting.starts_at, meeting.ends_at) : null;
}

/** An action recorded while the room is open was raised there. */
async function runningMeeting(ctx: WriteContext, practiceId: string): Promise<string | null> {
  const next = await nextMeetings(ctx.db, [practiceId], ctx.at);
  return next.find((meeting) => meetingStateOf(meeting) === "running")?.id ?? null;
}
