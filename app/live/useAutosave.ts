import { useActionData } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

import { readTyped } from "#app/forms/read.ts";
import { failureOf } from "#app/forms/useProblem.ts";
import { apiAt } from "#app/live/api.ts";
import { newKey } from "#app/live/newKey.ts";
import { isTyped } from "#app/live/isTyped.ts";
import { keepDraft, without, type Draft } from "#app/live/draft.ts";
import type { Problem } from "#server/domain/problem.ts";

type AutosaveOptions = {
  formId: string;
  caseId: string;
  /** Of the draft that the page was made with; 0 when there is none. */
  version: number;
  /** Fields of the form that are not typed. */
  except: readonly string[];
  /** Where the API is called; a guest's own address where it is theirs. */
  door?: string;
};

/** How often at most a screen reader is told that all is well. */
const quietFor = 30_000;

/**
 * Saves the draft of a form while it is typed, and says so. `version` is what the form must send along, so that its
 * own button does not collide with what was saved before.
 */
export function useAutosave({ formId, caseId, version, except, door = "/trpc" }: AutosaveOptions) {
  const [kept, setKept] = useState(version);
  const [status, setStatus] = useState<string>();
  const draft = useRef<Draft>();
  const answer = useActionData<unknown>();
  const unlisted = except.join(" ");

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const saved = { at: "", spokenAt: 0 };
    const api = apiAt(door);

    const keeping = keepDraft({
      version: 0,
      newKey,
      read: () => without(readTyped(new FormData(form)), unlisted.split(" ")),
      send: async ({ typed, version, key }) => {
        const answer = await api.contributions.saveDraft.mutate({ caseId, typed, version }, { context: { key } });
        return answer.version;
      },
      onSaved: (version) => {
        // At once: a form that waits for this save is sent with the new version.
        flushSync(() => setKept(version));
        saved.at = timeNow();
        if (Date.now() - saved.spokenAt < quietFor) return;
        saved.spokenAt = Date.now();
        setStatus(`Saved ${saved.at}`);
      },
      onUnsaved: (problem) => {
        saved.spokenAt = 0;
        setStatus(unsavedSentence(problem, saved.at));
      },
    });
    draft.current = keeping;

    const wait = (event: SubmitEvent) => {
      const underWay = keeping.handOver();
      if (underWay === null) return;
      event.preventDefault();
      void underWay.then(() => form.requestSubmit(event.submitter));
    };
    const warn = (event: BeforeUnloadEvent) => {
      if (keeping.isUnsaved()) event.preventDefault();
    };
    // What was typed before script took over made no event that was heard.
    if (isTyped(form)) keeping.change();
    form.addEventListener("input", keeping.change);
    form.addEventListener("focusout", keeping.saveNow);
    form.addEventListener("submit", wait);
    window.addEventListener("beforeunload", warn);
    return () => {
      form.removeEventListener("input", keeping.change);
      form.removeEventListener("focusout", keeping.saveNow);
      form.removeEventListener("submit", wait);
      window.removeEventListener("beforeunload", warn);
      keeping.saveNow();
      keeping.stop();
    };
  }, [formId, caseId, unlisted, door]);

  useEffect(() => {
    setKept(version);
    draft.current?.adopt(version);
  }, [version]);

  // The form itself was sent: what came of it is for the page to say.
  useEffect(() => {
    setStatus(undefined);
    const failure = failureOf(answer);
    // What was refused is still only in the page. After a collision the person chooses first.
    if (failure !== null && failure.problem.kind !== "stale") draft.current?.change();
  }, [answer]);

  return { version: kept, status };
}

function timeNow(): string {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
}

/** At most twelve words, as a status line is. */
function unsavedSentence(problem: Problem | null, savedAt: string): string {
  if (problem?.kind === "signed-out") return "Not saved: you have been signed out. Your text is safe here.";
  if (problem?.kind === "stale") return "Not saved: changed in another place. Press Save draft.";
  if (problem !== null) return `Not saved: ${problem.message}`;
  return savedAt === ""
    ? "Not saved. Your text is safe in this page."
    : `Not saved since ${savedAt}. Your text is safe in this page.`;
}
