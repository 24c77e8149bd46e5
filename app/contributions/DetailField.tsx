import { useWritten } from "#app/contributions/written.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Select } from "#app/ui/Select.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import type { Api } from "#server/router.ts";

/** What a discipline is asked for beside its text: data of the practice, not code. */
export type TypedField = Awaited<ReturnType<Api["contributions"]["open"]>>["fields"][number];

/** One typed field of a discipline. */
export function DetailField({ name: field, label, kind, choices = [], hint }: TypedField) {
  const { text, ticks, day } = useWritten();
  const name = `details.${field}`;
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
          options={["", ...choices].map((choice) => ({ value: choice, label: choice || "Not said" }))}
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
    case "text":
      return <Field name={name} label={label} hint={hint} defaultValue={defaultValue} />;
  }
}
