import { useMemo, useState } from "react";

/**
 * A verdict changes an action's place in the log, and whether a view holds it; under the eyes of the reader it stays
 * where it was.
 */
export function useSteadyOrder<Item extends { id: string; isInView: boolean }>(items: readonly Item[]): Item[] {
  const [first] = useState(() => items.filter(({ isInView }) => isInView).map(({ id }) => id));
  return useMemo(() => {
    const place = ({ id }: Item) => (first.includes(id) ? first.indexOf(id) : first.length);
    return items.filter(({ id, isInView }) => isInView || first.includes(id)).sort((a, b) => place(a) - place(b));
  }, [items, first]);
}
