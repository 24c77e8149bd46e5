import type { ReactNode } from "react";

type WarningProps = { heading: ReactNode; level?: 2 | 3; children: ReactNode };

/** What must not be missed, such as safe contact; the children are paragraphs. */
export function Warning({ heading, level = 3, children }: WarningProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="nhsuk-card nhsuk-card--warning">
      <div className="nhsuk-card__content">
        <Heading className="nhsuk-card__heading">{heading}</Heading>
        {children}
      </div>
    </div>
  );
}
