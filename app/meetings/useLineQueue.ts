import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

import { isNotSent } from "#app/forms/keep.ts";
import { failureOf } from "#app/forms/useProblem.ts";
import { newKey } from "#app/live/newKey.ts";
import type { TurnableNote } from "#app/meetings/roomPage.ts";

type LineFields = { itemId: string; ownerId?: string; note: TurnableNote | null };
type Line = LineFields & { text: string; key: string };

/** The box that the lines are typed in. */
type Box = {
  read: () => string;
  /** In the place of what stood there. */
  put: (text: string) => void;
  /** The note that the next line makes an action of. */
  putNote: (change: (now: TurnableNote | null) => TurnableNote | null) => void;
};

/** After how long without an answer a line is said to be not sent yet, and how often it is tried again. */
const patience = 3_000;
const pauseAfterFailure = 3_000;

/**
 * Sends the lines of a box in order, each once. A line stands in the box until it is written, and what is typed meanwhile
 * stands behind it. Where no answer comes the lines leave the box and wait beside it, so that one types on; they are
 * tried again, each with the key that it had, until there is an answer. What was refused comes back into the box, once
 * that is free.
 */
export function useLineQueue(box: Box) {
  const fetcher = useFetcher<{ written?: { id: string; line: string; words: string } }>();
  const { data } = fetcher;
  const failure = failureOf(data);
  const written = data?.written;
  const [notSent, setNotSent] = useState<readonly string[]>([]);
  // Not drawn: in a ref, because keys come faster than the page is drawn again.
  const { current: queue } = useRef({
    /** Ended and not yet written; the first is the one that is sent. */
    lines: [] as Line[],
    isUnderWay: false,
    /** The lines wait beside the box. */
    isBeside: false,
    /** The first was refused while something else stood in the box. */
    isHeld: false,
    refused: "",
    /** The answer that was taken last. */
    answer: undefined as unknown,
    timer: undefined as number | undefined,
  });

  function wait(run: () => void, milliseconds: number) {
    window.clearTimeout(queue.timer);
    queue.timer = window.setTimeout(run, milliseconds);
  }

  function draw() {
    if (queue.lines.length === 0) queue.isBeside = false;
    setNotSent(queue.isBeside ? queue.lines.map(({ text }) => text) : []);
  }

  /** The lines that stand in the box before the one that is typed. */
  function inBox(): string {
    return queue.isBeside ? "" : queue.lines.map(({ text }) => text).join("");
  }

  function sendFirst() {
    const [line] = queue.lines;
    if (line === undefined || queue.isUnderWay || queue.isHeld) return;
    queue.isUnderWay = true;
    wait(standBeside, patience);
    const { itemId, ownerId, note, text, key } = line;
    const fields = { itemId, line: text, noteId: note?.id ?? "", ...(ownerId ? { ownerId } : {}) };
    fetcher.submit({ ...fields, intent: "write", _key: key }, { method: "post" });
  }

  function end(typed: string, fields: LineFields) {
    // What was typed over stands in the box no longer.
    if (!typed.startsWith(inBox())) standBeside();
    const text = typed.slice(inBox().length);
    if (queue.lines.length > 0 && text.trim() === "") {
      // The box is free for the line that was refused; those behind it go on.
      putBackHeld();
      draw();
      return sendFirst();
    }
    // The note is that of the line before it, until that one is written.
    const isTaken = fields.note !== null && queue.lines.some(({ note }) => note?.id === fields.note?.id);
    queue.lines.push({ ...fields, ...(isTaken ? { note: null } : {}), text, key: `${newKey()}:write` });
    if (queue.isBeside) {
      box.put("");
      box.putNote(() => null);
      putBackHeld();
      draw();
    }
    sendFirst();
  }

  /** Out of the box, with what was typed since left in it. */
  function standBeside() {
    if (queue.isBeside || queue.lines.length === 0) return;
    box.put(withoutStart(box.read(), inBox()));
    box.putNote((now) => (queue.lines.some(({ note }) => note?.id === now?.id) ? null : now));
    queue.isBeside = true;
    draw();
  }

  function putBackHeld() {
    if (!queue.isHeld || box.read().trim() !== "") return;
    const line = queue.lines.shift();
    Object.assign(queue, { isHeld: false, refused: line?.text ?? "" });
    box.put(line?.text ?? "");
    box.putNote(() => line?.note ?? null);
  }

  function take() {
    const [line] = queue.lines;
    if (line === undefined) return;
    if (failure !== null && mayYetBeSent(failure)) return standBeside();
    if (failure !== null && queue.isBeside) {
      queue.isHeld = true;
      putBackHeld();
    } else if (failure !== null) {
      // All of it stays in the box, to be put right.
      Object.assign(queue, { lines: [], refused: line.text });
    } else {
      queue.lines.shift();
      if (!queue.isBeside) box.put(withoutStart(box.read(), line.text));
      box.putNote((now) => (now !== null && now.id === line.note?.id ? null : now));
    }
    draw();
  }

  /** The answer takes its line away; the next one is sent when the page has come to rest. */
  const settle = useRef<(isIdle: boolean) => void>(() => undefined);
  settle.current = (isIdle) => {
    if (!queue.isUnderWay) return;
    if (data !== undefined && data !== queue.answer) {
      queue.answer = data;
      window.clearTimeout(queue.timer);
      take();
    }
    if (!isIdle) return;
    queue.isUnderWay = false;
    if (failure !== null && mayYetBeSent(failure)) wait(sendFirst, pauseAfterFailure);
    else sendFirst();
  };

  const isIdle = fetcher.state === "idle";
  useEffect(() => settle.current(isIdle), [data, isIdle]);

  const tryNow = useRef(sendFirst);
  tryNow.current = sendFirst;
  useEffect(() => {
    const send = () => tryNow.current();
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.lines.length > 0) event.preventDefault();
    };
    window.addEventListener("online", send);
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("online", send);
      window.removeEventListener("beforeunload", warn);
      window.clearTimeout(queue.timer);
    };
  }, [queue]);

  return {
    fetcher,
    written,
    end,
    /** The lines that wait beside the box. */
    notSent,
    /** Somebody must do something before they are sent. */
    isSignedOut: failure?.problem.kind === "signed-out",
    /** What stands in the box is more than the line that is being typed. */
    isAlsoInBox: () => !queue.isBeside && queue.lines.length > 0,
    isRefused: (line: string) => failure !== null && !mayYetBeSent(failure) && line === queue.refused,
  };
}

/** Signed out is mended in another tab, and then the same line succeeds. */
function mayYetBeSent(failure: NonNullable<ReturnType<typeof failureOf>>): boolean {
  return isNotSent(failure) || failure.problem.kind === "signed-out";
}

function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
