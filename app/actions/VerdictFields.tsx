import type { ReviewedAction, ReviewPage } from "#app/actions/reviewPage.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";

type VerdictFieldsProps = { action: ReviewedAction } & Pick<ReviewPage, "outcomes">;

const verdicts = [
  { value: "done", label: "Done" },
  { value: "blocked", label: "Blocked" },
  { value: "new-date", label: "New date" },
  { value: "drop", label: "Drop" },
];

/** The names of a row's fields: many rows stand on one page, and each field has a name of its own. */
export function rowName(actionId: string, field: string): string {
  return `row.${actionId}.${field}`;
}

/** A verdict in words of one's own, on a day of one's own, with what it brought. */
export function VerdictFields({ action, outcomes }: VerdictFieldsProps) {
  const name = (field: string) => rowName(action.id, field);
  return (
    <>
      <Radios name={name("verdict")} label="Verdict" items={verdicts} small inline />
      <Field name={name("text")} label="Why, or what it waits for" hint="For blocked, drop and a third new date" />
      <DateField name={name("due")} label="New date" />
      <Select name={name("outcome")} label="If done: what it brought" options={outcomes} />
    </>
  );
}
