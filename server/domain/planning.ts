/** Planning a series: what it begins with, like the last one, and what is known of each of its dates. */
import type { Day, Instant } from "#db/schema.ts";
import type { Nation, Need } from "#db/vocabulary.ts";
import { daysOf, type PatternRule } from "./patterns.ts";
import { remarksOn, seriesRule, type SeriesDate, type SeriesRule } from "./series.ts";
import {
  addDays,
  dayOf,
  daysBetween,
  instantAt,
  minutesBetween,
  partsOf,
  timesInWords,
  wallTimeOf,
  weekdayOf,
} from "./time.ts";

interface PlannedMeeting {
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  video_link: string | null;
}

/** The last meetings of one series, the latest first, and the rule they were planned by, if any. */
export interface LastPlanned {
  meetings: readonly PlannedMeeting[];
  rule: unknown;
}

/** A series like the last, from where that ends; `place` is empty where there is none to be like. */
export function likeLast(last: LastPlanned | null, nation: Nation, today: Day): SeriesRule {
  const [latest] = last?.meetings ?? [];
  const planned = seriesRule.safeParse(last?.rule).data ?? null;
  const usual = latest && last ? usualOf(last.meetings) : null;
  const pattern = patternLike(planned, usual, latest);
  const lastDay = latest ? dayOf(latest.starts_at) : today;
  const from = firstAfter({ ...pattern, from: planned?.from ?? today }, lastDay > today ? lastDay : today);
  return {
    ...pattern,
    from,
    start: usual?.start ?? "13:00",
    minutes: usual?.minutes ?? 120,
    place: usual?.place ?? "",
    videoLink: usual?.videoLink ?? null,
    skipHolidays: planned?.skipHolidays ?? true,
    skip: [],
    nation: planned?.nation ?? nation,
    ...endLike(planned, from),
  };
}

type Usual = ReturnType<typeof asPlanned>;

/** What most of them have in common, for one that was moved is not what is usual. */
function usualOf(meetings: readonly PlannedMeeting[]): Usual | null {
  const all = meetings.map(asPlanned);
  const timesOf = (one: Usual) => all.filter((other) => JSON.stringify(other) === JSON.stringify(one)).length;
  return all.reduce<Usual | null>((best, one) => (best && timesOf(best) >= timesOf(one) ? best : one), null);
}

function asPlanned(meeting: PlannedMeeting) {
  return {
    weekday: weekdayOf(dayOf(meeting.starts_at)),
    start: wallTimeOf(meeting.starts_at),
    minutes: minutesBetween(meeting.starts_at, meeting.ends_at),
    place: meeting.place,
    videoLink: meeting.video_link,
  };
}

/** Without a rule, as of an imported practice, the last meeting is taken for one of a month. */
function patternLike(planned: SeriesRule | null, usual: Usual | null, latest: PlannedMeeting | undefined): PatternRule {
  const weekday = usual?.weekday ?? 4;
  switch (planned?.pattern) {
    case "weekly":
      return { pattern: "weekly", weekday };
    case "every-n-weeks":
      return { pattern: "every-n-weeks", weekday, interval: planned.interval };
    case "nth-weekday":
      return { pattern: "nth-weekday", weekday, nth: planned.nth };
    case "day-of-month":
      return { pattern: "day-of-month", dayOfMonth: planned.dayOfMonth };
    case undefined:
      return { pattern: "nth-weekday", weekday, nth: latest ? nthOf(dayOf(latest.starts_at)) : "last" };
  }
}

/** A fourth that is the last of its month is taken for the last. */
function nthOf(day: Day): 1 | 2 | 3 | "last" {
  const isLast = partsOf(addDays(day, 7)).month !== partsOf(day).month;
  const nth = Math.ceil(partsOf(day).day / 7);
  return isLast || nth > 3 ? "last" : (nth as 1 | 2 | 3);
}

/** The first day of the pattern after that day: two weeks after the last, say, and not one. */
function firstAfter(rule: PatternRule & { from: Day }, after: Day): Day {
  for (const day of daysOf(rule)) if (day > after) return day;
  return after;
}

/** As many meetings, or up to a day as far from the first one. */
function endLike(planned: SeriesRule | null, from: Day) {
  if (planned?.ends === "until") {
    const first = firstAfter(planned, addDays(planned.from, -1));
    return { ends: "until" as const, until: addDays(from, daysBetween(first, planned.until)) };
  }
  return { ends: "count" as const, count: planned?.count ?? 12 };
}

export interface Invitee {
  id: string;
  name: string;
  discipline: string;
}

