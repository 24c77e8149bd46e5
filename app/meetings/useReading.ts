import { useEffect, useState } from "react";

import type { LineReading, LineSetting } from "#server/domain/lines.ts";

/** After how long a pause the line is read, and after how long what was read is said aloud. */
const readAfter = 200;
const sayAfter = 1_000;

/** Without it, as when the network is gone, nothing is read back: the server reads the line when it is sent. */
async function fetchReader() {
  return import("#server/domain/lines.ts").catch(() => null);
}

/** The line as the server will read it, while it is typed; the same reader, fetched when it is first needed. */
export function useReading(line: string, { team, nation, today, nextMeeting, note }: LineSetting) {
  const [read, setRead] = useState<{ line: string; reading: LineReading; words: string } | null>(null);
  const [said, setSaid] = useState("");

  // At once, so that it is there when the first line is typed.
  useEffect(() => void fetchReader(), []);

  useEffect(() => {
    if (line.trim() === "") {
      setRead(null);
      setSaid("");
      return;
    }
    let isStale = false;
    const timer = window.setTimeout(() => {
      void fetchReader().then((lines) => {
        if (isStale || !lines) return;
        const reading = lines.readLine(line, { team, nation, today, nextMeeting, note });
        setRead({ line, reading, words: lines.readingInWords(reading) });
      });
    }, readAfter);
    return () => {
      isStale = true;
      window.clearTimeout(timer);
    };
  }, [line, team, nation, today, nextMeeting, note]);

  useEffect(() => {
    const timer = window.setTimeout(() => setSaid(read?.words ?? ""), sayAfter);
    return () => window.clearTimeout(timer);
  }, [read]);

  // While one types on, what was read before stands there still; it decides nothing.
  return { reading: read?.reading ?? null, words: read?.words, isOfThisLine: read?.line === line, said };
}
