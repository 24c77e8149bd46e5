import { fieldId } from "#app/forms/fieldId.ts";
import { useProblem } from "#app/forms/useProblem.ts";
import { Choices } from "#app/ui/Choices.tsx";
import { Fieldset } from "#app/ui/Fieldset.tsx";
import type { FieldProps } from "#app/ui/FormGroup.tsx";

type Group = { label: string; people: readonly { id: string; name: string; job: string }[] };

type PeopleTicksProps = FieldProps & { groups: readonly Group[]; defaultValue?: readonly string[] };

/** People by discipline, all under one name: the error summary leads to the first of them. */
export function PeopleTicks({ name, label, hint, groups, defaultValue = [] }: PeopleTicksProps) {
  const { errorFor, ticksFor } = useProblem();
  const id = fieldId(name);
  return (
    <Fieldset id={id} legend={label} hint={hint} size="m" error={errorFor(name)}>
      {groups.map((group, index) => {
        const groupId = index === 0 ? id : `${id}-group-${index + 1}`;
        return (
          <Fieldset key={group.label} id={`${groupId}-people`} legend={group.label}>
            <Choices
              kind="checkbox"
              id={groupId}
              name={name}
              items={group.people.map((person) => ({ value: person.id, label: person.name, hint: person.job }))}
              chosen={ticksFor(name) ?? defaultValue}
              small
            />
          </Fieldset>
        );
      })}
    </Fieldset>
  );
}
