/** A log that was kept in a spreadsheet: which rows are right, which wrong and why, and whose names must be asked about. */
import { z } from "zod";
import type { Day } from "#db/schema.ts";
import { readCsv, unguarded, type SheetRow } from "./csv.ts";
import { clean, id, listOf, optionalWords, tooLong, version, wholeNumber } from "./inputs.ts";
import { findOwner, type LineMember, type LinePerson } from "./owners.ts";
import { hasLeft } from "./sight.ts";
import {
  caseInCell,
  dayInCell,
  faultsOfPlaces,
  folded,
  mostRowsRead,
  mostSheetBytes,
  placesIn,
  stateInCell,
  type Places,
  type SheetColumn,
  type SheetState,
} from "./sheetcells.ts";
import { dayWithoutWeekday } from "./time.ts";

const ofSheet = { practiceId: id, sheetId: id };

export const beginSheet = z.object({
  practiceId: id,
  fileName: optionalWords(200),
  /** In base 64, since an answer and its log know no bytes. */
  file: z
    .string()
    .max(mostSheetBytes * 2)
    .nullish(),
  pasted: z.string().max(mostSheetBytes).nullish(),
});
export const readSheet = z.object(ofSheet);
export const answerSheet = z.object({
  ...ofSheet,
  version,
  owners: listOf(z.object({ name: z.string().max(500), staffId: optionalWords(64) }), 500),
});
/** `count`: how many rows the one who presses was shown as right. */
export const storeSheet = z.object({ ...ofSheet, version, count: wholeNumber("Open the page again", 1, mostRowsRead) });

export interface SheetCase {
  id: string;
  number: number;
  reference: string | null;
  isClosed: boolean;
  team: readonly LineMember[];
}

export interface SheetSetting {
  today: Day;
  cases: readonly SheetCase[];
  /** Whom somebody chose for a name, by the folded name. */
  chosen: Readonly<Record<string, string>>;
  /** What is in the log already, of what the one who asks may see: case and folded text. */
  inLog: ReadonlySet<string>;
}

export interface SheetAction {
  row: number;
  caseId: string;
  number: number;
  text: string;
  ownerId: string;
  owner: string;
  due: Day;
  raisedOn: Day | null;
  state: SheetState;
  doneOn: Day | null;
  why: string | null;
}
export interface WrongRow {
  row: number;
  text: string;
  reasons: string[];
}
/** Somebody who must be chosen, for all rows that name them so. */
export interface AskedOwner {
  name: string;
  question: string;
  rows: number;
  choices: LinePerson[];
}

export interface SheetReading {
  right: SheetAction[];
  wrong: WrongRow[];
  /** In the log already, or twice in the sheet. */
  already: WrongRow[];
  asked: AskedOwner[];
  /** Headings that were understood, and those that were not. */
  read: { column: SheetColumn; heading: string }[];
  ignored: string[];
}

const longestText = 500;

export function sheetKey(caseId: string, text: string): string {
  return `${caseId} ${folded(text)}`;
}

/** Why the sheet cannot be read at all. */
export function rowsOf(text: string): { heads: string[]; places: Places; rows: SheetRow[] } | { faults: string[] } {
  const sheet = readCsv(text);
  if ("fault" in sheet) return { faults: [sheet.fault] };
  const [head, ...rows] = sheet.rows;
  if (!head) return { faults: ["There is nothing in this sheet. Its first row names the columns"] };
  const places = placesIn(head.cells);
  const faults = faultsOfPlaces(places);
  if (faults.length > 0) return { faults };
  if (rows.length === 0) return { faults: ["There is no row below the one that names the columns"] };
  if (rows.length > mostRowsRead) {
    const [there, most] = [rows.length, mostRowsRead].map((count) => count.toLocaleString("en-GB"));
    return { faults: [`There are ${there} rows, and at most ${most} can be read at once. Split the sheet into two`] };
  }
  return { heads: head.cells, places, rows };
}

