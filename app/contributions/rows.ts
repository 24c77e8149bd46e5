import type { Typed } from "#app/forms/read.ts";

/** The lists of the form, and the boxes of which one must be filled for a row to be a row. */
export const rowBoxes = {
  facts: ["key", "value"],
  risks: ["type", "text"],
  requests: ["text"],
  proposedActions: ["text"],
  sensitiveItems: ["text"],
  deadlines: ["text", "due.day", "due.month", "due.year"],
} as const;

export type ListName = keyof typeof rowBoxes;
/** A typed field with columns, such as `details.claims`: any box that is filled makes a row. */
export type DetailList = `details.${string}`;

/** How many rows hold something; empty ones between them count, so that each keeps its number. */
export function filledRows(typed: Typed, list: ListName | DetailList): number {
  const numbers = isDetailList(list) ? filledDetailNumbers(typed, list) : filledNumbers(typed, list);
  return Math.max(0, ...numbers.map((number) => number + 1));
}

function isDetailList(list: ListName | DetailList): list is DetailList {
  return list.startsWith("details.");
}

function filledDetailNumbers(typed: Typed, list: DetailList): number[] {
  return Object.entries(typed).flatMap(([name, [text]]) => {
    const number = name.startsWith(`${list}.`) ? /^\d+/.exec(name.slice(list.length + 1))?.[0] : undefined;
    return number !== undefined && text?.trim() ? [Number(number)] : [];
  });
}

/** Strengths are rows of one box each. */
export function filledStrengths(typed: Typed): number {
  const numbers = Object.entries(typed).flatMap(([name, [text]]) => {
    const number = /^strengths\.(\d+)$/.exec(name)?.[1];
    return number !== undefined && text?.trim() ? [Number(number) + 1] : [];
  });
  return Math.max(0, ...numbers);
}

/** The server counts only filled rows when it names an error: the name of that row on the page. */
export function rowAsTyped(field: string, typed: Typed): string {
  const row = rowOf(field);
  if (row === null) return field;
  const number = filledNumbers(typed, row.list)[row.number] ?? row.number;
  return [row.list, number, row.box].join(".");
}

function filledNumbers(typed: Typed, list: ListName): number[] {
  const boxes: readonly string[] = rowBoxes[list];
  const numbers = Object.entries(typed).flatMap(([name, [text]]) => {
    const row = rowOf(name);
    return row?.list === list && boxes.includes(row.box) && text?.trim() ? [row.number] : [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function rowOf(name: string): { list: ListName; number: number; box: string } | null {
  const [, list = "", number, box = ""] = /^(\w+)\.(\d+)\.(.+)$/.exec(name) ?? [];
  return list in rowBoxes ? { list: list as ListName, number: Number(number), box } : null;
}
