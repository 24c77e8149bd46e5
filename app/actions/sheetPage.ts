/** A sheet that was sent, in words. For loaders. */
import type { SheetColumn } from "#server/domain/sheetcells.ts";
import { actionStateWords } from "#server/domain/actions.ts";
import { counted, instantInWords, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["sheets"]["open"]>>;

export type SheetPage = ReturnType<typeof sheetPageOf>;
export type Preview = NonNullable<SheetPage["preview"]>;

const columnWords: Record<SheetColumn, string> = {
  text: "Action",
  owner: "Owner",
  due: "Due",
  caseNumber: "Case",
  raised: "Raised",
  state: "State",
  doneOn: "Done on",
  why: "Notes",
};

export function sheetPageOf({ reading, storedAt, undoneAt, storedRows, before, ...sheet }: Opened) {
  return {
    ...sheet,
    heading: headingOf({ reading, storedAt, undoneAt, storedRows }),
    isStored: storedAt !== null && undoneAt === null,
    isGivenUp: storedAt === null && reading === null,
    before:
      before?.at &&
      `The same rows were stored on ${instantInWords(before.at)} by ${before.by}: ${counted(before.rows ?? 0, "action")}.`,
    preview: reading && {
      ...reading,
      columns: reading.read.map(({ column, heading }) => `${columnWords[column]} from “${heading}”`).join(", "),
      right: reading.right.map(({ due, state, ...action }) => ({
        ...action,
        due: shortDay(due),
        state: actionStateWords[state],
      })),
      store: storeWords(reading),
    },
  };
}

type Facts = Pick<Opened, "reading" | "storedAt" | "undoneAt" | "storedRows">;

function headingOf({ reading, storedAt, undoneAt, storedRows }: Facts): string {
  if (undoneAt !== null) return "The import was undone";
  if (storedAt !== null) return `${counted(storedRows ?? 0, "action")} imported`;
  if (reading === null) return "Nothing was stored";
  const words = [
    `${rows(reading.rightCount)} right`,
    reading.wrongCount > 0 && `${rows(reading.wrongCount)} wrong`,
    reading.alreadyCount > 0 && `${rows(reading.alreadyCount)} there already`,
  ];
  return words.filter(Boolean).join(", ");
}

/** "Store all but those 12" */
function storeWords({ rightCount, wrongCount, alreadyCount }: NonNullable<Opened["reading"]>): string {
  const left = wrongCount + alreadyCount;
  if (left === 0) return `Store ${counted(rightCount, "action")}`;
  return `Store all but ${left === 1 ? "that one" : `those ${left.toLocaleString("en-GB")}`}`;
}

function rows(count: number): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? "row is" : "rows are"}`;
}
