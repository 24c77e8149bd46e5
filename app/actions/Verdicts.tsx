import type { useFetcher } from "@remix-run/react";
import { useEffect, useRef, type ReactNode } from "react";

import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { SplitFields } from "#app/actions/SplitFields.tsx";
import type { ReviewKeys } from "#app/actions/useReviewKeys.ts";
import { rowName, VerdictFields } from "#app/actions/VerdictFields.tsx";
import { failureOf, useProblem } from "#app/forms/useProblem.ts";
import { LiveForm } from "#app/meetings/LiveForm.tsx";
import { Button } from "#app/ui/Button.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Select } from "#app/ui/Select.tsx";

type VerdictsProps = {
  action: ReviewedAction;
  page: ReviewPage;
  isCurrent: boolean;
  fetcher: ReturnType<typeof useFetcher>;
  keys: Pick<ReviewKeys, "go" | "turnTo">;
};

/** The verdicts on one action: two on every row, all on the one whose turn it is. */
export function Verdicts({ action, page, isCurrent, fetcher, keys }: VerdictsProps) {
  const { id } = action;
  const { go } = keys;
  const busy = fetcher.state !== "idle";
  const wasBusy = useRef(false);
  const isSaved = failureOf(fetcher.data) === null;
  // What was typed stays until it is saved; then it is the next one's turn.
  useEffect(() => {
    if (wasBusy.current && !busy && isSaved && isCurrent) go(id);
    wasBusy.current = busy;
  }, [busy, isSaved, isCurrent, id, go]);
  return (
    <>
      <LiveForm name={`quick-${id}`} fetcher={fetcher} onSubmit={() => go(id)}>
        <Subject action={action} meetingId={page.meetingId} />
        <Pick verdict="done" look="primary" keyName="d" action={action} isCurrent={isCurrent} busy={busy}>
          Done
        </Pick>
        <Pick verdict="on-track" keyName="t" action={action} isCurrent={isCurrent} busy={busy}>
          On track
        </Pick>
        {isCurrent && (
          <Pick verdict="owner-absent" keyName="w" action={action} isCurrent busy={busy}>
            Owner absent
          </Pick>
        )}
        {!isCurrent && (
          <a
            href={`?at=${id}#action-${id}`}
            onClick={(press) => {
              press.preventDefault();
              keys.turnTo(id);
            }}
          >
            More
            <About text={action.text} />
          </a>
        )}
        {isCurrent && <Dates action={action} page={page} busy={busy} />}
        {isCurrent && (
          <Reasons action={action} verdict="blocked" legend="Blocked" reasons={page.blockedReasons} busy={busy} />
        )}
      </LiveForm>
      {isCurrent && <MoreVerdicts action={action} page={page} fetcher={fetcher} go={go} />}
    </>
  );
}

type PartProps = { action: ReviewedAction; busy: boolean };

function Dates({ action, page, busy }: PartProps & { page: ReviewPage }) {
  return (
    <div role="group" aria-labelledby={`dates-${action.id}`}>
      <p id={`dates-${action.id}`}>
        <strong>New date</strong>, in weeks (r)
      </p>
      {action.needsReason && (
        <Select
          name={rowName(action.id, "because")}
          label="Why is it put off again?"
          hint="The chair is told"
          options={[{ value: "", label: "Choose" }, ...page.blockedReasons]}
        />
      )}
      {page.newDates.map(({ key, label, day }) => (
        <Pick key={key} verdict={`new-date ${day}`} action={action} busy={busy} more="new date of">
          {label}
        </Pick>
      ))}
    </div>
  );
}

type ReasonsProps = PartProps & {
  verdict: "blocked" | "drop";
  legend: string;
  reasons: ReviewPage["blockedReasons"] | ReviewPage["dropReasons"];
};

