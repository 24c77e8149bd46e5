import { Rows } from "#app/contributions/Rows.tsx";
import { useWritten } from "#app/contributions/written.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import { Select } from "#app/ui/Select.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import { fieldId } from "#app/forms/fieldId.ts";
import type { Api } from "#server/router.ts";

/** What a discipline is asked for beside its text: data of the practice, not code. */
export type TypedField = Awaited<ReturnType<Api["contributions"]["open"]>>["fields"][number];
type Column = NonNullable<TypedField["columns"]>[number];

/** One typed field of a discipline; one with columns as a group of rows. */
export function DetailField(field: TypedField) {
  const { name, label, kind, columns = [] } = field;
  const list = `details.${name}` as const;
  if (kind !== "rows") return <DetailBox {...field} hint={hintOf(field)} box={list} />;
  return (
    <Fieldset id={fieldId(list)} legend={label} hint={hintOf(field)}>
      <Rows list={list} noun={label}>
        {(prefix) =>
          columns.map((column) => (
            <DetailBox key={column.name} {...column} hint={hintOf(column)} box={`${prefix}${column.name}`} />
          ))
        }
      </Rows>
    </Fieldset>
  );
}

type DetailBoxProps = Pick<Column, "label" | "kind" | "choices" | "hint"> & { box: string };

function DetailBox({ box: name, label, kind, choices = [], hint }: DetailBoxProps) {
  const { text, ticks, day } = useWritten();
  const defaultValue = text(name);
  switch (kind) {
    case "day":
      return <DateField name={name} label={label} hint={hint} defaultValue={day(name)} />;
    case "choice":
      return (
        <Select
          name={name}
          label={label}
          hint={hint}
          options={optionsOf(choices, defaultValue)}
          defaultValue={defaultValue}
        />
      );
    case "list":
      return (
        <TextArea
          name={name}
          label={label}
          hint={hint ?? "Each on a line of its own"}
          rows={3}
          defaultValue={defaultValue}
        />
      );
    case "long-text":
      return <TextArea name={name} label={label} hint={hint} rows={3} defaultValue={defaultValue} />;
    case "number":
    case "pence":
      return <Field name={name} label={label} hint={hint} inputMode="decimal" width={5} defaultValue={defaultValue} />;
    case "tick":
      return <Ticks name={name} hint={hint} items={[{ value: "yes", label }]} defaultValue={ticks(name)} small />;
    default:
      return <Field name={name} label={label} hint={hint} defaultValue={defaultValue} />;
  }
}

/** A word that came with an old record and is not on the list is shown, so that nobody loses it unseen. */
function optionsOf(choices: readonly string[], chosen: string) {
  const old =
    chosen === "" || choices.includes(chosen) ? [] : [{ value: chosen, label: `${chosen} (not on the list)` }];
  return [{ value: "", label: "Not said" }, ...old, ...choices.map((choice) => ({ value: choice, label: choice }))];
}

/** How to fill it in, what is meant by it, in what it is counted, and who reads it where that is fewer. */
function hintOf(field: Pick<TypedField, "label" | "hint" | "meaning" | "unit" | "kind"> & { readBy?: string | null }) {
  const { label, hint, meaning, unit, kind, readBy } = field;
  const says = label.toLowerCase();
  const counted = kind === "number" && unit !== undefined && !unit.split(" ").some((word) => says.includes(word));
  const parts = [hint, meaning, counted && `In ${unit}`, readBy && `Read only by: ${readBy}`].filter(Boolean);
  return parts.length > 0 ? parts.join(". ") : undefined;
}
