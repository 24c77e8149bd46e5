/** Gathers everything that is known of a case, sealed: only the sight rules open it. */
import type {
  ActionOnFile,
  CaseFile,
  ContributionOnFile,
  EntryOnFile,
  PracticePolicy,
  Sharing,
  StaffRef,
} from "../casefile.ts";
import type { Reader } from "../database.ts";
import { fromJson, toJson } from "./json.ts";
import { saidOfDifferences, withEntryIds } from "./settlements.ts";
import type { ExpressionBuilder, NotNull, Selection } from "kysely";
import { listIn } from "../lists.ts";
import type { Instant, Json, SharingColumns, Tables } from "../schema.ts";
import { seal, type Sealed } from "../sealed.ts";
import type { Audience, HandlingFlag, RequestAnswerKind } from "../vocabulary.ts";

export async function caseFileOf(db: Reader, caseId: string): Promise<Sealed<CaseFile> | null> {
  return (await caseFilesOf(db, [caseId]))[0] ?? null;
}

/**
 * The files of several cases, in the order of the ids; those that do not exist are left out. Four statements, however
 * many cases: the cases with what is short, the contributions with their entries, the actions with their updates, and
 * the people named in any of them.
 */
export async function caseFilesOf(db: Reader, caseIds: readonly string[]): Promise<Sealed<CaseFile>[]> {
  if (caseIds.length === 0) return [];
  const ids = [...caseIds];
  const [cases, contributions, actions] = await Promise.all([
    casesOf(db, ids),
    contributionsOf(db, ids),
    actionsOf(db, ids),
  ]);
  const files = cases.map((file) => ({
    ...file,
    contributions: contributions.get(file.id) ?? [],
    actions: actions.get(file.id) ?? [],
  }));
  const staff = Object.fromEntries(
    await staffRefs(db, [...new Set(files.flatMap(namedIn))], [...new Set(files.map(({ practice }) => practice.id))]),
  );
  const boxes = new Map(files.map((file) => [file.id, seal<CaseFile>({ ...file, staff })]));
  return ids.flatMap((id) => boxes.get(id) ?? []);
}

