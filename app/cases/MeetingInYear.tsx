import type { ReactNode } from "react";

import type { YearAction, YearMeeting } from "#app/cases/yearPage.ts";

/** One meeting of the year: how it ended first, since that is what is looked for. */
export function MeetingInYear({ meeting }: { meeting: YearMeeting }) {
  const { day, meetingId, outcome, isUnfinished, outcomeReason, provisional } = meeting;
  return (
    <section>
      <h2 className="nhsuk-heading-m">
        <a href={`/meetings/${meetingId}/record`}>{day}</a>
        {outcome && `: ${outcome}`}
        {isUnfinished && ": left unfinished"}
      </h2>
      {(outcomeReason || provisional) && <p>{[outcomeReason, provisional].filter(Boolean).join(" · ")}</p>}
      <Actions heading="What changed for the person" actions={meeting.changed} say={({ brought }) => brought} />
      <Lines
        heading="What was said"
        lines={meeting.notes.map(({ id, text, by, isDecision }) => (
          <li key={id}>
            {isDecision && <strong>Decided: </strong>}
            {text} · {by}
          </li>
        ))}
      />
      <Actions heading="Earlier actions" actions={meeting.reviewed} say={({ said }) => said} />
      <Actions heading="What was agreed" actions={meeting.agreed} say={howItWent} />
      <Lines
        heading="Put right"
        lines={meeting.amendments.map(({ id, text, by, at }) => (
          <li key={id}>
            {text} · {by}, {at}
          </li>
        ))}
      />
    </section>
  );
}

/** Owner, words, day, and how it ended. */
export function howItWent({ due, ended, brought }: YearAction): string {
  return [`by ${due}`, ended, brought].filter(Boolean).join(" · ");
}

type ActionsProps<Action extends YearAction> = {
  heading: string;
  actions: readonly Action[];
  say: (action: Action) => string;
};

export function Actions<Action extends YearAction>({ heading, actions, say }: ActionsProps<Action>) {
  return (
    <Lines
      heading={heading}
      lines={actions.map((action) => (
        <li key={action.id} className={action.isForPaper ? undefined : "sm-no-print"}>
          <strong>{action.owner}</strong>: <a href={`/actions/${action.id}`}>{action.text}</a>
          {say(action) && ` · ${say(action)}`}
        </li>
      ))}
    />
  );
}

function Lines({ heading, lines }: { heading: string; lines: readonly ReactNode[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3 className="nhsuk-heading-s">{heading}</h3>
      <ul className="nhsuk-list nhsuk-list--bullet">{lines}</ul>
    </>
  );
}
