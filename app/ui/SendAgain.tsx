import { Button } from "#app/ui/Button.tsx";
import { Inset } from "#app/ui/Inset.tsx";

type SendAgainProps = { held: readonly (readonly [name: string, value: string])[] };

/** A form that nobody was signed in to send, held until somebody is; it posts as it is, to the same address. */
export function SendAgain({ held }: SendAgainProps) {
  return (
    <>
      <p>Nothing was sent. What you typed is safe in this page.</p>
      <ol className="nhsuk-list nhsuk-list--number">
        <li>
          <a href="/sign-in" target="_blank" rel="noreferrer">
            Sign in again (opens in another tab)
          </a>
        </li>
        <li>Come back to this page.</li>
        <li>Send it again.</li>
      </ol>
      <form method="post">
        {held.map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit">Send again</Button>
      </form>
      <Inset>
        <p>
          <strong>What you typed:</strong>
        </p>
        {held.filter(isText).map(([, value], index) => (
          <p className="sm-lines" key={index}>
            {value}
          </p>
        ))}
      </Inset>
    </>
  );
}

/** What somebody wrote, as against what they chose or what the form holds for itself. */
function isText([, value]: readonly [string, string]): boolean {
  return /\s/.test(value.trim());
}
