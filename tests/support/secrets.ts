/** What no mail, calendar, subject or file name may hold: who a meeting is about, and what is said of them (rulings 27). */
import { casesJson } from "./cases.ts";

/** Shorter strings of a case are words and days, which mails use as well. */
const shortestSentence = 25;

interface CaseInFile {
  person: Record<
    "givenName" | "familyName" | "preferredName" | "birthDate" | "chi" | "recordedAddress" | "recordedPhone",
    string
  >;
  household: { name: string; birthDate?: string; chi?: string }[];
}

const { cases, staff } = casesJson() as { cases: CaseInFile[]; staff: { name: string }[] };
const namesOfStaff = new Set(staff.flatMap(({ name }) => name.split(/\W+/)));

/** Names as whole words, since a short one may be part of an innocent word. */
const names = cases
  .flatMap(({ person, household }) => [
    person.givenName,
    person.familyName,
    person.preferredName,
    ...household.flatMap(({ name }) => name.split(" ")),
  ])
  .flatMap((name) => [name, ...name.split("-")])
  .filter((name) => !namesOfStaff.has(name));
const nameInText = new RegExp(`(?<![\\p{L}\\p{N}])(${[...new Set(names)].join("|")})(?![\\p{L}\\p{N}])`, "giu");

const phrases = cases.flatMap((entry) => [
  entry.person.chi,
  ...entry.household.flatMap(({ chi }) => chi ?? []),
  entry.person.recordedPhone.replaceAll(" ", ""),
  ...[entry.person, ...entry.household].flatMap(({ birthDate }) => (birthDate ? waysToWrite(birthDate) : [])),
  ...entry.person.recordedAddress.split(", ").filter((part) => /\d/.test(part)),
  ...stringsIn(entry).filter((text) => text.length >= shortestSentence),
]);
const folded = new Map(phrases.map((phrase) => [fold(phrase), phrase]));

/** What of it stands in this text, however the text is cut into lines and spaced. */
export function secretsIn(text: string): string[] {
  const [spaced, close] = [fold(text), fold(text).replaceAll(" ", "")];
  return [
    ...new Set([...text.matchAll(nameInText)].map(([name]) => name)),
    ...[...folded].filter(([phrase]) => (/^\d+$/.test(phrase) ? close : spaced).includes(phrase)).map(([, own]) => own),
    ...[...text.matchAll(/\bcase[ -](number )?\d+/gi)].map(([words]) => words),
  ];
}

/** Parts in base64, in which by chance anybody's short name stands. */
const encoded = /(?:^[\w+/=]{60,}\r?\n)+(?:^[\w+/=]+\r?\n?)?/gm;

/** A mail as its readers see it: encoded words and parts decoded, beside the rest of its bytes. */
export function readable(mail: string): string {
  const blocks = mail.match(encoded) ?? [];
  const message = mail.replace(encoded, "");
  const unfolded = message.replace(/\r?\n[ \t]+/g, "");
  const words = unfolded.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
    /b/i.test(how) ? Buffer.from(text, "base64").toString() : quoted(text.replaceAll("_", " ")),
  );
  return [message, words, quoted(message), ...blocks.map((block) => Buffer.from(block, "base64").toString())]
    .flatMap((text) => [text, text.replace(/\r?\n[ \t]/g, "")])
    .join("\n");
}

/** Decodes quoted-printable. */
function quoted(text: string): string {
  const bytes = Buffer.from(text.replace(/=\r?\n/g, ""))
    .toString("latin1")
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

/** A day as files, forms, mails and calendars write it. */
function waysToWrite(day: string): string[] {
  const [year, month, date] = day.split("-") as [string, string, string];
  const long = new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return [day, long, `${date}/${month}/${year}`, `${date} ${month} ${year}`, `${year}${month}${date}`];
}

function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ");
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
