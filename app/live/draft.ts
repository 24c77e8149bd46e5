import type { Typed } from "#app/forms/read.ts";
import { problemOf, type Problem } from "#server/domain/problem.ts";

/** One save as it was first tried: a repeat is the same in every part, so that it has the same effect. */
export type Save = { typed: Typed; version: number; key: string };

type DraftOptions = {
  /** Of the draft as it was read; 0 when there is none. */
  version: number;
  read: () => Typed;
  newKey: () => string;
  /** Answers with the version that is now kept. */
  send: (save: Save) => Promise<number>;
  onSaved: (version: number) => void;
  /** With a problem the server has refused; without one there was no answer, and it will be tried again. */
  onUnsaved: (problem: Problem | null) => void;
};

export type Draft = ReturnType<typeof keepDraft>;

const pause = 2_000;
const pauseAfterFailure = 10_000;

/** Saves what is typed after a pause, one save at a time. What was not saved stays in the page, and nowhere else. */
export function keepDraft({ version, read, newKey, send, onSaved, onUnsaved }: DraftOptions) {
  let isChanged = false;
  let unanswered: Save | null = null;
  let sending: Promise<void> | null = null;
  /** Refused: the person must do something before it is tried again. */
  let isStuck = false;
  let isHandedOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function saveIn(milliseconds: number) {
    clearTimeout(timer);
    timer = setTimeout(saveNow, milliseconds);
  }

  function saveNow() {
    clearTimeout(timer);
    if (sending !== null || isStuck || !isUnsaved()) return;
    if (unanswered === null) {
      unanswered = { typed: read(), version, key: newKey() };
      isChanged = false;
    }
    sending = attempt(unanswered);
  }

  async function attempt(save: Save) {
    try {
      version = await send(save);
      unanswered = null;
      onSaved(version);
      if (isChanged) saveIn(pause);
    } catch (thrown) {
      if (isHandedOver) unanswered = null;
      else keepForLater(problemOf(thrown));
    } finally {
      sending = null;
    }
  }

  function keepForLater(problem: Problem | null) {
    const isRefused = problem !== null && problem.kind !== "unexpected";
    onUnsaved(isRefused ? problem : null);
    if (!isRefused) return saveIn(pauseAfterFailure);
    // Signed out is mended in another tab, and then the same save succeeds.
    if (problem.kind === "signed-out") return;
    isStuck = true;
    isChanged = true;
    unanswered = null;
  }

  function isUnsaved(): boolean {
    return isChanged || unanswered !== null;
  }

  return {
    isUnsaved,
    saveNow,
    change: () => {
      isChanged = true;
      isHandedOver = false;
      saveIn(pause);
    },
    /** The form itself is being sent, with all that was typed: at once, or when a save under way was answered. */
    handOver: (): Promise<void> | null => {
      clearTimeout(timer);
      isHandedOver = true;
      isChanged = false;
      unanswered = null;
      return sending;
    },
    /** The page was read again, and knows which version is kept. */
    adopt: (kept: number) => {
      version = kept;
      isStuck = false;
    },
    stop: () => clearTimeout(timer),
  };
}

/** What was typed, but for these fields. */
export function without(typed: Typed, names: readonly string[]): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !names.includes(name)));
}
