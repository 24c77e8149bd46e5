import { useEffect } from "react";

/**
 * The focus never falls to nothing: where what had it was taken away or folded in, by a press or by a signal, it goes to
 * the heading of the part that it stood in. Whoever moves it on purpose does so first.
 */
export function useFocusKept() {
  useEffect(() => {
    /** What has the focus, and all around it. */
    let trail: HTMLElement[] = [];
    let frame = 0;

    function note({ target }: FocusEvent) {
      trail = target instanceof HTMLElement && target !== document.body ? around(target) : [];
    }

    /** Left on purpose, for nothing: by a press beside everything. What is being taken away is so a moment later. */
    function forget({ target, relatedTarget }: FocusEvent) {
      if (relatedTarget !== null) return;
      queueMicrotask(() => {
        if (target === trail[0] && isThere(trail[0])) trail = [];
      });
    }

    function mend() {
      const [last] = trail;
      if (last === undefined || isThere(last)) return;
      if (document.activeElement !== document.body && document.activeElement !== last) return;
      const heading = trail.filter(isThere).flatMap((part) => part.querySelector<HTMLElement>("h1, h2, h3") ?? [])[0];
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
    }

    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mend);
    });
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["open"] });
    document.addEventListener("focusin", note);
    document.addEventListener("focusout", forget);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      document.removeEventListener("focusin", note);
      document.removeEventListener("focusout", forget);
    };
  }, []);
}

function around(element: HTMLElement): HTMLElement[] {
  const { parentElement } = element;
  return parentElement === null ? [element] : [element, ...around(parentElement)];
}

function isThere(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility();
}
