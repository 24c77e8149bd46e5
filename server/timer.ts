/**
 * When the passes of server/reminders.ts run: at the start, every minute, and at once when something was queued. And
 * whoever has a page open is told when the day turns.
 */
import { readCalendarAt } from "./calendars.ts";
import type { World } from "./context.ts";
import type { Mailer } from "./mail.ts";
import { dayOf } from "./domain/time.ts";
import { onePass } from "./reminders.ts";
import { apiFor } from "./router.ts";
import type { Subject } from "./signals.ts";

const everyMinute = 60_000;
/** A mail that is being sent may finish, but an end is an end. */
const grace = 1000;
const wakers: readonly Subject[] = ["outbox", "calendars"];

/** Ends with the current mail sent, or after a second; what was not settled is taken up at the next start. */
export function startTimer(world: World, mailer: Mailer): { stop: () => Promise<void> } {
  const ending = new AbortController();
  const tools = {
    asSystem,
    mailer,
    readCalendar: (address: string) => readCalendarAt(address, world.now(), { signal: ending.signal }),
    log: world.log,
    isEnding: () => ending.signal.aborted,
  };
  let running: Promise<void> | null = null;
  let isWanted = false;
  let day = dayOf(world.now());

  function asSystem() {
    const requestId = world.newId();
    return apiFor({ ...world, actor: { kind: "system" }, via: "program", requestId, key: world.newId() });
  }

  /** Never two passes at once; what is asked for meanwhile is one more pass, however often it is asked for. */
  function wake(): void {
    isWanted = true;
    running ??= passes();
  }

  async function passes(): Promise<void> {
    while (isWanted && !ending.signal.aborted) {
      isWanted = false;
      await onePass(tools);
    }
    // In the same breath as the last look at `isWanted`, so that no waking falls between.
    running = null;
  }

  function tick(): void {
    const today = dayOf(world.now());
    if (today !== day) world.signals.announce(["day"]);
    day = today;
    wake();
  }

  async function listen(): Promise<void> {
    const changes = world.signals.listen(wakers, ending.signal);
    while (!(await changes.next()).done) wake();
  }

  const ticking = setInterval(tick, everyMinute);
  const listening = listen();

  return {
    async stop() {
      clearInterval(ticking);
      ending.abort();
      await listening;
      let cut: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (cut = setTimeout(resolve, grace)));
      await Promise.race([running, late]);
      clearTimeout(cut);
    },
  };
}
