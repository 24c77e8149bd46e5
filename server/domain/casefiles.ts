/**
 * The form of a case file (docs/case-file.md), read strictly: unknown keys are tolerated, wrong values are not, and
 * every fault is named with its JSON path. History is taken as it was: what a form demands of a new entry does not
 * bind an old one (rulings 17).
 */
import { z } from "zod";
import type { DisciplinePolicy, PracticePolicy, Sharing } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import {
  audiences,
  factSources,
  handlingFlags,
  informedAnswers,
  nations,
  riskLevels,
  sectors,
} from "#db/vocabulary.ts";
import { startingQuestions } from "./disciplines.ts";
import { readChi } from "./identifiers.ts";
import { startingPolicy } from "./practices.ts";
import { parseDay, parseInstant } from "./time.ts";

const id = z.string().min(1, "is empty").max(100, "is longer than 100 characters");
const text = z.string().min(1, "is empty").max(20_000, "is longer than 20,000 characters");
const maybe = <T extends z.ZodType>(piece: T) => piece.nullish().transform((value) => value ?? null);
const list = <T extends z.ZodType>(piece: T) =>
  z
    .array(piece)
    .nullish()
    .transform((rows) => rows ?? []);
const words = (longest: number) =>
  z
    .string()
    .max(longest, `is longer than ${longest} characters`)
    .nullish()
    .transform((value) => value ?? "");
const dayText = z.string().transform((value, context): Day => {
  const day = parseDay(value);
  if (day) return day;
  context.addIssue(`must be a day such as 2026-11-26, and is “${value}”`);
  return z.NEVER;
});
const instantText = z.string().transform((value, context): Instant => {
  const instant = parseInstant(value);
  if (instant) return instant;
  context.addIssue(`must be a time with its zone such as 2026-11-26T13:00:00Z, and is “${value}”`);
  return z.NEVER;
});
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 13:00");

const sharing = {
  audience: z.enum(audiences).optional(),
  namedStaff: list(id),
  excludeDisciplines: list(id),
  handling: z.array(z.enum(handlingFlags)).optional(),
};

const fact = z.object({
  id,
  key: id,
  value: text,
  norm: maybe(z.string()),
  asOf: dayText,
  source: z.enum(factSources),
  ...sharing,
});
const risk = z.object({ id, type: id, level: maybe(z.enum(riskLevels)), text, ...sharing });
const sensitiveItem = z.object({ id, text, reason: maybe(z.string()), ...sharing, audience: z.enum(audiences) });
const request = z.object({ id: id.optional(), toDiscipline: id, text, ...sharing });
const proposedAction = z.object({ id, text, ownerDiscipline: id, due: maybe(dayText), ...sharing });

const contribution = z.object({
  id,
  authorId: id,
  discipline: id,
  writtenAt: instantText,
  status: z.enum(["submitted", "draft", "withdrawn"]),
  lastContact: maybe(z.object({ date: maybe(dayText), mode: maybe(z.string()) })),
  headline: words(2000),
  body: words(20_000),
  ...sharing,
  audience: z.enum(audiences).default("team"),
  handling: list(z.enum(handlingFlags)),
  teamHeadline: maybe(z.string()),
  teamBody: maybe(z.string()),
  whatMatters: maybe(z.string()),
  nothingToAdd: maybe(z.boolean()),
  strengths: list(text),
  risks: list(risk),
  facts: list(fact),
  sensitiveItems: list(sensitiveItem),
  requests: list(request),
  proposedActions: list(proposedAction),
  details: z.record(z.string(), z.unknown()).default({}),
});

const action = z.object({
  id,
  raisedAtMeeting: maybe(id),
  text,
  ownerId: id,
  /** Where the file gives none it is the next meeting. */
  due: maybe(dayText),
  status: z.enum(["open", "proposed", "accepted", "in-progress", "blocked", "done", "cancelled", "superseded"]),
  goal: maybe(z.string()),
  updates: list(z.object({ date: dayText, byId: id, text: z.string() })),
  outcome: maybe(z.enum(["achieved", "partly-achieved", "not-achieved", "no-longer-wanted"])),
  outcomeText: maybe(z.string()),
  blockedReason: maybe(z.string()),
  closedOn: maybe(dayText),
  ...sharing,
  audience: z.enum(audiences).default("team"),
  handling: list(z.enum(handlingFlags)),
});

const chi = z.string().transform((value, context) => {
  const reading = readChi(value);
  if (reading.kind !== "invalid") return reading;
  context.addIssue(`is no CHI number: ${reading.why}`);
  return z.NEVER;
});

