/** What became of what somebody put forward: the cases they nominated, and the requests they made of others. */
import type { Reader } from "../database.ts";
import type { Instant } from "../schema.ts";

interface Asked {
  practiceIds: readonly string[];
  since: Instant;
  /** Of one person's only. */
  staffId?: string;
}

/** Discussions concluded since then of cases that were nominated, once for each who nominated them; the newest first. */
export async function concludedOf(db: Reader, { practiceIds, since, staffId }: Asked) {
  if (practiceIds.length === 0) return [];
  return db
    .selectFrom("agenda_item")
    .innerJoin("mdt_case", "mdt_case.id", "agenda_item.case_id")
    .innerJoin("person", "person.id", "mdt_case.person_id")
    .innerJoin("nomination", "nomination.case_id", "agenda_item.case_id")
    .select([
      "agenda_item.id",
      "agenda_item.case_id",
      "agenda_item.meeting_id",
      "agenda_item.outcome",
      "agenda_item.concluded_at",
      "mdt_case.number",
      "person.given_name",
      "person.family_name",
      "nomination.nominated_by as staff_id",
    ])
    .distinct()
    .where("agenda_item.practice_id", "in", [...practiceIds])
    .where("agenda_item.concluded_at", ">", since)
    .where("agenda_item.outcome", "is not", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .$if(staffId !== undefined, (query) => query.where("nomination.nominated_by", "=", staffId ?? ""))
    .orderBy("agenda_item.concluded_at", "desc")
    .execute();
}

/** Requests that were answered since then, to whoever made them; the newest answer first. */
export async function answeredOf(db: Reader, { practiceIds, since, staffId }: Asked) {
  if (practiceIds.length === 0) return [];
  return db
    .selectFrom("request_answer")
    .innerJoin("entry", "entry.id", "request_answer.entry_id")
    .innerJoin("contribution", "contribution.id", "entry.contribution_id")
    .innerJoin("mdt_case", "mdt_case.id", "request_answer.case_id")
    .innerJoin("person", "person.id", "mdt_case.person_id")
    .innerJoin("staff as answerer", "answerer.id", "request_answer.answered_by")
    .select([
      "request_answer.id",
      "request_answer.answered_at",
      "request_answer.case_id",
      "request_answer.kind",
      "request_answer.text",
      "entry.text as request",
      "answerer.name as answered_by",
      "mdt_case.number",
      "person.given_name",
      "person.family_name",
      "contribution.author_id as staff_id",
    ])
    .where("request_answer.practice_id", "in", [...practiceIds])
    .where("request_answer.answered_at", ">", since)
    .whereRef("request_answer.answered_by", "!=", "contribution.author_id")
    .where("entry.withdrawn_at", "is", null)
    .where("contribution.withdrawn_at", "is", null)
    .where("contribution.replaced_at", "is", null)
    .where("mdt_case.withdrawn_at", "is", null)
    .$if(staffId !== undefined, (query) => query.where("contribution.author_id", "=", staffId ?? ""))
    .orderBy("request_answer.answered_at", "desc")
    .execute();
}
