import type { ReactNode } from "react";

export type ErrorSummaryProps = {
  title?: ReactNode;
  description?: ReactNode;
  errors?: readonly { text: ReactNode; href?: string }[];
};

export function ErrorSummary({ title = "There is a problem", description, errors = [] }: ErrorSummaryProps) {
  return (
    <div className="nhsuk-error-summary">
      <div role="alert">
        <h2 className="nhsuk-error-summary__heading">{title}</h2>
        <div className="nhsuk-error-summary__body">
          {description && <p>{description}</p>}
          {errors.length > 0 && (
            <ul className="nhsuk-list nhsuk-error-summary__list">
              {errors.map(({ text, href }, index) => (
                <li key={href ?? index}>{href === undefined ? text : <a href={href}>{text}</a>}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
