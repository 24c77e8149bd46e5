/** Cases: the questions of lists and of triage, and what is kept when a case moves. */
import type { Insertable, Updateable } from "kysely";
import type { Reader, Writer } from "../database.ts";
import { listIn } from "../lists.ts";
import { invitedTo, membersOf } from "./casefiles.ts";
import { deputiesOn } from "./deputies.ts";
import { casesReadBesides } from "./households.ts";
import { fromJson } from "./json.ts";
import { changeRow, keep } from "./rows.ts";
import type { Who } from "./standing.ts";
import { recusedAmong } from "./stays.ts";
import type { CaseTable, Instant, NominationTable } from "../schema.ts";
import type { Priority } from "../vocabulary.ts";

export interface CaseInList {
  id: string;
  number: number;
  practiceId: string;
  practice: string;
  givenName: string;
  familyName: string;
  chi: string;
  question: string;
  priority: string;
  acceptedAt: Instant | null;
  closedAt: Instant | null;
}

/** Cases by id, for lists: the ids come from `visible.ts`. */
export async function casesInList(db: Reader, ids: readonly string[]): Promise<CaseInList[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("mdt_case")
    .innerJoin("person", "person.id", "mdt_case.person_id")
    .innerJoin("practice", "practice.id", "mdt_case.practice_id")
    .select((eb) => [
      "mdt_case.id",
      "mdt_case.number",
      "mdt_case.practice_id",
      "practice.name as practice",
      "person.given_name",
      "person.family_name",
      "person.chi",
      "mdt_case.priority",
      "mdt_case.accepted_at",
      "mdt_case.closed_at",
      eb
        .selectFrom("nomination")
        .select("nomination.question")
        .whereRef("nomination.case_id", "=", "mdt_case.id")
        .orderBy("nomination.nominated_at", "desc")
        .orderBy("nomination.id", "desc")
        .limit(1)
        .as("question"),
    ])
    .where("mdt_case.id", "in", [...ids])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    practiceId: row.practice_id,
    practice: row.practice,
    givenName: row.given_name,
    familyName: row.family_name,
    chi: row.chi,
    question: row.question ?? "",
    priority: row.priority,
    acceptedAt: row.accepted_at,
    closedAt: row.closed_at,
  }));
}

/** What a reader of a case is told beside its file: the linked cases that they read as well, and who stands in for whom. */
export async function besideFile(db: Reader, caseId: string, who: Who) {
  const row = await db
    .selectFrom("mdt_case")
    .select([
      listIn(db, casesReadBesides(db, caseId, who)).as("links"),
      listIn(db, deputiesOn(db, caseId)).as("deputies"),
    ])
    .where("mdt_case.id", "=", caseId)
    .executeTakeFirstOrThrow();
  return { links: fromJson(row.links), deputies: fromJson(row.deputies) };
}

/** People of that name and birth date, with the case each has. */
export async function peopleNamed(db: Reader, practiceId: string, familyName: string, birthDate: string) {
  const born = await db
    .selectFrom("person")
    .innerJoin("mdt_case", "mdt_case.person_id", "person.id")
    .select(["person.id", "person.chi", "person.given_name", "person.family_name", "mdt_case.id as case_id"])
    .where("person.practice_id", "=", practiceId)
    .where("person.birth_date", "=", birthDate as never)
    .execute();
  // Not in SQL: lower() leaves Ż and É as they are on SQLite, and on PostgreSQL in the C locale.
  return born.filter((person) => person.family_name.toLowerCase() === familyName.toLowerCase());
}