const mdtCase = z.object({
  id,
  status: z.enum(["nominated", "active", "open", "deferred", "stepped-down", "closed"]),
  priority: z.enum(["routine", "high"]).default("routine"),
  person: z.object({
    givenName: text,
    familyName: text,
    preferredName: maybe(z.string()),
    birthDate: dayText,
    sexRecorded: maybe(z.string()),
    pronouns: maybe(z.string()),
    chi,
    recordedAddress: maybe(z.string()),
    recordedPhone: maybe(z.string()),
    language: maybe(z.string()),
    interpreter: z
      .union([z.boolean(), z.string()])
      .nullish()
      .transform((value) => (value === true ? "yes" : value === false ? "no" : (value ?? null))),
    simdDecile: maybe(z.number().int().min(1).max(10)),
  }),
  household: list(
    z.object({ name: text, relation: z.string().default(""), birthDate: maybe(dayText), note: maybe(z.string()) }),
  ),
  referral: z.object({
    byId: id,
    date: dayText,
    criteria: list(z.string()),
    reason: z.string().default(""),
    question: z.string().default(""),
    kind: z.string().default("referral"),
  }),
  notice: maybe(
    z.object({
      informed: z.enum(informedAnswers),
      informedOn: maybe(dayText),
      informedById: maybe(id),
      reason: maybe(z.string()),
      views: z
        .string()
        .nullish()
        .transform((value) => value ?? ""),
      objections: list(
        z.object({
          againstDiscipline: id,
          text: z.string().default(""),
          decision: maybe(z.string()),
          decidedById: maybe(id),
          decidedOn: maybe(dayText),
        }),
      ),
      capacityForThisDecision: maybe(z.string()),
    }),
  ),
  safeContact: maybe(
    z.object({
      ringFirst: maybe(z.string()),
      neverRing: maybe(z.string()),
      noLetters: z.boolean().default(false),
      noVoicemail: z.boolean().default(false),
    }),
  ),
  invited: list(id),
  team: list(id),
  contributions: list(contribution),
  actions: list(action),
});

const meeting = z.object({
  id,
  date: dayText,
  start: wallTime,
  end: wallTime,
  place: z.string().default(""),
  chairId: maybe(id),
  coordinatorId: maybe(id),
  status: z.enum(["closed", "scheduled", "running", "cancelled"]),
  nominationsClose: maybe(dayText),
  contributionsDue: maybe(dayText),
  packPublished: maybe(dayText),
  agenda: list(
    z.object({ caseId: id, minutes: z.number().int().min(0).max(480).default(15), order: maybe(z.number()) }),
  ),
  attendance: list(z.object({ staffId: id, status: z.enum(["attended", "apologies", "absent"]) })),
  replies: list(z.object({ staffId: id, partstat: z.enum(["ACCEPTED", "TENTATIVE", "DECLINED", "NEEDS-ACTION"]) })),
});

export const caseFileForm = z.object({
  schemaVersion: z.string(),
  practice: z.object({
    name: text,
    code: id,
    listSize: maybe(z.number().int()),
    nation: z.enum(nations).default("scotland"),
  }),
  stalenessPolicyDays: z.record(z.string(), z.number().int().min(0)).default(startingPolicy.stalenessDays),
  safetyCriticalKeys: z.array(z.string()).default(startingPolicy.safetyCriticalKeys),
  factLabels: z.record(z.string(), z.string()).default(startingPolicy.factLabels),
  audiences: z
    .partialRecord(z.enum(audiences), z.object({ label: z.string(), disciplines: z.array(z.string()) }))
    .default({}),
  disciplines: z
    .array(
      z.object({
        code: id,
        label: text,
        membership: z.enum(["core", "extended"]).default("extended"),
        sector: z.enum(sectors).default("other"),
      }),
    )
    .default(startingPolicy.disciplines),
  staff: z.array(
    z.object({
      id,
      name: text,
      discipline: id,
      role: z.string().default(""),
      organisation: text,
      email: z
        .email({ error: ({ code }) => (code === "invalid_format" ? "must be an e-mail address" : undefined) })
        .transform((email) => email.toLowerCase()),
      leftOn: maybe(dayText),
      registered: z.boolean().default(false),
    }),
  ),
  meetings: list(meeting),
  cases: list(mdtCase),
});

export type CaseFileForm = z.output<typeof caseFileForm>;
export type CaseForm = CaseFileForm["cases"][number];
export type ContributionForm = CaseForm["contributions"][number];
export type ActionForm = CaseForm["actions"][number];
export type MeetingForm = CaseFileForm["meetings"][number];

