/** The fifteen disciplines a practice begins with (domain.md 6): what each is asked, in prompts and in typed fields. */
import type { DisciplinePolicy, TypedField } from "#db/casefile.ts";
import type { Sector } from "#db/vocabulary.ts";
import { typedFields } from "./typedfields.ts";

/** Three short questions that stand above the box of each. */
const prompts: Readonly<Record<string, string[]>> = {
  gp: ["What is wrong now?", "What has changed since last time?", "What will you still do yourself?"],
  "social-work": ["What support is in place?", "What is the risk of harm?", "What is decided, and what is not?"],
  "link-worker": ["What does the person want?", "What did they try, and how did it go?", "What is missing nearby?"],
  "advice-worker": ["What money is in place?", "Which claim or debt cannot wait?", "What evidence do you need?"],
  "practice-manager": ["What does the practice see?", "What gets in the way?", "What would help the team?"],
  "district-nurse": ["Why do you visit?", "Is it better or worse?", "What is the home like?"],
  "health-visitor": ["How is the child?", "How is the parent coping?", "What does the plan say?"],
  addictions: ["What is used now?", "How is treatment going?", "What would make it safer?"],
  "mental-health": ["How is the person now?", "What is the risk, and when?", "Who helps in a crisis?"],
  housing: ["How safe is the home?", "What is the legal stage?", "What would keep the home?"],
  "carers-centre": ["Who cares, and how much?", "How is the carer?", "What if the carer cannot care?"],
  police: ["What may you share, and why?", "What is the risk?", "What should visitors know?"],
  pharmacy: ["Are medicines taken?", "What should change?", "When is the next review?"],
  midwifery: ["How is the pregnancy?", "What is the birth plan?", "What does a safe discharge need?"],
  "occupational-therapy": ["What can the person do alone?", "What equipment would help?", "How long is the wait?"],
};

const discipline = (
  code: string,
  label: string,
  membership: DisciplinePolicy["membership"],
  sector: Sector,
): DisciplinePolicy => ({ code, label, membership, sector, ...startingQuestions(code) });

export const startingDisciplines: DisciplinePolicy[] = [
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

/** What a discipline of that code is asked to begin with: nothing of its own where we have none. */
export function startingQuestions(code: string): { prompts?: string[]; fields: TypedField[] } {
  const own = prompts[code];
  return { ...(own ? { prompts: own } : {}), fields: typedFields[code] ?? [] };
}
