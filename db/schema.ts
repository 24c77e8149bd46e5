/** One interface per table. Two column types only: text and integer (docs/decisions/0006). */
import type { ColumnType, Generated } from "kysely";
import type {
  ActionClosing,
  ActionUpdateKind,
  Audience,
  ContributionKind,
  DiscussionNoteKind,
  EntryKind,
  FactSource,
  IdentifierKind,
  Informed,
  LinkPurpose,
  Nation,
  Need,
  ObjectionDecision,
  Outcome,
  PersonOutcome,
  Presence,
  Priority,
  Reply,
  RequestAnswerKind,
  RiskLevel,
  Sector,
  StaffRole,
  TriageVerdict,
} from "./vocabulary.ts";

declare const brand: unique symbol;
/** An instant as fixed-width ISO text in UTC, `2026-11-26T13:00:00.000Z`: sorts as time sorts. */
export type Instant = string & { readonly [brand]: "instant" };
/** A day without a zone, `2026-11-26`. */
export type Day = string & { readonly [brand]: "day" };
/** JSON kept as text; written and read by `db/queries/json.ts` only. */
export type Json<T> = string & { readonly [brand]: "json"; readonly of?: T };

/** A column that is set once and never changed. */
type Fixed<T> = ColumnType<T, T, never>;

export interface PracticeTable {
  id: Fixed<string>;
  code: Fixed<string>;
  name: string;
  nation: Nation;
  list_size: number | null;
  created_at: Fixed<Instant>;
  /** Disciplines, audiences, staleness, fact labels and typed fields of this practice, as data. */
  policy: Json<unknown>;
  version: Generated<number>;
}

export interface OrganisationTable {
  id: Fixed<string>;
  name: Fixed<string>;
  sector: Sector;
}

export interface StaffTable {
  id: Fixed<string>;
  name: string;
  email: string;
  organisation_id: string;
  discipline: string;
  job: string;
  registered: number;
  left_on: Day | null;
  created_at: Fixed<Instant>;
  version: Generated<number>;
}

export interface AttachmentTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  staff_id: Fixed<string>;
  role: StaffRole;
  attached_at: Fixed<Instant>;
  ended_at: Instant | null;
  /** The id that an imported file uses for this person. */
  reference: Fixed<string | null>;
}

export interface CredentialTable {
  staff_id: Fixed<string>;
  password_hash: string;
  set_at: Instant;
}

export interface SessionTable {
  token_hash: Fixed<string>;
  staff_id: Fixed<string>;
  began_at: Fixed<Instant>;
  seen_at: Instant;
  ends_at: Fixed<Instant>;
  ended_at: Instant | null;
}

export interface SignInAttemptTable {
  id: Fixed<string>;
  email: Fixed<string>;
  at: Fixed<Instant>;
}

export interface OneTimeLinkTable {
  token_hash: Fixed<string>;
  purpose: Fixed<LinkPurpose>;
  practice_id: Fixed<string | null>;
  staff_id: Fixed<string | null>;
  made_at: Fixed<Instant>;
  made_by: Fixed<string | null>;
  ends_at: Fixed<Instant>;
  used_at: Instant | null;
}

export interface PersonTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  chi: string;
  chi_kind: IdentifierKind;
  given_name: string;
  family_name: string;
  preferred_name: string | null;
  birth_date: Day;
  sex_recorded: string | null;
  pronouns: string | null;
  address: string | null;
  phone: string | null;
  language: string | null;
  interpreter: string | null;
  simd_decile: number | null;
  created_at: Fixed<Instant>;
  version: Generated<number>;
}

export interface CaseTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  number: Fixed<number>;
  person_id: Fixed<string>;
  priority: Priority;
  opened_at: Fixed<Instant>;
  accepted_at: Instant | null;
  closed_at: Instant | null;
  closed_by: string | null;
  closed_reason: string | null;
  /** Entered in error: out of sight at once, the audit kept. */
  withdrawn_at: Instant | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
  reference: Fixed<string | null>;
  version: Generated<number>;
}

export interface HouseholdTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  position: Fixed<number>;
  name: string;
  relation: string;
  birth_date: Day | null;
  note: string | null;
}

export interface NominationTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  nominated_at: Fixed<Instant>;
  nominated_by: Fixed<string>;
  criteria: Json<string[]>;
  reason: string;
  question: string;
  kind: string;
  triaged_at: Instant | null;
  triaged_by: string | null;
  verdict: TriageVerdict | null;
  verdict_reason: string | null;
  version: Generated<number>;
}

