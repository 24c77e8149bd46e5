/**
 * Composes the one page of a case for one reader (domain.md 6) out of what that reader sees: every line with its
 * source, disagreements and gaps shown and never settled. It extracts; it writes no sentence of its own about a person.
 */
import type { FactSource, RiskLevel } from "#db/vocabulary.ts";
import type { Day } from "#db/schema.ts";
import {
  actionStateWords,
  dueInWords,
  isOpen,
  isOrphaned,
  isOverdue,
  logOrder,
  possibleDuplicates,
  stateOf,
} from "./actions.ts";
import { offersFor, type Offer } from "./owning.ts";
import { detailLines } from "./details.ts";
import { ageOf, currentFacts, labelOf, type FactAge } from "./facts.ts";
import { chiInGroups } from "./identifiers.ts";
import { markOf, type CutOffs, type Mark } from "./readiness.ts";
import { disputesIn, samenessesIn, type Dispute } from "./settlements.ts";
import type { SeenAction, SeenCase, SeenContribution, SeenEntry, SeenSettlement } from "./sight.ts";
import { sinceLastTime, type SinceLast } from "./sincelast.ts";
import { ageInYears, dayInWords, dayOf, shortDay } from "./time.ts";

/** The longest a discipline's line may be on the page: cut by rule, never by leaving a discipline out (ux.md 3.6). */
export const longestLine = 160;

export interface Source {
  /** The contribution or the action that the line is from. */
  id: string;
  discipline: string;
  author: string;
  on: Day;
}

export interface FactLine extends FactAge {
  id: string;
  reference: string;
  key: string;
  label: string;
  value: string;
  asOf: Day | null;
  how: FactSource | null;
  source: Source;
  authorId: string;
  disciplineCode: string;
}

interface Differing {
  key: string;
  label: string;
  mustBeSettled: boolean;
  /** All of them, newest first; when it is settled those that lost as well. */
  values: FactLine[];
}

export interface SettledLine {
  settlementId: string;
  value: string;
  reason: string;
  by: string;
  on: Day;
}

export interface Summary {
  caseId: string;
  reference: string;
  number: number;
  on: Day;
  scope: SeenCase["scope"];
  banner: {
    name: string;
    preferredName: string | null;
    pronouns: string | null;
    birth: string;
    chi: string;
    language: string | null;
    interpreter: string | null;
    notice: string;
    safeContact: string[];
    safetyMarkers: FactLine[];
  } | null;
  question: string;
  reason: string;
  /** Null for a case that was not discussed before. */
  sinceLast: SinceLast | null;
  whatMatters: { text: string; source: Source }[];
  glance: FactLine[];
  /** Not settled. */
  disagreements: (Differing & {
    safetyCritical: boolean;
    /** What it was settled as before something else came. */
    settledBefore: SettledLine | null;
    asked: { actionId: string; owner: string; due: Day } | null;
  })[];
  settled: (Differing & SettledLine)[];
  /** Wordings that somebody marked as the same, while both stand. */
  sameValues: { id: string; label: string; wordings: string[]; by: string; on: Day }[];
  gaps: string[];
  invitedWithoutContribution: string[];
  disciplines: {
    id: string;
    reference: string;
    code: string;
    label: string;
    line: string;
    body: string;
    restricted: boolean;
    /** How late it was given for the meeting to come. */
    mark: Mark | null;
    lastContact: string | null;
    details: { label: string; text: string }[];
    source: Source;
  }[];
  risks: { reference: string; type: string; level: RiskLevel | null; text: string; source: Source }[];
  strengths: { text: string; source: Source }[];
  sensitive: {
    id: string;
    reference: string;
    text: string;
    reason: string | null;
    source: Source;
    printable: boolean;
  }[];
  requests: {
    id: string;
    reference: string;
    to: string;
    toCode: string;
    text: string;
    answer: string | null;
    /** What somebody proposes or does already that may answer it: a suggestion. */
    offers: Offer[];
    source: Source;
  }[];
  proposals: { id: string; reference: string; owner: string; text: string; due: Day | null; source: Source }[];
  actions: ActionLine[];
  household: { name: string; relation: string; note: string | null }[];
  staleFacts: FactLine[];
  openActions: string[];
  overdueActions: string[];
  orphanedActions: string[];
  blockedActions: string[];
  possibleDuplicateActions: [string, string][];
  visibleItems: string[];
}

