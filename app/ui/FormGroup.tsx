import type { ReactNode } from "react";

import { ErrorMessage } from "#app/ui/ErrorMessage.tsx";

/** What every part of a form is told. */
export type FieldProps = {
  /** As the server's input names it, with dots: `facts.0.value`. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
};

export type Size = "s" | "m" | "l" | "xl";

/** The ids of the hint and the error, for `aria-describedby`. */
export function describedBy(id: string, hint: ReactNode, error: ReactNode, more?: string): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`, more].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

export function FormGroup({ error, children }: { error: ReactNode; children: ReactNode }) {
  return <div className={error ? "nhsuk-form-group nhsuk-form-group--error" : "nhsuk-form-group"}>{children}</div>;
}

type LabelProps = { id: string; label: ReactNode; size?: Size; hide?: boolean };

export function Label({ id, label, size, hide }: LabelProps) {
  const className = ["nhsuk-label", size && `nhsuk-label--${size}`, hide && "nhsuk-u-visually-hidden"];
  return (
    <label className={className.filter(Boolean).join(" ")} htmlFor={id}>
      {label}
    </label>
  );
}

type AboutProps = { id: string; hint: ReactNode; error: ReactNode };

/** The hint and the error, which stand between the label and the box. */
export function About({ id, hint, error }: AboutProps) {
  return (
    <>
      {hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
    </>
  );
}

/** After a collision: what somebody else saved first, to stand beside one's own. */
export function Theirs({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div className="nhsuk-inset-text">
      <p>
        <strong>Saved by somebody else while you were writing:</strong>
      </p>
      <p className="sm-lines">{text}</p>
    </div>
  );
}
