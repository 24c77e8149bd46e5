import { FailureContext } from "#app/forms/useProblem.ts";
import { withLength } from "#app/meetings/PlanFields.tsx";
import type { TimesPage } from "#app/meetings/timesPage.ts";
import { Button } from "#app/ui/Button.tsx";
import { DateField } from "#app/ui/DateField.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Select } from "#app/ui/Select.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

const steps = [
  { value: "15", label: "Every quarter of an hour" },
  { value: "30", label: "Every half hour" },
  { value: "60", label: "Every hour" },
];

type TimesFormProps = Pick<
  TimesPage,
  "practice" | "wanted" | "failure" | "people" | "disciplines" | "lengths" | "values"
>;

/** Asks by address, so that Back, bookmarks and print keep what was found. Names nobody: people are sent by id. */
export function TimesForm({ practice, wanted, failure, people, disciplines, lengths, values }: TimesFormProps) {
  return (
    <FailureContext.Provider value={failure}>
      <form method="get" noValidate>
        <input type="hidden" name="practice" value={practice.id} />
        <input type="hidden" name="for" value={wanted} />
        <div className="sm-fields">
          <DateField name="from" label="First day" defaultValue={values.from} />
          <DateField name="to" label="Last day" hint="Up to a year later" defaultValue={values.to} />
        </div>
        <div className="sm-fields">
          <Field name="earliest" label="Not before" hint="Such as 9am" width={5} defaultValue={values.earliest} />
          <Field name="latest" label="Over by" hint="Such as 5pm" width={5} defaultValue={values.latest} />
          <Select
            name="minutes"
            label="Takes"
            hint="From start to end"
            options={withLength(lengths, values.minutes)}
            defaultValue={values.minutes}
          />
          <Select name="step" label="May begin" hint="Within those hours" options={steps} defaultValue={values.step} />
        </div>
        <Details summary={`Who must be there: ${neededInWords(people, values.needed)}`}>
          <Ticks
            name="needed"
            label="Who must be there?"
            hint="No time is offered at which one of them cannot come"
            items={people.map(({ id, name, discipline }) => ({ value: id, label: name, hint: discipline }))}
            defaultValue={values.needed}
            small
          />
          <Ticks
            name="disciplines"
            label="Of which disciplines must somebody be there?"
            hint="Whoever of them can come"
            items={disciplines.map(({ code, label }) => ({ value: code, label }))}
            defaultValue={values.disciplines}
            small
          />
        </Details>
        <Button>Find times</Button>
      </form>
    </FailureContext.Provider>
  );
}

function neededInWords(people: TimesPage["people"], needed: readonly string[]): string {
  const names = people.filter(({ id }) => needed.includes(id)).map(({ name }) => name);
  return names.length === 0 ? "nobody in particular" : names.join(", ");
}
