/** The API: nouns and their procedures. Exports its type and the in-process door. */
import type { Context } from "./context.ts";
import { actions } from "./procedures/actions.ts";
import { audit } from "./procedures/audit.ts";
import { availability, calendars } from "./procedures/availability.ts";
import { copying } from "./procedures/cases/copying.ts";
import { ending } from "./procedures/cases/ending.ts";
import { households } from "./procedures/cases/households.ts";
import { agreeing } from "./procedures/cases/agreeing.ts";
import { listing } from "./procedures/cases/listing.ts";
import { nominating } from "./procedures/cases/nominating.ts";
import { recusing } from "./procedures/cases/recusing.ts";
import { settling } from "./procedures/cases/settling.ts";
import { reviewing } from "./procedures/cases/reviewing.ts";
import { sharing } from "./procedures/cases/sharing.ts";
import { contributions, requests } from "./procedures/contributions.ts";
import { cycle } from "./procedures/cycle.ts";
import { deciding } from "./procedures/deciding.ts";
import { digests } from "./procedures/digests.ts";
import { discussions } from "./procedures/discussions.ts";
import { linking } from "./procedures/invitations/linking.ts";
import { operating } from "./procedures/invitations/operating.ts";
import { feeds } from "./procedures/feeds.ts";
import { guests } from "./procedures/guests.ts";
import { handovers } from "./procedures/handovers.ts";
import { home } from "./procedures/home.ts";
import { imports } from "./procedures/imports.ts";
import { agenda } from "./procedures/meetings/agenda.ts";
import { answering } from "./procedures/meetings/answering.ts";
import { attending } from "./procedures/meetings/attending.ts";
import { chasing } from "./procedures/meetings/chasing.ts";
import { changing } from "./procedures/meetings/changing.ts";
import { extra } from "./procedures/meetings/extra.ts";
import { finding } from "./procedures/meetings/finding.ts";
import { lists } from "./procedures/meetings/listing.ts";
import { opening } from "./procedures/meetings/opening.ts";
import { packing } from "./procedures/meetings/packing.ts";
import { planning } from "./procedures/meetings/planning.ts";
import { preparing } from "./procedures/meetings/preparing.ts";
import { previewing } from "./procedures/meetings/previewing.ts";
import { quorum } from "./procedures/meetings/quorum.ts";
import { amending, recording } from "./procedures/meetings/recording.ts";
import { reminding } from "./procedures/meetings/reminding.ts";
import { running } from "./procedures/meetings/running.ts";
import { screening } from "./procedures/meetings/screening.ts";
import { mine } from "./procedures/mine.ts";
import { owning } from "./procedures/owning.ts";
import { polls } from "./procedures/polls.ts";
import { lines } from "./procedures/lines.ts";
import { messages } from "./procedures/messages.ts";
import { practices } from "./procedures/practices.ts";
import { questioning } from "./procedures/questioning.ts";
import { leaving } from "./procedures/leaving.ts";
import { reviewingActions } from "./procedures/reviewingactions.ts";
import { links, session, staff } from "./procedures/staff.ts";
import { sheets } from "./procedures/sheets.ts";
import { views } from "./procedures/views.ts";
import { createCallerFactory, mergeRouters, router } from "./trpc.ts";
import { watching } from "./watching.ts";

export const api = router({
  actions: mergeRouters(actions, deciding, owning, reviewingActions),
  audit,
  availability: mergeRouters(availability, watching.availability),
  calendars,
  cases: mergeRouters(
    agreeing,
    listing,
    nominating,
    settling,
    sharing,
    ending,
    households,
    copying,
    recusing,
    reviewing,
    watching.cases,
  ),
  contributions: mergeRouters(contributions, mine),
  cycle,
  digests,
  discussions: mergeRouters(discussions, lines, amending),
  feeds,
  guests,
  handovers,
  home,
  imports,
  invitations: mergeRouters(linking, operating),
  links,
  meetings: mergeRouters(
    lists,
    preparing,
    previewing,
    planning,
    finding,
    extra,
    changing,
    opening,
    agenda,
    packing,
    answering,
    quorum,
    reminding,
    attending,
    chasing,
    running,
    screening,
    recording,
    watching.meetings,
  ),
  polls,
  messages,
  practices: mergeRouters(practices, questioning),
  requests,
  session,
  staff: mergeRouters(staff, leaving),
  sheets,
  views,
});
export type ApiRouter = typeof api;

const caller = createCallerFactory(api);
export type Api = ReturnType<typeof caller>;

/** The in-process door: the API as one context may use it. */
export function apiFor(context: Context): Api {
  return caller(context);
}
