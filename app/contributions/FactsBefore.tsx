import { useWritten } from "#app/contributions/written.ts";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { SubmitButton } from "#app/ui/SubmitButton.tsx";

export type FactBefore = {
  id: string;
  key: string;
  label: string;
  text: string;
  age: string;
  /** It stands in a row of its own under “Facts” already, to be changed there. */
  isChanging: boolean;
};

const answers = [
  { value: "still-true", label: "Still true" },
  { value: "no-longer", label: "No longer true" },
  { value: "", label: "Not checked" },
];

/** One press for each fact instead of writing it again. */
export function FactsBefore({ facts }: { facts: readonly FactBefore[] }) {
  const { text } = useWritten();
  if (facts.length === 0) return null;
  return (
    <Fieldset
      id="lastFacts"
      legend="Facts from last time"
      size="m"
      hint="“Still true” is dated today. “No longer true” ends the fact; what you gave before stays on record."
    >
      {facts.map(({ id, label, text: value, age, isChanging }) =>
        isChanging ? (
          <p key={id}>
            {label}: {value}. You are changing it under “Facts” below.
          </p>
        ) : (
          <div key={id}>
            <Radios
              name={`lastFacts.${id}`}
              label={`${label}: ${value}`}
              hint={age || undefined}
              items={answers}
              defaultValue={text(`lastFacts.${id}`)}
              inline
              small
            />
            <SubmitButton name="intent" value={`change-fact:${id}`} look="secondary" small>
              It has changed<span className="nhsuk-u-visually-hidden">: {label}</span>
            </SubmitButton>
          </div>
        ),
      )}
    </Fieldset>
  );
}
