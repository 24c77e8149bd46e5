/** A year of one case in one view: what was said and agreed at each meeting, how each action ended, what changed. */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import type { ActionClosing, Outcome, PersonOutcome } from "#db/vocabulary.ts";
import { stateOf, type ActionState } from "./actions.ts";
import { id, wholeNumber } from "./inputs.ts";
import { disciplineLabel } from "./practices.ts";
import { provisionalWords } from "./quorum.ts";
import { mayBePrinted, type SeenAction, type SeenCase } from "./sight.ts";
import { addDays, dayFrom, dayOf, partsOf } from "./time.ts";

export const readYear = z.object({
  caseId: id,
  /** A calendar year; without one, the twelve months until today. */
  year: wholeNumber("Choose a year", 2000, 2200).nullish(),
});

export interface Period {
  from: Day;
  to: Day;
}

export function periodOf(year: number | null, today: Day): Period {
  const [from, to] = year === null ? [null, null] : [dayFrom(year, 1, 1), dayFrom(year, 12, 31)];
  return { from: from ?? addDays(today, -365), to: to ?? today };
}

/** The years of which there can be something, the newest first. */
export function yearsOf(view: SeenCase): number[] {
  const last = partsOf(view.on).year;
  const first = partsOf(dayOf(view.file.openedAt)).year;
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}

/** The case on the agenda of one meeting. */
interface Item {
  itemId: string;
  meetingId: string;
  startsAt: Instant;
  /** Null when it was left unfinished. */
  concludedAt: Instant | null;
  outcome: Outcome | null;
  outcomeReason: string | null;
  missing: string[];
}
interface OfItem {
  itemId: string;
}
interface Verdict {
  meetingId: string | null;
  actionId: string;
}

export interface ActionInYear {
  id: string;
  text: string;
  owner: string;
  due: Day;
  state: ActionState;
  closedOn: Day | null;
  closedAs: ActionClosing | null;
  /** What it brought for the person, and in which words. */
  outcome: PersonOutcome | null;
  outcomeText: string | null;
  isForPaper: boolean;
}

/** The newest meeting first; within it, everything in the order in which it was. */
export function yearOf<Note extends OfItem, Amendment extends OfItem, Said extends Verdict>(
  view: SeenCase,
  period: Period,
  all: readonly Item[],
  {
    notes,
    amendments,
    verdicts,
  }: { notes: readonly Note[]; amendments: readonly Amendment[]; verdicts: readonly Said[] },
) {
  const items = itemsIn(all, period);
  const meetingIds = new Set(items.map(({ meetingId }) => meetingId));
  const labelOf = (code: string) => disciplineLabel(view.file.practice.policy, code);
  const ended = view.actions.filter(({ closedAt, closedAs }) => closedAt !== null && closedAs === "done");
  const endedBetween = (after: Instant | null, until: Instant | null) =>
    ended
      .filter(({ closedAt }) => closedAt !== null && isWithin(closedAt, period))
      .filter(({ closedAt }) => (after ?? "") < (closedAt ?? "") && (until === null || (closedAt ?? "") <= until))
      .map(inYear);
  return {
    meetings: items.map((item) => ({
      itemId: item.itemId,
      meetingId: item.meetingId,
      startsAt: item.startsAt,
      outcome: item.concludedAt && item.outcome,
      outcomeReason: item.outcomeReason,
      isUnfinished: item.concludedAt === null,
      provisional: provisionalWords(item.missing, labelOf),
      /** What had been done since the case was discussed before. */
      changed: endedBetween(endOf(all[all.indexOf(item) + 1]), endOf(item)),
      reviewed: view.actions.flatMap((action) => {
        const said = verdicts.filter((one) => one.actionId === action.id && one.meetingId === item.meetingId);
        return said.length > 0 && action.meetingId !== item.meetingId ? [{ ...inYear(action), said }] : [];
      }),
      notes: notes.filter(({ itemId }) => itemId === item.itemId),
      agreed: view.actions.filter(({ meetingId }) => meetingId === item.meetingId).map(inYear),
      amendments: amendments.filter(({ itemId }) => itemId === item.itemId),
    })),
    changedSince: endedBetween(endOf(items[0]), null),
    /** Raised in that time at no meeting that is above. */
    others: view.actions
      .filter(
        ({ raisedAt, meetingId }) => isWithin(raisedAt, period) && (meetingId === null || !meetingIds.has(meetingId)),
      )
      .map(inYear),
  };
}

export function itemsIn<OnAgenda extends Pick<Item, "startsAt">>(all: readonly OnAgenda[], period: Period): OnAgenda[] {
  return all.filter(({ startsAt }) => isWithin(startsAt, period));
}

function isWithin(at: Instant, { from, to }: Period): boolean {
  return dayOf(at) >= from && dayOf(at) <= to;
}

function endOf(item: Item | undefined): Instant | null {
  return item ? (item.concludedAt ?? item.startsAt) : null;
}

function inYear(action: SeenAction): ActionInYear {
  return {
    id: action.id,
    text: action.text,
    owner: action.owner.name,
    due: action.due,
    state: stateOf(action),
    closedOn: action.closedAt && dayOf(action.closedAt),
    closedAs: action.closedAs,
    outcome: action.outcome,
    outcomeText: action.outcomeText,
    isForPaper: mayBePrinted(action),
  };
}
