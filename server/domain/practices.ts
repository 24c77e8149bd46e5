/**
 * How a practice works: what a new one begins with (disciplines with their typed fields, audiences, how long facts stay
 * fresh), and the days on which it would rather not meet.
 */
import { z } from "zod";
import type { DisciplinePolicy, PracticePolicy, TypedField } from "#db/casefile.ts";
import type { Audience, Sector } from "#db/vocabulary.ts";
import type { Day } from "#db/schema.ts";
import { day, id, optionalDay, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { addDays } from "./time.ts";

const field = (name: string, label: string, kind: TypedField["kind"], rest: Partial<TypedField> = {}): TypedField => ({
  name,
  label,
  kind,
  ...rest,
});
const choice = (name: string, label: string, choices: string[], rest: Partial<TypedField> = {}) =>
  field(name, label, "choice", { choices, ...rest });
const needed = { needed: true };

/** Typed fields by discipline (domain.md 6). */
const fields: Record<string, TypedField[]> = {
  gp: [
    field("activeProblems", "Active problems", "list", needed),
    field("repeatMedicineCount", "Repeat medicines", "number", { hint: "How many" }),
    field("allergies", "Allergies", "list", needed),
    field("unscheduledContacts12w.practice", "Unscheduled contacts with the practice, last 12 weeks", "number", needed),
    field("unscheduledContacts12w.outOfHours", "Out-of-hours contacts, last 12 weeks", "number"),
    field("unscheduledContacts12w.emergencyDepartment", "Emergency department visits, last 12 weeks", "number"),
    field("unscheduledContacts12w.admissions", "Admissions, last 12 weeks", "number"),
    choice("frailty", "Clinical Frailty Scale", ["1", "2", "3", "4", "5", "6", "7", "8", "9"]),
    field("kisUpdatedOn", "Key Information Summary last updated", "day", needed),
    choice("dnacpr", "DNACPR", ["in place", "not in place", "under review", "unknown"]),
    choice("capacityConcern", "Concern about capacity", ["no", "yes", "assessed"], needed),
    field("incapacityCertificate", "Incapacity certificate", "day"),
    field("longTermReviewsDue", "Long-term condition reviews due", "text"),
    field("gpStillDoing", "What I am still doing", "long-text", needed),
  ],
  "social-work": [
    choice(
      "legalStatus",
      "Legal status",
      ["none", "CTO", "guardianship", "compulsory supervision", "looked after", "aftercare"],
      needed,
    ),
    field("assessmentOn", "Assessment", "day"),
    field("reviewDue", "Review due", "day"),
    choice("eligibility", "Eligibility", ["critical", "substantial", "moderate", "low"]),
    field("servicesInPlace", "Services in place", "list"),
    choice(
      "aspStatus",
      "Adult support and protection",
      ["not considered", "screened, not met", "inquiry", "conference", "protection plan"],
      needed,
    ),
    choice("childProtection", "Child protection", ["none", "IRD", "registered"]),
    field("poa", "Power of attorney: who, what kind", "text"),
    field("poaRegisteredChecked", "Power of attorney register checked on", "day"),
    field("leadProfessional", "Lead professional", "text"),
  ],
  "link-worker": [
    choice("level", "Level of this work", ["patient", "practice", "community"]),
    field("referralReceived", "Referral received", "day", needed),
    field("sessions", "Sessions so far", "number", needed),
    field("goals", "Goals, in the person's own words", "long-text"),
    field("resourcesOffered", "Resources offered, and whether they went", "list"),
    choice("engagement", "Engagement", ["well", "intermittent", "not"]),
    field("handover", "Handover: what is outstanding", "text"),
    field("communityGap", "What is missing in the community", "text"),
  ],
  "advice-worker": [
    choice("mandateSigned", "Mandate signed", ["yes", "no"], needed),
    field("benefitsInPayment", "Benefits in payment", "list"),
    field("claims", "Claims and challenges: benefit, stage, deadline", "list"),
    field("debts", "Debts: type, amount, strategy", "list"),
    field("evidenceNeeded", "Evidence needed, from whom, by when", "list"),
    field("gainConfirmed", "Financial gain confirmed, a year (£)", "pence"),
    field("gainEstimated", "Financial gain estimated, a year (£)", "pence", {
      hint: "Never added to what is confirmed",
    }),
    choice("adviceType", "Type of advice", ["SNSIAP type I", "SNSIAP type II", "SNSIAP type III"]),
  ],
};

const discipline = (
  code: string,
  label: string,
  membership: DisciplinePolicy["membership"],
  sector: Sector,
): DisciplinePolicy => ({ code, label, membership, sector, fields: fields[code] ?? [] });

const disciplines: DisciplinePolicy[] = [
  discipline("gp", "General practice", "core", "nhs"),
  discipline("social-work", "Social work", "core", "local-authority"),
  discipline("link-worker", "Community link worker", "core", "third-sector"),
  discipline("advice-worker", "Welfare and money advice", "core", "third-sector"),
  discipline("practice-manager", "Practice manager / coordinator", "core", "nhs"),
  discipline("district-nurse", "District nursing", "extended", "nhs"),
  discipline("health-visitor", "Health visiting", "extended", "nhs"),
  discipline("addictions", "Alcohol and drug recovery", "extended", "nhs"),
  discipline("mental-health", "Community mental health", "extended", "nhs"),
  discipline("housing", "Housing and homelessness", "extended", "housing"),
  discipline("carers-centre", "Carers' centre", "extended", "third-sector"),
  discipline("police", "Police", "extended", "police"),
  discipline("pharmacy", "Pharmacy", "extended", "nhs"),
  discipline("midwifery", "Midwifery", "extended", "nhs"),
  discipline("occupational-therapy", "Occupational therapy", "extended", "nhs"),
];

const health = [
  "gp",
  "district-nurse",
  "health-visitor",
  "addictions",
  "mental-health",
  "pharmacy",
  "midwifery",
  "occupational-therapy",
];

const audiences: Record<Audience, { label: string; disciplines: string[] }> = {
  team: { label: "Everyone invited to this case", disciplines: disciplines.map(({ code }) => code) },
  "health-and-social-work": {
    label: "Registered health staff and social work",
    disciplines: [...health, "social-work"],
  },
  health: { label: "Registered health staff only", disciplines: health },
  protection: {
    label: "Adult/child protection core group",
    disciplines: ["gp", "social-work", "health-visitor", "midwifery", "police"],
  },
  named: { label: "Only the people you name", disciplines: [] },
};

/** Days a fact stays fresh, by the first part of its key (domain.md 6). */
const stalenessDays: Record<string, number> = {
  contact: 180,
  address: 180,
  household: 180,
  carer: 180,
  nextofkin: 365,
  housing: 90,
  benefit: 90,
  debt: 90,
  medication: 90,
  allergy: 730,
  risk: 90,
  careplan: 180,
  legal: 365,
  communication: 730,
  capacity: 90,
  clinical: 90,
  substance: 90,
  pregnancy: 60,
  immigration: 365,
  service: 90,
};

const factLabels: Record<string, string> = {
  "address.current": "Current address",
  "address.correspondence": "Correspondence address",
  "household.lives_with": "Lives with",
  "household.partner": "Partner",
  "household.pets": "Pets",
  "carer.main": "Main unpaid carer",
  "contact.mobile": "Mobile number",
  "careplan.kis": "Key Information Summary last updated",
  "careplan.dnacpr": "DNACPR status",
  "nextofkin.contact": "Next of kin / emergency contact",
  "medication.inhalers": "Inhalers",
  "medication.ort": "Opioid substitution treatment",
  "medication.dementia": "Dementia medication",
  "medication.antiepileptic": "Anti-epileptic medicine",
  "allergy.penicillin": "Penicillin allergy",
  "housing.tenure": "Housing situation",
  "housing.eviction": "Eviction position",
  "benefit.disability": "Disability benefit",
  "benefit.uc": "Universal Credit",
  "benefit.carer": "Carer benefits",
  "debt.total": "Debts known",
  "legal.poa": "Power of attorney / guardianship",
  "capacity.finance": "Capacity: finances",
  "capacity.welfare": "Capacity: welfare decisions",
  "pregnancy.edd": "Estimated due date",
  "communication.interpreter": "Interpreter",
  "immigration.status": "Immigration status",
  "substance.alcohol": "Alcohol intake",
  "clinical.seizures": "Seizure control",
  "clinical.frailty": "Frailty score",
  "service.mental_health": "Mental health service status",
  "service.home_care": "Home care package",
  "risk.asp": "Adult support and protection position",
  "risk.visiting": "Visiting risk",
  "risk.suicide": "Suicide and self-harm risk",
};

const safetyCriticalKeys = [
  "allergy.penicillin",
  "capacity.welfare",
  "careplan.dnacpr",
  "clinical.seizures",
  "communication.interpreter",
  "household.partner",
  "legal.poa",
  "medication.antiepileptic",
  "medication.dementia",
  "medication.inhalers",
  "medication.ort",
];

export const startingPolicy: PracticePolicy = { disciplines, audiences, stalenessDays, safetyCriticalKeys, factLabels };

/** The typed fields a discipline of that code begins with. */
export function startingFields(code: string): TypedField[] {
  return fields[code] ?? [];
}

export function disciplineLabel(policy: PracticePolicy, code: string): string {
  return policy.disciplines.find((candidate) => candidate.code === code)?.label ?? code;
}

export const addDaysToAvoid = z.object({
  practiceId: id,
  fromDay: day("Enter the first day"),
  /** Left empty for one day. */
  toDay: optionalDay,
  label: words("Enter what these days are, such as “School holidays”", 60),
});
export const removeDaysToAvoid = z.object({ practiceId: id, dayId: id });

interface DaysToAvoid {
  from_day: Day;
  to_day: Day;
  label: string;
}

/** The longest that days to avoid may last: beyond a summer it is a slip of the pen. */
const longestToAvoid = 100;

export function decideDaysToAvoid(
  input: z.output<typeof addDaysToAvoid>,
  { today, already }: { today: Day; already: readonly DaysToAvoid[] },
): DaysToAvoid {
  const { fromDay, label } = input;
  const toDay = input.toDay ?? fromDay;
  if (toDay < fromDay) refuse("The last day is before the first. Enter the same day or a later one", "toDay");
  if (toDay < today) refuse("These days are past. Enter days to come", input.toDay ? "toDay" : "fromDay");
  if (toDay > addDays(fromDay, longestToAvoid)) {
    refuse(`Enter a last day at most ${longestToAvoid} days after the first`, "toDay");
  }
  if (already.some((one) => one.from_day === fromDay && one.to_day === toDay)) {
    refuse("These days are on the list already. Remove them first to change their name", "fromDay");
  }
  return { from_day: fromDay, to_day: toDay, label };
}
