/** The typed details of a case file as our fields hold them: a written mapping of the file's words to ours (rulings 17). */
import type { Sharing, TypedField } from "#db/casefile.ts";
import { detailItself, type ContributionForm } from "./casefiles.ts";
import { rowInWords, spaced, type Detail, type DetailRow } from "./details.ts";
import { startingQuestions } from "./disciplines.ts";

export type FiledDetail = Detail & { sharing: Sharing };

/** Names of the file that are others with us. */
const ourNames: Record<string, string> = {
  financialGainConfirmed: "gainConfirmed",
  financialGainEstimated: "gainEstimated",
  carerId: "carerName",
  carerSupportPlan: "adultCarerSupportPlan",
  must: "nutritionScore",
};

/** Values of the file that are others with us. */
const ourValues: Record<string, string> = { "inquiry-open": "inquiry" };

/** Whatever the file gives, also what we have no field for: that keeps its name and is said in words. */
export function detailsOf(given: ContributionForm): FiledDetail[] {
  const { fields } = startingQuestions(given.discipline);
  return Object.entries(given.details).flatMap(([name, raw]) => {
    const { value, sharing } = detailItself(raw, given);
    return detailsFrom(ourNames[name] ?? name, value, fields).map((detail) => ({ ...detail, sharing }));
  });
}

function detailsFrom(name: string, value: unknown, fields: readonly TypedField[]): Detail[] {
  const field = fields.find((candidate) => candidate.name === name);
  if (field?.kind === "rows" && Array.isArray(value)) return value.flatMap((row) => rowFrom(field, row));
  const parts = fields.filter((candidate) => candidate.name.startsWith(`${name}.`));
  return parts.length > 0 && isObject(value) ? partsFrom(name, value, fields) : inOne(name, field, value);
}

/** An object for which we have several fields: `unscheduledContacts12w.practice` and the like. */
function partsFrom(name: string, value: Record<string, unknown>, fields: readonly TypedField[]): Detail[] {
  const fieldOf = (part: string) => fields.find((field) => field.name === `${name}.${part}`);
  const others = Object.entries(value).filter(([part]) => fieldOf(part) === undefined);
  return [
    ...Object.entries(value).flatMap(([part, one]) => {
      const field = fieldOf(part);
      return field ? inOne(field.name, field, one) : [];
    }),
    ...inOne(name, undefined, Object.fromEntries(others)),
  ];
}

function inOne(name: string, field: TypedField | undefined, value: unknown): Detail[] {
  const text = ourWord(field, inWords(value));
  return text === "" ? [] : [{ name, text, value: null }];
}

/** A row of plain text fills the first column. */
function rowFrom(field: TypedField, given: unknown): Detail[] {
  const columns = field.columns ?? [];
  const first = columns[0]?.name ?? "";
  const cells = Object.entries(isObject(given) ? given : { [first]: given }).map(([name, cell]) => {
    const column = columns.find((candidate) => candidate.name === name);
    return [name, ourWord(column, inWords(cell))] as const;
  });
  const value: DetailRow = Object.fromEntries(cells.filter(([, text]) => text !== ""));
  return Object.keys(value).length === 0 ? [] : [{ name: field.name, text: rowInWords(field, value), value }];
}

/** Of a list, the word that differs only in how it is put together: “screened-not-met” is “screened, not met”. */
function ourWord(field: TypedField | undefined, text: string): string {
  if (field?.choices === undefined) return text;
  const said = ourValues[text] ?? text;
  return field.choices.find((choice) => letters(choice) === letters(said)) ?? text;
}

function letters(text: string): string {
  return text.toLocaleLowerCase("en-GB").replace(/[^\p{L}\p{N}]/gu, "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Any JSON value in words: lists one after another, objects as `name: value`. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(inWords).filter(Boolean).join("\n");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, part]) => [spaced(name), inWords(part).replaceAll("\n", ", ")] as const)
      .filter(([, part]) => part !== "")
      .map(([name, part]) => `${name}: ${part}`)
      .join(", ");
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
