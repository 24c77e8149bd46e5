/** When somebody can meet, as they say it themselves; and the busy times that the timer reads of their calendars. */
import { z } from "zod";
import { daysAwayOf, endDaysAway, keepDaysAway, keepUsualWeek, usualWeekOf } from "#db/queries/availability.ts";
import {
  calendarOf,
  calendarsDue,
  keepReading,
  ownerOfCalendar,
  readCalendarNext,
  removeCalendar,
  replaceCalendar,
} from "#db/queries/calendars.ts";
import { feedOf } from "#db/queries/feeds.ts";
import { presentStaff } from "#db/queries/staff.ts";
import type { Reader } from "#db/database.ts";
import type { Day, Instant } from "#db/schema.ts";
import {
  addAway,
  daysInWords,
  decideAddress,
  decideAway,
  keepReading as keepReadingInput,
  momentInWords,
  nextReading,
  setCalendar,
  setWeek,
  shortAddress,
  ticksOf,
  weekOf,
} from "../domain/availability.ts";
import { id } from "../domain/inputs.ts";
import { found, missing, Refusal } from "../domain/refusal.ts";
import { dayInWordsFrom, dayOf } from "../domain/time.ts";
import { read, router, signedIn, write } from "../trpc.ts";

export const availability = router({
  open: read("availability.open").query(async ({ ctx }) => {
    const { staff, roles } = signedIn(ctx);
    const [week, away, calendar, covers, feed] = await Promise.all([
      usualWeekOf(ctx.db, staff.id),
      daysAwayOf(ctx.db, staff.id, ctx.today),
      calendarOf(ctx.db, staff.id, ctx.at),
      coversFor(ctx.db, staff.id, roles, ctx.today),
      feedOf(ctx.db, staff.id, ctx.at),
    ]);
    return {
      staffId: staff.id,
      usual: weekOf(week?.usual ?? []),
      showsReasons: week?.shows_reasons === 1,
      version: week?.version ?? 0,
      away: away.map((row) => ({
        id: row.id,
        words: daysInWords(row.from_day, row.to_day, ctx.today),
        reason: row.reason,
        cover: row.cover,
      })),
      covers,
      calendar: calendar ? calendarInWords(calendar, ctx.at, ctx.today) : null,
      feedSince: feed ? dayInWordsFrom(dayOf(feed.made_at), ctx.today) : null,
    };
  }),

  setWeek: write("availability.setWeek")
    .input(setWeek)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const ticks = ticksOf(input.usual).map((tick) => ({ id: ctx.newId(), staff_id: staff.id, ...tick }));
      const week = {
        id: ctx.newId(),
        staff_id: staff.id,
        shows_reasons: input.showsReasons ? 1 : 0,
        set_at: ctx.at,
      };
      if (!(await keepUsualWeek(ctx.db, week, input.version, ticks))) {
        throw new Refusal("stale", "You saved this in another window meanwhile. Open the page again to see it.");
      }
      return { staffId: staff.id };
    }),

  addAway: write("availability.addAway")
    .input(addAway)
    .mutation(async ({ ctx, input }) => {
      const { staff, roles } = signedIn(ctx);
      const [already, covers] = await Promise.all([
        daysAwayOf(ctx.db, staff.id, ctx.today),
        coversFor(ctx.db, staff.id, roles, ctx.today),
      ]);
      const away = decideAway(input, { today: ctx.today, already, covers });
      const awayId = ctx.newId();
      await keepDaysAway(ctx.db, { id: awayId, staff_id: staff.id, ...away, made_at: ctx.at });
      return { awayId };
    }),

  /** Answers with what they were, so that they can be said again. */
  removeAway: write("availability.removeAway")
    .input(z.object({ awayId: id }))
    .mutation(async ({ ctx, input }) => {
      const away = found(await endDaysAway(ctx.db, input.awayId, signedIn(ctx).staff.id, ctx.at));
      return {
        awayId: input.awayId,
        words: daysInWords(away.from_day, away.to_day, ctx.today),
        fromDay: away.from_day,
        toDay: away.to_day,
        reason: away.reason,
        coverId: away.cover_id,
      };
    }),

  /** The same address again reads it again. */
  setCalendar: write("availability.setCalendar")
    .input(setCalendar)
    .mutation(async ({ ctx, input }) => {
      const { staff } = signedIn(ctx);
      const address = decideAddress(input.address);
      const before = await calendarOf(ctx.db, staff.id, ctx.at);
      const calendarId = before?.address === address ? before.id : ctx.newId();
      if (before?.id === calendarId) {
        await readCalendarNext(ctx.db, calendarId, ctx.at);
      } else {
        const row = { id: calendarId, staff_id: staff.id, address, set_at: ctx.at, next_read_at: ctx.at };
        await replaceCalendar(ctx.db, row);
      }
      ctx.changed(`staff:${staff.id}`, "calendars");
      return { calendarId };
    }),

  removeCalendar: write("availability.removeCalendar").mutation(async ({ ctx }) => {
    const { staff } = signedIn(ctx);
    if (!(await removeCalendar(ctx.db, staff.id))) missing();
    ctx.changed(`staff:${staff.id}`);
    return { staffId: staff.id };
  }),
});

export const calendars = router({
  due: read("calendar.due").query(({ ctx }) => calendarsDue(ctx.db, ctx.at)),

  keep: write("calendar.keep")
    .input(keepReadingInput)
    .mutation(async ({ ctx, input }) => {
      const { calendarId, times, faults } = input;
      const staffId = await ownerOfCalendar(ctx.db, calendarId);
      // Taken back while it was read: nothing of it is kept.
      if (staffId === undefined) return { calendarId };
      await keepReading(
        ctx.db,
        { id: calendarId, staffId },
        {
          times: times?.map((time) => ({ id: ctx.newId(), ...time })) ?? null,
          faults,
          at: ctx.at,
          nextAt: nextReading(ctx.at, times !== null),
        },
      );
      ctx.changed(`staff:${staffId}`);
      return { calendarId };
    }),
});

/** Colleagues of any of their practices, each once. */
async function coversFor(db: Reader, staffId: string, roles: readonly { practiceId: string }[], today: Day) {
  const lists = await Promise.all(roles.map((role) => presentStaff(db, role.practiceId, today)));
  const people = new Map(
    lists.flat().map((person) => [person.id, { id: person.id, name: person.name, job: person.job }]),
  );
  people.delete(staffId);
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}

type Calendar = NonNullable<Awaited<ReturnType<typeof calendarOf>>>;

function calendarInWords(calendar: Calendar, at: Instant, today: Day) {
  const { read_at, next_read_at, faults, busyUntil } = calendar;
  return {
    id: calendar.id,
    address: shortAddress(calendar.address),
    busyCount: calendar.busyCount,
    until: busyUntil === null ? null : dayInWordsFrom(dayOf(busyUntil), today),
    readAt: read_at === null ? null : momentInWords(read_at, today),
    faults: faults ?? [],
    isBeingRead: next_read_at <= at,
    nextAt: momentInWords(next_read_at, today),
  };
}