/** All of a case file but what grows with the years and the people it names. */
async function casesOf(db: Reader, ids: string[]): Promise<Omit<CaseFile, "contributions" | "actions" | "staff">[]> {
  const rows = await db
    .selectFrom("mdt_case")
    .innerJoin("person", "person.id", "mdt_case.person_id")
    .innerJoin("practice", "practice.id", "mdt_case.practice_id")
    .select([
      "mdt_case.id",
      "mdt_case.reference",
      "mdt_case.number",
      "mdt_case.priority",
      "mdt_case.opened_at",
      "mdt_case.accepted_at",
      "mdt_case.closed_at",
      "mdt_case.closed_reason",
      "mdt_case.closed_as",
      "mdt_case.review_trigger",
      "mdt_case.lead_id",
      "mdt_case.withdrawn_at",
      "mdt_case.version",
      "practice.id as practice_id",
      "practice.code as practice_code",
      "practice.name as practice_name",
      "practice.nation",
      "practice.policy",
      "person.id as person_id",
      "person.chi",
      "person.chi_kind",
      "person.given_name",
      "person.family_name",
      "person.preferred_name",
      "person.birth_date",
      "person.sex_recorded",
      "person.pronouns",
      "person.address",
      "person.phone",
      "person.language",
      "person.interpreter",
    ])
    .select((eb) => [
      listIn(
        db,
        eb
          .selectFrom("household")
          .select(["name", "relation", "birth_date as birthDate", "note"])
          .whereRef("household.case_id", "=", "mdt_case.id")
          .orderBy("position"),
      ).as("household"),
      listIn(
        db,
        eb
          .selectFrom("nomination")
          .select([
            "nomination.id",
            "nominated_at as at",
            "nominated_by as by",
            "criteria",
            "nomination.reason",
            "question",
            "kind",
            "verdict",
            "verdict_reason as verdictReason",
            "triaged_at as triagedAt",
            "triaged_by as triagedBy",
            "nomination.version",
          ])
          .whereRef("nomination.case_id", "=", "mdt_case.id")
          .orderBy("nominated_at", "desc")
          .orderBy("nomination.id", "desc"),
      ).as("nominations"),
      invitedTo(db, eb).as("invited"),
      membersOf(db, eb).as("members"),
      listIn(
        db,
        eb
          .selectFrom("notice")
          .select(["informed", "informed_on as informedOn", "informed_by as informedBy", "reason", "views", "capacity"])
          .whereRef("notice.case_id", "=", "mdt_case.id")
          .orderBy("recorded_at", "desc")
          .orderBy("notice.id", "desc")
          .limit(1),
      ).as("notices"),
      listIn(
        db,
        eb
          .selectFrom("objection")
          .select([
            "objection.id",
            "against_discipline as againstDiscipline",
            "text",
            "decision",
            "decision_text as decisionText",
            "decided_at as decidedAt",
            "decided_by as decidedBy",
            "objection.version",
          ])
          .whereRef("objection.case_id", "=", "mdt_case.id")
          .orderBy("recorded_at")
          .orderBy("objection.id"),
      ).as("objections"),
      listIn(
        db,
        eb
          .selectFrom("safe_contact")
          .select(["ring_first", "never_ring", "no_letters", "no_voicemail"])
          .whereRef("safe_contact.case_id", "=", "mdt_case.id")
          .orderBy("recorded_at", "desc")
          .orderBy("safe_contact.id", "desc")
          .limit(1),
      ).as("safe_contacts"),
      listIn(
        db,
        eb
          .selectFrom("agenda_item")
          .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
          .select([
            "agenda_item.id as itemId",
            "agenda_item.meeting_id as meetingId",
            "meeting.starts_at as startsAt",
            "agenda_item.concluded_at as concludedAt",
            "agenda_item.outcome",
            "agenda_item.outcome_reason as outcomeReason",
            "agenda_item.missing",
          ])
          .whereRef("agenda_item.case_id", "=", "mdt_case.id")
          .where("agenda_item.concluded_at", "is not", null)
          .orderBy("agenda_item.concluded_at", "desc")
          .orderBy("agenda_item.id", "desc")
          .$narrowType<{ concludedAt: NotNull }>(),
      ).as("discussions"),
      listIn(
        db,
        eb
          .selectFrom("discussion_note")
          .select(["discussion_note.id", "agenda_item_id", "text", "written_by as by", "written_at as at"])
          .whereRef("discussion_note.case_id", "=", "mdt_case.id")
          .where("kind", "=", "decision")
          .where("undone_at", "is", null)
          .orderBy("written_at")
          .orderBy("discussion_note.id"),
      ).as("decisions"),
      listIn(
        db,
        eb
          .selectFrom("different_work")
          .select(["one_id as one", "other_id as other"])
          .whereRef("different_work.case_id", "=", "mdt_case.id"),
      ).as("different_work"),
    ])
    .select((eb) => saidOfDifferences(db, eb))
    .where("mdt_case.id", "in", ids)
    .execute();
  return rows.map((row) => {
    const decisions = fromJson(row.decisions);
    const [notice = null] = fromJson(row.notices);
    const [safeContact] = fromJson(row.safe_contacts);
    return {
      practice: {
        id: row.practice_id,
        code: row.practice_code,
        name: row.practice_name,
        nation: row.nation,
        policy: fromJson(row.policy as Json<PracticePolicy>),
      },
      id: row.id,
      reference: row.reference ?? row.id,
      number: row.number,
      priority: row.priority,
      openedAt: row.opened_at,
      acceptedAt: row.accepted_at,
      closedAt: row.closed_at,
      closedReason: row.closed_reason,
      closedAs: row.closed_as,
      reviewTrigger: row.review_trigger,
      leadId: row.lead_id,
      withdrawnAt: row.withdrawn_at,
      version: row.version,
      person: {
        id: row.person_id,
        chi: row.chi,
        chiKind: row.chi_kind,
        givenName: row.given_name,
        familyName: row.family_name,
        preferredName: row.preferred_name,
        birthDate: row.birth_date,
        sexRecorded: row.sex_recorded,
        pronouns: row.pronouns,
        address: row.address,
        phone: row.phone,
        language: row.language,
        interpreter: row.interpreter,
      },
      household: fromJson(row.household),
      nominations: fromJson(row.nominations).map((nomination) => ({
        ...nomination,
        criteria: fromJson(nomination.criteria),
      })),
      invited: fromJson(row.invited).map(({ discipline }) => discipline),
      ...teamAmong(fromJson(row.members)),
      notice,
      objections: fromJson(row.objections),
      safeContact: safeContact
        ? {
            ringFirst: safeContact.ring_first,
            neverRing: safeContact.never_ring,
            noLetters: safeContact.no_letters === 1,
            noVoicemail: safeContact.no_voicemail === 1,
          }
        : null,
      discussions: fromJson(row.discussions).map((item) => ({
        ...item,
        missing: item.missing ? fromJson(item.missing) : [],
        decisions: decisions
          .filter((note) => note.agenda_item_id === item.itemId)
          .map(({ agenda_item_id: _, ...note }) => note),
      })),
      settlements: fromJson(row.settlements).map(withEntryIds),
      inquiries: fromJson(row.inquiries).map(withEntryIds),
      sameValues: fromJson(row.same_values).map(withEntryIds),
      differentWork: fromJson(row.different_work),
    };
  });
}

