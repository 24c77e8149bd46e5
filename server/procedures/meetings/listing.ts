/** Meetings in lists: those to come and those of a past year, and a practice's year on one sheet. */
import { answersOf } from "#db/queries/meetings.ts";
import { practiceById } from "#db/queries/staff.ts";
import {
  everAttached,
  meetingsAhead,
  meetingsBehind,
  meetingsOfYear,
  reachBehind,
  reachOf,
  repliesWithin,
} from "#db/queries/years.ts";
import { attendanceInWords } from "../../domain/attendance.ts";
import { listMeetings, meetingStateOf, yearOfMeetings } from "../../domain/meetings.ts";
import { found } from "../../domain/refusal.ts";
import {
  dayInWordsFrom,
  dayOf,
  instantAt,
  partsOf,
  spanInWords,
  timesInWords,
  type Day,
  type Instant,
} from "../../domain/time.ts";
import { read, router, signedIn } from "../../trpc.ts";

export const lists = router({
  list: read("meeting.list")
    .input(listMeetings)
    .query(async ({ ctx, input }) => {
      const { staff, roles } = signedIn(ctx);
      const practiceIds = roles.map((role) => role.practiceId);
      const reach = await reachBehind(ctx.db, practiceIds, ctx.at);
      const years = yearsOf(reach);
      const year = input.year ?? years[0] ?? null;
      const rows = [
        ...(year === null ? [] : await meetingsBehind(ctx.db, practiceIds, ctx.at, spanOf(year))),
        ...(await meetingsAhead(ctx.db, practiceIds, ctx.at)),
      ];
      const mine = await answersOf(ctx.db, staff.id);
      return {
        practices: roles.map(({ practiceId, practiceName, role }) => ({ id: practiceId, name: practiceName, role })),
        /** The year whose past meetings are listed, and all there are, the latest first. */
        year,
        years,
        meetings: rows.map((row) => ({
          id: row.id,
          practice: row.practice,
          words: spanInWords(row.starts_at, row.ends_at),
          startsAt: row.starts_at,
          place: row.place,
          state: meetingStateOf(row),
          isPast: row.ends_at < ctx.at,
          reply: mine.get(row.id) ?? null,
          cancelledReason: row.cancelled_reason,
          mayChange:
            meetingStateOf(row) === "planned" &&
            row.starts_at > ctx.at &&
            roles.some(({ practiceId, role }) => practiceId === row.practice_id && role === "coordinator"),
        })),
      };
    }),

  /** Everything of a year that hangs on a wall: for the past who came, for all of it when and where. */
  year: read("meeting.year")
    .input(yearOfMeetings)
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const year = input.year ?? partsOf(ctx.today).year;
      const span = spanOf(year);
      const [meetings, attached, known, reach] = await Promise.all([
        meetingsOfYear(ctx.db, practice.id, span),
        everAttached(ctx.db, practice.id),
        repliesWithin(ctx.db, practice.id, span),
        reachOf(ctx.db, practice.id),
      ]);
      return {
        practice: { id: practice.id, name: practice.name },
        year,
        years: yearsOf(reach),
        meetings: meetings.map((meeting) => {
          const inWords = (day: Day) => dayInWordsFrom(day, dayOf(meeting.starts_at));
          return {
            id: meeting.id,
            /** "Thursday 28 January": the sheet says the year. */
            day: inWords(dayOf(meeting.starts_at)),
            times: timesInWords(meeting.starts_at, meeting.ends_at),
            place: meeting.place,
            state: meetingStateOf(meeting),
            cancelledReason: meeting.cancelled_reason,
            nominationsClose: inWords(meeting.nominations_close),
            contributionsDue: inWords(meeting.contributions_due),
            needed: practice.policy.disciplines
              .filter(({ code }) =>
                meeting.needs.some(({ discipline, need }) => discipline === code && need === "needed"),
              )
              .map(({ label }) => label),
            isPast: meeting.closed_at !== null || meeting.ends_at < ctx.at,
            attendance: attendanceInWords(meeting, known, attached, practice.policy.disciplines),
          };
        }),
      };
    }),
});

function spanOf(year: number): { from: Instant; until: Instant } {
  return { from: instantAt(`${year}-01-01` as Day, "00:00"), until: instantAt(`${year + 1}-01-01` as Day, "00:00") };
}

/** The latest first, and none between left out. */
function yearsOf(reach: { first: Instant; last: Instant } | null): number[] {
  if (!reach) return [];
  const [first, last] = [reach.first, reach.last].map((instant) => partsOf(dayOf(instant)).year);
  return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, index) => (last ?? 0) - index);
}
