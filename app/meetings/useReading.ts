import { useEffect, useState } from "react";

import type { LineReading, LineSetting } from "#server/domain/lines.ts";

/** After how long a pause the line is read, and after how long what was read is said aloud. */
const readAfter = 200;
const sayAfter = 1_000;

/** Without it, as when the network is gone, nothing is read back: the server reads the line when it is sent. */
async function fetchReader() {
  const lines = await import("#server/domain/lines.ts").catch(() => null);
  return lines?.readLine;
}

/** The line as the server will read it, while it is typed; the same reader, fetched when it is first needed. */
export function useReading(line: string, { team, today, nextMeeting }: LineSetting) {
  const [read, setRead] = useState<{ line: string; reading: LineReading } | null>(null);
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
      void fetchReader().then((readLine) => {
        if (!isStale && readLine) setRead({ line, reading: readLine(line, { team, today, nextMeeting }) });
      });
    }, readAfter);
    return () => {
      isStale = true;
      window.clearTimeout(timer);
    };
  }, [line, team, today, nextMeeting]);

  useEffect(() => {
    const timer = window.setTimeout(() => setSaid(read ? readingInWords(read.reading) : ""), sayAfter);
    return () => window.clearTimeout(timer);
  }, [read]);

  // While one types on, what was read before stands there still; it decides nothing.
  return { reading: read?.reading ?? null, isOfThisLine: read?.line === line, said };
}

export function readingInWords(reading: LineReading): string {
  switch (reading.kind) {
    case "note":
      return "Note";
    case "decision":
      return `Decision: ${reading.text}`;
    case "action":
      return `Action: ${reading.readBack}`;
    case "ask":
      return reading.question;
  }
}
