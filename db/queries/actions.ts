/** The action log is a query, never a copy: mine, the team's, a case's, a meeting's; rows leave sealed. */
import type { ExpressionBuilder, Insertable, Updateable } from "kysely";
import type { ActionOnFile, PracticePolicy } from "../casefile.ts";
import type { Reader, Writer } from "../database.ts";
import type { ActionBefore, ActionTable, ActionUpdateTable, Day, Instant, Json, Tables } from "../schema.ts";
import { seal, type Sealed } from "../sealed.ts";
import type { ActionUpdateKind, LogShow, LogWhose, UpdateCode } from "../vocabulary.ts";
import { listIn } from "../lists.ts";
import { actionColumns, actionOnFile, invitedTo, membersOf, sharingOf, teamAmong } from "./casefiles.ts";
import { changeRow } from "./rows.ts";
import { fromJson, toJson } from "./json.ts";
import type { Who } from "./standing.ts";
import { isReadBy } from "./visible.ts";

/** As much of a case as sight needs to judge an item of it. */
export interface CaseOfItem {
  id: string;
  number: number;
  initials: string;
  withdrawnAt: Instant | null;
  team: string[];
  deputies: string[];
  invited: string[];
  objections: { againstDiscipline: string; decision: "upheld" | "refused" | null }[];
  practice: { id: string; name: string; policy: PracticePolicy };
}

export type ActionInLog = Omit<ActionOnFile, "updates"> & { case: CaseOfItem };

export interface LogRow {
  action: Sealed<ActionInLog>;
  /** The keyset to go on after this row. */
  after: string;
  owner: { name: string; leftOn: Day | null; discipline: string };
}

export interface LogQuestion {
  practiceIds: readonly string[];
  who: Who;
  whose: LogWhose;
  show: LogShow;
  today: Day;
  ownerId: string | null;
  caseId: string | null;
  /** Of the owner. */
  discipline?: string | null;
  /**
   * `going-on` leaves out those of cases that ended, but for those the team stepped down from, whose actions go on;
   * `ended` gives these alone.
   */
  cases?: "going-on" | "ended";
  /** Only these, such as those one helps with. */
  among?: readonly string[];
  after: string | null;
  most: number;
}

export async function actionLog(db: Reader, question: LogQuestion): Promise<LogRow[]> {
  const { who, show, today } = question;
  // A guest is at no practice.
  if (question.practiceIds.length === 0 || question.among?.length === 0) return [];
  const order = show === "done" ? "action.closed_at" : "action.due";
  const [afterValue, afterId] = (question.after ?? "").split(" ");
  const narrowed = await narrowing(db, question);
  if (Array.isArray(narrowed) && narrowed.length === 0) return [];
  const rows = await db
    .selectFrom("action")
    .innerJoin("mdt_case", "mdt_case.id", "action.case_id")
    .innerJoin("staff", "staff.id", "action.owner_id")
    .select([...actionColumns, "staff.name as owner_name", "staff.left_on", "staff.discipline"])
    // By the practice of the case where something narrower begins, which would else be passed over for the whole log.
    .where(narrowed ? "mdt_case.practice_id" : "action.practice_id", "in", [...question.practiceIds])
    .where("action.undone_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .where("action.closed_at", show === "done" ? "is not" : "is", null)
    .$if(question.cases === "going-on", (query) =>
      query.where((eb) => eb.or([eb("mdt_case.closed_at", "is", null), eb("mdt_case.closed_as", "=", "stepped-down")])),
    )
    .$if(question.cases === "ended", (query) =>
      query
        .where("mdt_case.closed_at", "is not", null)
        .where((eb) => eb.or([eb("mdt_case.closed_as", "is", null), eb("mdt_case.closed_as", "!=", "stepped-down")])),
    )
    .$if(question.among !== undefined, (query) => query.where("action.id", "in", [...(question.among ?? [])]))
    .$if(question.whose === "mine", (query) => query.where("action.owner_id", "=", who.staffId))
    .$if(question.whose === "team", (query) =>
      query.where((eb) => isReadBy(eb as unknown as ExpressionBuilder<Tables, "mdt_case">, who)),
    )
    .$if(show === "overdue", (query) => query.where("action.due", "<", today))
    .$if(show === "blocked", (query) => query.where("action.blocked_at", "is not", null))
    .$if(show === "no-owner", (query) =>
      query.where((eb) => eb.or([eb("staff.left_on", "<", today), eb("action.declined_at", "is not", null)])),
    )
    .$if(question.ownerId !== null, (query) => query.where("action.owner_id", "=", question.ownerId ?? ""))
    .$if(Boolean(question.discipline), (query) => query.where("staff.discipline", "=", question.discipline ?? ""))
    .$if(question.caseId !== null, (query) => query.where("action.case_id", "=", question.caseId ?? ""))
    .$if(Array.isArray(narrowed), (query) => query.where("action.case_id", "in", narrowed as string[]))
    // As a pair, so that the index is entered where the last page ended, however long ago that was.
    .$if(afterId !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple(order, "action.id"),
          show === "done" ? "<" : ">",
          eb.tuple(afterValue as Instant & Day, afterId ?? ""),
        ),
      ),
    )
    .orderBy(order, show === "done" ? "desc" : "asc")
    .orderBy("action.id", show === "done" ? "desc" : "asc")
    .limit(question.most)
    .execute();
  return inLog(db, rows, (row) => `${(show === "done" ? row.closed_at : row.due) ?? ""} ${row.id}`);
}