export interface ActionLine {
  id: string;
  reference: string;
  text: string;
  owner: string;
  due: Day;
  /** Each action stands once: overdue, else blocked, else without owner, else open (rulings 15). */
  group: "overdue" | "blocked" | "no-owner" | "open" | "done" | "closed";
  words: string;
  outcome: string | null;
}

const sourceWords: Record<FactSource, string> = {
  record: "from the record",
  observed: "seen",
  patient: "the person said",
  carer: "the carer said",
  "third-party": "somebody else said",
};

/** The meeting that a case comes to next, to tell what was given late for it. */
export interface ComingMeeting {
  id: string;
  cutOffs: CutOffs;
}

export function composeSummary(view: SeenCase, coming: ComingMeeting | null = null): Summary {
  const { policy } = view.file.practice;
  const labels = new Map(policy.disciplines.map((discipline) => [discipline.code, discipline.label]));
  const label = (code: string) => labels.get(code) ?? code;
  const details = view.entries.filter((entry) => entry.kind === "detail");
  const cycles = newestCycles(view);
  const stands = (item: SeenContribution | SeenEntry) => cycles.get(item.author.id) === item.meetingId;
  const latest = view.contributions.filter(stands);
  const facts = currentFacts(view.entries);
  const factLine = (fact: SeenEntry) => lineOfFact(fact, view, label);
  const disputes = disputesIn(view);
  const differing = (dispute: Dispute) => ({
    key: dispute.key,
    label: dispute.label,
    mustBeSettled: dispute.mustBeSettled,
    values: dispute.values.map(factLine),
  });
  const entries = (kind: SeenEntry["kind"]) => view.entries.filter((entry) => entry.kind === kind && stands(entry));
  const nomination = view.file.nominations[0];
  // A restricted contribution may be out of sight while a fact of it is not: then its discipline has given something.
  const given = new Set([
    ...view.contributions.map((contribution) => contribution.discipline),
    ...view.entries.map((entry) => entry.givenFor),
  ]);
  const invitedWithoutContribution = view.file.invited.filter((code) => !given.has(code));
  const open = view.actions.filter(isOpen);
  const references = (actions: SeenAction[]) => actions.map((action) => action.reference);

  return {
    caseId: view.file.id,
    reference: view.file.reference,
    number: view.file.number,
    on: view.on,
    scope: view.scope,
    banner: bannerOf(view, facts.filter(isMarker).map(factLine)),
    question: nomination?.question ?? "",
    reason: nomination?.reason ?? "",
    sinceLast: sinceLastTime(view),
    whatMatters: latest.flatMap((contribution) =>
      contribution.whatMatters ? [{ text: contribution.whatMatters, source: sourceOf(contribution, label) }] : [],
    ),
    glance: facts.map(factLine).sort((a, b) => a.label.localeCompare(b.label, "en-GB")),
    disagreements: disputes
      .filter(({ settled }) => settled === null)
      .map((dispute) => ({
        ...differing(dispute),
        safetyCritical: dispute.safetyCritical,
        settledBefore: dispute.settledBefore && settledLine(dispute.settledBefore),
        asked: dispute.asked && {
          actionId: dispute.asked.action.id,
          owner: dispute.asked.action.owner.name,
          due: dispute.asked.action.due,
        },
      })),
    settled: disputes.flatMap((dispute) =>
      dispute.settled ? [{ ...differing(dispute), ...settledLine(dispute.settled) }] : [],
    ),
    sameValues: samenessesIn(view).map(({ id, key, facts: alike, by, at }) => ({
      id,
      label: labelOf(policy, key),
      wordings: alike.map(({ text }) => text),
      by: by.name,
      on: dayOf(at),
    })),
    gaps: gapsOf(view, invitedWithoutContribution.map(label)),
    invitedWithoutContribution,
    disciplines: latest
      .map((contribution) => disciplineLine(contribution, details, view, label, coming))
      .sort(
        (a, b) => a.label.localeCompare(b.label, "en-GB") || a.source.author.localeCompare(b.source.author, "en-GB"),
      ),
    risks: entries("risk").map((risk) => ({
      reference: risk.reference,
      type: risk.name ?? "risk",
      level: risk.level,
      text: risk.text,
      source: sourceOf(risk, label),
    })),
    strengths: latest.flatMap((contribution) =>
      contribution.strengths.map((text) => ({ text, source: sourceOf(contribution, label) })),
    ),
    sensitive: entries("sensitive").map((item) => ({
      id: item.id,
      reference: item.reference,
      text: item.text,
      reason: item.reason,
      source: sourceOf(item, label),
      printable: !item.handling.includes("do-not-print"),
    })),
    requests: entries("request").map((request) => ({
      id: request.id,
      reference: request.reference,
      to: label(request.discipline ?? ""),
      toCode: request.discipline ?? "",
      text: request.text,
      answer: request.answer ? answerInWords(request.answer) : null,
      offers: offersFor(request, view),
      source: sourceOf(request, label),
    })),
    proposals: entries("proposal").map((proposal) => ({
      id: proposal.id,
      reference: proposal.reference,
      owner: label(proposal.discipline ?? ""),
      text: proposal.text,
      due: proposal.due,
      source: sourceOf(proposal, label),
    })),
    actions: [...logOrder(open, view.on), ...view.actions.filter((action) => !isOpen(action))].map((action) =>
      lineOfAction(action, view.on),
    ),
    household: view.household.map(({ name, relation, note }) => ({ name, relation, note })),
    staleFacts: facts.map(factLine).filter((fact) => fact.stale),
    openActions: references(open),
    overdueActions: references(open.filter((action) => isOverdue(action, view.on))),
    orphanedActions: references(open.filter((action) => isOrphaned(action, action.owner, view.on))),
    blockedActions: references(open.filter((action) => stateOf(action) === "blocked")),
    possibleDuplicateActions: possibleDuplicates(view.actions).map(([a, b]): [string, string] => [
      a.reference,
      b.reference,
    ]),
    visibleItems: [
      ...latest.map((contribution) => contribution.reference),
      ...facts.map((fact) => fact.reference),
      ...(["risk", "sensitive", "request", "proposal"] as const).flatMap((kind) =>
        entries(kind).map((entry) => entry.reference),
      ),
    ],
  };
}

