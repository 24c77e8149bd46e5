/** One interface per table. Two column types only: text and integer (docs/decisions/0006). */
import type { ColumnType, Generated } from "kysely";
import type {
  ActionClosing,
  ActionUpdateKind,
  Audience,
  CalendarMethod,
  CaseClosing,
  CaseRelation,
  ContributionKind,
  CopyBlock,
  CycleStep,
  DayPart,
  DeadlineKind,
  DiscussionNoteKind,
  EntryKind,
  ExportForm,
  FactSource,
  IdentifierKind,
  Informed,
  LinkPurpose,
  MessageKind,
  LogShow,
  LogWhose,
  Nation,
  Need,
  ObjectionDecision,
  Outcome,
  PersonOutcome,
  Presence,
  Priority,
  PulseAnswer,
  PulseObstacle,
  Reply,
  RequestAnswerKind,
  RiskLevel,
  Sector,
  StaffRole,
  Telling,
  TriageVerdict,
  UpdateCode,
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
  /** Working days from each step of the cycle to the meeting, where they are other than the usual ones. */
  cycle: Json<Partial<Record<CycleStep, number>>> | null;
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
  /** Null for a case closed before it was recorded how. */
  closed_as: CaseClosing | null;
  /** What would bring it back to the team. */
  review_trigger: string | null;
  /** The one named lead professional, also after the team has stepped down. */
  lead_id: string | null;
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
  /** The one meeting at which they stand in for a member of the team; null for the team itself. */
  deputy_at: Fixed<string | null>;
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
  /** Given by a guest, by their mailed link. */
  guest_id: Fixed<string | null>;
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
  /** Typed fields with columns: each column's value by its name; `text` has the same in words. */
  value: Fixed<Json<Record<string, string>> | null>;
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
  /** SEQUENCE of RFC 5545: rises with each change that people were told of. */
  sequence: Generated<number>;
}

export interface MeetingTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  series_id: Fixed<string | null>;
  /** Where the series itself has this date (RECURRENCE-ID); null outside a series. */
  recurs_at: Fixed<Instant | null>;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  /** Where to join from afar. Shown to those invited; in no feed. */
  video_link: string | null;
  /** Why this meeting is held outside the series; its agenda is made by hand. */
  extra_reason: Fixed<string | null>;
  chair_id: string | null;
  nominations_close: Day;
  contributions_due: Day;
  pack_freezes: Day;
  pack_frozen_at: Instant | null;
  opened_at: Instant | null;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
  cancelled_reason: string | null;
  /** When the chair approved the record of it. */
  record_approved_at: Instant | null;
  record_approved_by: string | null;
  /** The agenda item that the room is at; null during the action review and when closed. */
  current_item_id: string | null;
  reference: Fixed<string | null>;
  /** The series' sequence, or its own, when people were last told of a change to it. */
  sequence: Generated<number>;
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
  /** Why somebody cannot come, if they want to say. */
  reason: string | null;
  /** Who comes in their place: of the same discipline, for that meeting only. */
  deputy_id: string | null;
  /** Set when they can come for a part only. */
  from_at: Instant | null;
  until_at: Instant | null;
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
  /** Disciplines this case needs; null for those the meeting needs. */
  needs: Json<string[]> | null;
  /** Needed disciplines that were not there when it was concluded: its decisions are provisional. */
  missing: Json<string[]> | null;
  /** How long the room was at it, up to when it last came back to it. */
  used_seconds: Generated<number>;
  /** Since when the room is at it. */
  entered_at: Instant | null;
  /** What the chair gave it beyond what was planned. */
  extra_minutes: Generated<number>;
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

/** What was said of a decision beside its words; the newest row of a note counts, and the older ones are kept. */
export interface DecisionTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  agenda_item_id: Fixed<string>;
  note_id: Fixed<string>;
  reason: Fixed<string | null>;
  /** Ids of staff. */
  agreed_by: Fixed<Json<string[]>>;
  /** Who saw it otherwise, and why. */
  dissent: Fixed<string | null>;
  told_by: Fixed<string | null>;
  told_due: Fixed<Day | null>;
  told_how: Fixed<Telling | null>;
  recorded_at: Fixed<Instant>;
  recorded_by: Fixed<string>;
}

