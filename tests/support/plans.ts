/** Series as tests plan them: two hours from 1pm on Thursdays, in Scotland. */
import type { Api } from "#server/router.ts";

export type Plan = Parameters<Api["meetings"]["plan"]>[0];

const afternoons = { weekday: 4, start: "13:00", minutes: 120, place: "Meeting room", nation: "scotland" };

/** Three last Thursdays of a month, the first of them in March 2027. */
export function lastThursdays(practiceId: string, over: object = {}): Plan {
  const rule = { pattern: "nth-weekday", nth: "last", from: "2027-03-01", count: 3 };
  return { practiceId, ...afternoons, ...rule, ...over } as Plan;
}

/** A single one, on that Thursday. */
export function oneThursday(practiceId: string, from: string): Plan {
  return { practiceId, ...afternoons, pattern: "every-n-weeks", interval: 2, from, count: 1 } as Plan;
}
