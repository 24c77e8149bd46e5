/** Cases: putting one forward, triage, who is on it, what the person was told, taking one back. */
import { z } from "zod";
import type { NominationOnFile, StaffRef } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import {
  criteria,
  informedAnswers,
  objectionDecisions,
  priorities,
  triageVerdicts,
  type Criterion,
} from "#db/vocabulary.ts";
import { readChi, type ChiReading } from "./identifiers.ts";
import { day, id, listOf, oneOf, optionalDay, optionalOneOf, optionalWords, tick, version, words } from "./inputs.ts";
import { Refusal, refuse } from "./refusal.ts";
import { hasLeft } from "./sight.ts";

export const criterionWords: Record<Criterion, string> = {
  "high-unscheduled-use": "Attends often without appointment",
  frailty: "Frailty",
  "unborn-or-child-at-risk": "Unborn baby or child at risk",
  "carer-strain": "Carer under strain",
  "multiple-services-no-shared-plan": "Many services, no shared plan",
  "not-engaging": "Hard to reach",
  "housing-crisis": "Housing crisis",
  "self-neglect": "Self-neglect",
  "near-fatal-overdose": "Near-fatal overdose",
  "domestic-abuse": "Domestic abuse",
  "capacity-question": "Question of capacity",
  "care-experienced": "Care experienced",
  "worker-turnover": "Workers keep changing",
  other: "Other",
};

const putForward = {
  criteria: listOf(z.enum(criteria)).pipe(z.array(z.enum(criteria)).min(1, "Choose at least one reason")),
  reason: words("Say in a sentence why now", 600),
  question: words("Enter the question to the team", 300),
  priority: oneOf(priorities, "Choose how urgent it is").default("routine"),
};

const told = {
  informed: oneOf(informedAnswers, "Choose whether the person has been told"),
  informedOn: optionalDay,
  notInformedReason: optionalWords(300),
  views: optionalWords(800),
};

const contactSafely = {
  ringFirst: optionalWords(120),
  neverRing: optionalWords(120),
  noLetters: tick,
  noVoicemail: tick,
};

export const nominateCase = z.object({
  practiceId: id,
  chi: words("Enter the CHI number", 20),
  givenName: words("Enter the given name", 80),
  familyName: words("Enter the family name", 80),
  preferredName: optionalWords(80),
  pronouns: optionalWords(40),
  birthDate: day("Enter the date of birth"),
  language: optionalWords(60),
  interpreter: optionalOneOf(["yes", "no"] as const),
  team: listOf(id).pipe(z.array(id).min(1, "Choose at least one person to ask")),
  objectionDiscipline: optionalWords(64),
  objectionText: optionalWords(400),
  /** Ticked after a warning was read. */
  confirmed: tick,
  ...putForward,
  ...told,
  ...contactSafely,
});
export type NominateCase = z.output<typeof nominateCase>;

export const nominateAgain = z.object({ caseId: id, version, ...putForward });
export const findPerson = z.object({ practiceId: id, chi: words("Enter the CHI number", 20) });

export const triageCase = z
  .object({
    caseId: id,
    nominationId: id,
    version,
    verdict: oneOf(triageVerdicts, "Choose what happens with this nomination"),
    reason: optionalWords(400),
  })
  .superRefine((triage, context) => {
    if (triage.verdict !== "accepted" && !triage.reason) {
      context.addIssue({ code: "custom", path: ["reason"], message: "Say why: the nominator will read it" });
    }
  });

export const changeTeam = z.object({
  caseId: id,
  version,
  team: listOf(id).pipe(z.array(id).min(1, "Choose at least one person")),
  disciplines: listOf(z.string().max(64)),
});
export const recordNotice = z.object({ caseId: id, ...told, capacity: optionalWords(200) });
export const recordSafeContact = z.object({ caseId: id, ...contactSafely });
export const recordObjection = z.object({
  caseId: id,
  againstDiscipline: words("Choose who should not hear it", 64),
  text: words("Enter what the person objects to", 400),
});
export const decideObjection = z.object({
  caseId: id,
  objectionId: id,
  version,
  decision: oneOf(objectionDecisions, "Choose upheld or refused"),
  text: words("Say why", 400),
});
export const withdrawCase = z.object({
  caseId: id,
  version,
  reason: words("Say what was wrong, so that the record explains itself", 300),
});

