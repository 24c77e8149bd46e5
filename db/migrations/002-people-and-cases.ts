/** People, their cases, who is on a case, what the person was told and objects to. */
import { sql, type Kysely } from "kysely";
import {
  columns,
  day,
  instant,
  integer,
  optionalDay,
  optionalInstant,
  optionalInteger,
  optionalText,
  practiceTable,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "person"), [
    [text, "chi"],
    [text, "chi_kind"],
    [text, "given_name"],
    [text, "family_name"],
    [optionalText, "preferred_name"],
    [day, "birth_date"],
    [optionalText, "sex_recorded"],
    [optionalText, "pronouns"],
    [optionalText, "address"],
    [optionalText, "phone"],
    [optionalText, "language"],
    [optionalText, "interpreter"],
    [optionalInteger, "simd_decile"],
    [instant, "created_at"],
    version,
  ]).execute();
  await columns(practiceTable(db, "mdt_case"), [
    [integer, "number"],
    [text, "person_id", "person.id"],
    [text, "priority"],
    [instant, "opened_at"],
    [optionalInstant, "accepted_at"],
    [optionalInstant, "closed_at"],
    [optionalText, "closed_by", "staff.id"],
    [optionalText, "closed_reason"],
    [optionalInstant, "withdrawn_at"],
    [optionalText, "withdrawn_by", "staff.id"],
    [optionalText, "withdrawn_reason"],
    [optionalText, "reference"],
    version,
  ]).execute();
  await columns(practiceTable(db, "household"), [
    [text, "case_id", "mdt_case.id"],
    [integer, "position"],
    [text, "name"],
    [text, "relation"],
    [optionalDay, "birth_date"],
    [optionalText, "note"],
  ]).execute();
  await columns(practiceTable(db, "nomination"), [
    [text, "case_id", "mdt_case.id"],
    [instant, "nominated_at"],
    [text, "nominated_by", "staff.id"],
    [text, "criteria"],
    [text, "reason"],
    [text, "question"],
    [text, "kind"],
    [optionalInstant, "triaged_at"],
    [optionalText, "triaged_by", "staff.id"],
    [optionalText, "verdict"],
    [optionalText, "verdict_reason"],
    version,
  ]).execute();
  await columns(practiceTable(db, "case_discipline"), [
    [text, "case_id", "mdt_case.id"],
    [text, "discipline"],
    [integer, "position"],
    [instant, "invited_at"],
    [optionalInstant, "ended_at"],
  ]).execute();
  await columns(practiceTable(db, "case_member"), [
    [text, "case_id", "mdt_case.id"],
    [text, "staff_id", "staff.id"],
    [instant, "joined_at"],
    [optionalInstant, "ended_at"],
  ]).execute();
  await columns(practiceTable(db, "notice"), [
    [text, "case_id", "mdt_case.id"],
    [text, "informed"],
    [optionalDay, "informed_on"],
    [optionalText, "informed_by", "staff.id"],
    [optionalText, "reason"],
    [text, "views"],
    [optionalText, "capacity"],
    [instant, "recorded_at"],
    [text, "recorded_by", "staff.id"],
  ]).execute();
  await columns(practiceTable(db, "objection"), [
    [text, "case_id", "mdt_case.id"],
    [text, "against_discipline"],
    [text, "text"],
    [instant, "recorded_at"],
    [text, "recorded_by", "staff.id"],
    [optionalText, "decision"],
    [optionalText, "decision_text"],
    [optionalInstant, "decided_at"],
    [optionalText, "decided_by", "staff.id"],
    version,
  ]).execute();
  await columns(practiceTable(db, "safe_contact"), [
    [text, "case_id", "mdt_case.id"],
    [optionalText, "ring_first"],
    [optionalText, "never_ring"],
    [integer, "no_letters"],
    [integer, "no_voicemail"],
    [instant, "recorded_at"],
    [text, "recorded_by", "staff.id"],
  ]).execute();
  await db.schema.createIndex("person_chi").unique().on("person").columns(["practice_id", "chi"]).execute();
  await db.schema
    .createIndex("person_name")
    .on("person")
    .columns(["practice_id", "family_name", "birth_date"])
    .execute();
  await db.schema.createIndex("case_number").unique().on("mdt_case").columns(["practice_id", "number"]).execute();
  await db.schema
    .createIndex("case_reference")
    .unique()
    .on("mdt_case")
    .columns(["practice_id", "reference"])
    .where(sql.ref("reference"), "is not", null)
    .execute();
  await db.schema.createIndex("case_person").on("mdt_case").columns(["person_id"]).execute();
  await db.schema.createIndex("household_case").on("household").columns(["case_id"]).execute();
  await db.schema.createIndex("nomination_case").on("nomination").columns(["case_id", "nominated_at"]).execute();
  await db.schema
    .createIndex("nomination_waiting")
    .on("nomination")
    .columns(["practice_id"])
    .where(sql.ref("triaged_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("case_discipline_once")
    .unique()
    .on("case_discipline")
    .columns(["case_id", "discipline"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("case_member_once")
    .unique()
    .on("case_member")
    .columns(["case_id", "staff_id"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema
    .createIndex("case_member_staff")
    .on("case_member")
    .columns(["staff_id"])
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema.createIndex("notice_case").on("notice").columns(["case_id", "recorded_at"]).execute();
  await db.schema.createIndex("objection_case").on("objection").columns(["case_id"]).execute();
  await db.schema.createIndex("safe_contact_case").on("safe_contact").columns(["case_id", "recorded_at"]).execute();
}
