/** What the pages on which one contributes do with their form. For actions. */
import { rowAsTyped } from "#app/contributions/rows.ts";
import type { FormValue, Typed } from "#app/forms/read.ts";
import { naming } from "#app/forms/under.ts";
import { without } from "#app/live/draft.ts";
import type { Api } from "#server/router.ts";

type Contribution = Parameters<Api["contributions"]["submit"]>[0];
export type ContributionSent = Contribution & { version: string; details?: FormValue } & Record<string, FormValue>;

/** Fields of the form that nobody types. */
export const untyped = ["version", "basedOn", "entryId"];

export async function saveDraft(api: Api, caseId: string, form: ContributionSent, typed: Typed): Promise<void> {
  await api.contributions.saveDraft({ caseId, typed: without(typed, untyped), version: Number(form.version) });
}

export async function sendContribution(api: Api, caseId: string, form: ContributionSent, typed: Typed): Promise<void> {
  await naming(
    (field) => rowAsTyped(field, typed),
    () => api.contributions.submit({ ...form, caseId, details: flat(form.details ?? {}) }),
  );
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
