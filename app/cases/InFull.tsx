import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";

/** Each contribution as it was written, below the one page and never on its paper. */
export function InFull({ disciplines }: Pick<SummaryPage, "disciplines">) {
  const written = disciplines.filter(({ body, details }) => body !== "" || details.length > 0);
  if (written.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">In full</h2>
      {written.map(({ id, label, author, body, details }) => (
        <Details key={id} summary={`${label}: ${author}`}>
          <p className="sm-lines">{body}</p>
          {details.length > 0 && (
            <SummaryList
              rows={details.map((detail) => ({
                key: detail.label,
                value: <span className="sm-lines">{detail.text}</span>,
              }))}
            />
          )}
        </Details>
      ))}
    </section>
  );
}
