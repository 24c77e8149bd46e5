/** The entry line in the room: a note, "= decision", or "@name action by day"; read alike on server and in browser. */
import type { Day } from "#db/schema.ts";
import { hasLeft } from "./sight.ts";
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

export interface LinePerson {
  id: string;
  name: string;
}

export interface LineMember extends LinePerson {
  discipline: string;
  disciplineLabel: string;
  leftOn: Day | null;
  /** Who took over from somebody who has left. */
  tookOver?: LinePerson;
}

export interface LineSetting {
  /** Everybody of this case's team, also those who have left. */
  team: readonly LineMember[];
  today: Day;
  nextMeeting: Day | null;
  /** The answer to an earlier "ask": this person owns it, whatever the name in the line. */
  ownerId?: string;
}

export type LineReading =
  | { kind: "note"; text: string }
  | { kind: "decision"; text: string }
  | {
      kind: "action";
      text: string;
      ownerId: string;
      ownerName: string;
      due: Day;
      /** "Friday 27 November 2026" or "the next meeting, Thursday 17 December 2026" */
      dueWords: string;
      /** "Jamie Okafor (Community link worker) will phone housing, by Friday 27 November 2026" */
      readBack: string;
    }
  /** Not understood well enough to save: `text` is the line as it was typed, to go on with. */
  | { kind: "ask"; question: string; text: string; choices: LinePerson[] };

/** Nothing is guessed and nothing dropped: what is neither mark, owner nor a whole date at the end stays text. */
export function readLine(typed: string, setting: LineSetting): LineReading {
  const line = typed.trim();
  const ask = (question: string, choices: readonly LinePerson[] = []): LineReading => ({
    kind: "ask",
    question,
    text: typed,
    choices: choices.map(({ id, name }) => ({ id, name })),
  });

  if (line === "") return ask("Write a note, = decision or @name action");
  if (line.startsWith("=")) {
    const text = line.slice(1).trim();
    return text === "" ? ask("What was decided?") : { kind: "decision", text };
  }
  if (!line.startsWith("@")) return { kind: "note", text: line };

  const found = findOwner(line.slice(1), setting);
  if ("question" in found) return ask(found.question, found.choices);

  const { text, when } = splitDate(found.rest, setting);
  if (text === "") return ask(`What will ${found.owner.name} do?`);
  if ("question" in when) return ask(when.question);
  return {
    kind: "action",
    text,
    ownerId: found.owner.id,
    ownerName: found.owner.name,
    due: when.due,
    dueWords: when.words,
    readBack: `${found.owner.name} (${found.owner.disciplineLabel}) will ${text.replace(/[\s.,;]+$/, "")}, by ${when.words}`,
  };
}

type Question = { question: string; choices?: readonly LinePerson[] };

function findOwner(
  handled: string,
  { team, today, ownerId }: LineSetting,
): Question | { owner: LineMember; rest: string } {
  const typed = wordsOf(handled);
  const here = team.filter((member) => !hasLeft(member, today));
  const restAfter = (count: number) => handled.slice(typed[count - 1]?.end ?? 0).trim();

  const chosen = here.find((member) => member.id === ownerId);
  const nobody = namesNobody(typed);
  const matches = nobody ? [] : bestMatches(typed, team);
  if (chosen) {
    return { owner: chosen, rest: restAfter(nobody || (matches[0]?.count ?? 0)) };
  }

  if (!typed[0]) return { question: "Who will do it? Type a name after @", choices: here };
  if (nobody) return { question: `An action needs one person, not “${typed[0].bare}”. Who will do it?`, choices: here };

  const present = matches.filter(({ member }) => here.includes(member));
  const [only, ...others] = present;
  if (only && others.length === 0) return { owner: only.member, rest: restAfter(only.count) };
  if (only) return { question: whichOf(present, typed[0]), choices: present.map(({ member }) => member) };

  const [gone, ...moreGone] = matches;
  if (gone && moreGone.length === 0) return afterLeaving(gone.member, here);
  if (gone) return { question: `Everybody called ${typed[0].bare} has left. Choose who takes over`, choices: here };
  return { question: `Nobody called ${typed[0].bare} on this case` };
}

