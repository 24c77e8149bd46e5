/** A feed of one's own meetings for a calendar program that cannot sign in: times, practice and place, nothing else. */
import { z } from "zod";
import { keepFeed, meetingsForFeed, readerOfFeed, revokeFeeds } from "#db/queries/feeds.ts";
import { meetingsInviting } from "#db/queries/meetings.ts";
import { feedDays, feedOf } from "../domain/ics.ts";
import { found, missing } from "../domain/refusal.ts";
import { hasLeft } from "../domain/sight.ts";
import { addMinutes } from "../domain/time.ts";
import { read, router, secrets, signedIn, write } from "../trpc.ts";

const minutesOfDay = 24 * 60;

export const feeds = router({
  /** Ends the feed there was. The address is answered this once and kept nowhere. */
  make: write("feed.make").mutation(async ({ ctx }) => {
    const { staff } = signedIn(ctx);
    const token = secrets.newToken();
    await revokeFeeds(ctx.db, staff.id, ctx.at);
    await keepFeed(ctx.db, {
      id: ctx.newId(),
      staff_id: staff.id,
      token_hash: secrets.hashOfToken(token),
      made_at: ctx.at,
      ends_at: addMinutes(ctx.at, feedDays.lasts * minutesOfDay),
    });
    return { staffId: staff.id, address: `${ctx.origin}/calendar/${token}.ics` };
  }),

  revoke: write("feed.revoke").mutation(async ({ ctx }) => {
    const { staff } = signedIn(ctx);
    if (!(await revokeFeeds(ctx.db, staff.id, ctx.at))) missing();
    return { staffId: staff.id };
  }),

  /** Whoever has the address reads it; one that was never made, was ended or is too old is all the same. */
  read: read("feed.read")
    .input(z.object({ token: z.string().max(200) }))
    .query(async ({ ctx, input }) => {
      const reader = found(await readerOfFeed(ctx.db, secrets.hashOfToken(input.token), ctx.at));
      if (hasLeft({ leftOn: reader.left_on }, ctx.today)) missing();
      const since = addMinutes(ctx.at, -feedDays.shows * minutesOfDay);
      const meetings = await meetingsForFeed(ctx.db, reader.id, since);
      const inviting = await meetingsInviting(
        ctx.db,
        { staffId: reader.id, discipline: reader.discipline },
        meetings.map((meeting) => meeting.id),
      );
      const text = feedOf({
        meetings: meetings
          .filter((meeting) => inviting.has(meeting.id) || meeting.role === "coordinator")
          .map((meeting) => ({
            uid: meeting.id,
            startsAt: meeting.starts_at,
            endsAt: meeting.ends_at,
            sequence: meeting.sequence,
            place: meeting.place,
            practice: meeting.practice,
          })),
        link: `${ctx.origin}/meetings`,
        at: ctx.at,
      });
      return { text };
    }),
});
