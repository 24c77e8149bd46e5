/** Comma-separated values as RFC 4180 has them, written so that a spreadsheet opens them as text. */

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), also as East Asian keyboards type it. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** Tells a spreadsheet that the file is UTF-8; without it ł and é are shown as two characters each. */
const byteOrderMark = "\ufeff";

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
}

/** All in quotes: what a spreadsheet takes for a separator depends on its country. */
function cellOf(text: string): string {
  return `"${guarded(text).replaceAll('"', '""')}"`;
}

/** With an apostrophe before it a formula is text; a text that looks guarded is guarded as well, so that none is lost. */
function guarded(text: string): string {
  return formulaStart.test(text.replace(/^'+/, "")) ? `'${text}` : text;
}

/** The text of a cell that was guarded by us, or by whoever knew of the danger. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formulaStart.test(text.replace(/^'+/, "")) ? text.slice(1) : text;
}

/** One row of a sheet, by the number that a spreadsheet shows at its left. */
export interface SheetRow {
  row: number;
  cells: string[];
}

export type Separator = "," | ";" | "\t";

/** Rows with something in them; commas, semicolons or tabs, whichever the first row has most of. */
export function readCsv(file: string): { rows: SheetRow[] } | { fault: string } {
  const text = file.replace(/^\ufeff/, "");
  const declared = /^sep=([,;\t])\r?\n/i.exec(text);
  const begin = declared?.[0].length ?? 0;
  const separator = (declared?.[1] as Separator | undefined) ?? separatorOf(text);
  const plain = new RegExp(`[^${separator}\\r\\n]*`, "y");
  const rows: SheetRow[] = [];
  let cells: string[] = [];
  let row = 1;
  const endRow = () => {
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ row, cells });
    [cells, row] = [[], row + 1];
  };
  for (let at = begin; at < text.length; at += 1) {
    const quoted = text[at] === '"' ? quotedFrom(text, at) : { value: "", end: at };
    if (!quoted) return { fault: `A quotation mark is opened in row ${row} and not closed.` };
    plain.lastIndex = quoted.end;
    cells.push(quoted.value + (plain.exec(text)?.[0] ?? ""));
    at = plain.lastIndex;
    if (text[at] === separator && at + 1 < text.length) continue;
    if (text[at] === separator) cells.push("");
    if (text.startsWith("\r\n", at)) at += 1;
    endRow();
  }
  return { rows };
}

/** What stands between quotation marks, two of which are one; null when the last is missing. */
function quotedFrom(text: string, begin: number): { value: string; end: number } | null {
  for (let at = begin + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return null;
    if (text[at + 1] !== '"') return { value: text.slice(begin + 1, at).replaceAll('""', '"'), end: at + 1 };
  }
}

function separatorOf(text: string): Separator {
  const head = /^[^\r\n"]*(?:"[^"]*"[^\r\n"]*)*/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
  const countOf = (separator: Separator) => head.split(separator).length;
  return (["\t", ";"] as const).reduce<Separator>(
    (most, separator) => (countOf(separator) > countOf(most) ? separator : most),
    ",",
  );
}
