/** How a practice works: its cycle and the days it would rather not meet. */
import { z } from "zod";
import { meetingsInCycle, stepsTaken } from "#db/queries/cycle.ts";
import { changeMeeting } from "#db/queries/meetings.ts";
import { changeCycle, daysToAvoid, keepDaysToAvoid, removeDaysToAvoid } from "#db/queries/practices.ts";
import { practiceById } from "#db/queries/staff.ts";
import { cycleSteps, type CycleStep } from "#db/vocabulary.ts";
import { daysInWords } from "../domain/availability.ts";
import { cycleDays, cycleOf, dayOfStep, isAfter, isTaken, setCycle, stepWords, usualCycle } from "../domain/cycle.ts";
import { askedNow, fieldInWords } from "../domain/details.ts";
import { id } from "../domain/inputs.ts";
import { addDaysToAvoid, decideDaysToAvoid, removeDaysToAvoid as removeDaysToAvoidInput } from "../domain/practices.ts";
import { narrowAudiences } from "../domain/questions.ts";
import { changedMeanwhile, found } from "../domain/refusal.ts";
import { dayInWordsFrom, dayOf } from "../domain/time.ts";
import { read, router, write } from "../trpc.ts";

export const practices = router({
  open: read("practice.open")
    .input(z.object({ practiceId: id, discipline: z.string().max(64).nullish() }))
    .query(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const ahead = await meetingsInCycle(ctx.db, ctx.at, null, [practice.id]);
      // An extra meeting has a short cycle of its own, which would show nothing of the practice's.
      const next = ahead.find((meeting) => meeting.extra_reason === null);
      const cycle = cycleOf(practice.cycle);
      const { policy } = practice;
      const asked = policy.disciplines.find(({ code }) => code === input.discipline) ?? null;
      return {
        practice: { id: practice.id, name: practice.name },
        next: next ? dayInWordsFrom(dayOf(next.starts_at), ctx.today) : null,
        steps: cycleSteps.map((step) => ({
          step,
          words: stepWords[step],
          days: cycle[step],
          usual: usualCycle[step],
          isAfter: isAfter(step),
          next: next ? dayInWordsFrom(dayOfStep(step, next), ctx.today) : null,
        })),
        avoid: (await daysToAvoid(ctx.db, practice.id, ctx.today, null)).map((row) => ({
          id: row.id,
          label: row.label,
          words: daysInWords(row.from_day, row.to_day, ctx.today),
        })),
        disciplines: policy.disciplines.map(({ code, label, fields }) => ({
          code,
          label,
          fields: askedNow(fields).length,
        })),
        asked: asked && {
          code: asked.code,
          label: asked.label,
          prompts: asked.prompts ?? [],
          fields: askedNow(asked.fields).map((field) => ({
            name: field.name,
            label: field.label,
            words: fieldInWords(field, policy.audiences),
          })),
          ended: asked.fields.filter((field) => field.endedOn).map(({ name, label }) => ({ name, label })),
        },
        audiences: narrowAudiences.map((audience) => ({ audience, label: policy.audiences[audience].label })),
        version: practice.version,
        may: ctx.may(["practice.setCycle", "practice.addDays", "practice.removeDays", "practice.addDiscipline"]),
      };
    }),

  /**
   * Changes the cycle, and with it the days of meetings that have not begun. What was asked for by a step that was
   * taken stays as people were told; an extra meeting keeps the days it was planned with.
   */
  setCycle: write("practice.setCycle")
    .input(setCycle)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const isUsual = cycleSteps.every((step) => input.cycle[step] === usualCycle[step]);
      const cycle = isUsual ? null : input.cycle;
      if (!(await changeCycle(ctx.db, practice.id, input.version, cycle))) throw changedMeanwhile();

      const ahead = await meetingsInCycle(ctx.db, ctx.at, null, [practice.id]);
      const taken = await stepsTaken(
        ctx.db,
        ahead.map((meeting) => meeting.id),
      );
      let meetings = 0;
      for (const meeting of ahead.filter((one) => one.opened_at === null && one.extra_reason === null)) {
        const days = cycleDays(dayOf(meeting.starts_at), practice.nation, cycle);
        const stands = (step: CycleStep) => isTaken(step, meeting, taken(meeting.id));
        const change = {
          nominations_close: stands("nominations-close") ? meeting.nominations_close : days.nominationsClose,
          contributions_due: stands("due") ? meeting.contributions_due : days.contributionsDue,
          pack_freezes: stands("freeze") ? meeting.pack_freezes : days.packFreezes,
        };
        const keys = ["nominations_close", "contributions_due", "pack_freezes"] as const;
        if (keys.every((key) => change[key] === meeting[key])) continue;
        await changeMeeting(ctx.db, meeting.id, null, change);
        ctx.changed(`meeting:${meeting.id}`);
        meetings += 1;
      }
      return { practiceId: practice.id, meetings };
    }),

  addDays: write("practice.addDays")
    .input(addDaysToAvoid)
    .mutation(async ({ ctx, input }) => {
      const practice = found(await practiceById(ctx.db, input.practiceId));
      const already = await daysToAvoid(ctx.db, practice.id, ctx.today, null);
      const days = decideDaysToAvoid(input, { today: ctx.today, already });
      const dayId = ctx.newId();
      await keepDaysToAvoid(ctx.db, { id: dayId, practice_id: practice.id, ...days });
      return { dayId };
    }),

  /** Answers with what they were, so that they can be named again. */
  removeDays: write("practice.removeDays")
    .input(removeDaysToAvoidInput)
    .mutation(async ({ ctx, input }) => {
      const { from_day, to_day, label } = found(await removeDaysToAvoid(ctx.db, input.practiceId, input.dayId));
      return {
        dayId: input.dayId,
        words: `${label}: ${daysInWords(from_day, to_day, ctx.today)}`,
        fromDay: from_day,
        toDay: to_day,
        label,
      };
    }),
});