/**
 * The meeting each author last gave something for, as this reader sees it. What was given for earlier meetings is
 * history, but for facts, which stand until their author gives another of the same key.
 */
function newestCycles(view: SeenCase): Map<string, string | null> {
  const given = [...view.contributions, ...view.entries].sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : 1));
  return new Map(given.map((item) => [item.author.id, item.meetingId]));
}

function bannerOf(view: SeenCase, safetyMarkers: FactLine[]): Summary["banner"] {
  const { person } = view;
  if (!person) return null;
  return {
    name: `${person.familyName.toLocaleUpperCase("en-GB")}, ${person.givenName}`,
    preferredName: person.preferredName,
    pronouns: person.pronouns,
    birth: `born ${dayInWords(person.birthDate).replace(/^\w+ /, "")} (${ageInYears(person.birthDate, view.on)})`,
    chi: chiInGroups(person.chi),
    language: person.language,
    interpreter: person.interpreter,
    notice: noticeInWords(view),
    safeContact: safeContactInWords(view),
    safetyMarkers,
  };
}

function noticeInWords(view: SeenCase): string {
  const { notice } = view.file;
  if (!notice) return "Told: not recorded yet";
  const when = notice.informedOn ? ` on ${shortDay(notice.informedOn)}` : "";
  const why = notice.reason ? `, because ${notice.reason}` : "";
  return `Told: ${notice.informed}${when}${why}`;
}

export function safeContactInWords(view: SeenCase): string[] {
  const { safeContact } = view.file;
  if (!safeContact) return [];
  return [
    ...(safeContact.ringFirst ? [`Ring first: ${safeContact.ringFirst}`] : []),
    ...(safeContact.neverRing ? [`Never ring: ${safeContact.neverRing}`] : []),
    ...(safeContact.noLetters ? ["No letters"] : []),
    ...(safeContact.noVoicemail ? ["No voicemail"] : []),
  ];
}

