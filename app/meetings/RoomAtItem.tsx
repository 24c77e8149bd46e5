import { Summary } from "#app/cases/Summary.tsx";
import { EntryLine } from "#app/meetings/EntryLine.tsx";
import { Escalation } from "#app/meetings/Escalation.tsx";
import { Links } from "#app/meetings/Links.tsx";
import { Outcome } from "#app/meetings/OutcomeForm.tsx";
import type { RoomItem } from "#app/meetings/roomPage.ts";
import { Said } from "#app/meetings/Said.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Warning } from "#app/ui/Warning.tsx";

type RoomAtItemProps = { item: RoomItem; line: string; setLine: (line: string) => void };

const parts = [
  { href: "#said", text: "What we said" },
  { href: "#outcome-of-item", text: "Outcome" },
  { href: "#line", text: "Add a line" },
];

/** The case being talked about: read first, then what was said, its outcome, and the line at the foot. */
export function RoomAtItem({ item, line, setLine }: RoomAtItemProps) {
  return (
    <>
      {item.leave.length > 0 && (
        <Warning heading="Not for everybody here">
          <p>Must leave until it is over: {item.leave.join(", ")}</p>
        </Warning>
      )}
      <Links label="This item" links={parts} />
      <Details summary="Summary" open key={item.itemId}>
        <Summary caseId={item.caseId} page={item.page} />
      </Details>
      <Said itemId={item.itemId} lines={item.lines} />
      <Outcome item={item} key={`outcome-${item.itemId}`} />
      <Escalation item={item} />
      <EntryLine {...item} line={line} setLine={setLine} />
    </>
  );
}
