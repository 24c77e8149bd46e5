/** What a discipline gives to a case: the form, its limits, and what may be sent (domain.md 6). */
import { z } from "zod";
import type { Day } from "#db/schema.ts";
import { audiences, deadlineKinds, factSources, riskLevels } from "#db/vocabulary.ts";
import { fold } from "./facts.ts";
import { day, id, listOf, oneOf, optionalDay, optionalWords, sharing, version, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";

export const longestHeadline = 160;
export const longestBody = 1200;

const filled = (row: unknown, ...names: string[]) =>
  typeof row === "object" && row !== null && names.some((name) => Boolean((row as Record<string, unknown>)[name]));

/** Rows of a form that were left empty are not rows. */
function rowsOf<T extends z.ZodType>(row: T, ...names: string[]) {
  return z
    .preprocess(
      (rows) => (Array.isArray(rows) ? rows.filter((row) => filled(row, ...names)) : rows === "" ? [] : (rows ?? [])),
      z.array(row).max(40, "There may be at most 40 of these"),
    )
    .prefault([]);
}

export const submitContribution = z.object({
  caseId: id,
  headline: optionalWords(longestHeadline),
  body: optionalWords(longestBody),
  lastContactOn: optionalDay,
  lastContactMode: optionalWords(80),
  whatMatters: optionalWords(400),
  strengths: listOf(optionalWords(300)).transform((rows) => rows.filter((row) => row !== null)),
  audience: oneOf(audiences, "Choose who sees this").default("team"),
  namedStaff: sharing.namedStaff,
  excludedDisciplines: sharing.excludedDisciplines,
  handling: sharing.handling,
  teamHeadline: optionalWords(longestHeadline),
  teamBody: optionalWords(longestBody),
  details: z
    .record(
      z.string().max(64),
      // How long each may be is said of the field that is too long.
      z.union([z.string(), z.array(z.string()).max(100), z.array(z.record(z.string().max(64), z.string())).max(100)]),
    )
    .default({}),
  facts: rowsOf(
    z.object({
      key: words("Choose what this fact is about", 80),
      value: words("Enter the value", 300),
      asOf: day("Enter the day you know this from"),
      source: oneOf(factSources, "Choose how you know"),
      ...sharing,
    }),
    "key",
    "value",
  ),
  risks: rowsOf(
    z.object({
      type: words("Enter what kind of risk", 80),
      level: oneOf(riskLevels, "Choose low, medium or high"),
      text: words("Say what worries you", 400),
      ...sharing,
    }),
    "type",
    "text",
  ),
  requests: rowsOf(
    z.object({ toDiscipline: words("Choose whom you ask", 64), text: words("Enter what you ask", 400) }),
    "text",
  ),
  proposedActions: rowsOf(
    z.object({
      text: words("Enter what should be done", 300),
      ownerDiscipline: words("Choose which discipline", 64),
      due: optionalDay,
      ...sharing,
    }),
    "text",
  ),
  sensitiveItems: rowsOf(
    z.object({
      text: words("Enter what only some may read", 800),
      reason: words("Say why it is restricted", 200),
      ...sharing,
    }),
    "text",
  ),
  /** Days that do not move and that no typed field asks for. */
  deadlines: rowsOf(
    z.object({
      kind: oneOf(deadlineKinds, "Choose what kind of day"),
      text: words("Say what happens on that day", 160),
      due: day("Enter the day"),
    }),
    "text",
    "due",
  ),
  /** Facts of one's own from before, by their ids. */
  stillTrue: listOf(id),
  noLonger: listOf(id),
});
export type SubmitContribution = z.output<typeof submitContribution>;

/** What a contribution would show to one reader, before it is sent. */
export const previewContribution = submitContribution.extend({ readerId: words("Choose who would read it", 64) });

export const answerOnly = z.object({ caseId: id, kind: z.enum(["nothing-to-add", "speak-to-me"]) });
export const saveDraft = z.object({
  caseId: id,
  /** Everything typed, as typed. */
  typed: z.record(z.string().max(120), z.unknown()),
  version: version.or(z.literal(0)),
});
export const withdrawEntry = z.object({
  entryId: id,
  reason: words("Say what was wrong, so that the record explains itself", 300),
});
export const withdrawContribution = z.object({
  contributionId: id,
  reason: words("Say what was wrong, so that the record explains itself", 300),
});

/** Who the writer is and what the practice knows, as far as the rules of a contribution need it. */
export interface Writing {
  today: Day;
  /** Codes of the practice's disciplines, and the ids of the case's team. */
  disciplines: readonly string[];
  team: readonly string[];
}

/** Refuses what may not be sent. Everything typed is kept by the draft; nothing is changed silently. */
export function submit(input: SubmitContribution, { today, disciplines, team }: Writing): void {
  const said = [
    input.headline,
    input.body,
    input.whatMatters,
    ...input.strengths,
    ...input.stillTrue,
    ...input.noLonger,
  ];
  const rows = [input.facts, input.risks, input.requests, input.proposedActions, input.sensitiveItems, input.deadlines];
  if (!said.some(Boolean) && rows.every((list) => list.length === 0)) {
    refuse("Write in at least one box, or choose “Nothing to add”", "headline");
  }
  if (!input.headline) refuse("Enter one line that says the most important thing", "headline");
  if ((input.audience !== "team" || input.excludedDisciplines.length > 0) && !input.teamHeadline) {
    refuse("Enter the line the team may read instead, such as “Please speak to me”", "teamHeadline");
  }
  refuseEmptyNames("audience", input);
  if (input.stillTrue.some((entryId) => input.noLonger.includes(entryId))) {
    refuse("A fact is either still true or no longer true. Choose one", "stillTrue");
  }
  if (input.lastContactOn && input.lastContactOn > today)
    refuse("Enter a day that is not in the future", "lastContactOn");

  for (const [index, fact] of input.facts.entries()) {
    if (fact.asOf > today)
      refuse("A fact cannot be known from the future. Enter the day you know it from", `facts.${index}.asOf`);
    refuseEmptyNames(`facts.${index}.audience`, fact);
  }
  for (const [index, risk] of input.risks.entries()) refuseEmptyNames(`risks.${index}.audience`, risk);
  for (const [index, item] of input.sensitiveItems.entries()) {
    if (item.audience === "team" && item.handling.length === 0 && item.excludedDisciplines.length === 0) {
      refuse(
        "Choose who may read this. What everybody may read is no restricted item",
        `sensitiveItems.${index}.audience`,
      );
    }
    refuseEmptyNames(`sensitiveItems.${index}.audience`, item);
  }
  for (const [index, request] of input.requests.entries()) {
    if (!disciplines.includes(request.toDiscipline)) refuse("Choose whom you ask", `requests.${index}.toDiscipline`);
  }
  for (const [index, { due }] of input.deadlines.entries()) {
    if (due < today) refuse("This day is past. Enter a day to come, or empty this row", `deadlines.${index}.due`);
  }
  const strangers = [input, ...input.facts, ...input.risks, ...input.sensitiveItems, ...input.proposedActions]
    .flatMap((part) => part.namedStaff)
    .filter((staffId) => !team.includes(staffId));
  if (strangers.length > 0) refuse("Only people on this case's team can be named", "namedStaff");
}

/** "Only these people" needs a person. */
function refuseEmptyNames(field: string, part: { audience: string; namedStaff: string[] }): void {
  if (part.audience === "named" && part.namedStaff.length === 0) refuse("Tick at least one person", field);
}

/** The folded value by which two people's facts are compared (rulings 11). */
export function normOf(value: string): string {
  return fold(value);
}