type OwnedRow = Parameters<typeof actionOnFile>[0] & {
  owner_name: string;
  left_on: Day | null;
  discipline: string;
};

/** Actions with as much of their cases as sight needs, sealed; `afterOf` gives the keyset behind each. */
export async function inLog<Row extends OwnedRow>(
  db: Reader,
  rows: readonly Row[],
  afterOf: (row: Row) => string = () => "",
): Promise<(LogRow & { row: Row })[]> {
  const cases = await casesOfItems(db, [...new Set(rows.map((row) => row.case_id))]);
  return rows.flatMap((row) => {
    const found = cases.get(row.case_id);
    if (!found) return [];
    const { updates: _, ...action } = actionOnFile(row, []);
    return [
      {
        action: seal({ ...action, case: found }),
        after: afterOf(row),
        owner: { name: row.owner_name, leftOn: row.left_on, discipline: row.discipline },
        row,
      },
    ];
  });
}

/** From how many cases on it is cheaper to look for their closed actions among everybody's, newest first. */
const fewCases = 100;

/**
 * Whether a list begins at an owner, a case or some actions and not at the practice's whole log. Among all that was
 * ever closed, whoever is on few cases begins at those, or would pass years of others' before a page was full.
 */
async function narrowing(db: Reader, question: LogQuestion): Promise<boolean | string[]> {
  const { whose, show, ownerId, caseId, among, who } = question;
  if (whose === "mine" || ownerId !== null || caseId !== null || among !== undefined) return true;
  if (show !== "done") return false;
  const rows = await db
    .selectFrom("case_member")
    .select("case_id")
    .where("staff_id", "=", who.staffId)
    .where("ended_at", "is", null)
    .limit(fewCases + 1)
    .execute();
  return rows.length <= fewCases && rows.map((row) => row.case_id);
}

/**
 * The first of them that a reader sees, `most` at most, however many they do not see stand between: neither the length
 * of a list nor where its pages end tells of what is hidden.
 */
export async function actionsSeen<Seen>(
  db: Reader,
  question: LogQuestion,
  see: (rows: readonly LogRow[]) => readonly Seen[],
): Promise<Seen[]> {
  const seen: Seen[] = [];
  if (question.practiceIds.length === 0) return seen;
  for (let { after } = question; ;) {
    const rows = await actionLog(db, { ...question, after });
    seen.push(...see(rows));
    if (seen.length >= question.most || rows.length < question.most) return seen.slice(0, question.most);
    after = rows.at(-1)?.after ?? null;
  }
}