/** The disciplines that read a case. */
export function invitedTo(db: Reader, eb: ExpressionBuilder<Tables, "mdt_case">) {
  return listIn(
    db,
    eb
      .selectFrom("case_discipline")
      .select("discipline")
      .whereRef("case_discipline.case_id", "=", "mdt_case.id")
      .where("ended_at", "is", null)
      .orderBy("position"),
  );
}

/** Who is on a case, which `teamAmong` tells apart. */
export function membersOf(db: Reader, eb: ExpressionBuilder<Tables, "mdt_case">) {
  return listIn(
    db,
    eb
      .selectFrom("case_member")
      .select(["staff_id", "deputy_at"])
      .whereRef("case_member.case_id", "=", "mdt_case.id")
      .where("ended_at", "is", null)
      .orderBy("case_member.id"),
  );
}

export function teamAmong(members: readonly { staff_id: string; deputy_at: string | null }[]) {
  return {
    team: members.filter((member) => member.deputy_at === null).map((member) => member.staff_id),
    deputies: members.filter((member) => member.deputy_at !== null).map((member) => member.staff_id),
  };
}

/** The ids of everybody the file tells of. */
function namedIn(file: Omit<CaseFile, "staff">): string[] {
  const { notice, settlements, inquiries, sameValues } = file;
  const named = [
    file.leadId,
    ...file.team,
    ...file.deputies,
    ...file.nominations.flatMap((nomination) => [nomination.by, nomination.triagedBy]),
    ...(notice ? [notice.informedBy] : []),
    ...file.objections.map((objection) => objection.decidedBy),
    ...[...settlements, ...inquiries, ...sameValues].map(({ by }) => by),
    ...file.discussions.flatMap(({ decisions }) => decisions.map(({ by }) => by)),
    ...file.contributions.flatMap(({ authorId, entries }) => [
      authorId,
      ...entries.flatMap(({ answer }) => (answer ? [answer.by] : [])),
    ]),
    ...file.actions.flatMap((action) => [action.ownerId, action.raisedBy, ...action.updates.map(({ by }) => by)]),
  ];
  return named.filter((id) => id !== null);
}

