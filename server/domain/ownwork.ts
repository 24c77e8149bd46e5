/** One person's own work over all the cases they read, as each discipline wants it on paper. Pure: from views alone. */
import type { TypedField } from "#db/casefile.ts";
import type { Day, Instant } from "#db/schema.ts";
import { detailLines, totals } from "./details.ts";
import { onPaper, type SeenCase, type SeenEntry } from "./sight.ts";

export interface OwnCase {
  caseId: string;
  number: number;
  person: string;
  givenAt: Instant;
  details: { label: string; text: string }[];
}

export interface OwnWork {
  heading: string;
  groups: { heading: string | null; cases: OwnCase[] }[];
  /** Each column of money by itself: confirmed and estimated are never one sum. */
  totals: { label: string; text: string }[];
  deadlines: { due: Day; text: string; number: number }[];
}

interface Printout {
  heading: string;
  /** Names of the fields that stand on it; all where none are named. */
  fields?: string[];
  /** The field of choices by which the cases are grouped. */
  groupBy?: string;
}

const printouts: Record<string, Printout> = {
  gp: { heading: "What I am still doing", fields: ["gpStillDoing", "longTermReviewsDue"] },
  "link-worker": { heading: "My work by level", groupBy: "level" },
  "advice-worker": {
    heading: "Claims, debts and gains",
    fields: ["claims", "debts", "evidenceNeeded", "gainConfirmed", "gainEstimated"],
  },
};

interface Given {
  of: Omit<OwnCase, "details">;
  details: SeenEntry[];
  deadlines: SeenEntry[];
}

export function ownWork(views: readonly SeenCase[], discipline: string): OwnWork {
  const { heading, fields: names, groupBy } = printouts[discipline] ?? { heading: "What I have given" };
  const asked = views[0]?.file.practice.policy.disciplines.find(({ code }) => code === discipline)?.fields ?? [];
  const fields = names ? asked.filter((field) => names.includes(field.name)) : asked;
  const given = views.flatMap((view) => ownIn(onPaper(view), fields)).sort((a, b) => a.of.number - b.of.number);
  return {
    heading,
    groups: grouped(given, fields, groupBy),
    totals: fields.flatMap((field) => sumsOf(field, given)),
    deadlines: given
      .flatMap(({ of, deadlines }) =>
        deadlines.flatMap(({ due, text }) => (due === null ? [] : [{ due, text, number: of.number }])),
      )
      .sort((a, b) => (a.due < b.due ? -1 : 1)),
  };
}

/** What the reader gave last in one case. */
function ownIn(view: SeenCase, fields: readonly TypedField[]): Given[] {
  const { person, reader, on } = view;
  const own = view.contributions
    .filter((contribution) => contribution.own && contribution.discipline === reader.discipline)
    .filter((contribution) => contribution.kind === "full")
    .sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
  const [newest] = own;
  if (newest === undefined || person === null) return [];
  const entries = view.entries.filter((entry) => entry.contributionReference === newest.reference);
  const details = entries.filter(({ kind, name }) => kind === "detail" && fields.some((field) => field.name === name));
  const deadlines = entries.filter(({ kind, due }) => kind === "deadline" && due !== null && due >= on);
  if (details.length + deadlines.length === 0) return [];
  const name = `${person.familyName.toLocaleUpperCase("en-GB")}, ${person.givenName}`;
  const of = { caseId: view.file.id, number: view.file.number, person: name, givenAt: newest.submittedAt };
  return [{ of, details, deadlines }];
}

function grouped(
  given: readonly Given[],
  fields: readonly TypedField[],
  groupBy: string | undefined,
): OwnWork["groups"] {
  const lines = ({ of, details }: Given): OwnCase => ({
    ...of,
    details: detailLines(
      details.filter(({ name }) => name !== groupBy),
      fields,
    ),
  });
  if (groupBy === undefined) return given.length === 0 ? [] : [{ heading: null, cases: given.map(lines) }];
  const chosen = ({ details }: Given) => details.find(({ name }) => name === groupBy)?.text ?? null;
  const { label = "", choices = [] } = fields.find(({ name }) => name === groupBy) ?? {};
  const others = given.map(chosen).filter((choice) => choice !== null && !choices.includes(choice));
  return [...choices, ...new Set(others), null]
    .map((choice) => ({
      heading: `${label}: ${choice ?? "not said"}`,
      cases: given.filter((one) => chosen(one) === choice).map(lines),
    }))
    .filter(({ cases }) => cases.length > 0);
}

/** Amounts that stand alone are summed as a column of one. */
function sumsOf(field: TypedField, given: readonly Given[]): OwnWork["totals"] {
  const details = given.flatMap((one) => one.details.filter(({ name }) => name === field.name));
  if (field.kind === "rows") {
    return totals(field, details).map(({ label, text }) => ({ label: `${field.label}: ${label}`, text }));
  }
  if (field.kind !== "pence") return [];
  const rows = details.map(({ text }) => ({ value: { [field.name]: text } }));
  return totals({ ...field, kind: "rows", columns: [field] }, rows);
}
