/** What becomes of a time that was found and chosen. For actions. */
import { naming } from "#app/forms/under.ts";
import { isMove, type Wanted } from "#app/meetings/timesPage.ts";
import { dayOf, lastDayOfMonth, parseInstant, partsOf, wallTimeOf, weekdayOf, type Day } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Meetings = Api["meetings"];

export type Chosen = Parameters<Meetings["planExtra"]>[0] &
  Parameters<Meetings["move"]>[0] & {
    practiceId: string;
    startsAt: string;
    minutes: string;
  };

/** Plans one meeting, moves one, or begins a series with that date; tells where to go then. */
export async function use(meetings: Meetings, wanted: Wanted, form: Chosen): Promise<string> {
  const startsAt = parseInstant(form.startsAt);
  const [day, start] = startsAt ? [dayOf(startsAt), wallTimeOf(startsAt)] : ["", ""];
  const asChosen = (field: string) => (["day", "start", "minutes"].includes(field) ? "startsAt" : field);
  if (isMove(wanted)) {
    const { meetingId } = await naming(asChosen, () => meetings.move({ ...form, meetingId: wanted, day, start }));
    return `/meetings/${meetingId}`;
  }
  if (wanted === "series" && startsAt) {
    const { practiceId: practice, minutes, place } = form;
    const time = { ...nthOf(dayOf(startsAt)), start, minutes, from: day };
    // A poll asked about a place as well.
    const query = { practice, ...time, ...(place ? { place } : {}) };
    return `/meetings/new?${new URLSearchParams(query).toString()}`;
  }
  const { meetingId } = await naming(asChosen, () => meetings.planExtra({ ...form, day, start }));
  return `/meetings/${meetingId}`;
}

/** Which weekday of its month a day is: the last one is called so, since every month has one. */
function nthOf(day: Day): { weekday: string; nth: string } {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const isLast = dayOfMonth + 7 > partsOf(lastDayOfMonth(year, month)).day;
  return { weekday: String(weekdayOf(day)), nth: isLast ? "last" : String(Math.ceil(dayOfMonth / 7)) };
}
