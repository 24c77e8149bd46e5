import { useEffect, useRef, useState } from "react";

import { reasons } from "#app/actions/reasons.ts";
import type { ReviewPage } from "#app/actions/reviewPage.ts";
import { rowName } from "#app/actions/VerdictFields.tsx";
import { fieldId } from "#app/forms/fieldId.ts";

/** A verdict that needs one more key: which reason, or which day. */
type Pending = "blocked" | "new-date" | "drop";

const pendingWords: Record<Pending, string> = {
  blocked: "Blocked: press 1 to 8 for the reason, or Enter to type it",
  "new-date": "New date: press 1 to 9 for weeks, n for the next meeting, or Enter to type it",
  drop: "Drop: press 1 to 8 for the reason, or Enter to type it",
};

const verdictOf: Record<string, Pending> = { b: "blocked", r: "new-date", x: "drop" };
const quickOf: Record<string, "done" | "on-track"> = { d: "done", t: "on-track" };

/**
 * One key for each action. Keys act only while the list has the focus and not while somebody types (WCAG 2.1.4), can
 * be switched off, and each does what a button of the row does.
 */
export function useReviewKeys(ids: readonly string[], newDates: ReviewPage["newDates"]) {
  const list = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState(ids[0] ?? "");
  const [pending, setPending] = useState<Pending | null>(null);
  const [areOn, setAreOn] = useState(true);
  const [isHelpOpen, setIsHelpOpen] = useState(false);

  useEffect(() => {
    const region = list.current;
    if (region === null || !areOn) return;

    function go(by: 1 | -1) {
      const next = ids[ids.indexOf(currentId) + by];
      setPending(null);
      if (next === undefined) return;
      setCurrentId(next);
      document.getElementById(`action-${next}`)?.scrollIntoView({ block: "nearest" });
    }

    function press(key: string): boolean {
      const row = rowOf(currentId);
      const more = pending && moreFor(pending, key, newDates);
      if (pending && more) {
        row.save(pending, more);
        go(1);
      } else if (pending && key === "Enter") {
        row.focus(pending === "new-date" ? "due" : "text");
        setPending(null);
      } else if (key === "ArrowDown") go(1);
      else if (key === "ArrowUp") go(-1);
      else if (key === "?") setIsHelpOpen((isOpen) => !isOpen);
      else if (key === "Escape") setPending(null);
      else if (quickOf[key]) {
        row.press(quickOf[key]);
        go(1);
      } else if (verdictOf[key]) {
        if (row.open(verdictOf[key])) setPending(verdictOf[key]);
      } else if (key === "o") {
        if (row.open("new-owner")) row.focus("ownerId");
      } else return false;
      return true;
    }

    function onKeyDown(event: KeyboardEvent) {
      const typing = event.target instanceof Element && event.target.closest("input, select, textarea, a, summary");
      const onButton = event.target instanceof HTMLButtonElement && event.key === "Enter";
      if (typing || onButton || event.ctrlKey || event.metaKey || event.altKey) return;
      if (press(event.key)) event.preventDefault();
    }

    region.addEventListener("keydown", onKeyDown);
    return () => region.removeEventListener("keydown", onKeyDown);
  }, [ids, currentId, pending, areOn, newDates]);

  return {
    list,
    currentId,
    areOn,
    turn: () => setAreOn(!areOn),
    isHelpOpen,
    said: pending ? pendingWords[pending] : undefined,
  };
}

/** What the second key means: a reason in words, or a day. */
function moreFor(pending: Pending, key: string, newDates: ReviewPage["newDates"]): string | undefined {
  return pending === "new-date" ? newDates[key] : reasons[pending][Number(key) - 1];
}

/** The buttons and boxes of one row, which keys press and fill as a hand would. */
function rowOf(actionId: string) {
  const row = document.getElementById(`action-${actionId}`);
  const named = <Box extends HTMLElement>(field: string, more = "") =>
    row?.querySelector<Box>(`[name="${rowName(actionId, field)}"]${more}`) ?? null;

  function open(verdict: string): boolean {
    const choice = named<HTMLInputElement>("verdict", `[value="${verdict}"]`);
    if (choice === null) return false;
    choice.checked = true;
    choice.closest("details")?.setAttribute("open", "");
    return true;
  }

  return {
    open,
    press(verdict: string) {
      row?.querySelector<HTMLButtonElement>(`button[value="${verdict}"]`)?.click();
    },
    focus(field: "text" | "due" | "ownerId") {
      document.getElementById(fieldId(rowName(actionId, field)))?.focus();
    },
    save(verdict: Pending, more: string) {
      open(verdict);
      if (verdict === "new-date") {
        const [year, month, day] = more.split("-");
        fill(named("due.day"), day);
        fill(named("due.month"), month);
        fill(named("due.year"), year);
      } else {
        fill(named("text"), more);
      }
      named("verdict")?.closest("form")?.requestSubmit();
      row?.querySelector("details")?.removeAttribute("open");
    },
  };
}

function fill(box: HTMLInputElement | null, value = "") {
  if (box) box.value = value;
}
