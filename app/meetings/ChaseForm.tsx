import type { ChasePage } from "#app/meetings/chasePage.ts";
import { MailShown } from "#app/meetings/MailShown.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** Everybody who gets a mail, each of whom may be left out, and every mail as it goes out. */
export function ChaseForm({ meetingId, people, mails }: Pick<ChasePage, "meetingId" | "people" | "mails">) {
  return (
    <PostForm name="chase">
      <input type="hidden" name="meetingId" value={meetingId} />
      <Ticks
        name="staffIds"
        label="Who gets it"
        size="m"
        hint="Take away the tick of whoever you speak to yourself."
        items={people}
        defaultValue={people.map(({ value }) => value)}
      />
      {mails.map(({ to, subject, text }) => (
        <section key={text}>
          <h2 className="nhsuk-heading-m">{to}</h2>
          <MailShown subject={subject} text={text} />
        </section>
      ))}
      <SubmitButton>Send</SubmitButton>
    </PostForm>
  );
}
