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
import { saidOfDifferences } from "./settlements.ts";
import type { NotNull, Selection } from "kysely";
import type { Json, SharingColumns, Tables } from "../schema.ts";
import { seal, type Sealed } from "../sealed.ts";
import type { Audience, HandlingFlag } from "../vocabulary.ts";

export async function caseFileOf(db: Reader, caseId: string): Promise<Sealed<CaseFile> | null> {
  return (await caseFilesOf(db, [caseId]))[0] ?? null;
}

/** The files of several cases, in the order of the ids; those that do not exist are left out. */
export async function caseFilesOf(db: Reader, caseIds: readonly string[]): Promise<Sealed<CaseFile>[]> {
  if (caseIds.length === 0) return [];
  const ids = [...caseIds];
  const [
    cases,
    households,
    nominations,
    disciplines,
    members,
    notices,
    objections,
    safeContacts,
    discussions,
    decisions,
  ] = await Promise.all([
    db
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
      .where("mdt_case.id", "in", ids)
      .execute(),
    db
      .selectFrom("household")
      .select(["case_id", "name", "relation", "birth_date", "note"])
      .where("case_id", "in", ids)
      .orderBy("position")
      .execute(),
    db
      .selectFrom("nomination")
      .select([
        "id",
        "case_id",
        "nominated_at",
        "nominated_by",
        "criteria",
        "reason",
        "question",
        "kind",
        "triaged_at",
        "triaged_by",
        "verdict",
        "verdict_reason",
        "version",
      ])
      .where("case_id", "in", ids)
      .orderBy("nominated_at", "desc")
      .orderBy("id", "desc")
      .execute(),
    db
      .selectFrom("case_discipline")
      .select(["case_id", "discipline"])
      .where("case_id", "in", ids)
      .where("ended_at", "is", null)
      .orderBy("position")
      .execute(),
    db
      .selectFrom("case_member")
      .select(["case_id", "staff_id", "deputy_at"])
      .where("case_id", "in", ids)
      .where("ended_at", "is", null)
      .orderBy("id")
      .execute(),
    db
      .selectFrom("notice")
      .select(["case_id", "informed", "informed_on", "informed_by", "reason", "views", "capacity"])
      .where("case_id", "in", ids)
      .orderBy("recorded_at", "desc")
      .orderBy("id", "desc")
      .execute(),
    db
      .selectFrom("objection")
      .select([
        "id",
        "case_id",
        "against_discipline",
        "text",
        "decision",
        "decision_text",
        "decided_at",
        "decided_by",
        "version",
      ])
      .where("case_id", "in", ids)
      .orderBy("recorded_at")
      .orderBy("id")
      .execute(),
    db
      .selectFrom("safe_contact")
      .select(["case_id", "ring_first", "never_ring", "no_letters", "no_voicemail"])
      .where("case_id", "in", ids)
      .orderBy("recorded_at", "desc")
      .orderBy("id", "desc")
      .execute(),
    db
      .selectFrom("agenda_item")
      .innerJoin("meeting", "meeting.id", "agenda_item.meeting_id")
      .select([
        "agenda_item.id",
        "agenda_item.case_id",
        "agenda_item.meeting_id",
        "meeting.starts_at",
        "agenda_item.concluded_at",
        "agenda_item.outcome",
        "agenda_item.outcome_reason",
        "agenda_item.missing",
      ])
      .where("agenda_item.case_id", "in", ids)
      .where("agenda_item.concluded_at", "is not", null)
      .orderBy("agenda_item.concluded_at", "desc")
      .orderBy("agenda_item.id", "desc")
      .$narrowType<{ concluded_at: NotNull }>()
      .execute(),
    db
      .selectFrom("discussion_note")
      .select(["id", "case_id", "agenda_item_id", "text", "written_by", "written_at"])
      .where("case_id", "in", ids)
      .where("kind", "=", "decision")
      .where("undone_at", "is", null)
      .orderBy("written_at")
      .orderBy("id")
      .execute(),
  ]);
  const [contributions, actions, differencesOf] = await Promise.all([
    contributionsOf(db, ids),
    actionsOf(db, ids),
    saidOfDifferences(db, ids),
  ]);
  const said = ids.map(differencesOf).flatMap((of) => [...of.settlements, ...of.inquiries, ...of.sameValues]);
  const mentioned = [
    ...cases.map((row) => row.lead_id),
    ...members.map((row) => row.staff_id),
    ...nominations.flatMap((row) => [row.nominated_by, row.triaged_by]),
    ...notices.map((row) => row.informed_by),
    ...objections.map((row) => row.decided_by),
    ...said.map(({ by }) => by),
    ...decisions.map((row) => row.written_by),
    ...[...contributions.values()]
      .flat()
      .flatMap((contribution) => [contribution.authorId, ...answerers(contribution)]),
    ...[...actions.values()]
      .flat()
      .flatMap((action) => [action.ownerId, action.raisedBy, ...action.updates.map((update) => update.by)]),
  ].filter((id): id is string => id !== null);
  const of = <Row extends { case_id: string }>(rows: readonly Row[], id: string) =>
    rows.filter((row) => row.case_id === id);
  const practices = new Map(cases.map((row) => [row.practice_id, row]));
  const staff = await staffRefs(db, [...new Set(mentioned)], [...practices.keys()]);

  const files = new Map(
    cases.map((row) => {
      const [notice] = of(notices, row.id);
      const [safeContact] = of(safeContacts, row.id);
      const file: CaseFile = {
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
        household: of(households, row.id).map(({ name, relation, birth_date, note }) => ({
          name,
          relation,
          birthDate: birth_date,
          note,
        })),
        nominations: of(nominations, row.id).map((nomination) => ({
          id: nomination.id,
          at: nomination.nominated_at,
          by: nomination.nominated_by,
          criteria: fromJson(nomination.criteria),
          reason: nomination.reason,
          question: nomination.question,
          kind: nomination.kind,
          verdict: nomination.verdict,
          verdictReason: nomination.verdict_reason,
          triagedAt: nomination.triaged_at,
          triagedBy: nomination.triaged_by,
          version: nomination.version,
        })),
        invited: of(disciplines, row.id).map(({ discipline }) => discipline),
        team: of(members, row.id).flatMap((member) => (member.deputy_at === null ? member.staff_id : [])),
        deputies: of(members, row.id).flatMap((member) => (member.deputy_at === null ? [] : member.staff_id)),
        staff: Object.fromEntries(staff),
        notice: notice
          ? {
              informed: notice.informed,
              informedOn: notice.informed_on,
              informedBy: notice.informed_by,
              reason: notice.reason,
              views: notice.views,
              capacity: notice.capacity,
            }
          : null,
        objections: of(objections, row.id).map((objection) => ({
          id: objection.id,
          againstDiscipline: objection.against_discipline,
          text: objection.text,
          decision: objection.decision,
          decisionText: objection.decision_text,
          decidedAt: objection.decided_at,
          decidedBy: objection.decided_by,
          version: objection.version,
        })),
        safeContact: safeContact
          ? {
              ringFirst: safeContact.ring_first,
              neverRing: safeContact.never_ring,
              noLetters: safeContact.no_letters === 1,
              noVoicemail: safeContact.no_voicemail === 1,
            }
          : null,
        discussions: of(discussions, row.id).map((item) => ({
          itemId: item.id,
          meetingId: item.meeting_id,
          startsAt: item.starts_at,
          concludedAt: item.concluded_at,
          outcome: item.outcome,
          outcomeReason: item.outcome_reason,
          missing: item.missing ? fromJson(item.missing) : [],
          decisions: of(decisions, row.id)
            .filter((note) => note.agenda_item_id === item.id)
            .map((note) => ({ id: note.id, text: note.text, by: note.written_by, at: note.written_at })),
        })),
        contributions: contributions.get(row.id) ?? [],
        actions: actions.get(row.id) ?? [],
        ...differencesOf(row.id),
      };
      return [row.id, seal(file)] as const;
    }),
  );
  return ids.flatMap((id) => files.get(id) ?? []);
}

