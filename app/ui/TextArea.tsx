import type { ReactNode } from "react";

import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { About, describedBy, FormGroup, Label, Theirs, type FieldProps, type Size } from "#app/ui/FormGroup.tsx";

export type TextAreaProps = FieldProps & {
  defaultValue?: string;
  rows?: number;
  /** How much is enough, in words: "About 60 words is plenty." */
  guidance?: ReactNode;
  size?: Size;
  hideLabel?: boolean;
  autoComplete?: string;
};

export function TextArea({
  name,
  label,
  hint,
  defaultValue,
  rows = 5,
  guidance,
  size,
  hideLabel,
  ...rest
}: TextAreaProps) {
  const { errorFor, valueFor, theirsFor } = useProblem();
  const id = fieldId(name);
  const error = errorFor(name);
  return (
    <FormGroup error={error}>
      <Label id={id} label={label} size={size} hide={hideLabel} />
      <About id={id} hint={hint} error={error} />
      <textarea
        {...rest}
        className={error ? "nhsuk-textarea nhsuk-textarea--error" : "nhsuk-textarea"}
        id={id}
        name={name}
        rows={rows}
        defaultValue={valueFor(name) ?? defaultValue}
        aria-describedby={describedBy(id, hint, error, guidance ? `${id}-guidance` : undefined)}
      />
      {guidance && (
        <div className="nhsuk-hint" id={`${id}-guidance`}>
          {guidance}
        </div>
      )}
      <Theirs text={theirsFor(name)} />
    </FormGroup>
  );
}
