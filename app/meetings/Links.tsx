import { Fragment } from "react";

type LinksProps = { label: string; links: readonly { href: string; text: string }[] };

/** A row of links, never a menu. */
export function Links({ label, links }: LinksProps) {
  return (
    <nav className="sm-no-print" aria-label={label}>
      <p>
        {links.map(({ href, text }, index) => (
          <Fragment key={href}>
            {index > 0 && " · "}
            <a href={href}>{text}</a>
          </Fragment>
        ))}
      </p>
    </nav>
  );
}
