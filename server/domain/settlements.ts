/**
 * What people said about a disagreement: settled, being found out, two wordings of one value. All of it is computed
 * from what one reader sees; whoever may not see one of the values has the disagreement among the others, unsettled.
 */
import { z } from "zod";
import type { CaseFile, StaffRef } from "#db/casefile.ts";
import type { Sealed } from "#db/sealed.ts";
import { isOpen } from "./actions.ts";
import { disagreementsAmong, type Disagreement } from "./disagreements.ts";
import { currentFacts, fold, labelOf, valueOf } from "./facts.ts";
import { day, id, listOf, optionalWords, words } from "./inputs.ts";
import { changedMeanwhile, found, refuse, Refusal } from "./refusal.ts";
import {
  whoSeesAll,
  type SeenCase,
  type SeenEntry,
  type SeenInquiry,
  type SeenSameValue,
  type SeenSettlement,
} from "./sight.ts";

export interface Dispute extends Disagreement {
  /** What it was settled as, while nothing else has come. */
  settled: SeenSettlement | null;
  /** What it was settled as before something else came. */
  settledBefore: SeenSettlement | null;
  /** Who is finding out. */
  asked: SeenInquiry | null;
}

/** The disagreements this reader sees, settled or not, by key. */
export function disputesIn(view: SeenCase): Dispute[] {
  const meaning = meaningsIn(view);
  return disagreementsAmong(view.file.practice.policy, currentFacts(view.entries), meaning).map((disagreement) => {
    const said = newest(view.settlements, disagreement.key);
    const stands = said !== null && disagreement.values.every((fact) => isSettledBy(said, fact, meaning));
    const asked = newest(
      view.inquiries.filter(({ action }) => isOpen(action)),
      disagreement.key,
    );
    return { ...disagreement, settled: stands ? said : null, settledBefore: stands ? null : said, asked };
  });
}

/** Those that keep the discussion of a case from being concluded: they may hurt somebody, and nobody has them in hand. */
export function unsettledIn(view: SeenCase): Dispute[] {
  return disputesIn(view).filter((dispute) => dispute.mustBeSettled && !dispute.settled && !dispute.asked);
}

/** The samenesses that matter now: both wordings still stand. */
export function samenessesIn(view: SeenCase): SeenSameValue[] {
  const stand = new Set(currentFacts(view.entries).map((fact) => `${fact.name} ${valueOf(fact)}`));
  return view.sameValues.filter(
    ({ key, norm, sameAs }) => stand.has(`${key} ${norm}`) && stand.has(`${key} ${sameAs}`),
  );
}

type Meaning = (key: string, value: string) => string;

/** Of wordings that people marked as the same, the one that stands for all: the first in the alphabet, whoever came first. */
function meaningsIn(view: SeenCase): Meaning {
  const alike = view.sameValues.map(({ key, norm, sameAs }) => [`${key} ${norm}`, `${key} ${sameAs}`] as const);
  return (key, value) => {
    const group = new Set([`${key} ${value}`]);
    for (let known = 0; known < group.size;) {
      known = group.size;
      for (const pair of alike) if (pair.some((one) => group.has(one))) pair.forEach((one) => group.add(one));
    }
    return [...group].sort()[0] ?? value;
  };
}

function newest<Said extends { key: string }>(said: readonly Said[], key: string): Said | null {
  return said.filter((one) => one.key === key).at(-1) ?? null;
}

/**
 * A settlement reaches the facts it was made of, and those that agree with it. Any other fact opens the disagreement
 * again: a newer one (rulings 10), and one that whoever settled it could not see.
 */
function isSettledBy(settlement: SeenSettlement, fact: SeenEntry, meaning: Meaning): boolean {
  const meant = (value: string) => meaning(settlement.key, value);
  const saysTheSame = (known: SeenEntry) =>
    known.author.id === fact.author.id && known.asOf === fact.asOf && meant(valueOf(known)) === meant(valueOf(fact));
  return meant(valueOf(fact)) === meant(settlement.norm) || settlement.facts.some(saysTheSame);
}

/** What a form names: the key, and the facts it was drawn with, so that one that came meanwhile is not settled unseen. */
const dispute = { caseId: id, key: z.string().min(1).max(200), facts: listOf(id) };
const otherWording = "other";

