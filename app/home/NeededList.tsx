import { ActionRow } from "#app/home/ActionRow.tsx";
import { ContributionRow } from "#app/home/ContributionRow.tsx";
import { CoordinateRow } from "#app/home/CoordinateRow.tsx";
import { Group } from "#app/home/Group.tsx";
import type { Needed } from "#app/home/needed.ts";
import { ReplyButtons } from "#app/meetings/ReplyButtons.tsx";
import { counted } from "#server/domain/time.ts";

/** Everything that waits for this person, in the order of what others wait for. */
export function NeededList({ needed }: { needed: Needed }) {
  const of = (practice: string | null) => (needed.severalPractices && practice ? ` · ${practice}` : "");
  return (
    <>
      <Group heading="To triage" rows={needed.triage} rowKey={({ caseId }) => caseId}>
        {({ caseId, number, since, practice }) => (
          <>
            <a href={`/cases/${caseId}`}>Case {number}</a> · nominated {since}
            {of(practice)}
          </>
        )}
      </Group>
      <Group
        heading="To contribute"
        due={needed.contributionsDue}
        rows={needed.contributions}
        rowKey={({ caseId }) => caseId}
      >
        {(row) => <ContributionRow {...row} practice={of(row.practice)} />}
      </Group>
      <Group heading="Asked of you" rows={needed.requests} rowKey={({ id }) => id}>
        {({ id, caseId, initials, text, practice }) => (
          <>
            {initials} · {text}
            {of(practice)} <a href={`/cases/${caseId}/contribute#request-${id}`}>Answer</a>
          </>
        )}
      </Group>
      <Group heading="To answer" rows={[...needed.polls, ...needed.toAnswer]} rowKey={({ id }) => id}>
        {(row) =>
          "href" in row ? (
            <PollRow {...row} practice={of(row.practice)} />
          ) : (
            <InvitationRow {...row} practice={of(row.practice)} />
          )
        }
      </Group>
      <Group heading="My actions" rows={needed.actions} rowKey={({ id }) => id}>
        {(action) => <ActionRow {...action} practice={of(action.practice)} />}
      </Group>
      <Group heading="Actions of cases that ended" rows={needed.ended} rowKey={({ caseId }) => caseId}>
        {({ caseId, number, initials, actions, practice }) => (
          <>
            Case {number} · {initials} has ended.{" "}
            <a href={`/cases/${caseId}/ending#open-actions`}>Close {counted(actions, "action")}</a>
            {of(practice)}
          </>
        )}
      </Group>
      <Group heading="Days that do not move" rows={needed.deadlines} rowKey={({ id }) => id}>
        {({ caseId, initials, what, text, due, printable, practice }) => (
          <span className={printable ? undefined : "sm-no-print"}>
            <strong>{due}</strong> · {what} · <a href={`/cases/${caseId}`}>{initials}</a> · {text}
            {of(practice)}
          </span>
        )}
      </Group>
      <Group
        heading="Answers to your nominations"
        rows={needed.answers}
        rowKey={({ caseId, verdict }) => `${caseId} ${verdict}`}
      >
        {({ caseId, number, verdict, reason }) => (
          <>
            <a href={`/cases/${caseId}`}>Case {number}</a> · {verdict}
            {reason && `: ${reason}`}
          </>
        )}
      </Group>
      <Group heading="What became of it" id="what-became-of-it" rows={needed.outcomes} rowKey={({ id }) => id}>
        {(outcome) => <OutcomeRow {...outcome} />}
      </Group>
      <Group heading="Mail" rows={needed.mail} rowKey={({ practiceId }) => practiceId}>
        {({ practiceId, count, show, practice }) => (
          <>
            <a href={`/outbox?${new URLSearchParams({ practice: practiceId, show }).toString()}`}>
              {counted(count, "mail")} could not be sent
            </a>
            {of(practice)}
          </>
        )}
      </Group>
      <Group heading="To coordinate" rows={needed.toCoordinate} rowKey={({ meetingId }) => meetingId}>
        {(stand) => <CoordinateRow {...stand} practice={of(stand.practice)} />}
      </Group>
    </>
  );
}

/** A case they nominated, and what was said of it; or a request of theirs, and its answer. */
function OutcomeRow({ caseId, number, initials, what, on, meetingId, request }: Needed["outcomes"][number]) {
  return (
    <>
      <a href={`/cases/${caseId}`}>
        Case {number} · {initials}
      </a>{" "}
      · {request === null ? what : `You asked: ${request} Answer: ${what}`}
      {on && `, on ${on}`}
      {meetingId && (
        <>
          {" "}
          <a href={`/meetings/${meetingId}/record`}>What was agreed</a>
        </>
      )}
    </>
  );
}

function PollRow({ href, times, place, practice }: Needed["polls"][number]) {
  return (
    <>
      Which time suits you for a meeting? {place}
      {practice} <a href={href}>Answer {times}</a>
    </>
  );
}

function InvitationRow({ id, words, place, practice }: Needed["toAnswer"][number]) {
  return (
    <>
      <p>
        Meeting <a href={`/meetings/${id}`}>{words}</a>, {place}
        {practice}
      </p>
      <ReplyButtons meetingId={id} words={words} />
    </>
  );
}
