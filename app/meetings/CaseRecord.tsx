import type { ReactNode } from "react";

import type { RecordedCase } from "#app/meetings/recordPage.ts";
import { FormFold } from "#app/ui/FormFold.tsx";
import { PostButton } from "#app/ui/PostButton.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";

/** Situation, action to date, update, next steps: what was typed, in that order, with what was put right beside it. */
export function CaseRecord({ item, isOpen }: { item: RecordedCase; isOpen: boolean }) {
  return (
    <section>
      <h2 className="nhsuk-heading-m">
        Case {item.number} · {item.initials}
        {item.outcome && `: ${item.outcome}`}
      </h2>
      <p className="sm-no-print">
        <a href={`/cases/${item.caseId}/year`}>A year of case {item.number}</a>
      </p>
      <p>{[item.time, item.outcomeReason, item.told, item.provisional].filter(Boolean).join(" · ")}</p>
      <Part heading="Situation" lines={item.situation} />
      <Part
        heading="Action to date"
        lines={item.toDate.map(({ id, text, owner, said }) => (
          <span key={id}>
            {owner}: {text}. {said}
          </span>
        ))}
      />
      <Part
        heading="Update"
        lines={item.update.map(({ id, kind, text, by, at }) => (
          <span key={id}>
            {kind === "decision" && <strong>Decided: </strong>}
            {text} · {by}, {at}
            {isOpen && <Strike itemId={item.itemId} line={{ noteId: id }} text={text} />}
          </span>
        ))}
      />
      <Part
        heading="Next steps"
        lines={item.nextSteps.map(({ id, text, owner, due }) => (
          <span key={id}>
            <strong>{owner}</strong>: {text}, by {due}
            {isOpen && <Strike itemId={item.itemId} line={{ actionId: id }} text={text} />}
          </span>
        ))}
      />
      <Part
        heading="Put right"
        lines={item.amendments.map(({ id, text, by, at }) => (
          <span key={id}>
            {text} · {by}, {at}
          </span>
        ))}
      />
      {isOpen && (
        <FormFold name={`amend-${item.itemId}`} summary={`Put something right in case ${item.number}`}>
          <input type="hidden" name="itemId" value={item.itemId} />
          <TextArea name="text" label="What is to be put right?" rows={2} />
          <SubmitButton name="intent" value="amend" look="secondary" small>
            Add it beside the record
          </SubmitButton>
        </FormFold>
      )}
    </section>
  );
}

type StrikeProps = { itemId: string; line: { noteId: string } | { actionId: string }; text: string };

/** Takes a line out of the record; its words stay, struck out, with what was put right. */
function Strike({ itemId, line, text }: StrikeProps) {
  const [lineId] = Object.values(line);
  return (
    <>
      {" "}
      <PostButton
        name={`strike-${lineId}`}
        intent="undo"
        fields={{ itemId, ...line }}
        hidden={`“${text}”`}
        look="secondary"
        small
      >
        Strike out
      </PostButton>
    </>
  );
}

function Part({ heading, lines }: { heading: string; lines: readonly ReactNode[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3 className="nhsuk-heading-s">{heading}</h3>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </>
  );
}
