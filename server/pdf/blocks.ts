/** The one page of a case as blocks of words for paper: what the reader's summary has, said as shortly as it can be. */
import type { PackPage } from "../domain/packs.ts";
import { caseAddedWords } from "../domain/packs.ts";
import {
  factInWords,
  nothingSince,
  sameInWords,
  settledInWords,
  withheldSentence,
  type FactLine,
  type Source,
  type Summary,
} from "../domain/summaries.ts";
import { dayInWords, dayWithoutWeekday, partsOf, shortDay } from "../domain/time.ts";

export interface Run {
  text: string;
  bold?: boolean;
}
/** The tag is that of ISO 32000: a heading of the case or of a part, a paragraph, a list. */
export interface Block {
  tag: "H1" | "H2" | "P" | "L";
  items: Run[][];
  /** Each item of the list begins a line. */
  apart?: boolean;
}

const paragraph = (text: string, label = ""): Block => ({ tag: "P", items: [labelled(text, label)] });

function labelled(text: string, label = ""): Run[] {
  return label === "" ? [{ text }] : [{ text: `${label}: `, bold: true }, { text }];
}

function titled(title: string, blocks: Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ tag: "H2", items: [[{ text: title, bold: true }]] }, ...blocks];
}

function list(title: string, items: Run[][], apart = false): Block[] {
  return titled(title, items.length === 0 ? [] : [{ tag: "L", items, apart }]);
}

export function blocksOf({ summary, cameAfter, added }: PackPage): Block[] {
  const { year } = partsOf(summary.on);
  // Our own words only: what people wrote stands as they wrote it.
  const brief = (words: string) => words.replaceAll(` ${year}`, "");
  const day = (on: Source["on"]) => brief(shortDay(on));
  const from = sourcesOf(summary, day);
  const valueOf = (fact: FactLine) => `${fact.value}${brief(factInWords(fact).slice(fact.value.length))}`;
  const since = ({ on, lines }: NonNullable<Summary["sinceLast"]>) =>
    list(
      `Since last time, ${brief(dayWithoutWeekday(on))}`,
      lines.length === 0
        ? [labelled(nothingSince)]
        : lines.map(({ text, source }) => labelled(`${text} ${from(source)}`)),
    );
  // Its values stand once, where it says whether they are settled.
  const differing = new Set([...summary.disagreements, ...summary.settled].map(({ key }) => key));

  return [
    ...bannerOf(summary),
    ...(cameAfter ? [paragraph(caseAddedWords)] : []),
    ...titled("Question", [
      paragraph(summary.question),
      ...(summary.reason ? [paragraph(summary.reason, "Why now")] : []),
      ...summary.whatMatters.map(({ text, source }) => paragraph(`“${text}” ${from(source)}`, "What matters")),
    ]),
    ...(summary.sinceLast ? since(summary.sinceLast) : []),
    ...titled(
      "Sources differ",
      [...summary.disagreements]
        .sort((one, other) => Number(other.mustBeSettled) - Number(one.mustBeSettled))
        .map(({ label, mustBeSettled, values, settledBefore, asked }) =>
          paragraph(
            [
              ...values.map(valueOf),
              ...(settledBefore ? [`settled before something else came: ${settledInWords(settledBefore)}`] : []),
              ...(asked ? [`${asked.owner} finds out by ${day(asked.due)}`] : []),
            ].join(" • "),
            `${label}${mustBeSettled ? ", must be settled" : ""}`,
          ),
        ),
    ),
    ...titled("Settled", [
      ...summary.settled.map((one) =>
        paragraph([settledInWords(one), ...one.values.map((fact) => `given: ${valueOf(fact)}`)].join(" • "), one.label),
      ),
      ...summary.sameValues.map((same) => paragraph(sameInWords(same, day), same.label)),
    ]),
    ...list(
      "Gaps",
      summary.gaps.map((gap) => labelled(gap)),
    ),
    ...list("At a glance", [
      ...summary.glance.filter(({ key }) => !differing.has(key)).map((fact) => labelled(valueOf(fact), fact.label)),
      ...summary.household.map(({ name, relation, note }) =>
        labelled([relation, note].filter(Boolean).join(", "), `Household, ${name}`),
      ),
    ]),
    ...list(
      "Each discipline",
      summary.disciplines.map(({ label, line, lastContact, source }) => {
        const given = [source.author, day(source.on), lastContact && brief(lastContact)];
        return labelled(`${line} [${given.filter(Boolean).join(", ")}]`, label);
      }),
      true,
    ),
    ...list(
      "Risks",
      summary.risks.map(({ type, level, text, source }) =>
        labelled(`${text} ${from(source)}`, [type, level].filter(Boolean).join(", ")),
      ),
    ),
    ...list(
      "Strengths",
      summary.strengths.map(({ text, source }) => labelled(`${text} ${from(source)}`)),
    ),
    ...list(
      "For your eyes",
      summary.sensitive.map(({ text, reason, source }) =>
        labelled(`${text} ${from(source)}${reason ? ` Restricted because: ${reason}` : ""}`),
      ),
    ),
    ...list(
      "Actions",
      summary.actions.map(({ text, owner, due, words, outcome }) =>
        labelled([text, owner, `by ${day(due)}`, words, outcome].filter(Boolean).join(", ")),
      ),
      true,
    ),
    ...list(
      "Asked of others",
      summary.requests.map(({ to, text, answer, source }) =>
        labelled([text, from(source), answer].filter(Boolean).join(" "), to),
      ),
    ),
    ...list(
      "Proposed for decision",
      summary.proposals.map(({ owner, text, due, source }) =>
        labelled(`${text}${due ? `, by ${day(due)}` : ""} ${from(source)}`, owner),
      ),
      true,
    ),
    ...list(
      "Added after pack",
      added.map(({ text, source }) => labelled(`${text} [${source.discipline}, ${source.author}, ${day(source.on)}]`)),
    ),
    paragraph(`${withheldSentence} As at ${dayInWords(summary.on)}.`),
  ];
}

