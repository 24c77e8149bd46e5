/** Moves the demonstration's dates, also those inside its texts, so that its next meeting always lies ahead. */
import type { Day } from "#db/schema.ts";
import { addDays, dayFrom, daysBetween, parseDay, partsOf } from "../domain/time.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const month = months.join("|");
const dated = new RegExp(`\\b(\\d{1,2})(?: to (\\d{1,2}))? (${month})\\b(?: (\\d{4}))?`, "g");
/** A month by itself is one only after a word that leads to it: "may" is also a verb. */
const bare = new RegExp(`\\b(in|since|until|before|from|of|the) (${month})\\b(?! \\d{1,2}\\b)(?: (\\d{4}))?`, "g");

export interface Shift {
  day: (text: string) => Day;
  text: (text: string) => string;
}

/** The next meeting keeps its weekday, and is two to eight days ahead: near, and its pack not frozen yet. In days. */
export function wholeWeeksToComing(meeting: Day, today: Day): number {
  return Math.ceil((daysBetween(meeting, today) + 2) / 7) * 7;
}

export function shiftBy(days: number, anchor: Day): Shift {
  const moved = (day: Day) => addDays(day, days);

  /** Without a year the nearest such day to the anchor is meant. */
  function near(dayOfMonth: number, name: string, year: string | undefined): Day | null {
    const at = months.indexOf(name) + 1;
    if (year) return dayFrom(Number(year), at, dayOfMonth);
    const around = partsOf(anchor).year;
    const candidates = [around - 1, around, around + 1].flatMap((one) => dayFrom(one, at, dayOfMonth) ?? []);
    return candidates.sort((a, b) => Math.abs(daysBetween(a, anchor)) - Math.abs(daysBetween(b, anchor)))[0] ?? null;
  }

  const inWords = (day: Day, withYear: boolean) => {
    const { year, month: at, day: dayOfMonth } = partsOf(moved(day));
    return `${dayOfMonth} ${months[at - 1]}${withYear ? ` ${year}` : ""}`;
  };

  return {
    day(text) {
      const day = parseDay(text.slice(0, 10));
      if (!day) throw new Error(`The demonstration holds a date that is none: ${text}`);
      return moved(day);
    },
    text(text) {
      if (days === 0) return text;
      return text
        .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => moved(day as Day))
        .replace(bare, (whole, lead: string, name: string, year: string | undefined) => {
          const day = near(15, name, year);
          if (!day) return whole;
          const { year: newYear, month: at } = partsOf(moved(day));
          return `${lead} ${months[at - 1]}${year ? ` ${newYear}` : ""}`;
        })
        .replace(dated, (whole, from: string, to: string | undefined, name: string, year: string | undefined) => {
          const first = near(Number(from), name, year);
          const last = to ? near(Number(to), name, year) : null;
          if (!first) return whole;
          return last ? `${inWords(first, false)} to ${inWords(last, Boolean(year))}` : inWords(first, Boolean(year));
        });
    },
  };
}
