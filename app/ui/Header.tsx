import { Form, Link } from "@remix-run/react";

import { FormKey } from "#app/ui/FormKey.tsx";

export type Section = { href: string; text: string };

export type HeaderProps = {
  /** Always in sight: several practices may share a machine, and a person may work for two. */
  practice?: string;
  /** Who is signed in, and what they are here. */
  reader?: { name: string; role: string };
  sections?: readonly Section[];
  /** The path of the page, to mark the section it is in. */
  path: string;
  demo?: boolean;
};

/** Shipmate's own: no logo, nothing that folds away, so that it wraps by itself on a phone. */
export function Header({ practice, reader, sections = [], path, demo }: HeaderProps) {
  return (
    <header className="nhsuk-header nhsuk-header--inline">
      {demo && <p className="sm-demo">Demonstration: invented people</p>}
      <div className="nhsuk-header__container nhsuk-width-container">
        <div className="nhsuk-header__service">
          <Link className="nhsuk-header__service-name sm-service" to="/">
            Shipmate
          </Link>
          {practice !== undefined && <span className="nhsuk-header__service-name">{practice}</span>}
        </div>
        {reader && (
          <div className="nhsuk-header__account">
            <ul className="nhsuk-header__account-list">
              <li className="nhsuk-header__account-item">
                Signed in as {reader.name} · {reader.role}
              </li>
              <li className="nhsuk-header__account-item">
                <Form className="nhsuk-header__account-form" action="/sign-out" method="post" reloadDocument>
                  <FormKey name="sign-out" />
                  <button className="nhsuk-header__account-button">Sign out</button>
                </Form>
              </li>
            </ul>
          </div>
        )}
      </div>
      {sections.length > 0 && (
        <nav className="nhsuk-header__navigation" aria-label="Menu">
          <div className="nhsuk-header__navigation-container nhsuk-width-container">
            <ul className="nhsuk-header__navigation-list">
              {sections.map(({ href, text }) => (
                <li className="nhsuk-header__navigation-item" key={href}>
                  <Link className="nhsuk-header__navigation-link" to={href} aria-current={currentness(href, path)}>
                    {text}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      )}
    </header>
  );
}

/** `page` on the section's own page, `true` on those below it. */
function currentness(href: string, path: string): "page" | "true" | undefined {
  if (path === href) return "page";
  return href !== "/" && path.startsWith(`${href}/`) ? "true" : undefined;
}
