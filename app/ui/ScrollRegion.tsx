import type { ReactNode } from "react";

/** For what may be wider than the screen: scrolls by itself, by keyboard as well. `labelledBy` is an id, of the caption. */
export function ScrollRegion({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    <div className="nhsuk-scroll">
      <div className="nhsuk-scroll__content" role="region" aria-labelledby={labelledBy} tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
