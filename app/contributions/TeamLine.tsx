import { useContext } from "react";

import { useWritten } from "#app/contributions/written.ts";
import { FailureContext, type Failure } from "#app/forms/useProblem.ts";
import { Field } from "#app/ui/Field.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";

const offered = "Please speak to me.";

/** What the team may read where not everybody sees the whole. Once it was missing a line is offered, to send or to change. */
export function TeamLine() {
  const failure = useContext(FailureContext);
  const { text } = useWritten();
  const isMissing = failure?.problem.fields.teamHeadline !== undefined;
  return (
    <>
      <FailureContext.Provider value={isMissing ? offering(failure) : failure}>
        <Field
          key={isMissing ? "offered" : "own"}
          name="teamHeadline"
          label="If not everyone: what may the team read instead?"
          hint={`Such as “${offered}”`}
          defaultValue={text("teamHeadline")}
        />
      </FailureContext.Provider>
      <TextArea name="teamBody" label="More that the team may read" rows={2} defaultValue={text("teamBody")} />
    </>
  );
}

function offering(failure: Failure): Failure {
  const { teamHeadline = [] } = failure.values;
  return {
    ...failure,
    values: { ...failure.values, teamHeadline: teamHeadline.some(Boolean) ? teamHeadline : [offered] },
  };
}
