/** The reader's pack as its page draws it. For loaders. */
import { summaryPageOf } from "#app/cases/summaryPage.ts";
import { packInWords } from "#server/domain/packs.ts";
import { instantInWords, shortDay } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Read = Awaited<ReturnType<Api["meetings"]["pack"]>>;
export type PackPage = ReturnType<typeof packPageOf>;

export function packPageOf({ meetingId, words, place, reader, madeAt, pack, copy, packs, pages, may }: Read) {
  const marks = [...(pack ? [`Pack ${pack.number}`] : []), ...(copy ? [`Copy ${copy.number}`] : [])];
  return {
    meetingId,
    words,
    place,
    reader,
    madeAt: instantInWords(madeAt),
    number: pack?.number ?? null,
    state: packInWords(pack),
    checksum: pack && pack.checksum.slice(0, 16),
    copy: copy?.number ?? null,
    others: packs
      .filter(({ number }) => number !== pack?.number)
      .map(({ number, frozenAt }) => ({ number, words: packInWords({ number, frozenAt, checksum: "" }) })),
    mayFreeze: may.includes("meeting.freeze"),
    pages: pages.map(({ summary, cameAfter, added }) => {
      const page = summaryPageOf(summary, { name: reader, discipline: "" }, madeAt);
      return {
        caseId: summary.caseId,
        page: { ...page, paperFoot: [page.paperFoot, ...marks].join(" · ") },
        cameAfter,
        added: added.map(({ source, ...item }) => ({
          ...item,
          source: {
            discipline: source.discipline,
            author: source.author,
            isOnlyAuthor: false,
            on: shortDay(source.on),
          },
        })),
      };
    }),
  };
}
