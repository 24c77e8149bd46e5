/** A clock that moves only by hand. */
import type { Instant } from "#db/schema.ts";
import { addMinutes } from "#server/domain/time.ts";

export interface Clock {
  now: () => Instant;
  set: (to: string) => void;
  pass: (minutes: number) => void;
}

export function clockAt(start: string): Clock {
  let now = start as Instant;
  return {
    now: () => now,
    set(to) {
      now = to as Instant;
    },
    pass(minutes) {
      now = addMinutes(now, minutes);
    },
  };
}