function Reasons({ action, verdict, legend, reasons, busy }: ReasonsProps) {
  const id = `${verdict}-${action.id}`;
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id}>
        <strong>{legend}</strong> ({verdict === "blocked" ? "b" : "x"})
      </p>
      {reasons.map(({ value, label }, index) => (
        <Pick key={value} verdict={`${verdict} ${value}`} action={action} busy={busy} more={legend.toLowerCase()}>
          {index + 1} {label}
        </Pick>
      ))}
    </div>
  );
}

type PickProps = PartProps & {
  verdict: string;
  look?: "primary" | "secondary";
  /** The key that presses it, shown while the row has its turn. */
  keyName?: string;
  isCurrent?: boolean;
  /** Said before the words of the action. */
  more?: string;
  children: ReactNode;
};

function Pick({ verdict, look = "secondary", keyName, isCurrent, more, action, busy, children }: PickProps) {
  return (
    <>
      <Button name="pick" value={verdict} look={look} small busy={busy}>
        {children}
        {keyName && isCurrent && <span aria-hidden="true"> {keyName}</span>}
        <About text={action.text} more={more} />
      </Button>{" "}
    </>
  );
}

type MoreProps = { action: ReviewedAction; page: ReviewPage; fetcher: VerdictsProps["fetcher"]; go: ReviewKeys["go"] };

/** What needs more than a press. */
function MoreVerdicts({ action, page, fetcher, go }: MoreProps) {
  const { id, text } = action;
  const busy = fetcher.state !== "idle";
  const about = <About text={text} />;
  const form = (name: string, children: ReactNode, onSubmit?: () => void) => (
    <LiveForm name={`${name}-${id}`} fetcher={fetcher} onSubmit={onSubmit}>
      <Subject action={action} meetingId={page.meetingId} />
      {children}
    </LiveForm>
  );
  return (
    <>
      <Details summary={<>New owner (o){about}</>}>
        {form(
          "owner",
          <>
            <Select
              name={rowName(id, "ownerId")}
              label="New owner"
              options={[
                { value: "", label: "Choose" },
                ...page.owners
                  .filter((owner) => owner.id !== action.ownerId)
                  .map(({ id: value, name: label }) => ({ value, label })),
              ]}
            />
            <Button name="pick" value="new-owner" look="secondary" small busy={busy}>
              Give it to them
              {about}
            </Button>
          </>,
        )}
      </Details>
      <Details summary={<>Drop (x){about}</>}>
        {form(
          "drop",
          <Reasons action={action} verdict="drop" legend="Drop" reasons={page.dropReasons} busy={busy} />,
          () => go(id),
        )}
      </Details>
      <Details summary={<>Split (s){about}</>}>
        {form(
          "split",
          <>
            <SplitFields action={action} owners={page.owners} />
            <Button name="pick" value="split" look="secondary" small busy={busy}>
              Split it
              {about}
            </Button>
          </>,
        )}
      </Details>
      <Details summary={<>In other words, or on another day{about}</>}>
        {form(
          "judge",
          <>
            <VerdictFields action={action} outcomes={page.outcomes} />
            <Button look="secondary" small busy={busy}>
              Save
              {about}
            </Button>
          </>,
        )}
      </Details>
    </>
  );
}

function Subject({ action, meetingId }: { action: ReviewedAction; meetingId: string }) {
  const { theirsFor } = useProblem();
  // Whoever was told what it is now, and presses again, means what it is now.
  const version = Math.max(action.version, Number(theirsFor("version") ?? 0));
  return (
    <>
      <input type="hidden" name="intent" value="judge" />
      <input type="hidden" name="meetingId" value={meetingId} />
      <input type="hidden" name="actionId" value={action.id} />
      <input type="hidden" name="version" value={version} />
    </>
  );
}

function About({ text, more = "" }: { text: string; more?: string }) {
  return (
    <span className="nhsuk-u-visually-hidden">
      {more && ` ${more}`} “{text}”
    </span>
  );
}