function answerers(contribution: ContributionOnFile): string[] {
  return contribution.entries.flatMap((entry) => (entry.answer ? [entry.answer.by] : []));
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
  const [contributions, entries, answers] = await Promise.all([
    db
      .selectFrom("contribution")
      .select([
        "id",
        "reference",
        "case_id",
        "meeting_id",
        "author_id",
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
      .where("case_id", "in", caseIds)
      .where("withdrawn_at", "is", null)
      .orderBy("id")
      .execute(),
    db
      .selectFrom("entry")
      .select([
        "id",
        "reference",
        "contribution_id",
        "kind",
        "position",
        "name",
        "text",
        "norm",
        "as_of",
        "source",
        "level",
        "discipline",
        "due",
        "reason",
        "value",
        "audience",
        "named_staff",
        "excluded_disciplines",
        "handling",
      ])
      .where("case_id", "in", caseIds)
      .where("withdrawn_at", "is", null)
      .orderBy("contribution_id")
      .orderBy("position")
      .execute(),
    db
      .selectFrom("request_answer")
      .select(["entry_id", "kind", "text", "answered_by", "answered_at"])
      .where("case_id", "in", caseIds)
      .execute(),
  ]);
  const answerTo = new Map(
    answers.map((row) => [row.entry_id, { kind: row.kind, text: row.text, by: row.answered_by, at: row.answered_at }]),
  );
  const entriesOf = groupBy(
    entries,
    (row) => row.contribution_id,
    (row): EntryOnFile => ({
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
      answer: answerTo.get(row.id) ?? null,
      ...sharingOf(row),
    }),
  );
  return groupBy(
    contributions,
    (row) => row.case_id,
    (row): ContributionOnFile => ({
      id: row.id,
      reference: row.reference ?? row.id,
      meetingId: row.meeting_id,
      authorId: row.author_id,
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
      entries: entriesOf.get(row.id) ?? [],
      ...sharingOf(row),
    }),
  );
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
  "action.version",
  "action.audience",
  "action.named_staff",
  "action.excluded_disciplines",
  "action.handling",
] as const;

async function actionsOf(db: Reader, caseIds: string[]): Promise<Map<string, ActionOnFile[]>> {
  const [actions, updates] = await Promise.all([
    db
      .selectFrom("action")
      .select(actionColumns)
      .where("case_id", "in", caseIds)
      .where("undone_at", "is", null)
      .orderBy("id")
      .execute(),
    db
      .selectFrom("action_update")
      .select(["action_id", "kind", "at", "by", "text"])
      .where("case_id", "in", caseIds)
      .orderBy("at")
      .orderBy("id")
      .execute(),
  ]);
  const updatesOf = groupBy(
    updates,
    (row) => row.action_id,
    ({ kind, at, by, text }) => ({ kind, at, by, text }),
  );
  return groupBy(
    actions,
    (row) => row.case_id,
    (row) => actionOnFile(row, updatesOf.get(row.id) ?? []),
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
