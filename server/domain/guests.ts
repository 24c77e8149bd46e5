/** Guests: who may be asked or given an action, what their link and their code still do, and the mails that bring both. */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import type { CaseClosing } from "#db/vocabulary.ts";
import { id, version, words } from "./inputs.ts";
import { answerPlace, codePlace, mailText, type Message } from "./messages.ts";
import { refuse, Refusal } from "./refusal.ts";
import { digestOnce } from "./digests.ts";
import { hasLeft } from "./sight.ts";
import { email } from "./staff.ts";
import { addMinutes, counted, dayInWordsFrom, spanInWords } from "./time.ts";

/** A code: how many minutes it works, how often it may be typed wrongly, how soon and how often a day there is another. */
export const codeLimits = { minutes: 15, tries: 5, pause: 1, aDay: 10 };
/** How many minutes a code opens the page; after that another is asked for, and the draft is still there. */
export const guestSessionMinutes = 120;

export const guestsOf = z.object({ caseId: id });
const named = {
  name: words("Enter their name", 120),
  email,
  organisation: words("Enter whom they work for", 160),
  discipline: words("Choose their discipline", 64),
};
export const askGuest = z.object({ caseId: id, ...named });
export const giveAction = z.object({ actionId: id, version, ...named });
export const oneAction = z.object({ actionId: id });
export const revokeGuest = z.object({ caseId: id, guestId: id });

/** As long as any address can be, so that a token of any length is answered like any other that is unknown. */
const anyText = z.string().min(1).max(20_000);
export const guestLink = z.object({ guestId: anyText, token: anyText });
export const beginAsGuest = guestLink.extend({
  code: z
    .string({ error: "Enter the code" })
    .max(100, "Enter the 6 digits of the code")
    .transform((typed) => typed.replace(/[\s-]/g, ""))
    .pipe(
      z
        .string()
        .min(1, "Enter the code")
        .regex(/^\d{6}$/, "Enter the 6 digits of the code"),
    ),
});

/** One sentence for a link that is unknown, replaced, stopped or over: which it was tells a thief something. */
export const guestGoneWords = "This link does not work any more. Ask the person who sent it to you for a new one";
export const stoppedMailWords = "The link was stopped or is over: nothing is sent for it any more.";

/**
 * All that a guest's link depends on. Who contributes has it as long as the meeting lives: moved with it, ended with
 * it. Who owns an action has it until the action is closed or another's.
 */
export interface GuestLink {
  staff_id: string;
  /** Null for who contributes; the two below are of that action, and null where it was taken back. */
  action_id: string | null;
  owner_id: string | null;
  action_closed_at: Instant | null;
  case_closed_as: CaseClosing | null;
  revoked_at: Instant | null;
  left_on: Day | null;
  ends_at: Instant;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
  case_closed_at: Instant | null;
  case_withdrawn_at: Instant | null;
  /** Of the case on the agenda of that meeting; null when it is not on it. */
  agenda_item_id: string | null;
  /** Of the person, against the discipline for which the guest is asked, and not refused. */
  objection_id: string | null;
}

/** Why the link does nothing any more, for who asked; null while it works. */
export function whyOver(link: GuestLink, at: Instant, today: Day): string | null {
  if (link.revoked_at !== null) return "The link was stopped";
  if (link.action_id !== null) return whyActionIsOver(link) ?? whyPersonIsOver(link, today);
  if (link.cancelled_at !== null) return "The meeting was cancelled";
  if (link.closed_at !== null || link.ends_at <= at) return "The meeting is over";
  if (link.case_closed_at !== null || link.case_withdrawn_at !== null) return "The team’s work on the case has ended";
  if (link.agenda_item_id === null) return "The case is not on the agenda of that meeting any more";
  return whyPersonIsOver(link, today);
}

/** The team may step down from a case whose actions go on. */
function whyActionIsOver(link: GuestLink): string | null {
  if (link.owner_id === null || link.action_closed_at !== null) return "The action is closed";
  if (link.owner_id !== link.staff_id) return "Somebody else owns the action now";
  const goesOn = link.case_closed_at === null || link.case_closed_as === "stepped-down";
  return goesOn && link.case_withdrawn_at === null ? null : "The team’s work on the case has ended";
}

function whyPersonIsOver(link: GuestLink, today: Day): string | null {
  if (link.objection_id !== null) return "The person objects to this discipline";
  return hasLeft({ leftOn: link.left_on }, today) ? "They have left" : null;
}

export function linkHolds<Link extends GuestLink>(link: Link | undefined, at: Instant, today: Day): link is Link {
  return link !== undefined && whyOver(link, at, today) === null;
}

export type GuestState = "asked" | "link opened" | "started" | "in";

export function guestStateOf(guest: { session_hash: string | null; hasBegun: boolean; hasGiven: boolean }): GuestState {
  if (guest.hasGiven) return "in";
  if (guest.session_hash === null) return "asked";
  return guest.hasBegun ? "started" : "link opened";
}

/** Refuses whom the program knows as more than a guest, and says what to do instead. */
export function refuseColleague(
  name: string,
  { hasAccount, isHere, isOnTeam }: { hasAccount: boolean; isHere: boolean; isOnTeam: boolean },
): void {
  if (isOnTeam) refuse(`${name} is on the team of this case, and contributes after signing in`, "email");
  if (isHere)
    refuse(`${name} has an account at this practice. Put them on the team instead: “Change the team”`, "email");
  if (hasAccount) {
    refuse(
      "Somebody with this address has an account. Invite them on the page Staff, then put them on the team",
      "email",
    );
  }
}

