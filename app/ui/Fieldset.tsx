import type { ReactNode } from "react";

import { About, describedBy, FormGroup, type Size } from "#app/ui/FormGroup.tsx";

type FieldsetProps = {
  id: string;
  legend: ReactNode;
  size?: Size;
  hint?: ReactNode;
  error?: ReactNode;
  role?: "group";
  children: ReactNode;
};

/** Several boxes under one question, with its hint and its error. */
export function Fieldset({ id, legend, size = "s", hint, error, role, children }: FieldsetProps) {
  return (
    <FormGroup error={error}>
      <fieldset className="nhsuk-fieldset" role={role} aria-describedby={describedBy(id, hint, error)}>
        <legend className={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${size}`}>{legend}</legend>
        <About id={id} hint={hint} error={error} />
        {children}
      </fieldset>
    </FormGroup>
  );
}
