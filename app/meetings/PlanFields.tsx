import type { PlanChoices, PlanValues } from "#app/meetings/plan.ts";
import { DateField } from "#app/ui/DateField.tsx";
import { Field } from "#app/ui/Field.tsx";
import { Radios } from "#app/ui/Radios.tsx";
import { Select } from "#app/ui/Select.tsx";
import { Ticks } from "#app/ui/Ticks.tsx";

type PlanFieldsProps = { choices: PlanChoices; values: PlanValues };

const patterns = [
  { value: "nth-weekday", label: "Once a month on a weekday", hint: "Such as the last Thursday" },
  { value: "weekly", label: "Every week" },
  { value: "every-n-weeks", label: "Every few weeks" },
  { value: "day-of-month", label: "Once a month on a date", hint: "Such as the 15th" },
];

const nths = [
  { value: "1", label: "First" },
  { value: "2", label: "Second" },
  { value: "3", label: "Third" },
  { value: "4", label: "Fourth" },
  { value: "last", label: "Last" },
];

/** All that makes a series. What a pattern does not need may stay as it is. */
export function PlanFields({ choices, values }: PlanFieldsProps) {
  return (
    <>
      <Radios name="pattern" label="How often do you meet?" items={patterns} defaultValue={values.pattern} small />
      <div className="sm-fields">
        <Select
          name="nth"
          label="Which of the month?"
          hint="For a weekday of the month"
          options={nths}
          defaultValue={values.nth}
        />
        <Select
          name="weekday"
          label="Day of the week"
          hint="For all but a date"
          options={choices.weekdays}
          defaultValue={values.weekday}
        />
        <Field
          name="interval"
          label="Weeks between"
          hint="For every few weeks"
          width={2}
          inputMode="numeric"
          defaultValue={values.interval}
        />
        <Field
          name="dayOfMonth"
          label="Day of the month"
          hint="For a date, such as 15"
          width={2}
          inputMode="numeric"
          defaultValue={values.dayOfMonth}
        />
      </div>
      <div className="sm-fields">
        <Field name="start" label="Starts at" hint="Such as 13:00 or 1pm" width={5} defaultValue={values.start} />
        <Select
          name="minutes"
          label="Takes"
          hint="From start to end"
          options={withLength(choices.lengths, values.minutes)}
          defaultValue={values.minutes}
        />
        <Field
          name="count"
          label="How many meetings"
          hint="From 1 to 60"
          width={2}
          inputMode="numeric"
          defaultValue={values.count}
        />
      </div>
      <Field name="place" label="Where" hint="A room or a link" width={30} defaultValue={values.place} />
      <DateField
        name="from"
        label="From"
        hint="The first meeting is on this day or after it"
        defaultValue={values.from}
      />
      <Ticks
        name="skipHolidays"
        items={[{ value: "on", label: "Not on bank holidays" }]}
        defaultValue={[values.skipHolidays]}
        small
      />
      <Select name="nation" label="Whose bank holidays?" options={choices.nations} defaultValue={values.nation} />
    </>
  );
}

/** A length that is not of the usual ones, because somebody chose it before, is offered as well. */
export function withLength(lengths: PlanChoices["lengths"], minutes: string): PlanChoices["lengths"] {
  const isUsual = minutes === "" || lengths.some(({ value }) => value === minutes);
  return isUsual ? lengths : [...lengths, { value: minutes, label: `${minutes} minutes` }];
}
