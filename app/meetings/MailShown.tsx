import { Inset } from "#app/ui/Inset.tsx";

/** A mail as it goes out, to be read before it does. */
export function MailShown({ subject, text }: { subject: string; text: string }) {
  return (
    <Inset>
      <p>
        <strong>{subject}</strong>
      </p>
      <p className="sm-lines">{text}</p>
    </Inset>
  );
}
