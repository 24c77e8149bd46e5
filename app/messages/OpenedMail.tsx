type OpenedMailProps = { to: string; subject: string; text: string | null; closeHref: string };

/** What a mail says. Its reader's own link is left out: whoever has it could answer for them. */
export function OpenedMail({ to, subject, text, closeHref }: OpenedMailProps) {
  return (
    <section id="mail">
      <h2 className="nhsuk-heading-m">{subject}</h2>
      <p>To {to}</p>
      {text === null ? (
        <p>This mail is not shown here. It may speak of other practices that its reader works with.</p>
      ) : (
        <p className="sm-lines nhsuk-u-text-break-word">{text}</p>
      )}
      <p>
        <a href={closeHref}>Close this mail</a>
      </p>
    </section>
  );
}
