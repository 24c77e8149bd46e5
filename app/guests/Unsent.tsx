import { untyped } from "#app/contributions/send.ts";
import { usePageFailure } from "#app/forms/useProblem.ts";
import { Inset } from "#app/ui/Inset.tsx";

/** Without script a page that can send nothing any more takes the place of the form: what stood in it is shown. */
export function Unsent() {
  const failure = usePageFailure();
  const texts = Object.entries(failure?.values ?? {})
    .filter(([name]) => !untyped.includes(name) && name !== "code")
    .flatMap(([, values]) => values)
    .filter((text) => text.trim() !== "");
  if (texts.length === 0) return null;
  return (
    <Inset>
      <p>
        <strong>What you wrote, which was not sent:</strong>
      </p>
      <p className="sm-lines">{texts.join("\n")}</p>
    </Inset>
  );
}
