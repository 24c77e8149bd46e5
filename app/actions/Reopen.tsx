import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { FormFold } from "#app/ui/FormFold.tsx";
import { Select, type Option } from "#app/ui/Select.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

type ReopenProps = {
  action: { id: string; version: number; owner: string; people: readonly Option[] };
};

/** What is closed goes on after all: with a reason, which stays in its history. */
export function Reopen({ action }: ReopenProps) {
  return (
    <section id="reopen" className="sm-no-print">
      <FormFold name="reopen" summary="Open it again">
        <input type="hidden" name="actionId" value={action.id} />
        <input type="hidden" name="version" value={action.version} />
        <Field name="reopen.reason" label="Why is it opened again?" />
        <DateField name="reopen.due" label="New date" hint="Left empty, it stays due when it was" />
        {action.people.length > 0 && (
          <Select
            name="reopen.ownerId"
            label="Who does it"
            options={[{ value: "", label: `${action.owner}, as before` }, ...action.people]}
          />
        )}
        <SubmitButton name="intent" value="reopen" look="secondary">
          Open it again
        </SubmitButton>
      </FormFold>
    </section>
  );
}
