import type { screenPageOf } from "#app/meetings/screenPage.ts";

type OnScreenProps = NonNullable<ReturnType<typeof screenPageOf>["item"]>;

/** The case in few and large words: the question, what is still to be settled, what was decided, who does what. */
export function OnScreen({ question, mustBeSettled, decided, actions }: OnScreenProps) {
  return (
    <>
      <p>
        <strong>{question}</strong>
      </p>
      {mustBeSettled.length > 0 && (
        <>
          <h2>Must be settled</h2>
          <ul>
            {mustBeSettled.map((label) => (
              <li key={label}>{label}: sources differ</li>
            ))}
          </ul>
        </>
      )}
      <h2>Decided</h2>
      {decided.length === 0 && <p>Nothing yet.</p>}
      <ul>
        {decided.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <h2>Actions</h2>
      {actions.length === 0 && <p>None yet.</p>}
      <ol>
        {actions.map(({ id, owner, text, due }) => (
          <li key={id}>
            {owner}: {text}, by {due}
          </li>
        ))}
      </ol>
    </>
  );
}
