import type { screenPageOf } from "#app/meetings/screenPage.ts";

type OnScreenProps = NonNullable<ReturnType<typeof screenPageOf>["item"]>;

/** To be read from the other end of the table. */
export const large = "nhsuk-body-l";

/** The case in few and large words: the question, what is still to be settled, what was decided, who does what. */
export function OnScreen({ question, mustBeSettled, decided, actions }: OnScreenProps) {
  return (
    <>
      <p className={large}>
        <strong>{question}</strong>
      </p>
      {mustBeSettled.length > 0 && (
        <>
          <h2 className="nhsuk-heading-l">Must be settled</h2>
          <ul className="nhsuk-list nhsuk-list--bullet nhsuk-u-font-size-24">
            {mustBeSettled.map((label) => (
              <li key={label}>{label}: sources differ</li>
            ))}
          </ul>
        </>
      )}
      <h2 className="nhsuk-heading-l">Decided</h2>
      {decided.length === 0 && <p className={large}>Nothing yet.</p>}
      <ul className="nhsuk-list nhsuk-list--bullet nhsuk-u-font-size-24">
        {decided.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <h2 className="nhsuk-heading-l">Actions</h2>
      {actions.length === 0 && <p className={large}>None yet.</p>}
      <ol className="nhsuk-list nhsuk-list--number nhsuk-u-font-size-24">
        {actions.map(({ id, owner, text, due }) => (
          <li key={id}>
            {owner}: {text}, by {due}
          </li>
        ))}
      </ol>
    </>
  );
}
