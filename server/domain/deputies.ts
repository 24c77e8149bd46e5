/** Telling whoever is to come in somebody's place, and whoever need not any more. */
import type { Answer, Person } from "./answers.ts";
import { changesFor, newcomersFor, type InvitationFacts, type Sending } from "./invitations.ts";
import { answerPlace, mailText, type Message } from "./messages.ts";
import { spanInWords, type Instant } from "./time.ts";

interface MailedMeeting {
  id: string;
  practice_id: string;
  practice: string;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
}

export interface DeputyChange {
  forName: string;
  /** Who is to stand in from now on. */
  asked: string | null;
  /** Who need not any more, and does not know. */
  released: string | null;
}

/** What an answer changes of who stands in for somebody; null when that stays as it is. */
export function deputyChange(staffId: string, people: readonly Person[], answer: Answer): DeputyChange | null {
  const person = people.find(({ id }) => id === staffId);
  const before = person?.reply === "declined" ? person.deputyId : null;
  if (!person || before === answer.deputyId) return null;
  const hasSaidNo = people.find(({ id }) => id === before)?.reply === "declined";
  return { forName: person.name, asked: answer.deputyId, released: hasSaidNo ? null : before };
}

/** The mails that tell them; `invitations` are those to the meeting before the answer and after it. */
export function deputyMails(
  meeting: MailedMeeting,
  change: DeputyChange | null,
  invitations: { before: InvitationFacts; after: InvitationFacts } | null,
  sending: Sending,
): Message[] {
  if (change === null || invitations === null) return [];
  const { before, after } = invitations;
  const { asked, released } = change;
  const base = { practiceId: meeting.practice_id, meetingId: meeting.id };
  const words = spanInWords(meeting.starts_at, meeting.ends_at);
  const where = `${words}\n${meeting.place}`;
  const mails: Message[] = [];
  if (released !== null) {
    const uninvited = changesFor(before, after, null, sending).find((mail) => mail.staffId === released);
    mails.push({
      ...base,
      staffId: released,
      kind: "cancelled",
      once: `no-deputy:${meeting.id}:${released}:${sending.at}`,
      subject: `You need not stand in: team meeting, ${words}`,
      text: mailText(
        `You need not stand in for ${change.forName} any more at the team meeting of ${meeting.practice}.`,
        where,
        // Sending this ends the link they had for this meeting, which they still need if they are invited themselves.
        uninvited ? null : `You are invited yourself as well. Change your own answer here:\n${answerPlace}`,
      ),
      ...(uninvited?.calendar ? { calendar: uninvited.calendar } : {}),
    });
  }
  if (asked !== null) {
    const [invitation] = newcomersFor(after, (staffId) => staffId === asked, sending);
    mails.push({
      ...base,
      staffId: asked,
      kind: "invitation",
      once: `deputy:${meeting.id}:${asked}:${sending.at}`,
      subject: `Can you stand in? Team meeting, ${words}`,
      text: mailText(
        `${change.forName} cannot come to the team meeting of ${meeting.practice} and asks you to come instead.`,
        where,
        "Until the meeting is over you can read the cases on its agenda that they read.",
        `Say here whether you can come. You do not need to sign in:\n${answerPlace}`,
      ),
      ...(invitation?.calendar ? { calendar: invitation.calendar } : {}),
    });
  }
  return mails;
}
