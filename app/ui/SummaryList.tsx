import type { ReactNode } from "react";

/** `hidden` completes the words for a screen reader: Change + "date of birth". */
type Action = { href: string; text: string; hidden: string };
type Row = { key: string; value: ReactNode; actions?: readonly Action[] };

export function SummaryList({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className="nhsuk-summary-list">
      {rows.map(({ key, value, actions = [] }) => (
        <div className="nhsuk-summary-list__row" key={key}>
          <dt className="nhsuk-summary-list__key">{key}</dt>
          <dd className="nhsuk-summary-list__value">{value}</dd>
          {actions.length > 0 && (
            <dd className="nhsuk-summary-list__actions">
              {actions.length === 1 ? (
                actions.map((action) => <ActionLink key={action.href} {...action} />)
              ) : (
                <ul className="nhsuk-summary-list__actions-list">
                  {actions.map((action) => (
                    <li className="nhsuk-summary-list__actions-list-item" key={action.text}>
                      <ActionLink {...action} />
                    </li>
                  ))}
                </ul>
              )}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function ActionLink({ href, text, hidden }: Action) {
  return (
    <a className="nhsuk-link" href={href}>
      {text}
      <span className="nhsuk-u-visually-hidden"> {hidden}</span>
    </a>
  );
}
