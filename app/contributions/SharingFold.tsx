import type { ReactNode } from "react";

import { SharingFields, type SharingChoices } from "#app/contributions/SharingFields.tsx";
import { useWritten } from "#app/contributions/written.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { Details } from "#app/ui/Details.tsx";

type SharingFoldProps = { choices: SharingChoices; prefix: string; what: string; children?: ReactNode };

/** Says who sees a part, beside where it is typed; the choice is folded, and open where it was made narrower. */
export function SharingFold({ choices, prefix, what, children }: SharingFoldProps) {
  const { text } = useWritten();
  const { errorFor } = useProblem();
  const chosen = text(`${prefix}audience`) || "team";
  const label = choices.audiences.find(({ audience }) => audience === chosen)?.label ?? chosen;
  const hasError = ["audience", "namedStaff", "teamHeadline"].some((name) => errorFor(`${prefix}${name}`));
  return (
    <>
      <p className="nhsuk-hint">Who sees this: {label}.</p>
      <Details
        open={hasError || chosen !== "team"}
        summary={
          <>
            Change who sees this part<span className="nhsuk-u-visually-hidden"> of {what.toLowerCase()}</span>
          </>
        }
      >
        <SharingFields choices={choices} prefix={prefix} audience="team" />
        {children}
      </Details>
    </>
  );
}
