/** Before a series is planned: what it begins with, its dates with all that is known of them, the mail it will send. */
import { z } from "zod";
import { inviteesAmong } from "#db/queries/meetings.ts";
import { namesKnownTo } from "#db/queries/names.ts";
import { aroundDates, lastPlanned } from "#db/queries/planning.ts";
import { practiceById, staffOfPractice } from "#db/queries/staff.ts";
import { seriesShownAs } from "../../domain/confirming.ts";
import { cycleDays } from "../../domain/cycle.ts";
import { disciplineLabel } from "../../domain/practices.ts";
import { holidayLimits } from "../../domain/holidays.ts";
import { id } from "../../domain/inputs.ts";
import { invitationMail } from "../../domain/letters.ts";
import { refuseNames } from "../../domain/mailnames.ts";
import { needsOf, planMeetings } from "../../domain/meetings.ts";
import { shownText } from "../../domain/messages.ts";
import { likeLast, notesOn, peopleByDiscipline, spanOf } from "../../domain/planning.ts";
import { found } from "../../domain/refusal.ts";
import { expand, ruleInWords } from "../../domain/series.ts";
import { dayInWordsFrom, type Day } from "../../domain/time.ts";
import { read, router, signedIn } from "../../trpc.ts";

export const preparing = router({
  /** A series like the last one of the practice, to be changed before it is planned. */
  prepare: read("meeting.prepare")
    .input(z.object({ practiceId: id }))
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const [last, staff] = await Promise.all([lastPlanned(ctx.db, practice.id), staffOfPractice(ctx.db, practice.id)]);
      const people = staff.filter(({ left_on }) => left_on === null || left_on >= ctx.today);
      const { disciplines } = practice.policy;
      const ofNeed = (need: "needed" | "invited") =>
        disciplines.flatMap(({ code }) =>
          last?.needs.some((one) => one.discipline === code && one.need === need) ? [code] : [],
        );
      return {
        practice: { id: practice.id, name: practice.name },
        disciplines: disciplines.map(({ code, label }) => ({ code, label })),
        people: people.map(({ id, name }) => ({ id, name })),
        /** Whether there was a series or a meeting to be like. */
        isLikeLast: last !== null,
        rule: likeLast(last, practice.nation, ctx.today),
        chairId: people.find(({ id }) => id === last?.chairId)?.id ?? null,
        needed: ofNeed("needed"),
        invited: ofNeed("invited"),
      };
    }),

  /** The dates of a rule in words and what is known of each, who is invited, and the mail they get; nothing is saved. */
  preview: read("meeting.preview")
    .input(planMeetings)
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const { place, videoLink } = input;
      refuseNames({ place, videoLink }, await namesKnownTo(ctx.db, signedIn(ctx).staff.id, practice.id));
      const { disciplines } = practice.policy;
      const needs = needsOf(
        input,
        disciplines.map(({ code }) => code),
      );
      const staff = await staffOfPractice(ctx.db, practice.id);
      const people = inviteesAmong(staff, needs, input.chairId, ctx.today);
      const dates = expand(input);
      const around = {
        ...(await aroundDates(ctx.db, practice.id, people, spanOf(dates))),
        people,
        needed: input.needed,
        labelOf: (code: string) => disciplineLabel(practice.policy, code),
      };

      const shown = dates.map((date) => {
        const { nominationsClose, contributionsDue, packFreezes } = cycleDays(
          date.day,
          practice.nation,
          practice.cycle,
        );
        const inWords = (day: Day) => dayInWordsFrom(day, date.day);
        return {
          day: date.day,
          words: date.words,
          skipped: date.skipped,
          holiday: date.holiday,
          notes: notesOn(date, around),
          nominationsClose: inWords(nominationsClose),
          contributionsDue: inWords(contributionsDue),
          packFreezes: inWords(packFreezes),
        };
      });
      const ahead = dates.filter(({ skipped, startsAt }) => skipped === null && startsAt > ctx.at);
      const mail = invitationMail({
        practice: practice.name,
        organizer: signedIn(ctx).staff.name,
        standing: input.needed.length > 0 ? "needed" : "invited",
        extraReason: null,
        today: ctx.today,
        dates: ahead.map(({ startsAt, endsAt }) => ({
          startsAt,
          endsAt,
          place: input.place,
          videoLink: input.videoLink,
        })),
      });
      return {
        sentence: ruleInWords({ ...input, skip: [] }),
        holidayLimits: dates.every(({ holidaysKnown }) => holidaysKnown) ? null : holidayLimits,
        dates: shown,
        byDiscipline: peopleByDiscipline(people, needs, disciplines),
        shown: seriesShownAs({ ...around, rule: input, dates, needs, disciplines }, ctx.at),
        /** How many get the mail; null where all dates are past, and nobody does. */
        invitation:
          ahead.length === 0
            ? null
            : {
                people: people.length,
                subject: mail.subject,
                text: shownText({ kind: "invitation", text: mail.text }) ?? "",
              },
      };
    }),
});
