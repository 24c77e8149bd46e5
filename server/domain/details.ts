/** The typed details of a contribution: reading what a form sent, the days that do not move, and saying it in words. */
import type { PracticePolicy, Sharing, TypedField } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import { deadlineKinds, type DeadlineKind } from "#db/vocabulary.ts";
import { deadlineWords } from "./deadlines.ts";
import { clean, tooLong } from "./inputs.ts";
import { Refusal, refuse } from "./refusal.ts";
import { dayWithoutWeekday, parseDay } from "./time.ts";

/** Columns by name, as typed. */
export type DetailRow = Record<string, string>;

export interface Detail {
  name: string;
  text: string;
  /** Of a field with columns: one row. */
  value: DetailRow | null;
}

/** A day that does not move, and which field it was given in; `null` for one that has a row of its own. */
export interface Deadline {
  kind: DeadlineKind;
  text: string;
  due: Day;
  field: string | null;
}

export type Sent = Record<string, string | readonly string[] | readonly DetailRow[]>;

const mostRows = 40;
const longestText = 4000;
const longestInRow = 500;

/** The fields that are asked now: one that was taken away keeps its name for what was given in it. */
export function askedNow(fields: readonly TypedField[]): TypedField[] {
  return fields.filter((field) => field.endedOn === undefined);
}

/** The typed fields that were filled in, or a Refusal naming the field that does not fit. */
export function readDetails(details: Sent, fields: readonly TypedField[]): Detail[] {
  const asked = askedNow(fields);
  const unknown = Object.keys(details).find((name) => !asked.some((field) => field.name === name));
  if (unknown) throw new Refusal("rule", "A field was sent that this discipline does not have. Open the page again.");
  return asked.flatMap((field) => {
    const sent = details[field.name] ?? "";
    return field.kind === "rows" ? readRows(field, sent) : readOne(field, sent);
  });
}

function readOne(field: TypedField, sent: Sent[string]): Detail[] {
  const parts = typeof sent === "string" ? [sent] : sent;
  const text = clean(parts.filter((part) => typeof part === "string").join("\n"));
  if (text === "") return [];
  refuseMisfit(field, text, `details.${field.name}`, longestText);
  return [{ name: field.name, text, value: null }];
}

/** A row that was left empty is no row; the others keep their numbers, by which the page finds its boxes. */
function readRows(field: TypedField, sent: Sent[string]): Detail[] {
  const rows = typeof sent === "string" ? [] : sent;
  if (rows.length > mostRows) refuse(`${field.label}: there may be at most ${mostRows} rows`, `details.${field.name}`);
  return rows.flatMap((row, index) => {
    if (typeof row === "string") return [];
    const filled = (field.columns ?? [])
      .map((column) => [column, clean(row[column.name] ?? "")] as const)
      .filter(([, text]) => text !== "");
    if (filled.length === 0) return [];
    for (const [column, text] of filled) {
      refuseMisfit(column, text, `details.${field.name}.${index}.${column.name}`, longestInRow);
    }
    const value = Object.fromEntries(filled.map(([column, text]) => [column.name, text]));
    return [{ name: field.name, text: rowInWords(field, value), value }];
  });
}

function refuseMisfit(field: TypedField, text: string, where: string, longest: number): void {
  if (text.length > longest) refuse(tooLong(longest), where);
  const fault = misfit(field, text);
  if (fault !== null) refuse(`${field.label}: ${fault}`, where);
}

function misfit({ kind, choices, least = 0, most = Infinity }: TypedField, text: string): string | null {
  switch (kind) {
    case "number":
      if (!/^\d{1,7}(\.\d+)?$/.test(text)) return "enter a number";
      return Number(text) < least || Number(text) > most ? `enter a number from ${least} to ${most}` : null;
    case "pence":
      return /^\d{1,7}(\.\d\d)?$/.test(text) ? null : "enter pounds, such as 640 or 640.50";
    case "day":
      return parseDay(text) ? null : "enter a real date";
    case "choice":
      return choices?.includes(text) ? null : "choose one of the list";
    case "tick":
      return text === "yes" ? null : "tick it or leave it";
    default:
      return null;
  }
}

/** One row in words: its first column, then the others with their labels. */
export function rowInWords({ columns = [] }: TypedField, row: DetailRow): string {
  const known = columns.filter((column) => row[column.name]);
  const others = Object.keys(row).filter((name) => !columns.some((column) => column.name === name));
  return [
    ...known.map((column, index) => {
      const text = shown(column, row[column.name] ?? "");
      return index === 0 && column === columns[0] ? text : `${lowered(column.label)}: ${text}`;
    }),
    ...others.map((name) => `${spaced(name)}: ${row[name] ?? ""}`),
  ].join(", ");
}

/** What was typed as people read it: days in words, pounds with their sign, numbers with their unit. */
export function shown(field: TypedField | undefined, text: string): string {
  if (field?.kind === "pence" && /^\d+(\.\d+)?$/.test(text)) return inPounds(Number(text));
  if (field?.kind === "number" && field.unit !== undefined) return `${text} ${field.unit}`;
  if (field?.kind === "day") {
    const day = parseDay(text);
    if (day !== null) return dayWithoutWeekday(day);
  }
  return text;
}

