import { Field } from "#app/ui/Field.tsx";
import { Select } from "#app/ui/Select.tsx";

/** Who somebody without an account is. */
export function Named({ disciplines }: { disciplines: readonly { code: string; label: string }[] }) {
  return (
    <>
      <Field name="guest.name" label="Their name" autoComplete="off" />
      <Field name="guest.email" label="Their e-mail address" type="email" autoComplete="off" spellCheck={false} />
      <Field name="guest.organisation" label="Whom do they work for?" autoComplete="off" />
      <Select
        name="guest.discipline"
        label="Their discipline"
        options={[
          { value: "", label: "Choose one" },
          ...disciplines.map(({ code, label }) => ({ value: code, label })),
        ]}
      />
    </>
  );
}
