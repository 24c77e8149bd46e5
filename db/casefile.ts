/** What is known of one case, as the queries gather it: types only. It leaves the queries sealed. */
import type { Day, Instant } from "./schema.ts";
import type {
  ActionClosing,
  ActionUpdateKind,
  Audience,
  CaseClosing,
  ContributionKind,
  DeadlineKind,
  EntryKind,
  FactSource,
  HandlingFlag,
  IdentifierKind,
  Informed,
  Nation,
  ObjectionDecision,
  Outcome,
  PersonOutcome,
  Priority,
  RequestAnswerKind,
  RiskLevel,
  Sector,
  TriageVerdict,
} from "./vocabulary.ts";

/** `rows`: any number of rows, each with the same columns. */
export type FieldKind = "text" | "long-text" | "number" | "pence" | "day" | "choice" | "tick" | "list" | "rows";

/** One typed field of a discipline (domain.md 6), as data: a new one is a row, not code. */
export interface TypedField {
  name: string;
  label: string;
  kind: FieldKind;
  choices?: string[];
  needed?: boolean;
  hint?: string;
  /** Such as "hours a week". */
  unit?: string;
  /** What is meant by it, for whoever reads it in another agency. */
  meaning?: string;
  /** Kind `rows` only. */
  columns?: TypedField[];
  /** Kind `day` only: a day that does not move, and what for. It stands on the agenda before it and on home. */
  deadline?: DeadlineKind;
  /** Kind `number` only: the smallest and the largest that make sense. */
  least?: number;
  most?: number;
  /** Read by these at most, also where the rest of the contribution is for everyone. */
  audience?: Audience;
  handling?: HandlingFlag[];
  /** Not asked any more since that day; what was given in it keeps its label. */
  endedOn?: Day;
}

export interface DisciplinePolicy {
  code: string;
  label: string;
  membership: "core" | "extended";
  sector: Sector;
  /** What its box asks; the usual questions where a practice has none of its own. */
  prompts?: string[];
  fields: TypedField[];
}

/** The rules of a practice that are data: who counts as what, how long a fact stays fresh, what things are called. */
export interface PracticePolicy {
  disciplines: DisciplinePolicy[];
  audiences: Record<Audience, { label: string; disciplines: string[] }>;
  stalenessDays: Record<string, number>;
  safetyCriticalKeys: string[];
  factLabels: Record<string, string>;
}

export interface PracticeRef {
  id: string;
  code: string;
  name: string;
  nation: Nation;
  policy: PracticePolicy;
}

export interface StaffRef {
  id: string;
  /** The id in the file it was imported from, or our own. */
  reference: string;
  name: string;
  discipline: string;
  job: string;
  leftOn: Day | null;
}

export interface Sharing {
  audience: Audience;
  namedStaff: string[];
  excludedDisciplines: string[];
  handling: HandlingFlag[];
}

export interface EntryOnFile extends Sharing {
  id: string;
  reference: string;
  kind: EntryKind;
  position: number;
  name: string | null;
  text: string;
  norm: string | null;
  asOf: Day | null;
  source: FactSource | null;
  level: RiskLevel | null;
  discipline: string | null;
  due: Day | null;
  reason: string | null;
  /** Typed fields with columns: each column's value by its name; `text` has the same in words. */
  value: Record<string, string> | null;
  answer: { kind: RequestAnswerKind; text: string; by: string; at: Instant } | null;
}

export interface ContributionOnFile extends Sharing {
  id: string;
  reference: string;
  meetingId: string | null;
  authorId: string;
  /** Set when it was given by a guest. */
  guestId: string | null;
  discipline: string;
  kind: ContributionKind;
  submittedAt: Instant;
  replacedAt: Instant | null;
  lastContactOn: Day | null;
  lastContactMode: string | null;
  headline: string;
  body: string;
  teamHeadline: string | null;
  teamBody: string | null;
  whatMatters: string | null;
  strengths: string[];
  entries: EntryOnFile[];
}

export interface ActionUpdateOnFile {
  kind: ActionUpdateKind;
  at: Instant;
  by: string;
  text: string | null;
}

