import type { ReactNode } from "react";

export type Colour =
  "white" | "grey" | "green" | "aqua-green" | "blue" | "purple" | "pink" | "red" | "orange" | "yellow";

/** A status. The word says it; the colour only repeats it. */
export function Tag({ children, colour }: { children: ReactNode; colour?: Colour }) {
  return <strong className={colour ? `nhsuk-tag nhsuk-tag--${colour}` : "nhsuk-tag"}>{children}</strong>;
}
