/** A spreadsheet's log becomes actions: sent, looked at, stored in one transaction, and taken back while untouched. */
import { seenByTeam } from "#db/queries/casefiles.ts";
import { toJson } from "#db/queries/json.ts";
import { keep } from "#db/queries/rows.ts";
import {
  actionIdsOf,
  actionsInCases,
  casesWithTeams,
  changeSheet,
  forgetSheets,
  keepSheet,
  sheetById,
  storedBefore,
  touchedOf,
  undoActionsOf,
} from "#db/queries/sheets.ts";
import { isAttached, practiceById } from "#db/queries/staff.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import { disciplineLabel } from "../domain/practices.ts";
import { changedMeanwhile, found, missing, refuse } from "../domain/refusal.ts";
import { casesNamed, decodeSheet, folded, withoutNul } from "../domain/sheetcells.ts";
import {
  answerSheet,
  beginSheet,
  caseCellsOf,
  readSheet,
  readSheetRows,
  rowsOf,
  sheetKey,
  storeSheet,
  type SheetAction,
  type SheetReading,
} from "../domain/sheets.ts";
import { seeActions, seeSheet } from "../domain/sight.ts";
import { addMinutes, instantAt } from "../domain/time.ts";
import { fingerprint, read, router, signedIn, write } from "../trpc.ts";

/** What was sent and not stored is forgotten after a day, when the next sheet is sent. */
const keptMinutes = 24 * 60;
/** More rows than these are counted and not shown. */
const mostShown = 200;

