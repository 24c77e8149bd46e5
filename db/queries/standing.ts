/**
 * The few facts that a person's standing is made of, one question for each kind of subject. Of what is not there
 * everything is asked as well, so that no clock tells it from what may not be known.
 */
import { sql, type ExpressionBuilder } from "kysely";
import type { Reader } from "../database.ts";
import type { Tables } from "../schema.ts";
import type { StaffRole } from "../vocabulary.ts";

export interface StandingFacts {
  practiceId: string;
  caseId: string | null;
  meetingId: string | null;
  role: StaffRole | null;
  onTeam: boolean;
  invited: boolean;
  objectedTo: boolean;
  withdrawn: boolean;
  wrote: boolean;
  author: boolean;
  owner: boolean;
  chair: boolean;
  asked: boolean;
}

export interface Who {
  staffId: string;
  discipline: string;
}

/** The id of nothing. */
const none = "";

const nothing = {
  caseId: null,
  meetingId: null,
  onTeam: false,
  invited: false,
  objectedTo: false,
  withdrawn: false,
  wrote: false,
  author: false,
  owner: false,
  chair: false,
  asked: false,
};

async function roleIn(db: Reader, practiceId: string, who: Who): Promise<StaffRole | null> {
  const row = await db
    .selectFrom("attachment")
    .select("role")
    .where("practice_id", "=", practiceId)
    .where("staff_id", "=", who.staffId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row?.role ?? null;
}

export async function standingInPractice(db: Reader, practiceId: string, who: Who): Promise<StandingFacts | null> {
  const practice = await db.selectFrom("practice").select("id").where("id", "=", practiceId).executeTakeFirst();
  const role = await roleIn(db, practice?.id ?? none, who);
  return practice ? { ...nothing, practiceId, role } : null;
}

const yes = (count: unknown) => Number(count) > 0;

function exists(eb: ExpressionBuilder<Tables, "mdt_case">, who: Who) {
  return {
    onTeam: eb
      .selectFrom("case_member")
      .select(sql<number>`count(*)`.as("n"))
      .whereRef("case_member.case_id", "=", "mdt_case.id")
      .where("case_member.staff_id", "=", who.staffId)
      .where("case_member.ended_at", "is", null),
    invited: eb
      .selectFrom("case_discipline")
      .select(sql<number>`count(*)`.as("n"))
      .whereRef("case_discipline.case_id", "=", "mdt_case.id")
      .where("case_discipline.discipline", "=", who.discipline)
      .where("case_discipline.ended_at", "is", null),
    objected: eb
      .selectFrom("objection")
      .select(sql<number>`count(*)`.as("n"))
      .whereRef("objection.case_id", "=", "mdt_case.id")
      .where("objection.against_discipline", "=", who.discipline)
      .where((on) => on.or([on("objection.decision", "is", null), on("objection.decision", "!=", "refused")])),
    wrote: eb
      .selectFrom("contribution")
      .select(sql<number>`count(*)`.as("n"))
      .whereRef("contribution.case_id", "=", "mdt_case.id")
      .where("contribution.author_id", "=", who.staffId)
      .where("contribution.withdrawn_at", "is", null),
    nominated: eb
      .selectFrom("nomination")
      .select(sql<number>`count(*)`.as("n"))
      .whereRef("nomination.case_id", "=", "mdt_case.id")
      .where("nomination.nominated_by", "=", who.staffId),
    chairs: eb
      .selectFrom("meeting")
      .select(sql<number>`count(*)`.as("n"))
      .whereRef("meeting.practice_id", "=", "mdt_case.practice_id")
      .where("meeting.chair_id", "=", who.staffId)
      .where("meeting.closed_at", "is", null)
      .where("meeting.cancelled_at", "is", null),
  };
}

export async function standingInCase(db: Reader, caseId: string, who: Who): Promise<StandingFacts | null> {
  const row = await db
    .selectFrom("mdt_case")
    .select((eb) => {
      const has = exists(eb as unknown as ExpressionBuilder<Tables, "mdt_case">, who);
      return [
        "mdt_case.practice_id",
        "mdt_case.withdrawn_at",
        has.onTeam.as("on_team"),
        has.invited.as("invited"),
        has.objected.as("objected"),
        has.wrote.as("wrote"),
        has.nominated.as("nominated"),
        has.chairs.as("chairs"),
      ];
    })
    .where("mdt_case.id", "=", caseId)
    .executeTakeFirst();
  const role = await roleIn(db, row?.practice_id ?? none, who);
  if (!row) return null;
  const onTeam = yes(row.on_team);
  const reads = onTeam && (yes(row.invited) || who.discipline === "practice-manager") && !yes(row.objected);
  return {
    ...nothing,
    practiceId: row.practice_id,
    caseId,
    role,
    onTeam,
    invited: yes(row.invited) || who.discipline === "practice-manager",
    objectedTo: yes(row.objected),
    withdrawn: row.withdrawn_at !== null,
    wrote: yes(row.wrote),
    author: yes(row.nominated) && reads,
    chair: yes(row.chairs) && reads,
  };
}

export async function standingInContribution(db: Reader, id: string, who: Who): Promise<StandingFacts | null> {
  const row = await db
    .selectFrom("contribution")
    .select(["case_id", "author_id"])
    .where("id", "=", id)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  const facts = await standingInCase(db, row?.case_id ?? none, who);
  return row && facts ? { ...facts, author: row.author_id === who.staffId } : null;
}

export async function standingInEntry(db: Reader, id: string, who: Who): Promise<StandingFacts | null> {
  const row = await db
    .selectFrom("entry")
    .innerJoin("contribution", "contribution.id", "entry.contribution_id")
    .select(["entry.case_id", "contribution.author_id", "entry.kind", "entry.discipline"])
    .where("entry.id", "=", id)
    .where("entry.withdrawn_at", "is", null)
    .where("contribution.withdrawn_at", "is", null)
    .executeTakeFirst();
  const facts = await standingInCase(db, row?.case_id ?? none, who);
  return row && facts
    ? {
        ...facts,
        author: row.author_id === who.staffId,
        asked: row.kind === "request" && row.discipline === who.discipline,
      }
    : null;
}

export async function standingInAction(db: Reader, id: string, who: Who): Promise<StandingFacts | null> {
  const row = await db
    .selectFrom("action")
    .select(["case_id", "owner_id"])
    .where("id", "=", id)
    .where("undone_at", "is", null)
    .executeTakeFirst();
  const facts = await standingInCase(db, row?.case_id ?? none, who);
  return row && facts ? { ...facts, owner: row.owner_id === who.staffId } : null;
}

export async function standingInMeeting(db: Reader, id: string, who: Who): Promise<StandingFacts | null> {
  const row = await db
    .selectFrom("meeting")
    .select(["practice_id", "chair_id"])
    .where("id", "=", id)
    .executeTakeFirst();
  const role = await roleIn(db, row?.practice_id ?? none, who);
  return row
    ? {
        ...nothing,
        practiceId: row.practice_id,
        meetingId: id,
        role,
        chair: row.chair_id === who.staffId,
      }
    : null;
}

export async function standingInItem(db: Reader, id: string, who: Who): Promise<StandingFacts | null> {
  const row = await db
    .selectFrom("agenda_item")
    .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
    .select(["agenda_item.case_id", "agenda_item.meeting_id", "meeting.chair_id"])
    .where("agenda_item.id", "=", id)
    .executeTakeFirst();
  const facts = await standingInCase(db, row?.case_id ?? none, who);
  if (!row || !facts) return null;
  const chairs = row.chair_id === who.staffId;
  // That a case stands on the agenda is known to its team, the chair and the coordinator, and to nobody else.
  if (!facts.onTeam && !chairs && facts.role !== "coordinator") return null;
  const reads = facts.onTeam && facts.invited && !facts.objectedTo;
  return { ...facts, meetingId: row.meeting_id, chair: chairs && reads };
}

/** Every practice the person is attached to, by name. */
export async function practicesOf(db: Reader, staffId: string) {
  return db
    .selectFrom("attachment")
    .innerJoin("practice", "practice.id", "attachment.practice_id")
    .select(["practice.id", "practice.name", "practice.code", "attachment.role"])
    .where("attachment.staff_id", "=", staffId)
    .where("attachment.ended_at", "is", null)
    .orderBy("practice.name")
    .execute();
}
