import { useFetcher } from "@remix-run/react";

import { RowProblem } from "#app/actions/RowProblem.tsx";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import type { RoomPage } from "#app/meetings/roomPage.ts";
import { Button } from "#app/ui/Button.tsx";

export const undoLastButton = "undo-last";

type UndoLastProps = { steps: RoomPage["steps"]; number: number };

/** Takes back what this reader wrote last, in whichever case; again for the step before it. Ctrl+Z presses it. */
export function UndoLast({ steps: [step], number }: UndoLastProps) {
  const fetcher = useFetcher<{ undone?: boolean }>();
  return (
    <>
      <p className="nhsuk-u-visually-hidden" aria-live="polite">
        {fetcher.state === "idle" && fetcher.data?.undone && "Taken back"}
      </p>
      {step && (
        <LiveForm name="undo-last" fetcher={fetcher} className="sm-post sm-no-print">
          <input type="hidden" name="itemId" value={step.itemId} />
          <input type="hidden" name="noteId" value={step.noteId ?? ""} />
          <input type="hidden" name="actionId" value={step.actionId ?? ""} />
          <Button id={undoLastButton} name="intent" value="undo" look="secondary" small busy={fetcher.state !== "idle"}>
            Undo my last line{step.number !== number && ` (case ${step.number})`}
          </Button>
          <RowProblem id="undo-last-error" />
        </LiveForm>
      )}
    </>
  );
}