function isMarker(fact: SeenEntry): boolean {
  return fact.handling.includes("safe-contact") || fact.handling.includes("staff-safety");
}

function gapsOf(view: SeenCase, waiting: string[]): string[] {
  if (view.scope === "own") return [];
  return [
    ...waiting.map((discipline) => `Nothing yet from ${discipline}`),
    ...(view.contributions.some((contribution) => contribution.whatMatters)
      ? []
      : ["Nobody has recorded what matters to the person"]),
    ...(view.file.notice ? [] : ["Not recorded whether the person has been told"]),
  ];
}

function disciplineLine(
  contribution: SeenContribution,
  details: SeenEntry[],
  view: SeenCase,
  label: (code: string) => string,
  coming: ComingMeeting | null,
): Summary["disciplines"][number] {
  const fields =
    view.file.practice.policy.disciplines.find(({ code }) => code === contribution.discipline)?.fields ?? [];
  const lines: Record<SeenContribution["kind"], string> = {
    full: contribution.headline,
    "nothing-to-add": "Nothing to add",
    "speak-to-me": "Please speak to me: I know something that I cannot share here",
  };
  return {
    id: contribution.id,
    reference: contribution.reference,
    code: contribution.discipline,
    label: label(contribution.discipline),
    line: cut(lines[contribution.kind]),
    body: contribution.body,
    restricted: contribution.restricted,
    mark: coming?.id === contribution.meetingId ? markOf(contribution.submittedAt, coming.cutOffs) : null,
    lastContact: contribution.lastContactOn
      ? `last contact ${shortDay(contribution.lastContactOn)}${contribution.lastContactMode ? `, ${contribution.lastContactMode}` : ""}`
      : null,
    details: detailLines(
      details.filter((entry) => entry.contributionReference === contribution.reference),
      fields,
    ),
    source: sourceOf(contribution, label),
  };
}

export function cut(text: string): string {
  return text.length <= longestLine ? text : `${text.slice(0, longestLine - 1).trimEnd()}…`;
}

function lineOfFact(fact: SeenEntry, view: SeenCase, label: (code: string) => string): FactLine {
  return {
    id: fact.id,
    reference: fact.reference,
    key: fact.name ?? "",
    label: labelOf(view.file.practice.policy, fact.name ?? ""),
    value: fact.text,
    asOf: fact.asOf,
    how: fact.source,
    source: sourceOf(fact, label),
    authorId: fact.author.reference,
    disciplineCode: fact.givenFor,
    ...ageOf(view.file.practice.policy, fact, view.on),
  };
}

function settledLine({ id, value, reason, by, at }: SeenSettlement): SettledLine {
  return { settlementId: id, value, reason, by: by.name, on: dayOf(at) };
}

/** "“In place”, Dr Fiona Galbraith, 24 Nov 2026: seen on the form today" */
export function settledInWords({ value, reason, by, on }: SettledLine): string {
  return `“${value}”, ${by}, ${shortDay(on)}: ${reason}`;
}

/** "“Home” and “At home” mean the same (Dr Fiona Galbraith, 24 Nov 2026)" */
export function sameInWords(
  { wordings, by, on }: Summary["sameValues"][number],
  day: (on: Day) => string = shortDay,
): string {
  return `${wordings.map((wording) => `“${wording}”`).join(" and ")} mean the same (${by}, ${day(on)})`;
}

function lineOfAction(action: SeenAction, on: Day): ActionLine {
  const state = stateOf(action);
  const orphaned = isOrphaned(action, action.owner, on);
  const group = !isOpen(action)
    ? state === "done"
      ? "done"
      : "closed"
    : isOverdue(action, on)
      ? "overdue"
      : state === "blocked"
        ? "blocked"
        : orphaned
          ? "no-owner"
          : "open";
  const words = [
    isOverdue(action, on) ? dueInWords(action, on) : "",
    state === "blocked" ? `blocked: ${action.blockedReason ?? ""}` : actionStateWords[state].toLowerCase(),
    orphaned ? `${action.owner.name} has left: needs an owner` : "",
  ];
  return {
    id: action.id,
    reference: action.reference,
    text: action.text,
    owner: action.owner.name,
    due: action.due,
    group,
    words: words.filter(Boolean).join(", "),
    outcome: action.outcomeText,
  };
}

