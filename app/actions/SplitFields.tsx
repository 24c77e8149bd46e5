import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { rowName } from "#app/actions/VerdictFields.tsx";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import { Select } from "#app/ui/Select.tsx";

const parts = [0, 1, 2];

/** The parts of an action, each with its words, its owner and its day; what is left without words is no part. */
export function SplitFields({ action, owners }: { action: ReviewedAction } & Pick<ReviewPage, "owners">) {
  return parts.map((part) => {
    const name = (field: string) => rowName(action.id, `parts.${part}.${field}`);
    return (
      <Fieldset key={part} id={`part-${action.id}-${part}`} legend={partWords[part]} size="s">
        <Field name={name("text")} label="What is to be done" />
        <div className="sm-fields">
          <Select
            name={name("ownerId")}
            label="Who does it"
            defaultValue={action.isOrphaned ? "" : action.ownerId}
            options={[
              { value: "", label: "Choose" },
              ...owners.map(({ id: value, name: label }) => ({ value, label })),
            ]}
          />
          <DateField name={name("due")} label="By" defaultValue={action.nextDue} />
        </div>
      </Fieldset>
    );
  });
}

const partWords = ["First part", "Second part", "Third part, if there is one"];