export const sheets = router({
  begin: write("sheet.begin")
    .input(beginSheet)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const sent = textOf(input);
      const rows = rowsOf(sent.text);
      if ("faults" in rows) refuse(rows.faults.join(". "), sent.field);
      await forgetSheets(ctx.db, input.practiceId, staff.id, addMinutes(ctx.at, -keptMinutes));
      const sheetId = ctx.newId();
      await keepSheet(ctx.db, {
        id: sheetId,
        practice_id: input.practiceId,
        staff_id: staff.id,
        file_name: sent.name,
        content: sent.text,
        content_hash: fingerprint(sent.text),
        encoding: sent.encoding,
        owners: toJson<Record<string, string>>({}),
        begun_at: ctx.at,
      });
      return { sheetId };
    }),

  open: read("sheet.open")
    .input(readSheet)
    .query(async ({ ctx, input }) => {
      const sheet = await ownSheet(ctx, input);
      const { staff } = signedIn(ctx);
      const reading = sheet.hasContent && sheet.stored_at === null ? await readingOf(ctx, sheet) : null;
      const isStored = sheet.stored_at !== null && sheet.undone_at === null;
      const touched = isStored ? await touchedOf(ctx.db, sheet.id, sheet.stored_at ?? ctx.at) : [];
      return {
        sheetId: sheet.id,
        practiceId: sheet.practice_id,
        version: sheet.version,
        fileName: sheet.file_name,
        encoding: sheet.encoding,
        storedAt: sheet.stored_at,
        storedRows: sheet.stored_rows,
        undoneAt: sheet.undone_at,
        before: reading && ((await storedBefore(ctx.db, sheet.practice_id, sheet.content_hash)) ?? null),
        reading: reading && shownOf(reading),
        touched: seeActions(touched, staff, ctx.today).map(({ id, text }) => ({ id, text })),
        touchedCount: touched.length,
      };
    }),

  /** Whom the names mean that were not sure; for all rows that name them so. */
  answer: write("sheet.answer")
    .input(answerSheet)
    .mutation(async ({ ctx, input }) => {
      const sheet = await ownSheet(ctx, input);
      const chosen = input.owners.flatMap(({ name, staffId }) => (staffId ? [[folded(name), staffId] as const] : []));
      for (const staffId of new Set(chosen.map(([, choice]) => choice))) {
        if (!(await isAttached(ctx.db, sheet.practice_id, staffId))) missing();
      }
      const owners = toJson({ ...sheet.owners, ...Object.fromEntries(chosen) });
      if (!(await changeSheet(ctx.db, sheet.id, input.version, { owners }))) throw changedMeanwhile();
      return { sheetId: sheet.id };
    }),

  /** Every row that is right, or none: what was shown is what is stored. */
  store: write("sheet.store")
    .input(storeSheet)
    .mutation(async ({ ctx, input }) => {
      const sheet = await ownSheet(ctx, input);
      const { staff } = signedIn(ctx);
      if (sheet.stored_at !== null) refuse("These rows are stored already. Nothing was stored twice");
      const { right } = (await readingOf(ctx, sheet)) ?? refuse("This sheet was given up. Send it again");
      if (right.length !== input.count) {
        refuse("The log or a team changed since you looked, and other rows are right now. Look at them again");
      }
      const of = { practiceId: sheet.practice_id, sheetId: sheet.id, fileName: sheet.file_name, staffId: staff.id };
      const rows = right.map((action) => rowsFor(action, { ...of, at: ctx.at, newId: ctx.newId }));
      await keep(ctx.db, "action", ...rows.map(({ action }) => action));
      await keep(ctx.db, "action_update", ...rows.flatMap(({ updates }) => updates));
      const stored = { content: null, stored_at: ctx.at, stored_rows: right.length };
      if (!(await changeSheet(ctx.db, sheet.id, input.version, stored))) throw changedMeanwhile();
      ctx.changed(...new Set(right.map(({ caseId }): `case:${string}` => `case:${caseId}`)));
      return { sheetId: sheet.id, stored: right.length };
    }),

  discard: write("sheet.discard")
    .input(readSheet)
    .mutation(async ({ ctx, input }) => {
      const sheet = await ownSheet(ctx, input);
      if (sheet.stored_at !== null) refuse("These rows are stored already. Undo the import instead");
      if (!(await changeSheet(ctx.db, sheet.id, sheet.version, { content: null }))) throw changedMeanwhile();
      return { sheetId: sheet.id };
    }),

  /** All of them, as long as nobody has done anything with any. */
  undo: write("sheet.undo")
    .input(readSheet)
    .mutation(async ({ ctx, input }) => {
      const sheet = await ownSheet(ctx, input);
      const { staff } = signedIn(ctx);
      if (sheet.stored_at === null || sheet.undone_at !== null) refuse("There is nothing to undo");
      const touched = seeActions(await touchedOf(ctx.db, sheet.id, sheet.stored_at), staff, ctx.today);
      if (touched.length > 0) {
        const [first] = touched;
        const others = touched.length > 1 ? ` and ${touched.length - 1} more` : "";
        refuse(`Somebody has worked on “${first?.text.slice(0, 80)}”${others} since: drop what is wrong one by one`);
      }
      const undone = await actionIdsOf(ctx.db, sheet.id);
      await undoActionsOf(ctx.db, sheet.id, ctx.at);
      await keep(
        ctx.db,
        "action_update",
        ...undone.map(({ id, case_id }) => ({
          ...{ id: ctx.newId(), practice_id: sheet.practice_id, case_id, action_id: id, kind: "undone" as const },
          ...{ at: ctx.at, by: staff.id, text: "The import was undone" },
        })),
      );
      if (!(await changeSheet(ctx.db, sheet.id, sheet.version, { undone_at: ctx.at }))) throw changedMeanwhile();
      ctx.changed(...new Set(undone.map(({ case_id }): `case:${string}` => `case:${case_id}`)));
      return { sheetId: sheet.id, undone: undone.length };
    }),
});

type Asked = { db: Reader; actor: Parameters<typeof signedIn>[0]["actor"]; today: Day };
type Sheet = NonNullable<Awaited<ReturnType<typeof sheetById>>>;

/** Of this practice, and sent by the one who asks: to others it is not there. */
async function ownSheet(ctx: Asked, { practiceId, sheetId }: { practiceId: string; sheetId: string }): Promise<Sheet> {
  const sheet = found(await sheetById(ctx.db, sheetId));
  return sheet.practice_id === practiceId && sheet.staff_id === signedIn(ctx).staff.id ? sheet : missing();
}

