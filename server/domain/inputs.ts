/** Pieces of input schemas that take what a form sends and what JSON sends alike. */
import { z } from "zod";
import type { Day } from "#db/schema.ts";
import { audiences, handlingFlags } from "#db/vocabulary.ts";
import { parseDay } from "./time.ts";

/** Characters that no text may hold: NUL and other controls but tab and line ends. */
const controls = /[^\P{Cc}\n\t\r]/gu;

/** Half of a character, as a box cuts it that counts otherwise: no database keeps it. */
const halves = /\p{Cs}/gu;

/** Text as it is kept: without those, with one kind of line end, and nothing around it. */
export const clean = (text: string) =>
  text.replace(controls, "").replace(halves, "\ufffd").replace(/\r\n?/g, "\n").trim();

/** What is said of a text that is longer than it may be. */
export const tooLong = (longest: number) =>
  `This is too long: the longest is ${longest.toLocaleString("en-GB")} characters`;

/** Text that may not be empty; `sentence` tells what to enter. */
export function words(sentence: string, longest = 4000) {
  return z
    .string({ error: sentence })
    .transform(clean)
    .pipe(z.string().min(1, sentence).max(longest, tooLong(longest)));
}

/** Text that may be left empty, then null. */
export function optionalWords(longest = 4000) {
  return z
    .string()
    .nullish()
    .transform((text) => (text ? clean(text) || null : null))
    .pipe(z.string().max(longest, tooLong(longest)).nullable());
}

/** A web address that a browser opens without asking whose it is; may be left empty, then null. */
export function optionalWebAddress(longest: number) {
  return optionalWords(longest).refine(
    (text) => text === null || (/^https:\/\/\S+$/i.test(text) && URL.canParse(text)),
    "Enter a whole web address, beginning with https://",
  );
}

export function day(sentence: string) {
  return z.string({ error: sentence }).transform((text, context): Day => {
    const value = parseDay(text.trim());
    if (value) return value;
    context.addIssue(text.trim() === "" ? sentence : "Enter a real date, such as 27 11 2026");
    return z.NEVER;
  });
}

export const optionalDay = z
  .string()
  .nullish()
  .transform((text, context): Day | null => {
    if (!text?.trim()) return null;
    const value = parseDay(text.trim());
    if (!value) context.addIssue("Enter a real date, such as 27 11 2026");
    return value;
  });

/** A tick box: absent, "on", or a JSON boolean. */
export const tick = z
  .union([z.boolean(), z.literal("on"), z.literal("")])
  .nullish()
  .transform((value) => value === true || value === "on");

/** One of a closed list; `sentence` tells what to choose. */
export function oneOf<const T extends readonly [string, ...string[]]>(list: T, sentence: string) {
  return z.enum(list, { error: sentence });
}

export function optionalOneOf<const T extends readonly [string, ...string[]]>(list: T) {
  return z
    .union([z.literal(""), z.enum(list)])
    .nullish()
    .transform((value): T[number] | null => (value ? (value as T[number]) : null));
}

/** A list that a form sends as one string, several, or none. */
export function listOf<T extends z.ZodType>(piece: T, most = 100) {
  return z
    .preprocess(
      (value): unknown =>
        value === undefined || value === null || value === "" ? [] : Array.isArray(value) ? value : [value],
      z.array(piece).max(most, `There may be at most ${most} of these`),
    )
    .prefault([]);
}

export function wholeNumber(sentence: string, least: number, most: number) {
  return z.preprocess(
    (value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value),
    z.number({ error: sentence }).int(sentence).min(least, sentence).max(most, sentence),
  );
}

export const id = z.string().min(1).max(64);
export const version = wholeNumber("Open the page again: it is not known which version you changed", 1, 1_000_000_000);

/** Who may see a part: audience, named people, excluded disciplines, handling flags. */
export const sharing = {
  audience: optionalOneOf(audiences).transform((audience) => audience ?? "team"),
  namedStaff: listOf(id),
  excludedDisciplines: listOf(z.string().max(64)),
  handling: listOf(z.enum(handlingFlags)),
};
