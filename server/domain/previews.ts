/** What one reader would be shown of a contribution: the page's own lines, of that contribution alone. */
import { deadlineWords } from "./deadlines.ts";
import { labelOf } from "./facts.ts";
import type { SeenCase } from "./sight.ts";
import { composeSummary, factInWords } from "./summaries.ts";
import { dayInWords } from "./time.ts";
import { deadlineKinds } from "#db/vocabulary.ts";

export interface PreviewPart {
  heading: string;
  lines: string[];
}

/** `view` is the reader's own. Nothing of it is told but what this contribution, which its author wrote, added to it. */
export function previewOf(view: SeenCase, contribution: { id: string; reference: string }): PreviewPart[] {
  const only: SeenCase = {
    ...view,
    contributions: view.contributions.filter(({ id }) => id === contribution.id),
    entries: view.entries.filter(({ contributionReference }) => contributionReference === contribution.reference),
    actions: [],
    settlements: [],
    inquiries: [],
    sameValues: [],
  };
  const summary = composeSummary(only);
  const { policy } = view.file.practice;
  const [line] = summary.disciplines;
  const entries = (kind: "fact-ended" | "deadline") => only.entries.filter((entry) => entry.kind === kind);
  const parts: PreviewPart[] = [
    { heading: "In one line", lines: line ? [line.line] : [] },
    { heading: "In full", lines: [line?.body, line?.lastContact].filter((text) => text !== undefined).map(String) },
    { heading: "What matters to the person", lines: summary.whatMatters.map(({ text }) => text) },
    { heading: "What goes well", lines: summary.strengths.map(({ text }) => text) },
    { heading: "Facts", lines: summary.glance.map((fact) => `${fact.label}: ${factInWords(fact)}`) },
    {
      heading: "No longer true",
      lines: entries("fact-ended").map(({ name, text }) => `${labelOf(policy, name ?? "")}: ${text}`),
    },
    {
      heading: "Risks",
      lines: summary.risks.map(({ type, level, text }) => `${[type, level].filter(Boolean).join(" ")}: ${text}`),
    },
    { heading: "Only some may read", lines: summary.sensitive.map(({ text }) => text) },
    { heading: "Asked of others", lines: summary.requests.map(({ to, text }) => `${to}: ${text}`) },
    {
      heading: "Proposed for decision",
      lines: summary.proposals.map(
        ({ owner, text, due }) => `${owner}: ${text}${due ? `, by ${dayInWords(due)}` : ""}`,
      ),
    },
    {
      heading: "Days that do not move",
      lines: entries("deadline").map(({ name, text, due }) => {
        const kind = deadlineKinds.find((candidate) => candidate === name);
        return `${kind ? deadlineWords[kind] : "Day"}, ${due ? dayInWords(due) : ""}: ${text}`;
      }),
    },
    { heading: "Typed details", lines: (line?.details ?? []).map(({ label, text }) => `${label}: ${text}`) },
  ];
  return parts
    .map(({ heading, lines }) => ({ heading, lines: lines.filter((text) => text !== "" && text !== "null") }))
    .filter(({ lines }) => lines.length > 0);
}
