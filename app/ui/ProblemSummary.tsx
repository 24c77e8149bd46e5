import { fieldId } from "#app/forms/fieldId.ts";
import { ErrorSummary } from "#app/ui/ErrorSummary.tsx";
import type { Problem } from "#server/domain/problem.ts";

/** Why the form was refused, with a link to each field that can be put right. */
export function ProblemSummary({ problem }: { problem: Problem }) {
  const errors = Object.entries(problem.fields).map(([name, text]) => ({ text, href: `#${fieldId(name)}` }));
  if (problem.kind === "signed-out") {
    return (
      <ErrorSummary
        title="You have been signed out"
        description={
          <>
            Nothing you wrote is lost.{" "}
            <a href="/sign-in" target="_blank" rel="noreferrer">
              Sign in in a new tab
            </a>
            , come back here and send again.
          </>
        }
      />
    );
  }
  if (problem.kind === "unexpected") {
    return <ErrorSummary description={`${problem.message} Reference: ${problem.reference}`} />;
  }
  return <ErrorSummary description={errors.length === 0 ? problem.message : undefined} errors={errors} />;
}