export interface CaseDisciplineTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  discipline: Fixed<string>;
  position: Fixed<number>;
  invited_at: Fixed<Instant>;
  ended_at: Instant | null;
}

export interface CaseMemberTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  staff_id: Fixed<string>;
  joined_at: Fixed<Instant>;
  ended_at: Instant | null;
}

export interface NoticeTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  informed: Fixed<Informed>;
  informed_on: Fixed<Day | null>;
  informed_by: Fixed<string | null>;
  reason: Fixed<string | null>;
  views: Fixed<string>;
  capacity: Fixed<string | null>;
  recorded_at: Fixed<Instant>;
  recorded_by: Fixed<string>;
}

export interface ObjectionTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  against_discipline: Fixed<string>;
  text: Fixed<string>;
  recorded_at: Fixed<Instant>;
  recorded_by: Fixed<string>;
  decision: ObjectionDecision | null;
  decision_text: string | null;
  decided_at: Instant | null;
  decided_by: string | null;
  version: Generated<number>;
}

export interface SafeContactTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  ring_first: Fixed<string | null>;
  never_ring: Fixed<string | null>;
  no_letters: Fixed<number>;
  no_voicemail: Fixed<number>;
  recorded_at: Fixed<Instant>;
  recorded_by: Fixed<string>;
}

/** The columns that say who may see a contribution or a part of it. */
export interface SharingColumns {
  audience: Fixed<Audience>;
  named_staff: Fixed<Json<string[]>>;
  excluded_disciplines: Fixed<Json<string[]>>;
  handling: Fixed<Json<string[]>>;
}

/** A submitted contribution; nothing in it is ever edited in place. */
export interface ContributionTable extends SharingColumns {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  meeting_id: Fixed<string | null>;
  author_id: Fixed<string>;
  discipline: Fixed<string>;
  kind: Fixed<ContributionKind>;
  submitted_at: Fixed<Instant>;
  /** The earlier version of the same author for the same meeting that this one replaces. */
  replaces_id: Fixed<string | null>;
  replaced_at: Instant | null;
  last_contact_on: Fixed<Day | null>;
  last_contact_mode: Fixed<string | null>;
  headline: Fixed<string>;
  body: Fixed<string>;
  team_headline: Fixed<string | null>;
  team_body: Fixed<string | null>;
  what_matters: Fixed<string | null>;
  strengths: Fixed<Json<string[]>>;
  withdrawn_at: Instant | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
  reference: Fixed<string | null>;
}

export interface EntryTable extends SharingColumns {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  contribution_id: Fixed<string>;
  kind: Fixed<EntryKind>;
  position: Fixed<number>;
  /** Fact key, risk type or name of the typed field. */
  name: Fixed<string | null>;
  /** The value of a fact, or the words of a risk, request, proposal, sensitive item or typed field. */
  text: Fixed<string>;
  /** Facts: the folded value by which two values are the same. */
  norm: Fixed<string | null>;
  as_of: Fixed<Day | null>;
  source: Fixed<FactSource | null>;
  level: Fixed<RiskLevel | null>;
  /** Requests: whom; proposals: whose. */
  discipline: Fixed<string | null>;
  due: Fixed<Day | null>;
  reason: Fixed<string | null>;
  withdrawn_at: Instant | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
  reference: Fixed<string | null>;
}

/** What an author has typed and not sent yet, as typed, so that nothing is lost to a validator. */
export interface DraftTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  author_id: Fixed<string>;
  typed: Json<unknown>;
  saved_at: Instant;
  version: Generated<number>;
}

export interface RequestAnswerTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  entry_id: Fixed<string>;
  kind: Fixed<RequestAnswerKind>;
  text: Fixed<string>;
  action_id: Fixed<string | null>;
  answered_at: Fixed<Instant>;
  answered_by: Fixed<string>;
}

export interface SeriesTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  /** The rule as planned, kept so that each date can be expanded again. */
  rule: Fixed<Json<unknown>>;
  planned_at: Fixed<Instant>;
  planned_by: Fixed<string>;
}

export interface MeetingTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  series_id: Fixed<string | null>;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  chair_id: string | null;
  nominations_close: Day;
  contributions_due: Day;
  pack_freezes: Day;
  opened_at: Instant | null;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
  cancelled_reason: string | null;
  /** The agenda item that the room is at; null during the action review and when closed. */
  current_item_id: string | null;
  reference: Fixed<string | null>;
  version: Generated<number>;
}

