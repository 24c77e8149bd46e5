import { useCallback, useEffect, useRef, useState } from "react";

import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { rowName } from "#app/actions/VerdictFields.tsx";
import { fieldId } from "#app/forms/fieldId.ts";

/** A verdict that needs one more key: which reason, or which day; a third new date needs both. */
type Pending = { verdict: "blocked" | "new-date" | "drop"; day?: string };

const asked = {
  blocked: "Blocked: press 1 to 8 for the reason, or Enter to type it",
  "new-date": "New date: press 1 to 9 for weeks, n for the next meeting, or Enter to type it",
  drop: "Drop: press 1 to 8 for the reason, or Enter to type it",
} as const;
const askedAgain = "Put off again: press 1 to 8 for the reason";

const verdictOf: Record<string, Pending["verdict"]> = { b: "blocked", r: "new-date", x: "drop" };
const quickOf: Record<string, { pick: string; said: string }> = {
  d: { pick: "done", said: "Done" },
  t: { pick: "on-track", said: "On track" },
  w: { pick: "owner-absent", said: "Owner absent" },
};
const fieldOf: Record<string, string> = { o: "ownerId", s: "parts.0.text" };

export type ReviewKeys = ReturnType<typeof useReviewKeys>;

/**
 * One key for each action. Keys act only while the list has the focus and not while somebody types (WCAG 2.1.4), can
 * be switched off, and each does what a button of the row does.
 */
