import { useContext } from "react";

import { AddAnotherRow } from "#app/contributions/Rows.tsx";
import { filledStrengths } from "#app/contributions/rows.ts";
import { useWritten } from "#app/contributions/written.ts";
import { FailureContext } from "#app/forms/useProblem.ts";
import { Field } from "#app/ui/Field.tsx";
import { Fieldset } from "#app/ui/Fieldset.tsx";

/** What goes well, one in each box. */
export function Strengths({ seenBy }: { seenBy: string }) {
  const failure = useContext(FailureContext);
  const { written, text } = useWritten();
  const count = filledStrengths(failure?.values ?? written) + 1;
  return (
    <>
      <Fieldset id="strengths" legend="What goes well, and who helps?" hint={seenBy}>
        {Array.from({ length: count }, (_, index) => (
          <Field
            key={index}
            name={`strengths.${index}`}
            label={`Strength ${index + 1}`}
            hideLabel
            defaultValue={text(`strengths.${index}`)}
          />
        ))}
      </Fieldset>
      <AddAnotherRow what="Strength" />
    </>
  );
}