/** What may stand against dates, of the practice and of those who would be invited. */
export interface Around {
  meetings: readonly { starts_at: Instant; ends_at: Instant; place: string }[];
  avoid: readonly { from_day: Day; to_day: Day; label: string }[];
  /** The reason only where they let others read it. */
  away: readonly { staff_id: string; from_day: Day; to_day: Day; reason: string | null }[];
  /** Busy with anything but this practice's meetings, which it knows by name. */
  busy: readonly { staffId: string; startsAt: Instant; endsAt: Instant }[];
  people: readonly Invitee[];
  needed: readonly string[];
  labelOf: (discipline: string) => string;
}

/** From the first to the end of the last of these dates, of which there must be one. */
export function spanOf(dates: readonly SeriesDate[]) {
  const days = dates.map(({ day }) => day).sort();
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  if (!firstDay || !lastDay) throw new Error("No date has no span.");
  return { firstDay, lastDay, from: instantAt(firstDay, "00:00"), until: instantAt(addDays(lastDay, 1), "00:00") };
}

export type DateNote = {
  kind: "clash" | "needed" | "holiday" | "avoid" | "away" | "busy" | "remark";
  words: string;
};

/** What is known of a date, the gravest first; nothing when it is clear. Of a meeting elsewhere only that it is. */
export function notesOn(date: SeriesDate, around: Around): DateNote[] {
  const { people, labelOf } = around;
  const isOn = (days: { from_day: Day; to_day: Day }) => days.from_day <= date.day && date.day <= days.to_day;
  const away = around.away.filter(isOn);
  const busy = new Set(
    around.busy.filter((time) => overlaps(date, time.startsAt, time.endsAt)).map((one) => one.staffId),
  );
  const isAway = ({ id }: Invitee) => away.some(({ staff_id }) => staff_id === id);
  const elsewhere = people.filter((person) => busy.has(person.id) && !isAway(person));
  const canCome = people.filter((person) => !isAway(person) && !busy.has(person.id));

  return [
    ...around.meetings
      .filter((meeting) => dayOf(meeting.starts_at) === date.day)
      .map((meeting): DateNote => {
        const words = `team meeting, ${timesInWords(meeting.starts_at, meeting.ends_at)}, ${meeting.place}`;
        return clashesOn(date, [meeting]).length > 0
          ? { kind: "clash", words: `with the ${words}` }
          : { kind: "remark", words: `Same day: ${words}` };
      }),
    ...around.needed
      .filter((code) => !canCome.some(({ discipline }) => discipline === code))
      .map((code): DateNote => {
        const isOnTeam = people.some(({ discipline }) => discipline === code);
        return { kind: "needed", words: isOnTeam ? `${labelOf(code)} cannot come` : `Nobody for ${labelOf(code)}` };
      }),
    ...(date.holiday === null ? [] : [{ kind: "holiday" as const, words: date.holiday }]),
    ...around.avoid.filter(isOn).map(({ label }): DateNote => ({ kind: "avoid", words: label })),
    ...people.filter(isAway).map((person): DateNote => {
      const reason = away.find(({ staff_id, reason }) => staff_id === person.id && reason !== null)?.reason;
      const words = `${person.name} (${labelOf(person.discipline)}) is away`;
      return { kind: "away", words: reason ? `${words}: ${reason}` : words };
    }),
    ...(elsewhere.length === 0
      ? []
      : [{ kind: "busy" as const, words: `Busy elsewhere: ${elsewhere.map(({ name }) => name).join(", ")}` }]),
    ...remarksOn(date).map((words): DateNote => ({
      kind: "remark",
      words: words.charAt(0).toUpperCase() + words.slice(1),
    })),
  ];
}

/** How many of each discipline are invited, in the practice's order; those that are needed also with nobody. */
export function peopleByDiscipline(
  people: readonly Invitee[],
  needs: readonly { discipline: string; need: Need }[],
  disciplines: readonly { code: string; label: string }[],
) {
  return disciplines.flatMap(({ code, label }) => {
    const count = people.filter(({ discipline }) => discipline === code).length;
    const need = needs.find(({ discipline }) => discipline === code)?.need ?? "invited";
    return count === 0 && need === "invited" ? [] : [{ label, count, need }];
  });
}

/** Those of a practice's meetings that the date is in the way of. */
export function clashesOn<Meeting extends { starts_at: Instant; ends_at: Instant }>(
  date: SeriesDate,
  meetings: readonly Meeting[],
): Meeting[] {
  return meetings.filter(
    (meeting) => dayOf(meeting.starts_at) === date.day && overlaps(date, meeting.starts_at, meeting.ends_at),
  );
}

function overlaps(date: { startsAt: Instant; endsAt: Instant }, starts: Instant, ends: Instant): boolean {
  return starts < date.endsAt && ends > date.startsAt;
}
