import { useProblem } from "#app/forms/useProblem.ts";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";

/** Why a row was not saved, in the row; what its fields say of themselves is not said again. */
export function RowProblem({ id }: { id: string }) {
  const { problem } = useProblem();
  if (problem === null || Object.keys(problem.fields).length > 0) return null;
  return (
    <div role="alert">
      <ErrorMessage id={id}>{problem.message}</ErrorMessage>
    </div>
  );
}
