/**
 * What a page shows its reader, asked once a change for all who follow that page as the same person: somebody with a
 * phone beside the practice's computer, or a room full of devices on a few accounts, costs one read.
 */
import type { Instant } from "#db/schema.ts";
import { dayOf } from "./domain/time.ts";
import type { Signals, Subject } from "./signals.ts";

/** What a page shows, as a fingerprint, and all that changes it. */
export interface ShownNow {
  what: string;
  subjects: readonly Subject[];
}

interface Page {
  followers: number;
  /** The time it is read at for a day, so that time passing is no change of what was written. */
  at: Instant | null;
  /** After how many changes of anything it was asked last, and what it showed then. */
  changes: number;
  now: Promise<ShownNow> | null;
}

const pagesOf = new WeakMap<Signals, Map<string, Page>>();

/** `key` names the page and its reader. To be closed by whoever opened it. */
export function openPage(signals: Signals, key: string) {
  const pages = pagesOf.get(signals) ?? new Map<string, Page>();
  pagesOf.set(signals, pages);
  const page = pages.get(key) ?? { followers: 0, at: null, changes: 0, now: null };
  pages.set(key, page);
  page.followers += 1;

  return {
    ask(now: Instant, read: (at: Instant) => Promise<ShownNow>): Promise<ShownNow> {
      const isOfToday = page.at !== null && dayOf(page.at) === dayOf(now);
      if (page.now === null || !isOfToday || page.changes !== signals.changes()) {
        page.at = isOfToday ? page.at : now;
        page.changes = signals.changes();
        const reading = read(page.at ?? now);
        page.now = reading;
        // What could not be read is asked again by whoever asks next.
        reading.catch(() => {
          if (page.now === reading) page.now = null;
        });
      }
      return page.now;
    },

    close(): void {
      page.followers -= 1;
      if (page.followers === 0) pages.delete(key);
    },
  };
}