const untold: Record<string, string> = {
  no: "Say why the person has not been told",
  partly: "Say what the person has not been told, and why",
};

/** What must be said with "no" and "partly", and what cannot be in the future. */
export function tell(
  input: { informed: string; informedOn: Day | null; notInformedReason: string | null },
  today: Day,
) {
  const why = untold[input.informed];
  if (why !== undefined && !input.notInformedReason) refuse(why, "notInformedReason");
  if (input.informedOn && input.informedOn > today) refuse("Enter a day that is not in the future", "informedOn");
}

export interface Nomination {
  today: Day;
  mode: "demo" | "live";
  /** Everybody attached to the practice. */
  staff: readonly StaffRef[];
  nominator: StaffRef;
  /** Codes of the practice's disciplines. */
  disciplines: readonly string[];
  /** Coordinators and the chair of the next meeting: they triage, and so must be able to read. */
  triagers: readonly string[];
  /** A person the nominator may know of, of the same name and birth date but another number. */
  lookalike: { chi: string } | null;
}

/** Puts a case forward: returns the number as read, who is on the case, and which disciplines are asked. */
export function nominate(
  input: NominateCase,
  { today, mode, staff, nominator, disciplines, triagers, lookalike }: Nomination,
): { chi: string; kind: "valid" | "test"; team: string[]; disciplines: string[] } {
  const reading = readChi(input.chi, input.birthDate);
  if (reading.kind === "invalid") refuse(reading.why, "chi");
  if (reading.kind === "test" && mode === "live") {
    refuse("This number is from the block for demonstrations and belongs to nobody. Check the number", "chi");
  }
  if (input.birthDate > today) refuse("Enter a date of birth that is not in the future", "birthDate");
  tell(input, today);
  warn(input, reading, lookalike);
  const against = input.objectionDiscipline;
  if (against ? !disciplines.includes(against) : input.objectionText) {
    refuse("Choose who should not hear it", "objectionDiscipline");
  }

  const asked = input.team.map((staffId) => {
    const person = staff.find((candidate) => candidate.id === staffId);
    if (!person || hasLeft(person, today)) refuse("Choose people who are at this practice now", "team");
    return person;
  });
  return {
    chi: reading.chi,
    kind: reading.kind,
    team: [...new Set([...asked.map((person) => person.id), nominator.id, ...triagers])],
    disciplines: [...new Set([...asked, nominator].map((person) => person.discipline))].filter(
      (discipline) => discipline !== "practice-manager",
    ),
  };
}

/** A differing birth date and a likely double are warnings: read once, then ticked (domain.md 7). */
function warn(input: NominateCase, reading: ChiReading, lookalike: Nomination["lookalike"]): void {
  if (input.confirmed) return;
  if (reading.kind === "valid" && reading.birthDateDiffers) {
    refuse("The CHI number gives another date of birth. Check both, then tick to go on", "confirmed");
  }
  if (lookalike) {
    refuse(
      `Somebody of this name and date of birth is known here with CHI ${lookalike.chi}. Check the number, then tick to go on`,
      "confirmed",
    );
  }
}

/** What was accepted or sent elsewhere is settled; what was asked about more, or put off, can be accepted later. */
export function triage(nomination: NominationOnFile | undefined, input: z.output<typeof triageCase>): void {
  if (!nomination || nomination.id !== input.nominationId) {
    throw new Refusal("stale", "This case was nominated again meanwhile. Open it again to read the new nomination.");
  }
  if (nomination.verdict === "accepted") refuse("This nomination was accepted already.");
  if (nomination.verdict === "sent-elsewhere") {
    refuse("This nomination was sent elsewhere and the case closed. Nominate the case again to go on.");
  }
}

export const verdictWords = {
  accepted: "Accepted",
  "asked-for-more": "More is needed",
  "sent-elsewhere": "Sent elsewhere",
  deferred: "Deferred",
} as const;
