type AskedProps = { asked: readonly { kind: "asked" | "answered"; text: string; name: string }[] };

/** What an owner who is told nothing else of the case asked the team, and its answers. */
export function Asked({ asked }: AskedProps) {
  if (asked.length === 0) return null;
  return (
    <>
      <h2 className="nhsuk-heading-m">Questions and answers</h2>
      {asked.map(({ text, name }, index) => (
        <p key={index}>
          <strong>{name}:</strong> {text}
        </p>
      ))}
    </>
  );
}
