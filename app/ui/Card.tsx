import type { ReactNode } from "react";

type CardProps = { heading?: ReactNode; level?: 2 | 3 | 4; href?: string; id?: string; children?: ReactNode };

export function Card({ heading, level = 2, href, id, children }: CardProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="nhsuk-card" id={id}>
      <div className="nhsuk-card__content">
        {heading !== undefined && (
          <Heading className="nhsuk-card__heading">
            {href === undefined ? heading : <a href={href}>{heading}</a>}
          </Heading>
        )}
        {children}
      </div>
    </div>
  );
}
