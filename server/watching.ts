/**
 * What pages follow while they stand open: what each of them reads, so that its stream can tell when that changed. Each
 * listens to all that changes what it shows: what it did not hear of would be told with the next change that it does
 * hear of, and so would tell of that one, which may be kept from its reader.
 */
import { z } from "zod";
import { agendaOf, meetingOfCase } from "#db/queries/meetings.ts";
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
import type { Subject } from "./signals.ts";
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

export const watching = {
  availability: router({
    watch: watch("availability.watch")
      .input(z.object({ staffId: id }))
      .subscription(({ ctx, input, signal }) => {
        if (input.staffId !== signedIn(ctx).staff.id) missing();
        return ctx.follow([`staff:${input.staffId}`], (as) => asked(as).availability.open(), signal);
      }),
  }),

  cases: router({
    watch: watch("case.watch")
      .input(z.object({ caseId: id, page: oneOf(pagesOfCase).default("case") }))
      .subscription(async ({ ctx, input: { caseId, page }, signal }) => {
        const next = await meetingOfCase(ctx.db, caseId);
        const subjects: Subject[] = [`case:${caseId}`, ...(next ? [`meeting:${next.id}` as const] : [])];
        return ctx.follow(subjects, (as) => pagesOfCase[page](asked(as), caseId), signal);
      }),
  }),

  meetings: router({
    watch: watch("meeting.watch")
      .input(z.object({ meetingId: id, page: oneOf(pagesOfMeeting).default("meeting") }))
      .subscription(async ({ ctx, input: { meetingId, page }, signal }) => {
        const cases = await agendaOf(ctx.db, meetingId);
        const subjects: Subject[] = [`meeting:${meetingId}`, ...cases.map((item) => `case:${item.case_id}` as const)];
        return ctx.follow(subjects, (as) => pagesOfMeeting[page](asked(as), meetingId), signal);
      }),
  }),
};
