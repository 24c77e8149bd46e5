import { Box } from "#app/cases/Box.tsx";
import type { SummaryPage } from "#app/cases/summaryPage.ts";
import { Tag, type Colour } from "#app/ui/Tag.tsx";

export type Alike = { id: string; text: string; otherId: string; other: string };

type SummaryActionsProps = { actions: SummaryPage["actions"]; counts: string; alike: readonly Alike[] };

type Group = SummaryPage["actions"][number]["group"];

const colours: Partial<Record<Group, Colour>> = { overdue: "red", blocked: "orange", "no-owner": "orange" };

/** Overdue first; the heading counts each action once. */
export function SummaryActions({ actions, counts, alike }: SummaryActionsProps) {
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
      {alike.map(({ id, text, otherId, other }) => (
        <p className="sm-no-print" key={`${id}-${otherId}`}>
          “{text}” looks like “{other}”: <a href={`/actions/${id}#alike`}>same?</a>
        </p>
      ))}
    </Box>
  );
}

function State({ group, children }: { group: Group; children: string }) {
  const colour = colours[group];
  return colour === undefined ? children : <Tag colour={colour}>{children}</Tag>;
}