/** What the sheet calls its cases. */
export function caseCellsOf({ places, rows }: { places: Places; rows: readonly SheetRow[] }): string[] {
  return rows.map(({ cells }) => clean(unguarded(cells[places.caseNumber ?? -1] ?? "")));
}

export function readSheetRows(
  { heads, places, rows }: Exclude<ReturnType<typeof rowsOf>, { faults: string[] }>,
  setting: SheetSetting,
): SheetReading {
  const owners = ownersOf(setting);
  const [right, wrong, already]: [SheetAction[], WrongRow[], WrongRow[]] = [[], [], []];
  const rowOfKey = new Map<string, number>();
  for (const row of rows) {
    const cells = cellsOf(row, places);
    const { action, reasons } = readRow(row.row, cells, setting, owners.find);
    const shown = { row: row.row, text: cells.text.slice(0, longestText) };
    if (!action) {
      wrong.push({ ...shown, reasons });
      continue;
    }
    const key = sheetKey(action.caseId, action.text);
    const before = rowOfKey.get(key);
    if (setting.inLog.has(key)) already.push({ ...shown, reasons: ["It is in the log already"] });
    else if (before !== undefined) already.push({ ...shown, reasons: [`It is the same as row ${before}`] });
    else right.push(action);
    rowOfKey.set(key, before ?? row.row);
  }
  const used = new Set(Object.values(places));
  return {
    right,
    wrong,
    already,
    asked: owners.asked(),
    read: (Object.entries(places) as [SheetColumn, number][]).map(([column, at]) => ({
      column,
      heading: heads[at] ?? "",
    })),
    ignored: heads.filter((head, at) => !used.has(at) && head.trim() !== ""),
  };
}

type Cells = Record<SheetColumn, string> & { formula: string | undefined };

/** What begins with = stands there because the sheet was saved with its formulas: its value is not in the file. */
function cellsOf({ cells }: SheetRow, places: Places): Cells {
  const raw = (column: SheetColumn) => cells[places[column] ?? -1] ?? "";
  const of = (column: SheetColumn) => clean(unguarded(raw(column)));
  const formula = Object.values(places)
    .map((at) => cells[at] ?? "")
    .find((cell) => cell.trim().startsWith("="));
  return {
    text: of("text"),
    owner: of("owner"),
    due: of("due"),
    caseNumber: of("caseNumber"),
    raised: of("raised"),
    state: of("state"),
    doneOn: of("doneOn"),
    why: of("why"),
    formula,
  };
}

/** What is over was done by whoever did it, also when they have left. */
type FindOwner = (name: string, of: SheetCase, isOver: boolean) => { owner: LineMember } | { reason: string };

