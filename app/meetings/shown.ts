/** What was shown of a series before it is planned, and whether that is still what would be planned. */
import { counted, dayInWords } from "#server/domain/time.ts";
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

/** Goes with the form: the series and its people in words, then a line for each date that was marked as a clash. */
export function shownOf({ sentence, byDiscipline, invitation, dates }: Preview): string {
  const people = byDiscipline.map(({ label, count, need }) => `${label} ${count} ${need}`).join();
  return [`${sentence} ${people} ${invitation?.people ?? 0}`, ...clashesIn(dates)].join("\n");
}

/** Why it is not planned yet: somebody would get what they have not seen. Null when all was. */
export function notSeen(preview: Preview, shown: string): string | null {
  const kept = keptOf(preview.dates);
  if (kept.length === 0) return "Every date is left out. Keep at least one";
  const [series] = shownOf(preview).split("\n");
  const [seriesShown, ...clashesShown] = shown.replaceAll("\r\n", "\n").split("\n");
  if (series !== seriesShown) return "Look at the dates before you create the meetings: the series was changed";
  const fresh = clashesIn(kept).filter((day) => !clashesShown.includes(day));
  const days = kept.flatMap(({ day }) => (fresh.includes(day) ? [dayInWords(day)] : []));
  if (days.length === 0) return null;
  const [verb, them] = days.length === 1 ? ["clashes", "it"] : ["clash", "them"];
  return `${days.length} of ${counted(kept.length, "date")} now ${verb}: ${days.join(", ")}. Skip ${them}, or press Create again`;
}

/** The days that another team meeting of the practice is in the way of. */
function clashesIn(dates: readonly PlannedDate[]): string[] {
  return keptOf(dates).flatMap(({ day, notes }) => (notes.some(({ kind }) => kind === "clash") ? [day] : []));
}
