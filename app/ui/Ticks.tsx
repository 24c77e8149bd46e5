import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { Choices, type Choice } from "#app/ui/Choices.tsx";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import { About, FormGroup, type FieldProps, type Size } from "#app/ui/FormGroup.tsx";

export type TicksProps = Omit<FieldProps, "label"> & {
  /** The question over them all; without one, as for a single tick, the items must speak for themselves. */
  label?: FieldProps["label"];
  items: readonly Choice[];
  defaultValue?: readonly string[];
  inline?: boolean;
  small?: boolean;
  size?: Size;
};

export function Ticks({ name, label, hint, items, defaultValue = [], inline, small, size }: TicksProps) {
  const { errorFor, ticksFor } = useProblem();
  const id = fieldId(name);
  const error = errorFor(name);
  const chosen = ticksFor(name) ?? defaultValue;
  const boxes = (
    <Choices kind="checkbox" id={id} name={name} items={items} chosen={chosen} inline={inline} small={small} />
  );
  if (label === undefined) {
    return (
      <FormGroup error={error}>
        <About id={id} hint={hint} error={error} />
        {boxes}
      </FormGroup>
    );
  }
  return (
    <Fieldset id={id} legend={label} size={size} hint={hint} error={error}>
      {boxes}
    </Fieldset>
  );
}
