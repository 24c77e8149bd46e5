import { DateField } from "#app/ui/DateField.tsx";
import { PostForm } from "#app/ui/PostForm.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { SummaryList } from "#app/ui/SummaryList.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";

export type HandedOver = {
  id: string;
  number: number;
  person: string;
  question: string;
  isLead: boolean;
  note: string | null;
  visit: { day: string; words: string } | null;
  to: string | null;
  version: number;
  actions: { id: string; text: string; due: string; owner: string; blockedReason: string | null }[];
};

type HandoverCaseProps = { handed: HandedOver; staffId: string; mayWrite: boolean };

/** One case: what its taker must know, the day of the visit together, the actions that change hands. */
export function HandoverCase({ handed, staffId, mayWrite }: HandoverCaseProps) {
  const { id, number, person, question, note, visit, to, actions } = handed;
  return (
    <section>
      <h2 className="nhsuk-heading-m">
        <a href={`/cases/${id}`}>Case {number}</a> · {person}
      </h2>
      <SummaryList
        rows={[
          { key: "Question", value: question },
          { key: "Lead", value: handed.isLead && "Lead professional" },
          { key: "Taken over by", value: to },
          { key: "To know", value: note && <span className="sm-lines">{note}</span> },
          { key: "Joint visit", value: visit?.words },
        ].flatMap((row) => (row.value ? [row] : []))}
      />
      {actions.length > 0 && (
        <>
          <h3 className="nhsuk-heading-s">Actions that change hands</h3>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {actions.map((action) => (
              <li key={action.id}>
                {action.text}, due {action.due} ({action.owner})
                {action.blockedReason && `. Waiting for: ${action.blockedReason}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayWrite && <NoteForm handed={handed} staffId={staffId} />}
    </section>
  );
}

function NoteForm({ handed, staffId }: Pick<HandoverCaseProps, "handed" | "staffId">) {
  const { id, number, note, visit, version } = handed;
  return (
    <PostForm name={`note-${id}`} className="sm-no-print">
      <input type="hidden" name="caseId" value={id} />
      <input type="hidden" name="staffId" value={staffId} />
      <input type="hidden" name="version" value={version} />
      <TextArea
        name={`notes.${id}.note`}
        label={`What must whoever takes over case ${number} know?`}
        hint="What is outstanding, what works, what to avoid"
        defaultValue={note ?? ""}
        rows={3}
      />
      <DateField
        name={`notes.${id}.visitOn`}
        label={`Day of a visit together, case ${number}, if there is one`}
        defaultValue={visit?.day ?? ""}
      />
      <SubmitButton name="intent" value="note" look="secondary">
        Save<span className="nhsuk-u-visually-hidden"> for case {number}</span>
      </SubmitButton>
    </PostForm>
  );
}
