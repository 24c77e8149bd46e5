/** The shared screen in words. For loaders. */
import { dayInWordsFrom } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Screen = Awaited<ReturnType<Api["meetings"]["screen"]>>;

export function screenPageOf(meetingId: string, screen: Screen) {
  const { item, names, words, today } = screen;
  const path = `/meetings/${meetingId}/screen`;
  return {
    meetingId,
    words,
    names,
    otherPath: names ? path : `${path}?names=on`,
    heading: headingOf(screen),
    says: saysOf(screen),
    clock: item === null ? null : { seconds: screen.usedSeconds, minutes: screen.minutes, isRunning: screen.isRunning },
    item: item && {
      ...item,
      actions: item.actions.map((action) => ({ ...action, due: dayInWordsFrom(action.due, today) })),
    },
    foot: footOf(screen),
  };
}

function headingOf({ state, position, items, item }: Screen): string {
  if (state === "planned") return "The room is not open yet";
  if (state !== "running") return "The room is closed";
  if (position === 0) return "First the actions";
  return [`Item ${position} of ${items}`, item?.who].filter(Boolean).join(" · ");
}

/** Why there is nothing of the case to see. */
function saysOf({ state, position, isMarked, item }: Screen): string | null {
  if (state !== "running" || position === 0 || item !== null) return null;
  if (!isMarked) return "First say who is here. Then this screen shows what all of them may see.";
  return "This item shows when everybody here may see it. Whoever must leave is named on the chair’s own device.";
}

function footOf({ here, isMarked, next }: Screen): string {
  return [isMarked ? `Here: ${here}.` : null, next ? `Next: case ${next.number}, ${next.minutes} minutes.` : null]
    .filter(Boolean)
    .join(" ");
}