export interface MeetingDisciplineTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  discipline: Fixed<string>;
  need: Need;
}

export interface ReplyTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  staff_id: Fixed<string>;
  reply: Reply | null;
  replied_at: Instant | null;
  presence: Presence | null;
  arrived_at: Instant | null;
  left_at: Instant | null;
}

export interface AgendaItemTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  case_id: Fixed<string>;
  position: number;
  minutes: number;
  opened_at: Instant | null;
  concluded_at: Instant | null;
  concluded_by: string | null;
  outcome: Outcome | null;
  outcome_reason: string | null;
  /** Who tells the person, and by when. */
  told_by: string | null;
  told_due: Day | null;
  escalated_to: string | null;
  escalation_sent_at: Instant | null;
  version: Generated<number>;
}

export interface DiscussionNoteTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  case_id: Fixed<string>;
  agenda_item_id: Fixed<string>;
  kind: Fixed<DiscussionNoteKind>;
  text: Fixed<string>;
  written_at: Fixed<Instant>;
  written_by: Fixed<string>;
  undone_at: Instant | null;
  undone_by: string | null;
}

export interface ActionTable extends SharingColumns {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  /** The meeting it was raised at. */
  meeting_id: Fixed<string | null>;
  text: Fixed<string>;
  goal: Fixed<string | null>;
  owner_id: string;
  due: Day;
  raised_at: Fixed<Instant>;
  raised_by: Fixed<string>;
  accepted_at: Instant | null;
  declined_at: Instant | null;
  started_at: Instant | null;
  blocked_at: Instant | null;
  blocked_reason: string | null;
  closed_at: Instant | null;
  closed_as: ActionClosing | null;
  outcome: PersonOutcome | null;
  outcome_text: string | null;
  undone_at: Instant | null;
  reference: Fixed<string | null>;
  version: Generated<number>;
}

export interface ActionUpdateTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  action_id: Fixed<string>;
  kind: Fixed<ActionUpdateKind>;
  at: Fixed<Instant>;
  by: Fixed<string>;
  text: Fixed<string | null>;
  /** Set when it was said in a meeting: the verdict of its action review. */
  meeting_id: Fixed<string | null>;
}

/** Append-only and hash-chained, one chain a practice; `chain` is the practice's id, or `installation`. */
export interface AuditTable {
  id: Fixed<string>;
  chain: Fixed<string>;
  sequence: Fixed<number>;
  at: Fixed<Instant>;
  verb: Fixed<string>;
  actor: Fixed<string>;
  via: Fixed<string>;
  subject: Fixed<string>;
  case_id: Fixed<string | null>;
  outcome: Fixed<string>;
  reason: Fixed<string | null>;
  request: Fixed<string>;
  idempotency_key: Fixed<string | null>;
  input_hash: Fixed<string | null>;
  answer: Fixed<Json<unknown> | null>;
  previous_hash: Fixed<string>;
  hash: Fixed<string>;
}

export interface AuditHeadTable {
  chain: Fixed<string>;
  sequence: number;
  hash: string;
}

export interface ImportRecordTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  reference: Fixed<string>;
  content_hash: Fixed<string>;
  imported_at: Fixed<Instant>;
}

export interface Tables {
  practice: PracticeTable;
  organisation: OrganisationTable;
  staff: StaffTable;
  attachment: AttachmentTable;
  credential: CredentialTable;
  session: SessionTable;
  sign_in_attempt: SignInAttemptTable;
  one_time_link: OneTimeLinkTable;
  person: PersonTable;
  mdt_case: CaseTable;
  household: HouseholdTable;
  nomination: NominationTable;
  case_discipline: CaseDisciplineTable;
  case_member: CaseMemberTable;
  notice: NoticeTable;
  objection: ObjectionTable;
  safe_contact: SafeContactTable;
  contribution: ContributionTable;
  entry: EntryTable;
  draft: DraftTable;
  request_answer: RequestAnswerTable;
  series: SeriesTable;
  meeting: MeetingTable;
  meeting_discipline: MeetingDisciplineTable;
  reply: ReplyTable;
  agenda_item: AgendaItemTable;
  discussion_note: DiscussionNoteTable;
  action: ActionTable;
  action_update: ActionUpdateTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
  import_record: ImportRecordTable;
}