function readRow(
  row: number,
  cells: Cells,
  { today, cases }: SheetSetting,
  find: FindOwner,
): { action: SheetAction | null; reasons: string[] } {
  const reasons: string[] = [];
  const say = (reason: string): null => {
    reasons.push(reason);
    return null;
  };
  const dayOf = (text: string) => dayInCell(text) ?? say(`“${text.slice(0, 40)}” is no day. Write it like 27/11/2026`);
  if (cells.formula) say(`There is a formula, ${cells.formula.trim().slice(0, 40)}. Save the sheet with its values`);
  if (cells.text === "") say("It does not say what will be done");
  if (cells.text.length > longestText) say(`The action. ${tooLong(longestText)}`);
  if (cells.why.length > 1000) say(`Why, or what it brought. ${tooLong(1000)}`);

  const state =
    stateInCell(cells.state) ??
    say(`“${cells.state.slice(0, 40)}” is no state. Write open, in progress, blocked, done or cancelled`);
  const isOver = state === "done" || state === "cancelled";
  if (state === "blocked" && cells.why === "") say("It is blocked and does not say what it waits for");

  const of =
    cells.caseNumber === ""
      ? say("It names no case")
      : (caseInCell(cells.caseNumber, cases) ?? say(`There is no case “${cells.caseNumber.slice(0, 40)}”`));
  if (of?.isClosed && state !== null && !isOver) say(`Case ${of.number} has ended, and this is still open`);

  const due = cells.due === "" ? say("It has no day by which it is due") : dayOf(cells.due);
  const raisedOn = cells.raised === "" ? null : dayOf(cells.raised);
  const doneOn = cells.doneOn === "" || !isOver ? null : dayOf(cells.doneOn);
  if (raisedOn && raisedOn > today) say(`It was raised on ${dayWithoutWeekday(raisedOn)}, which is still to come`);
  else if (raisedOn && due && due < raisedOn) {
    say(`It is due on ${dayWithoutWeekday(due)}, before it was raised on ${dayWithoutWeekday(raisedOn)}`);
  }
  if (doneOn && (doneOn > today || (raisedOn && doneOn < raisedOn))) {
    say(`It was done on ${dayWithoutWeekday(doneOn)}, which cannot be`);
  }

  const found = of && find(cells.owner, of, isOver);
  if (found && "reason" in found) say(found.reason);
  if (reasons.length > 0 || !of || !due || !state || !found || !("owner" in found)) return { action: null, reasons };
  const { owner } = found;
  return {
    action: {
      ...{ row, caseId: of.id, number: of.number, text: cells.text, ownerId: owner.id, owner: owner.name, due },
      ...{ raisedOn, state, doneOn, why: cells.why === "" ? null : cells.why },
    },
    reasons,
  };
}

/** Each name is looked for once a case; whoever is unsure is asked about once, for all rows that name them so. */
function ownersOf({ today, chosen, cases }: SheetSetting) {
  const known = new Map<string, ReturnType<FindOwner>>();
  const asked = new Map<string, AskedOwner>();
  const everybody = new Map(cases.flatMap(({ team }) => team.map((member) => [member.id, member] as const)));
  const here = [...everybody.values()].filter((member) => !hasLeft(member, today));

  const find: FindOwner = (name, of, isOver) => {
    const key = folded(name);
    const place = `${of.id} ${isOver} ${key}`;
    const result = known.get(place) ?? lookFor(name, of, isOver);
    known.set(place, result);
    if ("reason" in result && key !== "" && chosen[key] === undefined) ask(name, key, result.reason);
    return result;
  };

  function lookFor(name: string, { team, number }: SheetCase, isOver: boolean): ReturnType<FindOwner> {
    const sure = surelyMeant(name, team, isOver);
    const choice = chosen[folded(name)];
    if ("reason" in sure && choice !== undefined) {
      const owner = team.find((member) => member.id === choice);
      const person = everybody.get(choice);
      return owner
        ? { owner }
        : { reason: `${person?.name ?? "Whoever was chosen"} is not on the team of case ${number}` };
    }
    return sure;
  }

  function surelyMeant(name: string, team: readonly LineMember[], isOver: boolean): ReturnType<FindOwner> {
    if (folded(name) === "") return { reason: "It names no owner" };
    // Somebody of that very name needs no asking.
    const exact = team.filter((member) => folded(member.name) === folded(name) && (isOver || here.includes(member)));
    const [only] = exact;
    if (only && exact.length === 1) return { owner: only };
    const found = findOwner(name, { team, today });
    if (!("owner" in found)) return { reason: found.question };
    // A word more than the name is of somebody else, or of a second owner.
    return folded(name.slice(found.end)) === "" ? found : { reason: `Who is “${name.slice(0, 60)}”?` };
  }

  function ask(name: string, key: string, question: string): void {
    const before = asked.get(key);
    if (before) before.rows += 1;
    else asked.set(key, { name, question, rows: 1, choices: here.map(({ id, name: words }) => ({ id, name: words })) });
  }

  return { find, asked: () => [...asked.values()].sort((a, b) => b.rows - a.rows) };
}
