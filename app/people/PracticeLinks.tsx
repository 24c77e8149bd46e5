type PracticeLinksProps = { practices: readonly { id: string; name: string }[]; current: string; path: string };

/** For those who work for several practices: the same page for another of them. */
export function PracticeLinks({ practices, current, path }: PracticeLinksProps) {
  if (practices.length < 2) return null;
  return (
    <nav aria-label="Practice">
      <ul className="nhsuk-list">
        {practices.map(({ id, name }) => (
          <li key={id}>
            <a
              href={`${path}?${new URLSearchParams({ practice: id }).toString()}`}
              aria-current={id === current || undefined}
            >
              {id === current ? <strong>{name}</strong> : name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