function textOf({ file, fileName, pasted }: { file?: string | null; fileName: string | null; pasted?: string | null }) {
  if (!file) {
    if (!pasted?.trim()) refuse("Choose a file, or paste the rows", "file");
    return { text: withoutNul(pasted), encoding: "UTF-8", name: "pasted rows", field: "pasted" };
  }
  const decoded = decodeSheet(Buffer.from(file, "base64"));
  if ("fault" in decoded) refuse(decoded.fault, "file");
  return { ...decoded, name: fileName ?? "a file without a name", field: "file" };
}

/** As the log and the teams are now. What of the log is compared is what the one who asks may see. */
async function readingOf(ctx: Asked, sheet: Sheet): Promise<SheetReading | null> {
  const { staff } = signedIn(ctx);
  const text = seeSheet(sheet.content, staff, ctx.today);
  const rows = text === null ? null : rowsOf(text);
  if (rows === null || "faults" in rows) return null;
  const { policy } = found(await practiceById(ctx.db, sheet.practice_id));
  const named = casesNamed(caseCellsOf(rows));
  const cases = (await casesWithTeams(ctx.db, sheet.practice_id, named)).map(({ team, ...one }) => ({
    ...one,
    team: team.map((member) => ({ ...member, disciplineLabel: disciplineLabel(policy, member.discipline) })),
  }));
  const setting = { today: ctx.today, cases, chosen: sheet.owners };
  const first = readSheetRows(rows, { ...setting, inLog: new Set() });
  const caseIds = [...new Set(first.right.map(({ caseId }) => caseId))];
  const seen = seeActions(await actionsInCases(ctx.db, caseIds), staff, ctx.today);
  const inLog = new Set(seen.map((action) => sheetKey(action.caseId, action.text)));
  return inLog.size === 0 ? first : readSheetRows(rows, { ...setting, inLog });
}

function shownOf({ right, wrong, already, asked, ...reading }: SheetReading) {
  return {
    ...reading,
    right: right.slice(0, 10),
    rightCount: right.length,
    wrong: wrong.slice(0, mostShown),
    wrongCount: wrong.length,
    already: already.slice(0, mostShown),
    alreadyCount: already.length,
    asked: asked.slice(0, mostShown),
  };
}

interface Stored {
  practiceId: string;
  sheetId: string;
  fileName: string;
  staffId: string;
  at: Instant;
  newId: () => string;
}

/** An action as the sheet has it, and its first lines of history: from which row, and what stood beside it. */
function rowsFor(from: SheetAction, { practiceId, sheetId, fileName, staffId, at, newId }: Stored) {
  const id = newId();
  const of = { practice_id: practiceId, case_id: from.caseId };
  const noonOr = (day: Day | null) => {
    const noon = day === null ? at : instantAt(day, "12:00");
    return noon < at ? noon : at;
  };
  const raised = noonOr(from.raisedOn);
  const closedAs = from.state === "done" || from.state === "cancelled" ? from.state : null;
  const isBlocked = from.state === "blocked";
  const action: Parameters<typeof keep<"action">>[2] = {
    ...{ id, ...of, sheet_id: sheetId, text: from.text, owner_id: from.ownerId, due: from.due },
    ...{ raised_at: raised, raised_by: staffId },
    accepted_at: from.state === "accepted" || from.state === "in-progress" ? raised : null,
    started_at: from.state === "in-progress" ? raised : null,
    blocked_at: isBlocked ? at : null,
    blocked_reason: isBlocked ? from.why : null,
    closed_at: closedAs && noonOr(from.doneOn),
    closed_as: closedAs,
    outcome_text: closedAs && from.why,
    ...seenByTeam,
  };
  const update = { ...of, action_id: id, at, by: staffId };
  const updates: Parameters<typeof keep<"action_update">>[2][] = [
    { id: newId(), ...update, kind: "recorded", text: `Imported from “${fileName}”, row ${from.row}` },
    ...(from.why === null ? [] : [{ id: newId(), ...update, kind: "note" as const, text: from.why }]),
  ];
  return { action, updates };
}
