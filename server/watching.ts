/**
 * What pages follow while they stand open: what each of them reads, so that its stream can tell when that changed. Each
 * listens to all that changes what it shows: what it did not hear of would be told with the next change that it does
 * hear of, and so would tell of that one, which may be kept from its reader.
 */
import { z } from "zod";
import { agendaOf, meetingOfCase } from "#db/queries/meetings.ts";
import { casesWithin } from "#db/queries/visible.ts";
import type { Context } from "./context.ts";
import { id } from "./domain/inputs.ts";
import { missing } from "./domain/refusal.ts";
import { availability } from "./procedures/availability.ts";
import { listing } from "./procedures/cases/listing.ts";
import { discussions } from "./procedures/discussions.ts";
import { guests } from "./procedures/guests.ts";
import { opening } from "./procedures/meetings/opening.ts";
import { recording } from "./procedures/meetings/recording.ts";
import { screening } from "./procedures/meetings/screening.ts";
import { reviewingActions } from "./procedures/reviewingactions.ts";
import { createCallerFactory, mergeRouters, router, signedIn, watch } from "./trpc.ts";

const asked = createCallerFactory(
  router({
    actions: reviewingActions,
    availability,
    cases: listing,
    discussions,
    guests,
    meetings: mergeRouters(opening, recording, screening),
  }),
);
type Asked = ReturnType<typeof asked>;
type Pages = Record<string, (by: Asked, id: string) => Promise<unknown>>;

const pagesOfCase = {
  case: (by, caseId) => by.cases.open({ caseId }),
  sharing: (by, caseId) => Promise.all([by.cases.open({ caseId }), by.guests.list({ caseId })]),
} satisfies Pages;

const pagesOfMeeting = {
  meeting: (by, meetingId) => by.meetings.open({ meetingId }),
  actions: (by, meetingId) => by.actions.review({ meetingId }),
  room: async (by, meetingId) => {
    const room = await by.discussions.room({ meetingId });
    const isAtReview = room.state === "running" && room.item === null;
    return { room, review: isAtReview ? await by.actions.review({ meetingId }) : null };
  },
  record: (by, meetingId) => by.meetings.record({ meetingId }),
  screen: (by, meetingId) => by.meetings.screen({ meetingId, names: true }),
} satisfies Pages;

const oneOf = <Name extends string>(pages: Record<Name, unknown>) => z.enum(Object.keys(pages) as [Name, ...Name[]]);

/** The meeting, the cases on its agenda, and where actions are reviewed every case this reader reads. */
async function heardOfMeeting({ database, actor }: Context, meetingId: string, page: keyof typeof pagesOfMeeting) {
  const cases = new Set((await agendaOf(database, meetingId)).map((item) => item.case_id));
  if (page === "actions" || page === "room") {
    const { staff } = signedIn({ actor });
    const { readable } = await casesWithin(database, { staffId: staff.id, discipline: staff.discipline });
    for (const caseId of readable) cases.add(caseId);
  }
  return [`meeting:${meetingId}` as const, ...[...cases].map((caseId) => `case:${caseId}` as const)];
}

/** The case, and the meeting it comes to next. */
async function heardOfCase({ database }: Context, caseId: string) {
  const next = await meetingOfCase(database, caseId);
  return [`case:${caseId}` as const, ...(next ? [`meeting:${next.id}` as const] : [])];
}

export const watching = {
  availability: router({
    watch: watch("availability.watch")
      .input(z.object({ staffId: id }))
      .subscription(({ ctx, input, signal }) => {
        if (input.staffId !== signedIn(ctx).staff.id) missing();
        const page = { shows: (as: Context) => asked(as).availability.open(), hears: () => Promise.resolve([]) };
        return ctx.follow(page, signal);
      }),
  }),

  cases: router({
    watch: watch("case.watch")
      .input(z.object({ caseId: id, page: oneOf(pagesOfCase).default("case") }))
      .subscription(({ ctx, input: { caseId, page }, signal }) =>
        ctx.follow(
          { shows: (as) => pagesOfCase[page](asked(as), caseId), hears: (as) => heardOfCase(as, caseId) },
          signal,
        ),
      ),
  }),

  meetings: router({
    watch: watch("meeting.watch")
      .input(z.object({ meetingId: id, page: oneOf(pagesOfMeeting).default("meeting") }))
      .subscription(({ ctx, input: { meetingId, page }, signal }) =>
        ctx.follow(
          {
            shows: (as) => pagesOfMeeting[page](asked(as), meetingId),
            hears: (as) => heardOfMeeting(as, meetingId, page),
          },
          signal,
        ),
      ),
  }),
};
