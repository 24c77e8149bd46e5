/** The timer's verbs: taking the steps of each meeting's cycle. */
import { z } from "zod";
import { keepStep, meetingsInCycle, stepsTaken } from "#db/queries/cycle.ts";
import { settleDeputies } from "#db/queries/deputies.ts";
import { meetingById, rollForward } from "#db/queries/meetings.ts";
import { freezePack } from "#db/queries/packs.ts";
import { cycleSteps, type CycleStep } from "#db/vocabulary.ts";
import type { Writer } from "#db/database.ts";
import type { Instant } from "#db/schema.ts";
import { cycleReach, dueSteps } from "../domain/cycle.ts";
import { id, oneOf } from "../domain/inputs.ts";
import { usualMinutes } from "../domain/meetings.ts";
import { found } from "../domain/refusal.ts";
import { addMinutes } from "../domain/time.ts";
import { fingerprint, read, router, write } from "../trpc.ts";

const minutesOfDay = 24 * 60;

type Meeting = NonNullable<Awaited<ReturnType<typeof meetingById>>>;
interface Taking {
  db: Writer;
  at: Instant;
  newId: () => string;
  changed: (...subjects: `meeting:${string}`[]) => void;
}

export const cycle = router({
  /** The steps to take now, in the order to take them. */
  due: read("cycle.due").query(async ({ ctx }) => {
    const from = addMinutes(ctx.at, -cycleReach.before * minutesOfDay);
    const until = addMinutes(ctx.at, cycleReach.after * minutesOfDay);
    const meetings = await meetingsInCycle(ctx.db, from, until);
    const taken = await stepsTaken(
      ctx.db,
      meetings.map((meeting) => meeting.id),
    );
    return meetings.flatMap((meeting) =>
      dueSteps(meeting, taken(meeting.id), ctx.at).map((step) => ({ meetingId: meeting.id, step })),
    );
  }),

  /** Takes one step, with all that it brings about. One that is not due, or not any more, is left alone. */
  take: write("cycle.take")
    .input(z.object({ meetingId: id, step: oneOf(cycleSteps, "Name a step of the cycle") }))
    .mutation(async ({ ctx, input }) => {
      const meeting = found(await meetingById(ctx.db, input.meetingId));
      const taken = (await stepsTaken(ctx.db, [meeting.id]))(meeting.id);
      const isDue = dueSteps(meeting, taken, ctx.at).includes(input.step);
      if (isDue) {
        await keepStep(ctx.db, {
          id: ctx.newId(),
          practice_id: meeting.practice_id,
          meeting_id: meeting.id,
          step: input.step,
          taken_at: ctx.at,
        });
        await follow[input.step]?.(ctx, meeting);
        // Agendas may have changed, and after the last step nobody stands in for anybody any more.
        await settleDeputies(ctx, meeting.practice_id);
      }
      return { meetingId: meeting.id, taken: isDue };
    }),
});

/** What a step brings about by itself; the others are told of in digests, whose days they are. */
const follow: Partial<Record<CycleStep, (ctx: Taking, meeting: Meeting) => Promise<void>>> = {
  async "nominations-open"(ctx, meeting) {
    const next = await rollForward(ctx.db, meeting.practice_id, ctx.at, { minutes: usualMinutes, newId: ctx.newId });
    if (next) ctx.changed(`meeting:${next}`);
  },

  async freeze(ctx, meeting) {
    await freezePack(ctx.db, meeting, ctx.at, { newId: ctx.newId, checksumOf: fingerprint });
    ctx.changed(`meeting:${meeting.id}`);
  },
};
