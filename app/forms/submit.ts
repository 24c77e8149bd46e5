import { data, type AppLoadContext } from "@remix-run/node";

import { formOf, readForm, readTyped, textOf, type FormValues } from "#app/forms/read.ts";
import type { Failure } from "#app/forms/useProblem.ts";
import { problemOf, statusOf, type Problem } from "#server/domain/problem.ts";

/**
 * What an action does with its form. The type of `form` is the action's word for what it expects (the input of the
 * procedure it calls); whether it holds is for the procedure to say. `intent` is the value of the pressed button.
 */
type Run<Form, Result> = (
  api: AppLoadContext["api"],
  form: Form,
  intent: string,
  /** As it was sent, for the files in it. */
  sent: FormData,
) => Promise<Result>;

/** What a form held when there was nobody signed in to send it, and no page to show it on again. */
export type HeldBack = { problem: Problem; held: [name: string, value: string][] };

/**
 * Runs one API call for a form. A refusal comes back to the page it came from, with all that was typed:
 * being signed out is one of them, so text never has to survive a journey to the sign-in page. Without script that page
 * cannot be drawn again, and the text stands on one of its own (see SendAgain).
 */
export async function submit<Result, Form = FormValues>(
  request: Request,
  context: AppLoadContext,
  run: Run<Form, Result>,
) {
  const formData = await request.formData();
  const key = textOf(formData, "_key");
  try {
    const api = context.apiFor(key || context.newKey());
    return await run(api, readForm(formData) as Form, textOf(formData, "intent"), formData);
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem === null) throw thrown;
    const status = statusOf[problem.kind];
    if (problem.kind === "missing") throw Response.json(problem, { status });
    if (problem.kind === "signed-out" && isPageItself(request)) {
      throw Response.json({ problem, held: heldIn(formData) } satisfies HeldBack, { status });
    }
    const failure: Failure = { problem, values: readTyped(formData), form: formOf(formData) };
    return data(failure, { status });
  }
}

/** Whether the answer is shown as a page by the browser: script asks for anything. */
function isPageItself(request: Request): boolean {
  return request.headers.get("accept")?.includes("text/html") ?? false;
}

/** A password goes one way only. */
function heldIn(formData: FormData): HeldBack["held"] {
  return [...formData].flatMap(([name, value]): HeldBack["held"] =>
    typeof value === "string" && !/password/i.test(name) ? [[name, value]] : [],
  );
}
