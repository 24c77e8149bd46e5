/** The texts to copy in words. For loaders. */
import { personBannerOf } from "#app/cases/summaryPage.ts";
import { copyBlockWords } from "#server/domain/copyblocks.ts";
import { instantInWords } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Opened = Awaited<ReturnType<Api["cases"]["copies"]>>;

export type CopyPage = ReturnType<typeof copyPageOf>;

export function copyPageOf(caseId: string, { number, banner, texts, may }: Opened) {
  return {
    caseId,
    number,
    banner: banner && personBannerOf(banner),
    mayMark: may.includes("case.markCopied"),
    texts: texts.map(({ block, isEmpty, words, check, checksum, copied }) => ({
      block,
      ...copyBlockWords[block],
      words: isEmpty ? "" : words,
      rows: linesIn(words) + 1,
      check:
        check.length > 0 ? `You can see a value that differs from the one in this text: ${check.join(", ")}.` : null,
      checksum,
      copied: copied
        ? `Copied by ${copied.by}, ${instantInWords(copied.at)}.${copied.isSame ? "" : " The text has changed since: copy it again."}`
        : null,
    })),
  };
}

/** As many as the text takes in a box of the page's width, so that its end is not scrolled out of sight. */
function linesIn(words: string): number {
  return words.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / 80)), 0);
}
