import { Summary } from "#app/cases/Summary.tsx";
import { DeclareConflict } from "#app/meetings/Conflicts.tsx";
import { MoreTimeOrDefer } from "#app/meetings/Defer.tsx";
import { AskedDecision } from "#app/meetings/DecisionForm.tsx";
import { EntryLine } from "#app/meetings/EntryLine.tsx";
import { Escalation } from "#app/meetings/Escalation.tsx";
import { Links } from "#app/meetings/Links.tsx";
import { Outcome } from "#app/meetings/OutcomeForm.tsx";
import type { RoomItem, RoomPage } from "#app/meetings/roomPage.ts";
import { Said } from "#app/meetings/Said.tsx";
import { TimeUsed } from "#app/meetings/TimeUsed.tsx";
import { UndoLast } from "#app/meetings/UndoLast.tsx";
import type { Entry } from "#app/meetings/useEntry.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Warning } from "#app/ui/Warning.tsx";

type RoomAtItemProps = { item: RoomItem; meetingId: string; steps: RoomPage["steps"]; entry: Entry };

const parts = [
  { href: "#said", text: "What we said" },
  { href: "#outcome-of-item", text: "Outcome" },
  { href: "#line", text: "Add a line" },
];

/** The case being talked about: read first, then what was said, its outcome, and the line at the foot. */
export function RoomAtItem({ item, meetingId, steps, entry }: RoomAtItemProps) {
  return (
    <>
      <TimeUsed seconds={item.usedSeconds} minutes={item.minutes} isRunning={item.isRunning} />
      <MoreTimeOrDefer {...item} />
      {item.leave.length > 0 && (
        <Warning heading="Not for everybody here">
          <p>Must leave until it is over: {item.leave.join(", ")}</p>
        </Warning>
      )}
      {item.gaps.length > 0 && <NotQuorate item={item} />}
      <Links label="This item" links={parts} />
      <Details summary="Summary" open key={item.itemId}>
        <Summary caseId={item.caseId} page={item.page} askable={item.askable} />
      </Details>
      <Said {...item} turn={entry.turn} />
      <UndoLast steps={steps} number={item.number} />
      <AskedDecision item={item} key={`decision-${item.itemId}`} />
      <Outcome item={item} key={`outcome-${item.itemId}`} />
      <Escalation item={item} />
      <DeclareConflict caseId={item.caseId} meetingId={meetingId} />
      <EntryLine {...item} entry={entry} />
    </>
  );
}

/** Said when the case is called; who may conclude it can leave it for later in one press. */
function NotQuorate({ item: { itemId, version, gaps, mayConclude } }: { item: RoomItem }) {
  return (
    <Warning heading="Not quorate">
      <p>{gaps.join(". ")}. You can discuss it. What you decide is provisional.</p>
      {mayConclude && (
        <PostButton
          name="discuss-later"
          intent="conclude"
          fields={{ itemId, version: String(version), outcome: "deferred", reason: `Not quorate: ${gaps.join(", ")}` }}
          look="secondary"
          small
        >
          Discuss it later
        </PostButton>
      )}
    </Warning>
  );
}
