/** Logs sent as sheets, the cases and teams they are read against, and the actions that came of them. */
import type { Insertable, Updateable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import { listIn } from "../lists.ts";
import type { Instant, LogSheetTable } from "../schema.ts";
import { seal, type Sealed } from "../sealed.ts";
import { inLog, type LogRow } from "./actions.ts";
import { actionColumns } from "./casefiles.ts";
import { fromJson } from "./json.ts";

/** Within the most parameters that both databases take. */
const mostIds = 500;

export type SheetContent = { staffId: string; content: string | null };

export async function sheetById(db: Reader, id: string) {
  const row = await db.selectFrom("log_sheet").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return null;
  const { content, owners, ...sheet } = row;
  const box: Sealed<SheetContent> = seal({ staffId: row.staff_id, content });
  return { ...sheet, owners: fromJson(owners), hasContent: content !== null, content: box };
}

export async function keepSheet(db: Writer, row: Insertable<LogSheetTable>): Promise<void> {
  await db.insertInto("log_sheet").values(row).execute();
}

/** False when somebody changed it since that version. */
export async function changeSheet(
  db: Writer,
  id: string,
  version: number,
  change: Updateable<LogSheetTable>,
): Promise<boolean> {
  const result = await db
    .updateTable("log_sheet")
    .set((eb) => ({ ...change, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Forgets what was sent and never stored: all of that person, and whatever anybody left lying since then. */
export async function forgetSheets(db: Writer, practiceId: string, staffId: string, since: Instant): Promise<void> {
  await db
    .updateTable("log_sheet")
    .set({ content: null })
    .where("practice_id", "=", practiceId)
    .where("content", "is not", null)
    .where((eb) => eb.or([eb("staff_id", "=", staffId), eb("begun_at", "<", since)]))
    .execute();
}

/** The same sheet, stored before and not undone. */
export async function storedBefore(db: Reader, practiceId: string, contentHash: string) {
  return db
    .selectFrom("log_sheet")
    .innerJoin("staff", "staff.id", "log_sheet.staff_id")
    .select(["log_sheet.stored_at as at", "log_sheet.stored_rows as rows", "staff.name as by"])
    .where("log_sheet.practice_id", "=", practiceId)
    .where("log_sheet.content_hash", "=", contentHash)
    .where("log_sheet.stored_at", "is not", null)
    .where("log_sheet.undone_at", "is", null)
    .orderBy("log_sheet.stored_at", "desc")
    .executeTakeFirst();
}

/** The cases that these numbers or references mean, with who is on their teams; nothing of what is written in them. */
export async function casesWithTeams(
  db: Reader,
  practiceId: string,
  { numbers, references }: { numbers: readonly number[]; references: readonly string[] },
) {
  const byNumber = await inParts(numbers, (some) =>
    teams(db, practiceId)
      .where("mdt_case.number", "in", [...some])
      .execute(),
  );
  const byReference = await inParts(references, (some) =>
    teams(db, practiceId)
      .where("mdt_case.reference", "in", [...some])
      .execute(),
  );
  const rows = new Map([...byNumber, ...byReference].map((row) => [row.id, row]));
  return [...rows.values()].map(({ team, closed_at, ...row }) => ({
    ...row,
    isClosed: closed_at !== null,
    team: fromJson(team),
  }));
}

function teams(db: Reader, practiceId: string) {
  return db
    .selectFrom("mdt_case")
    .select(["id", "number", "reference", "closed_at"])
    .select((eb) =>
      listIn(
        db,
        eb
          .selectFrom("case_member")
          .innerJoin("staff", "staff.id", "case_member.staff_id")
          .select(["staff.id", "staff.name", "staff.discipline", "staff.left_on as leftOn"])
          .whereRef("case_member.case_id", "=", "mdt_case.id")
          .where("case_member.ended_at", "is", null)
          .where("case_member.deputy_at", "is", null)
          .orderBy("case_member.id"),
      ).as("team"),
    )
    .where("practice_id", "=", practiceId)
    .where("withdrawn_at", "is", null);
}

async function inParts<Part, Row>(
  all: readonly Part[],
  ask: (some: readonly Part[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < all.length; start += mostIds)
    rows.push(...(await ask(all.slice(start, start + mostIds))));
  return rows;
}

/** The actions of these cases, sealed like all of the log. */
export async function actionsInCases(db: Reader, caseIds: readonly string[]): Promise<LogRow[]> {
  return inParts(caseIds, (some) => logRows(db, (query) => query.where("action.case_id", "in", [...some])));
}

/** Those that came with this sheet and were changed since by anybody. */
export async function touchedOf(db: Reader, sheetId: string, storedAt: Instant): Promise<LogRow[]> {
  return logRows(db, (query) =>
    query
      .where("action.sheet_id", "=", sheetId)
      .where((eb) =>
        eb.or([
          eb("action.version", ">", 1),
          eb.exists(
            eb
              .selectFrom("action_update")
              .select("action_update.id")
              .whereRef("action_update.action_id", "=", "action.id")
              .where("action_update.at", ">", storedAt),
          ),
        ]),
      ),
  );
}

export async function actionIdsOf(db: Reader, sheetId: string) {
  return db
    .selectFrom("action")
    .select(["id", "case_id"])
    .where("sheet_id", "=", sheetId)
    .where("undone_at", "is", null)
    .orderBy("id")
    .execute();
}

export async function undoActionsOf(db: Writer, sheetId: string, at: Instant): Promise<void> {
  await db
    .updateTable("action")
    .set((eb) => ({ undone_at: at, version: eb("version", "+", 1) }))
    .where("sheet_id", "=", sheetId)
    .where("undone_at", "is", null)
    .execute();
}

function withOwners(db: Reader) {
  return db
    .selectFrom("action")
    .innerJoin("staff", "staff.id", "action.owner_id")
    .select([...actionColumns, "staff.name as owner_name", "staff.left_on", "staff.discipline"])
    .where("action.undone_at", "is", null);
}
type Query = ReturnType<typeof withOwners>;

async function logRows(db: Reader, only: (query: Query) => Query): Promise<LogRow[]> {
  return inLog(db, await only(withOwners(db)).orderBy("action.id").execute());
}
