import { SharingFields, type SharingChoices } from "#app/contributions/SharingFields.tsx";
import { SharingFold } from "#app/contributions/SharingFold.tsx";
import { useWritten } from "#app/contributions/written.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Select } from "#app/ui/Select.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { deadlineKinds } from "#db/vocabulary.ts";
import { deadlineWords } from "#server/domain/deadlines.ts";

type RowProps = {
  /** `risks.0.` */
  prefix: string;
  /** "Risk 1" */
  what: string;
  choices: SharingChoices;
};

const levels = [
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
];

export function RiskRow({ prefix, what, choices }: RowProps) {
  const { text } = useWritten();
  return (
    <>
      <Field
        name={`${prefix}type`}
        label="What kind of risk?"
        hint="Such as “falls”"
        width={20}
        defaultValue={text(`${prefix}type`)}
      />
      <Select
        name={`${prefix}level`}
        label="How high?"
        options={levels}
        defaultValue={text(`${prefix}level`) || "medium"}
      />
      <TextArea name={`${prefix}text`} label="What worries you?" rows={2} defaultValue={text(`${prefix}text`)} />
      <SharingFold choices={choices} prefix={prefix} what={what} />
    </>
  );
}

type RequestRowProps = Pick<RowProps, "prefix"> & Pick<SharingChoices, "disciplines">;

export function RequestRow({ prefix, disciplines }: RequestRowProps) {
  const { text } = useWritten();
  return (
    <>
      <DisciplineSelect name={`${prefix}toDiscipline`} label="Whom do you ask?" disciplines={disciplines} />
      <TextArea
        name={`${prefix}text`}
        label="What do you ask?"
        rows={2}
        guidance="Who sees this: the same people as what you wrote above."
        defaultValue={text(`${prefix}text`)}
      />
    </>
  );
}

export function ProposalRow({ prefix, what, choices }: RowProps) {
  const { text, day } = useWritten();
  return (
    <>
      <TextArea name={`${prefix}text`} label="What should be done?" rows={2} defaultValue={text(`${prefix}text`)} />
      <DisciplineSelect
        name={`${prefix}ownerDiscipline`}
        label="By which discipline?"
        disciplines={choices.disciplines}
      />
      <DateField name={`${prefix}due`} label="By when, if it has a day?" defaultValue={day(`${prefix}due`)} />
      <SharingFold choices={choices} prefix={prefix} what={what} />
    </>
  );
}

/** Nothing is chosen beforehand: who may read a restricted item is always said. */
export function SensitiveRow({ prefix, choices }: Pick<RowProps, "prefix" | "choices">) {
  const { text } = useWritten();
  return (
    <>
      <TextArea name={`${prefix}text`} label="What may only some read?" rows={3} defaultValue={text(`${prefix}text`)} />
      <Field name={`${prefix}reason`} label="Why is it restricted?" defaultValue={text(`${prefix}reason`)} />
      <SharingFields choices={choices} prefix={prefix} />
    </>
  );
}

const kindsOfDay = [
  { value: "", label: "Choose one" },
  ...deadlineKinds.map((kind) => ({ value: kind, label: deadlineWords[kind] })),
];

export function DeadlineRow({ prefix }: Pick<RowProps, "prefix">) {
  const { text, day } = useWritten();
  return (
    <>
      <Select
        name={`${prefix}kind`}
        label="What kind of day?"
        options={kindsOfDay}
        defaultValue={text(`${prefix}kind`)}
      />
      <Field
        name={`${prefix}text`}
        label="What happens then?"
        hint="Such as “sheriff officers may come”"
        defaultValue={text(`${prefix}text`)}
      />
      <DateField name={`${prefix}due`} label="On which day?" defaultValue={day(`${prefix}due`)} />
    </>
  );
}

type DisciplineSelectProps = { name: string; label: string } & Pick<SharingChoices, "disciplines">;

function DisciplineSelect({ name, label, disciplines }: DisciplineSelectProps) {
  const { text } = useWritten();
  const options = disciplines.map(({ code, label }) => ({ value: code, label }));
  return (
    <Select
      name={name}
      label={label}
      options={[{ value: "", label: "Choose one" }, ...options]}
      defaultValue={text(name)}
    />
  );
}