export function useReviewKeys(actions: readonly ReviewedAction[], page: ReviewPage) {
  const list = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState(page.at ?? actions[0]?.id ?? "");
  const [lastId, setLastId] = useState<string | null>(null);
  const [undoingId, setUndoingId] = useState<string | null>(null);
  const [pending, setPending] = useState<Pending | null>(null);
  const [said, setSaid] = useState<string>();
  const [areOn, setAreOn] = useState(true);
  const [isHelpOpen, setIsHelpOpen] = useState(false);

  const focusList = () => list.current?.focus({ preventScroll: true });

  const turnTo = useCallback((id: string) => {
    setCurrentId(id);
    setPending(null);
    document.getElementById(`action-${id}`)?.scrollIntoView({ block: "nearest" });
    focusList();
  }, []);

  /** From an action that has its verdict to the next one. */
  const ids = useRef<string[]>([]);
  const go = useCallback((from: string) => {
    setLastId(from);
    setCurrentId((current) => {
      const next = ids.current[ids.current.indexOf(from) + 1] ?? from;
      return current === from ? next : current;
    });
    setPending(null);
    focusList();
  }, []);

  const undone = useCallback(() => setUndoingId(null), []);

  useEffect(() => {
    ids.current = actions.map(({ id }) => id);
    document.getElementById(`action-${currentId}`)?.scrollIntoView({ block: "nearest" });
  }, [actions, currentId]);

  useEffect(() => {
    const region = list.current;
    if (region === null || !areOn) return;
    const at = actions.findIndex(({ id }) => id === currentId);
    const current = actions[at];
    const nextInWords = () => shortened(actions[at + 1]?.text);

    function move(by: 1 | -1) {
      const to = actions[at + by];
      if (to === undefined) return;
      turnTo(to.id);
      setSaid(`${shortened(to.text)} · ${to.owner}`);
    }

    function pick(verdict: string, words: string, because?: string) {
      setUndoingId(null);
      const pressed = rowOf(currentId).press(verdict, because);
      if (pressed) setSaid([words, nextInWords()].filter(Boolean).join(". Next: "));
      return pressed;
    }

    function more({ verdict, day }: Pending, key: string) {
      if (verdict !== "new-date" || day !== undefined) {
        const reasons = verdict === "drop" ? page.dropReasons : page.blockedReasons;
        const reason = reasons[Number(key) - 1];
        if (!reason) return;
        setPending(null);
        if (day === undefined) pick(`${verdict} ${reason.value}`, reason.label);
        else pick(`new-date ${day}`, "New date", reason.value);
        return;
      }
      const date = page.newDates.find((one) => one.key === key);
      if (date && current?.needsReason) {
        setPending({ verdict, day: date.day });
        setSaid(askedAgain);
      } else if (date) {
        setPending(null);
        pick(`new-date ${date.day}`, "New date");
      } else setSaid(key === "n" ? "No next meeting is planned" : asked["new-date"]);
    }

    function undo() {
      const id = current?.mayUndo ? current.id : lastId;
      const undoing = actions.find((action) => action.id === id);
      if (!undoing) return setSaid("Nothing to undo");
      turnTo(undoing.id);
      setUndoingId(undoing.id);
      setLastId(null);
      setSaid(`Undone: ${shortened(undoing.text)}`);
    }

    function press(key: string): boolean {
      const row = rowOf(currentId);
      if (pending && /^[1-9n]$/.test(key)) more(pending, key);
      else if (pending && key === "Enter") {
        row.open("verdict", pending.verdict);
        row.focus(pending.verdict === "new-date" ? "due" : "text");
        setPending(null);
      } else if (key === "ArrowDown") move(1);
      else if (key === "ArrowUp") move(-1);
      else if (key === "?") setIsHelpOpen((isOpen) => !isOpen);
      else if (key === "Escape") {
        setPending(null);
        setSaid(undefined);
      } else if (key === "/") document.querySelector<HTMLElement>("#views a")?.focus();
      else if (key === "u") undo();
      else if (quickOf[key]) {
        setPending(null);
        pick(quickOf[key].pick, quickOf[key].said);
      } else if (verdictOf[key]) {
        if (!current?.isOpen) return true;
        setPending({ verdict: verdictOf[key] });
        setSaid(asked[verdictOf[key]]);
      } else if (fieldOf[key]) {
        row.open(fieldOf[key]);
        row.focus(fieldOf[key]);
      } else return false;
      return true;
    }

    function onKeyDown(event: KeyboardEvent) {
      const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea");
      if (isTyping && event.key === "Escape") focusList();
      const onControl = event.target instanceof Element && event.target.closest("a, summary, button");
      const isPress = onControl && (event.key === "Enter" || event.key === " ");
      if (isTyping || isPress || event.ctrlKey || event.metaKey || event.altKey) return;
      if (press(event.key)) event.preventDefault();
    }

    region.addEventListener("keydown", onKeyDown);
    return () => region.removeEventListener("keydown", onKeyDown);
  }, [actions, currentId, lastId, pending, areOn, page, turnTo]);

  return {
    list,
    currentId,
    undoingId,
    go,
    turnTo,
    undone,
    areOn,
    turn: () => setAreOn(!areOn),
    isHelpOpen,
    said,
  };
}

/** The buttons and boxes of one row, which keys press and fill as a hand would. */
function rowOf(actionId: string) {
  const row = document.getElementById(`action-${actionId}`);
  const named = <Box extends HTMLElement>(field: string, more = "") =>
    row?.querySelector<Box>(`[name="${rowName(actionId, field)}"]${more}`) ?? null;
  return {
    open(field: string, value?: string) {
      const box = named<HTMLInputElement>(field, value ? `[value="${value}"]` : "");
      if (box && value) box.checked = true;
      box?.closest("details")?.setAttribute("open", "");
    },
    press(verdict: string, because?: string): boolean {
      const button = row?.querySelector<HTMLButtonElement>(`button[value="${verdict}"]`);
      const why = named<HTMLSelectElement>("because");
      if (because && why) why.value = because;
      button?.click();
      return button != null;
    },
    focus(field: string) {
      document.getElementById(fieldId(rowName(actionId, field)))?.focus();
    },
  };
}

/** Few enough words to be listened to. */
function shortened(text = ""): string {
  const words = text.split(" ");
  return words.length > 6 ? `${words.slice(0, 6).join(" ")} …` : text;
}
