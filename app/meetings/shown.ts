/** What is shown of a series before it is planned. */
import { counted } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

export type Preview = Awaited<ReturnType<Api["meetings"]["preview"]>>;
export type PlannedDate = Preview["dates"][number];

export function keptOf(dates: readonly PlannedDate[]): PlannedDate[] {
  return dates.filter(({ skipped }) => skipped === null);
}

/** "12 dates, 1 to look at" */
export function factOf(dates: readonly PlannedDate[]): string {
  const kept = keptOf(dates);
  const noted = kept.filter(({ notes }) => notes.length > 0).length;
  return `${counted(kept.length, "date")}, ${noted === 0 ? "all clear" : `${noted} to look at`}`;
}
