/**
 * Texts to copy into an agency's own record, where the case lives on (domain.md 1, 5, 10): extracted from what is
 * agreed, each line with its source. They go where this program has no say, so only what the whole team may read goes
 * into them, and where sources differ that is said in place of a value.
 */
import { z } from "zod";
import type { CopyBlock } from "#db/vocabulary.ts";
import { copyBlocks } from "#db/vocabulary.ts";
import { isOpen } from "./actions.ts";
import { disagreementsAmong } from "./disagreements.ts";
import { outcomeWords } from "./discussions.ts";
import { currentFacts, labelOf } from "./facts.ts";
import { id, oneOf, words } from "./inputs.ts";
import { disciplineLabel } from "./practices.ts";
import { mayLeave, type SeenAction, type SeenCase, type SeenContribution, type SeenEntry } from "./sight.ts";
import { dayOf, dayWithoutWeekday, shortDay, type Day } from "./time.ts";

export const markCopied = z.object({
  caseId: id,
  block: oneOf(copyBlocks, "Choose which text you copied"),
  /** The text as it was shown: what is noted is that this wording was copied. */
  checksum: words("Open the page again and copy the text from there", 64),
});

export const copyBlockWords: Record<CopyBlock, { heading: string; use: string }> = {
  "gp-record": { heading: "For the GP record", use: "Paste into the consultation. The codes are for the GP system." },
  "special-note": {
    heading: "Draft of a KIS special note",
    use: "A draft. The GP checks it and pastes it into the Key Information Summary.",
  },
  "message-to-referrer": {
    heading: "Message back to the referrer",
    use: "What came of it, for whoever put the case forward.",
  },
  "supporting-letter": {
    heading: "Request for a supporting letter",
    use: "For the GP: what a supporting letter could rest on.",
  },
};

export interface CopyLine {
  /** Of the entry, contribution, action, decision or nomination that it is taken from. */
  id: string;
  text: string;
  source: string;
}

export interface CopyText {
  block: CopyBlock;
  lines: { heading: string; lines: CopyLine[] }[];
  /** What sources differ on, and is therefore left out. */
  leftOut: string[];
  /** For the reader alone, in no copied text: they see a value that differs from one that stands in it. */
  check: string[];
}

/**
 * SNOMED CT codes of the disciplines that have one in UK Core, and of what the meeting does (domain.md 7). The others
 * have none there.
 */
const disciplineCodes: Record<string, string> = {
  gp: "62247001",
  "social-work": "106328005",
  "district-nurse": "158997000",
  "health-visitor": "1052581000000109",
  "mental-health": "224564000",
  pharmacy: "734293001",
  midwifery: "158999002",
  "occupational-therapy": "309422009",
};
const socialPrescribingReferral = "871731000000106";

/** Kinds of facts that a special note holds (domain.md 5), in the order it is read in an emergency. */
const specialNoteKinds = [
  "allergy",
  "medication",
  "clinical",
  "substance",
  "careplan",
  "capacity",
  "legal",
  "communication",
  "nextofkin",
  "carer",
  "household",
  "risk",
];

/** Kinds of facts that a decision about a benefit or a house rests on. */
const letterKinds = ["clinical", "capacity", "carer", "service", "household", "housing", "benefit"];

export function copyTexts(view: SeenCase): CopyText[] {
  const from = material(view);
  return [gpRecord(view, from), specialNote(from), messageToReferrer(view, from), supportingLetter(from)];
}

interface Keyed {
  key: string;
  label: string;
}

interface Material {
  agreed: SeenEntry[];
  differing: Keyed[];
  /** What differs for this reader and not for whoever may read the text. */
  doubtful: Keyed[];
  contributions: SeenContribution[];
  entries: SeenEntry[];
  actions: SeenAction[];
  factLine: (fact: SeenEntry) => CopyLine;
  entryLine: (entry: SeenEntry, text: string) => CopyLine;
  actionLine: (action: SeenAction) => CopyLine;
  label: (code: string) => string;
}

