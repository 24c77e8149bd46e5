import type { ReviewPage } from "#app/actions/reviewPage.ts";
import { Details } from "#app/ui/Details.tsx";

export type KeysHelpProps = { areOn: boolean; turn: () => void; isHelpOpen: boolean } & Pick<
  ReviewPage,
  "blockedReasons" | "dropReasons"
>;

/** Each key does what a button does; none is the only way. */
export function KeysHelp({ areOn, turn, isHelpOpen, blockedReasons, dropReasons }: KeysHelpProps) {
  const keys = [
    ["Arrow down, arrow up", "next action, action before"],
    ["d", "done"],
    ["t", "on track"],
    ["w", "owner absent"],
    ["b, then 1 to 8", `blocked: ${inOrder(blockedReasons)}`],
    ["r, then 1 to 9 or n", "new date: in 1 to 9 weeks, or at the next meeting; for a third one, then 1 to 8 for why"],
    ["o", "new owner"],
    ["s", "split into parts"],
    ["x, then 1 to 8", `drop: ${inOrder(dropReasons)}`],
    ["u", "undo"],
    ["/", "views"],
    ["Escape", "back to the list"],
    ["?", "this list"],
  ];
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

function inOrder(reasons: readonly { label: string }[]): string {
  return reasons.map(({ label }, index) => `${index + 1} ${label}`).join(", ");
}
