import { useEffect, useState } from "react";

import { timeUsedInWords } from "#server/domain/stays.ts";

type TimeUsedProps = {
  /** When the page was made. */
  seconds: number;
  minutes: number;
  /** The room is at this case now. */
  isRunning: boolean;
  large?: boolean;
};

/** The minutes of a case in words; they go on by themselves, without a sound or a flash, and the chair decides at the end. */
export function TimeUsed({ seconds, minutes, isRunning, large }: TimeUsedProps) {
  const used = seconds + useSecondsSince(seconds, isRunning);
  return (
    <p className={large ? "nhsuk-body-l" : undefined}>
      {timeUsedInWords(used, minutes)}
      {used >= minutes * 60 && <strong>. Time is up: more time, defer, or record the outcome.</strong>}
    </p>
  );
}

const tick = 5_000;

/** Seconds since `from` was last another figure. */
function useSecondsSince(from: number, isRunning: boolean): number {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    setPassed(0);
    if (!isRunning) return;
    const began = performance.now();
    const timer = window.setInterval(() => setPassed(Math.floor((performance.now() - began) / 1_000)), tick);
    return () => window.clearInterval(timer);
  }, [from, isRunning]);
  return passed;
}
