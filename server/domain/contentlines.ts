/** The lines that calendar texts are made of (RFC 5545, 3.1): writing them, and finding them again with their numbers. */

/** Controls but line ends, and halves of characters. */
const unwritable = /[^\P{Cc}\n\r]|\p{Cs}/gu;

export function text(words: string): string {
  return words
    .replace(unwritable, " ")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n?|[\n\u2028\u2029]/g, "\\n");
}

/** A parameter's value. It cannot hold a double quote, and a circumflex begins an escape (RFC 6868). */
export function quoted(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, " ")
    .replaceAll('"', "'")
    .replaceAll("^", "^^");
  return `"${plain}"`;
}

const encoder = new TextEncoder();

/** Cut between characters, never within one; a line that goes on begins with a space. */
export function folded(line: string): string {
  let written = "";
  let room = 75;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (octets > room) {
      written += "\r\n ";
      room = 74;
    }
    written += character;
    room -= octets;
  }
  return `${written}\r\n`;
}

/** A line of a calendar, put together again. */
export interface ContentLine {
  /** The number in the file of the line it begins in, counted from 1. */
  at: number;
  /** In capitals. */
  name: string;
  line: string;
}

export interface Component {
  at: number;
  /** In capitals. */
  name: string;
  /** Its own lines, without those of components within it. */
  lines: ContentLine[];
  /** All that was written from its beginning to its end. */
  whole: string[];
  /** Whether its end was found. */
  isWhole: boolean;
}

/** Longer files are read up to this line. */
export const mostLines = 20_000;

const topmost = new Set(["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"]);

/** A calendar's own lines, and its components in order. Null when the text is no calendar. */
export function calendarIn(words: string): { head: ContentLine[]; components: Component[]; isCut: boolean } | null {
  const { lines, isCut } = contentLines(words);
  if (!/^BEGIN:VCALENDAR\s*$/i.test(lines[0]?.line ?? "")) return null;

  const head: ContentLine[] = [];
  const components: Component[] = [];
  let open: Component | null = null;
  let within: string[] = [];
  for (const line of lines) {
    const [, edge, name = ""] = /^(BEGIN|END):([\w-]+)\s*$/.exec(line.line.toUpperCase()) ?? [];
    if (name === "VCALENDAR") {
      open = null;
    } else if (edge === "BEGIN" && (!open || topmost.has(name))) {
      open = { at: line.at, name, lines: [], whole: [line.line], isWhole: false };
      within = [];
      components.push(open);
    } else if (!open) {
      head.push(line);
    } else {
      open.whole.push(line.line);
      if (edge === "BEGIN") within.push(name);
      else if (edge === "END" && name !== open.name) within = within.slice(0, Math.max(0, within.lastIndexOf(name)));
      else if (edge === "END") open.isWhole = true;
      else if (within.length === 0) open.lines.push(line);
      if (open.isWhole) open = null;
    }
  }
  return { head, components, isCut };
}

function contentLines(words: string): { lines: ContentLine[]; isCut: boolean } {
  const written = words.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/, mostLines + 1);
  const lines: ContentLine[] = [];
  written.slice(0, mostLines).forEach((line, index) => {
    const last = lines.at(-1);
    if (last && /^[ \t]/.test(line)) last.line += line.slice(1);
    else if (line.trim() !== "") lines.push({ at: index + 1, name: "", line });
  });
  for (const line of lines) line.name = (/^[\w-]+/.exec(line.line)?.[0] ?? "").toUpperCase();
  return { lines, isCut: written.length > mostLines };
}

const parameter = /;([\w-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/y;

/** Null when it is not written as name, parameters and value. Parameters by their name in capitals, without quotes. */
export function partsOfLine({ line }: ContentLine): { parameters: Map<string, string>; value: string } | null {
  const parameters = new Map<string, string>();
  let at = /^[\w-]*/.exec(line)?.[0].length ?? 0;
  for (;;) {
    parameter.lastIndex = at;
    const found = parameter.exec(line);
    if (!found) break;
    const [all, name = "", value = ""] = found;
    parameters.set(name.toUpperCase(), value.replaceAll('"', ""));
    at += all.length;
  }
  return at > 0 && line[at] === ":" ? { parameters, value: line.slice(at + 1).trim() } : null;
}

export type Parts = NonNullable<ReturnType<typeof partsOfLine>>;

export function valueOf(line: ContentLine): Parts {
  return partsOfLine(line) ?? unreadable(line, `${line.name || "It"} is not written as a name and a value`);
}

/** Something that cannot be read, in words that name the line and quote nothing. */
export class Unreadable extends Error {}

export function unreadable({ at }: { at: number }, what: string): never {
  throw new Unreadable(`Line ${at}: ${what}`);
}

export function lineOf(component: Component, name: string): ContentLine | undefined {
  return component.lines.find((line) => line.name === name);
}
