type HistoryProps = { lines: readonly { id: string; at: string; words: string; name: string; text: string | null }[] };

/** What happened to an action, oldest first; nothing is ever taken out. */
export function History({ lines }: HistoryProps) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">History</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {lines.map(({ id, at, words, name, text }) => (
          <li key={id}>
            {at} · {words} by {name}
            {text && `: ${text}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
