import { useEffect, useRef, useState } from "react";

import type { TurnableNote } from "#app/meetings/roomPage.ts";
import { useLineQueue } from "#app/meetings/useLineQueue.ts";

export type Entry = ReturnType<typeof useEntry>;

/**
 * What stands in the room's line, and what becomes of it: kept by the page, so that it outlasts an item that is not for
 * this reader.
 */
export function useEntry(fromNote: TurnableNote | null) {
  const box = useRef<HTMLInputElement>(null);
  const [line, setLine] = useState(fromNote ? lineFrom(fromNote) : "");
  /** The note that this line makes an action of. */
  const [note, setNote] = useState(fromNote);
  const [isHeld, setIsHeld] = useState(false);
  const fromNoteId = fromNote?.id;

  function put(text: string) {
    if (box.current) box.current.value = text;
    setLine(text);
  }

  const queue = useLineQueue({ read: () => box.current?.value ?? line, put, putNote: setNote });

  useEffect(() => {
    if (fromNoteId !== undefined) focusBeforeOwner(box.current);
  }, [fromNoteId]);

  /** A line that was begun is not typed over. */
  function turn(next: TurnableNote) {
    const isFree = line.trim() === "";
    setIsHeld(!isFree);
    if (!isFree) return box.current?.focus();
    setNote(next);
    put(lineFrom(next));
    focusBeforeOwner(box.current);
  }

  function type(typed: string) {
    if (typed === "") setNote(null);
    setLine(typed);
  }

  return {
    box,
    line,
    note,
    type,
    turn,
    queue,
    /** A note was to be turned while this line was still being typed. */
    isHeld: isHeld && line !== "",
  };
}

/** A note as an action that has no owner yet: the name is typed after the sign. */
function lineFrom(note: TurnableNote): string {
  return `@ ${note.text}`;
}

function focusBeforeOwner(box: HTMLInputElement | null): void {
  box?.focus();
  box?.setSelectionRange(1, 1);
}
