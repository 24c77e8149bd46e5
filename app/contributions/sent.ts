/** What was sent, as the boxes of the form hold it, so that it can be amended. For loaders. */
import type { Typed } from "#app/forms/read.ts";
import type { Api } from "#server/router.ts";

type Sent = NonNullable<Awaited<ReturnType<Api["contributions"]["open"]>>["current"]>;
type Entry = Sent["entries"][number];

/** Boxes by name; what is empty is left out. */
type Boxes = Record<string, string | readonly string[] | null>;

export function typedOf(sent: Sent): Typed {
  const entries = (kind: Entry["kind"]) => sent.entries.filter((entry) => entry.kind === kind);
  return typed({
    headline: sent.headline,
    body: sent.body,
    ...dayBoxes("lastContactOn", sent.lastContactOn),
    lastContactMode: sent.lastContactMode,
    whatMatters: sent.whatMatters,
    teamHeadline: sent.teamHeadline,
    teamBody: sent.teamBody,
    ...sharingBoxes("", sent),
    ...Object.fromEntries(sent.strengths.map((strength, index) => [`strengths.${index}`, strength])),
    ...rowsFrom("facts", entries("fact"), (fact, row) => ({
      [`${row}key`]: fact.name,
      [`${row}value`]: fact.text,
      [`${row}source`]: fact.source,
      ...dayBoxes(`${row}asOf`, fact.asOf),
      ...sharingBoxes(row, fact),
    })),
    ...rowsFrom("risks", entries("risk"), (risk, row) => ({
      [`${row}type`]: risk.name,
      [`${row}level`]: risk.level,
      [`${row}text`]: risk.text,
      ...sharingBoxes(row, risk),
    })),
    ...rowsFrom("requests", entries("request"), (request, row) => ({
      [`${row}toDiscipline`]: request.discipline,
      [`${row}text`]: request.text,
    })),
    ...rowsFrom("proposedActions", entries("proposal"), (proposal, row) => ({
      [`${row}text`]: proposal.text,
      [`${row}ownerDiscipline`]: proposal.discipline,
      ...dayBoxes(`${row}due`, proposal.due),
      ...sharingBoxes(row, proposal),
    })),
    ...rowsFrom("sensitiveItems", entries("sensitive"), (item, row) => ({
      [`${row}text`]: item.text,
      [`${row}reason`]: item.reason,
      ...sharingBoxes(row, item),
    })),
    ...together(entries("detail").map(detailBoxes)),
  });
}

function typed(boxes: Boxes): Typed {
  return Object.fromEntries(
    Object.entries(boxes)
      .map(([name, value]): [string, string[]] => [name, value === null ? [] : [value].flat()])
      .filter(([, values]) => values.some((value) => value !== "")),
  );
}

function rowsFrom(list: string, entries: readonly Entry[], boxes: (entry: Entry, row: string) => Boxes): Boxes {
  return together(entries.map((entry, index) => boxes(entry, `${list}.${index}.`)));
}

function together(parts: readonly Boxes[]): Boxes {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}

function sharingBoxes(
  row: string,
  shared: Pick<Entry, "audience" | "namedStaff" | "excludedDisciplines" | "handling">,
) {
  return {
    [`${row}audience`]: shared.audience,
    [`${row}namedStaff`]: shared.namedStaff,
    [`${row}excludedDisciplines`]: shared.excludedDisciplines,
    [`${row}handling`]: shared.handling,
  };
}

function dayBoxes(name: string, day: string | null): Boxes {
  const [year = "", month = "", dayOfMonth = ""] = day?.split("-") ?? [];
  return { [`${name}.year`]: year, [`${name}.month`]: month, [`${name}.day`]: dayOfMonth };
}

/** A detail that is a day stands in three boxes, any other in one. */
function detailBoxes({ name, text }: Entry): Boxes {
  const box = `details.${name ?? ""}`;
  return /^\d{4}-\d\d-\d\d$/.test(text) ? { [box]: text, ...dayBoxes(box, text) } : { [box]: text };
}
