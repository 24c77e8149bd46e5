/** Mails: what one is made of. No mail names a person the meeting is about, a case or its number (rulings 27). */
import type { CalendarMethod, MessageKind } from "#db/vocabulary.ts";
import type { Instant } from "./time.ts";

/** Stands in the text where the recipient's own link is put when the mail is sent: links are not kept (rulings 26). */
export const answerPlace = "{answer}";

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
    queued_at: at,
    due_at: at,
    tries: 0,
  };
}

/** Paragraphs of plain text, none of them empty. */
export function mailText(...paragraphs: (string | null)[]): string {
  return `${paragraphs.filter((paragraph) => paragraph).join("\n\n")}\n`;
}
