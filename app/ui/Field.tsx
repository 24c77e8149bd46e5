import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { About, describedBy, FormGroup, Label, Theirs, type FieldProps, type Size } from "#app/ui/FormGroup.tsx";

export type TextFieldProps = FieldProps & {
  defaultValue?: string;
  type?: "text" | "email" | "tel" | "url" | "password" | "time";
  inputMode?: "numeric" | "decimal" | "tel" | "email" | "text";
  autoComplete?: string;
  spellCheck?: boolean;
  /** About how many characters are expected. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  /** Numbers and codes, where each character counts. */
  code?: boolean;
  size?: Size;
  /** The label is there for screen readers only, where a table's heading says it for the eye. */
  hideLabel?: boolean;
};

export function Field({
  name,
  label,
  hint,
  defaultValue,
  type = "text",
  width,
  code,
  size,
  hideLabel,
  ...rest
}: TextFieldProps) {
  const { errorFor, valueFor, theirsFor } = useProblem();
  const id = fieldId(name);
  const error = errorFor(name);
  const className = [
    "nhsuk-input",
    error && "nhsuk-input--error",
    code && "nhsuk-input--code",
    width && `nhsuk-input--width-${width}`,
  ];
  return (
    <FormGroup error={error}>
      <Label id={id} label={label} size={size} hide={hideLabel} />
      <About id={id} hint={hint} error={error} />
      <input
        {...rest}
        className={className.filter(Boolean).join(" ")}
        id={id}
        name={name}
        type={type}
        defaultValue={valueFor(name) ?? defaultValue}
        aria-describedby={describedBy(id, hint, error)}
      />
      <Theirs text={theirsFor(name)} />
    </FormGroup>
  );
}
