import { Box } from "#app/cases/Box.tsx";
import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { Tag, type Colour } from "#app/ui/Tag.tsx";

type SummaryActionsProps = { actions: SummaryPage["actions"]; counts: string };

type Group = SummaryPage["actions"][number]["group"];

const colours: Partial<Record<Group, Colour>> = { overdue: "red", blocked: "orange", "no-owner": "orange" };

/** Overdue first; the heading counts each action once. */
export function SummaryActions({ actions, counts }: SummaryActionsProps) {
  return (
    <Box heading={`Actions: ${counts}`} empty={actions.length === 0}>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {actions.map(({ id, text, owner, due, words, outcome, group }) => (
          <li key={id}>
            <a href={`/actions/${id}`}>{text}</a> · {owner} · by {due} · <State group={group}>{words}</State>
            {outcome && ` · ${outcome}`}
          </li>
        ))}
      </ul>
    </Box>
  );
}

function State({ group, children }: { group: Group; children: string }) {
  const colour = colours[group];
  return colour === undefined ? children : <Tag colour={colour}>{children}</Tag>;
}
