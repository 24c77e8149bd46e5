import type { ReactNode } from "react";

/** Set apart from the text around it; the children are paragraphs. */
export function Inset({ children }: { children: ReactNode }) {
  return (
    <div className="nhsuk-inset-text">
      <span className="nhsuk-u-visually-hidden">Information: </span>
      {children}
    </div>
  );
}
