import type { Typed } from "#app/forms/read.ts";

/** The lists of the form, and the boxes of which one must be filled for a row to be a row. */
export const rowBoxes = {
  facts: ["key", "value"],
  risks: ["type", "text"],
  requests: ["text"],
  proposedActions: ["text"],
  sensitiveItems: ["text"],
} as const;

export type ListName = keyof typeof rowBoxes;

/** How many rows hold something; empty ones between them count, so that each keeps its number. */
export function filledRows(typed: Typed, list: ListName): number {
  return Math.max(0, ...filledNumbers(typed, list).map((number) => number + 1));
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
