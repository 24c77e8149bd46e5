import { reasons } from "#app/actions/reasons.ts";
import { Details } from "#app/ui/Details.tsx";

export type KeysHelpProps = { areOn: boolean; turn: () => void; isHelpOpen: boolean };

const keys = [
  ["Arrow down, arrow up", "next action, action before"],
  ["d", "done"],
  ["t", "on track"],
  ["b, then 1 to 8", `blocked: ${inOrder(reasons.blocked)}`],
  ["r, then 1 to 9 or n", "new date: in 1 to 9 weeks, or at the next meeting"],
  ["o", "new owner"],
  ["x, then 1 to 8", `drop: ${inOrder(reasons.drop)}`],
  ["?", "this list"],
];

/** Each key does what a button does; none is the only way. */
export function KeysHelp({ areOn, turn, isHelpOpen }: KeysHelpProps) {
  return (
    <Details summary="Keys" open={isHelpOpen}>
      <p>Keys work while the list has the focus.</p>
      <ul>
        {keys.map(([key, words]) => (
          <li key={key}>
            <strong>{key}</strong>: {words}
          </li>
        ))}
      </ul>
      <button className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="button" onClick={turn}>
        {areOn ? "Turn keys off" : "Turn keys on"}
      </button>
    </Details>
  );
}

function inOrder(list: readonly string[]): string {
  return list.map((words, index) => `${index + 1} ${words}`).join(", ");
}
