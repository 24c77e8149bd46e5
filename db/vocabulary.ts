/** Every closed list of words the database stores. Imports nothing, so that all layers may use it. */

export const audiences = ["team", "health-and-social-work", "health", "protection", "named"] as const;
export type Audience = (typeof audiences)[number];

export const handlingFlags = ["third-party", "serious-harm", "do-not-print", "safe-contact", "staff-safety"] as const;
export type HandlingFlag = (typeof handlingFlags)[number];

export const factSources = ["record", "observed", "patient", "carer", "third-party"] as const;
export type FactSource = (typeof factSources)[number];

export const riskLevels = ["low", "medium", "high"] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** The parts of a contribution that carry an audience of their own (domain.md 6). */
export const entryKinds = [
  "fact",
  /** Its author says that their earlier fact of this key and value holds no longer. */
  "fact-ended",
  "risk",
  "request",
  "proposal",
  "sensitive",
  "detail",
  "deadline",
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Days that do not move, whoever is ready (domain.md 3, rulings 16). */
export const deadlineKinds = ["eviction", "redetermination", "appeal", "review", "court", "other"] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** How a case ends; the last three stop all mail, reminders and agendas at once (rulings 33). */
export const caseClosings = ["stepped-down", "closed", "died", "transferred", "moved-away"] as const;
export type CaseClosing = (typeof caseClosings)[number];

/** How two linked cases belong together. */
export const caseRelations = [
  "partners",
  "parent-and-child",
  "siblings",
  "carer-and-cared-for",
  "same-address",
  "other",
] as const;
export type CaseRelation = (typeof caseRelations)[number];

/** Texts to copy into an agency's own record (domain.md 10). */
export const copyBlocks = ["gp-record", "special-note", "message-to-referrer", "supporting-letter"] as const;
export type CopyBlock = (typeof copyBlocks)[number];

export const exportForms = ["print", "pdf"] as const;
export type ExportForm = (typeof exportForms)[number];

/** "Nothing to add" counts as contributed; "speak to me" says that something is known that cannot be shared here. */
export const contributionKinds = ["full", "nothing-to-add", "speak-to-me"] as const;
export type ContributionKind = (typeof contributionKinds)[number];

export const staffRoles = ["coordinator", "member"] as const;
export type StaffRole = (typeof staffRoles)[number];

export const sectors = ["nhs", "local-authority", "third-sector", "housing", "police", "other"] as const;
export type Sector = (typeof sectors)[number];

export const identifierKinds = ["valid", "test"] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

export const priorities = ["routine", "high"] as const;
export type Priority = (typeof priorities)[number];

/** Why a case is put forward (domain.md 1); `other` needs a sentence. */
export const criteria = [
  "high-unscheduled-use",
  "frailty",
  "unborn-or-child-at-risk",
  "carer-strain",
  "multiple-services-no-shared-plan",
  "not-engaging",
  "housing-crisis",
  "self-neglect",
  "near-fatal-overdose",
  "domestic-abuse",
  "capacity-question",
  "care-experienced",
  "worker-turnover",
  "other",
] as const;
export type Criterion = (typeof criteria)[number];

export const triageVerdicts = ["accepted", "asked-for-more", "sent-elsewhere", "deferred"] as const;
export type TriageVerdict = (typeof triageVerdicts)[number];

export const informedAnswers = ["yes", "partly", "no"] as const;
export type Informed = (typeof informedAnswers)[number];

export const objectionDecisions = ["upheld", "refused"] as const;
export type ObjectionDecision = (typeof objectionDecisions)[number];

export const requestAnswers = ["answered", "declined", "made-action"] as const;
export type RequestAnswerKind = (typeof requestAnswers)[number];

/** Exactly one for each discussion (domain.md 5). */
export const outcomes = [
  "new-plan",
  "plan-continued",
  "plan-changed",
  "escalated",
  "referred-on",
  "list-only",
  "deferred",
  "stepped-down",
  "closed",
] as const;
export type Outcome = (typeof outcomes)[number];

export const discussionNoteKinds = ["note", "decision"] as const;
export type DiscussionNoteKind = (typeof discussionNoteKinds)[number];

/** How somebody is told what was decided about them. */
export const tellings = ["in-person", "telephone", "letter"] as const;
export type Telling = (typeof tellings)[number];

export const needs = ["needed", "invited"] as const;
export type Need = (typeof needs)[number];

/** PARTSTAT of RFC 5545 in our words. */
export const replies = ["accepted", "tentative", "declined"] as const;
export type Reply = (typeof replies)[number];

export const presences = ["attended", "apologies", "absent"] as const;
export type Presence = (typeof presences)[number];

/** Whether the person's own view was heard, case by case. */
export const pulseAnswers = ["yes", "for-some", "no"] as const;
export type PulseAnswer = (typeof pulseAnswers)[number];

export const pulseObstacles = [
  "nothing",
  "somebody-missing",
  "no-time",
  "no-information",
  "technology",
  "other",
] as const;
export type PulseObstacle = (typeof pulseObstacles)[number];

export const actionClosings = ["done", "cancelled", "superseded"] as const;
export type ActionClosing = (typeof actionClosings)[number];

/** What it brought for the person, as the owner reports it. */
export const personOutcomes = ["achieved", "partly-achieved", "not-achieved", "no-longer-wanted"] as const;
export type PersonOutcome = (typeof personOutcomes)[number];

export const actionUpdateKinds = [
  "recorded",
  "accepted",
  "declined",
  "started",
  "note",
  "blocked",
  "unblocked",
  "done",
  "cancelled",
  "superseded",
  "moved",
  "handed-over",
  "reviewed",
  "undone",
  "asked",
  "answered",
  "helped",
  "copied",
  /** Open when its meeting was closed, without a verdict. */
  "carried",
  "reopened",
] as const;
export type ActionUpdateKind = (typeof actionUpdateKinds)[number];

/** Why an owner gives an action back. */
export const declineReasons = ["outside-remit", "no-time", "somebody-else", "cannot-be-done", "other"] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** Why an action waits, or is put off once more; in the order of the keys 1 to 8. */
export const blockedReasons = [
  "waits-for-person",
  "waits-for-service",
  "waits-for-information",
  "waits-for-consent",
  "waits-for-funding",
  "no-time-this-month",
  "waits-for-appointment",
  "waits-for-action",
] as const;
export type BlockedReason = (typeof blockedReasons)[number];

/** Why an action is dropped; in the order of the keys 1 to 8. */
export const dropReasons = [
  "not-needed",
  "not-wanted",
  "done-by-another",
  "same-as-another",
  "not-possible",
  "moved-away",
  "died",
  "agreed-in-error",
] as const;
export type DropReason = (typeof dropReasons)[number];

/** What is counted of an action's history beside its kind. */
export type UpdateCode = DeclineReason | BlockedReason | DropReason | "owner-absent";

export const linkPurposes = ["invitation", "new-password", "first-coordinator"] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

export const nations = ["scotland", "england-and-wales", "northern-ireland"] as const;
export type Nation = (typeof nations)[number];

/** The parts of a day in which somebody can usually meet. */
export const dayParts = ["morning", "lunch", "afternoon"] as const;
export type DayPart = (typeof dayParts)[number];

/** Why a mail is sent. A digest is the one list of a day. */
export const messageKinds = [
  "invitation",
  "moved",
  "cancelled",
  "poll",
  "new-link",
  "digest",
  "chase",
  "guest-link",
  "guest-code",
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** METHOD of RFC 5546 that the calendar part of a mail carries. */
export const calendarMethods = ["REQUEST", "CANCEL"] as const;
export type CalendarMethod = (typeof calendarMethods)[number];

/** The steps from one meeting to the next that the timer takes (domain.md 5). */
export const cycleSteps = [
  "nominations-open",
  "nominations-close",
  "ask",
  "remind",
  "due",
  "freeze",
  "issue",
  "confirm",
] as const;
export type CycleStep = (typeof cycleSteps)[number];

/** Whose actions a view of the log asks for, and which of them. */
export const logWhoses = ["mine", "team"] as const;
export type LogWhose = (typeof logWhoses)[number];
export const logShows = ["open", "overdue", "blocked", "no-owner", "done"] as const;
export type LogShow = (typeof logShows)[number];