/** Whether a press asks for one more code; `asked` are the times of the codes before it, the newest first. */
export function mayHaveCode(asked: readonly Instant[], at: Instant): boolean {
  const [last] = asked;
  if (last !== undefined && addMinutes(last, codeLimits.pause) > at) return false;
  if (asked.length >= codeLimits.aDay) {
    throw new Refusal("too-many-tries", "You have had too many codes today. Try again tomorrow, or ask who asked you");
  }
  return true;
}

/** Whether a code was asked for lately, so that the page has a box for it. */
export function codeIsOut(asked: readonly Instant[], at: Instant): boolean {
  return asked.some((when) => addMinutes(when, codeLimits.minutes) > at);
}

interface Code {
  code_hash: string | null;
  code_ends_at: Instant | null;
  code_tries: number;
}

/** Whether the code is the one that was mailed last; refused when there is none that could be. */
export function codeFits({ code_hash, code_ends_at, code_tries }: Code, typedHash: string, at: Instant): boolean {
  if (code_hash === null || code_ends_at === null || code_ends_at <= at) {
    refuse("This code does not work any more. Press “Send me a code” and use the newest one", "code");
  }
  if (code_tries >= codeLimits.tries) {
    throw new Refusal(
      "too-many-tries",
      "A wrong code was entered too often. Press “Send me a code” and use the new one",
      "code",
    );
  }
  return code_hash === typedHash;
}

export function wrongCodeWords({ code_tries }: Code): string {
  const left = codeLimits.tries - code_tries - 1;
  return left === 0
    ? "This is not the code, and it was entered too often. Press “Send me a code” and use the new one"
    : `This is not the code. Look in the newest mail. You can try ${counted(left, "more time")}`;
}

interface Asked {
  id: string;
  practice_id: string;
  practice: string;
  staff_id: string;
  name: string;
  asked_by: string;
  starts_at: Instant;
  ends_at: Instant;
}

/** Who asks, and for which meeting; whom it is about stands behind the code. */
export function guestLinkMail(guest: Asked, once: string): Message {
  return {
    ...ofGuest(guest),
    kind: "guest-link",
    once: `guest-link:${guest.id}:${once}`,
    subject: `You are asked to contribute: team meeting, ${guest.practice}`,
    text: mailText(
      `Hello ${guest.name},`,
      `${guest.asked_by} asks you to contribute to the team meeting of ${guest.practice} on ${spanInWords(guest.starts_at, guest.ends_at)}.`,
      `Open this page to see what is asked. You do not need an account; we send you a code to this address:\n${answerPlace}`,
      "The link is yours alone, and works until the meeting has ended. Please do not pass it on.",
      `If you did not expect this mail, you need do nothing, or ask ${guest.asked_by}.`,
    ),
  };
}

/** What is to be done stands behind the code, as whom it is about does (rulings 27). */
export function actionLinkMail(guest: Asked & { due: Day | null }, today: Day, once: string): Message {
  return {
    ...ofGuest(guest),
    kind: "guest-link",
    once: `guest-link:${guest.id}:${once}`,
    subject: `An action for you: team meeting, ${guest.practice}`,
    text: mailText(
      `Hello ${guest.name},`,
      `${guest.asked_by} asks you to do something that was agreed with the team of ${guest.practice}${guest.due ? `, by ${dayInWordsFrom(guest.due, today)}` : ""}.`,
      `Open this page to see what it is, and to say whether you take it and how it goes. You do not need an account; we send you a code to this address:\n${answerPlace}`,
      "The link is yours alone, and works until the action is closed. Please do not pass it on.",
      `If you did not expect this mail, you need do nothing, or ask ${guest.asked_by}.`,
    ),
  };
}

/** At most one such mail a day, as colleagues have one digest; its link takes the place of the one before. */
export function actionReminderMail(guest: Asked, line: string, today: Day): Message {
  return {
    ...ofGuest(guest),
    kind: "guest-link",
    once: digestOnce(guest.staff_id, today),
    subject: `An action waits for your answer: team meeting, ${guest.practice}`,
    text: mailText(
      `Hello ${guest.name},`,
      `Of what was agreed with the team of ${guest.practice}: ${line}`,
      `Say how it goes on this page. Of several mails the newest link works:\n${answerPlace}`,
      "You get at most one such mail a day, and none when nothing is new.",
    ),
  };
}

export function guestCodeMail(guest: Asked, once: string): Message {
  return {
    ...ofGuest(guest),
    kind: "guest-code",
    once: `guest-code:${guest.id}:${once}`,
    subject: `Your code: team meeting, ${guest.practice}`,
    text: mailText(
      `Your code is ${codePlace}`,
      `It works once, for ${codeLimits.minutes} minutes, on the page where you asked for it.`,
      "If you did not ask for it, you need do nothing. Nobody can go on without the code: tell it to nobody.",
    ),
  };
}

function ofGuest(guest: Asked) {
  return { practiceId: guest.practice_id, staffId: guest.staff_id, guestId: guest.id };
}
