/**
 * What was agreed, for the person themselves: decisions of the last discussion and open actions in plain words. Only
 * what the whole team may read and nobody flagged (rulings 7, and more strictly: no flag at all).
 */
import type { Day } from "#db/schema.ts";
import { isOpen } from "./actions.ts";
import { disciplineLabel } from "./practices.ts";
import { mayLeave, type SeenCase } from "./sight.ts";
import { safeContactInWords } from "./summaries.ts";
import { dayOf } from "./time.ts";

export interface Agreed {
  number: number;
  /** What the person likes to be called. */
  name: string;
  practice: string;
  /** Null when the case has not been discussed yet. */
  discussedOn: Day | null;
  /** Somebody who was needed was not there. */
  isProvisional: boolean;
  decisions: { id: string; text: string }[];
  actions: { id: string; text: string; who: string; due: Day }[];
  /** For whoever hands it over, never for paper. */
  beforeGiving: string[];
}

const titles = /^(dr|mr|mrs|ms|miss|mx|prof|pc|sgt|rev)\.? /i;

export function agreedFor(view: SeenCase): Agreed | null {
  const { person, file } = view;
  if (!person) return null;
  const [last] = file.discussions;
  return {
    number: file.number,
    name: person.preferredName ?? person.givenName,
    practice: file.practice.name,
    discussedOn: last ? dayOf(last.concludedAt) : null,
    isProvisional: (last?.missing.length ?? 0) > 0,
    decisions: (last?.decisions ?? []).map(({ id, text }) => ({ id, text })),
    actions: view.actions
      .filter((action) => isOpen(action) && mayLeave(action) && action.handling.length === 0)
      .map(({ id, text, owner, due }) => ({
        id,
        text,
        due,
        who: `${firstName(owner.name)} (${disciplineLabel(file.practice.policy, owner.discipline)})`,
      }))
      .sort((one, other) => (one.due < other.due ? -1 : Number(one.due > other.due))),
    beforeGiving: [
      ...(last && last.decisions.length > 0
        ? ["Read the decisions first: take nothing with you that is not theirs"]
        : []),
      ...safeContactInWords(view),
      ...(person.language ? [`Language: ${person.language}`] : []),
      ...(person.interpreter ? [`Interpreter: ${person.interpreter}`] : []),
    ],
  };
}

/** "Jamie" of "Jamie Okafor", "Catriona" of "Dr Catriona Bell". */
export function firstName(name: string): string {
  return name.replace(titles, "").split(" ")[0] ?? name;
}
