import type { ReactNode } from "react";

type LastTimeProps = { on: string | null; lines: readonly (string | null)[]; children: ReactNode };

/** A box with what was written in it last time beside it; above it on a phone. */
export function LastTime({ on, lines, children }: LastTimeProps) {
  const said = lines.filter(Boolean);
  if (on === null || said.length === 0) return children;
  return (
    <div className="nhsuk-grid-row">
      <div className="nhsuk-grid-column-one-third">
        <p className="nhsuk-hint">Last time, on {on}:</p>
        {said.map((line) => (
          <p className="sm-lines" key={line}>
            {line}
          </p>
        ))}
      </div>
      <div className="nhsuk-grid-column-two-thirds">{children}</div>
    </div>
  );
}
