import { Box } from "#app/cases/Box.tsx";
import { Source } from "#app/cases/Source.tsx";
import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { Tag } from "#app/ui/Tag.tsx";

/** Every value there is, newest first; the page never says which is right. */
export function Disagreements({ items }: { items: SummaryPage["disagreements"] }) {
  return (
    <Box heading="Sources differ" empty={items.length === 0}>
      {items.map(({ key, label, mustBeSettled, values }) => (
        <div key={key}>
          <p>
            <strong>{label}</strong> {mustBeSettled && <Tag colour="red">Must be settled</Tag>}
          </p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {values.map(({ id, value, source, old }) => (
              <li key={id}>
                {value} <Source {...source} old={old} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Box>
  );
}