/** Filters of the log under a name. */
export interface SavedViewTable {
  id: Fixed<string>;
  staff_id: Fixed<string>;
  name: string;
  whose: Fixed<LogWhose>;
  show: Fixed<LogShow>;
  owner_id: Fixed<string | null>;
  discipline: Fixed<string | null>;
  case_id: Fixed<string | null>;
  /** 1 when colleagues of one's practices have it as well. */
  shared: number;
  saved_at: Fixed<Instant>;
}

/** A log that somebody sends as a sheet. */
export interface LogSheetTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  staff_id: Fixed<string>;
  file_name: Fixed<string>;
  /** Null once it was stored or given up: it tells of people. */
  content: string | null;
  /** Known again by this when it is sent a second time. */
  content_hash: Fixed<string>;
  encoding: Fixed<string>;
  /** Whom somebody chose for a name: ids of staff by the folded name. */
  owners: Json<Record<string, string>>;
  begun_at: Fixed<Instant>;
  stored_at: Instant | null;
  stored_rows: number | null;
  undone_at: Instant | null;
  version: Generated<number>;
}

export interface ActionTable extends SharingColumns {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  /** The meeting it was raised at. */
  meeting_id: Fixed<string | null>;
  /** The note of the room that it was made from. */
  note_id: Fixed<string | null>;
  text: Fixed<string>;
  goal: Fixed<string | null>;
  owner_id: string;
  due: Day;
  /** Its due day is one that does not move. */
  deadline: Fixed<DeadlineKind | null>;
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
  /** When its owner said that it stands in their own agency's record as well. */
  copied_at: Instant | null;
  copied_by: string | null;
  /** The action that goes on where this one was closed as the same work. */
  duplicate_of: string | null;
  /** The action that became this one and others. */
  split_from: Fixed<string | null>;
  reference: Fixed<string | null>;
  /** The sheet it came in. */
  sheet_id: Fixed<string | null>;
  version: Generated<number>;
}

/** What a line of history can change of an action. */
export type ActionBefore = Partial<
  Pick<
    ActionTable,
    | "owner_id"
    | "due"
    | "accepted_at"
    | "declined_at"
    | "started_at"
    | "blocked_at"
    | "blocked_reason"
    | "closed_at"
    | "closed_as"
    | "outcome"
    | "outcome_text"
    | "duplicate_of"
  >
>;

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
  /** Why, as a word that can be counted. */
  coded: Fixed<UpdateCode | null>;
  /** What it changed of the action, as that was before: old values, and the way back. */
  was: Fixed<Json<ActionBefore> | null>;
  /** The line that this one takes back. */
  undoes: Fixed<string | null>;
  /** The handover by which it changed hands when its owner left. */
  handover_id: Fixed<string | null>;
}

/** Somebody who helps with an action; its owner stays the one who answers for it. */
export interface ActionHelperTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  action_id: Fixed<string>;
  staff_id: Fixed<string>;
  added_at: Fixed<Instant>;
  added_by: Fixed<string>;
  ended_at: Instant | null;
}

/** That two actions which look alike are not the same work; the smaller id first. */
export interface DifferentWorkTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  one_id: Fixed<string>;
  other_id: Fixed<string>;
  said_at: Fixed<Instant>;
  said_by: Fixed<string>;
}

/** Somebody who left a practice, and who takes over what is not given to anybody else. */
export interface DepartureTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  staff_id: Fixed<string>;
  left_at: Fixed<Instant>;
  left_by: Fixed<string>;
  successor_id: Fixed<string | null>;
  back_at: Instant | null;
  back_by: string | null;
}

