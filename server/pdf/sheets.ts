/**
 * Lays blocks of words out on A4, in two columns, each case on sheets of its own: tagged for screen readers, with an
 * embedded font that has the letters of Scots and Polish names, and marked on every sheet with who took it and when.
 */
import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { Block, Run } from "./blocks.ts";

export interface Sheets {
  title: string;
  /** Stands in the file's own data, which names nobody: "Copy 7". */
  subject: string;
  madeAt: Date;
  /** Behind the words of every sheet. */
  watermark: string;
  cases: { blocks: Block[]; foot: string }[];
}

const font = (name: string) => createRequire(import.meta.url).resolve(`source-sans/TTF/SourceSans3-${name}.ttf`);
const marking = "OFFICIAL: SENSITIVE";

/** In points, as everything here. */
const a4 = { width: 595.28, height: 841.89 };
const margin = 24;
const gutter = 14;
const columnWidth = (a4.width - 2 * margin - gutter) / 2;
const [top, bottom] = [margin + 11, a4.height - margin - 11];
const sizes = { H1: 13, H2: 10.5, P: 9.5, L: 9.5 } as const;
const leading = 1.08;
/** Between items that share a line. */
const bullet = " • ";

/** `item`: which of the block's items it belongs to, counted from 0. */
type Word = { text: string; bold: boolean; item: number };
type Document = InstanceType<typeof PDFDocument>;
type Element = PDFKit.PDFStructureElement;

export function drawSheets(sheets: Sheets): Promise<Uint8Array<ArrayBuffer>> {
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    // ISO 14289, which the package knows and its types do not yet.
    subset: "PDF/UA" as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    lang: "en-GB",
    displayTitle: true,
    info: {
      Title: sheets.title,
      Subject: sheets.subject,
      Author: "Shipmate",
      Creator: "Shipmate",
      Producer: "Shipmate",
      CreationDate: sheets.madeAt,
      ModDate: sheets.madeAt,
    },
  });
  doc.registerFont("regular", font("Regular")).registerFont("bold", font("Semibold"));
  doc.on("pageAdded", () => drawWatermark(doc, sheets.watermark));
  const bytes: Buffer[] = [];
  const done = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => bytes.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(bytes))));
    doc.on("error", reject);
  });

  const root = doc.struct("Document");
  doc.addStructure(root);
  const feet: string[] = [];
  for (const { blocks, foot } of sheets.cases) {
    drawCase(doc, root, blocks);
    const { start, count } = doc.bufferedPageRange();
    while (feet.length < start + count) feet.push(foot);
  }
  if (sheets.cases.length === 0) drawCase(doc, root, [{ tag: "P", items: [[{ text: "No case is yours to read." }]] }]);
  root.end();
  drawFeet(doc, feet);
  doc.end();
  return done;
}

/** Where the next line goes. */
class Place {
  column = 0;
  y = top;
  constructor(readonly doc: Document) {
    doc.addPage();
  }

  get x(): number {
    return margin + this.column * (columnWidth + gutter);
  }

  fits(height: number): boolean {
    return this.y + height <= bottom;
  }

  next(): void {
    this.y = top;
    this.column = this.column === 0 ? 1 : 0;
    if (this.column === 0) this.doc.addPage();
  }
}

function drawCase(doc: Document, root: Element, blocks: readonly Block[]): void {
  const place = new Place(doc);
  const section = doc.struct("Sect");
  root.add(section);
  for (const block of blocks) drawBlock(doc, place, section, block);
  section.end();
}

function drawBlock(doc: Document, place: Place, section: Element, { tag, items, apart }: Block): void {
  const size = sizes[tag];
  const height = size * leading;
  if (tag === "H2") place.y += 2;
  // A heading stays with what it is of.
  if (!place.fits(tag === "H2" ? height * 3 : height)) place.next();

  const parent = tag === "L" ? doc.struct("L") : section;
  if (tag === "L") section.add(parent);
  let item = -1;
  let close = () => {};
  const turnTo = (next: number) => {
    if (next === item) return;
    close();
    item = next;
    close = openElement(doc, parent, tag === "L" ? ["LI", "LBody"] : [tag]);
  };
  for (const line of linesOf(doc, items, size, apart === true)) {
    if (!place.fits(height)) place.next();
    let x = place.x;
    for (const word of line) {
      turnTo(word.item);
      x += drawWord(doc, word, size, x, place.y);
    }
    place.y += height;
  }
  close();
  if (tag === "L") parent.end();
}

