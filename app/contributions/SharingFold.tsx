import type { ReactNode } from "react";

import { SharingFields, type SharingChoices } from "#app/contributions/SharingFields.tsx";
import { useWhoSees, type WhoSees } from "#app/contributions/whoSees.ts";
import { useWritten } from "#app/contributions/written.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { Details } from "#app/ui/Details.tsx";

type SharingFoldProps = { choices: SharingChoices; prefix: string; what: string };

/** Says who sees a row, beside where it is typed; the choice is folded, and open where it was made narrower. */
export function SharingFold(props: SharingFoldProps) {
  const sees = useWhoSees(props.choices, props.prefix);
  return (
    <>
      <p className="nhsuk-hint">Who sees this: {sees.words}.</p>
      <ChangeWhoSees {...props} sees={sees} />
    </>
  );
}

/** The choice alone; `children` are what narrowing asks for in the same place. */
export function ChangeWhoSees({
  choices,
  prefix,
  what,
  sees,
  children,
}: SharingFoldProps & { sees: WhoSees; children?: ReactNode }) {
  const { text, ticks } = useWritten();
  const { errorFor } = useProblem();
  const isNarrow = (text(`${prefix}audience`) || "team") !== "team" || ticks(`${prefix}excludedDisciplines`).length > 0;
  const hasError = ["audience", "namedStaff", "teamHeadline"].some((name) => errorFor(`${prefix}${name}`));
  return (
    <Details
      open={hasError || isNarrow}
      summary={
        <>
          Change who sees this part<span className="nhsuk-u-visually-hidden"> of {what.toLowerCase()}</span>
        </>
      }
    >
      <div onChange={sees.onChange}>
        <SharingFields choices={choices} prefix={prefix} audience="team" />
      </div>
      {children}
    </Details>
  );
}