/** Reads a parsed file, or names every fault as `cases[0].person.chi: is no CHI number…`. */
export function readCaseFile(json: unknown): { file: CaseFileForm } | { faults: string[] } {
  const read = caseFileForm.safeParse(json, { error: inPlainWords });
  if (!read.success) return { faults: read.error.issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`) };
  const faults = danglingIn(read.data);
  return faults.length > 0 ? { faults } : { file: read.data };
}

const kindsInWords: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What the form says where it has no sentence of its own: no word of the library's reaches people. */
function inPlainWords(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return "is missing";
  const counted = issue.origin === "string" ? " characters" : "";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${kindsInWords[issue.expected] ?? "of another kind"}`;
    case "invalid_value":
      return `must be one of: ${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return "must be text, or true or false";
    case "too_big":
      return `must be at most ${issue.maximum}${counted}`;
    case "too_small":
      return `must be at least ${issue.minimum}${counted}`;
    case "unrecognized_keys":
      return `names what is not known: ${issue.keys.join(", ")}`;
    default:
      return "cannot be read";
  }
}

/** `cases[0].person.chi`; the file itself is `$`. */
export function pathOf(path: readonly PropertyKey[]): string {
  const joined = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return joined.replace(/^\./, "") || "$";
}

/** References to what the file does not hold, and ids that stand twice. */
function danglingIn(file: CaseFileForm): string[] {
  const faults: string[] = [];
  const known = {
    staff: idsOf(file.staff, "staff", faults),
    meetings: idsOf(file.meetings, "meetings", faults),
    cases: idsOf(file.cases, "cases", faults),
    disciplines: new Set(file.disciplines.map((discipline) => discipline.code)),
  };
  const emails = new Set<string>();
  file.staff.forEach(({ email }, index) => {
    if (emails.has(email)) faults.push(`staff[${index}].email: “${email}” stands twice`);
    emails.add(email);
  });
  const need = (kind: keyof typeof known, value: string | null, path: string) => {
    if (value !== null && !known[kind].has(value)) faults.push(`${path}: “${value}” is not among the file's ${kind}`);
  };
  const needAll = (kind: keyof typeof known, values: readonly string[], path: string) =>
    values.forEach((value, index) => need(kind, value, `${path}[${index}]`));

  const needWhom = (item: Partial<Pick<ContributionForm, "namedStaff" | "excludeDisciplines">>, path: string) => {
    needAll("staff", item.namedStaff ?? [], `${path}.namedStaff`);
    needAll("disciplines", item.excludeDisciplines ?? [], `${path}.excludeDisciplines`);
  };

  file.staff.forEach((person, index) => need("disciplines", person.discipline, `staff[${index}].discipline`));
  file.meetings.forEach((entry, index) => {
    const path = `meetings[${index}]`;
    need("staff", entry.chairId, `${path}.chairId`);
    if (entry.end <= entry.start) faults.push(`${path}.end: is not after the start`);
    entry.agenda.forEach((item, at) => need("cases", item.caseId, `${path}.agenda[${at}].caseId`));
    entry.attendance.forEach((item, at) => need("staff", item.staffId, `${path}.attendance[${at}].staffId`));
    entry.replies.forEach((item, at) => need("staff", item.staffId, `${path}.replies[${at}].staffId`));
  });
  const itemIds = new Set<string>();
  const once = (value: string | undefined, path: string) => {
    if (value === undefined) return;
    if (itemIds.has(value)) faults.push(`${path}.id: “${value}” stands twice`);
    itemIds.add(value);
  };
  file.cases.forEach((entry, index) => {
    const path = `cases[${index}]`;
    need("staff", entry.referral.byId, `${path}.referral.byId`);
    need("staff", entry.notice?.informedById ?? null, `${path}.notice.informedById`);
    needAll("disciplines", entry.invited, `${path}.invited`);
    needAll("staff", entry.team, `${path}.team`);
    entry.notice?.objections.forEach((objection, at) => {
      need("disciplines", objection.againstDiscipline, `${path}.notice.objections[${at}].againstDiscipline`);
      need("staff", objection.decidedById, `${path}.notice.objections[${at}].decidedById`);
    });
    entry.actions.forEach((item, at) => {
      once(item.id, `${path}.actions[${at}]`);
      need("staff", item.ownerId, `${path}.actions[${at}].ownerId`);
      needWhom(item, `${path}.actions[${at}]`);
      need("meetings", item.raisedAtMeeting, `${path}.actions[${at}].raisedAtMeeting`);
      item.updates.forEach((update, of) => need("staff", update.byId, `${path}.actions[${at}].updates[${of}].byId`));
    });
    const drafting = new Set<string>();
    entry.contributions.forEach((given, at) => {
      const where = `${path}.contributions[${at}]`;
      once(given.id, where);
      if (given.status === "draft") {
        if (drafting.has(given.authorId)) faults.push(`${where}: is a second draft of “${given.authorId}”`);
        drafting.add(given.authorId);
      }
      need("staff", given.authorId, `${where}.authorId`);
      need("disciplines", given.discipline, `${where}.discipline`);
      needWhom(given, where);
      for (const name of ["facts", "risks", "sensitiveItems", "requests", "proposedActions"] as const) {
        given[name].forEach((item, of) => {
          once(item.id, `${where}.${name}[${of}]`);
          needWhom(item, `${where}.${name}[${of}]`);
        });
      }
      for (const [name, raw] of Object.entries(given.details)) {
        if (!isRestricted(raw)) continue;
        const own = restrictedDetail.safeParse(raw, { error: inPlainWords });
        if (own.success) needWhom(own.data, `${where}.details.${name}`);
        else
          faults.push(
            ...own.error.issues.map((issue) => `${where}.details.${name}.${pathOf(issue.path)}: ${issue.message}`),
          );
      }
    });
  });
  return faults;
}

