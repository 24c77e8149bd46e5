/** What each discipline gave: submitted versions, their entries, unsent drafts. */
import type { Kysely } from "kysely";
import {
  columns,
  instant,
  integer,
  optionalDay,
  optionalInstant,
  optionalText,
  practiceTable,
  sharing,
  text,
  version,
} from "./columns.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await columns(practiceTable(db, "contribution"), [
    [text, "case_id", "mdt_case.id"],
    [optionalText, "meeting_id", "meeting.id"],
    [text, "author_id", "staff.id"],
    [text, "discipline"],
    [text, "kind"],
    [instant, "submitted_at"],
    [optionalText, "replaces_id"],
    [optionalInstant, "replaced_at"],
    [optionalDay, "last_contact_on"],
    [optionalText, "last_contact_mode"],
    [text, "headline"],
    [text, "body"],
    [optionalText, "team_headline"],
    [optionalText, "team_body"],
    [optionalText, "what_matters"],
    [text, "strengths"],
    sharing,
    [optionalInstant, "withdrawn_at"],
    [optionalText, "withdrawn_by", "staff.id"],
    [optionalText, "withdrawn_reason"],
    [optionalText, "reference"],
  ]).execute();
  await columns(practiceTable(db, "entry"), [
    [text, "case_id", "mdt_case.id"],
    [text, "contribution_id", "contribution.id"],
    [text, "kind"],
    [integer, "position"],
    [optionalText, "name"],
    [text, "text"],
    [optionalText, "norm"],
    [optionalDay, "as_of"],
    [optionalText, "source"],
    [optionalText, "level"],
    [optionalText, "discipline"],
    [optionalDay, "due"],
    [optionalText, "reason"],
    sharing,
    [optionalInstant, "withdrawn_at"],
    [optionalText, "withdrawn_by", "staff.id"],
    [optionalText, "withdrawn_reason"],
    [optionalText, "reference"],
  ]).execute();
  await columns(practiceTable(db, "draft"), [
    [text, "case_id", "mdt_case.id"],
    [text, "author_id", "staff.id"],
    [text, "typed"],
    [instant, "saved_at"],
    version,
  ]).execute();
  await db.schema.createIndex("contribution_case").on("contribution").columns(["case_id", "submitted_at"]).execute();
  await db.schema.createIndex("contribution_meeting").on("contribution").columns(["meeting_id"]).execute();
  await db.schema.createIndex("entry_case").on("entry").columns(["case_id"]).execute();
  await db.schema.createIndex("entry_contribution").on("entry").columns(["contribution_id"]).execute();
  await db.schema.createIndex("draft_once").unique().on("draft").columns(["case_id", "author_id"]).execute();
}
