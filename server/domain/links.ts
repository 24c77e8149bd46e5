/** Links that answer without signing in: what one still does, and the mail that brings a new one. */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import { replies } from "#db/vocabulary.ts";
import { id, oneOf, optionalWords } from "./inputs.ts";
import { newcomersFor, type InvitationFacts, type Sending } from "./invitations.ts";
import { mayBeDone } from "./meetings.ts";
import { answerPlace, mailText, type Message } from "./messages.ts";
import { refuse, Refusal } from "./refusal.ts";
import { hasLeft } from "./sight.ts";
import { addMinutes } from "./time.ts";

/** As long as any address can be, so that a token of any length is answered like any other that is unknown. */
const token = z.string().min(1).max(20_000);
export const oneLink = z.object({ token });

export const answerByLink = z.object({
  token,
  reply: oneOf(replies, "Choose whether you are coming"),
  /** One date of a series; without it all that are still to come. */
  meetingId: id.nullish().transform((meetingId) => meetingId ?? null),
  reason: z.union([z.undefined(), optionalWords(300)]),
  /** One time of a poll; without it all that are still to come. */
  timeId: id.nullish().transform((timeId) => timeId ?? null),
});

/** One sentence for a link that is unknown, ended, replaced, or whose owner has left: which it was tells a thief something. */
export const goneWords = "This link does not work any more. Look for the newest mail about the meeting";
export const spentWords = "This link was used already. Open the page again to get a new one";

export interface Link {
  ends_at: Instant;
  used_at: Instant | null;
  revoked_at: Instant | null;
  left_on: Day | null;
  /** Null for somebody who is at the practice no more. */
  attachment_id: string | null;
}

/** Whether a link is still anything; one that was used up only tells what was answered. */
export function linkStateOf(link: Link | undefined, at: Instant, today: Day): "open" | "spent" | "gone" {
  if (!link || link.revoked_at !== null || link.ends_at <= at) return "gone";
  if (link.attachment_id === null || hasLeft({ leftOn: link.left_on }, today)) return "gone";
  return link.used_at === null ? "open" : "spent";
}

export const printInvitation = z.object({ meetingId: id, staffId: id });

interface Printed {
  id: string;
  starts_at: Instant;
  opened_at: Instant | null;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
}

/**
 * The mail that invites somebody, as it would be sent now; to a meeting that is past, as it would have been before it.
 * With a date of a series come all of them that are theirs.
 */
export function invitationToPrint(
  facts: InvitationFacts,
  meeting: Printed,
  person: { id: string; name: string; leftOn: Day | null },
  { today, ...sending }: Sending & { today: Day },
): Message {
  if (hasLeft(person, today)) throw new Refusal("left", `${person.name} has left, so nothing is sent to them`);
  mayBeDone("move", meeting);
  const isInvited = facts.meetings.some(
    ({ id, people }) => id === meeting.id && people.some((one) => one.id === person.id),
  );
  if (!isInvited) refuse(`${person.name} is not invited to this meeting`);
  const before = addMinutes(meeting.starts_at, -1);
  const at = sending.at < before ? sending.at : before;
  const [mail] = newcomersFor(facts, (staffId) => staffId === person.id, { ...sending, at });
  return mail ?? refuse(`Nothing would be sent to ${person.name} for this meeting`);
}

interface LinkOf {
  practice_id: string;
  practice: string;
  staff_id: string;
  name: string;
  meeting_id: string | null;
  series_id: string | null;
  poll_id: string | null;
}

/** Ten minutes, in the characters of an instant that stay the same throughout: `2026-11-24T09:1`. */
const tenMinutes = "2026-11-24T09:1".length;

/** The mail with a new link; `about` says in words what it answers. One in ten minutes at most. */
export function newLinkMail(link: LinkOf, about: string, at: Instant): Message {
  const subject = link.meeting_id ?? link.series_id ?? link.poll_id ?? "";
  return {
    practiceId: link.practice_id,
    staffId: link.staff_id,
    kind: "new-link",
    once: `new-link:${subject}:${link.staff_id}:${at.slice(0, tenMinutes)}`,
    subject: `A new link to answer: team meeting, ${link.practice}`,
    text: mailText(
      `Hello ${link.name},`,
      `You asked for a new link to answer for ${about}.`,
      `Answer or change your answer here. You do not need to sign in:\n${answerPlace}`,
      "If you did not ask for it, you need do nothing.",
    ),
    ...(link.meeting_id ? { meetingId: link.meeting_id } : {}),
    ...(link.series_id ? { seriesId: link.series_id } : {}),
    ...(link.poll_id ? { pollId: link.poll_id } : {}),
  };
}
