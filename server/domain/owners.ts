/** Whom a typed name means on a case's team: any start of a name, initials, or a discipline; nobody is guessed. */
import type { Day } from "#db/schema.ts";
import { hasLeft } from "./sight.ts";
import { dayWithoutWeekday } from "./time.ts";

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

export interface OwnerSetting {
  /** Everybody of this case's team, also those who have left. */
  team: readonly LineMember[];
  today: Day;
  /** The answer to an earlier question: this person owns it, whatever the name in the line. */
  ownerId?: string;
}

export type Question = { question: string; choices: readonly LinePerson[] };

/** One owner and where the words that name them end, or what must be asked first. */
export function findOwner(
  handled: string,
  { team, today, ownerId }: OwnerSetting,
): Question | { owner: LineMember; end: number } {
  const typed = wordsOf(handled);
  const here = team.filter((member) => !hasLeft(member, today));
  const matches = namesNobody(typed) > 0 ? [] : bestMatches(typed, team);
  const endOf = (count: number) => typed[count - 1]?.end ?? 0;

  const chosen = here.find((member) => member.id === ownerId);
  if (chosen) return { owner: chosen, end: endOf(namesNobody(typed) || (matches[0]?.count ?? 0)) };

  const [first] = typed;
  if (!first) return whoWillDoIt(here);
  if (namesNobody(typed) > 0) {
    return { question: `An action needs one person, not “${first.bare}”. Who will do it?`, choices: here };
  }

  const present = matches.filter(({ member }) => here.includes(member));
  const [only, ...others] = present;
  if (only && others.length > 0) return { question: whichOf(present, first), choices: peopleOf(present) };
  if (only) {
    const beside = namedBeside(typed, only, here);
    if (beside) return { question: "One person owns an action. Who will do it?", choices: [only.member, beside] };
    return { owner: only.member, end: endOf(only.count) };
  }

  const [gone, ...moreGone] = matches;
  if (gone && moreGone.length === 0) return afterLeaving(gone.member, here);
  if (gone) return { question: `Everybody called ${first.bare} has left. Choose who takes over`, choices: here };
  return { question: `Nobody called ${first.bare} on this case`, choices: [] };
}

export function whoWillDoIt(choices: readonly LinePerson[]): Question {
  return { question: "Who will do it? Type a name after @", choices };
}

/** Without a handover on record, whoever is the only one of that discipline here is offered, and not said to be the heir. */
function afterLeaving({ name, leftOn, discipline, tookOver }: LineMember, here: readonly LineMember[]): Question {
  const left = leftOn ? `${name} left on ${dayWithoutWeekday(leftOn)}` : `${name} has left`;
  const heir = here.find(({ id }) => id === tookOver?.id);
  if (heir) return { question: `${left}. ${heir.name} took over`, choices: [heir] };

  const [now, ...more] = here.filter((member) => member.discipline === discipline);
  if (now && more.length === 0)
    return { question: `${left}. ${now.disciplineLabel} is ${now.name} now`, choices: [now] };
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
  raw: string;
  /** Where it ends in what follows the @. */
  end: number;
};

/** "jamie:phone" and "jamie,phone" are two words: what parts them belongs to the first. */
function wordsOf(text: string): TypedWord[] {
  return [...text.matchAll(/[^\s:,;/]+[:,;/]*|[:,;/]+/g)].map((match) => ({
    bare: match[0].replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || match[0],
    folded: fold(match[0]),
    raw: match[0],
    end: match.index + match[0].length,
  }));
}

/** Letters that no accent is taken off. */
const plainLetters: Record<string, string> = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ð: "d", þ: "th" };

/** Jamie, JAMIE, "Jamie:" and "J.O." are compared as letters and digits alone. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()
    .replace(/[łøđßæœðþ]/g, (letter) => plainLetters[letter] ?? letter);
}

/** What is everybody's to do is done by no one. */
const nobodyWords = new Set(
  "team everyone everybody all anyone anybody someone somebody us we nobody both whoever tbc tba".split(" "),
);

/** How many words name nobody in particular: "team", "the team", "whole team". */
function namesNobody([first, second]: readonly TypedWord[]): number {
  if (first && nobodyWords.has(first.folded)) return 1;
  const isWhole = ["the", "whole", "our"].includes(first?.folded ?? "");
  return isWhole && second && nobodyWords.has(second.folded) ? 2 : 0;
}

