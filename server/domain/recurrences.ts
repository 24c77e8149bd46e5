/** Follows the rules by which entries repeat and clocks change, never without end. The only importer of ical.js. */
import ICAL from "ical.js";
import { partsOfLine, Unreadable, unreadable, valueOf, type Component, type ContentLine } from "./contentlines.ts";
import type { Clock } from "./moments.ts";
import { addDays, dayFrom, daysBetween, instantOf, partsOf, type Day } from "./time.ts";

const longestRule = 500;
const longestInterval = 1000;
/** What the search for one date may cost, so that a rule without dates holds nobody up: 500 days, or 50 months or years. */
const longestSearch = 500;

export interface Repeating {
  /** As wall times by one clock, `2026-11-26T13:00:00`, or as days: both in the same form. */
  starts: string;
  until: string;
  /** Dates before this day are not told. */
  passed: Day;
  /** Called for each step with what it costs; throws when there were too many. */
  step: (cost: number) => void;
}

/** What a rule names from the day passed until its end, in the form of its start; null for each date before. */
export function* recurring(line: ContentLine, repeating: Repeating): Generator<string | null> {
  const rule = ruleIn(line);
  rule.until = timeOf(repeating.until);
  const began = rule.count ? repeating.starts : hurriedOn(rule, repeating);
  try {
    const dates = new EndingIterator(rule, timeOf(began), repeating.step);
    for (let date = dates.nextOrNone(); date; date = dates.nextOrNone()) {
      const wall = date.toString();
      yield wall >= repeating.passed ? wall : null;
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    unreadable(line, "RRULE cannot be followed");
  }
}

/** ical.js looks for the next date without end where a rule names none: here it ends where the rule does. */
class EndingIterator extends ICAL.RecurIterator {
  #step: () => void;
  #searched = 0;

  constructor(rule: ICAL.Recur, starts: ICAL.Time, step: (cost: number) => void) {
    super({ rule, dtstart: starts });
    // Months and years take far longer to step through than days do.
    const cost = rule.freq === "DAILY" || rule.freq === "WEEKLY" ? 1 : 10;
    this.#step = () => {
      this.#searched += cost;
      if (this.#searched > longestSearch) throw new Error("The rule has no date for too long.");
      step(cost);
    };
  }

  nextOrNone(): ICAL.Time | null {
    this.#searched = 0;
    this.#step();
    return this.next() as ICAL.Time | null;
  }

  override check_contracting_rules(): boolean {
    this.#step();
    const isBeyond = this.rule.until !== null && this.last.compare(this.rule.until) > 0;
    return isBeyond || super.check_contracting_rules();
  }
}

function timeOf(wall: string): ICAL.Time {
  return wall.length > 10 ? ICAL.Time.fromDateTimeString(wall) : ICAL.Time.fromDateString(wall);
}

function ruleIn(line: ContentLine): ICAL.Recur {
  const { value } = valueOf(line);
  if (value.length > longestRule) unreadable(line, "RRULE is too long");
  try {
    // Programs write the end in more ways than the library reads: its caller tells it.
    const rule = ICAL.Recur.fromString(value.toUpperCase().replace(/UNTIL=[^;]*;?/, ""));
    if (!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(rule.freq)) unreadable(line, "RRULE repeats within a day");
    if (rule.count !== null && rule.count < 1) unreadable(line, "RRULE has a COUNT below 1");
    if (rule.interval > longestInterval) unreadable(line, "RRULE has too long an INTERVAL");
    return rule;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    unreadable(line, "RRULE is not a rule");
  }
}

/** The start moved on by whole intervals to before the day passed, so that past years need no steps. */
function hurriedOn(rule: ICAL.Recur, { starts, passed }: Repeating): string {
  const first = starts.slice(0, 10) as Day;
  const whole = (gone: number, length: number) => Math.max(0, Math.floor(gone / length)) * length;
  if (rule.freq === "DAILY" || rule.freq === "WEEKLY") {
    const days = rule.interval * (rule.freq === "DAILY" ? 1 : 7);
    return addDays(first, whole(daysBetween(first, passed), days)) + starts.slice(10);
  }
  const [from, to] = [partsOf(first), partsOf(passed)];
  // Not every month has the days after the 28th.
  if (from.day > 28) return starts;
  // To a year earlier, since a yearly rule may name days before that of its start.
  const gone = (to.year - 1 - from.year) * 12 + to.month - from.month;
  const month = from.month - 1 + whole(gone, rule.interval * (rule.freq === "MONTHLY" ? 1 : 12));
  return `${dayFrom(from.year + Math.floor(month / 12), (month % 12) + 1, from.day) ?? first}${starts.slice(10)}`;
}

/** A description of a zone that takes longer to follow is not followed. */
const longestZone = { lines: 500, letters: 20_000, rules: 4 };

/** A yearly change of the clocks, as zones are written. */
const ruleOfZone =
  /^RRULE:(?:(?:FREQ=YEARLY|INTERVAL=1|BYMONTH=\d{1,2}|BYDAY=[+-]?\d?[A-Z]{2}|BYMONTHDAY=[-\d,]{1,40}|WKST=[A-Z]{2}|COUNT=\d{1,4}|UNTIL=\w{8,16})(?:;|$))+$/;

/** The clock of a zone that the calendar itself describes. */
export function clockWritten(name: string, components: readonly Component[]): Clock | null {
  const isIt = (line: ContentLine) => line.name === "TZID" && partsOfLine(line)?.value === name;
  const described = components.find(
    (component) => component.name === "VTIMEZONE" && component.isWhole && component.lines.some(isIt),
  );
  if (!described || isTooLong(described.whole)) return null;
  if (described.whole.some((line) => /^RRULE/i.test(line) && !ruleOfZone.test(line))) return null;
  try {
    const place = new ICAL.Timezone(new ICAL.Component(ICAL.parse(described.whole.join("\r\n")) as object[]));
    const clock: Clock = {
      instant: (wall) => {
        const time = timeOf(wall);
        time.zone = place;
        return instantOf(time.toJSDate());
      },
      wall: (instant) => ICAL.Time.fromJSDate(new Date(instant), true).convertToZone(place).toString().slice(0, 19),
    };
    clock.instant("2026-01-01T00:00:00");
    return clock;
  } catch {
    return null;
  }
}

function isTooLong(lines: readonly string[]): boolean {
  return (
    lines.length > longestZone.lines ||
    lines.reduce((sum, line) => sum + line.length, 0) > longestZone.letters ||
    lines.filter((line) => /^RRULE/i.test(line)).length > longestZone.rules
  );
}
