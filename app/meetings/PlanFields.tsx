import { useProblem } from "#app/forms/useProblem.ts";
import type { PlanChoices, PlanValues } from "#app/meetings/plan.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Details } from "#app/ui/Details.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Select, type Option } from "#app/ui/Select.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

type PlanFieldsProps = { choices: PlanChoices; values: PlanValues };

const seldom = ["dayOfMonth", "from", "until", "videoLink", "nation"];

/** All that makes a series, to be read as a sentence; what is seldom changed is folded away under it. */
export function PlanFields({ choices, values }: PlanFieldsProps) {
  const { errorFor } = useProblem();
  const isOpen = values.until !== "" || values.often === "date" || seldom.some((name) => errorFor(name));
  return (
    <>
      <div className="sm-fields">
        <Select
          name="often"
          label="How often"
          options={withValue(choices.often, values.often, everyWeeks)}
          defaultValue={values.often}
        />
        <Select name="weekday" label="Day of the week" options={choices.weekdays} defaultValue={values.weekday} />
        <Field name="start" label="Starts at" width={5} defaultValue={values.start} />
        <Select
          name="minutes"
          label="Takes"
          options={withLength(choices.lengths, values.minutes)}
          defaultValue={values.minutes}
        />
        <Field name="place" label="Where" width={30} defaultValue={values.place} />
        <Field name="count" label="How many meetings" width={2} inputMode="numeric" defaultValue={values.count} />
      </div>
      <Ticks
        name="skipHolidays"
        items={[{ value: "on", label: "Not on bank holidays" }]}
        defaultValue={[values.skipHolidays]}
        small
      />
      <Details summary="First and last day, video link, whose bank holidays" open={isOpen}>
        <DateField
          name="from"
          label="First day"
          size="s"
          hint="The first meeting is on this day or after it"
          defaultValue={values.from}
        />
        <DateField
          name="until"
          label="Last day"
          size="s"
          hint="Instead of a number of meetings. Leave empty otherwise"
          defaultValue={values.until}
        />
        <Field
          name="videoLink"
          label="Video link, if there is one"
          hint="Such as https://video.example/room. Shown to those who are invited"
          type="url"
          defaultValue={values.videoLink}
        />
        <Field
          name="dayOfMonth"
          label="Date"
          hint="Only for a date of the month, such as 15"
          width={2}
          inputMode="numeric"
          defaultValue={values.dayOfMonth}
        />
        <Select name="nation" label="Whose bank holidays" options={choices.nations} defaultValue={values.nation} />
      </Details>
    </>
  );
}

/** A length that is not of the usual ones, because somebody chose it before, is offered as well. */
export function withLength(lengths: readonly Option[], minutes: string): readonly Option[] {
  return withValue(lengths, minutes, (value) => `${value} minutes`);
}

function withValue(options: readonly Option[], value: string, label: (value: string) => string): readonly Option[] {
  const isOffered = value === "" || options.some((option) => option.value === value);
  return isOffered ? options : [...options, { value, label: label(value) }];
}

function everyWeeks(often: string): string {
  return `Every ${often.replace("weeks-", "")} weeks`;
}
