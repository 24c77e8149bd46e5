import type { FactBefore } from "#app/contributions/FactsBefore.tsx";
import type { SharingChoices } from "#app/contributions/SharingFields.tsx";
import { SharingFold } from "#app/contributions/SharingFold.tsx";
import { useWritten } from "#app/contributions/written.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Select } from "#app/ui/Select.tsx";
import type { FactSource } from "#db/vocabulary.ts";

type FactRowProps = {
  prefix: string;
  what: string;
  keys: readonly { key: string; label: string }[];
  choices: SharingChoices;
  before: readonly FactBefore[];
};

const sourceWords: Record<FactSource, string> = {
  record: "From the record",
  observed: "I saw it myself",
  patient: "The person said so",
  carer: "The carer said so",
  "third-party": "Somebody else said so",
};
const sources = Object.entries(sourceWords).map(([value, label]) => ({ value, label }));

export function FactRow({ prefix, what, keys, choices, before }: FactRowProps) {
  const { text, day } = useWritten();
  const written = text(`${prefix}key`);
  const isListed = written === "" || keys.some(({ key }) => key === written);
  // A key that came with an imported file may have no label here; it must not get lost when it is amended.
  const listed = isListed ? keys : [...keys, { key: written, label: written }];
  const options = [{ value: "", label: "Choose one" }, ...listed.map(({ key, label }) => ({ value: key, label }))];
  const changes = text(`${prefix}changes`);
  const old = before.find(({ id }) => id === changes);
  return (
    <>
      <input type="hidden" name={`${prefix}changes`} value={changes} />
      {old && (
        <p className="nhsuk-hint">
          Last time: {old.text}. {old.age}
        </p>
      )}
      <Select name={`${prefix}key`} label="What is it about?" options={options} defaultValue={written} />
      <Field name={`${prefix}value`} label="What do you know?" defaultValue={text(`${prefix}value`)} />
      <DateField name={`${prefix}asOf`} label="True on which day?" defaultValue={day(`${prefix}asOf`)} />
      <Select
        name={`${prefix}source`}
        label="How do you know?"
        options={sources}
        defaultValue={text(`${prefix}source`) || undefined}
      />
      <SharingFold choices={choices} prefix={prefix} what={what} />
    </>
  );
}
