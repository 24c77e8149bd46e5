/**
 * How a practice works: what a new one begins with (disciplines with their typed fields, audiences, how long facts stay
 * fresh), and the days on which it would rather not meet.
 */
import { z } from "zod";
import type { PracticePolicy } from "#db/casefile.ts";
import type { Audience } from "#db/vocabulary.ts";
import type { Day } from "#db/schema.ts";
import { startingDisciplines } from "./disciplines.ts";
import { day, id, optionalDay, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { addDays } from "./time.ts";

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
  team: { label: "Everyone invited to this case", disciplines: startingDisciplines.map(({ code }) => code) },
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

export const startingPolicy: PracticePolicy = {
  disciplines: startingDisciplines,
  audiences,
  stalenessDays,
  safetyCriticalKeys,
  factLabels,
};

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
