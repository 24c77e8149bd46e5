import type { CaseStanding } from "#app/cases/caseStanding.ts";
import { Inset } from "#app/ui/Inset.tsx";
import { Tag } from "#app/ui/Tag.tsx";

/** Where a case stands: said when it waits, when it has ended, and when the team sees it again and again. */
export function CaseState({ caseId, standing }: { caseId: string; standing: CaseStanding }) {
  const { isWaiting, isOver, words, ended, lead, unchanged, openActions } = standing;
  return (
    <>
      {isWaiting && (
        <p>
          <Tag colour="yellow">{words}</Tag> {ended && `It ended before: ${ended}`}
        </p>
      )}
      {isOver && (
        <p>
          <Tag colour="grey">{words}</Tag> {ended}
        </p>
      )}
      {lead && <p>Lead professional: {lead}</p>}
      {isOver && openActions > 0 && (
        <p className="sm-no-print">
          <a href={`/cases/${caseId}/ending#open-actions`}>
            {openActions === 1 ? "1 action is still open" : `${openActions} actions are still open`}
          </a>
        </p>
      )}
      {unchanged && (
        <Inset>
          <p>
            {unchanged}{" "}
            <a className="sm-no-print" href={`/cases/${caseId}/ending`}>
              End the case
            </a>
          </p>
        </Inset>
      )}
    </>
  );
}