function afterLeaving({ name, leftOn, tookOver }: LineMember, here: readonly LineMember[]): Question {
  const left = leftOn ? `${name} left on ${dayWithoutWeekday(leftOn)}` : `${name} has left`;
  const successor = here.find(({ id }) => id === tookOver?.id);
  if (successor) return { question: `${left}. ${successor.name} took over`, choices: [successor] };
  return { question: `${left}. Choose who takes over`, choices: here };
}

function whichOf(matches: readonly Match[], first: TypedWord): string {
  const firstNames = new Set(matches.map(({ member }) => nameWords(member.name)[0]));
  const [firstName] = firstNames;
  if (firstNames.size === 1 && firstName) return `Which ${firstName}?`;
  const labels = new Set(matches.map(({ member, by }) => (by === "discipline" ? member.disciplineLabel : "")));
  const [label] = labels;
  return labels.size === 1 && label ? `Who of ${label}?` : `Who is “${first.bare}”?`;
}

type TypedWord = {
  /** As typed, without the punctuation around it. */
  bare: string;
  folded: string;
  /** Where it ends in what follows the @. */
  end: number;
};

function wordsOf(text: string): TypedWord[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({
    bare: match[0].replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || match[0],
    folded: fold(match[0]),
    end: match.index + match[0].length,
  }));
}

/** Jamie, JAMIE, "Jamie:" and "J.O." are compared as letters and digits alone. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

/** What is everybody's to do is done by no one. */
const nobodyWords = new Set(
  "team everyone everybody all anyone anybody someone somebody us we nobody tbc tba".split(" "),
);

/** How many words name nobody in particular: "team", "the team". */
function namesNobody([first, second]: readonly TypedWord[]): number {
  if (first && nobodyWords.has(first.folded)) return 1;
  return first?.folded === "the" && second && nobodyWords.has(second.folded) ? 2 : 0;
}

type Match = {
  member: LineMember;
  by: "name" | "discipline";
  /** How many of the typed words name this person. */
  count: number;
  /** The first word is a whole name or code, not a start of one. */
  whole: boolean;
};

/** More words, then whole words, before starts: "jo" is Jo and not Joanne; "aileen grant" is not Aileen Moore. */
function bestMatches(typed: readonly TypedWord[], team: readonly LineMember[]): Match[] {
  const matches = team.flatMap((member) => matchOf(typed, member) ?? []);
  const rank = ({ count, whole }: Match) => 2 * count + (whole ? 1 : 0);
  const best = Math.max(...matches.map(rank));
  return matches.filter((match) => rank(match) === best);
}

function matchOf(typed: readonly TypedWord[], member: LineMember): Match | null {
  const spoken = typed.map(({ folded }) => folded);
  const titled = titles.has(spoken[0] ?? "");
  const names = nameWords(member.name);
  const initials = names.map((word) => fold(word).slice(0, 1)).join("");
  const everyInitial = names.flatMap((word) => word.split("-").map((part) => fold(part).slice(0, 1))).join("");

  const found: Match[] = [];
  const add = (by: Match["by"], hit: { count: number; whole: boolean } | null) => {
    if (hit) found.push({ member, by, ...hit });
  };
  for (const name of spellings(names)) {
    add("name", matchName(spoken, name));
    const afterTitle = titled ? matchName(spoken.slice(1), name) : null;
    // After a title only a whole name counts: "@dr a visit" must not become Dr Adams and lose a word.
    if (afterTitle?.whole) add("name", { count: afterTitle.count + 1, whole: true });
  }
  if (spoken[0] && spoken[0].length > 1 && [initials, everyInitial].includes(spoken[0])) {
    add("name", { count: 1, whole: false });
  }
  for (const wording of [member.discipline.split("-"), [member.discipline], member.disciplineLabel.split(/\s+/)]) {
    add(
      "discipline",
      matchLabel(
        spoken,
        wording.map(fold).filter((word) => word !== ""),
      ),
    );
  }
  return found.sort((a, b) => b.count - a.count || Number(b.whole) - Number(a.whole))[0] ?? null;
}