/** Opens elements within each other; what is drawn until it is closed is the content of the innermost. */
function openElement(doc: Document, parent: Element, roles: readonly string[]): () => void {
  const elements = roles.map((role) => doc.struct(role));
  let within = parent;
  for (const element of elements) {
    within.add(element);
    within = element;
  }
  within.add(doc.markStructureContent(roles.at(-1) ?? ""));
  return () => {
    doc.endMarkedContent();
    for (const element of elements.reverse()) element.end();
  };
}

function drawWord(doc: Document, { text, bold }: Word, size: number, x: number, y: number): number {
  doc
    .font(bold ? "bold" : "regular", size)
    .fillColor("black")
    .text(text, x, y, { lineBreak: false });
  return doc.widthOfString(text);
}

/** Items broken into lines that fit; each line but the last ends with a space, so that read aloud words stay apart. */
function linesOf(doc: Document, items: readonly Run[][], size: number, apart: boolean): Word[][] {
  const lines: Word[][] = [[]];
  let left = columnWidth;
  const next = () => {
    lines.push([]);
    left = columnWidth;
  };
  const set = (text: string, bold: boolean, item: number) => {
    doc.font(bold ? "bold" : "regular", size);
    for (const word of text.split(/(?<= )(?! )/u).flatMap((one) => shortEnough(doc, one))) {
      if (doc.widthOfString(word.trimEnd()) > left && left < columnWidth) next();
      left -= doc.widthOfString(word);
      const line = lines.at(-1) as Word[];
      const last = line.at(-1);
      if (last?.bold === bold && last.item === item) last.text += word;
      else line.push({ text: word, bold, item });
    }
  };
  items.forEach((runs, item) => {
    if (item > 0 && apart) next();
    else if (item > 0) set(bullet, false, item - 1);
    for (const { text, bold = false } of runs) set(text.replace(/\s+/gu, " "), bold, item);
  });
  return lines;
}

/** What is longer than a line, such as an address of the web, in pieces that are not. */
function shortEnough(doc: Document, word: string): string[] {
  if (doc.widthOfString(word.trimEnd()) <= columnWidth) return [word];
  const pieces = [""];
  for (const letter of word) {
    const grown = (pieces.at(-1) ?? "") + letter;
    if (doc.widthOfString(grown) > columnWidth) pieces.push(letter);
    else pieces[pieces.length - 1] = grown;
  }
  return pieces;
}

/** Not part of what is read aloud. */
function drawArtifact(doc: Document, draw: () => void): void {
  doc.markContent("Artifact", { type: "Pagination" });
  draw();
  doc.endMarkedContent();
}

function drawWatermark(doc: Document, text: string): void {
  drawArtifact(doc, () => {
    doc.save().rotate(-50, { origin: [a4.width / 2, a4.height / 2] });
    doc.font("bold", 22).fillColor("#e4e4e4");
    const x = (a4.width - doc.widthOfString(text)) / 2;
    for (const y of [0.3, 0.5, 0.7]) doc.text(text, x, a4.height * y, { lineBreak: false });
    doc.restore();
  });
}

function drawFeet(doc: Document, feet: readonly string[]): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    drawArtifact(doc, () => {
      doc
        .font("bold", 9.5)
        .fillColor("black")
        .text(marking, margin, margin - 8, { lineBreak: false });
      const foot = [marking, feet[page], `Sheet ${page - start + 1} of ${count}`].filter(Boolean).join(" · ");
      doc.font("regular", 9.5).text(foot, margin, a4.height - margin - 4, { lineBreak: false });
    });
  }
}
