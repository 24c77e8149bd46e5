import { shows, whoses, type Filters } from "#app/actions/filters.ts";
import { Button } from "#app/ui/Button.tsx";
import { Select, type Option } from "#app/ui/Select.tsx";

export type FilterChoices = Record<"owners" | "disciplines" | "cases", readonly Option[]>;

type LogFiltersProps = { filters: Filters; choices: FilterChoices };

/** Asks by address, so that Back, bookmarks and print keep the view. */
export function LogFilters({ filters, choices }: LogFiltersProps) {
  return (
    <form method="get" className="sm-no-print">
      <div className="sm-fields">
        <Select name="whose" label="Whose" options={whoses} defaultValue={filters.whose} />
        <Select name="show" label="Which" options={shows} defaultValue={filters.show} />
        <Select
          name="owner"
          label="Owner"
          options={[{ value: "", label: "Everyone" }, ...choices.owners]}
          defaultValue={filters.owner}
        />
        <Select
          name="discipline"
          label="Discipline"
          options={[{ value: "", label: "All" }, ...choices.disciplines]}
          defaultValue={filters.discipline}
        />
        <Select
          name="case"
          label="Case"
          options={[{ value: "", label: "All" }, ...choices.cases]}
          defaultValue={filters.case}
        />
      </div>
      <Button look="secondary" small>
        Show
      </Button>
    </form>
  );
}
