import { Field } from "#app/ui/Field.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

type SafeContactFieldsProps = {
  before?: { ringFirst: string | null; neverRing: string | null; noLetters: boolean; noVoicemail: boolean } | null;
};

/** How to reach the person without harm. */
export function SafeContactFields({ before }: SafeContactFieldsProps) {
  return (
    <>
      <Field
        name="ringFirst"
        label="Ring first"
        hint="Whom, and when"
        defaultValue={before?.ringFirst ?? ""}
        width={30}
      />
      <Field
        name="neverRing"
        label="Never ring"
        hint="Whom, or which number"
        defaultValue={before?.neverRing ?? ""}
        width={30}
      />
      <Ticks
        name="noLetters"
        items={[{ value: "on", label: "No letters" }]}
        defaultValue={before?.noLetters ? ["on"] : []}
        small
      />
      <Ticks
        name="noVoicemail"
        items={[{ value: "on", label: "No voicemail" }]}
        defaultValue={before?.noVoicemail ? ["on"] : []}
        small
      />
    </>
  );
}
