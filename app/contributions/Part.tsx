import { useContext, type ReactNode } from "react";

import { filledRows, type ListName } from "#app/contributions/rows.ts";
import { useWritten } from "#app/contributions/written.ts";
import { FailureContext } from "#app/forms/useProblem.ts";
import type { Typed } from "#app/forms/read.ts";
import { Details } from "#app/ui/Details.tsx";

type PartProps = { name: ListName | "details"; summary: string; children: ReactNode };

/** A part of the form that not every contribution needs: folded until it holds something or must be put right. */
export function Part({ name, summary, children }: PartProps) {
  const failure = useContext(FailureContext);
  const { written } = useWritten();
  const typed = failure?.values ?? written;
  const isFilled = name === "details" ? holdsDetails(typed) : filledRows(typed, name) > 0;
  const hasError = Object.keys(failure?.problem.fields ?? {}).some((field) => field.startsWith(`${name}.`));
  return (
    <Details summary={summary} open={isFilled || hasError}>
      {children}
    </Details>
  );
}

function holdsDetails(typed: Typed): boolean {
  return Object.entries(typed).some(([name, values]) => name.startsWith("details.") && values.some(Boolean));
}
