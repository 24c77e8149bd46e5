/** What was sent, as the boxes of the form hold it, so that it can be amended. For loaders. */
import type { Typed } from "#app/forms/read.ts";
import type { Api } from "#server/router.ts";

type Sent = NonNullable<Awaited<ReturnType<Api["contributions"]["open"]>>["current"]>;
type Entry = Sent["entries"][number];
type Field = Awaited<ReturnType<Api["contributions"]["open"]>>["fields"][number];

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
    ...rowsFrom("facts", entries("fact"), factBoxes),
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
    ...rowsFrom("deadlines", entries("deadline").filter(hasRowOfItsOwn), (deadline, row) => ({
      [`${row}kind`]: deadline.name,
      [`${row}text`]: deadline.text,
      ...dayBoxes(`${row}due`, deadline.due),
    })),
    ...boxesOfDetails(entries("detail")),
  });
}

/**
 * The details of last time as a new contribution begins with them: those that it would show to the same people, so
 * that nothing restricted is shown more widely by being carried over.
 */
export function carriedOver(before: Sent, fields: readonly Field[]): Typed {
  const details = before.entries.filter((entry) => {
    const field = fields.find(({ name }) => name === entry.name);
    const handling = field?.handling ?? [];
    return (
      entry.kind === "detail" &&
      field !== undefined &&
      (entry.value !== null) === (field.kind === "rows") &&
      entry.audience === (field.audience ?? "team") &&
      entry.namedStaff.length + entry.excludedDisciplines.length === 0 &&
      entry.handling.every((flag) => handling.includes(flag))
    );
  });
  return typed(boxesOfDetails(details));
}

type FactBefore = Awaited<ReturnType<Api["contributions"]["open"]>>["factsBefore"][number];

/** A fact of last time in a row of its own, to be changed: to the same people as before, on a day still to be said. */
export function changedFact(fact: FactBefore, number: number): Typed {
  const row = `facts.${number}.`;
  return typed({ ...factBoxes({ ...fact, name: fact.key, asOf: null }, row), [`${row}changes`]: fact.id });
}

type Fact = Pick<Entry, "name" | "text" | "source" | "asOf" | Sharing>;

function factBoxes(fact: Fact, row: string): Boxes {
  return {
    [`${row}key`]: fact.name,
    [`${row}value`]: fact.text,
    [`${row}source`]: fact.source,
    ...dayBoxes(`${row}asOf`, fact.asOf),
    ...sharingBoxes(row, fact),
  };
}

/** A day that was given in a typed field stands there already. */
function hasRowOfItsOwn({ value }: Entry): boolean {
  return value === null;
}

/** A field with columns has a row for each of its entries; any other has one box, or three for a day. */
function boxesOfDetails(details: readonly Entry[]): Boxes {
  const single = details.filter(({ value }) => value === null);
  const names = [...new Set(details.filter(({ value }) => value !== null).map(({ name }) => name ?? ""))];
  const rows = names.map((name) =>
    rowsFrom(
      `details.${name}`,
      details.filter((detail) => detail.name === name),
      ({ value }, row) => together(Object.entries(value ?? {}).map(([column, text]) => boxOf(`${row}${column}`, text))),
    ),
  );
  return together([...single.map(({ name, text }) => boxOf(`details.${name ?? ""}`, text)), ...rows]);
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

type Sharing = "audience" | "namedStaff" | "excludedDisciplines" | "handling";

function sharingBoxes(row: string, shared: Pick<Entry, Sharing>) {
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

function boxOf(box: string, text: string): Boxes {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? { [box]: text, ...dayBoxes(box, text) } : { [box]: text };
}
