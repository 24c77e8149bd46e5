import { problemOf } from "#server/domain/problem.ts";

/**
 * For a page on which several forms ask for the same thing. The boxes of one form are named `withdraw.reason`, so that
 * each has an id of its own; a refusal of `reason` comes back under the name that the page knows.
 */
export async function under<Result>(prefix: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem === null) throw thrown;
    const fields = Object.fromEntries(
      Object.entries(problem.fields).map(([name, sentence]) => [`${prefix}.${name}`, sentence]),
    );
    throw Object.assign(new Error(problem.message), { problem: { ...problem, fields } });
  }
}
