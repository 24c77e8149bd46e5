/** What the form for a new series offers, and begins with: like the last meeting of the practice. For loaders. */
import type { FormValue, FormValues } from "#app/forms/read.ts";
import { nationNames } from "#server/domain/holidays.ts";
import { weekdayNames } from "#server/domain/patterns.ts";
import { addDays, dayOf, lengthInWords, minutesBetween, wallTimeOf, weekdayOf } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

const lengths = [30, 45, 60, 75, 90, 120, 150, 180, 240];

export const lengthChoices = lengths.map((minutes) => ({ value: String(minutes), label: lengthInWords(minutes) }));
const weekdayChoices = weekdayNames.map((name, index) => ({ value: String(index + 1), label: name }));
const nationChoices = Object.entries(nationNames).map(([value, label]) => ({ value, label }));

export const planChoices = { lengths: lengthChoices, weekdays: weekdayChoices, nations: nationChoices };
export type PlanChoices = typeof planChoices;

const fields = [
  "pattern",
  "nth",
  "weekday",
  "interval",
  "dayOfMonth",
  "start",
  "minutes",
  "place",
  "count",
  "from",
  "skipHolidays",
  "nation",
  "chairId",
] as const;

export type PlanValues = Record<(typeof fields)[number], string> & { invited: string[]; needed: string[] };

/** As they were typed, to be shown again under the dates they make. */
export function typedPlan(form: FormValues): PlanValues {
  const texts = fields.map((field) => [field, textOf(form[field])] as const);
  return {
    ...(Object.fromEntries(texts) as Record<(typeof fields)[number], string>),
    invited: listOf(form.invited),
    needed: listOf(form.needed),
  };
}

type Opened = Awaited<ReturnType<Api["meetings"]["open"]>>;

export function firstPlan(last: Opened | null): PlanValues {
  const needs = last?.needs ?? [];
  return {
    pattern: "nth-weekday",
    nth: "last",
    weekday: last ? String(weekdayOf(dayOf(last.startsAt))) : "4",
    interval: "",
    dayOfMonth: "",
    start: last ? wallTimeOf(last.startsAt) : "13:00",
    minutes: last ? String(minutesBetween(last.startsAt, last.endsAt)) : "120",
    place: last?.place ?? "",
    count: "12",
    from: last ? addDays(dayOf(last.startsAt), 1) : "",
    skipHolidays: "on",
    nation: "scotland",
    chairId: last?.chair?.id ?? "",
    invited: needs.filter(({ need }) => need === "invited").map(({ discipline }) => discipline),
    needed: needs.filter(({ need }) => need === "needed").map(({ discipline }) => discipline),
  };
}

function textOf(value: FormValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: FormValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).map(textOf).filter(Boolean);
}
