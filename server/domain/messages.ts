/** Mails: what one is made of. No mail names a person the meeting is about, a case or its number (rulings 27). */
import { z } from "zod";
import type { CalendarMethod, MessageKind } from "#db/vocabulary.ts";
import { id, optionalOneOf, optionalWords, wholeNumber, words } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import { hasLeft } from "./sight.ts";
import { addMinutes, type Day, type Instant } from "./time.ts";

/** Stands in the text where the recipient's own link is put when the mail is sent: links are not kept (rulings 26). */
export const answerPlace = "{answer}";
/** And where the code of a guest is put. */
export const codePlace = "{code}";

/** A mail to one member of staff, before it is kept. */
export interface Message {
  practiceId: string;
  staffId: string;
  kind: MessageKind;
  /** What makes it the same mail: two with the same words are one. */
  once: string;
  subject: string;
  text: string;
  calendar?: { method: CalendarMethod; text: string };
  /** What the link in it answers: at most one of the three. */
  meetingId?: string;
  seriesId?: string;
  pollId?: string;
  /** The guest whose link or code is in it. */
  guestId?: string;
}

/**
 * `no-service`: no mail goes out at present, whoever it is to. `refused`: this one was not taken; trying again helps
 * where a mailbox was full, and does not where there is none.
 */
export const mailFaultKinds = ["no-service", "refused"] as const;
export type MailFaultKind = (typeof mailFaultKinds)[number];

/** As the outbox keeps it, to be sent at once. */
export function queued(message: Message, id: string, at: Instant) {
  return {
    id,
    practice_id: message.practiceId,
    staff_id: message.staffId,
    kind: message.kind,
    once: message.once,
    subject: message.subject,
    text: message.text,
    calendar: message.calendar?.text ?? null,
    method: message.calendar?.method ?? null,
    meeting_id: message.meetingId ?? null,
    series_id: message.seriesId ?? null,
    poll_id: message.pollId ?? null,
    guest_id: message.guestId ?? null,
    queued_at: at,
    due_at: at,
    tries: 0,
  };
}

/** Paragraphs of plain text, none of them empty. */
export function mailText(...paragraphs: (string | null)[]): string {
  return `${paragraphs.filter((paragraph) => paragraph).join("\n\n")}\n`;
}

/** One mail to one person. */
export const oneMessage = z.object({ messageId: id });

export const messageStates = ["queued", "sent", "failed"] as const;
export type MessageState = (typeof messageStates)[number];

export const listMessages = z.object({
  practiceId: id,
  show: optionalOneOf(messageStates),
  after: optionalWords(200),
  /** The one whose text is wanted as well. */
  open: id.nullish().transform((messageId) => messageId ?? null),
});

export const retryMessage = z.object({ practiceId: id, messageId: id });

export const settleMessage = z.object({
  messageId: id,
  /** The count of the try that this is about, as `take` gave it. */
  tries: wholeNumber("Say which try this was", 1, 1_000_000),
  /** Null when it was sent. */
  fault: z.object({ kind: z.enum(mailFaultKinds), words: words("Say what was wrong", 500) }).nullable(),
});

export const messageKindWords: Record<MessageKind, string> = {
  invitation: "Invitation",
  moved: "A date moved",
  cancelled: "A meeting cancelled",
  poll: "Which time suits",
  "new-link": "A new link",
  digest: "The day’s list",
  chase: "Reminder to contribute",
  "guest-link": "Link for a guest",
  "guest-code": "Code for a guest",
};

export const leftWords = "Has left: nothing is sent to them any more.";

/** The text as the outbox may show it; null when it may not. The link or the code in it is its reader's alone. */
export function shownText({ kind, text }: { kind: MessageKind; text: string }): string | null {
  // A digest speaks of all the practices of its reader, so no one practice may read it.
  if (kind === "digest") return null;
  return text.replaceAll(answerPlace, "(a link of their own)").replaceAll(codePlace, "(a code of their own)");
}

/** How a mail stands. */
export interface Standing {
  due_at: Instant;
  tries: number;
  sent_at: Instant | null;
  failed_at: Instant | null;
  fault: string | null;
}

export function messageStateOf({ sent_at, failed_at }: Pick<Standing, "sent_at" | "failed_at">): MessageState {
  if (sent_at) return "sent";
  return failed_at ? "failed" : "queued";
}

/**
 * How long, in minutes, a taken mail is left alone by others: longer than sending may take. When it is not settled by
 * then, whoever took it is gone, and it is taken again.
 */
const heldFor = 1;

/** A mail that is due and nobody else's is held for its sender. */
export function take(message: Standing, at: Instant) {
  if (messageStateOf(message) !== "queued") refuse("This mail is settled already");
  if (message.due_at > at) refuse("This mail is not due: it is being sent, or waits for its next try");
  return { due_at: addMinutes(at, heldFor), tries: message.tries + 1, fault: null };
}

/** Minutes to the next try after the first, the second, … was refused; after the last of eight it is given up. */
const pauses = [1, 5, 15, 60, 240, 240, 240];
/** Without any mail service, it is asked for soon again and as long as it takes: the mail is not to blame. */
const longestWaitForService = 5;

/** What a fault does to a mail that was tried so often. */
export function afterFault(kind: MailFaultKind, fault: string, { tries }: Standing, at: Instant) {
  const pause = kind === "no-service" ? Math.min(tries, longestWaitForService) : pauses[tries - 1];
  return pause === undefined ? { fault, failed_at: at } : { fault, due_at: addMinutes(at, pause) };
}

/** What trying again does; null when it is on its way by itself. */
export function retry(message: Standing & { name: string; left_on: Day | null }, at: Instant, today: Day) {
  if (message.sent_at) refuse("This mail was sent meanwhile");
  if (hasLeft({ leftOn: message.left_on }, today)) {
    refuse(`${message.name} has left, so nothing is sent to them any more`);
  }
  const isStuck = message.failed_at !== null || message.fault !== null;
  return isStuck ? { due_at: at, tries: 0, failed_at: null, fault: null } : null;
}
