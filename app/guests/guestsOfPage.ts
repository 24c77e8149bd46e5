/** Who was asked for a case without an account, as the page draws them. For loaders. */
import { dayInWords, dayOf } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Listed = Awaited<ReturnType<Api["guests"]["list"]>>;

export type GuestsOfPage = ReturnType<typeof guestsOfPage>;

export function guestsOfPage({ guests, may }: Listed, disciplines: readonly { code: string; label: string }[]) {
  return {
    guests: guests.map(({ startsAt, ...guest }) => ({ ...guest, day: dayInWords(dayOf(startsAt)) })),
    mayAsk: may.includes("guest.ask"),
    mayStop: may.includes("guest.revoke"),
    disciplines: disciplines.map(({ code, label }) => ({ code, label })),
  };
}