function inPounds(pounds: number): string {
  const pence = Number.isInteger(pounds) ? 0 : 2;
  return `£${pounds.toLocaleString("en-GB", { minimumFractionDigits: pence, maximumFractionDigits: pence })}`;
}

/** Details as lines of a page, each field once: its rows one under another, and what they come to where there are more. */
export function detailLines(
  details: readonly { name: string | null; text: string; value: DetailRow | null }[],
  fields: readonly TypedField[],
): { label: string; text: string }[] {
  const names = [...new Set(details.map((detail) => detail.name))];
  return names.map((name) => {
    const field = fields.find((candidate) => candidate.name === name);
    const given = details.filter((detail) => detail.name === name);
    const texts = given.map((detail) => (detail.value ? detail.text : shown(field, detail.text)));
    const sums =
      field && given.length > 1 ? totals(field, given).map(({ label, text }) => `${label}, in all: ${text}`) : [];
    return { label: field?.label ?? name ?? "", text: [...texts, ...sums].join("\n") };
  });
}

/** What each column of money comes to, by itself: confirmed and estimated are never one sum. */
export function totals(
  { columns = [] }: TypedField,
  details: readonly { value: DetailRow | null }[],
): { label: string; text: string }[] {
  return columns
    .filter((column) => column.kind === "pence")
    .flatMap((column) => {
      const amounts = details.map(({ value }) => value?.[column.name]).filter((text) => text !== undefined);
      if (amounts.length === 0) return [];
      // In pence, so that no sum is off by a fraction of one.
      const pence = amounts.reduce((sum, text) => sum + Math.round(Number(text) * 100), 0);
      return [{ label: column.label, text: inPounds(pence / 100) }];
    });
}

/** The days that do not move among these details. */
export function deadlinesIn(details: readonly Detail[], fields: readonly TypedField[]): Deadline[] {
  return details.flatMap((detail) => {
    const field = fields.find((candidate) => candidate.name === detail.name);
    if (field === undefined) return [];
    const { value } = detail;
    if (value === null) return deadlineOf(field, detail.text, detail.name, field.deadline);
    const subject = value[field.columns?.[0]?.name ?? ""];
    return (field.columns ?? []).flatMap((column) =>
      deadlineOf(
        { ...column, label: subject ?? field.label },
        value[column.name] ?? "",
        detail.name,
        column.deadline && (kindIn(field, value) ?? column.deadline),
      ),
    );
  });
}

function deadlineOf({ label }: TypedField, text: string, field: string, kind: DeadlineKind | undefined): Deadline[] {
  const due = parseDay(text);
  if (due === null || kind === undefined) return [];
  const says = label.toLowerCase().includes(kind);
  return [{ kind, text: says ? label : `${deadlineWords[kind]}: ${label}`, due, field }];
}

/** A row whose stage is itself a kind of deadline, such as “appeal”, says which one its day is. */
function kindIn({ columns = [] }: TypedField, row: DetailRow): DeadlineKind | undefined {
  const choices = columns.filter((column) => column.kind === "choice").map((column) => row[column.name]);
  return deadlineKinds.find((kind) => choices.includes(kind));
}

/**
 * Who may read a detail: those of its contribution, or those its field is for where that is fewer. Of two audiences
 * neither of which holds the other, nobody but the author.
 */
export function sharingOfDetail(
  field: TypedField | undefined,
  of: Sharing,
  audiences: PracticePolicy["audiences"],
): Sharing {
  const handling = [...new Set([...of.handling, ...(field?.handling ?? [])])];
  const audience = field?.audience;
  if (audience === undefined || of.audience === "named") return { ...of, handling };
  const within = (inner: Sharing["audience"], outer: Sharing["audience"]) =>
    outer === "team" ||
    audiences[inner].disciplines.every((discipline) => audiences[outer].disciplines.includes(discipline));
  // Somebody named for the whole was not named for what is for fewer.
  if (within(audience, of.audience)) return { ...of, audience, namedStaff: [], handling };
  if (within(of.audience, audience)) return { ...of, handling };
  return { ...of, audience: "named", namedStaff: [], handling };
}

/** What kind of answer a field takes, in a line. */
export function fieldInWords(field: TypedField, audiences: PracticePolicy["audiences"]): string {
  const { kind, choices = [], columns = [], unit, deadline, needed, meaning, audience } = field;
  return [
    kindWords[kind],
    choices.join(", "),
    columns.map(({ label }) => label).join(", "),
    kind === "number" && unit && `in ${unit}`,
    deadline && `a day that does not move (${deadlineWords[deadline].toLowerCase()})`,
    needed && "needed each time",
    audience && `read only by: ${audiences[audience].label}`,
    meaning,
  ]
    .filter(Boolean)
    .join(" · ");
}

export const kindWords: Record<TypedField["kind"], string> = {
  text: "A line of text",
  "long-text": "Several lines of text",
  number: "A number",
  pence: "An amount in pounds",
  day: "A date",
  choice: "One of a list",
  tick: "A tick",
  list: "Several, each on a line",
  rows: "Rows with columns",
};

/** A label in the middle of a line; one of capitals stays as it is. */
function lowered(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** `estimatedAnnualGain` as "estimated annual gain". */
export function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
