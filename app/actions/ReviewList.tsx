import type { RefObject } from "react";

import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { ReviewRow } from "#app/actions/ReviewRow.tsx";
import type { ReviewKeys } from "#app/actions/useReviewKeys.ts";

type ReviewListProps = {
  page: ReviewPage;
  actions: readonly ReviewedAction[];
  list: RefObject<HTMLDivElement>;
  keys: Pick<ReviewKeys, "currentId" | "undoingId" | "go" | "turnTo" | "undone">;
};

/** The actions to review: one stop of the focus, in which arrows move and one key gives a verdict. */
export function ReviewList({ page, actions, list, keys }: ReviewListProps) {
  return (
    <div ref={list} id="review" role="region" aria-label="Actions to review" tabIndex={0}>
      <ol className="nhsuk-list sm-rows">
        {actions.map((action) => (
          <ReviewRow
            key={action.id}
            action={action}
            page={page}
            isCurrent={action.id === keys.currentId}
            isUndoing={action.id === keys.undoingId}
            keys={keys}
          />
        ))}
      </ol>
    </div>
  );
}
