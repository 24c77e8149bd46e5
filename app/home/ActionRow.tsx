import type { Needed } from "#app/home/needed.ts";
import { PostButton } from "#app/ui/PostButton.tsx";
import { Tag } from "#app/ui/Tag.tsx";

type ActionRowProps = Needed["actions"][number];

/** What is done, and with what result, is said on the action's own page. */
export function ActionRow({
  id,
  version,
  text,
  due,
  dueWords,
  isOverdue,
  state,
  stateWords,
  initials,
  practice,
}: ActionRowProps) {
  const about = <span className="nhsuk-u-visually-hidden"> “{text}”</span>;
  return (
    <>
      <p>
        {isOverdue && <Tag colour="red">{dueWords}</Tag>} <a href={`/actions/${id}`}>{text}</a>
        {initials && ` · ${initials}`} · due {due} · {stateWords}
        {practice}
      </p>
      {state === "open" ? (
        <PostButton
          name={`accept-${id}`}
          intent="accept"
          fields={{ actionId: id, version: String(version) }}
          hidden={`“${text}”`}
          look="secondary"
          small
        >
          Accept
        </PostButton>
      ) : (
        <a href={`/actions/${id}#report`}>Done or blocked{about}</a>
      )}{" "}
      {state === "open" && <a href={`/actions/${id}#decline`}>Not me{about}</a>}
    </>
  );
}
