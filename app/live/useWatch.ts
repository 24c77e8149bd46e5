import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

import { usePageFailure } from "#app/forms/useProblem.ts";
import type { Problem } from "#server/domain/problem.ts";

/** How long to wait before connecting again, from the first failure on; then always the last. */
const waits = [500, 1_000, 2_000, 4_000];
/** How long after it was held a page looks whether it may be read anew. */
const tryAgainIn = 2_000;
/** How often the page is read anew while no stream can be held. */
const readEvery = 10_000;

/**
 * Follows a subject: a signal, and each new connection, reads the page anew, so that nothing is missed. `path` is the
 * address of a `watch` procedure. Signals carry no content. While it `isHeld` reading anew waits: a form that was begun
 * keeps the version it was begun on, so that what others changed meanwhile is shown and not written over.
 */
export function useWatch(path: string, isHeld: () => boolean = never): { live: boolean } {
  const [live, setLive] = useState(false);
  const readAnew = useReadAnew(isHeld);

  useEffect(() => {
    let source: EventSource | null = null;
    let waiting: number | undefined;
    let failures = 0;

    function connect() {
      source = new EventSource(path);
      source.onmessage = () => {
        failures = 0;
        setLive(true);
        readAnew();
      };
      source.onerror = connectLater;
      // The server ends a stream it can no longer hold, such as after signing out.
      source.addEventListener("return", connectLater);
      source.addEventListener("serialized-error", ({ data }: MessageEvent<string>) => {
        // What may not be seen any more goes from the screen, also where somebody is typing.
        if (isRefusal(data)) readAnew(true);
        connectLater();
      });
    }

    function connectLater() {
      source?.close();
      setLive(false);
      window.clearTimeout(waiting);
      waiting = window.setTimeout(connect, waits[Math.min(failures, waits.length - 1)]);
      failures += 1;
    }

    connect();
    // A stream may outlive a short loss of the network while what it told to read could not be read.
    window.addEventListener("online", connectLater);
    return () => {
      window.removeEventListener("online", connectLater);
      window.clearTimeout(waiting);
      source?.close();
    };
  }, [path, readAnew]);

  useEffect(() => {
    if (live) return;
    const timer = window.setInterval(() => {
      void isAnswered().then((answered) => answered && readAnew());
    }, readEvery);
    return () => window.clearInterval(timer);
  }, [live, readAnew]);

  return { live };
}

const never = () => false;

/** Whether a stream ended because it is not theirs to follow: they left, or were taken off the case. */
function isRefusal(error: string): boolean {
  const { data } = JSON.parse(error) as { data?: { problem?: Problem } };
  return data?.problem?.kind === "forbidden" || data?.problem?.kind === "missing";
}

/** Whether there is a server, and a session: reading anew without them would put another page where the text was. */
async function isAnswered(): Promise<boolean> {
  try {
    const answer = await fetch("/trpc/session.me");
    const { result } = (await answer.json()) as { result?: { data?: unknown } };
    return result?.data != null;
  } catch {
    return false;
  }
}

/** The same function for as long as the page stands, so that a change of the page does not cut the stream. */
function useReadAnew(isHeld: () => boolean): (atOnce?: boolean) => void {
  const { revalidate } = useRevalidator();
  const refused = usePageFailure() !== null;
  const current = useRef((_atOnce: boolean) => revalidate());
  const keep = useRef((atOnce = false) => current.current(atOnce));
  const held = useRef<number>();
  useEffect(() => {
    // Reading anew would take the refusal away before it is put right; sending the form again reads all.
    current.current = (atOnce) => {
      window.clearTimeout(held.current);
      if (atOnce) return revalidate();
      if (refused) return;
      if (isHeld()) held.current = window.setTimeout(keep.current, tryAgainIn);
      else revalidate();
    };
  });
  useEffect(() => () => window.clearTimeout(held.current), []);
  return keep.current;
}