function material(view: SeenCase): Material {
  const { policy } = view.file.practice;
  const label = (code: string) => disciplineLabel(policy, code);
  const facts = currentFacts(view.entries);
  const leaving = facts.filter(mayLeave);
  // As whoever may read the text sees them: that there is another, restricted value is not for them to know.
  const differing = disagreementsAmong(policy, leaving);
  const disputed = new Set(differing.map(({ key }) => key));
  const sourceOf = (item: { author: { name: string } }, discipline: string, on: Day) =>
    `${label(discipline)}, ${item.author.name}, ${shortDay(on)}`;
  const entryLine = (entry: SeenEntry, text: string): CopyLine => ({
    id: entry.id,
    text,
    source: sourceOf(entry, entry.givenFor, entry.asOf ?? dayOf(entry.submittedAt)),
  });
  return {
    agreed: leaving.filter((fact) => !disputed.has(fact.name ?? "")),
    differing,
    doubtful: disagreementsAmong(policy, facts).filter(({ key }) => !disputed.has(key)),
    contributions: view.contributions.filter((contribution) => !contribution.restricted && mayLeave(contribution)),
    entries: view.entries.filter(mayLeave),
    actions: view.actions.filter(mayLeave),
    factLine: (fact) => entryLine(fact, `${labelOf(policy, fact.name ?? "")}: ${fact.text}`),
    entryLine,
    actionLine: (action) => ({
      id: action.id,
      text: `${action.text}. ${action.owner.name}, by ${shortDay(action.due)}`,
      source: label(action.owner.discipline),
    }),
    label,
  };
}

function gpRecord(view: SeenCase, from: Material): CopyText {
  const [last] = view.file.discussions;
  return text("gp-record", from, [], {
    "Extended multidisciplinary team meeting": last ? [outcomeLine(view, last.itemId)] : [],
    Decided: decisionLines(view),
    "Who does what": from.actions.filter(isOpen).map(from.actionLine),
    "From each discipline": currentOf(from.contributions).map((contribution) => ({
      id: contribution.id,
      text: contribution.headline,
      source: [
        coded(from.label(contribution.discipline), disciplineCodes[contribution.discipline]),
        contribution.author.name,
        shortDay(dayOf(contribution.submittedAt)),
      ].join(", "),
    })),
    // Only where the link worker says that a referral came: that one wrote something is none.
    "Social prescribing": from.entries
      .filter((entry) => entry.kind === "detail" && entry.name === "referralReceived")
      .map((referral) =>
        from.entryLine(referral, coded(`Referral received: ${referral.text}`, socialPrescribingReferral)),
      ),
  });
}

function specialNote(from: Material): CopyText {
  const kinds = new Set(specialNoteKinds);
  const rank = (fact: SeenEntry) => specialNoteKinds.indexOf(kindOf(fact));
  const facts = from.agreed
    .filter((fact) => kinds.has(kindOf(fact)))
    .sort((a, b) => rank(a) - rank(b) || (a.name ?? "").localeCompare(b.name ?? ""));
  return text("special-note", from, specialNoteKinds, {
    "What to know": facts.map(from.factLine),
    Risks: from.entries
      .filter((entry) => entry.kind === "risk" && entry.level === "high")
      .map((risk) => from.entryLine(risk, `${risk.name ?? "Risk"}: ${risk.text}`)),
    "What matters to the person": currentOf(from.contributions).flatMap((contribution) =>
      contribution.whatMatters
        ? [
            {
              id: contribution.id,
              text: `“${contribution.whatMatters}”`,
              source: `${from.label(contribution.discipline)}, ${contribution.author.name}`,
            },
          ]
        : [],
    ),
  });
}

