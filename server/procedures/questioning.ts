/** What the practice asks its disciplines: disciplines, prompts and typed fields are its data. */
import type { PracticePolicy } from "#db/casefile.ts";
import type { Writer } from "#db/database.ts";
import { changePolicy } from "#db/queries/practices.ts";
import { practiceById } from "#db/queries/staff.ts";
import {
  addDiscipline,
  addField,
  decideAgain,
  decideDiscipline,
  decideEnd,
  decideField,
  decidePrompts,
  namedField,
  setPrompts,
} from "../domain/questions.ts";
import { changedMeanwhile, found } from "../domain/refusal.ts";
import { router, write } from "../trpc.ts";

export const questioning = router({
  addDiscipline: write("practice.addDiscipline")
    .input(addDiscipline)
    .mutation(async ({ ctx, input }) => {
      const policy = await change(ctx.db, input, (before) => decideDiscipline(before, input));
      return { practiceId: input.practiceId, discipline: policy.disciplines.at(-1)?.code ?? "" };
    }),

  setPrompts: write("practice.setPrompts")
    .input(setPrompts)
    .mutation(async ({ ctx, input }) => {
      await change(ctx.db, input, (before) => decidePrompts(before, input));
      return { practiceId: input.practiceId };
    }),

  addField: write("practice.addField")
    .input(addField)
    .mutation(async ({ ctx, input }) => {
      await change(ctx.db, input, (before) => decideField(before, input));
      return { practiceId: input.practiceId };
    }),

  endField: write("practice.endField")
    .input(namedField)
    .mutation(async ({ ctx, input }) => {
      await change(ctx.db, input, (before) => decideEnd(before, input, ctx.today));
      return { practiceId: input.practiceId };
    }),

  askAgain: write("practice.askAgain")
    .input(namedField)
    .mutation(async ({ ctx, input }) => {
      await change(ctx.db, input, (before) => decideAgain(before, input));
      return { practiceId: input.practiceId };
    }),
});

async function change(
  db: Writer,
  { practiceId, version }: { practiceId: string; version: number },
  decide: (before: PracticePolicy) => PracticePolicy,
): Promise<PracticePolicy> {
  const policy = decide(found(await practiceById(db, practiceId)).policy);
  if (!(await changePolicy(db, practiceId, version, policy))) throw changedMeanwhile();
  return policy;
}
