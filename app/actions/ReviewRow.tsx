import { useFetcher } from "@remix-run/react";

import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { RowProblem } from "#app/actions/RowProblem.tsx";
import { StateTags } from "#app/actions/StateTags.tsx";
import { VerdictFields } from "#app/actions/VerdictFields.tsx";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import { Button } from "#app/ui/Button.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Tag } from "#app/ui/Tag.tsx";

type ReviewRowProps = { action: ReviewedAction; page: ReviewPage; isCurrent: boolean };

/** One action with the verdicts that can be given on it; each row posts by itself. */
export function ReviewRow({ action, page, isCurrent }: ReviewRowProps) {
  const { id, text, owner, due, verdict, blockedReason, state } = action;
  const isOpen = !["done", "cancelled", "superseded"].includes(state);
  return (
    <li className="sm-row" id={`action-${id}`} aria-current={isCurrent || undefined}>
      <div>
        <a href={`/actions/${id}`}>{text}</a>
      </div>
      <p>
        {owner} · due {due}
        {action.case && ` · ${action.case.initials}`} <StateTags {...action} />
        {state === "blocked" && ` ${blockedReason}`}
      </p>
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
      {page.state === "running" && isOpen && (
        <>
          <QuickVerdicts action={action} meetingId={page.meetingId} />
          <OtherVerdict action={action} page={page} />
        </>
      )}
    </li>
  );
}

type SubjectProps = { action: ReviewedAction; meetingId: string };

function QuickVerdicts({ action, meetingId }: SubjectProps) {
  const fetcher = useFetcher();
  const busy = fetcher.state !== "idle";
  return (
    <LiveForm name={`quick-${action.id}`} fetcher={fetcher}>
      <Subject action={action} meetingId={meetingId} />
      <input type="hidden" name="outcome" value="achieved" />
      <Button name="verdict" value="done" small busy={busy}>
        Done
        <About text={action.text} />
      </Button>{" "}
      <Button name="verdict" value="on-track" look="secondary" small busy={busy}>
        On track
        <About text={action.text} />
      </Button>
      <RowProblem id={`quick-${action.id}-error`} />
    </LiveForm>
  );
}

function OtherVerdict({ action, page }: Omit<ReviewRowProps, "isCurrent">) {
  const fetcher = useFetcher();
  return (
    <LiveForm name={`judge-${action.id}`} fetcher={fetcher}>
      <Subject action={action} meetingId={page.meetingId} />
      <Details
        summary={
          <>
            Another verdict
            <About text={action.text} />
          </>
        }
      >
        <VerdictFields action={action} outcomes={page.outcomes} owners={page.owners} />
        <Button look="secondary" small busy={fetcher.state !== "idle"}>
          Save
          <About text={action.text} />
        </Button>
      </Details>
      <RowProblem id={`judge-${action.id}-error`} />
    </LiveForm>
  );
}

function Subject({ action, meetingId }: SubjectProps) {
  return (
    <>
      <input type="hidden" name="intent" value="judge" />
      <input type="hidden" name="meetingId" value={meetingId} />
      <input type="hidden" name="actionId" value={action.id} />
      <input type="hidden" name="version" value={action.version} />
    </>
  );
}

function About({ text }: { text: string }) {
  return <span className="nhsuk-u-visually-hidden"> “{text}”</span>;
}