/** What somebody who leaves a case writes for whoever takes it over; without a departure until they have left. */
export interface HandoverTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  from_id: Fixed<string>;
  note: string | null;
  /** The day on which both visit the person together. */
  visit_on: Day | null;
  written_at: Instant;
  written_by: string;
  departure_id: string | null;
  to_id: string | null;
  version: Generated<number>;
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

/** Whether somebody lets others read why they are away. Its version is that of their usual week as well. */
export interface AvailabilityTable {
  id: Fixed<string>;
  staff_id: Fixed<string>;
  shows_reasons: number;
  set_at: Instant;
  version: Generated<number>;
}

/** One tick of somebody's usual week. */
export interface UsualTimeTable {
  id: Fixed<string>;
  staff_id: Fixed<string>;
  /** 1 for Monday to 7 for Sunday. */
  weekday: Fixed<number>;
  part: Fixed<DayPart>;
}

export interface TimeAwayTable {
  id: Fixed<string>;
  staff_id: Fixed<string>;
  from_day: Fixed<Day>;
  /** The last day away. */
  to_day: Fixed<Day>;
  reason: Fixed<string | null>;
  /** Who gets their reminders meanwhile. */
  cover_id: string | null;
  made_at: Fixed<Instant>;
  ended_at: Instant | null;
}

/** Somebody's own calendar elsewhere, of which nothing but busy times is kept. */
export interface BusyCalendarTable {
  id: Fixed<string>;
  staff_id: Fixed<string>;
  /** As secret as the calendar behind it: shown to its owner only. */
  address: Fixed<string>;
  set_at: Fixed<Instant>;
  next_read_at: Instant;
  read_at: Instant | null;
  /** What could not be read of it, in words. */
  faults: Json<string[]> | null;
  version: Generated<number>;
}

export interface BusyTimeTable {
  id: Fixed<string>;
  calendar_id: Fixed<string>;
  staff_id: Fixed<string>;
  starts_at: Fixed<Instant>;
  ends_at: Fixed<Instant>;
}

/** A secret address at which somebody's calendar program reads their meetings. */
export interface CalendarFeedTable {
  id: Fixed<string>;
  staff_id: Fixed<string>;
  token_hash: Fixed<string>;
  made_at: Fixed<Instant>;
  ends_at: Fixed<Instant>;
  revoked_at: Instant | null;
}

/** Days on which a practice would rather not meet: school holidays, training days. Warned of, never skipped. */
export interface DayToAvoidTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  from_day: Fixed<Day>;
  to_day: Fixed<Day>;
  label: Fixed<string>;
}

export interface PollTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  asked_by: Fixed<string>;
  asked_at: Fixed<Instant>;
  place: Fixed<string>;
  closed_at: Instant | null;
}

export interface PollTimeTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  poll_id: Fixed<string>;
  starts_at: Fixed<Instant>;
  ends_at: Fixed<Instant>;
}

export interface PollPersonTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  poll_id: Fixed<string>;
  staff_id: Fixed<string>;
  need: Fixed<Need>;
}

export interface PollAnswerTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  poll_id: Fixed<string>;
  poll_time_id: Fixed<string>;
  staff_id: Fixed<string>;
  answer: Reply;
  answered_at: Instant;
}

/** A mail to one person: queued with what it tells of, sent after that is kept. */
export interface MessageTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  staff_id: Fixed<string>;
  kind: Fixed<MessageKind>;
  /** What makes it the same message, so that nobody gets it twice. */
  once: Fixed<string>;
  subject: Fixed<string>;
  /** Stands as it is sent, but for `{answer}` and `{code}`, in whose places come a link and a code made at that moment. */
  text: Fixed<string>;
  /** The calendar part, whole (RFC 5545). */
  calendar: Fixed<string | null>;
  method: Fixed<CalendarMethod | null>;
  /** What the link in it answers: one meeting, all meetings of a series, or a poll. */
  meeting_id: Fixed<string | null>;
  series_id: Fixed<string | null>;
  poll_id: Fixed<string | null>;
  /** The guest to whom it is, whose link or code is made as it is sent. */
  guest_id: Fixed<string | null>;
  queued_at: Fixed<Instant>;
  /** When it is tried next. */
  due_at: Instant;
  tries: number;
  sent_at: Instant | null;
  /** Given up after the last try; somebody may send it again. */
  failed_at: Instant | null;
  fault: string | null;
}

