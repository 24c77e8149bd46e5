/** What invitations are made of, without a database: a series as it was planned, or a meeting that is in none. */
import type { InvitationFacts, Invited } from "#server/domain/invitations.ts";
import { expand, seriesRule, type SeriesRule } from "#server/domain/series.ts";
import type { Instant } from "#server/domain/time.ts";

export const sending = { at: "2023-11-24T09:00:00.000Z" as Instant, origin: "https://shipmate.example" };

export const seriesId = "0198f2a0-1111-7000-8000-000000000001";
export const meetingId = "0198f2a0-2222-7000-8000-000000000001";

const reader: Invited = {
  id: "reader",
  name: "Fiona Galbraith",
  email: "fiona@council.example",
  discipline: "social-work",
  isChair: false,
  standsInFor: [],
  deputies: [],
  isOnlyDeputy: false,
  need: "needed",
  reply: null,
};

type Around = Partial<Pick<InvitationFacts, "practice" | "organizer">> & { people?: readonly Invited[] };

const usually = {
  practice: { id: "practice", name: "Harland Cross Medical Practice" },
  organizer: { name: "Morag Tennant", email: "morag@harland.example" },
};

/** All of it that follows from a rule, as it is planned. */
export function seriesOf(rule: SeriesRule, { people = [reader], ...around }: Around = {}): InvitationFacts {
  const kept = expand(rule).filter(({ skipped }) => skipped === null);
  return {
    ...usually,
    ...around,
    series: { id: seriesId, sequence: 0, rule },
    meetings: kept.map(({ startsAt, endsAt }, index) => ({
      ...asPlanned,
      id: `date-${index + 1}`,
      recursAt: startsAt,
      startsAt,
      endsAt,
      place: rule.place,
      videoLink: rule.videoLink,
      people,
    })),
  };
}

export function meetingOf(
  { startsAt, endsAt, place }: { startsAt: string; endsAt: string; place: string },
  { people = [reader], ...around }: Around = {},
): InvitationFacts {
  const times = { recursAt: null, startsAt: startsAt as Instant, endsAt: endsAt as Instant };
  return {
    ...usually,
    ...around,
    series: null,
    meetings: [{ ...asPlanned, ...times, id: meetingId, place, videoLink: null, people }],
  };
}

const asPlanned = { extraReason: null, sequence: 0, version: 1, isCancelled: false, hasBegun: false };

/** With what is said of it, the fields of a form left as they come. */
export function ruleOf(fields: object): SeriesRule {
  return seriesRule.parse({ place: "Room 3", nation: "scotland", ends: "count", count: 6, ...fields });
}
