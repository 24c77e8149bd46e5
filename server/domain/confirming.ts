/** A series is planned only as it was shown: the same dates and people, and no clash that nobody has seen. */
import type { Day, Instant } from "#db/schema.ts";
import type { Need } from "#db/vocabulary.ts";
import { clashesOn, peopleByDiscipline, type Around, type Invitee } from "./planning.ts";
import { Refusal } from "./refusal.ts";
import { ruleInWords, type SeriesDate, type SeriesRule } from "./series.ts";
import { counted, dayInWords } from "./time.ts";

export interface ShownSeries {
  rule: SeriesRule;
  dates: readonly SeriesDate[];
  people: readonly Invitee[];
  needs: readonly { discipline: string; need: Need }[];
  disciplines: readonly { code: string; label: string }[];
  /** The team meetings of the practice on those days. */
  meetings: Around["meetings"];
}

/** Goes with the form: the series and its people in words, then a line for each date that was marked as a clash. */
export function seriesShownAs(series: ShownSeries, at: Instant): string {
  return [inOneLine(series, at), ...clashesOf(series)].join("\n");
}

/** Refuses what nobody has seen. Who was shown nothing has seen no clash. */
export function refuseUnseenSeries(shown: string | null, series: ShownSeries, at: Instant): void {
  const [lineShown, ...clashesShown] = (shown ?? "").replaceAll("\r\n", "\n").split("\n");
  if (shown !== null && lineShown !== inOneLine(series, at)) {
    throw new Refusal("stale", "Look at the dates before you create the meetings: the series was changed");
  }
  const fresh = clashesOf(series).filter((day) => !clashesShown.includes(day));
  if (fresh.length === 0) return;
  const [verb, them] = fresh.length === 1 ? ["clashes", "it"] : ["clash", "them"];
  const all = counted(keptOf(series).length, "date");
  throw new Refusal(
    "stale",
    `${fresh.length} of ${all} now ${verb}: ${fresh.map(dayInWords).join(", ")}. Skip ${them}, or press Create again`,
  );
}

/** Dates that are skipped by hand after they were shown make no other series. */
function inOneLine(series: ShownSeries, at: Instant): string {
  const { rule, people, needs, disciplines } = series;
  const groups = peopleByDiscipline(people, needs, disciplines);
  const told = keptOf(series).some(({ startsAt }) => startsAt > at) ? people.length : 0;
  const who = groups.map(({ label, count, need }) => `${label} ${count} ${need}`).join();
  return `${ruleInWords({ ...rule, skip: [] })} ${who} ${told}`;
}

function clashesOf(series: ShownSeries): Day[] {
  return keptOf(series).flatMap((date) => (clashesOn(date, series.meetings).length > 0 ? [date.day] : []));
}

function keptOf({ dates }: ShownSeries): SeriesDate[] {
  return dates.filter(({ skipped }) => skipped === null);
}