function idsOf(rows: readonly { id: string }[], name: string, faults: string[]): Set<string> {
  const ids = new Set<string>();
  rows.forEach((row, index) => {
    if (ids.has(row.id)) faults.push(`${name}[${index}].id: “${row.id}” stands twice`);
    ids.add(row.id);
  });
  return ids;
}

/** The practice's rules as the file gives them; typed fields come from ours, by the discipline's code. */
export function policyOf(file: CaseFileForm): PracticePolicy {
  return {
    disciplines: file.disciplines.map((discipline): DisciplinePolicy => ({
      code: discipline.code,
      label: discipline.label,
      membership: discipline.membership,
      sector: discipline.sector,
      ...startingQuestions(discipline.code),
    })),
    audiences: { ...startingPolicy.audiences, ...file.audiences },
    stalenessDays: file.stalenessPolicyDays,
    safetyCriticalKeys: file.safetyCriticalKeys,
    factLabels: file.factLabels,
  };
}

/** The audience of an item; where the file gives none it is that of its contribution, and so are the flags (rulings 6). */
export function sharingOfItem(
  item: Partial<Pick<ContributionForm, "audience" | "namedStaff" | "excludeDisciplines" | "handling">>,
  of: Pick<ContributionForm, "audience" | "namedStaff" | "excludeDisciplines" | "handling">,
): Sharing {
  const inherits = item.audience === undefined;
  return {
    audience: item.audience ?? of.audience,
    namedStaff: inherits ? [...of.namedStaff, ...(item.namedStaff ?? [])] : (item.namedStaff ?? []),
    excludedDisciplines: inherits
      ? [...of.excludeDisciplines, ...(item.excludeDisciplines ?? [])]
      : (item.excludeDisciplines ?? []),
    handling: item.handling ?? of.handling,
  };
}

const restrictedDetail = z.object({
  value: z.unknown(),
  ...sharing,
  namedStaff: z.array(id).optional(),
  excludeDisciplines: z.array(id).optional(),
});

/** Whether a detail says itself whom it is for: then it is `{value, …}` and its value is what people read. */
function isRestricted(raw: unknown): raw is object {
  const says = (name: string) => Object.hasOwn(raw as object, name);
  return typeof raw === "object" && raw !== null && says("value") && Object.keys(sharing).some(says);
}

/** A typed detail, which is a plain value, or `{value, audience, …}` when it is restricted on its own. */
export function detailItself(raw: unknown, of: ContributionForm): { value: unknown; sharing: Sharing } {
  const { value, ...own } = isRestricted(raw) ? restrictedDetail.parse(raw) : { value: raw };
  return { value, sharing: sharingOfItem(own, of) };
}

/** The file's words for a decision on an objection: anything that does not begin with them is still to be decided. */
export function objectionDecisionOf(words: string | null): "upheld" | "refused" | null {
  if (words === null) return null;
  if (/^(upheld|accepted|agreed)/i.test(words)) return "upheld";
  return /^(refused|not upheld|declined|overruled|rejected)/i.test(words) ? "refused" : null;
}
