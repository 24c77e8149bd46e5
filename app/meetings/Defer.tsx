import type { RoomItem } from "#app/meetings/roomPage.ts";
import { Details } from "#app/ui/Details.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";

/** Why a case waits for the next meeting (domain.md 5). */
const reasons = ["Somebody is missing", "Information is missing", "No time", "The person asked for it"];

/** When the time of a case is up, the chair gives more, defers it, or records its outcome. */
export function MoreTimeOrDefer({ itemId, version, mayConclude, outcome }: RoomItem) {
  if (!mayConclude || outcome !== null) return null;
  return (
    <div className="sm-no-print">
      <PostButton
        name="more-time"
        intent="more-time"
        fields={{ itemId, version: String(version) }}
        look="secondary"
        small
      >
        5 more minutes
      </PostButton>{" "}
      <Details summary="Defer to the next meeting">
        {reasons.map((reason) => (
          <PostButton
            key={reason}
            name={`defer-${reason}`}
            intent="conclude"
            fields={{ itemId, version: String(version), outcome: "deferred", reason }}
            look="secondary"
            small
          >
            {reason}
          </PostButton>
        ))}
      </Details>
    </div>
  );
}
