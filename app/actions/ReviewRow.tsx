import { useFetcher } from "@remix-run/react";
import { useContext, useEffect } from "react";

import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { StateTags } from "#app/actions/StateTags.tsx";
import type { ReviewKeys } from "#app/actions/useReviewKeys.ts";
import { Verdicts } from "#app/actions/Verdicts.tsx";
import { FailureContext, failureOf } from "#app/forms/useProblem.ts";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import { Button } from "#app/ui/Button.tsx";
import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";
import { Tag } from "#app/ui/Tag.tsx";
import { verdicts, verdictWords } from "#server/domain/verdicts.ts";

type ReviewRowProps = {
  action: ReviewedAction;
  page: ReviewPage;
  isCurrent: boolean;
  isUndoing: boolean;
  keys: Pick<ReviewKeys, "go" | "turnTo" | "undone">;
};

/** One action with the verdicts that can be given on it; each row posts by itself. */
export function ReviewRow({ action, page, isCurrent, isUndoing, keys }: ReviewRowProps) {
  const { id, text, owner, due, verdict, blockedReason, state, isOpen } = action;
  const fetcher = useFetcher();
  const isRunning = page.state === "running";
  return (
    <li className="sm-row" id={`action-${id}`} aria-current={isCurrent || undefined}>
      <div>
        <a href={`/actions/${id}`}>{text}</a>
      </div>
      <p>
        {owner} · due {due}
        {action.case && ` · ${action.case.initials}`} <StateTags {...action} />
        {action.isCarriedOften && <Tag colour="yellow">Carried on and on</Tag>}
        {state === "blocked" && ` ${blockedReason}`}
        <br />
        {action.history}
      </p>
      {action.answer && <p>{action.answer}</p>}
      {action.question && (
        <p>
          {owner} asks: {action.question} <a href={`/actions/${id}#answer`}>Answer</a>
        </p>
      )}
      {action.looksLike && (
        <p>
          Looks like “{action.looksLike}”: <a href={`/actions/${id}#alike`}>same?</a>
        </p>
      )}
      {verdict && (
        <p>
          <Tag colour="green">Reviewed</Tag> {verdict.text}
        </p>
      )}
      <RowFailure action={action} isCurrent={isCurrent} data={fetcher.data} />
      {isRunning && action.mayUndo && (
        <Undo action={action} meetingId={page.meetingId} isUndoing={isUndoing} undone={keys.undone} />
      )}
      {isRunning && isOpen && (
        <Verdicts action={action} page={page} isCurrent={isCurrent} fetcher={fetcher} keys={keys} />
      )}
    </li>
  );
}

/**
 * Why the row was not saved, also when what it was about is closed meanwhile; the verdict stays as a question. What its
 * fields say of themselves is said here once they are out of sight.
 */
function RowFailure({ action, isCurrent, data }: { action: ReviewedAction; isCurrent: boolean; data: unknown }) {
  const page = useContext(FailureContext);
  const failure = failureOf(data) ?? (page?.form.endsWith(action.id) ? page : null);
  if (failure === null) return null;
  const { problem, values } = failure;
  const inFields = Object.values(problem.fields);
  if (inFields.length > 0 && isCurrent) return null;
  const wanted = wordOf(values.pick?.[0]?.split(" ")[0]);
  return (
    <div role="alert">
      <ErrorMessage id={`row-${action.id}-error`}>
        Not saved. {inFields.length > 0 ? inFields.join(" ") : problem.message}
        {wanted && ` You said “${wanted}”: still?`}
      </ErrorMessage>
      {wanted && !action.isOpen && (
        <p>
          <a href={`/actions/${action.id}#reopen`}>Open it again</a>
        </p>
      )}
    </div>
  );
}

function wordOf(picked: string | undefined): string | null {
  const verdict = verdicts.find((one) => one === picked);
  return verdict ? verdictWords[verdict] : null;
}

type UndoProps = { action: ReviewedAction; meetingId: string; isUndoing: boolean; undone: () => void };

/** Takes the verdict back; asked for by its key, as soon as the verdict is saved. */
function Undo({ action, meetingId, isUndoing, undone }: UndoProps) {
  const fetcher = useFetcher();
  const { submit } = fetcher;
  const { id, text, verdict } = action;
  useEffect(() => {
    if (!isUndoing) return;
    submit({ intent: "undo", meetingId, actionId: id }, { method: "post" });
    undone();
  }, [id, meetingId, isUndoing, submit, undone]);
  return (
    <LiveForm name={`undo-${id}`} fetcher={fetcher}>
      <input type="hidden" name="intent" value="undo" />
      <input type="hidden" name="meetingId" value={meetingId} />
      <input type="hidden" name="actionId" value={id} />
      <Button look="secondary" small busy={fetcher.state !== "idle"}>
        Undo
        <span className="nhsuk-u-visually-hidden">
          {" "}
          {verdict?.text} of “{text}”
        </span>
      </Button>
    </LiveForm>
  );
}
