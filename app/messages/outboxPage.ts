/** The outbox as it is drawn: its heading, times and states in words. For loaders. */
import type { Colour } from "#app/ui/Tag.tsx";
import { counted, instantInWords } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

type Outbox = Awaited<ReturnType<Api["messages"]["list"]>>;

export const shows = [
  { value: "", label: "All" },
  { value: "queued", label: "Waiting" },
  { value: "failed", label: "Failed" },
  { value: "sent", label: "Sent" },
] as const;

export type OutboxLine = ReturnType<typeof lineOf>;

/** `address` makes an address of this page, with what it shows now but for what is given. */
export function outboxPage(outbox: Outbox, address: (change: Record<string, string>) => string) {
  const { counts, countedDays, messages, after, opened, place, practice } = outbox;
  return {
    practice,
    opened,
    place,
    heading: [
      `${counts.queued} waiting`,
      `${counts.sent} sent in the last ${countedDays} days`,
      counts.failed > 0 && `${counts.failed} failed`,
    ]
      .filter(Boolean)
      .join(", "),
    lines: messages.map((message) => lineOf(message, address({ open: message.id }))),
    filters: shows.map(({ value, label }) => ({ value, label, href: address({ show: value, after: "", open: "" }) })),
    nextHref: after && address({ after, open: "" }),
    closeHref: address({ open: "" }),
    mayRetry: outbox.may.includes("message.retry"),
  };
}

const stateWords: Record<Outbox["messages"][number]["state"], { word: string; colour: Colour }> = {
  queued: { word: "Waiting", colour: "yellow" },
  sent: { word: "Sent", colour: "green" },
  failed: { word: "Failed", colour: "red" },
};

function lineOf(message: Outbox["messages"][number], href: string) {
  const { id, to, kind, subject, state, tries, fault } = message;
  const queued = instantInWords(message.queuedAt);
  const sent = message.sentAt && instantInWords(message.sentAt);
  return {
    id,
    to,
    kind,
    subject,
    href: message.mayBeRead ? href : null,
    queued,
    ...stateWords[state],
    more: [
      sent !== queued && sent,
      fault !== null && tries > 0 && `Tried ${counted(tries, "time")}.`,
      message.nextTryAt && `Next try ${instantInWords(message.nextTryAt)}.`,
      fault,
    ]
      .filter(Boolean)
      .join(" "),
    mayBeRetried: message.mayBeRetried,
  };
}
