/** The way back, for pages below the second level; the last item is the page above this one. */
export function Breadcrumb({ items }: { items: readonly { href: string; text: string }[] }) {
  const parent = items.at(-1);
  return (
    <nav className="nhsuk-breadcrumb" aria-label="Breadcrumb">
      <ol className="nhsuk-breadcrumb__list">
        {items.map(({ href, text }) => (
          <li className="nhsuk-breadcrumb__list-item" key={text}>
            <a className="nhsuk-breadcrumb__link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ol>
      {parent && (
        <a className="nhsuk-back-link" href={parent.href}>
          <span className="nhsuk-u-visually-hidden">Back to </span>
          {parent.text}
        </a>
      )}
    </nav>
  );
}
