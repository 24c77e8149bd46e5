import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { About, describedBy, FormGroup, Label, type FieldProps, type Size } from "#app/ui/FormGroup.tsx";

export type Option = { value: string; label: string };

export type SelectProps = FieldProps & {
  options: readonly Option[];
  defaultValue?: string;
  size?: Size;
  hideLabel?: boolean;
};

export function Select({ name, label, hint, options, defaultValue, size, hideLabel }: SelectProps) {
  const { errorFor, valueFor } = useProblem();
  const id = fieldId(name);
  const error = errorFor(name);
  return (
    <FormGroup error={error}>
      <Label id={id} label={label} size={size} hide={hideLabel} />
      <About id={id} hint={hint} error={error} />
      <select
        className={error ? "nhsuk-select nhsuk-select--error" : "nhsuk-select"}
        id={id}
        name={name}
        defaultValue={valueFor(name) ?? defaultValue}
        aria-describedby={describedBy(id, hint, error)}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
