/** What the form for a new series offers, begins with and says: its fields on one side, the rule on the other. */
import type { FormValue, FormValues } from "#app/forms/read.ts";
import { nationNames } from "#server/domain/holidays.ts";
import { nths, weekdayNames } from "#server/domain/patterns.ts";
import { lengthInWords } from "#server/domain/time.ts";
import type { Api } from "#server/router.ts";

const lengths = [30, 45, 60, 75, 90, 120, 150, 180, 240];
const weeks = [2, 3, 4, 6, 8, 12];

export const lengthChoices = lengths.map((minutes) => ({ value: String(minutes), label: lengthInWords(minutes) }));
const weekdayChoices = weekdayNames.map((name, index) => ({ value: String(index + 1), label: name }));
const nationChoices = Object.entries(nationNames).map(([value, label]) => ({ value, label }));
const nthLabels = { 1: "First", 2: "Second", 3: "Third", 4: "Fourth", last: "Last" } as const;
const oftenChoices = [
  ...nths.map((nth) => ({ value: `nth-${nth}`, label: `${nthLabels[nth]} of the month` })),
  { value: "weekly", label: "Every week" },
  ...weeks.map((number) => ({ value: `weeks-${number}`, label: `Every ${number} weeks` })),
  { value: "date", label: "A date of the month" },
];

export const planChoices = {
  often: oftenChoices,
  lengths: lengthChoices,
  weekdays: weekdayChoices,
  nations: nationChoices,
};
export type PlanChoices = typeof planChoices;

const fields = [
  "often",
  "weekday",
  "dayOfMonth",
  "start",
  "minutes",
  "place",
  "videoLink",
  "count",
  "until",
  "from",
  "skipHolidays",
  "nation",
  "chairId",
] as const;
const lists = ["invited", "needed", "skip"] as const;

export type PlanValues = Record<(typeof fields)[number], string> & Record<(typeof lists)[number], string[]>;

/** As they were typed, to be shown again under the dates they make. */
export function typedPlan(form: FormValues): PlanValues {
  const texts = fields.map((field) => [field, textOf(form[field])] as const);
  const several = lists.map((name) => [name, listOf(form[name])] as const);
  return Object.fromEntries([...texts, ...several]) as PlanValues;
}

type Prepared = Awaited<ReturnType<Api["meetings"]["prepare"]>>;

/** Like the last series, but for what the address asks for, as when a time was found on another page. */
export function firstPlan({ rule, chairId, needed, invited }: Prepared, asked: URLSearchParams): PlanValues {
  const like: PlanValues = {
    often: oftenOf(rule),
    weekday: "weekday" in rule ? String(rule.weekday) : "4",
    dayOfMonth: "dayOfMonth" in rule ? String(rule.dayOfMonth) : "",
    start: rule.start,
    minutes: String(rule.minutes),
    place: rule.place,
    videoLink: rule.videoLink ?? "",
    count: rule.ends === "count" ? String(rule.count) : "",
    until: rule.ends === "until" ? rule.until : "",
    from: rule.from,
    skipHolidays: rule.skipHolidays ? "on" : "",
    nation: rule.nation,
    chairId: chairId ?? "",
    invited,
    needed,
    skip: [],
  };
  for (const field of ["weekday", "start", "minutes", "from", "place"] as const) {
    like[field] = asked.get(field) ?? like[field];
  }
  const nth = asked.get("nth");
  return nth ? { ...like, often: `nth-${nth}` } : like;
}

function oftenOf(rule: Prepared["rule"]): string {
  switch (rule.pattern) {
    case "nth-weekday":
      return `nth-${rule.nth}`;
    case "weekly":
      return "weekly";
    case "every-n-weeks":
      return `weeks-${rule.interval}`;
    case "day-of-month":
      return "date";
  }
}

/** What the API is asked to preview or plan. Whether it holds is for the API to say. */
export function planOf(practiceId: string, { often, until, ...values }: PlanValues) {
  const [kind = "", which = ""] = often.split("-");
  const patterns: Record<string, FormValues> = {
    nth: { pattern: "nth-weekday", nth: which },
    weekly: { pattern: "weekly" },
    weeks: { pattern: "every-n-weeks", interval: which },
    date: { pattern: "day-of-month" },
  };
  const plan = {
    ...{ ...values, practiceId },
    ...(patterns[kind] ?? { pattern: often }),
    ...(until === "" ? { ends: "count" } : { ends: "until", until }),
  };
  return plan as unknown as Parameters<Api["meetings"]["plan"]>[0];
}

/** Fields of a refused rule by the name they have on the page. */
export function planField(name: string): string {
  return ["pattern", "nth", "interval"].includes(name) ? "often" : name;
}

function textOf(value: FormValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: FormValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).map(textOf).filter(Boolean);
}
