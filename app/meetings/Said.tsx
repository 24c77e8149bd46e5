import { useFetcher } from "@remix-run/react";
import type { MouseEvent } from "react";

import { RowProblem } from "#app/actions/RowProblem.tsx";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import type { RoomItem, TurnableNote } from "#app/meetings/roomPage.ts";
import { Button } from "#app/ui/Button.tsx";
import { Details } from "#app/ui/Details.tsx";

type Line = RoomItem["lines"][number];
type SaidProps = Pick<RoomItem, "itemId" | "lines" | "earlierNotes"> & {
  /** Puts a note into the line, to become an action. */
  turn: (note: TurnableNote) => void;
};

const kindWords: Record<Line["kind"], string> = { note: "", decision: "DECIDED ", action: "ACTION " };

/** What was written of this case, in order; each line can be taken back, and a note of any age become an action. */
export function Said({ itemId, lines, earlierNotes, turn }: SaidProps) {
  return (
    <section id="said">
      <h2 className="nhsuk-heading-m">What we said</h2>
      {lines.length === 0 && <p>Nothing written for this case yet.</p>}
      <ul className="nhsuk-list sm-rows">
        {lines.map((line) => (
          <li key={line.id}>
            {line.at} <strong>{kindWords[line.kind]}</strong>
            {line.text}
            {line.by && ` · ${line.by}`} <WhatBecameOfIt line={line} turn={turn} /> <Undo itemId={itemId} line={line} />
            {line.more && <p>{line.more}</p>}
          </li>
        ))}
      </ul>
      {earlierNotes.length > 0 && (
        <Details summary="Notes of earlier meetings">
          <ul className="nhsuk-list sm-rows">
            {earlierNotes.map((note) => (
              <li key={note.id}>
                {note.at} {note.text} <Turn note={note} turn={turn} />
              </li>
            ))}
          </ul>
        </Details>
      )}
    </section>
  );
}

function WhatBecameOfIt({ line, turn }: Pick<SaidProps, "turn"> & { line: Line }) {
  if (line.kind === "decision") {
    return (
      <a href={`?decision=${line.id}#decision`}>
        Why and who tells<span className="nhsuk-u-visually-hidden"> “{line.text}”</span>
      </a>
    );
  }
  if (line.kind === "action") return line.fromNote && <>(from “{line.fromNote}”)</>;
  return line.actionId ? <a href={`/actions/${line.actionId}`}>Now an action</a> : <Turn note={line} turn={turn} />;
}

/** Without script it opens the page with the note in the line. */
function Turn({ note, turn }: Pick<SaidProps, "turn"> & { note: TurnableNote }) {
  function onClick(click: MouseEvent) {
    click.preventDefault();
    turn({ id: note.id, text: note.text });
  }
  return (
    <a href={`?note=${note.id}#line`} onClick={onClick}>
      Make it an action<span className="nhsuk-u-visually-hidden"> “{note.text}”</span>
    </a>
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
