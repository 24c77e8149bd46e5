import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";

type VerdictFieldsProps = { action: ReviewedAction } & Pick<ReviewPage, "outcomes" | "owners">;

const verdicts = [
  { value: "done", label: "Done" },
  { value: "blocked", label: "Blocked" },
  { value: "new-date", label: "New date" },
  { value: "new-owner", label: "New owner" },
  { value: "drop", label: "Drop" },
];

/** The names of a row's fields: many rows stand on one page, and each field has a name of its own. */
export function rowName(actionId: string, field: string): string {
  return `row.${actionId}.${field}`;
}

export function VerdictFields({ action, outcomes, owners }: VerdictFieldsProps) {
  const name = (field: string) => rowName(action.id, field);
  return (
    <>
      <Radios name={name("verdict")} label="Verdict" items={verdicts} small inline />
      <Field name={name("text")} label="Why, or what it waits for" hint="For blocked and drop" />
      <DateField name={name("due")} label="New date" />
      <div className="sm-fields">
        <Select
          name={name("ownerId")}
          label="New owner"
          options={[{ value: "", label: "Choose" }, ...owners.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Select name={name("outcome")} label="If done: what it brought" options={outcomes} />
      </div>
    </>
  );
}
