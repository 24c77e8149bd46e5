/** The one page as it is drawn: the summary with its days and sources in words. For loaders. */
import {
  factInWords,
  linesSince,
  sameInWords,
  settledInWords,
  withheldSentence,
  type FactLine,
  type Source,
  type Summary,
} from "#server/domain/summaries.ts";
import { dayInWords, dayInWordsFrom, instantInWords, partsOf, shortDay } from "#server/domain/time.ts";

type Day = Summary["on"];
type Instant = Parameters<typeof instantInWords>[0];

export type SummaryPage = ReturnType<typeof summaryPageOf>;
/** Where a line is from. Where a discipline has one author only, paper need not name them at each line. */
export type LineSource = { discipline: string; author: string | null; isOnlyAuthor: boolean; on: string | null };

type Reader = { name: string; discipline: string };

export function summaryPageOf(summary: Summary, reader: Reader, at: Instant) {
  // The year only when it is another than this one.
  const brief = (words: string) => words.replace(` ${partsOf(summary.on).year}`, "");
  const day = (on: Day) => brief(shortDay(on));
  const authors = authorsByDiscipline(summary);
  const sourced = <Item extends { source: Source }>({ source: { discipline, author, on }, ...item }: Item) => {
    const isOnlyAuthor = authors.get(discipline)?.size === 1;
    return { ...item, source: { discipline, author, isOnlyAuthor, on: day(on) } satisfies LineSource };
  };
  const factOf = ({ id, value, source: { discipline }, asOf, stale, thresholdDays }: FactLine) => ({
    id,
    value,
    source: { discipline, author: null, isOnlyAuthor: true, on: asOf && day(asOf) } satisfies LineSource,
    old: stale ? `older than ${thresholdDays} days` : null,
  });
  const disputed = new Set([...summary.disagreements, ...summary.settled].map(({ key }) => key));
  const undisputed = summary.glance.filter(({ key }) => !disputed.has(key));
  return {
    number: summary.number,
    banner: summary.banner && personBannerOf(summary.banner),
    question: summary.question,
    reason: summary.reason,
    sinceLast: summary.sinceLast && {
      on: dayInWordsFrom(summary.sinceLast.on, summary.on),
      lines: linesSince(summary.sinceLast).map(brief),
    },
    whatMatters: summary.whatMatters.map(sourced),
    glance: [
      ...summary.settled.map(({ settlementId, label, value, by, on }) => ({
        id: settlementId,
        label,
        value,
        source: { discipline: "settled", author: by, isOnlyAuthor: false, on: day(on) } satisfies LineSource,
        old: null,
      })),
      ...undisputed.map((fact) => ({ label: fact.label, ...factOf(fact) })),
    ],
    disagreements: [...summary.disagreements]
      .sort((a, b) => Number(b.mustBeSettled) - Number(a.mustBeSettled))
      .map(({ key, label, mustBeSettled, values, settledBefore, asked }) => ({
        key,
        label,
        mustBeSettled,
        values: values.map(factOf),
        settledBefore: settledBefore && brief(settledInWords(settledBefore)),
        asked: asked && `${asked.owner} finds out by ${day(asked.due)}`,
      })),
    settled: summary.settled.map((item) => ({
      key: item.key,
      label: item.label,
      settlementId: item.settlementId,
      words: brief(settledInWords(item)),
      values: item.values.map(factOf),
    })),
    sameValues: summary.sameValues.map((same) => ({ id: same.id, label: same.label, words: sameInWords(same, day) })),
    gaps: summary.gaps,
    disciplines: summary.disciplines.map(({ source, lastContact, ...line }) => ({
      ...line,
      author: source.author,
      source: [`${source.author}, ${day(source.on)}`, lastContact && brief(lastContact)].filter(Boolean).join("; "),
    })),
    risks: summary.risks.map(sourced),
    strengths: summary.strengths.map(sourced),
    actions: summary.actions.map(({ due, ...action }) => ({ ...action, due: day(due) })),
    actionCounts: countsOf(summary.actions),
    requests: summary.requests.map((request) => ({
      ...sourced(request),
      isOpenToReader: request.toCode === reader.discipline && request.answer === null,
    })),
    proposals: summary.proposals.map((proposal) => ({ ...sourced(proposal), due: proposal.due && day(proposal.due) })),
    sensitive: summary.sensitive.map(sourced),
    household: summary.household,
    foot: `${withheldSentence} As at ${dayInWords(summary.on)}, for ${reader.name}.`,
    paperFoot: `Official: sensitive · Case ${summary.number} · ${reader.name} · ${instantInWords(at)}`,
  };
}

function authorsByDiscipline({ disciplines, risks, strengths, requests, proposals, sensitive }: Summary) {
  const authors = new Map<string, Set<string>>();
  for (const { source } of [disciplines, risks, strengths, requests, proposals, sensitive].flat()) {
    authors.set(source.discipline, (authors.get(source.discipline) ?? new Set()).add(source.author));
  }
  return authors;
}

export function personBannerOf({
  preferredName,
  pronouns,
  birth,
  chi,
  language,
  interpreter,
  safetyMarkers,
  ...rest
}: Banner) {
  return {
    ...rest,
    who: [preferredName, pronouns, birth, `CHI ${chi}`].filter(Boolean).join(" · "),
    language: [language && `Language: ${language}`, `Interpreter: ${interpreter ?? "not recorded"}`]
      .filter(Boolean)
      .join(" · "),
    markers: safetyMarkers.map((marker) => ({ id: marker.id, text: `${marker.label}: ${factInWords(marker)}` })),
  };
}
type Banner = NonNullable<Summary["banner"]>;

const groupWords = {
  overdue: "overdue",
  blocked: "blocked",
  "no-owner": "without an owner",
  open: "open",
  done: "done",
  closed: "closed",
} as const;

/** "1 overdue, 2 open, 1 done": each action once. */
function countsOf(actions: Summary["actions"]): string {
  return Object.entries(groupWords)
    .map(([group, words]) => ({ words, number: actions.filter((action) => action.group === group).length }))
    .filter(({ number }) => number > 0)
    .map(({ words, number }) => `${number} ${words}`)
    .join(", ");
}
