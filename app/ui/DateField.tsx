import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import type { FieldProps, Size } from "#app/ui/FormGroup.tsx";

export type DateFieldProps = FieldProps & {
  /** A day as the database has it: 2026-11-26. */
  defaultValue?: string;
  size?: Size;
};

/** Three boxes, `name.day`, `name.month` and `name.year`, which reading the form makes one day again. */
export function DateField({ name, label, hint, defaultValue = "", size }: DateFieldProps) {
  const { errorFor, valueFor } = useProblem();
  const id = fieldId(name);
  const error = errorFor(name);
  const [year, month, day] = defaultValue.split("-");
  const boxes = [
    // The first box has the id of the whole, so that the error summary leads to where one types.
    { part: "day", id, label: "Day", width: 2, value: withoutZero(day) },
    { part: "month", id: `${id}-month`, label: "Month", width: 2, value: withoutZero(month) },
    { part: "year", id: `${id}-year`, label: "Year", width: 4, value: year },
  ];
  return (
    <Fieldset id={id} legend={label} size={size} hint={hint} error={error} role="group">
      <div className="nhsuk-date-input">
        {boxes.map((box) => (
          <div className="nhsuk-date-input__item" key={box.part}>
            <div className={error ? "nhsuk-form-group nhsuk-form-group--error" : "nhsuk-form-group"}>
              <label className="nhsuk-label nhsuk-date-input__label" htmlFor={box.id}>
                {box.label}
              </label>
              <input
                className={`nhsuk-input ${error ? "nhsuk-input--error " : ""}nhsuk-input--width-${box.width} nhsuk-date-input__input`}
                id={box.id}
                name={`${name}.${box.part}`}
                type="text"
                inputMode="numeric"
                defaultValue={valueFor(`${name}.${box.part}`) ?? (box.value || undefined)}
              />
            </div>
          </div>
        ))}
      </div>
    </Fieldset>
  );
}

function withoutZero(part: string | undefined): string | undefined {
  return part?.replace(/^0/, "");
}
