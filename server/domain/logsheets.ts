/** The action log as a sheet: what a reader sees of it, in columns that can be read back. */
import type { Day } from "#db/schema.ts";
import { writeCsv } from "./csv.ts";

/** More than this is the log of many years; nobody reads it in a spreadsheet, and it is never cut silently. */
export const mostSheetRows = 10_000;

/** What the page of the log says of an action. */
export interface LogLine {
  text: string;
  owner: string;
  due: Day;
  deadline: string | null;
  stateWords: string;
  isOverdue: boolean;
  isOrphaned: boolean;
  blockedReason: string | null;
  outcomeWords: string | null;
  state: string;
  case: { number: number; initials: string; practice: string } | null;
}

const columns: readonly { heading: string; cell: (line: LogLine) => string }[] = [
  { heading: "Action", cell: ({ text }) => text },
  { heading: "Owner", cell: ({ owner }) => owner },
  // As ISO has it: a spreadsheet of any country reads the same day.
  { heading: "Due", cell: ({ due }) => due },
  { heading: "Does not move", cell: ({ deadline }) => deadline ?? "" },
  { heading: "State", cell: ({ stateWords }) => stateWords },
  { heading: "Overdue", cell: ({ isOverdue }) => (isOverdue ? "Overdue" : "") },
  { heading: "Needs an owner", cell: ({ isOrphaned, owner }) => (isOrphaned ? `${owner} has left` : "") },
  {
    heading: "Why, or what it brought",
    cell: ({ state, blockedReason, outcomeWords }) => (state === "blocked" ? blockedReason : outcomeWords) ?? "",
  },
  { heading: "Case", cell: (line) => line.case?.number.toString() ?? "" },
  { heading: "Initials", cell: (line) => line.case?.initials ?? "" },
  { heading: "Practice", cell: (line) => line.case?.practice ?? "" },
];

export function sheetOf(lines: readonly LogLine[]): string {
  return writeCsv([
    columns.map(({ heading }) => heading),
    ...lines.map((line) => columns.map(({ cell }) => cell(line))),
  ]);
}
