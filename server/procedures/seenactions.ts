/** The action log as one reader sees it: neither its length nor where its pages end tells of what is hidden. */
import { actionLog, type LogQuestion, type LogRow } from "#db/queries/actions.ts";
import type { StaffRef } from "#db/casefile.ts";
import type { Reader } from "#db/database.ts";
import type { Day } from "#db/schema.ts";
import { seeActions } from "../domain/sight.ts";

export type ActionInSight = ReturnType<typeof inSight>[number];

export function inSight(rows: readonly LogRow[], reader: StaffRef, on: Day) {
  return seeActions(rows, reader, on);
}

/** The first of them that the reader sees, `most` at most, however many they do not see stand between. */
export async function seenActions(
  db: Reader,
  question: LogQuestion,
  reader: StaffRef,
  on: Day,
): Promise<ActionInSight[]> {
  const seen: ActionInSight[] = [];
  if (question.practiceIds.length === 0) return seen;
  for (let { after } = question; ;) {
    const rows = await actionLog(db, { ...question, after });
    seen.push(...inSight(rows, reader, on));
    if (seen.length >= question.most || rows.length < question.most) return seen.slice(0, question.most);
    after = rows.at(-1)?.after ?? null;
  }
}
