import { useActionData } from "@remix-run/react";
import { createContext, useContext } from "react";

import type { Typed } from "#app/forms/read.ts";
import { problemOf, type Problem } from "#server/domain/problem.ts";

/** A form that was refused: why, what had been typed, and which of the page's forms it was. */
export type Failure = { problem: Problem; values: Typed; form: string };

/** The failure that concerns the parts within: Page gives the page's, a PostForm only its own. */
export const FailureContext = createContext<Failure | null>(null);

/** The failure in what an action answered, if it refused. */
export function failureOf(answer: unknown): Failure | null {
  return problemOf(answer) === null ? null : (answer as Failure);
}

/** What the last post to this route came back with, if it was refused. */
export function usePageFailure(): Failure | null {
  return failureOf(useActionData<unknown>());
}

/** For parts with a name: their own error, and what was typed in them before the form was refused. */
export function useProblem() {
  const failure = useContext(FailureContext);
  return {
    problem: failure?.problem ?? null,
    errorFor: (name: string) => failure?.problem.fields[name],
    /** Somebody else's text for the same field, saved first. */
    theirsFor: (name: string) => failure?.problem.theirs?.[name],
    valueFor: (name: string) => failure?.values[name]?.[0],
    /** All that were ticked under one name: after a refusal, none is an answer as well. */
    ticksFor: (name: string) => failure && (failure.values[name] ?? []),
  };
}