type Match = {
  member: LineMember;
  by: "name" | "initials" | "discipline";
  /** How many of the typed words name this person. */
  count: number;
  /** The first word is a whole name or code, not a start of one. */
  whole: boolean;
};

function peopleOf(matches: readonly Match[]): LineMember[] {
  return matches.map(({ member }) => member);
}

/**
 * More words, then whole words, before starts: "jo" is Jo and not Joanne; "aileen grant" is not Aileen Moore. Initials
 * are neither: whoever has them may be meant beside anybody else, so that "jo" is asked about when Jamie Okafor is there.
 */
function bestMatches(typed: readonly TypedWord[], team: readonly LineMember[]): Match[] {
  const spoken = typed.map(({ folded }) => folded);
  const matches = team.flatMap((member) => {
    const [best] = matchesOf(spoken, member).sort(strongestFirst);
    return best ?? [];
  });
  const [best] = [...matches].sort(strongestFirst);
  return matches.filter(
    (match) => best && match.count === best.count && (match.whole === best.whole || match.by === "initials"),
  );
}

function strongestFirst(a: Match, b: Match): number {
  return b.count - a.count || Number(b.whole) - Number(a.whole);
}

/** Two owners in one line: "jamie and priya", "jamie/priya", "jamie @priya". */
function namedBeside(typed: readonly TypedWord[], { member, count }: Match, here: readonly LineMember[]) {
  const rest = typed.slice(count);
  const joined = /[,/]$/.test(typed[count - 1]?.raw ?? "");
  const isJoint = /^(?:and|or|&|\+|plus)$/i.test(rest[0]?.raw ?? "");
  const next = isJoint ? rest.slice(1) : rest;
  if (!isJoint && !joined && !next[0]?.raw.startsWith("@")) return undefined;
  const spoken = next.map(({ folded }) => folded);
  return here.find(
    (other) => other !== member && matchesOf(spoken, other).some(({ by, whole }) => whole || by === "initials"),
  );
}

function matchesOf(spoken: readonly string[], member: LineMember): Match[] {
  const [first = "", ...afterFirst] = spoken;
  const names = nameWords(member.name);
  const named = spellings(names).flatMap((name) => {
    // After a title only a whole name counts: "@dr a visit" must not become Dr Adams and lose a word.
    const titled = titles.has(first) ? matchName(afterFirst, name) : null;
    return [matchName(spoken, name), titled?.whole ? { count: titled.count + 1, whole: true } : null];
  });
  const called = labelsOf(member).map((label) => matchLabel(spoken, label));
  return [
    ...named.flatMap((hit) => (hit ? [{ member, by: "name" as const, ...hit }] : [])),
    ...called.flatMap((hit) => (hit ? [{ member, by: "discipline" as const, ...hit }] : [])),
    ...(initialsOf(names, member).has(first) ? [{ member, by: "initials" as const, count: 1, whole: false }] : []),
  ];
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

/** JO for Jamie Okafor; SW, OT and CLW for social work, occupational therapy and community link worker. */
function initialsOf(names: readonly string[], { discipline, disciplineLabel }: LineMember): Set<string> {
  const words = [
    names,
    names.flatMap((word) => word.split("-")),
    discipline.split("-"),
    disciplineLabel.split(/[\s/-]+/).filter((word) => fold(word) !== "" && word !== "and"),
  ];
  return new Set(
    words.map((each) => each.map((word) => fold(word).slice(0, 1)).join("")).filter((all) => all.length > 1),
  );
}

function labelsOf({ discipline, disciplineLabel }: LineMember): string[][] {
  return [discipline.split("-"), [discipline], disciplineLabel.split(/\s+/)].map((label) =>
    label.map(fold).filter((word) => word !== ""),
  );
}

type Hit = Pick<Match, "count" | "whole">;

/** A start of any name, then whole names that come later in it; the first word that is none begins the text. */
function matchName(spoken: readonly string[], name: readonly string[]): Hit | null {
  const first = spoken[0];
  if (!first) return null;
  const hits = name.flatMap((word, place): Hit[] => {
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
function matchLabel(spoken: readonly string[], label: readonly string[]): Hit | null {
  const [first] = spoken;
  if (!first || !label[0]?.startsWith(first)) return null;
  let count = 1;
  while (label[count] && spoken[count] === label[count]) count += 1;
  // "@housing and the family meet": the label goes on with "and" too, but here it is text.
  if (label[count - 1] === "and") count -= 1;
  return { count, whole: label[0] === first };
}
