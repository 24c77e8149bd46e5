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
  return Math.max(0, ...filledNumbers(Object.entries(typed), list).map((number) => number + 1));
}

/** Strengths are rows of one box each. */
export function filledStrengths(typed: Typed): number {
  const numbers = Object.entries(typed).flatMap(([name, [text]]) => {
    const number = /^strengths\.(\d+)$/.exec(name)?.[1];
    return number !== undefined && text?.trim() ? [Number(number) + 1] : [];
  });
  return Math.max(0, ...numbers);
}

/** The form without its empty rows, numbered anew: the server counts only filled rows when it names an error. */
export function withoutEmptyRows(form: FormData): FormData {
  const kept = new FormData();
  for (const [name, value] of form) {
    const row = rowOf(name);
    if (row === null) {
      kept.append(name, value);
      continue;
    }
    const place = filledNumbers([...form], row.list).indexOf(row.number);
    if (place >= 0) kept.append([row.list, place, row.box].join("."), value);
  }
  return kept;
}

function filledNumbers(fields: readonly [string, unknown][], list: ListName): number[] {
  const boxes: readonly string[] = rowBoxes[list];
  const numbers = fields.flatMap(([name, value]) => {
    const row = rowOf(name);
    return row?.list === list && boxes.includes(row.box) && String(value).trim() !== "" ? [row.number] : [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function rowOf(name: string): { list: ListName; number: number; box: string } | null {
  const [, list = "", number, box = ""] = /^(\w+)\.(\d+)\.(.+)$/.exec(name) ?? [];
  return list in rowBoxes ? { list: list as ListName, number: Number(number), box } : null;
}
