/** What stands in the file and the cells of a spreadsheet's log: bytes, headings, days, states. */
import type { Day } from "#db/schema.ts";
import { dayFrom, parseDay } from "./time.ts";

/** A log of a year is some 1,200 rows of 150 letters each. */
export const mostSheetBytes = 2_000_000;
export const mostRowsRead = 5000;

export type SheetEncoding = "UTF-8" | "UTF-16" | "Windows-1252";

/** The text of a file, and how it was written; or why it cannot be read. */
export function decodeSheet(bytes: Uint8Array): { text: string; encoding: SheetEncoding } | { fault: string } {
  if (bytes.length > mostSheetBytes) {
    return {
      fault: `This file is larger than ${mostSheetBytes / 1_000_000} MB. Split it into two and send one after the other`,
    };
  }
  const [first, second] = bytes;
  // A workbook is a zip file; one of before 2007 is a compound file.
  if ((first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf)) {
    return { fault: "This is a workbook. In your spreadsheet choose “Save as” and “CSV”, and send that file" };
  }
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  if (wide) return { text: withoutNul(new TextDecoder(wide).decode(bytes)), encoding: "UTF-16" };
  if (bytes.includes(0)) return { fault: "This is no text. Save your log as “CSV” and send that file" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}

/** PostgreSQL keeps no text that holds one. */
export function withoutNul(text: string): string {
  return text.replaceAll("\0", "");
}

/** The words over a column by which it is known; those of our own sheet come first. */
const headings = {
  text: [
    "action",
    "actions",
    "task",
    "what will be done",
    "what",
    "to do",
    "agreed action",
    "action agreed",
    "description",
  ],
  owner: ["owner", "who", "action owner", "lead", "responsible", "person responsible", "by whom", "assigned to"],
  due: ["due", "due date", "date due", "by when", "deadline", "target date", "complete by", "when"],
  caseNumber: ["case", "case number", "case no", "case reference", "case ref", "reference", "ref", "mdt number"],
  raised: ["raised", "raised on", "date raised", "date of meeting", "meeting date", "created", "date"],
  state: ["state", "status", "progress"],
  doneOn: ["done on", "date done", "closed on", "date closed", "completed on", "date completed", "closed", "completed"],
  why: ["why or what it brought", "outcome", "reason", "update", "notes", "comments", "note", "comment"],
} as const;
export type SheetColumn = keyof typeof headings;
const columnNames = Object.keys(headings) as SheetColumn[];

/** Where each column stands; one that is not there has no place. */
export type Places = Partial<Record<SheetColumn, number>>;

export function placesIn(cells: readonly string[]): Places {
  const said = cells.map(folded);
  const places: Places = {};
  for (const column of columnNames) {
    const known: readonly string[] = headings[column];
    const place = known.map((name) => said.indexOf(name)).find((at) => at >= 0);
    if (place !== undefined) places[column] = place;
  }
  return places;
}

const neededColumns = [
  ["text", "says what will be done. Call it “Action”"],
  ["owner", "says who will do it. Call it “Owner”"],
  ["due", "says by when. Call it “Due”"],
  ["caseNumber", "says which case it is. Call it “Case”, with the number of the case"],
] as const satisfies [SheetColumn, string][];

/** What must be put right in the first row before anything else can be read. */
export function faultsOfPlaces(places: Places): string[] {
  return neededColumns.filter(([column]) => places[column] === undefined).map(([, words]) => `No column ${words}`);
}

/** Words are the same whatever their case, spaces and punctuation. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
/** As spreadsheets show a day: 27/11/2026, 27.11.26, 27-Nov-26, Fri 27 November 2026. */
const dayFirst =
  /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|[a-z]{3,9})[\s./,-]+(\d{4}|\d\d)(?: 0?0:00(?::00)?)?$/i;

/** Day before month, always; null for what is no day of this century. */
export function dayInCell(text: string): Day | null {
  const cell = text.trim();
  const iso = /^(2[01]\d\d-\d\d-\d\d)(?:[T ]00:00(?::00)?)?$/.exec(cell)?.[1];
  if (iso) return parseDay(iso);
  const [, day = "", month = "", year = ""] = dayFirst.exec(cell) ?? [];
  const named = months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const fullYear = year.length === 2 ? 2000 + Number(year) : Number(year);
  const number = named || Number(month);
  return fullYear >= 2000 && fullYear < 2100 && number >= 1 && number <= 12
    ? dayFrom(fullYear, number, Number(day))
    : null;
}

export type SheetState = "open" | "accepted" | "in-progress" | "blocked" | "done" | "cancelled";
const stateNames: Record<SheetState, readonly string[]> = {
  open: ["", "open", "proposed", "new", "not started", "to do", "outstanding", "overdue", "declined needs an owner"],
  accepted: ["accepted", "agreed"],
  "in-progress": ["in progress", "started", "ongoing", "on track", "under way", "underway"],
  blocked: ["blocked", "waiting", "on hold"],
  done: ["done", "complete", "completed", "closed", "finished", "yes", "y"],
  cancelled: ["cancelled", "canceled", "dropped", "no longer needed", "withdrawn", "replaced"],
};

export function stateInCell(text: string): SheetState | null {
  const said = folded(text);
  const states = Object.keys(stateNames) as SheetState[];
  return states.find((state) => stateNames[state].includes(said)) ?? null;
}

const numberOfCase = /^(?:case|mdt|no\.?|#|\s)*(\d{1,6})$/i;

/** Which cases these cells may mean. */
export function casesNamed(cells: readonly string[]): { numbers: number[]; references: string[] } {
  const all = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && cell.length <= 100))];
  const numbers = all.flatMap((cell) => Number(numberOfCase.exec(cell)?.[1] ?? Number.NaN)).filter(Number.isInteger);
  return {
    numbers: [...new Set(numbers)],
    references: [...new Set(all.flatMap((cell) => [cell, cell.toLowerCase()]))],
  };
}

/** "12", "Case 12", "#12" or the reference that a case was imported under. */
export function caseInCell<Case extends { number: number; reference: string | null }>(
  text: string,
  cases: readonly Case[],
): Case | undefined {
  const number = numberOfCase.exec(text.trim())?.[1];
  const byNumber = number === undefined ? undefined : cases.find((one) => one.number === Number(number));
  return byNumber ?? cases.find(({ reference }) => reference !== null && folded(reference) === folded(text));
}
