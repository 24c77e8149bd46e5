import { Button } from "#app/ui/Button.tsx";
import { Select, type Option } from "#app/ui/Select.tsx";

export const shows = [
  { value: "open", label: "Open" },
  { value: "overdue", label: "Overdue" },
  { value: "blocked", label: "Blocked" },
  { value: "no-owner", label: "Without an owner" },
  { value: "done", label: "Done or closed" },
] as const;

export const whoses = [
  { value: "mine", label: "Mine" },
  { value: "team", label: "The team’s" },
] as const;

export type Filters = {
  show: (typeof shows)[number]["value"];
  whose: (typeof whoses)[number]["value"];
  owner: string;
  case: string;
};

type LogFiltersProps = { filters: Filters; owners: readonly Option[]; cases: readonly Option[] };

/** Asks by address, so that Back, bookmarks and print keep the view. */
export function LogFilters({ filters, owners, cases }: LogFiltersProps) {
  return (
    <form method="get" className="sm-no-print">
      <div className="sm-fields">
        <Select name="whose" label="Whose" options={whoses} defaultValue={filters.whose} />
        <Select name="show" label="Which" options={shows} defaultValue={filters.show} />
        <Select
          name="owner"
          label="Owner"
          options={[{ value: "", label: "Everyone" }, ...owners]}
          defaultValue={filters.owner}
        />
        <Select
          name="case"
          label="Case"
          options={[{ value: "", label: "All" }, ...cases]}
          defaultValue={filters.case}
        />
      </div>
      <Button look="secondary" small>
        Show
      </Button>
    </form>
  );
}
