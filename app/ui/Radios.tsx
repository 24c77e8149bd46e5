import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { Choices, type Choice } from "#app/ui/Choices.tsx";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import type { FieldProps, Size } from "#app/ui/FormGroup.tsx";

export type RadiosProps = FieldProps & {
  items: readonly Choice[];
  defaultValue?: string;
  inline?: boolean;
  small?: boolean;
  size?: Size;
};

/** `label` is the question over them all. */
export function Radios({ name, label, hint, items, defaultValue, inline, small, size }: RadiosProps) {
  const { errorFor, valueFor } = useProblem();
  const id = fieldId(name);
  const chosen = valueFor(name) ?? defaultValue;
  return (
    <Fieldset id={id} legend={label} size={size} hint={hint} error={errorFor(name)}>
      <Choices
        kind="radio"
        id={id}
        name={name}
        items={items}
        chosen={chosen === undefined ? [] : [chosen]}
        inline={inline}
        small={small}
      />
    </Fieldset>
  );
}
