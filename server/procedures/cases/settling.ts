/** Where sources differ: settling it, asking somebody to find out, saying that two wordings mean the same. */
import { keepAction, keepUpdate } from "#db/queries/actions.ts";
import { caseFileOf, sharingRow } from "#db/queries/casefiles.ts";
import { toJson } from "#db/queries/json.ts";
import { nextMeetings } from "#db/queries/meetings.ts";
import { keep } from "#db/queries/rows.ts";
import { endSameValue, undoSettlementRow } from "#db/queries/settlements.ts";
import type { Reader } from "#db/database.ts";
import type { Instant } from "#db/schema.ts";
import { record } from "../../domain/actions.ts";
import { valueOf } from "../../domain/facts.ts";
import { meetingStateOf } from "../../domain/meetings.ts";
import { changedMeanwhile, found } from "../../domain/refusal.ts";
import {
  ask,
  askAboutDispute,
  mayBeAsked,
  same,
  sayTheSame,
  settle,
  settleDispute,
  undoSettlement,
  undoTheSame,
} from "../../domain/settlements.ts";
import { viewFor, whoSeesAll, type SeenCase } from "../../domain/sight.ts";
import { router, signedIn, write } from "../../trpc.ts";

export const settling = router({
  settle: write("case.settle")
    .input(settleDispute)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      const chosen = settle(view, input);

      await keep(ctx.db, "settlement", {
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: input.caseId,
        key: input.key,
        ...chosen,
        reason: input.reason,
        entry_ids: toJson<string[]>(input.facts),
        settled_at: ctx.at,
        settled_by: staff.id,
      });
      await tell(ctx, view);
      return { caseId: input.caseId };
    }),

  undoSettlement: write("case.undoSettlement")
    .input(undoSettlement)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      const settlement = found(view.settlements.find(({ id }) => id === input.settlementId));
      if (!(await undoSettlementRow(ctx.db, settlement.id, ctx.at, staff.id))) throw changedMeanwhile();
      await tell(ctx, view);
      return { caseId: input.caseId };
    }),

  /** An action of the log, for those only who see every value: its text alone says that they differ. */
  inquire: write("case.inquire")
    .input(askAboutDispute)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const box = found(await caseFileOf(ctx.db, input.caseId));
      const view = viewFor(box, staff, ctx.today);

      const { text, goal, handling, facts } = ask(view, input);
      const people = whoSeesAll(box, facts, ctx.today);
      mayBeAsked(people, input.ownerId);
      const owner = record({ text, ownerId: input.ownerId, due: input.due }, people, ctx.today);

      const actionId = ctx.newId();
      const of = { practice_id: view.file.practice.id, case_id: input.caseId };
      await keepAction(ctx.db, {
        id: actionId,
        ...of,
        meeting_id: await runningMeeting(ctx, view),
        text,
        goal,
        owner_id: owner.id,
        due: input.due,
        raised_at: ctx.at,
        raised_by: staff.id,
        accepted_at: owner.id === staff.id ? ctx.at : null,
        ...sharingRow({ audience: "named", namedStaff: people.map(({ id }) => id), excludedDisciplines: [], handling }),
      });
      await keepUpdate(ctx.db, {
        id: ctx.newId(),
        ...of,
        action_id: actionId,
        kind: "recorded",
        at: ctx.at,
        by: staff.id,
      });
      await keep(ctx.db, "inquiry", {
        id: ctx.newId(),
        ...of,
        key: input.key,
        entry_ids: toJson<string[]>(input.facts),
        action_id: actionId,
        asked_at: ctx.at,
        asked_by: staff.id,
      });
      await tell(ctx, view);
      return { caseId: input.caseId, actionId };
    }),

  sayTheSame: write("case.sayTheSame")
    .input(sayTheSame)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);

      const rows = same(view, input).map(([one, other]) => ({
        id: ctx.newId(),
        practice_id: view.file.practice.id,
        case_id: input.caseId,
        key: input.key,
        norm: valueOf(one),
        same_as: valueOf(other),
        entry_ids: toJson<string[]>([one.id, other.id]),
        said_at: ctx.at,
        said_by: staff.id,
      }));

      await keep(ctx.db, "same_value", ...rows);
      await tell(ctx, view);
      return { caseId: input.caseId };
    }),

  undoTheSame: write("case.undoTheSame")
    .input(undoTheSame)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const view = viewFor(await caseFileOf(ctx.db, input.caseId), staff, ctx.today);
      const said = found(view.sameValues.find(({ id }) => id === input.sameId));
      if (!(await endSameValue(ctx.db, said.id, ctx.at))) throw changedMeanwhile();
      await tell(ctx, view);
      return { caseId: input.caseId };
    }),
});

interface Told {
  db: Reader;
  at: Instant;
  changed: (...subjects: `${"case" | "meeting"}:${string}`[]) => void;
}

/** The case's readers, and the room that may be talking about it. */
async function tell(ctx: Told, view: SeenCase): Promise<void> {
  const meeting = await runningMeeting(ctx, view);
  ctx.changed(`case:${view.file.id}`, ...(meeting === null ? [] : [`meeting:${meeting}` as const]));
}

async function runningMeeting(ctx: Pick<Told, "db" | "at">, view: SeenCase): Promise<string | null> {
  const next = await nextMeetings(ctx.db, [view.file.practice.id], ctx.at);
  return next.find((meeting) => meetingStateOf(meeting) === "running")?.id ?? null;
}
