/** What a form said, nested as its names say: `risks.0.text` is `{ risks: [{ text }] }`. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type FormValues = { [name: string]: FormValue };

/** What was typed, flat and untouched, so that a refused form can be shown again as it was. */
export type Typed = Record<string, string[]>;

type Place = { said: string[]; parts: Map<string, Place> };

/** Names no field of ours has, but which JavaScript would take as something else. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);
/** Fields that belong to the form and not to what it says. */
const ownFields = new Set(["_key", "intent"]);
const deepest = 8;

export function readForm(formData: FormData): FormValues {
  const root = emptyPlace();
  for (const [name, value] of said(formData)) {
    const path = name.split(".");
    if (path.length > deepest || path.some((part) => forbidden.has(part))) continue;
    placeFor(root, path).said.push(value);
  }
  return objectOf(root);
}

export function readTyped(formData: FormData): Typed {
  const typed = new Map<string, string[]>();
  for (const [name, value] of said(formData)) {
    // A password goes one way only.
    if (/password/i.test(name) || forbidden.has(name)) continue;
    typed.set(name, [...(typed.get(name) ?? []), value]);
  }
  return Object.fromEntries(typed);
}

/** Which of the page's forms it was: a key is the page's, a colon, and the name of the form (see FormKey). */
export function formOf(formData: FormData): string {
  const key = textOf(formData, "_key");
  return key.slice(key.indexOf(":") + 1);
}

export function textOf(formData: FormData, name: string): string {
  const value = formData.get(name);
  return typeof value === "string" ? value : "";
}

function said(formData: FormData): [string, string][] {
  return [...formData].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !ownFields.has(name) ? [[name, value.replaceAll("\r\n", "\n")]] : [],
  );
}

function emptyPlace(): Place {
  return { said: [], parts: new Map() };
}

function placeFor(root: Place, path: string[]): Place {
  return path.reduce((parent, part) => {
    const child = parent.parts.get(part) ?? emptyPlace();
    parent.parts.set(part, child);
    return child;
  }, root);
}

function valueOf(from: Place): FormValue {
  if (from.parts.size === 0) return from.said.length === 1 ? (from.said[0] ?? "") : from.said;
  const date = dateOf(from);
  if (date !== null) return date;
  const names = [...from.parts.keys()];
  return names.every((name) => /^\d+$/.test(name)) ? listOf(from) : objectOf(from);
}

function objectOf(from: Place): FormValues {
  return Object.fromEntries([...from.parts].map(([name, part]) => [name, valueOf(part)]));
}

/** In the order of the numbers, without holes: forms number their rows from 0 without a gap. */
function listOf(from: Place): FormValue[] {
  return [...from.parts].sort(([a], [b]) => Number(a) - Number(b)).map(([, part]) => valueOf(part));
}

/** Three boxes are one day. What is not a number stays as typed, so that the refusal can name it. */
function dateOf(from: Place): string | null {
  const [year, month, day] = ["year", "month", "day"].map((part) => from.parts.get(part)?.said[0]?.trim());
  if (from.parts.size !== 3 || year === undefined || month === undefined || day === undefined) return null;
  if (year === "" && month === "" && day === "") return "";
  const numeric = /^\d{4}$/.test(year) && [month, day].every((part) => /^\d{1,2}$/.test(part));
  return numeric ? [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-") : [year, month, day].join("-");
}
