/** The parts of a contribution as its author sends them: what is kept when it is sent, and shown when it is previewed. */
import type { EntryOnFile, TypedField } from "#db/casefile.ts";
import type { Day } from "#db/schema.ts";
import { normOf, type SubmitContribution } from "./contributions.ts";
import { deadlinesIn, readDetails, sharingOfDetail } from "./details.ts";
import { currentFacts, endsFact } from "./facts.ts";
import { refuse } from "./refusal.ts";
import type { SeenCase, SeenEntry } from "./sight.ts";

export type WrittenEntry = Omit<EntryOnFile, "id" | "reference" | "position" | "answer">;

const nothing = {
  name: null,
  norm: null,
  asOf: null,
  source: null,
  level: null,
  discipline: null,
  due: null,
  reason: null,
  value: null,
} as const;

export function entriesOf(input: SubmitContribution, view: SeenCase, fields: readonly TypedField[]): WrittenEntry[] {
  return [
    ...input.facts.map(({ key, value, ...fact }) =>
      written("fact", fact, { name: key, text: value, norm: normOf(value), asOf: fact.asOf, source: fact.source }),
    ),
    ...fromBefore(view, input.stillTrue, "stillTrue").map((fact) => again("fact", fact, view.on)),
    ...fromBefore(view, input.noLonger, "noLonger").map((fact) => again("fact-ended", fact, view.on)),
    ...input.risks.map((risk) => written("risk", risk, { name: risk.type, level: risk.level, text: risk.text })),
    ...input.requests.map(({ toDiscipline, text }) => written("request", input, { discipline: toDiscipline, text })),
    ...input.proposedActions.map((proposal) =>
      written("proposal", proposal, { discipline: proposal.ownerDiscipline, due: proposal.due, text: proposal.text }),
    ),
    ...input.sensitiveItems.map((item) => written("sensitive", item, { text: item.text, reason: item.reason })),
    ...detailsOf(input, view, fields),
  ];
}

/** One's own facts that count and were given before `except`: what is asked about when somebody writes again. */
export function factsGivenBefore(view: SeenCase, except: string | undefined): SeenEntry[] {
  const own = view.entries.filter((entry) => entry.author.id === view.reader.id);
  return currentFacts(own.filter((entry) => entry.contributionReference !== except));
}

/** Of those facts the ids of which the contribution to be amended says that they hold no longer. */
export function endedIn(view: SeenCase, facts: readonly SeenEntry[], contribution: string | undefined): string[] {
  const ends = view.entries.filter(
    (entry) => entry.kind === "fact-ended" && entry.contributionReference === contribution,
  );
  return facts.filter((fact) => ends.some((end) => endsFact(end, fact))).map(({ id }) => id);
}

type Sharing = Pick<EntryOnFile, "audience" | "namedStaff" | "excludedDisciplines" | "handling">;

function written(
  kind: WrittenEntry["kind"],
  { audience, namedStaff, excludedDisciplines, handling }: Sharing,
  said: Pick<WrittenEntry, "text"> & Partial<WrittenEntry>,
): WrittenEntry {
  return { ...nothing, ...said, kind, audience, namedStaff, excludedDisciplines, handling };
}

/** The same value to the same people, dated today. */
function again(kind: "fact" | "fact-ended", fact: SeenEntry, today: Day): WrittenEntry {
  return written(kind, fact, { name: fact.name, text: fact.text, norm: fact.norm, asOf: today, source: fact.source });
}

function fromBefore(view: SeenCase, ids: readonly string[], field: "stillTrue" | "noLonger"): SeenEntry[] {
  return ids.map((entryId) => {
    const fact = view.entries.find((entry) => entry.id === entryId && entry.author.id === view.reader.id);
    if (fact?.kind !== "fact") refuse("A fact from last time is not there any more. Open the page again.", field);
    return fact;
  });
}

/** The typed details, and the days that do not move: those among them, and those that were added to them. */
function detailsOf(input: SubmitContribution, view: SeenCase, fields: readonly TypedField[]): WrittenEntry[] {
  const details = readDetails(input.details, fields);
  const { audiences } = view.file.practice.policy;
  const sharingOf = (name: string | null) =>
    sharingOfDetail(
      fields.find((field) => field.name === name),
      input,
      audiences,
    );
  const deadlines = [
    ...deadlinesIn(details, fields),
    ...input.deadlines.map((deadline) => ({ ...deadline, field: null })),
  ];
  return [
    ...details.map(({ name, text, value }) => written("detail", sharingOf(name), { name, text, value })),
    ...deadlines.map(({ kind, text, due, field }) =>
      written("deadline", sharingOf(field), { name: kind, text, due, value: field === null ? null : { field } }),
    ),
  ];
}
