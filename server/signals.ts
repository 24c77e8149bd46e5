/** The after-commit bus: "this subject changed", and nothing else. Content never travels here. */

/**
 * `outbox` and `calendars` wake the timer: there is something to send, or to read. `day` is the day of everybody's
 * pages: what is late or old is so by the day.
 */
export type Subject = `meeting:${string}` | `case:${string}` | `staff:${string}` | "outbox" | "calendars" | "day";

export interface Signals {
  announce(subjects: Iterable<Subject>): void;
  /** Yields once it listens, and whenever one of the subjects changed; several changes in one go are one. Ends with the signal. */
  listen(subjects: readonly Subject[], until: AbortSignal): AsyncGenerator<"changed">;
  readonly listeners: number;
  /** How often anything was announced. */
  changes(): number;
}

export function createSignals(): Signals {
  const waiting = new Map<Subject, Set<() => void>>();
  let changes = 0;

  return {
    announce(subjects) {
      changes += 1;
      for (const subject of subjects) waiting.get(subject)?.forEach((wake) => wake());
    },

    async *listen(subjects, until) {
      let pending = true;
      let wakeUp: (() => void) | null = null;
      const wake = () => {
        pending = true;
        wakeUp?.();
      };
      for (const subject of subjects) waiting.set(subject, (waiting.get(subject) ?? new Set()).add(wake));
      until.addEventListener("abort", wake);
      try {
        while (!until.aborted) {
          if (!pending) await new Promise<void>((resolve) => (wakeUp = resolve));
          pending = false;
          if (!until.aborted) yield "changed";
        }
      } finally {
        until.removeEventListener("abort", wake);
        for (const subject of subjects) {
          waiting.get(subject)?.delete(wake);
          if (waiting.get(subject)?.size === 0) waiting.delete(subject);
        }
      }
    },

    changes: () => changes,

    get listeners() {
      return [...waiting.values()].reduce((sum, set) => sum + set.size, 0);
    },
  };
}
