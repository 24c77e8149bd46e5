import { DateField } from "#app/ui/DateField.tsx";
import { Card } from "#app/ui/Card.tsx";
import { Details } from "#app/ui/Details.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { deadlineKinds } from "#db/vocabulary.ts";
import { deadlineWords } from "#server/domain/deadlines.ts";

const deadlineOptions = [
  { value: "", label: "No" },
  ...deadlineKinds.map((kind) => ({ value: kind, label: deadlineWords[kind] })),
];

type Request = { id: string; text: string; from: string; answer: { text: string } | null };
type Team = readonly { id: string; name: string; discipline: string }[];

/** What others of the team ask of the reader's discipline: answered, declined, or made an action. */
export function Requests({ requests, team }: { requests: readonly Request[]; team: Team }) {
  if (requests.length === 0) return null;
  return (
    <section>
      <h2 className="nhsuk-heading-m">Asked of you</h2>
      {requests.map((request) => (
        <Card key={request.id} id={`request-${request.id}`} heading={request.text} level={3}>
          <p>Asked by {request.from}.</p>
          {request.answer ? (
            <p>Your discipline answered: {request.answer.text}</p>
          ) : (
            <>
              <AnswerForm {...request} />
              <Details summary="Make it an action">
                <ActionForm {...request} team={team} />
              </Details>
            </>
          )}
        </Card>
      ))}
    </section>
  );
}

function AnswerForm({ id }: Request) {
  return (
    <PostForm name={`answer-${id}`}>
      <input type="hidden" name="entryId" value={id} />
      <Radios
        name={`answer-${id}.kind`}
        label="Your answer"
        items={[
          { value: "answered", label: "Answer" },
          { value: "declined", label: "Decline" },
        ]}
        defaultValue="answered"
        inline
        small
      />
      <TextArea name={`answer-${id}.text`} label="The answer, or why you decline" rows={2} />
      <SubmitButton name="intent" value="answer-request" look="secondary" small>
        Send answer
      </SubmitButton>
    </PostForm>
  );
}

function ActionForm({ id, text, team }: Request & { team: Team }) {
  const people = team.map(({ id, name, discipline }) => ({ value: id, label: `${name}, ${discipline}` }));
  return (
    <PostForm name={`action-${id}`}>
      <input type="hidden" name="entryId" value={id} />
      <TextArea name={`action-${id}.text`} label="What will be done" rows={2} defaultValue={text} />
      <Select
        name={`action-${id}.ownerId`}
        label="Who will do it"
        options={[{ value: "", label: "Choose one person" }, ...people]}
      />
      <DateField name={`action-${id}.due`} label="By when" />
      <Select name={`action-${id}.deadline`} label="Is that a day that does not move?" options={deadlineOptions} />
      <SubmitButton name="intent" value="make-action" look="secondary" small>
        Make it an action
      </SubmitButton>
    </PostForm>
  );
}
