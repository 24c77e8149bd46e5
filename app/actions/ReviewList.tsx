import type { RefObject } from "react";

import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { ReviewRow } from "#app/actions/ReviewRow.tsx";

type ReviewListProps = {
  page: ReviewPage;
  actions: readonly ReviewedAction[];
  list: RefObject<HTMLDivElement>;
  currentId: string;
};

/** The actions to review: one stop of the focus, in which arrows move and one key gives a verdict. */
export function ReviewList({ page, actions, list, currentId }: ReviewListProps) {
  return (
    <div ref={list} role="region" aria-label="Actions to review" tabIndex={0}>
      <ol className="nhsuk-list sm-rows">
        {actions.map((action) => (
          <ReviewRow key={action.id} action={action} page={page} isCurrent={action.id === currentId} />
        ))}
      </ol>
    </div>
  );
}
