import { Tag, type Colour } from "#app/ui/Tag.tsx";
import type { ActionState } from "#server/domain/actions.ts";

const colours: Record<ActionState, Colour> = {
  open: "white",
  accepted: "blue",
  "in-progress": "blue",
  blocked: "orange",
  declined: "orange",
  done: "green",
  cancelled: "grey",
  superseded: "grey",
};

type StateTagsProps = {
  state: ActionState;
  stateWords: string;
  isOverdue: boolean;
  isOrphaned: boolean;
  dueWords: string;
  owner: string;
};

/** Overdue first: it is what the eye looks for. */
export function StateTags({ state, stateWords, isOverdue, isOrphaned, dueWords, owner }: StateTagsProps) {
  return (
    <>
      {isOverdue && <Tag colour="red">{dueWords}</Tag>} <Tag colour={colours[state]}>{stateWords}</Tag>{" "}
      {isOrphaned && <Tag colour="orange">{owner} has left: needs an owner</Tag>}
    </>
  );
}
