import { useFetcher } from "@remix-run/react";

import { RowProblem } from "#app/actions/RowProblem.tsx";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import type { RoomItem } from "#app/meetings/roomPage.ts";
import { Button } from "#app/ui/Button.tsx";

type Line = RoomItem["lines"][number];

const kindWords: Record<Line["kind"], string> = { note: "", decision: "DECIDED ", action: "ACTION " };

/** What was written of this case, in order; each line can be taken back. */
export function Said({ itemId, lines }: Pick<RoomItem, "itemId" | "lines">) {
  return (
    <section id="said">
      <h2 className="nhsuk-heading-m">What we said</h2>
      {lines.length === 0 && <p>Nothing written for this case yet.</p>}
      <ul className="nhsuk-list sm-rows">
        {lines.map((line) => (
          <li key={line.id}>
            {line.at} <strong>{kindWords[line.kind]}</strong>
            {line.text}
            {line.by && ` · ${line.by}`} <Undo itemId={itemId} line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Undo({ itemId, line }: { itemId: string; line: Line }) {
  const fetcher = useFetcher();
  return (
    <LiveForm name={`undo-${line.id}`} fetcher={fetcher} className="sm-post">
      <input type="hidden" name="itemId" value={itemId} />
      <input type="hidden" name={line.kind === "action" ? "actionId" : "noteId"} value={line.id} />
      <Button name="intent" value="undo" look="secondary" small busy={fetcher.state !== "idle"}>
        Undo<span className="nhsuk-u-visually-hidden"> “{line.text}”</span>
      </Button>
      <RowProblem id={`undo-${line.id}-error`} />
    </LiveForm>
  );
}
