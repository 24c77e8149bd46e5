import { createContext, useContext } from "react";

import type { Typed } from "#app/forms/read.ts";

/** What stands in the boxes before anything is typed: the draft, or what was sent and is amended now. */
export const WrittenContext = createContext<Typed>({});

export function useWritten() {
  const written = useContext(WrittenContext);
  return {
    written,
    text: (name: string) => written[name]?.[0] ?? "",
    ticks: (name: string) => written[name] ?? [],
    /** As a date field takes it, also when a part is still empty. */
    day: (name: string) => ["year", "month", "day"].map((part) => written[`${name}.${part}`]?.[0] ?? "").join("-"),
  };
}
