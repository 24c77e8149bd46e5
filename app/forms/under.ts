import { problemOf, type Problem } from "#server/domain/problem.ts";

/**
 * For a page on which several forms ask for the same thing. The boxes of one form are named `withdraw.reason`, so that
 * each has an id of its own; a refusal of `reason` comes back under the name that the page knows.
 */
export async function under<Result>(prefix: string, run: () => Promise<Result>): Promise<Result> {
  return naming((field) => `${prefix}.${field}`, run);
}

/** Runs what may be refused, and names the fields of a refusal as the page does. */
export async function naming<Result>(name: (field: string) => string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem === null) throw thrown;
    const renamed = Object.entries(problem.fields).map(([field, sentence]): [string, string] => [
      name(field),
      sentence,
    ]);
    const fields: Problem["fields"] = Object.fromEntries(renamed);
    throw Object.assign(new Error(problem.message), { problem: { ...problem, fields } });
  }
}
