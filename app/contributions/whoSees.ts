import { useContext, useState, type FormEvent } from "react";

import type { SharingChoices } from "#app/contributions/SharingFields.tsx";
import { useWritten } from "#app/contributions/written.ts";
import { readTyped, type Typed } from "#app/forms/read.ts";
import { FailureContext } from "#app/forms/useProblem.ts";

/** Who sees a part, in names or group words with their number; it follows the choice as it is made. */
export function useWhoSees(choices: SharingChoices, prefix: string) {
  const failure = useContext(FailureContext);
  const { written } = useWritten();
  const [typed, setTyped] = useState<Typed | null>(null);
  const chosen = chosenIn(typed ?? failure?.values ?? written, prefix);
  return {
    words: inWords(chosen, choices),
    /** For what holds the boxes of the choice. */
    onChange: ({ target }: FormEvent) => {
      const form = target instanceof HTMLInputElement ? target.form : null;
      if (form !== null) setTyped(readTyped(new FormData(form)));
    },
  };
}

export type WhoSees = ReturnType<typeof useWhoSees>;

function chosenIn(typed: Typed, prefix: string) {
  return {
    audience: typed[`${prefix}audience`]?.[0] ?? "team",
    namedStaff: typed[`${prefix}namedStaff`] ?? [],
    excludedDisciplines: typed[`${prefix}excludedDisciplines`] ?? [],
  };
}

function inWords(
  { audience, namedStaff, excludedDisciplines }: ReturnType<typeof chosenIn>,
  { audiences, team, readers: number, disciplines }: SharingChoices,
): string {
  const group = audiences.find((one) => one.audience === audience);
  const readers = team.filter(({ reads, code }) => reads && !excludedDisciplines.includes(code));
  const named = readers.filter(({ id }) => namedStaff.includes(id));
  if (audience === "named") {
    return named.length > 0 ? named.map(({ name }) => name).join(", ") : "only the people you name";
  }
  const all = readers.filter(
    (reader) => audience === "team" || group?.disciplines.includes(reader.code) || named.includes(reader),
  );
  const label = group?.label ?? audience;
  const left = disciplines.filter(({ code }) => excludedDisciplines.includes(code));
  // Who may only contribute is told no more of the team than how many read what is for everyone.
  const known = team.length > 0 ? all.length : audience === "team" && left.length === 0 ? number : null;
  const counted = known === null ? label : `${label} (${known})`;
  return left.length > 0 ? `${counted}, but not ${left.map(({ label }) => label).join(", ")}` : counted;
}
