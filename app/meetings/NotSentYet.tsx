import type { Entry } from "#app/meetings/useEntry.ts";
import { Details } from "#app/ui/Details.tsx";

/** Lines that no answer came to: they are tried again by themselves, in order. */
export function NotSentYet({ notSent, isSignedOut }: Pick<Entry["queue"], "notSent" | "isSignedOut">) {
  const words = notSent.length > 0 ? `Not sent yet: ${notSent.length}` : "";
  return (
    <>
      <p className="nhsuk-u-visually-hidden" aria-live="polite">
        {words}
      </p>
      {words && (
        <Details summary={words}>
          <ol className="nhsuk-list nhsuk-list--number">
            {notSent.map((text, index) => (
              <li key={index}>{text}</li>
            ))}
          </ol>
          <p>
            {isSignedOut
              ? "You have been signed out. Sign in again in another tab, and these lines are sent."
              : "There is no connection. Keep this page open: these lines are sent when it is back."}
          </p>
        </Details>
      )}
    </>
  );
}