/** The people named, by id, with the reference each has in the file they were imported from. */
export async function staffRefs(
  db: Reader,
  ids: readonly string[],
  practiceIds: readonly string[],
): Promise<Map<string, StaffRef>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("staff")
    .leftJoin("attachment", (join) =>
      join
        .onRef("attachment.staff_id", "=", "staff.id")
        .on("attachment.practice_id", "in", practiceIds.length > 0 ? [...practiceIds] : [""])
        .on("attachment.reference", "is not", null),
    )
    .select(["staff.id", "staff.name", "staff.discipline", "staff.job", "staff.left_on", "attachment.reference"])
    .where("staff.id", "in", [...ids])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        reference: row.reference ?? row.id,
        name: row.name,
        discipline: row.discipline,
        job: row.job,
        leftOn: row.left_on,
      },
    ]),
  );
}

/** The columns that say who may see an item, as they are kept. */
export function sharingRow(sharing: {
  audience: Audience;
  namedStaff: readonly string[];
  excludedDisciplines: readonly string[];
  handling: readonly string[];
}) {
  return {
    audience: sharing.audience,
    named_staff: toJson<string[]>([...sharing.namedStaff]),
    excluded_disciplines: toJson<string[]>([...sharing.excludedDisciplines]),
    handling: toJson<string[]>([...sharing.handling]),
  };
}

/** For what everybody invited to the case may see. */
export const seenByTeam = sharingRow({ audience: "team", namedStaff: [], excludedDisciplines: [], handling: [] });

export function sharingOf(row: { [K in keyof SharingColumns]: Json<string[]> | Audience }): Sharing {
  return {
    audience: row.audience as Audience,
    namedStaff: fromJson(row.named_staff as Json<string[]>),
    excludedDisciplines: fromJson(row.excluded_disciplines as Json<string[]>),
    handling: fromJson(row.handling as Json<HandlingFlag[]>),
  };
}

async function contributionsOf(db: Reader, caseIds: string[]): Promise<Map<string, ContributionOnFile[]>> {
  const rows = await db
    .selectFrom("contribution")
    .select([
      "contribution.id",
      "reference",
      "case_id",
      "meeting_id",
      "author_id",
      "guest_id",
      "discipline",
      "kind",
      "submitted_at",
      "replaced_at",
      "last_contact_on",
      "last_contact_mode",
      "headline",
      "body",
      "team_headline",
      "team_body",
      "what_matters",
      "strengths",
      "audience",
      "named_staff",
      "excluded_disciplines",
      "handling",
    ])
    .select((eb) =>
      listIn(
        db,
        eb
          .selectFrom("entry")
          .leftJoin("request_answer", "request_answer.entry_id", "entry.id")
          .select([
            "entry.id",
            "entry.reference",
            "entry.kind",
            "entry.position",
            "entry.name",
            "entry.text",
            "entry.norm",
            "entry.as_of",
            "entry.source",
            "entry.level",
            "entry.discipline",
            "entry.due",
            "entry.reason",
            "entry.value",
            "entry.audience",
            "entry.named_staff",
            "entry.excluded_disciplines",
            "entry.handling",
            "request_answer.kind as answer_kind",
            "request_answer.text as answer_text",
            "request_answer.answered_by",
            "request_answer.answered_at",
          ])
          .whereRef("entry.contribution_id", "=", "contribution.id")
          .where("entry.withdrawn_at", "is", null)
          .orderBy("entry.position"),
      ).as("entries"),
    )
    .where("case_id", "in", caseIds)
    .where("withdrawn_at", "is", null)
    .orderBy("contribution.id")
    .execute();
  return groupBy(
    rows,
    (row) => row.case_id,
    (row): ContributionOnFile => ({
      id: row.id,
      reference: row.reference ?? row.id,
      meetingId: row.meeting_id,
      authorId: row.author_id,
      guestId: row.guest_id,
      discipline: row.discipline,
      kind: row.kind,
      submittedAt: row.submitted_at,
      replacedAt: row.replaced_at,
      lastContactOn: row.last_contact_on,
      lastContactMode: row.last_contact_mode,
      headline: row.headline,
      body: row.body,
      teamHeadline: row.team_headline,
      teamBody: row.team_body,
      whatMatters: row.what_matters,
      strengths: fromJson(row.strengths),
      entries: fromJson(row.entries).map(entryOnFile),
      ...sharingOf(row),
    }),
  );
}