/** What lets one person answer one invitation or poll without signing in, once, and do nothing else. */
export interface AnswerLinkTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  token_hash: Fixed<string>;
  staff_id: Fixed<string>;
  message_id: Fixed<string | null>;
  meeting_id: Fixed<string | null>;
  series_id: Fixed<string | null>;
  poll_id: Fixed<string | null>;
  made_at: Fixed<Instant>;
  ends_at: Fixed<Instant>;
  used_at: Instant | null;
  revoked_at: Instant | null;
}

/** A step of the cycle before or after a meeting, once it was taken. */
export interface CycleStepTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  step: Fixed<CycleStep>;
  /** When last: a meeting that was moved has its steps again. */
  taken_at: Instant;
}

/** That somebody was reminded, so that they are not reminded of the same again. */
export interface ReminderTable {
  id: Fixed<string>;
  staff_id: Fixed<string>;
  about: Fixed<string>;
  on_day: Fixed<Day>;
}

/** One value that somebody chose where sources differed, and why. The other values stay where they are. */
export interface SettlementTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  key: Fixed<string>;
  value: Fixed<string>;
  norm: Fixed<string>;
  reason: Fixed<string>;
  /** The facts that differed. Who may not see all of them is told nothing of the settlement. */
  entry_ids: Fixed<Json<string[]>>;
  settled_at: Fixed<Instant>;
  settled_by: Fixed<string>;
  undone_at: Instant | null;
  undone_by: string | null;
}

/** That somebody is to find out which value is right: an action of the log. */
export interface InquiryTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  key: Fixed<string>;
  entry_ids: Fixed<Json<string[]>>;
  action_id: Fixed<string>;
  asked_at: Fixed<Instant>;
  asked_by: Fixed<string>;
}

/** That two wordings of one key mean the same. */
export interface SameValueTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  key: Fixed<string>;
  norm: Fixed<string>;
  same_as: Fixed<string>;
  entry_ids: Fixed<Json<string[]>>;
  said_at: Fixed<Instant>;
  said_by: Fixed<string>;
  ended_at: Instant | null;
}

/** What somebody put right in the record of a case: beside what was written, never in its place. */
export interface AmendmentTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  case_id: Fixed<string>;
  agenda_item_id: Fixed<string>;
  text: Fixed<string>;
  written_at: Fixed<Instant>;
  written_by: Fixed<string>;
}

/** One stretch of time in which somebody was in the room. */
export interface StayTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  staff_id: Fixed<string>;
  came_at: Instant;
  went_at: Instant | null;
}

/** Somebody who declared a conflict of interest in a case, and was taken off its team by that. */
export interface RecusalTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  staff_id: Fixed<string>;
  /** In which meeting, if in one. */
  meeting_id: Fixed<string | null>;
  declared_at: Fixed<Instant>;
  ended_at: Instant | null;
}

/** What one person said at the end of a meeting. Read as counts only. */
export interface PulseTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  staff_id: Fixed<string>;
  /** 1 for yes. */
  worth: number;
  heard: PulseAnswer;
  obstacle: PulseObstacle;
  answered_at: Instant;
}

/** Two cases of one household. Shown to those who may see both; no fact crosses by it. */
export interface CaseLinkTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  other_id: Fixed<string>;
  relation: Fixed<CaseRelation>;
  linked_at: Fixed<Instant>;
  linked_by: Fixed<string>;
  ended_at: Instant | null;
}