function sourceOf(item: SeenContribution | SeenEntry, label: (code: string) => string): Source {
  return {
    id: "contributionId" in item ? item.contributionId : item.id,
    discipline: label("givenFor" in item ? item.givenFor : item.discipline),
    author: item.author.name,
    on: dayOf(item.submittedAt),
  };
}

function answerInWords(answer: NonNullable<SeenEntry["answer"]>): string {
  const words = { answered: "Answered", declined: "Declined", "made-action": "Made an action" };
  return `${words[answer.kind]}: ${answer.text}`;
}

/** "[Link worker, J. Okafor, 19 Nov 2026]" */
export function sourceInWords(source: Source): string {
  return `${source.discipline}, ${source.author}, ${shortDay(source.on)}`;
}

export function factInWords(fact: FactLine): string {
  const how = fact.how ? `${sourceWords[fact.how]}, ` : "";
  const asOf = fact.asOf ? ` as of ${shortDay(fact.asOf)}` : "";
  const old = fact.stale ? ` (older than ${fact.thresholdDays} days)` : "";
  return `${fact.value} [${how}${fact.source.discipline}${asOf}${old}]`;
}

/** The page as plain text. Paper has the one page only; the screen has each contribution in full below it. */
export function summaryAsText(summary: Summary, options: { paper: boolean; reader: string }): string {
  const { banner } = summary;
  const section = (heading: string, lines: string[]) => (lines.length > 0 ? ["", heading.toUpperCase(), ...lines] : []);
  const sourced = (item: { text: string; source: Source }) => `- ${item.text} [${sourceInWords(item.source)}]`;
  const byWeight = [...summary.disagreements].sort((a, b) => Number(b.mustBeSettled) - Number(a.mustBeSettled));
  const counts = (["overdue", "blocked", "no-owner", "open", "done"] as const)
    .map((group) => [group, summary.actions.filter((action) => action.group === group).length] as const)
    .filter(([, number]) => number > 0)
    .map(([group, number]) => `${number} ${group === "no-owner" ? "without an owner" : group}`);

  return [
    ...(banner
      ? [
          `${banner.name}${banner.preferredName ? ` (${banner.preferredName})` : ""}${banner.pronouns ? `, ${banner.pronouns}` : ""} · ${banner.birth} · CHI ${banner.chi}`,
          ...banner.safeContact.map((line) => `! Safe contact: ${line}`),
          ...banner.safetyMarkers.map((marker) => `! ${marker.label}: ${factInWords(marker)}`),
          ...(banner.language || banner.interpreter
            ? [`Language: ${banner.language ?? "not recorded"} · Interpreter: ${banner.interpreter ?? "not recorded"}`]
            : []),
          banner.notice,
        ]
      : [`Case ${summary.number}`]),
    ...(summary.sinceLast && !options.paper
      ? section(
          `Since ${shortDay(summary.sinceLast.on)}`,
          linesSince(summary.sinceLast).map((line) => `- ${line}`),
        )
      : []),
    ...section("Question", [summary.question].filter(Boolean)),
    ...section("Why now", [summary.reason].filter(Boolean)),
    ...section(
      "What matters",
      summary.whatMatters.map((item) => `- “${item.text}” [${sourceInWords(item.source)}]`),
    ),
    ...section(
      "At a glance",
      summary.glance.map((fact) => `- ${fact.label}: ${factInWords(fact)}`),
    ),
    ...byWeight.flatMap((item) =>
      section(`${item.label}: sources differ${item.mustBeSettled ? ", must be settled" : ""}`, [
        ...item.values.map((fact) => `- ${factInWords(fact)}`),
        ...(item.settledBefore ? [`Settled before something else came: ${settledInWords(item.settledBefore)}`] : []),
        ...(item.asked ? [`${item.asked.owner} finds out by ${shortDay(item.asked.due)}`] : []),
      ]),
    ),
    ...summary.settled.flatMap((item) =>
      section(`${item.label}: settled`, [
        settledInWords(item),
        ...item.values.map((fact) => `- given: ${factInWords(fact)}`),
      ]),
    ),
    ...section(
      "Gaps",
      summary.gaps.map((gap) => `- ${gap}`),
    ),
    ...section(
      "Each discipline",
      summary.disciplines.map(
        (line) =>
          `- ${line.label}: ${line.line} [${line.source.author}, ${shortDay(line.source.on)}${line.lastContact ? `; ${line.lastContact}` : ""}]${line.mark ? ` (${line.mark})` : ""}`,
      ),
    ),
    ...section(
      "Risks",
      summary.risks.map(
        (risk) => `- ${risk.type}${risk.level ? ` ${risk.level}` : ""}: ${risk.text} [${sourceInWords(risk.source)}]`,
      ),
    ),
    ...section("Strengths", summary.strengths.map(sourced)),
    ...section(
      "For your eyes",
      summary.sensitive.map((item) => `${sourced(item)}${item.reason ? ` (${item.reason})` : ""}`),
    ),
    ...section(
      `Actions${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`,
      summary.actions.map(
        (action) =>
          `- ${action.text} · ${action.owner} · by ${shortDay(action.due)} · ${action.words}${action.outcome ? ` · ${action.outcome}` : ""}`,
      ),
    ),
    ...section(
      "Asked of others",
      summary.requests.map(
        (item) => `- ${item.to}: ${item.text} [${sourceInWords(item.source)}]${item.answer ? ` ${item.answer}` : ""}`,
      ),
    ),
    ...section(
      "Proposed for decision",
      summary.proposals.map(
        (item) =>
          `- ${item.owner}: ${item.text}${item.due ? `, by ${shortDay(item.due)}` : ""} [${sourceInWords(item.source)}]`,
      ),
    ),
    ...(options.paper
      ? []
      : section(
          "In full",
          summary.disciplines.flatMap((line) => [
            ...(line.body ? [`${line.label}, ${line.source.author}: ${line.body}`] : []),
            ...line.details.map((detail) => `  ${detail.label}: ${detail.text}`),
          ]),
        )),
    "",
    withheldSentence,
    `As at ${dayInWords(summary.on)}, for ${options.reader}.`,
  ].join("\n");
}