type EntryRow = Selection<
  Tables,
  "entry",
  | "id"
  | "reference"
  | "kind"
  | "position"
  | "name"
  | "text"
  | "norm"
  | "as_of"
  | "source"
  | "level"
  | "discipline"
  | "due"
  | "reason"
  | "value"
  | keyof SharingColumns
> & {
  answer_kind: RequestAnswerKind | null;
  answer_text: string | null;
  answered_by: string | null;
  answered_at: Instant | null;
};

function entryOnFile(row: EntryRow): EntryOnFile {
  const { answer_kind: kind, answer_text: text, answered_by: by, answered_at: at } = row;
  return {
    id: row.id,
    reference: row.reference ?? row.id,
    kind: row.kind,
    position: row.position,
    name: row.name,
    text: row.text,
    norm: row.norm,
    asOf: row.as_of,
    source: row.source,
    level: row.level,
    discipline: row.discipline,
    due: row.due,
    reason: row.reason,
    value: row.value && fromJson(row.value),
    answer: kind !== null && text !== null && by !== null && at !== null ? { kind, text, by, at } : null,
    ...sharingOf(row),
  };
}

export const actionColumns = [
  "action.id",
  "action.reference",
  "action.case_id",
  "action.meeting_id",
  "action.text",
  "action.goal",
  "action.owner_id",
  "action.due",
  "action.deadline",
  "action.raised_at",
  "action.raised_by",
  "action.accepted_at",
  "action.declined_at",
  "action.started_at",
  "action.blocked_at",
  "action.blocked_reason",
  "action.closed_at",
  "action.closed_as",
  "action.outcome",
  "action.outcome_text",
  "action.copied_at",
  "action.version",
  "action.audience",
  "action.named_staff",
  "action.excluded_disciplines",
  "action.handling",
] as const;

async function actionsOf(db: Reader, caseIds: string[]): Promise<Map<string, ActionOnFile[]>> {
  const rows = await db
    .selectFrom("action")
    .select(actionColumns)
    .select((eb) =>
      listIn(
        db,
        eb
          .selectFrom("action_update")
          .select(["kind", "at", "by", "action_update.text"])
          .whereRef("action_update.action_id", "=", "action.id")
          .orderBy("at")
          .orderBy("action_update.id"),
      ).as("updates"),
    )
    .where("case_id", "in", caseIds)
    .where("undone_at", "is", null)
    .orderBy("action.id")
    .execute();
  return groupBy(
    rows,
    (row) => row.case_id,
    (row) => actionOnFile(row, fromJson(row.updates)),
  );
}

type ActionRow = Selection<Tables, "action", (typeof actionColumns)[number]>;

export function actionOnFile(row: ActionRow, updates: ActionOnFile["updates"]): ActionOnFile {
  return {
    id: row.id,
    reference: row.reference ?? row.id,
    caseId: row.case_id,
    meetingId: row.meeting_id,
    text: row.text,
    goal: row.goal,
    ownerId: row.owner_id,
    due: row.due,
    deadline: row.deadline,
    raisedAt: row.raised_at,
    raisedBy: row.raised_by,
    acceptedAt: row.accepted_at,
    declinedAt: row.declined_at,
    startedAt: row.started_at,
    blockedAt: row.blocked_at,
    blockedReason: row.blocked_reason,
    closedAt: row.closed_at,
    closedAs: row.closed_as,
    outcome: row.outcome,
    outcomeText: row.outcome_text,
    copiedAt: row.copied_at,
    version: row.version,
    updates,
    ...sharingOf(row),
  };
}

function groupBy<Row, Key, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  valueOf: (row: Row) => Value,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(valueOf(row));
    else groups.set(keyOf(row), [valueOf(row)]);
  }
  return groups;
}