export async function caseOfPerson(db: Reader, personId: string) {
  return db
    .selectFrom("mdt_case")
    .select(["id", "closed_at", "version"])
    .where("person_id", "=", personId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
}

/** Changes a case if nobody did since that version; false when somebody did. */
export async function changeCase(
  db: Writer,
  id: string,
  version: number | null,
  change: Updateable<CaseTable>,
): Promise<boolean> {
  return changeRow(db, "mdt_case", id, version, change);
}

export async function keepNomination(db: Writer, row: Insertable<NominationTable>): Promise<void> {
  await db.insertInto("nomination").values(row).execute();
}

export async function changeNomination(
  db: Writer,
  id: string,
  version: number,
  change: Updateable<NominationTable>,
): Promise<boolean> {
  return changeRow(db, "nomination", id, version, change);
}

/** Takes people off a case: of its team, or as deputies, so that they can become one of its team. */
export async function endMembership(
  db: Writer,
  as: "team" | "deputy",
  caseId: string,
  staffIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (staffIds.length === 0) return;
  await db
    .updateTable("case_member")
    .set({ ended_at: at })
    .where("case_id", "=", caseId)
    .where("staff_id", "in", [...staffIds])
    .where("deputy_at", as === "team" ? "is" : "is not", null)
    .where("ended_at", "is", null)
    .execute();
}

export async function endInvitation(db: Writer, caseId: string, disciplines: readonly string[], at: Instant) {
  if (disciplines.length === 0) return;
  await db
    .updateTable("case_discipline")
    .set({ ended_at: at })
    .where("case_id", "=", caseId)
    .where("discipline", "in", [...disciplines])
    .where("ended_at", "is", null)
    .execute();
}

export async function decideObjectionRow(
  db: Writer,
  id: string,
  version: number,
  change: { decision: "upheld" | "refused"; decision_text: string; decided_at: Instant; decided_by: string },
): Promise<boolean> {
  return changeRow(db, "objection", id, version, change);
}

/** My nominations with what became of them, newest first; and those that wait for triage in these practices. */
export async function nominationsBy(db: Reader, staffId: string, since: Instant) {
  return db
    .selectFrom("nomination")
    .innerJoin("mdt_case", "mdt_case.id", "nomination.case_id")
    .select([
      "nomination.case_id",
      "mdt_case.number",
      "nomination.verdict",
      "nomination.verdict_reason",
      "nomination.triaged_at",
      "nomination.question",
    ])
    .where("nomination.nominated_by", "=", staffId)
    .where("nomination.triaged_at", ">", since)
    .where("mdt_case.withdrawn_at", "is", null)
    .orderBy("nomination.triaged_at", "desc")
    .execute();
}

export async function nominationsWaiting(db: Reader, practiceIds: readonly string[]) {
  if (practiceIds.length === 0) return [];
  return db
    .selectFrom("nomination")
    .innerJoin("mdt_case", "mdt_case.id", "nomination.case_id")
    .select([
      "nomination.id",
      "nomination.case_id",
      "mdt_case.number",
      "nomination.nominated_at",
      "nomination.practice_id",
    ])
    .where("nomination.practice_id", "in", [...practiceIds])
    .where("nomination.triaged_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .where("mdt_case.accepted_at", "is", null)
    .where("mdt_case.closed_at", "is", null)
    .orderBy("nomination.nominated_at")
    .execute();
}

/** Puts people on a case, but for who has a conflict of interest, and invites disciplines behind those invited before. */
export async function addMembers(
  ctx: { db: Writer; at: Instant; newId: () => string },
  of: { practice_id: string; case_id: string },
  team: readonly string[],
  disciplines: readonly string[],
  after = 0,
): Promise<void> {
  const pairs = team.map((staffId) => ({ case_id: of.case_id, staff_id: staffId }));
  const recused = (await recusedAmong(ctx.db, pairs)).map((row) => row.staff_id);
  await keep(
    ctx.db,
    "case_member",
    ...team
      .filter((staffId) => !recused.includes(staffId))
      .map((staffId) => ({ id: ctx.newId(), ...of, staff_id: staffId, joined_at: ctx.at })),
  );
  await keep(
    ctx.db,
    "case_discipline",
    ...disciplines.map((discipline, index) => ({
      id: ctx.newId(),
      ...of,
      discipline,
      position: after + index,
      invited_at: ctx.at,
    })),
  );
}

/**
 * Who is on the team of each case and which disciplines are invited to it, those objected to left out; how urgent it
 * is. States only, for agendas.
 */
export async function teamsOf(db: Reader, caseIds: readonly string[]) {
  if (caseIds.length === 0) return new Map<string, CaseTeam>();
  const cases = await db
    .selectFrom("mdt_case")
    .select(["mdt_case.id", "mdt_case.priority"])
    .select((eb) => [
      membersOf(db, eb).as("members"),
      invitedTo(db, eb).as("invited"),
      listIn(
        db,
        eb
          .selectFrom("objection")
          .select("against_discipline")
          .whereRef("objection.case_id", "=", "mdt_case.id")
          .where((on) => on.or([on("decision", "is", null), on("decision", "!=", "refused")])),
      ).as("objections"),
    ])
    .where("mdt_case.id", "in", [...caseIds])
    .execute();
  return new Map<string, CaseTeam>(
    cases.map(({ id, priority, members, invited, objections }) => {
      const objected = fromJson(objections).map((row) => row.against_discipline);
      return [
        id,
        {
          priority,
          team: new Set(fromJson(members).map((row) => row.staff_id)),
          invited: fromJson(invited)
            .map(({ discipline }) => discipline)
            .filter((discipline) => !objected.includes(discipline)),
        },
      ];
    }),
  );
}

export interface CaseTeam {
  priority: Priority;
  team: ReadonlySet<string>;
  invited: string[];
}

/** The meetings that are not over and have this case on their agenda: what stands there depends on who reads it. */
export async function meetingsHolding(db: Reader, caseId: string): Promise<`meeting:${string}`[]> {
  const rows = await db
    .selectFrom("agenda_item")
    .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
    .select("meeting.id")
    .where("agenda_item.case_id", "=", caseId)
    .where("meeting.closed_at", "is", null)
    .where("meeting.cancelled_at", "is", null)
    .execute();
  return rows.map((row) => `meeting:${row.id}` as const);
}