const titles = new Set(
  "dr doctor mr mrs ms miss mx prof professor pc ps sgt sergeant insp inspector sr sister rev reverend".split(" "),
);

function nameWords(name: string): string[] {
  const all = name.split(/\s+/).filter((word) => fold(word) !== "");
  return all.length > 1 && titles.has(fold(all[0] ?? "")) ? all.slice(1) : all;
}

/** A double name may be typed with its hyphen, without it, or by either half. */
function spellings(names: readonly string[]): string[][] {
  return [names.map(fold), names.flatMap((word) => word.split("-").map(fold))];
}

/** A start of any name, then whole names that come later in it; the first word that is none begins the text. */
function matchName(spoken: readonly string[], name: readonly string[]) {
  const first = spoken[0];
  if (!first) return null;
  const hits = name.flatMap((word, place) => {
    if (!word.startsWith(first)) return [];
    let [count, from] = [1, place + 1];
    for (;;) {
      const next = spoken[count];
      const at = next ? name.indexOf(next, from) : -1;
      if (at < 0) return [{ count, whole: word === first }];
      [count, from] = [count + 1, at + 1];
    }
  });
  return hits.sort((a, b) => b.count - a.count || Number(b.whole) - Number(a.whole))[0] ?? null;
}

/** A start of the first word, then whole words one after the other: "link", "link worker", "social work". */
function matchLabel(spoken: readonly string[], label: readonly string[]) {
  const [first] = spoken;
  if (!first || !label[0]?.startsWith(first)) return null;
  let count = 1;
  while (label[count] && spoken[count] === label[count]) count += 1;
  // "@housing and the family meet": the label goes on with "and" too, but here it is text.
  if (label[count - 1] === "and") count -= 1;
  return { count, whole: label[0] === first };
}

type When = { due: Day; words: string } | { question: string };

/** Takes a date off the end only when all that follows the last "by", "due" or "before" is one. */
function splitDate(rest: string, setting: LineSetting): { text: string; when: When } {
  const last = [...rest.matchAll(/(?<=^|[\s,;])(?:by|due|before)\s+/gi)].at(-1);
  if (last) {
    const when = readWhen(rest.slice(last.index + last[0].length), setting);
    if (when) return { text: rest.slice(0, last.index).replace(/[\s,;]+$/, ""), when };
  }
  return { text: rest, when: atNextMeeting(setting) };
}

function atNextMeeting({ nextMeeting }: LineSetting): When {
  if (!nextMeeting) return { question: "By when?" };
  return { due: nextMeeting, words: `the next meeting, ${dayInWords(nextMeeting)}` };
}

/** Null when this is no date at all, and so belongs to the text; a question when it is one nobody can keep. */
function readWhen(tail: string, setting: LineSetting): When | null {
  const said = tail
    .toLowerCase()
    .replace(/[\s.!]+$/, "")
    .replace(/^(?:the|this|in|on)\s+/, "")
    .replace(/\s+/g, " ");
  if (said === "next meeting") return atNextMeeting(setting);

  const day = readRelative(said, setting.today) ?? readCalendar(said, setting.today);
  if (day === null || typeof day === "object") return day;
  if (day < setting.today) return { question: `${dayWithoutWeekday(day)} is past. By when?` };
  return { due: day, words: dayInWords(day) };
}

const weekdayStarts = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const weekdayPattern =
  "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?";