/** What sight needs of these cases, by id. */
export async function casesOfItems(db: Reader, caseIds: readonly string[]): Promise<Map<string, CaseOfItem>> {
  if (caseIds.length === 0) return new Map();
  const cases = await db
    .selectFrom("mdt_case")
    .innerJoin("person", "person.id", "mdt_case.person_id")
    .innerJoin("practice", "practice.id", "mdt_case.practice_id")
    .select([
      "mdt_case.id",
      "mdt_case.number",
      "mdt_case.withdrawn_at",
      "person.given_name",
      "person.family_name",
      "mdt_case.practice_id",
      "practice.name as practice",
    ])
    .select((eb) => [
      membersOf(db, eb).as("members"),
      invitedTo(db, eb).as("invited"),
      listIn(
        db,
        eb
          .selectFrom("objection")
          .select(["against_discipline as againstDiscipline", "decision"])
          .whereRef("objection.case_id", "=", "mdt_case.id"),
      ).as("objections"),
    ])
    .where("mdt_case.id", "in", [...caseIds])
    .execute();
  const policies = await policiesOf(db, [...new Set(cases.map((row) => row.practice_id))]);
  return new Map(
    cases.map((row) => [
      row.id,
      {
        id: row.id,
        number: row.number,
        initials: `${row.given_name[0] ?? ""}${row.family_name[0] ?? ""}`,
        withdrawnAt: row.withdrawn_at,
        ...teamAmong(fromJson(row.members)),
        invited: fromJson(row.invited).map(({ discipline }) => discipline),
        objections: fromJson(row.objections),
        practice: { id: row.practice_id, name: row.practice, policy: policies.get(row.practice_id) as PracticePolicy },
      },
    ]),
  );
}

async function policiesOf(db: Reader, practiceIds: string[]): Promise<Map<string, PracticePolicy>> {
  if (practiceIds.length === 0) return new Map();
  const rows = await db.selectFrom("practice").select(["id", "policy"]).where("id", "in", practiceIds).execute();
  return new Map(rows.map((row) => [row.id, fromJson(row.policy as Json<PracticePolicy>)]));
}

export async function actionById(db: Reader, id: string) {
  return (await actionsById(db, [id]))[0] ?? null;
}

export async function actionsById(db: Reader, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("action")
    .innerJoin("staff", "staff.id", "action.owner_id")
    .select([...actionColumns, "action.practice_id", "staff.name as owner_name", "staff.left_on", "staff.discipline"])
    .where("action.id", "in", [...ids])
    .where("action.undone_at", "is", null)
    .orderBy("action.due")
    .orderBy("action.id")
    .execute();
  return (await inLog(db, rows)).map(({ row, ...action }) => ({ ...action, practiceId: row.practice_id }));
}

/** The note of the room that an action was made from. */
export async function noteOfAction(db: Reader, actionId: string) {
  return db
    .selectFrom("action")
    .innerJoin("discussion_note", "discussion_note.id", "action.note_id")
    .select(["discussion_note.text", "discussion_note.written_at as at"])
    .where("action.id", "=", actionId)
    .executeTakeFirst();
}

export async function keepAction(db: Writer, row: Insertable<ActionTable>): Promise<void> {
  await db.insertInto("action").values(row).execute();
}

export async function keepUpdate(db: Writer, row: Insertable<ActionUpdateTable>): Promise<void> {
  await db.insertInto("action_update").values(row).execute();
}

/** Who writes, when, and where. */
export interface Saying {
  db: Writer;
  at: Instant;
  newId: () => string;
}

/** The meeting it was said in, the word by which it is counted, what it changed, and the line that it takes back. */
export interface Said {
  kind: ActionUpdateKind;
  by: string;
  text?: string | null;
  meetingId?: string | null;
  coded?: UpdateCode | null;
  was?: ActionBefore;
  undoes?: string;
}

/** Keeps a line of an action's history. */
export function say(
  { db, at, newId }: Saying,
  action: { id: string; caseId: string; practiceId: string },
  { kind, by, text = null, meetingId = null, coded = null, was, undoes }: Said,
): Promise<void> {
  return keepUpdate(db, {
    id: newId(),
    practice_id: action.practiceId,
    case_id: action.caseId,
    action_id: action.id,
    ...{ kind, at, by, text, coded },
    meeting_id: meetingId,
    was: was ? toJson(was) : null,
    undoes: undoes ?? null,
  });
}