function bannerOf({ banner, number }: Summary): Block[] {
  if (!banner) return [{ tag: "H1", items: [[{ text: `Case ${number}`, bold: true }]] }];
  const { name, preferredName, pronouns, birth, chi, language, interpreter } = banner;
  return [
    { tag: "H1", items: [[{ text: name, bold: true }]] },
    paragraph([preferredName, pronouns, birth, `CHI ${chi}`, `Case ${number}`].filter(Boolean).join(" · ")),
    ...banner.safeContact.map((line) => paragraph(line, "Safe contact")),
    ...banner.safetyMarkers.map((marker) => paragraph(factInWords(marker), marker.label)),
    paragraph(
      [language && `Language: ${language}`, `Interpreter: ${interpreter ?? "not recorded"}`, banner.notice]
        .filter(Boolean)
        .join(" · "),
    ),
  ];
}

/** "[Link worker, 19 Nov]": the discipline's line says who wrote it, where only one did. */
function sourcesOf(summary: Summary, day: (on: Source["on"]) => string) {
  const authors = new Map<string, Set<string>>();
  const { disciplines, risks, strengths, requests, proposals, sensitive } = summary;
  const changes = summary.sinceLast?.lines ?? [];
  for (const { source } of [disciplines, risks, strengths, requests, proposals, sensitive, changes].flat()) {
    authors.set(source.discipline, (authors.get(source.discipline) ?? new Set()).add(source.author));
  }
  const named = new Set(disciplines.map(({ source }) => source.author));
  return ({ discipline, author, on }: Source) => {
    const isNamed = authors.get(discipline)?.size === 1 && named.has(author);
    return `[${[discipline, ...(isNamed ? [] : [author]), day(on)].join(", ")}]`;
  };
}
