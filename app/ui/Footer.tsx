import type { ReactNode } from "react";

type FooterProps = { links?: readonly { href: string; text: string }[]; children?: ReactNode };

export function Footer({ links = [], children }: FooterProps) {
  return (
    <footer className="nhsuk-footer">
      <div className="nhsuk-width-container">
        <div className="nhsuk-footer__meta">
          {links.length > 0 && (
            <ul className="nhsuk-footer__list">
              {links.map(({ href, text }) => (
                <li className="nhsuk-footer__list-item" key={href}>
                  <a className="nhsuk-footer__list-item-link" href={href}>
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          )}
          <p className="nhsuk-body-s">{children}</p>
        </div>
      </div>
    </footer>
  );
}
