/** Words typed into what goes out by mail: refused where they name a person that a meeting is about (rulings 27). */
import { digitsOf } from "./identifiers.ts";
import { refuse } from "./refusal.ts";

export interface PersonNames {
  given_name: string;
  family_name: string;
  preferred_name: string | null;
  chi: string;
}

/**
 * Whom the writer may know of, and the words that mean somebody or something else. Only people whose case the writer
 * may see: a refusal for any other would tell of a case that they do not know of.
 */
export interface KnownNames {
  people: readonly PersonNames[];
  staff: readonly string[];
  /** Of the practice, and of the rooms where it meets. */
  places: readonly string[];
}

/** Digits in groups; not a telephone number of another country, and of a day with its hour the day alone. */
const groupsOfDigits = /(?<!\d|\+[\d ]*)\d+(?: \d+)*(?!\d|[:.]\d|\s?[ap]m\b)/gi;
/** The ways in which CHI and NHS numbers are grouped, where other digits stand beside them. */
const usualGroups = /\b(?:\d{10}|\d{6} \d{4}|\d{3} \d{3} \d{4})\b/;
const caseReference = /\bcase\s*(?:number|no\.?|ref(?:erence)?\.?|nr\.?|#)?[\s:-]*\d+\b/i;

/** Refuses the first text, by its field, that names somebody; what is null or undefined says nothing. */
export function refuseNames(typed: Record<string, string | null | undefined>, known: KnownNames): void {
  for (const [field, text] of Object.entries(typed)) {
    const found = text ? nameIn(text, known) : null;
    if (found) refuse(`This goes into the mail. Leave out “${found}” and write it in the case instead`, field);
  }
}

/** As it stands in the text: a number, a case reference, a surname or a whole name; null when there is none. */
export function nameIn(text: string, known: KnownNames): string | null {
  return numberIn(text, known) ?? caseReference.exec(text)?.[0] ?? personIn(text, known);
}

/** Links of meetings have numbers of ten digits as well: in a link only that of a person who is known. */
function numberIn(text: string, { people }: KnownNames): string | null {
  if (/^https:\/\//i.test(text)) {
    return people.find(({ chi }) => digitsOf(text).includes(chi))?.chi ?? null;
  }
  const runs = [...text.matchAll(groupsOfDigits)].map(([run]) => run);
  const found = runs.map((run) => (digitsOf(run).length === 10 ? run : usualGroups.exec(run)?.[0]));
  return found.find((number) => number !== undefined) ?? null;
}

function personIn(text: string, known: KnownNames): string | null {
  const words = wordsOf(text);
  const innocent = new Set([...known.staff, ...known.places].flatMap(wordsOf).map(({ folded }) => folded));
  const colleagues = new Set(known.staff.map(joined));
  for (const person of known.people) {
    const surnames = [person.family_name, ...person.family_name.split("-")].filter(
      (name) => !wordsOf(name).every(({ folded }) => innocent.has(folded)),
    );
    const whole = [person.given_name, person.preferred_name ?? person.given_name]
      .flatMap((first) => [`${first} ${person.family_name}`, `${person.family_name} ${first}`])
      .filter((name) => !colleagues.has(joined(name)));
    for (const name of [...whole, ...surnames]) {
      const found = spanOf(joined(name), words);
      if (found) return text.slice(...found);
    }
  }
  return null;
}

interface Word {
  folded: string;
  from: number;
  to: number;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    folded: word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(),
    from: index,
    to: index + word.length,
  }));
}

/** "O’Neill", "O Neill" and "ONeill" are one name. */
function joined(name: string): string {
  return wordsOf(name)
    .map(({ folded }) => folded)
    .join("");
}

/** Where words that follow each other make up that name, as offsets in their text. */
function spanOf(name: string, words: readonly Word[]): [from: number, to: number] | null {
  if (name === "") return null;
  for (const [index, first] of words.entries()) {
    let together = "";
    for (const word of words.slice(index)) {
      together += word.folded;
      if (together === name) return [first.from, word.to];
      if (!name.startsWith(together)) break;
    }
  }
  return null;
}