/** Its parts are those of the PRSB standard for social prescribing: why, what was offered, what came of it. */
function messageToReferrer(view: SeenCase, from: Material): CopyText {
  const [nomination] = view.file.nominations;
  const by = nomination && view.file.staff[nomination.by];
  const [last] = view.file.discussions;
  return text("message-to-referrer", from, [], {
    "You asked": nomination
      ? [
          {
            id: nomination.id,
            text: nomination.question,
            source: `${by?.name ?? "the nominator"}, ${shortDay(dayOf(nomination.at))}`,
          },
        ]
      : [],
    "What came of it": last ? [outcomeLine(view, last.itemId)] : [],
    Decided: decisionLines(view),
    Done: from.actions
      .filter((action) => action.closedAs === "done")
      .map((action) => ({
        id: action.id,
        text: [action.text, action.outcomeText].filter(Boolean).join(". "),
        source: action.owner.name,
      })),
    "Still to do": from.actions.filter(isOpen).map(from.actionLine),
  });
}

function supportingLetter(from: Material): CopyText {
  const kinds = new Set(letterKinds);
  return text("supporting-letter", from, letterKinds, {
    "What is needed": from.entries
      .filter(
        (entry) =>
          (entry.kind === "request" && entry.discipline === "gp") ||
          (entry.kind === "detail" && entry.givenFor === "advice-worker" && /claims|evidence/.test(entry.name ?? "")),
      )
      .map((entry) => from.entryLine(entry, entry.text)),
    "What it could rest on": from.agreed.filter((fact) => kinds.has(kindOf(fact))).map(from.factLine),
  });
}

/** Parts with nothing to say are left out. `kinds` are those whose facts it holds. */
function text(
  block: CopyBlock,
  { agreed, differing, doubtful }: Material,
  kinds: readonly string[],
  parts: Record<string, CopyLine[]>,
): CopyText {
  const ofKinds = (keyed: readonly Keyed[]) =>
    keyed.filter(({ key }) => kinds.includes(key.split(".")[0] ?? "")).map(({ label }) => label);
  return {
    block,
    lines: Object.entries(parts)
      .filter(([, lines]) => lines.length > 0)
      .map(([heading, lines]) => ({ heading, lines })),
    leftOut: ofKinds(differing),
    check: ofKinds(doubtful.filter(({ key }) => agreed.some((fact) => fact.name === key))),
  };
}

/** The newest of each author: what was said for earlier meetings is history. */
function currentOf(contributions: readonly SeenContribution[]): SeenContribution[] {
  const newest = new Map<string, SeenContribution>();
  for (const contribution of contributions) {
    const known = newest.get(contribution.author.id);
    if (!known || known.submittedAt < contribution.submittedAt) newest.set(contribution.author.id, contribution);
  }
  return [...newest.values()].filter(({ headline }) => headline !== "");
}

function outcomeLine(view: SeenCase, itemId: string): CopyLine {
  const discussion = view.file.discussions.find((one) => one.itemId === itemId);
  const day = discussion ? dayWithoutWeekday(dayOf(discussion.startsAt)) : "";
  const outcome = discussion?.outcome ? outcomeWords[discussion.outcome] : "Discussed";
  const provisional = discussion && discussion.missing.length > 0 ? ", not quorate: provisional" : "";
  const reason = discussion?.outcomeReason ? `. ${discussion.outcomeReason}` : "";
  return { id: itemId, text: `${day}: ${outcome}${provisional}${reason}`, source: "the meeting" };
}

function decisionLines(view: SeenCase): CopyLine[] {
  const [last] = view.file.discussions;
  return (last?.decisions ?? []).map((decision) => ({
    id: decision.id,
    text: decision.text,
    source: `${view.file.staff[decision.by]?.name ?? "the meeting"}, ${shortDay(dayOf(decision.at))}`,
  }));
}

function kindOf(fact: SeenEntry): string {
  return (fact.name ?? "").split(".")[0] ?? "";
}

function coded(words: string, code: string | undefined): string {
  return code ? `${words} (SNOMED CT ${code})` : words;
}

/** The text as it is copied: plain, with the source of each line. */
export function copyTextInWords({ lines, leftOut }: CopyText): string {
  return [
    ...lines.flatMap(({ heading, lines }, index) => [
      ...(index > 0 ? [""] : []),
      heading,
      ...lines.map(({ text, source }) => `- ${text} [${source}]`),
    ]),
    ...(leftOut.length > 0 ? ["", `Left out because sources differ: ${leftOut.join(", ")}`] : []),
  ].join("\n");
}