/** Changes an action if nobody did since that version; false when somebody did. */
export async function changeAction(
  db: Writer,
  id: string,
  version: number,
  change: Updateable<ActionTable>,
): Promise<boolean> {
  return changeRow(db, "action", id, version, change);
}

/** Actions recorded for a case in that meeting, oldest first. */
export async function actionsRaisedIn(db: Reader, meetingId: string, caseId: string) {
  return db
    .selectFrom("action")
    .innerJoin("staff", "staff.id", "action.owner_id")
    .select([
      "action.id",
      "action.text",
      "action.due",
      "action.raised_at",
      "action.raised_by",
      "action.owner_id",
      "action.note_id",
      "action.split_from",
      "staff.name as owner",
      "action.version",
    ])
    .where("action.meeting_id", "=", meetingId)
    .where("action.case_id", "=", caseId)
    .where("action.undone_at", "is", null)
    .orderBy("action.raised_at")
    .orderBy("action.id")
    .execute();
}

/** Requests to a discipline that nobody has answered, in cases of these practices; sealed like every item. */
export async function openRequestsTo(db: Reader, discipline: string, who: Who) {
  const rows = await db
    .selectFrom("entry")
    .innerJoin("contribution", "contribution.id", "entry.contribution_id")
    .select([
      "entry.id",
      "entry.case_id",
      "entry.text",
      "entry.audience",
      "entry.named_staff",
      "entry.excluded_disciplines",
      "entry.handling",
      "contribution.author_id",
    ])
    .where("entry.kind", "=", "request")
    .where("entry.discipline", "=", discipline)
    .where("entry.withdrawn_at", "is", null)
    .where("contribution.withdrawn_at", "is", null)
    .where("contribution.replaced_at", "is", null)
    // From the open cases: from the requests it would read all that were ever made to this discipline.
    .where("entry.case_id", "in", (eb) =>
      eb
        .selectFrom("mdt_case")
        .select("mdt_case.id")
        .where("mdt_case.closed_at", "is", null)
        .where((on) => isReadBy(on, who)),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("request_answer")
            .select("request_answer.id")
            .whereRef("request_answer.entry_id", "=", "entry.id"),
        ),
      ),
    )
    .execute();
  const cases = await casesOfItems(db, [...new Set(rows.map((row) => row.case_id))]);
  return rows.flatMap((row) => {
    const found = cases.get(row.case_id);
    return found ? [seal({ id: row.id, text: row.text, authorId: row.author_id, case: found, ...sharingOf(row) })] : [];
  });
}

/** Open cases of a practice that stand on no agenda to come, and whether their last discussion was left unfinished. */
export async function casesToRoll(db: Reader, practiceId: string) {
  return db
    .selectFrom("mdt_case")
    .select((eb) => [
      "mdt_case.id",
      eb
        .selectFrom("agenda_item")
        .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
        .select("agenda_item.concluded_at")
        .whereRef("agenda_item.case_id", "=", "mdt_case.id")
        .where("meeting.closed_at", "is not", null)
        .orderBy("meeting.starts_at", "desc")
        .limit(1)
        .as("last_concluded_at"),
      eb
        .selectFrom("agenda_item")
        .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
        .select("agenda_item.position")
        .whereRef("agenda_item.case_id", "=", "mdt_case.id")
        .orderBy("meeting.starts_at", "desc")
        .limit(1)
        .as("last_position"),
      eb
        .selectFrom("agenda_item")
        .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
        .select((on) => on.fn.countAll().as("n"))
        .whereRef("agenda_item.case_id", "=", "mdt_case.id")
        .where("meeting.closed_at", "is not", null)
        .as("times"),
    ])
    .where("mdt_case.practice_id", "=", practiceId)
    .where("mdt_case.accepted_at", "is not", null)
    .where("mdt_case.closed_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("agenda_item")
            .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
            .select("agenda_item.id")
            .whereRef("agenda_item.case_id", "=", "mdt_case.id")
            .where("meeting.closed_at", "is", null)
            .where("meeting.cancelled_at", "is", null),
        ),
      ),
    )
    .orderBy("mdt_case.number")
    .execute();
}