const monthStarts = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthPattern =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const patterns = {
  weekday: new RegExp(`^(?:${weekdayPattern})$`),
  nextWeekday: new RegExp(`^next (${weekdayPattern})$`),
  span: new RegExp(`^([1-9]\\d{0,2}|a|${numbers.join("|")}) (day|week)s?$`),
  endOfMonth: new RegExp(`^end of (${monthPattern})$`),
  written: new RegExp(
    `^(?:(${weekdayPattern}),? )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ?(${monthPattern})(?:,? (\\d{4}|\\d{2}))?$`,
  ),
  monthFirst: new RegExp(`^(${monthPattern}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? \\d{4})?$`),
  figures: new RegExp(`^(?:(${weekdayPattern}) )?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?$`),
  iso: /^\d{4}-\d{2}-\d{2}$/,
};

type Read = Day | { question: string } | null;

function readRelative(said: string, today: Day): Read {
  if (said === "today") return today;
  if (said === "tomorrow") return addDays(today, 1);
  if (said === "next week") return addDays(today, 7);
  if (said === "next month") return { question: "Which day of next month?" };
  if (/^(?:end of (?:the |this )?month|month end)$/.test(said)) {
    const { year, month } = partsOf(today);
    return lastDayOfMonth(year, month);
  }
  if (/^end of (?:the |this )?week$/.test(said)) return addDays(today, (5 - weekdayOf(today) + 7) % 7);
  if (patterns.weekday.test(said)) return nextWeekday(said, today);

  const [, later] = patterns.nextWeekday.exec(said) ?? [];
  if (later) {
    const coming = nextWeekday(later, today);
    const dates = [coming, addDays(coming, 7)].map(dayInWords).join(" or ");
    return { question: `Which day is “${said}”: ${dates}? Type the date` };
  }
  const [, number, unit] = patterns.span.exec(said) ?? [];
  if (number)
    return addDays(today, (Number(number) || Math.max(numbers.indexOf(number) + 1, 1)) * (unit === "week" ? 7 : 1));

  const [, monthName] = patterns.endOfMonth.exec(said) ?? [];
  return monthName ? endOfMonth(monthOf(monthName), today) : null;
}

/** Dates with a number: day before month, and without a year the next one that is not past. */
function readCalendar(said: string, today: Day): Read {
  if (patterns.iso.test(said)) return parseDay(said) ?? notInCalendar(said);
  if (patterns.monthFirst.test(said)) return { question: "Write the day before the month, such as 4 December" };

  const written = patterns.written.exec(said);
  const [, weekday, day, month, year] = written ?? patterns.figures.exec(said) ?? [];
  if (!day || !month) return null;

  const number = written ? monthOf(month) : Number(month);
  const read = year
    ? dayFrom(Number(year.length === 2 ? `20${year}` : year), number, Number(day))
    : nextDate(Number(day), number, today);
  if (!read) return notInCalendar(said);
  if (weekday && weekdayOf(read) !== weekdayNumber(weekday)) {
    return { question: `${dayWithoutWeekday(read)} is a ${dayInWords(read).split(" ")[0]}. By when?` };
  }
  return read;
}

function notInCalendar(said: string): { question: string } {
  return { question: `There is no ${capital(said)}. By when?` };
}

function nextDate(day: number, month: number, today: Day): Day | null {
  const { year } = partsOf(today);
  // Nine years always hold a 29 February, also across a year such as 2100.
  for (let later = 0; later < 9; later += 1) {
    const read = dayFrom(year + later, month, day);
    if (read && read >= today) return read;
  }
  return null;
}

function endOfMonth(month: number, today: Day): Day {
  const { year, month: current } = partsOf(today);
  return lastDayOfMonth(month < current ? year + 1 : year, month);
}

/** Strictly after today: on a Friday, "by fri" is in a week. */
function nextWeekday(name: string, today: Day): Day {
  return addDays(today, ((weekdayNumber(name) - weekdayOf(today) + 6) % 7) + 1);
}

function weekdayNumber(name: string): number {
  return weekdayStarts.indexOf(name.slice(0, 3)) + 1;
}

function monthOf(name: string): number {
  return monthStarts.indexOf(name.slice(0, 3)) + 1;
}

/** Month names as they are written: "31 feb" is read back as "31 Feb". */
function capital(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])\p{Ll}/gu, (letter) => letter.toUpperCase());
}
