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
      rows: Math.min(24, words.split("\n").length + 1),
      check:
        check.length > 0 ? `You can see a value that differs from the one in this text: ${check.join(", ")}.` : null,
      checksum,
      copied: copied
        ? `Copied by ${copied.by}, ${instantInWords(copied.at)}.${copied.isSame ? "" : " The text has changed since: copy it again."}`
        : null,
    })),
  };
}
