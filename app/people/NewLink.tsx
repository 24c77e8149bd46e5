import { Banner } from "#app/ui/Banner.tsx";
import { Inset } from "#app/ui/Inset.tsx";

type NewLinkProps = { name: string; link: string | null };

/** A one-time link as it is handed over: shown once, and kept nowhere. */
export function NewLink({ name, link }: NewLinkProps) {
  if (link === null)
    return <Banner success>{name} was added, and signs in with the password they have already.</Banner>;
  return (
    <>
      <Banner success>A link for {name} is ready. It is shown only now.</Banner>
      <Inset>
        <p className="nhsuk-u-text-break-word">
          <strong>{link}</strong>
        </p>
        <p>
          Give it to {name} in person, by telephone, or in a message that nobody else reads. Do not put it in a shared
          mailbox or a group chat: whoever opens it first chooses the password.
        </p>
        <p>It works once, and for a short time. If it is lost, make a new one here.</p>
      </Inset>
    </>
  );
}
