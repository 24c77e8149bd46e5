/**
 * The timer: takes what is due of the cycle, makes the digests of the day, sends the mail that waits. It acts as the
 * role `system` through the same verbs as everybody, keeps nothing in memory, and may be stopped between any two steps:
 * what it had not settled is due again at the next pass.
 */
import type { World } from "./context.ts";
import { MailFault, type Mailer } from "./mail.ts";
import { refusalIn } from "./problems.ts";
import { apiFor, type Api } from "./router.ts";
import type { Subject } from "./signals.ts";

export interface Timer {
  /** One pass over all that is due; a pass that is asked for meanwhile follows it. */
  pass(): Promise<void>;
  /** Passes now, every minute, and whenever something is queued. */
  start(): void;
  /** Lets the mail that is being sent go out, and ends. */
  stop(): Promise<void>;
}

const everyMinute = 60_000;
const wakers: readonly Subject[] = ["outbox"];

export function createTimer(world: World, mailer: Mailer): Timer {
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let waiting = false;
  let ticking: NodeJS.Timeout | undefined;
  let listening: Promise<void> = Promise.resolve();

  /** The API as the program itself; each call is a press of its own. */
  function asSystem(): Api {
    const requestId = world.newId();
    return apiFor({ ...world, actor: { kind: "system" }, via: "program", requestId, key: world.newId() });
  }

  async function takeSteps(): Promise<void> {
    for (const step of await asSystem().cycle.due()) {
      if (ending.signal.aborted) return;
      await quietly("take a step of the cycle", () => asSystem().cycle.take(step));
    }
  }

  async function makeDigests(): Promise<void> {
    for (const staffId of await asSystem().digests.due()) {
      if (ending.signal.aborted) return;
      await quietly("make a digest", () => asSystem().digests.make({ staffId }));
    }
  }

  /** In batches until none is due: what was sent is due no more, and what failed is due later. */
  async function sendMail(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const due = (await asSystem().messages.due()).filter((messageId) => !tried.has(messageId));
      if (due.length === 0) return;
      for (const messageId of due) {
        if (ending.signal.aborted) return;
        tried.add(messageId);
        await quietly("send a mail", () => send(messageId));
      }
    }
  }

  async function send(messageId: string): Promise<void> {
    const taken = await asSystem().messages.take({ messageId });
    if (taken.mail === null) return;
    const fault = await mailer.send(taken.mail).then(
      () => null,
      (error: unknown) => {
        if (error instanceof MailFault) return { kind: error.kind, words: error.message };
        throw error;
      },
    );
    await asSystem().messages.settle({ messageId, tries: taken.tries, fault });
  }

  /** One thing that cannot be done never stops the others. Somebody else having done it is no fault. */
  async function quietly(what: string, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!refusalIn(error)) world.log.error({ err: error }, `could not ${what}`);
    }
  }

  async function once(): Promise<void> {
    await quietly("take the steps of the cycle", takeSteps);
    await quietly("make the digests", makeDigests);
    await quietly("send the mail", sendMail);
  }

  function pass(): Promise<void> {
    const mine = (running ?? Promise.resolve()).then(() => (ending.signal.aborted ? undefined : once()));
    running = mine;
    return mine;
  }

  /** Never more than one pass waits behind the one that runs. */
  function passSoon(): void {
    if (waiting) return;
    waiting = true;
    void (running ?? Promise.resolve()).then(() => {
      waiting = false;
      return pass();
    });
  }
  return {
    pass,
    start() {
      ticking = setInterval(passSoon, everyMinute);
      ticking.unref();
      listening = (async () => {
        const changes = world.signals.listen(wakers, ending.signal);
        while (!(await changes.next()).done) passSoon();
      })();
      passSoon();
    },
    async stop() {
      clearInterval(ticking);
      ending.abort();
      await Promise.all([listening, running]);
    },
  };
}
