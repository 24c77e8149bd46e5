/**
 * One pass over all that is due: steps of the cycle, the digests of the day, the mail that waits, calendars to read. It acts as the role
 * `system` through the same verbs as everybody and keeps nothing in memory, so it may be stopped between any two steps:
 * what it had not settled is due again at the next pass.
 */
import type { Logger } from "pino";
import type { Reading } from "./calendars.ts";
import { MailFault, type Mailer } from "./mail.ts";
import { problemFrom, refusalIn } from "./problems.ts";
import type { Api } from "./router.ts";

export interface Tools {
  /** The API as the program itself; each call is a press of its own. */
  asSystem: () => Api;
  mailer: Mailer;
  /** The busy times of the calendar at an address, from now on. */
  readCalendar: (address: string) => Promise<Reading>;
  log: Logger;
  isEnding: () => boolean;
}

/** How many calendars are read at once; the others wait for the next pass, so that mail never waits long for them. */
const mostCalendars = 8;

export async function onePass({ asSystem, mailer, readCalendar, log, isEnding }: Tools): Promise<void> {
  await quietly("the steps of the cycle", takeSteps);
  await quietly("the digests", makeDigests);
  await quietly("the mail", sendMail);
  await quietly("the calendars", readCalendars);

  async function takeSteps(): Promise<void> {
    for (const step of await asSystem().cycle.due()) {
      if (isEnding()) return;
      await quietly("a step of the cycle", () => asSystem().cycle.take(step));
    }
  }

  async function makeDigests(): Promise<void> {
    for (const staffId of await asSystem().digests.due()) {
      if (isEnding()) return;
      await quietly("a digest", () => asSystem().digests.make({ staffId }));
    }
    for (const staffId of await asSystem().guests.due()) {
      if (isEnding()) return;
      await quietly("a reminder", () => asSystem().guests.remind({ staffId }));
    }
  }

  /** In batches until none is due: what was sent is due no more, and what failed is due later. */
  async function sendMail(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const due = (await asSystem().messages.due()).filter((messageId) => !tried.has(messageId));
      if (due.length === 0) return;
      for (const messageId of due) {
        if (isEnding()) return;
        tried.add(messageId);
        const sent = await quietly("a mail", () => send(messageId));
        // The others would only wait for the same server, each its own ten seconds.
        if (sent === "no-service") return;
      }
    }
  }

  async function send(messageId: string): Promise<MailFault["kind"] | null> {
    const { mail, tries } = await asSystem().messages.take({ messageId });
    if (mail === null) return null;
    const fault = await mailer.send(mail).then(
      () => null,
      (error: unknown) => {
        if (error instanceof MailFault) return { kind: error.kind, words: error.message };
        throw error;
      },
    );
    await asSystem().messages.settle({ messageId, tries, fault });
    return fault?.kind ?? null;
  }

  async function readCalendars(): Promise<void> {
    const due = (await asSystem().calendars.due()).slice(0, mostCalendars);
    await Promise.all(
      due.map(({ id, address }) =>
        quietly("a calendar", async () => {
          const reading = await readCalendar(address);
          if (!isEnding()) await asSystem().calendars.keep({ calendarId: id, ...reading });
        }),
      ),
    );
  }

  /**
   * One thing that cannot be done never stops the others; that somebody else did it is no fault. Of the error only its
   * kind is logged: what it says may quote what it was about.
   */
  async function quietly<T>(what: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      if (refusalIn(error)) return undefined;
      const { kind } = problemFrom(error, "");
      log.error({ kind, error: error instanceof Error ? error.name : typeof error }, `the timer could not do ${what}`);
      return undefined;
    }
  }
}
