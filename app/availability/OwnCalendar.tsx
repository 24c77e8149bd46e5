import { useWatch } from "#app/live/useWatch.ts";
import { Field } from "#app/ui/Field.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Warning } from "#app/ui/Warning.tsx";
import type { Api } from "#server/router.ts";
import { counted } from "#server/domain/time.ts";

type Open = Awaited<ReturnType<Api["availability"]["open"]>>;
type Calendar = NonNullable<Open["calendar"]>;

export function OwnCalendar({ calendar, staffId }: Pick<Open, "calendar" | "staffId">) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">My own calendar</h2>
      <p>Only the times are kept. Others see busy, nothing else.</p>
      {calendar && <Given calendar={calendar} staffId={staffId} />}
      <PostForm name="calendar">
        {/* Empty again when an address was taken. */}
        <Field
          key={calendar?.id}
          name="address"
          label={calendar ? "Another address" : "Address of my calendar (optional)"}
          hint="Your calendar program gives it where you share or publish a calendar, as an ICS or iCal link"
          type="url"
          autoComplete="off"
          spellCheck={false}
        />
        <SubmitButton name="intent" value="calendar" look="secondary">
          {calendar ? "Read this one instead" : "Read my calendar"}
        </SubmitButton>
      </PostForm>
    </section>
  );
}

function Given({ calendar, staffId }: { calendar: Calendar; staffId: string }) {
  const { address, faults, readAt, nextAt, isBeingRead } = calendar;
  return (
    <>
      <p>
        {address}: <strong>{whatWasRead(calendar)}</strong>
      </p>
      {isBeingRead ? <BeingRead staffId={staffId} /> : <p>It is read again {nextAt}.</p>}
      {faults.length > 0 && (
        <Warning heading={readAt ? "Not all of it could be read" : "It could not be read"} level={3}>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Warning>
      )}
      <PostButton name="remove-calendar" intent="remove-calendar" hidden="and its times" look="secondary" small>
        Remove this address
      </PostButton>
    </>
  );
}

/** "34 busy times until Friday 12 March, read today at 9:12am" */
function whatWasRead({ busyCount, until, readAt }: Calendar): string {
  if (readAt === null) return "not read yet";
  const busy = until === null ? "no busy times to come" : `${counted(busyCount, "busy time")} until ${until}`;
  return `${busy}, read ${readAt}`;
}

/** With script the page changes by itself when it was read. */
function BeingRead({ staffId }: { staffId: string }) {
  useWatch(`/trpc/availability.watch?input=${encodeURIComponent(JSON.stringify({ staffId }))}`);
  return (
    <p>
      We are reading it. <a href="/availability">Look again</a>
    </p>
  );
}