export const nothingSince = "Nothing that you may see has changed.";

/** What changed since the case was last discussed, each line with its source. */
export function linesSince({ lines }: SinceLast): string[] {
  return lines.length === 0 ? [nothingSince] : lines.map(({ text, source }) => `${text} [${sourceInWords(source)}]`);
}

/** Always the same, for every reader, whether or not anything is withheld (rulings 5). */
export const withheldSentence = "Some items may be withheld from you.";

/** The summary with the ids of the file it came from, for checks (`mdt summary --json`). */
export function summaryForMachines(summary: Summary, reader: string, text: string) {
  return {
    case: summary.reference,
    reader,
    asOf: summary.on,
    conflicts: summary.disagreements.map((disagreement) => ({
      key: disagreement.key,
      label: disagreement.label,
      safetyCritical: disagreement.safetyCritical,
      values: disagreement.values.map((fact) => ({
        factId: fact.reference,
        value: fact.value,
        asOf: fact.asOf,
        source: fact.how,
        discipline: fact.disciplineCode,
        authorId: fact.authorId,
        stale: fact.stale,
      })),
    })),
    staleFacts: summary.staleFacts.map((fact) => ({
      factId: fact.reference,
      key: fact.key,
      asOf: fact.asOf,
      ageDays: fact.ageDays,
      thresholdDays: fact.thresholdDays,
    })),
    visibleItems: summary.visibleItems,
    invitedWithoutContribution: summary.invitedWithoutContribution,
    openActions: summary.openActions,
    overdueActions: summary.overdueActions,
    orphanedActions: summary.orphanedActions,
    blockedActions: summary.blockedActions,
    possibleDuplicateActions: summary.possibleDuplicateActions,
    safetyMarkers: summary.banner?.safetyMarkers.map((fact) => fact.reference) ?? [],
    text,
  };
}
