import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { Details } from "#app/ui/Details.tsx";

/** What changed since the case was last discussed; folded, and not on paper, where the page has it all. */
export function SinceLast({ on, lines }: NonNullable<SummaryPage["sinceLast"]>) {
  return (
    <div className="sm-no-print">
      <Details summary={`Since last time, ${on}`}>
        <ul className="nhsuk-list nhsuk-list--bullet">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Details>
    </div>
  );
}
