import { useContext, type ReactNode } from "react";

import { useWritten } from "#app/contributions/written.ts";
import { FailureContext } from "#app/forms/useProblem.ts";
import { Details } from "#app/ui/Details.tsx";

type PartProps = { name: string; summary: string; children: ReactNode };

/** A part of the form that not every contribution needs: folded until it holds something or must be put right. */
export function Part({ name, summary, children }: PartProps) {
  const failure = useContext(FailureContext);
  const { written } = useWritten();
  const isOurs = (field: string) => field.startsWith(`${name}.`);
  const isNeeded = Object.keys(failure?.problem.fields ?? {}).some(isOurs);
  const isFilled = Object.entries(failure?.values ?? written).some(
    ([field, values]) => isOurs(field) && !isPreset(field) && values.some((value) => value !== ""),
  );
  return (
    <Details summary={summary} open={isNeeded || isFilled}>
      {children}
    </Details>
  );
}

/** The audience is chosen in every row, also in an empty one. */
function isPreset(field: string): boolean {
  return field.endsWith(".audience");
}
