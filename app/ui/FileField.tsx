import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { About, describedBy, FormGroup, Label, type FieldProps } from "#app/ui/FormGroup.tsx";

type FileFieldProps = FieldProps & {
  /** Which files are offered first: ".csv,.txt". */
  accept: string;
};

/** A file of one's own. After a refusal it must be chosen again: no page may fill in the name of a file. */
export function FileField({ name, label, hint, accept }: FileFieldProps) {
  const { errorFor } = useProblem();
  const id = fieldId(name);
  const error = errorFor(name);
  return (
    <FormGroup error={error}>
      <Label id={id} label={label} />
      <About id={id} hint={hint} error={error} />
      <input
        className={error ? "nhsuk-input nhsuk-input--error" : "nhsuk-input"}
        id={id}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={describedBy(id, hint, error)}
      />
    </FormGroup>
  );
}