/** What stopped a case from outside, with how it stood before: it may turn out to be a mistake. */
export interface CaseStopTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  stopped_at: Fixed<Instant>;
  closed_at: Fixed<Instant | null>;
  closed_by: Fixed<string | null>;
  closed_as: Fixed<CaseClosing | null>;
  closed_reason: Fixed<string | null>;
  review_trigger: Fixed<string | null>;
  undone_at: Instant | null;
  undone_by: string | null;
  undone_reason: string | null;
}

/** Somebody without an account who is asked to contribute to one case of one meeting, until that meeting ends. */
export interface GuestTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  /** For which they contribute; of an owner, the meeting that asks after the action. */
  meeting_id: Fixed<string>;
  /** The action they own, which is then all that the link is for; null for who contributes. */
  action_id: Fixed<string | null>;
  /** Somebody who is at no practice and has no password. */
  staff_id: Fixed<string>;
  /** For which they are asked. */
  discipline: Fixed<string>;
  asked_at: Fixed<Instant>;
  asked_by: Fixed<string>;
  revoked_at: Instant | null;
  /** Of the link that was mailed last; null until the mail goes. */
  token_hash: string | null;
  /** Of the code that was mailed last; null when it was used. */
  code_hash: string | null;
  code_ends_at: Instant | null;
  /** How often that code was typed wrongly. */
  code_tries: number;
  /** Of the session that a code began last; null until then. */
  session_hash: string | null;
  session_ends_at: Instant | null;
}

/** The cases of a meeting as they stood at the cut-off. Never changed; a later one has the next number. */
export interface PackTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  number: Fixed<number>;
  frozen_at: Fixed<Instant>;
  /** Over the checksums of its cases, in order. */
  checksum: Fixed<string>;
}

/** One case of a pack, whole: what a reader gets of it is decided when it is read. */
export interface PackCaseTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  pack_id: Fixed<string>;
  case_id: Fixed<string>;
  position: Fixed<number>;
  content: Fixed<Json<unknown>>;
  checksum: Fixed<string>;
}

/** A print or file that somebody took away, numbered within the meeting. */
export interface PackExportTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  meeting_id: Fixed<string>;
  pack_id: Fixed<string | null>;
  staff_id: Fixed<string>;
  number: Fixed<number>;
  form: Fixed<ExportForm>;
  exported_at: Fixed<Instant>;
}

/** That a text was copied into an agency's own record, and which wording of it. */
export interface CopiedBlockTable {
  id: Fixed<string>;
  practice_id: Fixed<string>;
  case_id: Fixed<string>;
  block: Fixed<CopyBlock>;
  checksum: Fixed<string>;
  copied_at: Fixed<Instant>;
  copied_by: Fixed<string>;
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
  decision: DecisionTable;
  saved_view: SavedViewTable;
  log_sheet: LogSheetTable;
  action: ActionTable;
  action_update: ActionUpdateTable;
  action_helper: ActionHelperTable;
  different_work: DifferentWorkTable;
  departure: DepartureTable;
  handover: HandoverTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
  import_record: ImportRecordTable;
  availability: AvailabilityTable;
  usual_time: UsualTimeTable;
  time_away: TimeAwayTable;
  busy_calendar: BusyCalendarTable;
  busy_time: BusyTimeTable;
  calendar_feed: CalendarFeedTable;
  day_to_avoid: DayToAvoidTable;
  poll: PollTable;
  poll_time: PollTimeTable;
  poll_person: PollPersonTable;
  poll_answer: PollAnswerTable;
  message: MessageTable;
  answer_link: AnswerLinkTable;
  cycle_step: CycleStepTable;
  reminder: ReminderTable;
  settlement: SettlementTable;
  inquiry: InquiryTable;
  same_value: SameValueTable;
  amendment: AmendmentTable;
  stay: StayTable;
  recusal: RecusalTable;
  pulse: PulseTable;
  case_link: CaseLinkTable;
  case_stop: CaseStopTable;
  guest: GuestTable;
  pack: PackTable;
  pack_case: PackCaseTable;
  pack_export: PackExportTable;
  copied_block: CopiedBlockTable;
}
