import { Radios } from "#app/ui/Radios.tsx";
import { TextArea } from "#app/ui/TextArea.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";
import type { Choice } from "#app/ui/Choices.tsx";

type NominationFieldsProps = {
  criteria: readonly Choice[];
  /** The nomination before, when a case is put forward again. */
  before?: { criteria: readonly string[]; reason: string; question: string; priority: string };
};

const priorities = [
  { value: "routine", label: "Routine", hint: "The next meeting with room" },
  { value: "high", label: "High", hint: "The next meeting, before others" },
];

/** Why now, what the team is asked, how urgent it is. */
export function NominationFields({ criteria, before }: NominationFieldsProps) {
  return (
    <>
      <Ticks
        name="criteria"
        label="Why now?"
        hint="Tick all that apply"
        items={criteria}
        defaultValue={before?.criteria}
        small
        size="m"
      />
      <TextArea name="reason" label="In a sentence: why now?" rows={3} defaultValue={before?.reason} />
      <TextArea
        name="question"
        label="The question to the team"
        hint="One question that the team can answer together"
        rows={3}
        size="m"
        defaultValue={before?.question}
      />
      <Radios
        name="priority"
        label="How urgent is it?"
        items={priorities}
        defaultValue={before?.priority ?? "routine"}
      />
    </>
  );
}
