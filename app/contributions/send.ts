/** What the pages on which one contributes do with their form. For actions. */
import { filledRows, rowAsTyped } from "#app/contributions/rows.ts";
import { changedFact } from "#app/contributions/sent.ts";
import { fieldId } from "#app/forms/fieldId.ts";
import type { FormValue, Typed } from "#app/forms/read.ts";
import { naming } from "#app/forms/under.ts";
import { without } from "#app/live/draft.ts";
import type { Api } from "#server/router.ts";

type Contribution = Parameters<Api["contributions"]["submit"]>[0];
export type ContributionSent = Contribution & {
  version: string;
  readerId: string;
  details?: FormValue;
  /** What was said of each fact of last time, by its id. */
  lastFacts?: Record<string, string>;
} & Record<string, FormValue>;

/** Fields of the form that nobody types. */
export const untyped = ["version", "basedOn", "entryId", "readerId"];

export async function saveDraft(api: Api, caseId: string, form: ContributionSent, typed: Typed): Promise<void> {
  await api.contributions.saveDraft({ caseId, typed: without(typed, untyped), version: Number(form.version) });
}

export async function sendContribution(api: Api, caseId: string, form: ContributionSent, typed: Typed): Promise<void> {
  await asTyped(typed, () => api.contributions.submit(contributionIn(form, caseId)));
}

/** What one reader would get of it. */
export async function previewContribution(api: Api, caseId: string, form: ContributionSent, typed: Typed) {
  const { readerId } = form;
  const preview = await asTyped(typed, () => api.contributions.preview({ ...contributionIn(form, caseId), readerId }));
  return { ...preview, readerId };
}

/** Puts a fact of last time into a row of its own, and saves the draft with it; answers with the id of its box. */
export async function changeFact(
  api: Api,
  caseId: string,
  form: ContributionSent,
  typed: Typed,
  entryId: string,
): Promise<string> {
  const { factsBefore } = await api.contributions.open({ caseId });
  const fact = factsBefore.find(({ id }) => id === entryId);
  const number = filledRows(typed, "facts");
  await saveDraft(api, caseId, form, { ...typed, ...(fact && changedFact(fact, number)) });
  return fieldId(`facts.${number}.value`);
}

function asTyped<Result>(typed: Typed, run: () => Promise<Result>): Promise<Result> {
  return naming((field) => rowAsTyped(field, typed), run);
}

/** What the boxes say as the API takes it. */
function contributionIn({ lastFacts = {}, ...form }: ContributionSent, caseId: string): Contribution {
  const answered = (answer: string) => Object.keys(lastFacts).filter((id) => lastFacts[id] === answer);
  return {
    ...form,
    caseId,
    stillTrue: answered("still-true"),
    noLonger: answered("no-longer"),
    details: flat(form.details ?? {}),
  };
}

type Details = NonNullable<Contribution["details"]>;

/** Names of details may hold a dot, at which reading the form takes them apart; a field with columns has rows. */
function flat(value: FormValue, name = ""): Details {
  if (typeof value === "string") return { [name]: value };
  if (Array.isArray(value)) return { [name]: value as Details[string] };
  return Object.assign(
    {},
    ...Object.entries(value).map(([part, inner]) => flat(inner, name === "" ? part : `${name}.${part}`)),
  ) as Details;
}
