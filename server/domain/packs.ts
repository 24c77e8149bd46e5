/** A pack: the cases of a meeting as they froze at the cut-off, for one reader, as they may stand on paper. */
import { z } from "zod";
import type { Day, Instant } from "#db/schema.ts";
import { exportForms } from "#db/vocabulary.ts";
import { frozenOn } from "./cycle.ts";
import { id, oneOf, wholeNumber } from "./inputs.ts";
import { refuse } from "./refusal.ts";
import type { SeenCase } from "./sight.ts";
import { composeSummary, summaryAsText, type Source, type Summary } from "./summaries.ts";
import { dayOf, instantInWords, minutesBetween, shortDay } from "./time.ts";

const packNumber = wholeNumber("Choose a pack of the list", 1, 10_000).optional();
/** Left out, the newest pack; a copy's number gives what that copy was made of. */
export const readPack = z.object({ meetingId: id, number: packNumber, copy: packNumber });
export const freezeNow = z.object({ meetingId: id });
export const takeCopy = z.object({
  meetingId: id,
  number: packNumber,
  form: oneOf(exportForms, "Choose print or file"),
});

/** Copies that one person may take in 24 hours. */
export const mostCopies = 10;
/** For how many minutes a copy can be fetched once it is made. */
export const copyMinutes = 60;

export function mayTakeCopy(taken: number): void {
  if (taken >= mostCopies) refuse(`You took ${mostCopies} copies since yesterday. Wait a day before you take another`);
}

export function mayFetchCopy(copy: { exported_at: Instant }, at: Instant): void {
  if (minutesBetween(copy.exported_at, at) > copyMinutes) refuse("This copy was made a while ago. Make a new one");
}

interface Frozen {
  id: string;
  number: number;
  frozen_at: Instant;
}

/** The pack that was asked for. Null: none has frozen for the date that the meeting has, and it is read as it is now. */
export function packToRead<Pack extends Frozen>(
  packs: readonly Pack[],
  number: number | undefined,
  meeting: { pack_freezes: Day; pack_frozen_at: Instant | null },
  today: Day,
): Pack | null | undefined {
  const known = packs.filter((pack) => dayOf(pack.frozen_at) <= today);
  if (number !== undefined) return known.find((pack) => pack.number === number);
  return frozenOn(meeting) === null ? null : (known[0] ?? null);
}

export interface AddedAfter {
  /** The key of a list: the id of what was added. */
  id: string;
  text: string;
  source: Source;
}

/** What this reader sees of a case that was given after the pack froze. */
export function addedAfter(view: SeenCase, frozenAt: Instant): AddedAfter[] {
  const { disciplines } = view.file.practice.policy;
  const label = (code: string) => disciplines.find((discipline) => discipline.code === code)?.label ?? code;
  const shown = composeSummary(view);
  const contributions = view.contributions.filter(({ submittedAt }) => submittedAt > frozenAt);
  const whole = new Set(contributions.map(({ reference }) => reference));
  return [
    ...contributions.flatMap(({ id: contributionId }) =>
      shown.disciplines
        .filter((line) => line.id === contributionId)
        .map((line) => ({ id: line.id, text: line.line, source: line.source })),
    ),
    ...view.entries
      .filter((entry) => entry.submittedAt > frozenAt && !whole.has(entry.contributionReference))
      .map((entry) => ({
        id: entry.id,
        text: entry.text,
        source: {
          id: entry.contributionId,
          discipline: label(entry.givenFor),
          author: entry.author.name,
          on: dayOf(entry.submittedAt),
        },
      })),
    ...view.actions
      .filter((action) => action.raisedAt > frozenAt)
      .map((action) => ({
        id: action.id,
        text: `Action: ${action.text}, by ${shortDay(action.due)}`,
        source: {
          id: action.id,
          discipline: label(action.owner.discipline),
          author: action.owner.name,
          on: dayOf(action.raisedAt),
        },
      })),
  ];
}

export interface PackPage {
  summary: Summary;
  /** The case came to the agenda after the pack froze, and is shown as it is now. */
  cameAfter: boolean;
  added: AddedAfter[];
}

export interface PackHead {
  heading: string;
  reader: string;
  madeAt: Instant;
  pack: { number: number; frozenAt: Instant; checksum: string } | null;
}

export const caseAddedWords = "This case was added after the pack.";

/** "Pack 3, frozen 23 Nov 2026, 4pm" */
export function packInWords(pack: PackHead["pack"]): string {
  return pack ? `Pack ${pack.number}, frozen ${instantInWords(pack.frozenAt)}` : "The pack is not frozen yet";
}

export function packAsText(head: PackHead, pages: readonly PackPage[]): string {
  const first = [head.heading, packInWords(head.pack), ...(head.pack ? [`Checksum ${head.pack.checksum}`] : [])];
  const texts = pages.map(({ summary, cameAfter, added }) =>
    [
      ...(cameAfter ? [caseAddedWords] : []),
      summaryAsText(summary, { paper: true, reader: head.reader }),
      ...(added.length > 0 ? ["", "ADDED AFTER PACK", ...added.map(addedInWords)] : []),
    ].join("\n"),
  );
  return [first.join("\n"), ...texts].join("\n\n----------\n\n");
}

function addedInWords({ text, source }: AddedAfter): string {
  return `- ${text} [${source.discipline}, ${source.author}, ${shortDay(source.on)}]`;
}
