/** Asking those again, by hand, who have not answered an invitation. */
import { reminderMail } from "./letters.ts";
import { shownText, type Message } from "./messages.ts";
import type { Day, Instant } from "./time.ts";

export interface AskedFor {
  id: string;
  practice_id: string;
  practice: string;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  video_link: string | null;
}

/** The same words for everybody, so that who sends it has read each mail. Once a day, however often it is pressed. */
export function reminderFor(
  meeting: AskedFor,
  staffId: string,
  { organizer, today }: { organizer: string; today: Day },
): Message {
  const mail = reminderMail({
    date: {
      startsAt: meeting.starts_at,
      endsAt: meeting.ends_at,
      place: meeting.place,
      videoLink: meeting.video_link,
    },
    practice: meeting.practice,
    organizer,
    today,
  });
  return {
    practiceId: meeting.practice_id,
    staffId,
    kind: "invitation",
    once: reminderOnce(meeting.id, staffId, today),
    meetingId: meeting.id,
    ...mail,
  };
}

/** Who would be reminded, and the mail as the first of them gets it. */
export function offeredReminder(
  meeting: AskedFor,
  people: readonly { id: string; name: string }[],
  sending: { organizer: string; today: Day },
) {
  const [first] = people;
  const mail = first && reminderFor(meeting, first.id, sending);
  return {
    names: people.map(({ name }) => name),
    mail: mail ? { subject: mail.subject, text: shownText(mail) ?? "" } : null,
  };
}

export function reminderOnce(meetingId: string, staffId: string, today: Day): string {
  return `remind:${meetingId}:${staffId}:${today}`;
}