export const settleDispute = z.object({
  ...dispute,
  /** One of the facts, or `other` with the wording. */
  choice: words("Choose which is right", 64),
  wording: optionalWords(1000),
  reason: words("Say how you know", 500),
});
export const undoSettlement = z.object({ caseId: id, settlementId: id });
export const askAboutDispute = z.object({
  ...dispute,
  ownerId: words("Choose who will find out"),
  due: day("Enter the day by which they will know"),
});
export const sayTheSame = z.object({ ...dispute, same: listOf(id) });
export const undoTheSame = z.object({ caseId: id, sameId: id });

type OfDispute = { key: string; facts: string[] };

/** The value that settles it, in its words and as it is compared. */
export function settle(view: SeenCase, input: z.output<typeof settleDispute>): { value: string; norm: string } {
  const open = openDispute(view, input);
  if (input.choice === otherWording) {
    const value = input.wording ?? refuse("Enter what is right", "wording");
    return { value, norm: fold(value) };
  }
  const chosen = open.values.find((fact) => fact.id === input.choice) ?? refuse("Choose which is right", "choice");
  return { value: chosen.text, norm: valueOf(chosen) };
}

/** The text of the action and what it is for. It names the key alone: it is read beside many others. */
export function ask(view: SeenCase, input: OfDispute) {
  const open = openDispute(view, input);
  if (open.asked) refuse(`${open.asked.action.owner.name} is finding out already`, "ownerId");
  return {
    text: `Find out which is right: ${open.label}`,
    goal: `One answer: ${open.label}`,
    handling: [...new Set(open.values.flatMap((fact) => fact.handling))],
    facts: open.values,
  };
}

/** By key, whom one may ask about what differs. */
export function peopleToAsk(box: Sealed<CaseFile>, view: SeenCase): Record<string, { id: string; name: string }[]> {
  const open = disputesIn(view).filter(({ settled }) => settled === null);
  return Object.fromEntries(
    open.map(({ key, values }) => [key, whoSeesAll(box, values, view.on).map(({ id, name }) => ({ id, name }))]),
  );
}

/** Only somebody who sees every value may be asked: whoever is asked learns that they differ. */
export function mayBeAsked(people: readonly StaffRef[], ownerId: string): void {
  if (!people.some((person) => person.id === ownerId)) refuse("Choose somebody who may see all of this", "ownerId");
}

/** Pairs of facts whose wordings mean the same, each with the first that was ticked. */
export function same(view: SeenCase, input: z.output<typeof sayTheSame>): [SeenEntry, SeenEntry][] {
  const open = openDispute(view, input);
  const [first, ...others] = open.values.filter((fact) => input.same.includes(fact.id));
  const differing = others.filter((fact) => first && valueOf(fact) !== valueOf(first));
  if (!first || differing.length === 0) refuse("Tick two or more that mean the same", "same");
  return differing.map((fact) => [first, fact]);
}

/** The disagreement as the page showed it. */
function openDispute(view: SeenCase, { key, facts }: OfDispute): Dispute {
  const dispute = disputesIn(view).find((one) => one.key === key);
  if (!dispute) {
    // Whoever sees a fact of that key is told the truth: there is nothing to settle. To others the key is unknown.
    found(view.entries.find((entry) => entry.kind === "fact" && entry.name === key));
    throw new Refusal("rule", "Nothing differs here any more. Open the page again to go on.");
  }
  const drawn = new Set(facts);
  if (dispute.values.length !== drawn.size || dispute.values.some((fact) => !drawn.has(fact.id))) {
    throw new Refusal(
      "stale",
      "Something new came meanwhile. Look at all of it, then settle it: your text is still here.",
    );
  }
  if (dispute.settled) throw changedMeanwhile();
  return dispute;
}

/** "DNACPR, Current address" */
export function labelsOf(view: SeenCase, disputes: readonly { key: string }[]): string {
  return disputes.map(({ key }) => labelOf(view.file.practice.policy, key)).join(", ");
}

/** Whoever concludes is told of what they may see alone. */
export function mayBeConcluded(view: SeenCase): void {
  const unsettled = unsettledIn(view);
  if (unsettled.length === 0) return;
  refuse(`Sources differ: ${labelsOf(view, unsettled)}. Settle this first, or ask somebody to find out`, "outcome");
}
