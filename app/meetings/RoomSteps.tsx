import type { RoomPage } from "#app/meetings/roomPage.ts";
import { CloseMeeting } from "#app/meetings/CloseMeeting.tsx";
import { Details } from "#app/ui/Details.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { timeUsedInWords } from "#server/domain/stays.ts";

export const nextCaseForm = "next-case";

/** What the chair and the coordinator steer the meeting by: references only. */
export function RoomSteps({ room }: { room: RoomPage }) {
  const { meetingId, version, next, agenda } = room;
  return (
    <div className="sm-no-print">
      {next && <MustLeave names={next.leave} />}
      {next && (
        <PostForm name={nextCaseForm} id={nextCaseForm} className="sm-post">
          <input type="hidden" name="intent" value="go-to" />
          <input type="hidden" name="meetingId" value={meetingId} />
          <input type="hidden" name="itemId" value={next.itemId} />
          <input type="hidden" name="version" value={version} />
          <SubmitButton look="secondary" small>
            Next case: {next.number}
          </SubmitButton>
        </PostForm>
      )}
      <CloseMeeting meetingId={meetingId} />
      <p>
        <a href={`/meetings/${meetingId}/screen`}>Shared screen</a>
      </p>
      <Details summary="All items">
        <ol className="nhsuk-list sm-rows">
          <li>
            Action review <GoTo meetingId={meetingId} version={version} itemId="" name="the action review" />
          </li>
          {agenda.map(({ itemId, number, minutes, usedSeconds, concluded, isCurrent }) => (
            <li key={itemId}>
              Case {number} · {usedSeconds > 0 ? timeUsedInWords(usedSeconds, minutes) : `${minutes} minutes`}
              {concluded && " · discussed"}{" "}
              {isCurrent ? (
                <strong>Now</strong>
              ) : (
                <GoTo meetingId={meetingId} version={version} itemId={itemId} name={`case ${number}`} />
              )}
            </li>
          ))}
        </ol>
      </Details>
    </div>
  );
}

function MustLeave({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const people = names.length === 1 ? "1 person" : `${names.length} people`;
  return (
    <p>
      <strong>{people} must leave for the next item:</strong> {names.join(", ")}
    </p>
  );
}

type GoToProps = { meetingId: string; version: number; itemId: string; name: string };

function GoTo({ meetingId, version, itemId, name }: GoToProps) {
  return (
    <PostButton
      name={`go-to-${itemId}`}
      intent="go-to"
      fields={{ meetingId, itemId, version: String(version) }}
      hidden={`to ${name}`}
      look="secondary"
      small
    >
      Go
    </PostButton>
  );
}
