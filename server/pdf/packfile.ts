/** The file of a pack: what the API gave its reader, and nothing else. */
import type { PackHead, PackPage } from "../domain/packs.ts";
import { instantInWords } from "../domain/time.ts";
import { blocksOf } from "./blocks.ts";
import { drawSheets } from "./sheets.ts";

export interface PackToDraw extends Omit<PackHead, "heading"> {
  /** When the meeting is. */
  words: string;
  copy: number;
  pages: readonly PackPage[];
}

export function drawPack({ words, reader, madeAt, pack, copy, pages }: PackToDraw): Promise<Uint8Array<ArrayBuffer>> {
  const taken = `${reader} · ${instantInWords(madeAt)} · Copy ${copy}`;
  return drawSheets({
    title: `Pack for ${words}`,
    subject: `Copy ${copy}`,
    madeAt: new Date(madeAt),
    watermark: taken,
    cases: pages.map((page) => ({
      blocks: blocksOf(page),
      foot: [`Case ${page.summary.number}`, pack ? `Pack ${pack.number}` : "Not frozen yet", taken].join(" · "),
    })),
  });
}
