import { useContext, type ReactNode } from "react";

import { filledRows, type DetailList, type ListName } from "#app/contributions/rows.ts";
import { useWritten } from "#app/contributions/written.ts";
import { fieldId } from "#app/forms/fieldId.ts";
import { FailureContext } from "#app/forms/useProblem.ts";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type RowsProps = {
  list: ListName | DetailList;
  /** "Risk" for the rows Risk 1, Risk 2, … */
  noun: string;
  /** Draws the row whose names begin with `prefix`; `what` is its name in words. */
  children: (prefix: string, what: string) => ReactNode;
};

/** The rows that hold something and always one blank more. */
export function Rows({ list, noun, children }: RowsProps) {
  const failure = useContext(FailureContext);
  const { written } = useWritten();
  const count = filledRows(failure?.values ?? written, list) + 1;
  return (
    <>
      {Array.from({ length: count }, (_, index) => {
        const what = `${noun} ${index + 1}`;
        return (
          // A fact to be changed takes the place of the blank row that stood there, and is drawn anew.
          <Fieldset
            key={`${index} ${written[`${list}.${index}.changes`]?.[0] ?? ""}`}
            id={fieldId(`${list}.${index}`)}
            legend={what}
          >
            {children(`${list}.${index}.`, what)}
          </Fieldset>
        );
      })}
      <AddAnotherRow what={noun} />
    </>
  );
}

/** Saves the draft, and the page comes back with a row more: works without script. */
export function AddAnotherRow({ what }: { what: string }) {
  return (
    <SubmitButton name="intent" value="draft" look="secondary" small>
      Add another row<span className="nhsuk-u-visually-hidden"> for {what.toLowerCase()}</span>
    </SubmitButton>
  );
}
