import { useActionData } from "@remix-run/react";
import { useEffect, useState } from "react";

import { failureOf, useProblem } from "#app/forms/useProblem.ts";
import type { RoomItem } from "#app/meetings/roomPage.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { FormFold } from "#app/ui/FormFold.tsx";
import { Select } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

type Decision = NonNullable<RoomItem["askedDecision"]>;

/** Asked of the newest decision; one that was begun stays until it is saved, whatever is decided meanwhile. */
export function AskedDecision({ item }: { item: RoomItem }) {
  const answer = useActionData<unknown>();
  const [begun, setBegun] = useState<Decision | null>(null);
  useEffect(() => {
    if (failureOf(answer) === null) setBegun(null);
  }, [answer]);
  const decision = begun ?? item.askedDecision;
  if (decision === null) return null;
  return (
    <div onChange={() => setBegun(decision)}>
      <DecisionForm {...item} decision={decision} key={decision.noteId} />
    </div>
  );
}

/** Whoever was told what stands now, and saves again, has seen it. */
function Seen({ before }: { before: string }) {
  const { theirsFor } = useProblem();
  return <input type="hidden" name="seen" value={theirsFor("seen") ?? before} />;
}

type DecisionFormProps = Pick<RoomItem, "itemId" | "people" | "safeContact" | "tellings"> & { decision: Decision };

/** Asked of each decision: why, who agreed and who did not, and who tells the person by when, safely. */
function DecisionForm({ itemId, people, safeContact, tellings, decision }: DecisionFormProps) {
  const { noteId, text, isOpen, before } = decision;
  return (
    <section id="decision">
      <FormFold name={`explain-${noteId}`} summary={`Why, who agreed, who tells the person: “${text}”`} open={isOpen}>
        <input type="hidden" name="itemId" value={itemId} />
        <input type="hidden" name="noteId" value={noteId} />
        <Seen before={before?.id ?? ""} />
        <Field name="why" label="Why it was decided" defaultValue={before?.why ?? ""} />
        <Ticks
          name="agreedBy"
          label="Who agreed"
          items={people.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={before?.agreedBy.map(({ id }) => id)}
          small
          inline
        />
        <Field
          name="dissent"
          label="Who saw it otherwise, and why"
          hint="Leave empty if nobody did"
          defaultValue={before?.dissent ?? ""}
        />
        <div className="sm-fields">
          <Select
            name="tellerId"
            label="Who tells the person about it?"
            options={[
              { value: "", label: "Not decided" },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            defaultValue={before?.tellerId ?? ""}
          />
          <Select
            name="tellHow"
            label="How, so that it is safe?"
            hint={safeContact.join(". ") || "Nothing is known against any way"}
            options={[{ value: "", label: "Not decided" }, ...tellings]}
            defaultValue={before?.tellHow ?? ""}
          />
        </div>
        <DateField name="tellBy" label="By when?" defaultValue={before?.tellBy ?? undefined} />
        <SubmitButton name="intent" value="explain" look="secondary" small>
          Save about the decision
        </SubmitButton>
      </FormFold>
    </section>
  );
}
