import { useContext } from "react";

import { DetailField, type TypedField } from "#app/contributions/DetailField.tsx";
import { Part } from "#app/contributions/Part.tsx";
import { useWritten } from "#app/contributions/written.ts";
import type { Typed } from "#app/forms/read.ts";
import { FailureContext } from "#app/forms/useProblem.ts";

type TypedDetailsProps = { discipline: string; fields: readonly TypedField[]; carriedFrom: string | null };

/** What the discipline is asked for beside its text. What is needed is said, and never stands in the way of sending. */
export function TypedDetails({ discipline, fields, carriedFrom }: TypedDetailsProps) {
  const failure = useContext(FailureContext);
  const { written } = useWritten();
  if (fields.length === 0) return null;
  const typed = failure?.values ?? written;
  const missing = fields.filter((field) => field.needed && !isFilled(typed, field.name));
  return (
    <Part
      name="details"
      summary={missing.length > 0 ? `More for ${discipline}: ${missing.length} still needed` : `More for ${discipline}`}
    >
      {carriedFrom !== null && <p>Filled in from last time, on {carriedFrom}. Please check it.</p>}
      {missing.length > 0 && (
        <p>
          The team still needs: {missing.map(({ label }) => label).join("; ")}. You can send now and add them later.
        </p>
      )}
      {fields.map((field) => (
        <DetailField key={field.name} {...field} />
      ))}
    </Part>
  );
}

/** A day stands in three boxes, a row in many. */
function isFilled(typed: Typed, field: string): boolean {
  const box = `details.${field}`;
  return Object.entries(typed).some(
    ([name, values]) => (name === box || name.startsWith(`${box}.`)) && values.some((value) => value.trim() !== ""),
  );
}
