/** The day at the end of an action, as people type it: after the last "by", "due" or "before", and only a whole date. */
import type { Day } from "#db/schema.ts";
import {
  addDays,
  dayFrom,
  dayInWords,
  dayWithoutWeekday,
  lastDayOfMonth,
  parseDay,
  partsOf,
  weekdayOf,
} from "./time.ts";

export interface DueSetting {
  today: Day;
  nextMeeting: Day | null;
}

export type Due = { due: Day; isNextMeeting: boolean } | { question: string };

/** Where the text ends and when it is due; a line without a date is due at the next meeting. */
export function splitDue(rest: string, setting: DueSetting): { end: number; when: Due } {
  const lead = [...rest.matchAll(/(?<![^\s,;(])(?:(?:on|by) or )?(by|due|before)\b[:\s]\s*/gi)].at(-1);
  const before = rest.slice(0, lead?.index);
  const tail = lead ? rest.slice(lead.index + lead[0].length) : "";
  const when = lead ? readTail(before.endsWith("(") ? tail.replace(/\)[\s.]*$/, "") : tail, setting) : null;
  if (!when) return { end: rest.length, when: atNextMeeting(setting) };

  const text = before.replace(/[\s,;(–-]+$/, "");
  const doubt = "due" in when ? doubtOf(text, lead?.[1]?.toLowerCase() ?? "", tail, when.due) : null;
  return { end: text.length, when: doubt ? { question: doubt } : when };
}

function atNextMeeting({ nextMeeting }: DueSetting): Due {
  return nextMeeting ? { due: nextMeeting, isNextMeeting: true } : { question: "By when?" };
}

const weekdayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const monthNames = "january february march april may june july august september october november december".split(" ");
const numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const weekday =
  "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?";
const month =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const nth = "(\\d{1,2})(?:st|nd|rd|th)";
const span = `([1-9]\\d{0,2}|an?|${numbers.join("|")}) ?(hours?|hrs?|days?|d|weeks?|wks?|w|months?|mths?)`;

/** Words after which a date still belongs to the sentence: "tell her the rent is due Friday", "the day before Friday". */
const unfinished: Record<string, RegExp> = {
  due: /(?:^|\s)(?:is|are|was|were|be|been|being|it[’']?s|what[’']?s|the|an?|and|or|of|to|not|if|when|whether|comes?|falls?)$/i,
  before: /(?:^|\s)(?:days?|nights?|weeks?|evenings?|mornings?|shortly|just|soon|well|long|not|even|and|or|is)$/i,
  by: /^(?:drop|pop|stop|swing|come|go)$|(?:^|\s)(?:stands?|standing|is|are|the|an?|and|or|of|to|not|if)$/i,
};
/** "extend the lease by 2 weeks", "cut the dose by 1/2": by as much, and not until then. */
const amountVerbs =
  /\b(?:extend|delay|postpone|prolong|shorten|lengthen|defer|reduc|increas|decreas|lower|rais|cut|titrat|taper|mov|push|put|bring)\w*\b/i;
const amount = new RegExp(`^(?:\\d+/\\d+|${span})[\\s.!]*$`, "i");
const negated = /\b(?:not|never|no|cannot|(?:do|does|can|must|should|wo)n[’']?t)\b/i;

/** A date in the right place that may be no due day: it is asked about, not guessed. */
function doubtOf(text: string, lead: string, tail: string, due: Day): string | null {
  const isAmount = lead === "by" && amount.test(tail) && amountVerbs.test(text);
  const isForbidden = lead === "before" && negated.test(text);
  if (!isAmount && !isForbidden && !unfinished[lead]?.test(text)) return null;
  return `Is ${dayInWords(due)} the day it is due? Add “by” and the day at the end`;
}

/** Null when this is no date at all, and so belongs to the text; a question when it is one nobody can keep. */
function readTail(tail: string, setting: DueSetting): Due | null {
  const { today } = setting;
  const said = tail
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/[\s.!?,;]+$/, "")
    .replace(/\s+/g, " ")
    .replace(/^(?:on )?(?:the )?/, "");
  if (/^next (?:mdt )?(?:meeting|mtg|mdt|time)$/.test(said)) return atNextMeeting(setting);

  const read = readDate(said, today) ?? readTime(said, today) ?? readMisspelt(said, today);
  if (read === null || typeof read === "object") return read;
  if (read < today) return { question: `${dayWithoutWeekday(read)} is past. By when?` };
  const years = partsOf(read).year - partsOf(today).year;
  if (years > 8) return { question: `${dayWithoutWeekday(read)} is ${years} years away. By when?` };
  return { due: read, isNextMeeting: false };
}

type Read = Day | { question: string } | null;
type Wording = readonly [pattern: string, read: (today: Day, parts: string[], said: string) => Read];

/** Each form of a date, the whole of it; what nobody can tell is a question. */
const wordings: Wording[] = [
  ["today|tonight", (today) => today],
  ["tomm?orr?ow|tmrw|tmw|2moro", (today) => addDays(today, 1)],
  [`(${weekday})`, (today, [name]) => coming(name, today)],
  [`(?:this|coming) (${weekday})`, thisWeekday],
  [`next (${weekday})`, nextWeekday],
  [`(?:a )?week on (${weekday})`, (today, [name]) => addDays(coming(name, today), 7)],
  [`(${weekday}) week`, (today, [name]) => addDays(coming(name, today), 7)],
  [`(${weekday}) (?:of )?next week`, (today, [name]) => inNextWeek(name, today)],
  [`next week(?: on)? (${weekday})`, (today, [name]) => inNextWeek(name, today)],
  [`(?:in )?${span}(?: time| from now| from today)?`, (today, parts) => later(parts, today)],
  ["(?:in )?(?:a )?fortnights?(?: time)?", (today) => addDays(today, 14)],
  ["end of (?:the |this )?week", (today) => addDays(today, (5 - weekdayOf(today) + 7) % 7)],
  ["end of next week", (today) => inNextWeek("friday", today)],
  ["end of (?:the |this )?month|month end", (today) => endOfMonth(today, 0)],
  ["end of next month", (today) => endOfMonth(today, 1)],
  ["end of (?:the |this )?year|year end", (today) => dayFrom(partsOf(today).year, 12, 31)],
  [`end of (${month})(?: (\\d{4}|\\d{2}))?`, endOfNamed],
  ["(?:this|next) (?:week|weekend|month|year)", (_, __, said) => ({ question: `Which day of ${said}?` })],
  ["weekend", () => ({ question: "Which day of the weekend?" })],
  [`(?:in )?(${month})(?: \\d{4})?`, (_, [name]) => ({ question: `Which day of ${monthIn(name)}?` })],
  [nth, (today, [number], said) => next(Number(number), null, today) ?? notInCalendar(said)],
  [`(${weekday}),?(?: the)? ${nth}`, weekdayAndNth],
  [`${nth}(?: of)? (this|next) month`, nthOfMonth],
  [`()(\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]?(${month})(?:[ ,-]+(\\d{4}|\\d{2}))?`, written],
  [`(${weekday}),?(?: the)? (\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]?(${month})(?:[ ,-]+(\\d{4}|\\d{2}))?`, written],
  [`(?:${month}) (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?`, () => ({ question: dayFirst })],
  [`(?:(${weekday}),? )?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?`, written],
  // Without a year 2.5 is more often a number than the second of May.
  [`(?:(${weekday}),? )?(\\d{1,2})[.-](\\d{1,2})[.-](\\d{4}|\\d{2})`, written],
  ["\\d{4}-\\d{2}-\\d{2}", (_, __, said) => parseDay(said) ?? notInCalendar(said)],
];
const dayFirst = "Write the day before the month, such as 4 December";
const whole = wordings.map(([pattern, read]) => [new RegExp(`^(?:${pattern})$`), read] as const);

function readDate(said: string, today: Day): Read {
  for (const [pattern, read] of whole) {
    const match = pattern.exec(said);
    const parts = match?.slice(1).map((part: string | undefined) => part ?? "");
    if (parts) return read(today, parts, said);
  }
  return null;
}

const clock =
  /\b(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|\d{1,2}:\d\d|\d{1,2} ?o ?clock|(?:end|close) of (?:the )?(?:day|play|business)?|eod|cob|noon|midday|midnight|lunch ?time|lunch|first thing|morning|afternoon|evening|night|(?<=\S )(?:am|pm))(?![\p{L}\p{N}])/gu;

/** "friday 5pm", "noon": an action has a day and no time, and a time is not dropped silently. */
function readTime(said: string, today: Day): Read {
  const day = said
    .replace(clock, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:at|on) | (?:at|on|in the)$/g, "");
  if (day === said || (day !== "" && readDate(day, today) === null)) return null;
  return { question: "An action has a day and no time. By which day?" };
}

/** "by firday": nearly a date is not text either. */
function readMisspelt(said: string, today: Day): Read {
  const meant = said.replace(/\p{L}{5,}/gu, (word) => {
    return ["tomorrow", ...weekdayNames, ...monthNames].find((name) => name.length > 4 && isNearly(word, name)) ?? word;
  });
  if (meant === said || readDate(meant, today) === null) return null;
  return { question: `Did you mean ${capital(meant)}? Type the date again` };
}

/** One letter too many, too few or another, or two in each other's place. */
function isNearly(word: string, name: string): boolean {
  if (word[0] !== name[0] || Math.abs(word.length - name.length) > 1) return false;
  const start = [...name].findIndex((letter, index) => letter !== word[index]);
  if (start < 0) return true;
  const [mine, theirs] = [word.slice(start), name.slice(start)];
  return (
    mine.slice(1) === theirs.slice(1) ||
    mine.slice(1) === theirs ||
    mine === theirs.slice(1) ||
    (mine[0] === theirs[1] && mine[1] === theirs[0] && mine.slice(2) === theirs.slice(2))
  );
}

function weekdayNumber(name = ""): number {
  return weekdayNames.findIndex((whole) => whole.startsWith(name.slice(0, 3))) + 1;
}

function monthNumber(name = ""): number {
  return monthNames.findIndex((whole) => whole.startsWith(name.slice(0, 3))) + 1;
}

function monthIn(name = ""): string {
  return capital(monthNames[monthNumber(name) - 1] ?? "");
}

/** Strictly after today: on a Friday, "by fri" is in a week. */
function coming(name: string | undefined, today: Day): Day {
  return addDays(today, ((weekdayNumber(name) - weekdayOf(today) + 6) % 7) + 1);
}

function thisWeekday(today: Day, [name]: string[], said: string): Read {
  if (weekdayNumber(name) !== weekdayOf(today)) return coming(name, today);
  return { question: `Is “${said}” today, or ${dayInWords(coming(name, today))}? Type the date` };
}

/** People mean either; said on that very day there is only one. */
function nextWeekday(today: Day, [name]: string[], said: string): Read {
  const day = coming(name, today);
  if (weekdayNumber(name) === weekdayOf(today)) return day;
  const dates = [day, addDays(day, 7)].map(dayInWords).join(" or ");
  return { question: `Which day is “${said}”: ${dates}? Type the date` };
}

function inNextWeek(name: string | undefined, today: Day): Day {
  return addDays(today, 7 - weekdayOf(today) + weekdayNumber(name));
}

function later([number = "", unit = ""]: string[], today: Day): Read {
  const many = Number(number) || Math.max(numbers.indexOf(number) + 1, 1);
  if (unit.startsWith("d")) return addDays(today, many);
  if (unit.startsWith("w")) return addDays(today, many * 7);
  if (unit.startsWith("h")) return many % 24 === 0 ? addDays(today, many / 24) : { question: "By which day?" };
  const { year, month, day } = monthsOn(today, many);
  return dayFrom(year, month, day) ?? lastDayOfMonth(year, month);
}

function monthsOn(today: Day, many: number) {
  const { year, month, day } = partsOf(today);
  const months = year * 12 + month - 1 + many;
  return { year: Math.floor(months / 12), month: (months % 12) + 1, day };
}

function endOfMonth(today: Day, many: number): Day {
  const { year, month } = monthsOn(today, many);
  return lastDayOfMonth(year, month);
}

function endOfNamed(today: Day, [name, year]: string[]): Day {
  const now = partsOf(today);
  const number = monthNumber(name);
  return lastDayOfMonth(year ? fullYear(year) : number < now.month ? now.year + 1 : now.year, number);
}

function weekdayAndNth(today: Day, [name, number]: string[], said: string): Read {
  return onWeekday(name, next(Number(number), null, today), said);
}

function nthOfMonth(today: Day, [number, which]: string[], said: string): Read {
  const { year, month } = monthsOn(today, which === "next" ? 1 : 0);
  return dayFrom(year, month, Number(number)) ?? notInCalendar(said);
}

/** Day before month; without a year the next one that is not past. */
function written(today: Day, [name, day, month = "", year]: string[], said: string): Read {
  const number = Number(month) || monthNumber(month);
  const read = year ? dayFrom(fullYear(year), number, Number(day)) : next(Number(day), number, today);
  return onWeekday(name, read, said);
}

function onWeekday(name: string | undefined, read: Day | null, said: string): Read {
  if (!read) return notInCalendar(said);
  if (!name || weekdayOf(read) === weekdayNumber(name)) return read;
  return { question: `${dayWithoutWeekday(read)} is a ${dayInWords(read).split(" ")[0]}. By when?` };
}

function fullYear(year: string): number {
  return Number(year.length === 2 ? `20${year}` : year);
}

/** The next such day of that month, or of any: nine years always hold a 29 February, also across a year such as 2100. */
function next(day: number, inMonth: number | null, today: Day): Day | null {
  for (let many = 0; many < 9 * 12; many += 1) {
    const { year, month } = monthsOn(today, many);
    const read = inMonth === null || inMonth === month ? dayFrom(year, month, day) : null;
    if (read && read >= today) return read;
  }
  return null;
}

function notInCalendar(said: string): { question: string } {
  return { question: `There is no ${capital(said)}. By when?` };
}

/** Month names as they are written: "31 feb" is read back as "31 Feb". */
function capital(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])\p{Ll}/gu, (letter) => letter.toUpperCase());
}
