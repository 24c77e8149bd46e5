import { useProblem } from "#app/forms/useProblem.ts";
import { NeedsFields, type NeedsFieldsProps } from "#app/meetings/NeedsFields.tsx";
import type { Preview } from "#app/meetings/shown.ts";
import { Details } from "#app/ui/Details.tsx";

type InvitedProps = { needs: NeedsFieldsProps; byDiscipline: Preview["byDiscipline"] | null };

/** Who is invited in one line, with the boxes that change it folded under it; without a line they stand open. */
export function Invited({ needs, byDiscipline }: InvitedProps) {
  const { errorFor } = useProblem();
  const isOpen = byDiscipline === null || ["chairId", "invited", "needed"].some((name) => errorFor(name));
  return (
    <>
      {byDiscipline && <p>People: {byDiscipline.map(inWords).join(" · ")}</p>}
      <Details summary="Who is invited, who must be there" open={isOpen}>
        <NeedsFields {...needs} />
      </Details>
    </>
  );
}

function inWords({ label, count, need }: Preview["byDiscipline"][number]): string {
  const people = count === 0 ? "nobody yet" : String(count);
  return need === "needed" ? `${label} ${people} (needed)` : `${label} ${people}`;
}
