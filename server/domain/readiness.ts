/** How far each discipline is with the cases of a meeting: states, days, whom to speak to; never a word of what was given. */
import type { ContributionKind } from "#db/vocabulary.ts";
import type { Day, Instant } from "#db/schema.ts";
import { frozenOn } from "./cycle.ts";
import { hasLeft, teamOf, type SeenCase } from "./sight.ts";
import { dayOf } from "./time.ts";

export type Readiness = "not asked" | "waiting" | "started" | "in" | "nothing to add" | "speak to me";
export type Mark = "late" | "added after pack";

/** After which contributions to a meeting are late, and after which they are in no pack. */
export interface CutOffs {
  due: Day;
  frozenAt: Instant | null;
}

export function cutOffsOf(meeting: {
  contributions_due: Day;
  pack_freezes: Day;
  pack_frozen_at: Instant | null;
}): CutOffs {
  return { due: meeting.contributions_due, frozenAt: frozenOn(meeting) === null ? null : meeting.pack_frozen_at };
}

/** How late something was given; whoever is in no pack is told so, whether or not it was due by then. */
export function markOf(submittedAt: Instant, { due, frozenAt }: CutOffs): Mark | null {
  if (frozenAt !== null && submittedAt > frozenAt) return "added after pack";
  return dayOf(submittedAt) > due ? "late" : null;
}

/** What is known of one case to whoever looks at the grid. */
export interface CaseReadiness {
  asked: readonly string[];
  given: readonly { discipline: string; kind: ContributionKind; author: string; submittedAt: Instant }[];
  begun: readonly string[];
  /** The disciplines of which anything may be known; null: of all. */
  only: readonly string[] | null;
}

export interface Cell {
  state: Readiness;
  mark: Mark | null;
  /** Who has something to say that they cannot write. */
  speakTo: string[];
}

/** The disciplines that stand in the grid at all: those that are asked, and those that gave something unasked. */
export function disciplinesIn(cases: readonly CaseReadiness[]): Set<string> {
  return new Set(cases.flatMap(({ asked, given }) => [...asked, ...given.map(({ discipline }) => discipline)]));
}

/** Null where the reader may know nothing of what this discipline does in the case. */
export function cellOf(code: string, { asked, given, begun, only }: CaseReadiness, cutOffs: CutOffs): Cell | null {
  if (only !== null && !only.includes(code)) return null;
  const theirs = given.filter(({ discipline }) => discipline === code);
  const marks = theirs.map(({ submittedAt }) => markOf(submittedAt, cutOffs));
  return {
    state: stateOf(
      theirs.map(({ kind }) => kind),
      { isAsked: asked.includes(code), isBegun: begun.includes(code) },
    ),
    // Of two of one discipline one may be late, and the discipline is not; but what one of them adds is in no pack.
    mark: marks.find((mark) => mark === "added after pack") ?? (marks.includes(null) ? null : (marks[0] ?? null)),
    speakTo: theirs.filter(({ kind }) => kind === "speak-to-me").map(({ author }) => author),
  };
}

function stateOf(kinds: readonly ContributionKind[], facts: { isAsked: boolean; isBegun: boolean }): Readiness {
  // Whoever must be spoken to is not hidden behind a colleague who could write all of it.
  if (kinds.includes("speak-to-me")) return "speak to me";
  if (kinds.includes("full")) return "in";
  if (kinds.includes("nothing-to-add")) return "nothing to add";
  if (!facts.isAsked) return "not asked";
  return facts.isBegun ? "started" : "waiting";
}

/**
 * The same for somebody who does not coordinate, out of what they see: a contribution that is kept from them was not
 * given, and of drafts they know their own alone. Whoever may only contribute knows of their own discipline.
 */
export function readinessSeen(view: SeenCase, meetingId: string, hasDraft: boolean): CaseReadiness {
  const { reader, scope, onTeam, contributions, entries, on } = view;
  const team = teamOf(view).filter((person) => !hasLeft(person, on));
  const given = contributions.filter((contribution) => contribution.meetingId === meetingId);
  const ids = new Set(given.map(({ reference }) => reference));
  return {
    asked: scope === "case" ? askedOf(view.file.invited, team) : onTeam ? [reader.discipline] : [],
    given: [
      ...given.map(({ discipline, kind, author, submittedAt }) => ({
        discipline,
        kind,
        author: author.name,
        submittedAt,
      })),
      // Of a contribution that is kept from them they may see a fact.
      ...entries
        .filter((entry) => entry.meetingId === meetingId && !ids.has(entry.contributionReference))
        .map(({ givenFor, author, submittedAt }) => ({
          discipline: givenFor,
          kind: "full" as const,
          author: author.name,
          submittedAt,
        })),
    ],
    begun: hasDraft ? [reader.discipline] : [],
    only: scope === "case" ? null : [reader.discipline],
  };
}

/** The disciplines a case is waiting for: the invited ones, and those of its team who were asked to contribute only. */
export function askedOf(invited: readonly string[], team: readonly { discipline: string }[]): string[] {
  // A coordinator is on every team to coordinate, and writes only where asked.
  const others = team.map(({ discipline }) => discipline).filter((code) => code !== "practice-manager");
  return [...new Set([...invited, ...others])];
}
