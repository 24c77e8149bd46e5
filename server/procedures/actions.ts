/** The action log, one action, and the owner's answers. */
import { z } from "zod";
import { actionById, actionsSeen, keepAction, noteOfAction, say, type LogQuestion } from "#db/queries/actions.ts";
import { caseFileOf, seenByTeam } from "#db/queries/casefiles.ts";
import { guestOfAction } from "#db/queries/guests.ts";
import { meetingById, nextMeetings } from "#db/queries/meetings.ts";
import { helpedBy, helpersOf, outsideRemitSince } from "#db/queries/owning.ts";
import { saidOf, splitsOf } from "#db/queries/reviewing.ts";
import { practiceById, presentStaff } from "#db/queries/staff.ts";
import { openCasesReadBy } from "#db/queries/visible.ts";
import type { StaffRef } from "#db/casefile.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { lineOf } from "../domain/actionlines.ts";
import { logFilters, record, recordAction } from "../domain/actions.ts";
import { alike, askedAndAnswered, openQuestion } from "../domain/owning.ts";
import { standing, stepToUndo } from "../domain/reviewing.ts";
import { id } from "../domain/inputs.ts";
import { meetingStateOf } from "../domain/meetings.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { mostSheetRows, sheetOf } from "../domain/logsheets.ts";
import { found, refuse } from "../domain/refusal.ts";
import { mayBePrinted, seeAction, seeActions, viewFor, whoMayHelp } from "../domain/sight.ts";
import { addMinutes, spanInWords } from "../domain/time.ts";
import { read, router, signedIn, write } from "../trpc.ts";

const pageLength = 50;

const aYear = 365 * 24 * 60;

export const actions = router({
  list: read("action.list")
    .input(logFilters)
    .query(async ({ ctx, input }) => {
      const { staff, roles } = signedIn(ctx);
      const question = questionOf(ctx, input, pageLength + 1);
      const { practiceIds } = question;
      const seen = await actionsSeen(ctx.db, question, (rows) => seeActions(rows, staff, ctx.today));
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
        practices: roles.map(({ practiceId, practiceName, role }) => ({ id: practiceId, name: practiceName, role })),
        today: ctx.today,
      };
    }),

  /** The log as the page has it, whole and as a file; what is not for paper is not for a file either. */
  sheet: read("action.export")
    .input(logFilters.omit({ after: true }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const question = questionOf(ctx, { ...input, after: null }, mostSheetRows + 1);
      const seen = await actionsSeen(ctx.db, question, (rows) =>
        seeActions(rows, staff, ctx.today).filter(mayBePrinted),
      );
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
      const action = found(seeAction(await actionById(ctx.db, input.actionId), staff, ctx.today));
      // An owner who is not on the team sees the action, nothing of its case (rulings 2).
      const lines = await saidOf(ctx.db, [action.id]);
      const history = action.case ? lines : [];
      const around = action.case && (await aroundOf(ctx, action.caseId, action.id));
      return {
        ...lineOf(action, ctx.today, staff.id),
        goal: action.case ? action.goal : null,
        outcome: action.outcome,
        outcomeText: action.outcomeText,
        history: history.map(({ id: lineId, kind, at, name, text, was }) => ({
          ...{ id: lineId, kind, at, name, text },
          /** The day it was due before that line moved it. */
          wasDue: was?.due ?? null,
        })),
        question: openQuestion(standing(history)),
        /** For an owner who is not on the team: what they asked, and the answer. */
        asked: action.case ? [] : askedAndAnswered(lines),
        /** Beside the owner: who raised it, who helps and may, what looks alike; for a reader of the case. */
        around,
        copied: action.copiedAt,
        meeting: action.meetingId && action.case ? await meetingWords(ctx.db, action.meetingId) : null,
        note: action.case ? ((await noteOfAction(ctx.db, action.id)) ?? null) : null,
        mine: action.ownerId === staff.id,
        /** Who can be given it when it is opened again; whoever does not read its case gives it to nobody. */
        mayOwn: action.case && action.closedAt ? await ownersAt(ctx, action.practiceId) : [],
        /** Whether the last thing said of it is this reader's to take back. */
        mayUndo: stepToUndo(lines, staff.id, null) !== null,
        may: ctx.may([
          "action.accept",
          "action.decline",
          "action.report",
          "action.ask",
          "action.answer",
          "action.help",
          "action.markCopied",
          "action.reopen",
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
      await keepAction(ctx.db, {
        id: actionId,
        practice_id: view.file.practice.id,
        case_id: input.caseId,
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
      const of = { id: actionId, caseId: input.caseId, practiceId: view.file.practice.id };
      await say(ctx, of, { kind: "recorded", by: staff.id });
      ctx.changed(`case:${input.caseId}`);
      return { actionId, caseId: input.caseId };
    }),
});

async function ownersAt(ctx: { db: Reader; today: Day }, practiceId: string) {
  const people = await presentStaff(ctx.db, practiceId, ctx.today);
  return people.map((person) => ({ id: person.id, name: person.name }));
}

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
  const seen = await actionsSeen(db, helped, (rows) => seeActions(rows, staff, today));
  // Who took over what they helped with finds it among their own.
  return seen.filter((action) => action.ownerId !== staff.id);
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
  const { from, into } = await splitsOf(ctx.db, actionId);
  const link = (other: string) => view.actions.filter(({ id: one }) => one === other);
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
    splitFrom: (from ? link(from) : []).map(({ id: one, text }) => ({ id: one, text })),
    splitInto: into.flatMap(link).map(({ id: one, text, owner }) => ({ id: one, text, owner: owner.name })),
  };
}

async function meetingWords(db: Reader, meetingId: string): Promise<string | null> {
  const meeting = await meetingById(db, meetingId);
  return meeting ? spanInWords(meeting.starts_at, meeting.ends_at) : null;
}

/** An action recorded while the room is open was raised there. */
async function runningMeeting(ctx: { db: Reader; at: Instant }, practiceId: string): Promise<string | null> {
  const next = await nextMeetings(ctx.db, [practiceId], ctx.at);
  return next.find((meeting) => meetingStateOf(meeting) === "running")?.id ?? null;
}
