import { Box } from "#app/cases/Box.tsx";
import { Source } from "#app/cases/Source.tsx";
import type { PackPage } from "#app/packs/packPage.ts";

/** What was given for a case since its pack froze. */
export function AddedAfter({ items }: { items: PackPage["pages"][number]["added"] }) {
  return (
    <Box heading="Added after pack" empty={items.length === 0}>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {items.map(({ id, text, source }) => (
          <li key={id}>
            {text} <Source {...source} />
          </li>
        ))}
      </ul>
    </Box>
  );
}
