import { useFetcher } from "@remix-run/react";
import { useEffect, useState, type FormEvent } from "react";

import { RowProblem } from "#app/actions/RowProblem.tsx";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import type { RoomPage } from "#app/meetings/roomPage.ts";
import { Button } from "#app/ui/Button.tsx";

const undoLastButton = "undo-last";

/** Does nothing when nothing is left to take back. */
export function pressUndoLast(): void {
  document.getElementById(undoLastButton)?.click();
}

type UndoLastProps = { steps: RoomPage["steps"]; number: number };

/** Takes back what this reader wrote last, in whichever case; again for the step before it. Ctrl+Z presses it. */
export function UndoLast({ steps: [step], number }: UndoLastProps) {
  const fetcher = useFetcher<{ undone?: boolean }>();
  const isIdle = fetcher.state === "idle";
  /** Presses that came while one was under way: each takes back a step of its own. */
  const [waiting, setWaiting] = useState(0);

  useEffect(() => {
    if (!isIdle || waiting === 0) return;
    setWaiting(waiting - 1);
    pressUndoLast();
  }, [isIdle, waiting]);

  function onSubmit(event: FormEvent) {
    if (isIdle) return;
    event.preventDefault();
    setWaiting(waiting + 1);
  }

  return (
    <>
      <p className="nhsuk-u-visually-hidden" aria-live="polite">
        {isIdle && fetcher.data?.undone && "Taken back"}
      </p>
      {step && (
        <LiveForm name="undo-last" fetcher={fetcher} className="sm-post sm-no-print" onSubmit={onSubmit}>
          <input type="hidden" name="itemId" value={step.itemId} />
          <input type="hidden" name="noteId" value={step.noteId ?? ""} />
          <input type="hidden" name="actionId" value={step.actionId ?? ""} />
          <Button id={undoLastButton} name="intent" value="undo" look="secondary" small>
            Undo my last line{step.number !== number && ` (case ${step.number})`}
          </Button>
          <RowProblem id="undo-last-error" />
        </LiveForm>
      )}
    </>
  );
}
