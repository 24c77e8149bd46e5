/** The demonstration cases with a token of its own in each item, so that any leak is seen wherever it comes out. */
import { casesFile, casesJson, type CasesFile } from "./cases.ts";

type Json = Record<string, unknown>;

export function canaryOf(reference: string): string {
  return `zq${reference.replaceAll("-", "")}qz`;
}

/** The file with a token before the text of every item; `norm` keeps facts comparable as they were. */
export function casesWithCanaries(): unknown {
  const file = casesJson() as { cases: { contributions: Json[]; actions: Json[] }[] };
  const marked = (text: unknown, reference: unknown) =>
    typeof text === "string" && text !== "" ? `${canaryOf(String(reference))} ${text}` : text;
  for (const entry of file.cases) {
    for (const action of entry.actions) action.text = marked(action.text, action.id);
    for (const given of entry.contributions) {
      for (const name of ["headline", "body", "whatMatters"]) given[name] = marked(given[name], given.id);
      given.strengths = (given.strengths as unknown[]).map((text) => marked(text, given.id));
      given.details = Object.fromEntries(
        Object.entries(given.details as Json).map(([name, value]) => [name, marked(value, given.id)]),
      );
      for (const fact of given.facts as Json[]) fact.value = marked(fact.value, fact.id);
      for (const name of ["risks", "sensitiveItems", "requests", "proposedActions"]) {
        for (const item of given[name] as Json[]) item.text = marked(item.text, item.id);
      }
    }
  }
  return file;
}

interface Item {
  canary: string;
  caseId: string;
  /** Staff of the file who may see it, worked out from the file's own words and not by our rules. */
  visibleTo: Set<string>;
  printable: boolean;
}

export function itemsOf(file: CasesFile = casesFile()): Item[] {
  return file.cases.flatMap((entry) => {
    const disciplineOf = (id: string) => file.staff.find((person) => person.id === id)?.discipline ?? "";
    const gone = (id: string) => {
      const leftOn = file.staff.find((person) => person.id === id)?.leftOn ?? null;
      return leftOn !== null && leftOn < entry.expected.asOf;
    };
    const readers = entry.team.filter(
      (id) => entry.invited.includes(disciplineOf(id)) || disciplineOf(id) === "practice-manager",
    );
    const item = (reference: string, author: string, handling: string[] | undefined): Item => {
      const restricted = entry.expected.visibility.find((row) => row.itemId === reference);
      const seers = [...(restricted?.visibleToStaff ?? readers), author].filter((id) => !gone(id));
      return {
        canary: canaryOf(reference),
        caseId: entry.id,
        visibleTo: new Set(seers),
        printable: !(handling ?? []).includes("do-not-print"),
      };
    };
    return [
      ...entry.actions.map((action) => item(action.id, action.ownerId, [])),
      ...entry.contributions.flatMap((given) => [
        item(given.id, given.authorId, []),
        ...[...given.facts, ...given.risks, ...given.sensitiveItems, ...given.proposedActions, ...given.requests].map(
          (part) => item(part.id, given.authorId, part.handling),
        ),
      ]),
    ];
  });
}
