import {
  isRouteErrorResponse,
  type ClientActionFunctionArgs,
  type ShouldRevalidateFunctionArgs,
} from "@remix-run/react";

import { failureOf, type Failure } from "#app/forms/useProblem.ts";
import { formOf, readTyped } from "#app/forms/read.ts";

/*
 * For a route with a form: `export { clientAction, shouldRevalidate } from "#app/forms/keep.ts"`.
 * A post that did not get through must not put an error page where the typed text was.
 */

export async function clientAction({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  const sent = request.clone();
  try {
    return await serverAction();
  } catch (thrown) {
    if (thrown instanceof Response || isRouteErrorResponse(thrown)) throw thrown;
    return notSent(await sent.formData());
  }
}

/** After a refusal nothing has changed; and where there is no network, reading again would fail as well. */
export function shouldRevalidate({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return failureOf(actionResult) === null && defaultShouldRevalidate;
}

const noConnection = "Not sent: there is no connection. Your text is safe in this page. Try again in a moment.";

/** Whether it had its effect nobody knows: it may be sent again with the key that it had. */
export function isNotSent({ problem }: Failure): boolean {
  return problem.message === noConnection;
}

function notSent(formData: FormData): Failure {
  const problem = {
    kind: "refused",
    message: noConnection,
    fields: {},
    reference: "",
  } as const;
  return { problem, values: readTyped(formData), form: formOf(formData) };
}
