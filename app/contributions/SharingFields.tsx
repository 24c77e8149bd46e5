import { useWritten } from "#app/contributions/written.ts";
import { Radios } from "#app/ui/Radios.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

/** Who can be chosen, the same for every part of the form. */
export type SharingChoices = {
  audiences: readonly { audience: string; label: string; disciplines: readonly string[] }[];
  /** `code` is of the discipline; `reads` whether they read the case. */
  team: readonly { id: string; name: string; discipline: string; code: string; reads: boolean }[];
  /** How many read what is for everyone: told also to whoever is told nobody's name. */
  readers: number;
  disciplines: readonly { code: string; label: string }[];
};

const flags = [
  { value: "do-not-print", label: "Never on paper" },
  { value: "third-party", label: "About someone else" },
  { value: "serious-harm", label: "Could do serious harm if the person read it" },
  { value: "safe-contact", label: "How to contact safely", hint: "Shown beside every number and address" },
  { value: "staff-safety", label: "Safety of staff who visit", hint: "Shown to everybody who may visit" },
];

type SharingFieldsProps = {
  choices: SharingChoices;
  /** What stands before the names: empty for the whole, `risks.0.` for a row. */
  prefix: string;
  audience?: string;
};

/** Who sees a part, and how it must be handled. */
export function SharingFields({ choices, prefix, audience }: SharingFieldsProps) {
  const { text, ticks } = useWritten();
  return (
    <>
      <Radios
        name={`${prefix}audience`}
        label="Who sees this part?"
        items={choices.audiences.map(({ audience, label }) => ({
          value: audience,
          label: audience === "named" ? "Only the people you name" : label,
        }))}
        defaultValue={text(`${prefix}audience`) || audience}
        small
      />
      {choices.team.length > 0 && (
        <Ticks
          name={`${prefix}namedStaff`}
          label="These people too"
          hint="If you chose only the people you name: these and nobody else"
          items={choices.team.map(({ id, name, discipline }) => ({ value: id, label: `${name}, ${discipline}` }))}
          defaultValue={ticks(`${prefix}namedStaff`)}
          small
        />
      )}
      <Ticks
        name={`${prefix}excludedDisciplines`}
        label="But not these disciplines"
        items={choices.disciplines.map(({ code, label }) => ({ value: code, label }))}
        defaultValue={ticks(`${prefix}excludedDisciplines`)}
        small
      />
      <Ticks
        name={`${prefix}handling`}
        label="Handle with care"
        items={flags}
        defaultValue={ticks(`${prefix}handling`)}
        small
      />
    </>
  );
}
