/** What a practice asks its disciplines, changed by the practice itself: disciplines, prompts and typed fields as data. */
import { z } from "zod";
import type { DisciplinePolicy, PracticePolicy, TypedField } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import { deadlineKinds, sectors } from "#db/vocabulary.ts";
import { id, listOf, oneOf, optionalOneOf, optionalWords, tick, version, words } from "./inputs.ts";
import { found, refuse } from "./refusal.ts";

export const askableKinds = ["text", "long-text", "number", "pence", "day", "choice", "tick", "list", "rows"] as const;
/** Audiences narrower than the team, and not made for one item. */
export const narrowAudiences = ["health-and-social-work", "health", "protection"] as const;

const mostDisciplines = 40;
const mostFields = 40;
const mostColumns = 8;

/** Each on a line of its own, once. */
const lines = optionalWords(1000).transform((text) => [
  ...new Set(
    (text ?? "")
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]);

const ofDiscipline = { practiceId: id, version, discipline: words("Choose a discipline", 64) };

export const addDiscipline = z.object({
  practiceId: id,
  version,
  label: words("Enter what the discipline is called", 60),
  sector: oneOf(sectors, "Choose whom its people work for"),
  /** Beside what is for everyone. */
  reads: listOf(z.enum(narrowAudiences)),
});

export const setPrompts = z.object({ ...ofDiscipline, prompts: lines });

export const addField = z.object({
  ...ofDiscipline,
  label: words("Enter the question", 80),
  kind: oneOf(askableKinds, "Choose what kind of answer"),
  choices: lines,
  columns: lines,
  unit: optionalWords(30),
  meaning: optionalWords(160),
  needed: tick,
  deadline: optionalOneOf(deadlineKinds),
  audience: optionalOneOf(narrowAudiences),
});

export const namedField = z.object({ ...ofDiscipline, name: words("Choose a question", 64) });

/** Names that forms and JavaScript keep for themselves. */
const kept = ["constructor", "prototype", "year", "month", "day"];

export function decideDiscipline(policy: PracticePolicy, input: z.output<typeof addDiscipline>): PracticePolicy {
  const { label, sector } = input;
  if (policy.disciplines.some((one) => one.label.toLowerCase() === label.toLowerCase())) {
    refuse("This discipline is on the list already. Choose it there", "label");
  }
  if (policy.disciplines.length >= mostDisciplines)
    refuse(`There may be at most ${mostDisciplines} disciplines`, "label");
  const code = unused(
    partsOf(label).join("-") || "discipline",
    policy.disciplines.map((one) => one.code),
    "-",
  );
  // Whoever reads what is for health reads what is for health and social work.
  const reads = new Set<string>([
    "team",
    ...input.reads,
    ...(input.reads.includes("health") ? [narrowAudiences[0]] : []),
  ]);
  const added: DisciplinePolicy = { code, label, membership: "extended", sector, fields: [] };
  const audiences = Object.entries(policy.audiences).map(([audience, group]) => [
    audience,
    reads.has(audience) ? { ...group, disciplines: [...group.disciplines, code] } : group,
  ]);
  return {
    ...policy,
    disciplines: [...policy.disciplines, added],
    audiences: Object.fromEntries(audiences) as PracticePolicy["audiences"],
  };
}

export function decidePrompts(
  policy: PracticePolicy,
  { discipline, prompts }: z.output<typeof setPrompts>,
): PracticePolicy {
  if (prompts.length > 5) refuse("Enter at most 5 questions: each is one line", "prompts");
  if (prompts.some((prompt) => prompt.length > 80)) refuse("Keep each question within 80 characters", "prompts");
  return changed(policy, discipline, (one) => ({ ...one, prompts }));
}

export function decideField(policy: PracticePolicy, input: z.output<typeof addField>): PracticePolicy {
  return changed(policy, input.discipline, (discipline) => {
    const { fields } = discipline;
    if (fields.some((field) => field.label.toLowerCase() === input.label.toLowerCase())) {
      refuse("This is on the list already. If it is not asked any more, press “Ask again”", "label");
    }
    if (fields.length >= mostFields) refuse(`There may be at most ${mostFields} questions`, "label");
    return {
      ...discipline,
      fields: [
        ...fields,
        fieldFrom(
          input,
          fields.map(({ name }) => name),
        ),
      ],
    };
  });
}

function fieldFrom(input: z.output<typeof addField>, taken: readonly string[]): TypedField {
  const { label, kind, choices, columns, unit, meaning, needed, deadline, audience } = input;
  if (kind === "choice" && choices.length < 2) refuse("Enter at least 2 answers to choose from", "choices");
  if (kind === "rows" && (columns.length === 0 || columns.length > mostColumns)) {
    refuse(`Enter 1 to ${mostColumns} columns, each on a line of its own`, "columns");
  }
  if (deadline !== null && kind !== "day") refuse("Only a date can be a day that does not move", "deadline");
  return {
    name: nameOf(label, taken),
    label,
    kind,
    ...(kind === "choice" ? { choices } : {}),
    ...(kind === "rows" ? { columns: columnsFrom(columns) } : {}),
    ...(unit !== null && kind === "number" ? { unit } : {}),
    ...(meaning === null ? {} : { meaning }),
    ...(needed ? { needed } : {}),
    ...(deadline === null ? {} : { deadline }),
    ...(audience === null ? {} : { audience }),
  };
}

function columnsFrom(labels: readonly string[]): TypedField[] {
  return labels.reduce<TypedField[]>(
    (columns, label) => [
      ...columns,
      {
        name: nameOf(
          label,
          columns.map(({ name }) => name),
        ),
        label,
        kind: "text",
      },
    ],
    [],
  );
}

/** A field that is not asked any more keeps what was given, and its label for it. */
export function decideEnd(policy: PracticePolicy, input: z.output<typeof namedField>, today: Day): PracticePolicy {
  return changedField(policy, input, (field) => ({ ...field, endedOn: field.endedOn ?? today }));
}

export function decideAgain(policy: PracticePolicy, input: z.output<typeof namedField>): PracticePolicy {
  return changedField(policy, input, ({ endedOn: _, ...field }) => field);
}

function changedField(
  policy: PracticePolicy,
  { discipline, name }: z.output<typeof namedField>,
  change: (field: TypedField) => TypedField,
): PracticePolicy {
  return changed(policy, discipline, (one) => {
    found(one.fields.find((field) => field.name === name) ?? null);
    return { ...one, fields: one.fields.map((field) => (field.name === name ? change(field) : field)) };
  });
}

function changed(
  policy: PracticePolicy,
  code: string,
  change: (discipline: DisciplinePolicy) => DisciplinePolicy,
): PracticePolicy {
  found(policy.disciplines.find((discipline) => discipline.code === code) ?? null);
  return {
    ...policy,
    disciplines: policy.disciplines.map((discipline) => (discipline.code === code ? change(discipline) : discipline)),
  };
}

/** “Falls in a month” as `fallsInAMonth`. */
function nameOf(label: string, taken: readonly string[]): string {
  const [first = "question", ...rest] = partsOf(label);
  const name = [first, ...rest.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)].join("");
  return unused(/^[a-z]/.test(name) ? name : `question${name}`, [...taken, ...kept], "");
}

function partsOf(label: string): string[] {
  const plain = label.normalize("NFKD").toLowerCase().slice(0, 40);
  return plain.match(/[a-z0-9]+/g) ?? [];
}

function unused(wanted: string, taken: readonly string[], between: string): string {
  for (let number = 2, name = wanted; ; number += 1) {
    if (!taken.includes(name)) return name;
    name = `${wanted}${between}${number}`;
  }
}
