import { Select } from "#app/ui/Select.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

export type NeedsFieldsProps = {
  /** Stands before the names of the boxes, where the page has several forms. */
  prefix?: string;
  disciplines: readonly { code: string; label: string }[];
  people: readonly { id: string; name: string }[];
  invited: readonly string[];
  needed: readonly string[];
  chairId: string;
};

/** Who leads, which disciplines are invited, and without which the meeting cannot decide. */
export function NeedsFields({ prefix = "", disciplines, people, invited, needed, chairId }: NeedsFieldsProps) {
  const items = disciplines.map(({ code, label }) => ({ value: code, label }));
  return (
    <>
      <Select
        name={`${prefix}chairId`}
        label="Chair"
        options={[
          { value: "", label: "Not chosen yet" },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        defaultValue={chairId}
      />
      <div className="nhsuk-grid-row">
        <div className="nhsuk-grid-column-one-half">
          <Ticks name={`${prefix}invited`} label="Who is invited?" items={items} defaultValue={invited} small />
        </div>
        <div className="nhsuk-grid-column-one-half">
          <Ticks
            name={`${prefix}needed`}
            label="Who must be there?"
            hint="They are invited without a tick on the other list"
            items={items}
            defaultValue={needed}
            small
          />
        </div>
      </div>
    </>
  );
}
