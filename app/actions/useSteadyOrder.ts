import { useMemo, useState } from "react";

/** A verdict changes an action's place in the log; under the eyes of the reader it stays where it was. */
export function useSteadyOrder<Item extends { id: string }>(items: readonly Item[]): Item[] {
  const [first] = useState(() => items.map(({ id }) => id));
  return useMemo(() => {
    const place = ({ id }: Item) => (first.includes(id) ? first.indexOf(id) : first.length);
    return [...items].sort((a, b) => place(a) - place(b));
  }, [items, first]);
}
