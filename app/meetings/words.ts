/** Days, times and states of meetings in words. For loaders: time has its own library, which pages do not carry. */
import type { Day, Instant } from "#server/domain/time.ts";
import { dayInWordsFrom, dayOf, timeInWords, wallTimeOf } from "#server/domain/time.ts";

/** "Thursday 26 November, 1pm" */
export function startInWords(startsAt: Instant, today: Day): string {
  return `${dayInWordsFrom(dayOf(startsAt), today)}, ${timeInWords(wallTimeOf(startsAt))}`;
}
