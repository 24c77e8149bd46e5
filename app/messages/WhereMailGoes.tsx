import type { MailPlace } from "#server/context.ts";

/** A coordinator must know when nobody gets any of it. */
export function WhereMailGoes({ kind, name }: MailPlace) {
  return (
    <section>
      <h2 className="nhsuk-heading-s nhsuk-u-margin-bottom-1">Where mail goes</h2>
      {kind === "server" ? (
        <p>Mail goes out by the mail server {name}.</p>
      ) : (
        <p className="nhsuk-u-text-break-word">
          There is no mail server, so <strong>nobody gets these mails</strong>. Each is kept as a file in the folder{" "}
          {name}, so that nothing is lost. Ask whoever runs this computer to set up a mail server.
        </p>
      )}
    </section>
  );
}
