/** The review that opens every meeting: what was agreed before and is open, with what was said of it. */
import { z } from "zod";
import { agendaOf, meetingAfter, meetingById } from "#db/queries/meetings.ts";
import { saidDifferent } from "#db/queries/owning.ts";
import { heldSince, toReview } from "#db/queries/reviewing.ts";
import { presentStaff } from "#db/queries/staff.ts";
import type { Reader } from "#db/database.ts";
import { lineOf, type SeenInLog } from "../domain/actionlines.ts";
import { logOrder, possibleDuplicates } from "../domain/actions.ts";
import { id } from "../domain/inputs.ts";
import { meetingStateOf } from "../domain/meetings.ts";
import { openQuestion, pairOf } from "../domain/owning.ts";
import { found } from "../domain/refusal.ts";
import { isVerdictAt, standing, stepToUndo, timesCarried, timesMoved } from "../domain/reviewing.ts";
import { seeActions } from "../domain/sight.ts";
import { dayOf, daysBetween, spanInWords } from "../domain/time.ts";
import { read, router, signedIn } from "../trpc.ts";

export const reviewingActions = router({
  /** The action review: open actions of the practice this reader sees, overdue first, with the verdicts given so far. */
  review: read("meeting.review")
    .input(z.object({ meetingId: id }))
    .query(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const who = { staffId: staff.id, discipline: staff.discipline };
      const { open, settled, linesOf } = await toReview(ctx.db, meeting, { who, today: ctx.today }, (rows) =>
        seeActions(rows, staff, ctx.today),
      );
      const actions = [...logOrder(open, ctx.today), ...settled];
      const likeness = await likenessOf(ctx.db, open);
      const since = actions.map(({ raisedAt }) => raisedAt).sort();
      const held = since[0] ? await heldSince(ctx.db, meeting.practice_id, since[0]) : [];
      const people = await presentStaff(ctx.db, meeting.practice_id, ctx.today);
      const agenda = await agendaOf(ctx.db, meeting.id);
      const next = await meetingAfter(ctx.db, meeting.practice_id, meeting.starts_at);
      return {
        meetingId: meeting.id,
        words: spanInWords(meeting.starts_at, meeting.ends_at),
        state: meetingStateOf(meeting),
        version: meeting.version,
        actions: actions.map((action) => {
          const lines = linesOf(action.id);
          const said = standing(lines);
          const last = said.filter((line) => line.name === action.owner.name && line.text !== null).at(-1);
          return {
            ...lineOf(action, ctx.today, staff.id),
            ownerId: action.ownerId,
            dueOn: action.due,
            raised: dayOf(action.raisedAt),
            age: daysBetween(dayOf(action.raisedAt), ctx.today),
            carried: timesCarried(action, held),
            moved: timesMoved(lines),
            verdict: said.filter((line) => isVerdictAt(line, meeting.id)).at(-1) ?? null,
            mayUndo: stepToUndo(lines, staff.id, meeting.id) !== null,
            /** What the owner said of it last. */
            answer: last && last.meetingId !== meeting.id ? { text: last.text, at: last.at } : null,
            looksLike: likeness.get(action.id) ?? null,
            question: openQuestion(said)?.text ?? null,
          };
        }),
        owners: people.map((person) => ({ id: person.id, name: person.name })),
        runs: ctx.may(["meeting.goTo"]).length > 0,
        firstItemId: agenda.find((item) => item.concluded_at === null)?.id ?? null,
        today: ctx.today,
        nextMeeting: next ? dayOf(next.starts_at) : null,
      };
    }),
});

/** Of actions that may be the same work as another of their case, the words of that other. */
async function likenessOf(db: Reader, open: readonly SeenInLog[]): Promise<Map<string, string>> {
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
