/** Saved views: filters of the log under a name, which is nobody else's business unless it is shared. */
import { z } from "zod";
import { logShows, logWhoses } from "#db/vocabulary.ts";
import { logFilters } from "./actions.ts";
import { id, oneOf, tick, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";

const named = { name: words("Enter a name for this view", 60), shared: tick };

export const saveView = logFilters.pick({ ownerId: true, caseId: true, discipline: true }).extend({
  whose: oneOf(logWhoses, "Choose whose actions"),
  show: oneOf(logShows, "Choose which actions"),
  ...named,
});
export const changeSavedView = z.object({ viewId: id, ...named });

/** More than these are no quick way to anything. */
const mostViews = 30;

/** Two of one person's views are told apart by their names, however they are written. */
export function mayBeNamed(name: string, own: readonly { id: string; name: string }[], viewId?: string): void {
  const same = own.find((view) => view.id !== viewId && folded(view.name) === folded(name));
  if (same) refuse(`You have a view called “${same.name}” already. Choose another name`, "name");
  if (viewId === undefined && own.length >= mostViews) {
    refuse(`You have ${mostViews} views already. Delete one first`, "name");
  }
}

function folded(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