export interface ActionOnFile extends Sharing {
  id: string;
  reference: string;
  caseId: string;
  meetingId: string | null;
  text: string;
  goal: string | null;
  ownerId: string;
  due: Day;
  /** Its due day is one that does not move. */
  deadline: DeadlineKind | null;
  raisedAt: Instant;
  raisedBy: string;
  acceptedAt: Instant | null;
  declinedAt: Instant | null;
  startedAt: Instant | null;
  blockedAt: Instant | null;
  blockedReason: string | null;
  closedAt: Instant | null;
  closedAs: ActionClosing | null;
  outcome: PersonOutcome | null;
  outcomeText: string | null;
  /** When its owner said that it stands in their own agency's record; not told of by older packs. */
  copiedAt?: Instant | null;
  version: number;
  updates: ActionUpdateOnFile[];
}

export interface PersonOnFile {
  id: string;
  chi: string;
  chiKind: IdentifierKind;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  birthDate: Day;
  sexRecorded: string | null;
  pronouns: string | null;
  address: string | null;
  phone: string | null;
  language: string | null;
  interpreter: string | null;
}

export interface NominationOnFile {
  id: string;
  at: Instant;
  by: string;
  criteria: string[];
  reason: string;
  question: string;
  kind: string;
  verdict: TriageVerdict | null;
  verdictReason: string | null;
  triagedAt: Instant | null;
  triagedBy: string | null;
  version: number;
}

export interface ObjectionOnFile {
  id: string;
  againstDiscipline: string;
  text: string;
  decision: ObjectionDecision | null;
  decisionText: string | null;
  decidedAt: Instant | null;
  decidedBy: string | null;
  version: number;
}

export interface NoticeOnFile {
  informed: Informed;
  informedOn: Day | null;
  informedBy: string | null;
  reason: string | null;
  views: string;
  capacity: string | null;
}

export interface SafeContactOnFile {
  ringFirst: string | null;
  neverRing: string | null;
  noLetters: boolean;
  noVoicemail: boolean;
}

/** A meeting at which the case was concluded. */
export interface DiscussionOnFile {
  itemId: string;
  meetingId: string;
  startsAt: Instant;
  concludedAt: Instant;
  /** Null where a file was imported that does not say. */
  outcome: Outcome | null;
  outcomeReason: string | null;
  /** Needed disciplines that were not there: its decisions are provisional. */
  missing: string[];
  /** As they were written in the room, in order. */
  decisions: { id: string; text: string; by: string; at: Instant }[];
}

/** What somebody said about several facts together: it is for those only who may see every one of them. */
interface SaidOfFacts {
  id: string;
  key: string;
  entryIds: string[];
  at: Instant;
  by: string;
}

export interface SettlementOnFile extends SaidOfFacts {
  value: string;
  norm: string;
  reason: string;
  undoneAt: Instant | null;
}

/** That somebody is to find out which of the values is right. */
export interface InquiryOnFile extends SaidOfFacts {
  actionId: string;
}

/** That `norm` and `sameAs` are two wordings of one value. */
export interface SameValueOnFile extends SaidOfFacts {
  norm: string;
  sameAs: string;
  endedAt: Instant | null;
}

export interface CaseFile {
  practice: PracticeRef;
  id: string;
  reference: string;
  number: number;
  priority: Priority;
  openedAt: Instant;
  acceptedAt: Instant | null;
  closedAt: Instant | null;
  closedReason: string | null;
  closedAs: CaseClosing | null;
  /** What would bring it back to the team. */
  reviewTrigger: string | null;
  /** The lead professional. */
  leadId: string | null;
  withdrawnAt: Instant | null;
  version: number;
  person: PersonOnFile;
  household: { name: string; relation: string; birthDate: Day | null; note: string | null }[];
  /** Newest first. */
  nominations: NominationOnFile[];
  invited: string[];
  team: string[];
  /** Who reads the case as one of the team for one meeting, in the place of one of them. */
  deputies: string[];
  /** Everybody the file names, by id. */
  staff: Record<string, StaffRef>;
  notice: NoticeOnFile | null;
  objections: ObjectionOnFile[];
  safeContact: SafeContactOnFile | null;
  /** Newest first. */
  discussions: DiscussionOnFile[];
  /** Oldest first, then as they were given. */
  contributions: ContributionOnFile[];
  actions: ActionOnFile[];
  /** Oldest first, like the two lists below. */
  settlements: SettlementOnFile[];
  inquiries: InquiryOnFile[];
  sameValues: SameValueOnFile[];
  /** Pairs of actions that look alike and are not the same work; packs that froze before have none. */
  differentWork?: { one: string; other: string }[];
}
