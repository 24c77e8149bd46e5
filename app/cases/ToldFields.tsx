import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";

const answers = [
  { value: "yes", label: "Yes" },
  { value: "partly", label: "In part" },
  { value: "no", label: "No" },
];

type ToldFieldsProps = {
  before?: { informed: string; informedOn: string | null; reason: string | null; views: string } | null;
};

/** What the person was told of the meeting, and what they want of it. */
export function ToldFields({ before }: ToldFieldsProps) {
  return (
    <>
      <Radios
        name="informed"
        label="Has the person been told that the team will talk about them?"
        items={answers}
        defaultValue={before?.informed}
        size="m"
      />
      <DateField name="informedOn" label="When were they told?" defaultValue={before?.informedOn ?? ""} />
      <Field
        name="notInformedReason"
        label="If not, or in part: why?"
        hint="Needed then, such as “It would put them at risk”"
        defaultValue={before?.reason ?? ""}
      />
      <TextArea name="views" label="What does the person want?" rows={3} defaultValue={before?.views} />
    </>
  );
}
