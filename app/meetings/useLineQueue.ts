import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, type RefObject } from "react";

import { failureOf } from "#app/forms/useProblem.ts";

type Fields = { itemId: string; noteId: string; ownerId?: string };

/**
 * Sends the lines of a box in order, each once. A line stands in the box until it is written; what is typed meanwhile
 * stands behind it, and what Enter ended there follows by itself. After a refusal all of it stays, to be put right.
 */
export function useLineQueue(box: RefObject<HTMLInputElement>, onWritten: (rest: string, noteId: string) => void) {
  const fetcher = useFetcher<{ written?: { id: string; line: string; words: string } }>();
  const { data } = fetcher;
  const failure = failureOf(data);
  const written = data?.written;
  // Nothing here is drawn: in a ref, because keys come faster than the page is drawn again.
  const { current: queue } = useRef({
    sent: "",
    noteId: "",
    isUnderWay: false,
    waiting: [] as { text: string; fields: Fields }[],
    count: 0,
    key: "",
    /** The answer that was taken last. */
    answer: undefined as unknown,
  });

  function send(text: string, fields: Fields) {
    const form = box.current?.form;
    if (!form) return;
    const sending = new FormData(form);
    for (const [name, value] of Object.entries(fields)) sending.set(name, value);
    sending.set("line", text);
    // A line that is sent again, because no answer came, has the key that it had.
    const pageKey = sending.get("_key");
    if (queue.key === "" && typeof pageKey === "string") queue.key = pageKey;
    sending.set("_key", `${queue.count}.${queue.key}`);
    Object.assign(queue, { sent: text, noteId: fields.noteId, isUnderWay: true });
    fetcher.submit(sending, { method: "post" });
  }

  function end(typed: string, fields: Fields) {
    if (!queue.isUnderWay) return send(typed, fields);
    const before = [queue.sent, ...queue.waiting.map(({ text }) => text)].join("");
    const text = typed.slice(before.length);
    if (!typed.startsWith(before) || text.trim() === "") return;
    // The note is that of the line before it, until that one is written.
    const isTaken = [queue, ...queue.waiting.map((line) => line.fields)].some(({ noteId }) => noteId === fields.noteId);
    queue.waiting.push({ text, fields: isTaken ? { ...fields, noteId: "" } : fields });
  }

  /** The answer takes its line out of the box; the next one is sent when the page has come to rest. */
  const settle = useRef<(isIdle: boolean) => void>(() => undefined);
  settle.current = (isIdle) => {
    if (!queue.isUnderWay) return;
    if (data !== undefined && data !== queue.answer) {
      queue.answer = data;
      if (failure?.problem.reference !== "") queue.count += 1;
      if (failure === null) {
        const value = box.current?.value ?? "";
        onWritten(value.startsWith(queue.sent) ? value.slice(queue.sent.length) : value, queue.noteId);
        Object.assign(queue, { sent: "", noteId: "" });
      } else queue.waiting = [];
    }
    if (!isIdle) return;
    queue.isUnderWay = false;
    const next = queue.waiting.shift();
    if (next) send(next.text, next.fields);
  };

  const isIdle = fetcher.state === "idle";
  useEffect(() => settle.current(isIdle), [data, isIdle]);

  return {
    fetcher,
    written,
    end,
    /** What stands in the box is more than the line that is being typed. */
    isUnderWay: () => queue.isUnderWay,
    isRefused: (line: string) => failure !== null && line === queue.sent,
  };
}
