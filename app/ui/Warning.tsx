import type { ReactNode } from "react";

type WarningProps = { heading: string; level?: 2 | 3; children: ReactNode };

/** What must not be missed, such as safe contact; the children are paragraphs. */
export function Warning({ heading, level = 2, children }: WarningProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="nhsuk-card nhsuk-card--warning">
      <div className="nhsuk-card__content">
        <Heading className="nhsuk-card__heading">
          {/important/i.test(heading) ? (
            heading
          ) : (
            <span>
              <span className="nhsuk-u-visually-hidden">Important: </span>
              {heading}
            </span>
          )}
        </Heading>
        {children}
      </div>
    </div>
  );
}
