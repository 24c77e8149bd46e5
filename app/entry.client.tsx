import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode, useEffect } from "react";
import { hydrateRoot } from "react-dom/client";

/*
 * Text may be typed before the script arrives. Hydration resets some boxes to what the server sent, and where a
 * browser extension has put an element into a form React draws the whole page anew: so what was typed is noted,
 * and put back after either. It is noted on the way down to the box: React may hydrate within the event itself, when
 * that reaches its root, and would otherwise put back what stood in the box before.
 */
type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const root = document.getElementById("root");
const boxes = "input[id]:not([type=hidden]), textarea[id], select[id]";
const noted = new Map<string, string | boolean>();

function note(box: EventTarget | null) {
  if (box instanceof HTMLElement && box.matches(boxes)) noted.set(box.id, said(box as Box));
}

function said(box: Box): string | boolean {
  return box instanceof HTMLInputElement && /radio|checkbox/.test(box.type) ? box.checked : box.value;
}

/** Of a choice among several all are noted: with the one the others change as well. */
function noteEvent({ target }: Event) {
  if (target instanceof HTMLInputElement && target.type === "radio")
    document.getElementsByName(target.name).forEach(note);
  else note(target);
}

/** A box is ticked before its click is heard, and only afterwards says that it changed. */
const noteworthy = ["click", "input", "change"];

function putBack() {
  for (const [id, value] of noted) {
    const box = document.getElementById(id) as Box | null;
    if (box === null || said(box) === value) continue;
    if (typeof value === "boolean") (box as HTMLInputElement).checked = value;
    else box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function Restored() {
  useEffect(() => {
    putBack();
    for (const type of noteworthy) document.removeEventListener(type, noteEvent, true);
    // From here on the page keeps what is typed; what is noted grows old, and must not be put back later.
    noted.clear();
  }, []);
  return <RemixBrowser />;
}

/**
 * Remix begins to read what the server sent when it is drawn first, and has React wait for it. An event meanwhile, such
 * as a key, would end React's work for good: so all is read before the work begins.
 */
async function allIsRead(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (reading) {
    await reading;
  }
}

function comeAlive(root: HTMLElement) {
  startTransition(() => {
    hydrateRoot(
      root,
      <StrictMode>
        <Restored />
      </StrictMode>,
      { onRecoverableError: putBack },
    );
  });
}

if (root !== null) {
  root.querySelectorAll(boxes).forEach(note);
  for (const type of noteworthy) document.addEventListener(type, noteEvent, true);
  void allIsRead().then(() => comeAlive(root));
}
