import { useProblem } from "#app/forms/useProblem.ts";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";

/** Why a row was not saved, in the row; what was typed is still there. */
export function RowProblem({ id }: { id: string }) {
  const { problem } = useProblem();
  if (problem === null) return null;
  const sentences = Object.values(problem.fields);
  return (
    <div role="alert">
      <ErrorMessage id={id}>{sentences.length > 0 ? sentences.join(". ") : problem.message}</ErrorMessage>
    </div>
  );
}
